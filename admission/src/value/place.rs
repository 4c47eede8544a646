//! Where a value stands below the validated one.

use std::fmt;

/// A chain of steps; the root prints as nothing.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    Root,
    /// A declared property.
    Property(&'a Place<'a>, &'a str),
    /// A name that always has a dot before it: an undeclared property, or a missing one.
    Dotted(&'a Place<'a>, &'a str),
    Index(&'a Place<'a>, usize),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Property(Place::Root, name) => f.write_str(name),
            Self::Property(parent, name) | Self::Dotted(parent, name) => write!(f, "{parent}.{name}"),
            Self::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}
