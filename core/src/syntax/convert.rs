//! Tables to the model, where the model's fields are not the table's.

use super::check::Model;
use super::keys;
use super::slot::{Flag, IntoModel, Key, Later};
use super::value::Text;
use super::{Context, Fault};
use crate::diag::Code;
use crate::model::{self, DefaultKey, ScalePath};
use crate::span::Spanned;
use serde_json::{Map, Value};

impl Model for keys::Cel {
    type Out = model::Rule;
    fn model(self, cx: &mut Context<'_>) -> model::Rule {
        cx.report_all(self.text_faults());
        model::Rule {
            rule: self.rule.into_model(cx).map_or(Value::Null, |rule| rule.value),
            message: self.message.into_model(cx),
            message_expression: self.message_expression.into_model(cx),
            reason: self.reason.into_model(cx),
            field_path: self.field_path.into_model(cx),
            optional_old_self: self.optional_old_self.into_model(cx),
        }
    }
}

impl keys::Cel {
    /// What is wrong with texts that are written here, each at its own place.
    fn text_faults(&self) -> Vec<Fault> {
        let texts = [
            ("rule", &self.rule),
            ("message", &self.message),
            ("message_expression", &self.message_expression),
            ("field_path", &self.field_path),
        ];
        let mut faults: Vec<Fault> = texts
            .into_iter()
            .filter_map(|(key, text)| line_fault(key, text.as_ref()?))
            .collect();
        if let Some(rule) = &self.rule
            && let (Some(text), None) = (known(rule), &self.message)
            && text.contains(['\n', '\r'])
        {
            let fault = Fault::new(
                Code::KeyMissing,
                rule.0.at,
                "a rule with a line break needs a message",
            );
            let fault = fault.note("the API server shows the rule itself where there is none, in one line");
            faults.push(fault.help("write `cel(\"…\", \"what is wrong\")`"));
        }
        faults
    }
}

/// The text of a key, if it is written here and no constant.
fn known(key: &Key<Text>) -> Option<&str> {
    match &key.0.value {
        Ok(Text::Known(text)) => Some(text.trim()),
        _ => None,
    }
}

/// What is wrong with a text that must not be empty nor, unless it is an expression, have a line break.
fn line_fault(name: &str, key: &Key<Text>) -> Option<Fault> {
    let (text, at) = (known(key)?, key.0.at);
    if text.is_empty() {
        let fault = Fault::value(at, format!("`{name}` must not be empty"));
        let way = if name == "rule" {
            "write the rule"
        } else {
            "write a text, or leave it out"
        };
        return Some(fault.note("the API server takes no such rule").help(way));
    }
    let is_expression = matches!(name, "rule" | "message_expression");
    (!is_expression && text.contains(['\n', '\r'])).then(|| {
        let fault = Fault::value(at, format!("`{name}` must not have a line break"));
        fault
            .note("the API server takes no such rule")
            .help("write it in one line")
    })
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

/// What `required` and `optional` say together: either may also be false.
fn required(required: Option<Flag>, optional: Option<Flag>, cx: &mut Context<'_>) -> Option<Spanned<bool>> {
    let places = required.as_ref().zip(optional.as_ref());
    let places = places.map(|(required, optional)| (required.0.at, optional.0.at));
    let required = required.into_model(cx);
    let optional = optional
        .into_model(cx)
        .map(|said| Spanned::new(!said.value, said.at));
    if let (Some(one), Some(other), Some((first, second))) = (&required, &optional, places)
        && one.value != other.value
    {
        let written = |key: &str, value| {
            if value {
                format!("`{key}`")
            } else {
                format!("`{key} = false`")
            }
        };
        let (one, other) = (written("required", one.value), written("optional", !other.value));
        let fault = Fault::new(
            Code::KeyConflict,
            second,
            format!("{one} and {other} contradict each other"),
        );
        let fault = fault.note("a field is required, or it is optional");
        cx.report(fault.also(first, "the other").help("keep one of the two"));
    }
    required.or(optional)
}

impl Model for keys::Immutable {
    type Out = model::Immutable;
    fn model(self, cx: &mut Context<'_>) -> model::Immutable {
        cx.report_all(self.message.as_ref().and_then(|key| line_fault("message", key)));
        model::Immutable {
            from_creation: self.from_creation.into_model(cx).is_some(),
            message: self.message.into_model(cx),
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
