//! What a kind's version has: columns, selectable fields, deprecation, rules on the whole object.

use crate::diag::Code;
use crate::model::{NodeKind, Scope, Validation};
use crate::span::Spanned;
use crate::syntax::check::Keys;
use crate::syntax::leaf::{Name, Placed, ScopeWord, Word};
use crate::syntax::slot::{Group, IntoModel, Key, List, Maybe};
use crate::syntax::spelled::check_keys;
use crate::syntax::value::Json;
use crate::syntax::{Context, Fault, keys};
use proc_macro2::Span as At;
use serde_json::Value;

pub(super) fn scope(key: Option<Key<Word<ScopeWord>>>, cx: &mut Context<'_>) -> Scope {
    match key.into_model(cx) {
        Some(said) if said.value == "Cluster" => Scope::Cluster,
        _ => Scope::Namespaced,
    }
}

pub(super) fn deprecated(key: Option<Maybe<Json>>, cx: &mut Context<'_>) -> Option<Spanned<Value>> {
    let at = key.as_ref().map(|key| key.0.at)?;
    let said = key.into_model(cx)?;
    let warning = match said.value {
        None | Some(Value::Bool(true)) => Value::Null,
        Some(Value::Bool(false)) => return None,
        Some(Value::String(text)) => {
            if let Some(why) = warning_fault(&text) {
                let fault = Fault::value(at, "the server takes no such warning").note(why);
                cx.report(fault.help("write `deprecated` alone, or a short text in one line"));
            }
            Value::String(text)
        }
        Some(hole @ Value::Object(_)) if hole.get(crate::template::HOLE).is_some() => hole,
        Some(_) => {
            let fault = Fault::value(at, "expected a warning: a string");
            cx.report(fault.help("write `deprecated` or `deprecated = \"…\"`"));
            Value::Null
        }
    };
    Some(Spanned::new(warning, said.at))
}

fn warning_fault(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        Some("it is empty")
    } else if text.len() > 256 {
        Some("it is longer than 256 bytes")
    } else if text.chars().any(char::is_control) {
        Some("it has a control character, such as a line break")
    } else {
        None
    }
}

pub(super) fn columns(
    groups: Vec<Group<keys::PrintColumn>>,
    cx: &mut Context<'_>,
) -> Vec<Spanned<crate::model::PrintColumn>> {
    for group in &groups {
        let Ok(inner) = &group.0.value else { continue };
        match &inner.keys.json_path {
            None => {
                let fault = Fault::new(Code::KeyMissing, group.0.at, "`printcolumn` lacks `json_path`");
                cx.report(fault.help("write `json_path = \".spec.…\"`; on a field it is inferred"));
            }
            Some(path) => dotted(
                path.0.value.as_ref().ok().map(|path| (path.text(), path.place())),
                cx,
            ),
        }
    }
    groups.into_model(cx)
}

fn dotted(path: Option<(&str, At)>, cx: &mut Context<'_>) {
    if let Some((path, at)) = path
        && !path.starts_with('.')
    {
        let fault = Fault::value(at, format!("the path `{path}` must start with a dot"));
        cx.report(fault.help(format!("write `.{path}`")));
    }
}

pub(super) fn selectable(list: Option<List<Placed<Name>>>, cx: &mut Context<'_>) -> Vec<Spanned<String>> {
    let Some(list) = list else { return Vec::new() };
    if let Ok(items) = &list.0.value {
        if items.len() > 8 {
            let fault = Fault::value(list.0.at, "a kind has at most 8 selectable fields");
            cx.report(fault.help("leave out those that nobody selects by"));
        }
        for item in items.iter().flatten() {
            dotted(Some((item.text(), item.place())), cx);
        }
    }
    Some(list).into_model(cx).map_or_else(Vec::new, |said| said.value)
}

/// The rules on the whole object: of the keys of validation `cel` alone.
pub(super) fn validation(group: Option<Group<keys::Validation>>, cx: &mut Context<'_>) -> Validation {
    if let Some(Ok(inner)) = group.as_ref().map(|group| &group.0.value) {
        for (key, at) in inner.keys.given() {
            if key != "cel" {
                let fault = Fault::place(at, format!("`{key}` has no meaning on the whole object"));
                cx.report(fault.help("write a rule: `validation(cel(\"…\"))`"));
            }
        }
    }
    group
        .into_model(cx)
        .map_or_else(Validation::default, |said| said.value)
}

/// What is restricted of the name, which is a string.
pub(super) fn metadata_name(
    group: Option<Group<keys::Metadata>>,
    cx: &mut Context<'_>,
) -> Option<Spanned<Validation>> {
    let metadata = group.as_ref().and_then(|group| group.0.value.as_ref().ok());
    let name = metadata.and_then(|inner| inner.keys.name.as_ref());
    if let Some(Ok(inner)) = name.map(|name| &name.0.value) {
        check_keys(inner.keys.given(), NodeKind::String, cx);
    }
    group.into_model(cx).and_then(|said| said.value)
}
