//! Sets and maps: what stands twice is there once.

use super::datum::{Datum, Set};
use super::{Values, Why};
use std::cmp::Ordering;

impl Values<'_> {
    /// A set of items, sorted where its type tells the order.
    pub(super) fn set(&self, items: Vec<Datum>, ordered: bool) -> Result<Set, Why> {
        let mut kept: Vec<Datum> = Vec::new();
        for item in items {
            match self.position(&kept, |kept| kept, &item, ordered)? {
                Ok(_) => {}
                Err(place) => kept.insert(place, item),
            }
        }
        Ok(Set { items: kept, ordered })
    }

    /// A map of pairs; of two with one key the last counts.
    pub(super) fn map(&self, entries: Vec<Datum>, ordered: bool) -> Result<Vec<(Datum, Datum)>, Why> {
        let mut kept: Vec<(Datum, Datum)> = Vec::new();
        for entry in entries {
            let Datum::Tuple(pair) = entry else {
                return Err("a map's entry is no pair".to_owned());
            };
            let Ok([key, value]) = <[Datum; 2]>::try_from(pair) else {
                return Err("a map's entry is no pair".to_owned());
            };
            match self.position(&kept, |(key, _)| key, &key, ordered)? {
                Ok(place) => {
                    if let Some((_, there)) = kept.get_mut(place) {
                        *there = value;
                    }
                }
                Err(place) => kept.insert(place, (key, value)),
            }
        }
        Ok(kept)
    }

    /// Where a key is among those that are there, or where it goes.
    fn position<T>(
        &self,
        kept: &[T],
        key_of: impl Fn(&T) -> &Datum,
        key: &Datum,
        ordered: bool,
    ) -> Result<Result<usize, usize>, Why> {
        let by = if ordered { "Ord" } else { "PartialEq" };
        for (place, there) in kept.iter().enumerate() {
            match self.order(key_of(there), key, by)? {
                Ordering::Equal => return Ok(Ok(place)),
                Ordering::Greater if ordered => return Ok(Err(place)),
                _ => {}
            }
        }
        // an item by itself must be one that can be compared, too
        self.order(key, key, by)?;
        Ok(Err(kept.len()))
    }
}
