//! The literal of `schema(with = …)`: the dialect of Kubernetes, in which nothing is silently dropped.

use super::extensions;
use super::formats;
use super::load::Loader;
use super::node::Node;
use super::place::Place;
use crate::diag::{Code, Diagnostic};
use crate::model::Facts;
use serde_json::{Map, Value, json};

/// What a node may say beyond the validations of a value.
const STRUCTURE: &[&str] = &[
    "additionalProperties",
    "default",
    "description",
    "example",
    "externalDocs",
    "nullable",
    "title",
    "type",
    extensions::EMBEDDED,
    extensions::INT_OR_STRING,
    extensions::LIST_MAP_KEYS,
    extensions::LIST_TYPE,
    extensions::MAP_TYPE,
    extensions::PRESERVE,
    extensions::VALIDATIONS,
    Facts::KEY,
];

/// What a node and the branches of a junctor may say.
const VALIDATIONS: &[&str] = &[
    "allOf",
    "anyOf",
    "const",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "properties",
    "required",
];

fn is_names(value: &Value) -> bool {
    value
        .as_array()
        .is_some_and(|names| names.iter().all(Value::is_string))
}

fn is_rules(value: &Value) -> bool {
    let is_rule = |rule: &Value| rule.get("rule").is_some_and(Value::is_string);
    value.as_array().is_some_and(|rules| rules.iter().all(is_rule))
}

impl Loader<'_> {
    /// What only a literal may say, and that it says nothing else.
    pub(super) fn literal(&mut self, node: &mut Node, object: &Map<String, Value>, at: &Place) {
        for (key, value) in object {
            if STRUCTURE.contains(&key.as_str()) || VALIDATIONS.contains(&key.as_str()) {
                self.literal_form(key, value, at);
            } else {
                self.unknown_keyword(key, at);
            }
        }
        let kind = node.kind();
        if let Some(format) = node.format.take_if(|format| !formats::is_known(format, kind)) {
            let message = format!(
                "`{format}` is no format that the API server knows on {}",
                kind.noun()
            );
            let known = formats::known(kind);
            let help = if known.is_empty() {
                "leave it out".to_owned()
            } else {
                format!("write one of {}; or a `pattern`", known.join(", "))
            };
            self.bad_value(at.span, at, message, &help);
        }
        self.literal_junctors(node, object, at);
        if node.is_any() && !node.preserve {
            self.error(
                Diagnostic::new(
                    Code::KeyValue,
                    at.span,
                    at.path.clone(),
                    "the literal schema says no type",
                )
                .note("a structural schema gives every value a type, `x-kubernetes-int-or-string` or `x-kubernetes-preserve-unknown-fields`")
                .help("add `\"type\": …`"),
            );
            node.preserve = true;
        }
    }

    /// A keyword has the form that the API server reads: what it can't read, it refuses.
    fn literal_form(&mut self, key: &str, value: &Value, at: &Place) {
        let is_whole = |value: &Value| value.as_u64().is_some_and(|size| i64::try_from(size).is_ok());
        let (fits, form) = match key {
            "title" | "description" | "format" | "pattern" => (value.is_string(), "a string"),
            "minimum" | "maximum" | "multipleOf" => (value.is_number(), "a number"),
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
                (is_whole(value), "a whole number from 0")
            }
            "exclusiveMinimum" | "exclusiveMaximum" | "nullable" => (value.is_boolean(), "true or false"),
            "enum" | "allOf" | "anyOf" | "oneOf" => (value.is_array(), "a list"),
            "required" | extensions::LIST_MAP_KEYS => (is_names(value), "a list of names"),
            "properties" => (value.is_object(), "an object"),
            "externalDocs" => (
                extensions::is_external_docs(value),
                "an object with `url` and `description`",
            ),
            "items" | "not" => (value.is_object(), "a schema"),
            extensions::LIST_TYPE | extensions::MAP_TYPE => (value.is_string(), "a string"),
            extensions::PRESERVE | extensions::EMBEDDED | extensions::INT_OR_STRING => {
                (value.is_boolean(), "true or false")
            }
            extensions::VALIDATIONS => (is_rules(value), "a list of rules"),
            _ => (true, ""),
        };
        if !fits {
            let message = format!("`{key}` takes {form}, not {value}");
            self.bad_value(
                at.span,
                at,
                message,
                &format!("write {form}, or leave `{key}` out"),
            );
        }
    }

    fn literal_junctors(&mut self, node: &mut Node, object: &Map<String, Value>, at: &Place) {
        let int_or_string = json!([{ "type": "integer" }, { "type": "string" }]);
        if object.get("anyOf") == Some(&int_or_string) && node.ty.is_none() {
            node.int_or_string = true;
        } else {
            node.junctors.any_of = self.junctor_list(object.get("anyOf"), at);
        }
        node.junctors.one_of = self.junctor_list(object.get("oneOf"), at);
        node.junctors.all_of = self.junctor_list(object.get("allOf"), at);
        node.junctors.not = object.get("not").map(|not| self.junctor(not, at));
    }

    fn junctor_list(&mut self, members: Option<&Value>, at: &Place) -> Vec<Value> {
        let members = members.and_then(Value::as_array);
        let at = at.within();
        members
            .into_iter()
            .flatten()
            .map(|member| self.junctor(member, &at))
            .collect()
    }

    /// A branch as the server takes it: validations of the value alone.
    fn junctor(&mut self, branch: &Value, at: &Place) -> Value {
        let Some(branch) = branch.as_object().filter(|_| at.depth < super::load::MAX_DEPTH) else {
            self.unknown_keyword("a branch that is no object", at);
            return json!({});
        };
        let mut written = Map::new();
        for (key, value) in branch {
            let value = match key.as_str() {
                "const" => {
                    written.insert("enum".to_owned(), json!([value]));
                    continue;
                }
                "allOf" | "anyOf" | "oneOf" => Value::Array(self.junctor_list(Some(value), at)),
                "not" | "items" => self.junctor(value, &at.within()),
                "properties" => self.junctor_properties(value, at),
                known if VALIDATIONS.contains(&known) => {
                    self.literal_form(known, value, at);
                    value.clone()
                }
                _ => {
                    self.unknown_keyword(key, at);
                    continue;
                }
            };
            written.insert(key.clone(), value);
        }
        Value::Object(written)
    }

    fn junctor_properties(&mut self, properties: &Value, at: &Place) -> Value {
        let properties = properties.as_object();
        properties
            .into_iter()
            .flatten()
            .map(|(name, schema)| (name.clone(), self.junctor(schema, &at.property(name))))
            .collect::<Map<_, _>>()
            .into()
    }

    fn unknown_keyword(&mut self, key: &str, at: &Place) {
        let wrong = if STRUCTURE.contains(&key) {
            Diagnostic::new(
                Code::KeyValue,
                at.span,
                at.path.clone(),
                format!("`{key}` can't stand in a branch of a structural schema"),
            )
            .help("say it once, beside `anyOf`, `oneOf`, `allOf` or `not`")
        } else {
            Diagnostic::new(
                Code::UnknownKey,
                at.span,
                at.path.clone(),
                format!("`{key}` is no keyword of a structural schema"),
            )
            .note("the API server refuses it, or drops it with a warning")
            .help("leave it out; sets are `x-kubernetes-list-type: set`, maps `additionalProperties`")
        };
        self.error(wrong);
    }
}
