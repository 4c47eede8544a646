//! What a schema has by name.

use super::Schema;

/// Schemas, or what else a schema has by name, in the order of the names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Named<'a, T = Schema<'a>>(Vec<(&'a str, T)>);

impl<'a, T> Named<'a, T> {
    pub(super) fn with_capacity(entries: usize) -> Self {
        Self(Vec::with_capacity(entries))
    }

    /// As [`Self::insert`], of something that is empty yet: mostly after all that is there, and made where it lies.
    pub(super) fn add(&mut self, name: &'a str) -> Option<&mut T>
    where
        T: Default,
    {
        if self.0.last().is_some_and(|(last, _)| name < *last) {
            return self.insert(name, T::default());
        }
        self.0.push((name, T::default()));
        self.0.last_mut().map(|(_, value)| value)
    }

    /// Adds something under a name that is not there yet; gives it where it lies now.
    pub(super) fn insert(&mut self, name: &'a str, value: T) -> Option<&mut T> {
        let at = match self.0.last() {
            Some((last, _)) if name < *last => self.0.partition_point(|(known, _)| *known < name),
            _ => self.0.len(),
        };
        self.0.insert(at, (name, value));
        self.0.get_mut(at).map(|(_, value)| value)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        let at = self.0.binary_search_by_key(&name, |(known, _)| known).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.0.iter().map(|(name, _)| *name)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'a str, &T)> {
        self.0.iter().map(|(name, value)| (*name, value))
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, value)| value)
    }

    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut().map(|(_, value)| value)
    }
}
