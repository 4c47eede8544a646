//! Evaluation of expressions upon objects.

pub(crate) mod convert;
pub(crate) mod value;
