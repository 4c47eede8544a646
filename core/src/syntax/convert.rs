//! Tables to the model, where the model's fields are not the table's.

use super::check::Model;
use super::keys;
use super::slot::{Flag, IntoModel, Later};
use super::value::Text;
use super::{Context, Fault};
use crate::diag::Code;
use crate::model::{self, DefaultKey, ScalePath};
use crate::span::Spanned;
use serde_json::{Map, Value};

impl Model for keys::Cel {
    type Out = model::Rule;
    fn model(self, cx: &mut Context<'_>) -> model::Rule {
        let at = self.rule.as_ref().map(|rule| rule.0.at);
        let optional = [&self.message_expression, &self.field_path];
        let blank = optional.into_iter().flatten().filter(|key| {
            key.0
                .value
                .as_ref()
                .is_ok_and(|text| matches!(text, Text::Known(text) if text.trim().is_empty()))
        });
        let blank: Vec<_> = blank.map(|key| key.0.at).collect();
        cx.report_all(
            blank
                .into_iter()
                .map(|at| Fault::value(at, "this must not be empty where it stands")),
        );
        let rule = model::Rule {
            rule: self.rule.into_model(cx).map_or(Value::Null, |rule| rule.value),
            message: self.message.into_model(cx),
            message_expression: self.message_expression.into_model(cx),
            reason: self.reason.into_model(cx),
            field_path: self.field_path.into_model(cx),
            optional_old_self: self.optional_old_self.into_model(cx),
        };
        if let Some(at) = at {
            cx.report_all(rule_faults(&rule, at));
        }
        rule
    }
}

fn rule_faults(rule: &model::Rule, at: proc_macro2::Span) -> Vec<Fault> {
    let mut faults = Vec::new();
    let text = rule.rule.as_str().unwrap_or("rule").trim();
    if text.is_empty() {
        faults.push(Fault::value(at, "a rule must not be empty"));
    }
    if text.contains(['\n', '\r']) && rule.message.is_none() {
        let fault = Fault::new(Code::KeyMissing, at, "a rule with a line break needs a message");
        faults.push(fault.help("write `cel(\"…\", \"what is wrong\")`"));
    }
    let message = rule.message.as_ref().and_then(|message| message.value.as_str());
    match message.map(str::trim) {
        Some("") => faults.push(Fault::value(at, "a rule's message must not be empty")),
        Some(text) if text.contains(['\n', '\r']) => {
            faults.push(Fault::value(at, "a rule's message must not have a line break"));
        }
        _ => {}
    }
    faults
}

impl Model for keys::ExternalDocs {
    type Out = Value;
    fn model(self, cx: &mut Context<'_>) -> Value {
        let entries = [
            ("url", self.url.into_model(cx)),
            ("description", self.description.into_model(cx)),
        ];
        let entries = entries.into_iter();
        let entries = entries.filter_map(|(key, value)| Some((key.to_owned(), value?.value)));
        Value::Object(entries.collect::<Map<_, _>>())
    }
}

impl Model for keys::Schema {
    type Out = model::SchemaKeys;
    fn model(self, cx: &mut Context<'_>) -> model::SchemaKeys {
        Later::report(
            &self.recursion,
            "`recursion`",
            "write `#[schema(preserve_unknown_fields)]` on the field that closes the cycle",
            cx,
        );
        model::SchemaKeys {
            default: self.default.into_model(cx).map(|said| {
                let value = said.value.map_or(DefaultKey::Publish, DefaultKey::Value);
                Spanned::new(value, said.at)
            }),
            no_default: self.no_default.into_model(cx),
            example: self.example.into_model(cx),
            title: self.title.into_model(cx),
            description: self.description.into_model(cx),
            external_docs: self.external_docs.into_model(cx),
            required: required(self.required, self.optional, cx),
            nullable: self.nullable.into_model(cx),
            list_type: self.list_type.into_model(cx),
            list_map_keys: self.list_map_keys.into_model(cx),
            map_type: self.map_type.into_model(cx),
            preserve_unknown_fields: self.preserve_unknown_fields.into_model(cx),
            embedded_resource: self.embedded_resource.into_model(cx),
            int_or_string: self.int_or_string.into_model(cx),
            type_: self.type_.into_model(cx),
            format: self.format.into_model(cx),
            with: self.with.into_model(cx),
            skip: self.skip.into_model(cx),
        }
    }
}

fn required(required: Option<Flag>, optional: Option<Flag>, cx: &mut Context<'_>) -> Option<Spanned<bool>> {
    if let (Some(required), Some(optional)) = (&required, &optional) {
        let message = "a field is `required` or `optional`, not both";
        let fault = Fault::new(Code::KeyConflict, optional.0.at, message);
        cx.report(fault.also(required.0.at, "the other"));
    }
    let required = required.into_model(cx);
    let optional = optional
        .into_model(cx)
        .map(|said| Spanned::new(!said.value, said.at));
    required.or(optional)
}

impl Model for keys::Immutable {
    type Out = model::Immutable;
    fn model(self, cx: &mut Context<'_>) -> model::Immutable {
        model::Immutable {
            from_creation: self.from_creation.into_model(cx).is_some(),
            message: self.message.into_model(cx).map(|said| said.value),
        }
    }
}

impl Model for keys::PrintColumn {
    type Out = model::PrintColumn;
    fn model(self, cx: &mut Context<'_>) -> model::PrintColumn {
        model::PrintColumn {
            name: self.name.into_model(cx).map_or(Value::Null, |said| said.value),
            json_path: self.json_path.into_model(cx).map(|said| said.value),
            type_: self.type_.into_model(cx).map(|said| said.value),
            description: self.description.into_model(cx).map(|said| said.value),
            format: self.format.into_model(cx).map(|said| said.value),
            priority: self.priority.into_model(cx).map(|said| said.value),
        }
    }
}

impl Model for keys::ScaleField {
    type Out = Vec<Spanned<ScalePath>>;
    fn model(self, cx: &mut Context<'_>) -> Self::Out {
        let paths = [
            (self.spec_replicas.into_model(cx), ScalePath::SpecReplicas),
            (self.status_replicas.into_model(cx), ScalePath::StatusReplicas),
            (self.label_selector.into_model(cx), ScalePath::LabelSelector),
        ];
        let paths = paths.into_iter();
        paths
            .filter_map(|(at, path)| at.map(|at| Spanned::new(path, at)))
            .collect()
    }
}

impl Model for keys::Metadata {
    type Out = Option<Spanned<model::Validation>>;
    fn model(self, cx: &mut Context<'_>) -> Self::Out {
        self.name.into_model(cx)
    }
}
