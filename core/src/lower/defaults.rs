//! Which defaults are published.

use super::Lowering;
use crate::diag::{Code, Diagnostic};
use crate::model::{DefaultKey, Field, FieldFacts, HoleId, SerdeDefault};
use crate::span::{Span, Spanned};
use crate::template::HOLE;
use serde_json::json;

impl Lowering<'_> {
    /// Settles the default of a field: the value that is given, else what `#[serde(default = "f")]` gives.
    ///
    /// In observed state the server writes nothing that nobody observed.
    pub(super) fn settle_default(&mut self, field: &Field, facts: &mut FieldFacts, path: &str) {
        let no_default = facts.schema.no_default.take().is_some();
        let observed = self.container.facts.status.is_some() && self.container.resource.is_none();
        if no_default || observed || facts.schema.default.is_some() {
            return;
        }
        let SerdeDefault::Path(hole, at) = field.serde.default else {
            return;
        };
        match &field.serde.with {
            Some(with) => self.written_by_another(&with.value, at, path),
            None => facts.schema.default = Some(published(hole, at)),
        }
    }

    /// A default goes through the same code as any other value of the field, which nobody can run here.
    fn written_by_another(&mut self, with: &str, at: Span, path: &str) {
        let message = "the default can't be published, since the field is not written by its type";
        let unknown = Diagnostic::new(Code::ValueUnknown, at, path, message)
            .note(format!("`{with}` writes it"))
            .help(
                "give the value as it is written: `#[schema(default = …)]`, or write `#[schema(no_default)]`",
            );
        self.diagnostics.push(unknown);
    }
}

fn published(hole: HoleId, at: Span) -> Spanned<DefaultKey> {
    Spanned::new(DefaultKey::Value(json!({ HOLE: hole })), at)
}
