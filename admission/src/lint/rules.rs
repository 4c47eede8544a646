//! CEL rules.

use super::node::Node;
use super::{Check, Level, Lint, Told};
use serde_json::Value;

pub(super) const LINTS: &[Lint] = &[
    Lint {
        name: "rule-without-message",
        level: Level::Off,
        finds: "a CEL rule without a message",
        why: "who breaks it is shown the rule itself",
        way_out: "add a `message`",
        in_rust: "add `message = \"…\"`",
        check: Check::Node(without_message),
    },
    Lint {
        name: "message-twice",
        level: Level::Off,
        finds: "a CEL rule with both a message and a message expression",
        why: "the message is shown only where the expression fails",
        way_out: "leave one of the two out",
        in_rust: "leave `message` or `message_expression` out",
        check: Check::Node(message_twice),
    },
];

fn has(rule: &Value, key: &str) -> bool {
    rule.get(key)
        .and_then(Value::as_str)
        .is_some_and(|text| !text.is_empty())
}

fn without_message(node: &Node<'_, '_>, told: &mut Told<'_>) {
    for (index, rule) in node.rules().iter().enumerate() {
        if !has(rule, "message") && !has(rule, "messageExpression") {
            told.at(
                &format!("x-kubernetes-validations[{index}]"),
                "the rule has no message",
            );
        }
    }
}

fn message_twice(node: &Node<'_, '_>, told: &mut Told<'_>) {
    for (index, rule) in node.rules().iter().enumerate() {
        if has(rule, "message") && has(rule, "messageExpression") {
            told.at(
                &format!("x-kubernetes-validations[{index}]"),
                "the rule has a message and a message expression",
            );
        }
    }
}
