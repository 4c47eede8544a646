//! Places in a user's source, as plain data.
//!
//! A [`Span`] is only a number. Who reads the source keeps a side table beside it: the derive one of
//! `proc_macro2::Span`s, gen-cli one of files, lines and columns. So the model is `Send` and can be serialised.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A place in the source: an index into the reader's side table, or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Span(u32);

impl Span {
    /// No place: what a schema filled at run time knows of its source.
    pub const NONE: Self = Self(0);

    /// The place with this number in the side table; 0 is [`Span::NONE`].
    #[must_use]
    pub const fn new(id: u32) -> Self {
        Self(id)
    }

    /// The number in the side table.
    #[must_use]
    pub const fn id(self) -> u32 {
        self.0
    }

    /// Whether this is no place.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.0 == 0
    }
}

/// A value and the place where it was written: for a key, the place of the key.
///
/// Serialised as the bare value where there is no place (so that what a derive emits is short), else as
/// `{"$at": id, "$value": value}`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub at: Span,
}

impl<T> Spanned<T> {
    /// A value and its place.
    pub const fn new(value: T, at: Span) -> Self {
        Self { value, at }
    }
}

#[derive(Serialize)]
struct Placed<'a, T> {
    #[serde(rename = "$at")]
    at: Span,
    #[serde(rename = "$value")]
    value: &'a T,
}

impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.at.is_none() {
            self.value.serialize(serializer)
        } else {
            Placed {
                at: self.at,
                value: &self.value,
            }
            .serialize(serializer)
        }
    }
}

impl<'de, T: serde::de::DeserializeOwned> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        let mut value = serde_json::Value::deserialize(deserializer)?;
        let at = value
            .get("$at")
            .and_then(serde_json::Value::as_u64)
            .and_then(|id| u32::try_from(id).ok());
        if let (Some(at), Some(inner)) = (at, value.get_mut("$value")) {
            let inner = serde_json::from_value(inner.take()).map_err(D::Error::custom)?;
            return Ok(Self::new(inner, Span::new(at)));
        }
        serde_json::from_value(value)
            .map(|value| Self::new(value, Span::NONE))
            .map_err(D::Error::custom)
    }
}
