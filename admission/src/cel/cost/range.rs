//! A least and a greatest number, with saturating arithmetic.

/// A size or a cost: at least `min`, at most `max`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    /// At least.
    pub min: u64,
    /// At most.
    pub max: u64,
}

/// Two to the power of 64.
const TWO_TO_64: f64 = 18_446_744_073_709_551_616.0;

impl Range {
    /// Nothing is known.
    pub(crate) const UNKNOWN: Range = Range {
        min: 0,
        max: u64::MAX,
    };
    /// The neutral element of [`Range::union`].
    pub(crate) const NONE: Range = Range {
        min: u64::MAX,
        max: 0,
    };
    /// Exactly 0.
    pub(crate) const ZERO: Range = Range::fixed(0);
    /// Exactly 1.
    pub(crate) const ONE: Range = Range::fixed(1);

    /// Exactly `n`.
    pub(crate) const fn fixed(n: u64) -> Range {
        Range { min: n, max: n }
    }

    /// The sum.
    pub(crate) fn plus(self, other: Range) -> Range {
        Range {
            min: self.min.saturating_add(other.min),
            max: self.max.saturating_add(other.max),
        }
    }

    /// The product.
    pub(crate) fn times(self, other: Range) -> Range {
        Range {
            min: self.min.saturating_mul(other.min),
            max: self.max.saturating_mul(other.max),
        }
    }

    /// Both times a factor, rounded up.
    pub(crate) fn factor(self, by: f64) -> Range {
        Range {
            min: scale(self.min, by),
            max: scale(self.max, by),
        }
    }

    /// What holds for either.
    pub(crate) fn union(self, other: Range) -> Range {
        Range {
            min: self.min.min(other.min),
            max: self.max.max(other.max),
        }
    }
}

/// `n` times a factor, rounded up; past what fits, the greatest number.
pub(crate) fn scale(n: u64, by: f64) -> u64 {
    let product = (n as f64 * by).ceil();
    if product >= TWO_TO_64 {
        u64::MAX
    } else {
        product as u64
    }
}
