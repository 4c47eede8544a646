//! Labels and annotations of a CRD.

use super::check_name;
use crate::diag::Code;
use crate::span::Spanned;
use crate::syntax::slot::{IntoModel, Pair};
use crate::syntax::value::Text;
use crate::syntax::{Context, Fault, names};
use serde_json::Value;

/// Labels, with keys and values that Kubernetes takes.
pub(super) fn labels(pairs: Vec<Pair>, cx: &mut Context<'_>) -> Vec<Spanned<(Value, Value)>> {
    for pair in &pairs {
        if let Ok((_, Text::Known(value))) = &pair.0.value {
            check_name("label's value", value, names::label_value, pair.0.at, cx);
        }
    }
    with_keys(pairs, "label's key", cx)
}

/// Annotations, whose values may be any text.
pub(super) fn annotations(pairs: Vec<Pair>, cx: &mut Context<'_>) -> Vec<Spanned<(Value, Value)>> {
    with_keys(pairs, "annotation's key", cx)
}

fn with_keys(pairs: Vec<Pair>, what: &str, cx: &mut Context<'_>) -> Vec<Spanned<(Value, Value)>> {
    let mut seen: Vec<&str> = Vec::new();
    for pair in &pairs {
        if let Ok((Text::Known(key), _)) = &pair.0.value {
            check_name(what, key, names::qualified, pair.0.at, cx);
            if seen.contains(&key.as_str()) {
                let message = format!("the {what} `{key}` is given twice");
                cx.report(Fault::new(Code::KeyTwice, pair.0.at, message));
            }
            seen.push(key);
        }
    }
    pairs.into_model(cx)
}
