//! What has a meaning on a field by what serde does with it.

use super::facts::Raw;
use super::serde_facts::SerdeKeys;
use super::{Context, Fault};
use crate::diag::Code;
use crate::model::SerdeField;
use proc_macro2::Span;

/// Reports what has no meaning where the field is not a property of its own, or is observed state, and a field
/// whose schema can't be known.
pub(super) fn check(raw: &Raw, serde: &SerdeField, keys: &SerdeKeys, observed: bool, cx: &mut Context<'_>) {
    let skipped = serde.skip || raw.schema.skip.is_some();
    for (attribute, at) in raw.beyond() {
        if skipped {
            let message = format!("`{attribute}` has no meaning on a field that is not in the schema");
            cx.report(Fault::place(at, message));
        } else if serde.flatten {
            cx.report(on_flattened(attribute, at));
        } else if observed && attribute == "#[immutable]" {
            let fault = Fault::new(Code::Immutable, at, "a field of a status can't be immutable");
            let fault = fault.note("a controller writes the status anew from what it observes");
            cx.report(fault.help("leave `#[immutable]` out, or put the field into the spec"));
        }
    }
    if let Some(default) = &raw.schema.default {
        let at = default.0.at;
        if observed {
            cx.report(default_in_status(at));
        } else if serde.flatten {
            let message = "a flattened field is no property that could have a default";
            let fault = Fault::new(Code::DefaultMisplaced, at, message);
            cx.report(fault.help("write `default` on the fields of its type"));
        }
    }
    if !skipped {
        needs_schema(raw, serde, keys, cx);
    }
}

fn on_flattened(attribute: &str, at: Span) -> Fault {
    let help = "write it on the fields of its type";
    if attribute == "#[immutable]" {
        let message = "a flattened field is no property that could be immutable";
        Fault::new(Code::Immutable, at, message).help(help)
    } else {
        let message = format!("`{attribute}` has no meaning on a flattened field: it has no path of its own");
        Fault::place(at, message).help(help)
    }
}

/// A default in observed state.
pub(super) fn default_in_status(at: Span) -> Fault {
    Fault::new(Code::DefaultMisplaced, at, "a status can't have a default")
        .note("a status says what was observed, and the server would write what nobody observed")
        .help("leave the default out; `#[serde(default)]` still makes the field optional")
}

/// A field that is written by other code than its type's needs a schema of its own.
fn needs_schema(raw: &Raw, serde: &SerdeField, keys: &SerdeKeys, cx: &mut Context<'_>) {
    let schema = &raw.schema;
    let has = schema.with.is_some() || schema.type_.is_some() || schema.int_or_string.is_some();
    let at = keys.place(&["with", "serialize_with", "deserialize_with"]);
    if let (Some(with), Some(at), false) = (&serde.with, at, has) {
        let message = format!(
            "`{}` writes or reads the field, so its type doesn't tell the schema",
            with.value
        );
        let fault = Fault::new(Code::SerdeAttribute, at, message);
        cx.report(
            fault.help("say what is written: `#[schema(with = { … })]` or `#[schema(type = \"string\")]`"),
        );
    }
}
