//! Values as Rust has them, before serde writes them.

use super::Why;
use super::number::{Float, Whole};
use crate::resolve::names::ItemId;
use serde_json::Value;

/// What an expression gives.
#[derive(Clone, Debug)]
pub(super) enum Datum {
    /// `()`.
    Unit,
    /// A `bool`.
    Bool(bool),
    /// A `char`.
    Char(char),
    /// Text of any type that is compared as text.
    Text(String),
    /// An integer.
    Whole(Whole),
    /// A float.
    Float(Float),
    /// `None`.
    Nothing,
    /// `Some(…)`.
    Some(Box<Datum>),
    /// An array, slice, `Vec` or another list in order.
    List(Vec<Datum>),
    /// A tuple of one or more.
    Tuple(Vec<Datum>),
    /// A set.
    Set(Set),
    /// A map, each key once.
    Map(Vec<(Datum, Datum)>),
    /// A struct or a variant in source.
    Own(Own),
    /// A value of which only is known how serde writes it.
    Written(Value),
}

/// A set: each item once, in the order of the type if it has one.
#[derive(Clone, Debug)]
pub(super) struct Set {
    /// Its items.
    pub(super) items: Vec<Datum>,
    /// Whether the type tells the order; a hash set has another in each run.
    pub(super) ordered: bool,
}

/// Fields by member, each with its value, or why it can't be read: serde may not write it.
pub(super) type Fields = Vec<(String, Result<Datum, Why>)>;

/// A value of a struct or enum in source.
#[derive(Clone, Debug)]
pub(super) struct Own {
    /// The struct or enum.
    pub(super) id: ItemId,
    /// The variant of an enum.
    pub(super) variant: Option<String>,
    /// Its fields.
    pub(super) fields: Fields,
}

impl Own {
    /// A field's value.
    pub(super) fn field(&self, member: &str) -> Result<&Datum, Why> {
        match self.fields.iter().find(|(name, _)| name == member) {
            Some((_, value)) => value.as_ref().map_err(Clone::clone),
            None => Err(format!("`{member}` is not given")),
        }
    }
}

impl Datum {
    /// A list of copies of a value, if it is small enough for a default.
    pub(super) fn repeated(self, len: u64) -> Result<Vec<Self>, Why> {
        const MOST: u64 = 10_000;
        if len.saturating_mul(self.size()) > MOST {
            return Err("the list is longer than a default may be".to_owned());
        }
        Ok((0..len).map(|_| self.clone()).collect())
    }

    /// How many values it is made of.
    fn size(&self) -> u64 {
        let inside: u64 = match self {
            Self::Some(inner) => inner.size(),
            Self::List(items) | Self::Tuple(items) => items.iter().map(Self::size).sum(),
            Self::Set(set) => set.items.iter().map(Self::size).sum(),
            Self::Map(entries) => entries.iter().map(|(key, value)| key.size() + value.size()).sum(),
            Self::Own(own) => {
                let fields = own.fields.iter();
                fields
                    .map(|(_, value)| value.as_ref().map_or(0, Self::size))
                    .sum()
            }
            _ => 0,
        };
        1 + inside
    }

    /// Text.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}
