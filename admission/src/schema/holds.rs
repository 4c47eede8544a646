//! What a schema holds, at its root or anywhere below: summed up when it is read, so that each walk enters only those
//! parts in which there is something to find for it.

use super::Schema;
use super::unreadable::is_unreadable;
use super::visit::below;

/// A set of things that a schema may hold. It follows from the keywords, so it makes no two schemas different.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Holds(u8);

impl Holds {
    /// A `default`.
    pub(crate) const DEFAULT: Self = Self(1);
    /// A rule.
    pub(crate) const RULE: Self = Self(1 << 1);
    /// A keyword that keeps it from being read as a structural schema.
    pub(crate) const UNREADABLE: Self = Self(1 << 2);
    /// A `format`.
    pub(crate) const FORMAT: Self = Self(1 << 3);
    /// A list that is a set.
    pub(crate) const SET: Self = Self(1 << 4);

    /// The one, the other or both.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether any of the others is among these.
    pub(crate) const fn any(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

impl PartialEq for Holds {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Schema<'_> {
    /// Sums up what the schema holds, once all is read.
    pub(super) fn sum_up(&mut self, has_children: bool) {
        let own = [
            (self.default.is_some(), Holds::DEFAULT),
            (!self.each_rule().is_empty(), Holds::RULE),
            (is_unreadable(self), Holds::UNREADABLE),
            (!self.format.is_empty(), Holds::FORMAT),
            (self.list_type == Some("set"), Holds::SET),
        ];
        let own = own.into_iter().filter(|(there, _)| *there);
        let own = own.map(|(_, what)| what);
        let children = has_children.then(|| below(self).map(|child| child.holds));
        self.holds = own
            .chain(children.into_iter().flatten())
            .fold(Holds::default(), Holds::or);
    }
}
