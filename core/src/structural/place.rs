//! Where the loader stands: the path in the object, and whose schema it reads.

use crate::model::Facts;
use crate::span::Span;

/// Whose words a schema is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Origin {
    /// A template of ours, or what schemars writes.
    #[default]
    Rust,
    /// One of Kubernetes' own types: right as it is.
    Kubernetes,
    /// The literal of `schema(with = …)`: the dialect of Kubernetes, taken at its word.
    Literal,
}

/// A place in the object.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    /// `spec.ports[*].name`.
    pub(super) path: String,
    /// How many nodes stand above.
    pub(super) depth: usize,
    pub(super) origin: Origin,
    /// The field or type in the source whose schema it is.
    pub(super) span: Span,
    /// The definition that is read, and the length of the path where it began.
    definition: String,
    start: usize,
}

impl Place {
    /// A property of the root.
    pub(super) fn root() -> Self {
        Self::default()
    }

    pub(super) fn property(&self, name: &str) -> Self {
        let dot = if self.path.is_empty() { "" } else { "." };
        self.below(&format!("{dot}{name}"))
    }

    pub(super) fn items(&self) -> Self {
        self.below("[*]")
    }

    pub(super) fn values(&self) -> Self {
        self.below("{*}")
    }

    /// The same place, one layer further in.
    pub(super) fn within(&self) -> Self {
        self.below("")
    }

    /// The same place, as the facts of its node tell of it.
    pub(super) fn told_by(&self, facts: &Facts) -> Self {
        Self {
            // What is wrong with a literal is wrong with the key that holds it.
            span: [facts.literal, Some(facts.at)]
                .into_iter()
                .flatten()
                .find(|place| !place.is_none())
                .unwrap_or(self.span),
            origin: match facts.literal {
                Some(_) => Origin::Literal,
                None => self.origin,
            },
            ..self.clone()
        }
    }

    /// The same place, read from a definition.
    pub(super) fn in_definition(&self, name: &str, origin: Origin) -> Self {
        Self {
            definition: name.to_owned(),
            start: self.path.len(),
            origin,
            depth: self.depth + 1,
            ..self.clone()
        }
    }

    /// The place of what a schema itself says: in a literal, of the key that holds it.
    pub(super) fn said(&self) -> Span {
        match self.origin {
            Origin::Literal => self.span,
            Origin::Rust | Origin::Kubernetes => Span::NONE,
        }
    }

    /// What tells a field from every other, wherever its type is used.
    pub(super) fn field(&self) -> String {
        let below = self.path.get(self.start..).unwrap_or_default();
        format!("{}#{below}", self.definition)
    }

    fn below(&self, step: &str) -> Self {
        Self {
            path: format!("{}{step}", self.path),
            depth: self.depth + 1,
            ..self.clone()
        }
    }
}
