//! `validation(enum(…))`: the only values, of the type and of the field.

use super::defaults;
use super::load::Loader;
use super::node::Node;
use super::place::Place;
use crate::diag::{Code, Diagnostic};
use crate::model::Validation;
use crate::span::{Span, Spanned};
use serde_json::Value;

impl Loader<'_> {
    pub(super) fn choices_said(&mut self, node: &mut Node, said: &Validation, at: &Place) {
        let Some(choices) = &said.enum_ else {
            return;
        };
        let (nulls, values): (Vec<&Value>, Vec<&Value>) =
            choices.value.iter().partition(|choice| choice.is_null());
        for value in &values {
            if let Err(wrong) = defaults::check_choice(node, value) {
                let message = format!("`enum` allows {value}, which the type does not hold: {wrong}");
                self.error(
                    Diagnostic::new(Code::DoesNotFit, choices.at, at.path.clone(), message)
                        .help("name values of the type alone"),
                );
            }
        }
        if !nulls.is_empty() && !node.nullable {
            self.error(null_among(choices.at, at, "the type is no `Option`"));
        }
        let left: Vec<Value> = match &node.choices {
            Some(there) => there
                .iter()
                .filter(|choice| values.contains(choice))
                .cloned()
                .collect(),
            None => values.iter().copied().cloned().collect(),
        };
        if left.is_empty() {
            self.error(nothing_left(choices, values.is_empty(), at));
        }
        node.choices = Some(left);
    }

    /// Null in the `enum` of a field whose null serde never writes.
    pub(super) fn null_left_out(&mut self, said: &Validation, at: &Place) {
        let choices = said.enum_.as_ref();
        if let Some(choices) = choices.filter(|choices| choices.value.contains(&Value::Null)) {
            self.error(null_among(
                choices.at,
                at,
                "serde leaves the field out where it is `None`",
            ));
        }
    }
}

fn null_among(span: Span, at: &Place, why: &str) -> Diagnostic {
    let message = "`enum` allows null, and the value may not be null";
    Diagnostic::new(Code::DoesNotFit, span, at.path.clone(), message)
        .note(why)
        .help("leave null out, or let it be written: an `Option` without `skip_serializing_if`, or `#[schema(nullable)]`")
}

fn nothing_left(choices: &Spanned<Vec<Value>>, only_null: bool, at: &Place) -> Diagnostic {
    let (message, why, help) = if only_null {
        (
            "no value is left: `enum` allows null alone",
            "a structural schema has a type, and null is of none",
            "name the values that are allowed beside null",
        )
    } else {
        (
            "no value is left: the type's `enum` and the field's have none in common",
            "what the type says and what the field says both hold",
            "name values that both allow, or leave one `enum` out",
        )
    };
    Diagnostic::new(Code::Contradiction, choices.at, at.path.clone(), message)
        .note(why)
        .help(help)
}
