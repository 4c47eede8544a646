//! What could not be decided of whether something is there.

use super::cfg::{self, Condition};
use super::source::FileId;
use syn::Attribute;

/// A condition that decides whether something is there, and that could not be decided.
#[derive(Clone, Debug)]
pub struct Uncertain {
    /// The file that it stands in.
    pub file: FileId,
    /// The condition.
    pub condition: Condition,
}

/// The conditions among attributes that decide whether what bears them is there.
pub(crate) fn uncertain(file: FileId, attributes: &[Attribute]) -> Vec<Uncertain> {
    cfg::undetermined(attributes)
        .into_iter()
        .filter(|condition| !condition.only_attributes)
        .map(|condition| Uncertain { file, condition })
        .collect()
}
