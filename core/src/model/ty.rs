//! Types and holes, as written.

use crate::span::Span;
use serde::{Deserialize, Serialize};

/// The number of a hole within its container.
pub type HoleId = u32;

/// What only rustc, or gen-cli's resolver, can fill.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Hole {
    /// The schema of a type.
    Type(Ty),
    /// The value of a constant: `MAX`, `Self::MAX`, `a::b::MAX`.
    Const(TyPath),
    /// What a default function gives: `#[serde(default = "path")]`.
    DefaultFn(TyPath),
    /// `<T as Default>::default()` of a field's type: a bare `#[serde(default)]` that is published.
    Default(Ty),
}

/// A type as written, with names unresolved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ty {
    /// A path: `Option<String>`, `a::B<C>`, `<T as Trait>::X` (then `qself` is there).
    Path(TyPath),
    /// `[T; N]`: the length as written (a literal or the path of a constant).
    Array {
        /// The items.
        item: Box<Ty>,
        /// The length's tokens, as text.
        len: String,
        /// The place.
        span: Span,
    },
    /// `[T]`.
    Slice(Box<Ty>, Span),
    /// `(A, B)`; `()` has no items.
    Tuple(Vec<Ty>, Span),
    /// `&T`, `&'static mut T`.
    Reference(Box<Ty>, Span),
    /// Anything else (`dyn`, `fn`, `impl`, `!`, a macro), as text.
    Other(String, Span),
}

impl Ty {
    /// Where the type is written.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Path(path) => path.span,
            Self::Array { span, .. }
            | Self::Slice(_, span)
            | Self::Tuple(_, span)
            | Self::Reference(_, span)
            | Self::Other(_, span) => *span,
        }
    }
}

/// A path as written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TyPath {
    /// Whether it starts with `::`.
    pub leading_colon: bool,
    /// The type before `::` in `<T>::X` and `<T as Trait>::X`, with the number of segments that name the trait.
    pub qself: Option<(Box<Ty>, usize)>,
    /// Its segments.
    pub segments: Vec<PathSegment>,
    /// The place.
    pub span: Span,
}

/// One segment of a path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PathSegment {
    /// The name, without `r#`.
    pub name: String,
    /// The type arguments; lifetimes and constants are left out.
    pub args: Vec<Ty>,
}

impl std::fmt::Display for TyPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.leading_colon {
            f.write_str("::")?;
        }
        for (index, segment) in self.segments.iter().enumerate() {
            if index > 0 {
                f.write_str("::")?;
            }
            f.write_str(&segment.name)?;
            if !segment.args.is_empty() {
                f.write_str("<")?;
                for (index, arg) in segment.args.iter().enumerate() {
                    if index > 0 {
                        f.write_str(", ")?;
                    }
                    write!(f, "{arg}")?;
                }
                f.write_str(">")?;
            }
        }
        Ok(())
    }
}

impl std::fmt::Display for Ty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Path(path) => write!(f, "{path}"),
            Self::Array { item, len, .. } => write!(f, "[{item}; {len}]"),
            Self::Slice(item, _) => write!(f, "[{item}]"),
            Self::Tuple(items, _) => {
                let items: Vec<String> = items.iter().map(ToString::to_string).collect();
                write!(f, "({})", items.join(", "))
            }
            Self::Reference(item, _) => write!(f, "&{item}"),
            Self::Other(text, _) => f.write_str(text),
        }
    }
}
