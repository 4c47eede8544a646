//! What a schema holds, at its root or anywhere below: summed up when it is read, so that each walk enters only those
//! parts in which there is something to find for it.

use super::Schema;
use super::unreadable::is_unreadable;
use super::visit::below;

/// A set of things that a schema may hold, and how deeply it nests. It follows from the keywords, so it makes no two
/// schemas different.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Holds {
    things: u8,
    /// Levels of schemas.
    levels: u16,
}

impl Holds {
    /// A `default`.
    pub(crate) const DEFAULT: Self = Self::thing(0);
    /// A rule.
    pub(crate) const RULE: Self = Self::thing(1);
    /// A keyword that keeps it from being read as a structural schema.
    pub(crate) const UNREADABLE: Self = Self::thing(2);
    /// A `format`.
    pub(crate) const FORMAT: Self = Self::thing(3);
    /// A list that is a set.
    pub(crate) const SET: Self = Self::thing(4);

    const fn thing(bit: u8) -> Self {
        Self {
            things: 1 << bit,
            levels: 0,
        }
    }

    /// The one, the other or both.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            things: self.things | other.things,
            levels: self.levels.max(other.levels),
        }
    }

    /// Whether any of the others is among these.
    pub(crate) const fn any(self, others: Self) -> bool {
        self.things & others.things != 0
    }

    /// Levels of schemas, this one's included.
    pub(crate) const fn levels(self) -> u16 {
        self.levels
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
        let mut sum = Holds::default();
        for (_, what) in own.into_iter().filter(|(there, _)| *there) {
            sum = sum.or(what);
        }
        if has_children {
            sum = below(self).fold(sum, |sum, child| sum.or(child.holds));
        }
        sum.levels = sum.levels.saturating_add(1);
        self.holds = sum;
    }
}
