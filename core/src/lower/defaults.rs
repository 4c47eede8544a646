//! Which defaults are published.

use super::Lowering;
use crate::diag::{Code, Diagnostic};
use crate::model::{DefaultKey, Field, FieldFacts, Hole, HoleId, SerdeDefault, TypeFacts};
use crate::span::{Span, Spanned};
use crate::template::HOLE;
use serde_json::{Value, json};

impl Lowering<'_> {
    /// Settles the default of a field: afterwards it is a value (perhaps a hole) or none.
    pub(super) fn settle_default(&mut self, field: &Field, facts: &mut FieldFacts, path: &str) {
        let no_default = facts.schema.no_default.take().is_some();
        if self.observed() {
            self.refuse_in_status(facts, path);
            return;
        }
        facts.schema.default = match facts.schema.default.take() {
            Some(Spanned {
                value: DefaultKey::Publish,
                at,
            }) => self.published(field, at, path),
            None if !no_default => self.published_by_function(field, path),
            given => given,
        };
    }

    /// A type's own default is a value; a bare `default` on a type has nothing to publish.
    pub(super) fn type_defaults(&mut self, type_: &mut TypeFacts) {
        type_.schema.no_default = None;
        let Some(given) = &type_.schema.default else {
            return;
        };
        let wrong = if self.observed() {
            misplaced_in_status(given.at, &self.container.name)
        } else if given.value == DefaultKey::Publish {
            Diagnostic::new(
                Code::KeyPlace,
                given.at,
                self.container.name.clone(),
                "a bare `default` publishes a field's `#[serde(default)]`, and this is a type",
            )
            .help("write it on the field, or give the value: `default = …`")
        } else {
            return;
        };
        self.diagnostics.push(wrong);
    }

    /// Whether the container is observed state, where nothing is defaulted by the server.
    fn observed(&self) -> bool {
        self.container.facts.status.is_some() && self.container.resource.is_none()
    }

    fn refuse_in_status(&mut self, facts: &mut FieldFacts, path: &str) {
        if let Some(default) = facts.schema.default.take() {
            self.diagnostics.push(misplaced_in_status(default.at, path));
        }
        if let Some(immutable) = &facts.immutable {
            let wrong = Diagnostic::new(
                Code::Immutable,
                immutable.at,
                path,
                "a field of a status can't be immutable",
            )
            .note("a controller writes the status anew from what it observes")
            .help("leave `#[immutable]` out, or put the field into the spec");
            self.diagnostics.push(wrong);
        }
    }

    fn published(&mut self, field: &Field, at: Span, path: &str) -> Option<Spanned<DefaultKey>> {
        let hole = match field.serde.default {
            SerdeDefault::Path(hole, _) => Some(hole),
            SerdeDefault::Bare(_) => self.default_hole(field),
            SerdeDefault::None => None,
        };
        if hole.is_none() {
            let wrong = Diagnostic::new(
                Code::KeyConflict,
                at,
                path,
                "a bare `default` publishes the field's `#[serde(default)]`, and the field has none",
            )
            .help("add `#[serde(default)]` to the field, or give the value: `default = …`");
            self.diagnostics.push(wrong);
        }
        hole.map(|hole| Spanned::new(DefaultKey::Value(hole_value(hole)), at))
    }

    /// `#[serde(default = "f")]` is published as it stands, where the type itself writes it.
    fn published_by_function(&mut self, field: &Field, path: &str) -> Option<Spanned<DefaultKey>> {
        let SerdeDefault::Path(hole, at) = field.serde.default else {
            return None;
        };
        let Some(with) = &field.serde.with else {
            return Some(Spanned::new(DefaultKey::Value(hole_value(hole)), at));
        };
        let message = "the default can't be published, since the field is not written by its type";
        let unknown = Diagnostic::new(Code::ValueUnknown, at, path, message)
            .note(format!("`{}` writes it", with.value))
            .help(
                "give the value as it is written: `#[schema(default = …)]`, or write `#[schema(no_default)]`",
            );
        self.diagnostics.push(unknown);
        None
    }

    /// The hole of `<T as Default>::default()` for the field's type.
    fn default_hole(&self, field: &Field) -> Option<HoleId> {
        let holes = &self.container.holes;
        let ty = match usize::try_from(field.ty).ok().and_then(|id| holes.get(id)) {
            Some(Hole::Type(ty)) => ty,
            _ => return None,
        };
        let found = holes
            .iter()
            .position(|hole| matches!(hole, Hole::Default(of) if of == ty))?;
        HoleId::try_from(found).ok()
    }
}

fn hole_value(hole: HoleId) -> Value {
    json!({ HOLE: hole })
}

fn misplaced_in_status(at: Span, path: &str) -> Diagnostic {
    Diagnostic::new(Code::DefaultMisplaced, at, path, "a status can't have a default")
        .note("a status says what was observed, and the server would write what nobody observed")
        .help("leave the default out; `#[serde(default)]` still makes the field optional")
}
