//! CEL rules: those that a user writes, and those of fields that belong together.

use super::cel;
use super::extensions::VALIDATIONS;
use super::load::Loader;
use super::node::Node;
use super::place::Place;
use crate::diag::{Code, Diagnostic};
use crate::model::{Rule, Validation};
use crate::span::{Span, Spanned};
use serde_json::{Map, Value, json};

/// Reasons that a rule may give.
const REASONS: &[&str] = &[
    "FieldValueDuplicate",
    "FieldValueForbidden",
    "FieldValueInvalid",
    "FieldValueRequired",
];

/// A rule with a message.
pub(super) fn rule(rule: impl Into<String>, message: impl Into<String>) -> Value {
    json!({ "rule": rule.into(), "message": message.into() })
}

/// How many of some fields must be set.
#[derive(Clone, Copy)]
enum Number {
    AtMost,
    Exactly,
    AtLeast,
}

impl Loader<'_> {
    pub(super) fn rules(&mut self, node: &mut Node, said: &Validation, at: &Place) {
        if let Some(first) = said.cel.first()
            && !node.has_cel_type()
        {
            let message = "a CEL rule needs a type, and the value may be anything";
            self.error(
                Diagnostic::new(Code::DoesNotFit, first.at, at.path.clone(), message)
                    .note(format!(
                        "the API server refuses `{VALIDATIONS}` on what CEL can't see"
                    ))
                    .help("write the rule on an object around it, or give the value a type"),
            );
        } else {
            for said in &said.cel {
                if let Some(rule) = self.rule(said, at) {
                    node.add_rule(rule, said.at);
                }
            }
        }
        let groups = [
            ("at_most_one_of", Number::AtMost, &said.at_most_one_of),
            ("exactly_one_of", Number::Exactly, &said.exactly_one_of),
            ("at_least_one_of", Number::AtLeast, &said.at_least_one_of),
        ];
        for (key, number, groups) in groups {
            for names in groups {
                self.group(node, key, number, names, at);
            }
        }
    }

    /// A user's rule as Kubernetes has it.
    pub(super) fn rule(&mut self, said: &Spanned<Rule>, at: &Place) -> Option<Value> {
        let (rule, span) = (&said.value, said.at);
        let text = self.line("rule", &rule.rule, span, at, true)?;
        let mut written = Map::new();
        let breaks = text.trim().contains(['\n', '\r']);
        written.insert("rule".to_owned(), Value::String(text));
        let texts = [
            ("message", "message", &rule.message),
            (
                "message_expression",
                "messageExpression",
                &rule.message_expression,
            ),
            ("reason", "reason", &rule.reason),
            ("field_path", "fieldPath", &rule.field_path),
        ];
        for (key, name, value) in texts {
            if let Some(value) = value {
                let text = self.line(key, &value.value, value.at, at, key == "message_expression")?;
                written.insert(name.to_owned(), Value::String(text));
            }
        }
        if let Some(reason) = &rule.reason
            && !REASONS.iter().any(|known| reason.value == *known)
        {
            let message = format!("{} is no reason that the API server knows", reason.value);
            self.bad_value(
                reason.at,
                at,
                message,
                &format!("write one of {}", REASONS.join(", ")),
            );
        }
        if let Some(flag) = rule.optional_old_self.as_ref().filter(|flag| flag.value) {
            written.insert("optionalOldSelf".to_owned(), Value::Bool(flag.value));
        }
        if breaks && rule.message.is_none() {
            let message = "a rule with a line break needs a message";
            self.error(
                Diagnostic::new(Code::KeyMissing, span, at.path.clone(), message)
                    .help("add `message = \"…\"`"),
            );
        }
        Some(Value::Object(written))
    }

    /// A text that is not blank and, unless `breaks`, holds no line break.
    fn line(&mut self, key: &str, value: &Value, span: Span, at: &Place, breaks: bool) -> Option<String> {
        let text = self.text(key, value, span, at)?;
        let (wrong, help) = if text.trim().is_empty() {
            (
                "must not be empty",
                "give the constant a text, or leave the key out",
            )
        } else if !breaks && text.trim().contains(['\n', '\r']) {
            ("must not have a line break", "write it in one line")
        } else {
            return Some(text);
        };
        self.bad_value(span, at, format!("`{key}` {wrong}"), help);
        None
    }

    fn group(
        &mut self,
        node: &mut Node,
        key: &str,
        number: Number,
        names: &Spanned<Vec<Spanned<String>>>,
        at: &Place,
    ) {
        if !self.fits(node.kind(), key, names.at, at) {
            return;
        }
        let mut reached = Vec::new();
        for name in &names.value {
            match member(node, name, key, at) {
                Ok(name) => reached.push(name),
                Err(wrong) => self.error(*wrong),
            }
        }
        if reached.is_empty() {
            if names.value.is_empty() {
                let message = format!("`{key}` names no field");
                self.bad_value(names.at, at, message, "name fields by their JSON names");
            }
            return;
        }
        let listed: Vec<&str> = names.value.iter().map(|name| name.value.as_str()).collect();
        node.add_rule(grouped(number, &reached, &listed.join(" ")), names.at);
    }
}

/// A field of a group as CEL knows it: it exists, and may be absent.
fn member(node: &Node, name: &Spanned<String>, key: &str, at: &Place) -> Result<String, Box<Diagnostic>> {
    let field = &name.value;
    let wrong = |code, what: &str, help: String| {
        let message = format!("`{key}` names `{field}`, {what}");
        Box::new(Diagnostic::new(code, name.at, at.path.clone(), message).help(help))
    };
    if !node.properties.contains_key(field) {
        let known: Vec<&str> = node.properties.keys().map(String::as_str).collect();
        let help = format!("the fields, by their JSON names: {}", known.join(", "));
        return Err(wrong(Code::UnknownField, "and there is no such field", help));
    }
    if node.always_has(field) {
        let help = "make it an `Option`, without a default".to_owned();
        return Err(wrong(Code::KeyConflict, "which is always set", help));
    }
    cel::name(field).ok_or_else(|| {
        let help = "rename the field: letters, digits, `_`, `-`, `.` and `/`, no digit first".to_owned();
        wrong(Code::CelName, "which CEL can't reach", help)
    })
}

fn grouped(number: Number, fields: &[String], listed: &str) -> Value {
    match number {
        Number::AtMost => rule(
            format!("{} <= 1", count(fields)),
            format!("at most one of the fields in [{listed}] may be set"),
        ),
        Number::Exactly => exactly_one_of(fields, listed),
        Number::AtLeast => {
            let terms: Vec<String> = fields.iter().map(|field| format!("has(self.{field})")).collect();
            rule(
                terms.join(" || "),
                format!("at least one of the fields in [{listed}] must be set"),
            )
        }
    }
}

/// The rule that exactly one of some fields is set, by their names in CEL and in JSON.
pub(super) fn exactly_one_of(fields: &[String], listed: &str) -> Value {
    rule(
        format!("{} == 1", count(fields)),
        format!("exactly one of the fields in [{listed}] must be set"),
    )
}

/// How many of some fields are set.
fn count(fields: &[String]) -> String {
    let terms: Vec<String> = fields
        .iter()
        .map(|field| format!("(has(self.{field}) ? 1 : 0)"))
        .collect();
    terms.join(" + ")
}
