//! `cfg`, decided three ways: true, false, or undetermined.
//!
//! A manifest must not depend on how or where somebody builds. So only what `Cargo.toml` states is known: the
//! features, a target if one is stated, other cfgs if they are stated. All else is undetermined, and an error where it
//! decides something.

mod apply;
pub(crate) mod attributes;
mod facts;
mod predicate;
mod target;

pub(super) use apply::{apply, path_attribute, undetermined_paths};
pub(super) use facts::{Facts, Stated};
pub use predicate::{Condition, undetermined};
pub(super) use target::{TargetCfgs, excludes};

/// What is known of a predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    True,
    False,
    Undetermined,
}

impl From<bool> for Truth {
    fn from(known: bool) -> Self {
        if known { Self::True } else { Self::False }
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Undetermined => Self::Undetermined,
        }
    }
}
