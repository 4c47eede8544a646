//! The fields of rules, as far as they can be judged without compiling anything.

use serde_json::Value;

use super::field_path;
use super::rule_node::{RULES, rules, text};
use crate::FieldError;

const REASONS: [&str; 4] = [
    "FieldValueDuplicate",
    "FieldValueForbidden",
    "FieldValueInvalid",
    "FieldValueRequired",
];

/// The errors of the fields of the rules of one node, before anything is compiled.
pub fn rule_field_errors(schema: &Value, path: &str) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for (index, rule) in rules(schema).iter().enumerate() {
        let at = |field: &str| format!("{path}.{RULES}[{index}].{field}");
        let (source, message) = (text(rule, "rule").trim(), text(rule, "message"));
        if source.is_empty() {
            errors.push(FieldError::required(at("rule"), "rule is not specified"));
        } else if !message.is_empty() && message.trim().is_empty() {
            errors.push(FieldError::invalid(
                at("message"),
                message,
                "must be non-empty if specified",
            ));
        } else if has_line_break(message.trim()) {
            errors.push(FieldError::invalid(
                at("message"),
                message,
                "must not contain line breaks",
            ));
        } else if has_line_break(source) && message.is_empty() {
            let detail = "message must be specified if rule contains line breaks";
            errors.push(FieldError::required(at("message"), detail));
        }
        let message_expression = text(rule, "messageExpression");
        if !message_expression.is_empty() && message_expression.trim().is_empty() {
            let detail = "messageExpression must be non-empty if specified";
            errors.push(FieldError::required(at("messageExpression"), detail));
        }
        if let Some(reason) = rule
            .get("reason")
            .and_then(Value::as_str)
            .filter(|r| !REASONS.contains(r))
        {
            errors.push(FieldError::not_supported(at("reason"), reason, &REASONS));
        }
        errors.extend(field_path_errors(
            text(rule, "fieldPath"),
            schema,
            &at("fieldPath"),
        ));
    }
    errors
}

fn field_path_errors(field_path: &str, schema: &Value, at: &str) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if field_path.is_empty() {
        return errors;
    }
    if field_path.trim().is_empty() {
        errors.push(FieldError::invalid(
            at,
            field_path,
            "must be non-empty if specified",
        ));
    }
    if has_line_break(field_path) {
        errors.push(FieldError::invalid(
            at,
            field_path,
            "must not contain line breaks",
        ));
    }
    if field_path::normalize(field_path, schema).is_none() {
        errors.push(FieldError::invalid(at, field_path, "must be a valid path"));
    }
    errors
}

fn has_line_break(text: &str) -> bool {
    text.contains(['\n', '\r'])
}
