//! The order of values, as their types derive it.

use super::datum::{Datum, Own};
use super::{Values, Why};
use std::cmp::Ordering;
use syn::Item;

impl Values<'_> {
    /// How two values of one type compare by a trait that is derived, `Ord` or `PartialEq`.
    ///
    /// # Errors
    /// A type has its own order, or none that is known.
    pub(super) fn order(&self, left: &Datum, right: &Datum, by: &str) -> Result<Ordering, Why> {
        match (left, right) {
            (Datum::Unit, Datum::Unit) | (Datum::Nothing, Datum::Nothing) => Ok(Ordering::Equal),
            (Datum::Bool(left), Datum::Bool(right)) => Ok(left.cmp(right)),
            (Datum::Char(left), Datum::Char(right)) => Ok(left.cmp(right)),
            (Datum::Text(left), Datum::Text(right)) => Ok(left.cmp(right)),
            (Datum::Whole(left), Datum::Whole(right)) => Ok(left.number.cmp(&right.number)),
            (Datum::Nothing, Datum::Some(_)) => Ok(Ordering::Less),
            (Datum::Some(_), Datum::Nothing) => Ok(Ordering::Greater),
            (Datum::Some(left), Datum::Some(right)) => self.order(left, right, by),
            (Datum::List(left), Datum::List(right)) | (Datum::Tuple(left), Datum::Tuple(right)) => {
                self.order_of_lists(left, right, by)
            }
            (Datum::Set(left), Datum::Set(right)) if left.ordered && right.ordered => {
                self.order_of_lists(&left.items, &right.items, by)
            }
            (Datum::Own(left), Datum::Own(right)) if left.id == right.id => {
                self.order_of_own(left, right, by)
            }
            _ => Err("how values of its type compare is not known".to_owned()),
        }
    }

    fn order_of_lists(&self, left: &[Datum], right: &[Datum], by: &str) -> Result<Ordering, Why> {
        for (left, right) in left.iter().zip(right) {
            match self.order(left, right, by)? {
                Ordering::Equal => {}
                other => return Ok(other),
            }
        }
        Ok(left.len().cmp(&right.len()))
    }

    fn order_of_own(&self, left: &Own, right: &Own, by: &str) -> Result<Ordering, Why> {
        if !self.derives(&left.id, by) {
            return Err(format!(
                "how values of its type compare is not known: it derives no `{by}`"
            ));
        }
        self.unchanged_type(&left.id)?;
        let variants = self.place_of_variant(left)?.cmp(&self.place_of_variant(right)?);
        if variants != Ordering::Equal {
            return Ok(variants);
        }
        for (member, value) in &left.fields {
            let value = value.as_ref().map_err(Clone::clone)?;
            match self.order(value, right.field(member)?, by)? {
                Ordering::Equal => {}
                other => return Ok(other),
            }
        }
        Ok(Ordering::Equal)
    }

    /// Variants compare by their numbers, which are their places where none is written.
    fn place_of_variant(&self, of: &Own) -> Result<Option<usize>, Why> {
        let Some(Item::Enum(item)) = self.types.sources.item(&of.id) else {
            return Ok(None);
        };
        if item.variants.iter().any(|variant| variant.discriminant.is_some()) {
            return Err("the variants of its type have numbers of their own".to_owned());
        }
        let mut variants = item.variants.iter();
        Ok(variants.position(|variant| {
            of.variant.as_deref() == Some(crate::resolve::scope::plain(&variant.ident).as_str())
        }))
    }
}
