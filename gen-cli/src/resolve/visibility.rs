//! From where a name can be seen.

use super::names::ModuleId;
use super::scope::plain;

/// From where a name can be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Visibility {
    /// From everywhere.
    Public,
    /// From this module of the crate and all in it: the path from the root.
    Within(Vec<String>),
}

impl Visibility {
    /// What is written before an item of a module.
    pub(crate) fn of(written: &syn::Visibility, module: &ModuleId) -> Self {
        match written {
            syn::Visibility::Public(_) => Self::Public,
            syn::Visibility::Inherited => Self::Within(module.named().path),
            syn::Visibility::Restricted(restricted) => {
                let segments = restricted.path.segments.iter();
                Self::Within(above(module, segments.map(|segment| plain(&segment.ident))).path)
            }
        }
    }

    /// Whether what a crate declares can be seen from a module.
    pub(crate) fn reaches(&self, krate: usize, viewer: &ModuleId) -> bool {
        match self {
            Self::Public => true,
            Self::Within(path) => viewer.krate == krate && viewer.path.starts_with(path),
        }
    }
}

/// The module of `in path`, which is one of those around.
fn above(module: &ModuleId, segments: impl Iterator<Item = String>) -> ModuleId {
    let mut found = None;
    for segment in segments {
        found = match (segment.as_str(), found) {
            ("self", None) => Some(module.named()),
            ("super", found) => found.unwrap_or_else(|| module.named()).parent(),
            ("crate", None) => Some(module.root()),
            // before the edition of 2018 a path begins at the root
            (name, found) => Some(found.unwrap_or_else(|| module.root()).child(name)),
        };
    }
    found.unwrap_or_else(|| module.named())
}
