//! `#[resource(…)]` to the model: names filled in and checked.

use super::attribute::Attribute;
use super::check::Keys;
use super::slot::{Group, IntoModel, Key, Later, Pair};
use super::spelled::check_keys;
use super::value::{Json, Text};
use super::{Context, Fault, keys, names, ty};
use crate::diag::Code;
use crate::model::{Hole, Names, NodeKind, Resource, Scope, Ty, Validation};
use crate::span::{Span, Spanned};
use proc_macro2::Span as At;
use quote::ToTokens;
use serde_json::Value;

/// What the item around the attribute is.
pub(super) struct Item<'a> {
    pub(super) name: &'a syn::Ident,
    /// It is the root struct itself.
    pub(super) is_root: bool,
    /// `#[status]` on the item.
    pub(super) status: Option<&'a Attribute>,
    /// The type of the root struct's field that bears `#[status]`.
    pub(super) status_field: Option<&'a syn::Type>,
}

type NameKey = Option<Key<super::leaf::Name>>;

/// The kind.
pub(super) fn resource(keys: keys::Resource, at: At, item: &Item<'_>, cx: &mut Context<'_>) -> Resource {
    let place = cx.mark(at);
    root_keys(&keys, item.is_root, cx);
    Later::report(
        &keys.conversion,
        "`conversion`",
        "leave it out where there is one version",
        cx,
    );
    let group = checked(keys.group, "group", names::group, cx).unwrap_or_default();
    let version = checked(keys.version, "version", names::label, cx).unwrap_or_default();
    let struct_name = ty::unraw(item.name);
    let kind_at = keys.kind.as_ref().map_or(at, |key| key.0.at);
    let kind = names_kind(keys.kind, &struct_name, kind_at, cx);
    let lower = kind.value.to_lowercase();
    let derived = |value: String| Spanned::new(value, kind.at);
    let singular = checked(keys.singular, "singular", names::label, cx);
    let list_kind = checked(keys.list_kind, "list kind", names::kind, cx);
    let plural = checked(keys.plural, "plural", names::label, cx);
    let names = Names {
        singular: singular.unwrap_or_else(|| derived(lower.clone())),
        plural: plural.unwrap_or_else(|| derived(names::plural(&lower))),
        list_kind: list_kind.unwrap_or_else(|| derived(format!("{}List", kind.value))),
        short_names: checked_list(keys.short_names, "short name", cx),
        categories: checked_list(keys.categories, "category", cx),
        kind,
    };
    let root_at = keys.root.as_ref().map_or(kind_at, |key| key.0.at);
    let root = match keys.root.into_model(cx) {
        _ if item.is_root => struct_name.clone(),
        Some(root) => root.value,
        None => names.kind.value.clone(),
    };
    check_root(&root, &struct_name, item.is_root, root_at, cx);
    let status = status(item, &names.kind.value, cx);
    let annotations = annotations(keys.annotation, cx);
    check_names(&group, &names, &annotations, at, cx);
    Resource {
        at: place,
        group,
        version,
        names,
        scope: scope(keys.scope, cx),
        root,
        is_root: item.is_root,
        derives: keys
            .derive
            .into_model(cx)
            .map_or_else(Vec::new, |said| said.value),
        attributes: keys.attr.into_model(cx).map_or_else(Vec::new, |said| said.value),
        krate: keys.krate.into_model(cx),
        status: status.as_ref().map(|(path, _)| path.clone()),
        status_hole: status.map(|(_, hole)| hole),
        storage: keys.storage.into_model(cx),
        served: keys.served.into_model(cx),
        deprecated: deprecated(keys.deprecated, cx),
        labels: labels(keys.label, cx),
        annotations,
        printcolumns: columns(keys.printcolumn, cx),
        selectable: selectable(keys.selectable, cx),
        scale: keys.scale.into_model(cx),
        metadata_name: metadata_name(keys.metadata, cx),
        validation: validation(keys.validation, cx),
    }
}

/// The keys that say how the root is generated have no meaning where it is written.
fn root_keys(keys: &keys::Resource, is_root: bool, cx: &mut Context<'_>) {
    let places = [
        ("root", keys.root.as_ref().map(|key| key.0.at)),
        ("derive", keys.derive.as_ref().map(|key| key.0.at)),
        ("attr", keys.attr.as_ref().map(|key| key.0.at)),
    ];
    for (key, at) in places {
        if let (Some(at), true) = (at, is_root) {
            let message = format!("`{key}` has no meaning on a root struct: none is generated");
            cx.report(Fault::place(at, message).help("write it on the struct itself"));
        }
    }
}

fn checked(
    key: NameKey,
    what: &str,
    test: fn(&str) -> Option<&'static str>,
    cx: &mut Context<'_>,
) -> Option<Spanned<String>> {
    let at = key.as_ref().map(|key| key.0.at)?;
    let name = key.into_model(cx)?;
    check_name(what, &name.value, test, at, cx);
    Some(name)
}

fn check_name(what: &str, name: &str, test: fn(&str) -> Option<&'static str>, at: At, cx: &mut Context<'_>) {
    if let Some(why) = test(name) {
        let message = format!("`{name}` is no {what} that Kubernetes takes");
        cx.report(Fault::new(Code::ResourceName, at, message).note(why));
    }
}

fn checked_list(
    list: Option<super::slot::List<super::leaf::Placed<super::leaf::Name>>>,
    what: &str,
    cx: &mut Context<'_>,
) -> Vec<Spanned<String>> {
    let Some(list) = list else { return Vec::new() };
    if let Ok(items) = &list.0.value {
        let items = items.iter().flatten();
        let names: Vec<_> = items.map(|item| (item.text().to_owned(), item.place())).collect();
        for (index, (name, at)) in names.iter().enumerate() {
            check_name(what, name, names::label, *at, cx);
            if names.iter().take(index).any(|(other, _)| other == name) {
                cx.report(Fault::new(
                    Code::KeyTwice,
                    *at,
                    format!("the {what} `{name}` is given twice"),
                ));
            }
        }
    }
    Some(list).into_model(cx).map_or_else(Vec::new, |said| said.value)
}

fn names_kind(key: NameKey, struct_name: &str, at: At, cx: &mut Context<'_>) -> Spanned<String> {
    let given = key.is_some();
    if let Some(kind) = checked(key, "kind", names::kind, cx) {
        return kind;
    }
    let kind = struct_name.strip_suffix("Spec").filter(|kind| !kind.is_empty());
    let kind = kind.unwrap_or(struct_name).to_owned();
    if let (Some(why), false) = (names::kind(&kind), given) {
        let message = format!("`{kind}`, from the struct's name, is no kind that Kubernetes takes");
        let fault = Fault::new(Code::ResourceName, at, message).note(why);
        cx.report(fault.help("write `kind = \"…\"`"));
    }
    Spanned::new(kind, cx.mark(at))
}

fn check_root(root: &str, struct_name: &str, is_root: bool, at: At, cx: &mut Context<'_>) {
    if syn::parse_str::<syn::Ident>(root).is_err() {
        let message = format!("`{root}` can't be the name of a Rust type");
        cx.report(Fault::new(Code::ResourceName, at, message).help("write `root = \"…\"`"));
    } else if root == struct_name && !is_root {
        let message = format!("the generated root would be named `{root}`, as the struct itself");
        let fault = Fault::new(Code::KeyConflict, at, message);
        cx.report(fault.help(format!("name the struct `{root}Spec`, or write `root = \"…\"`")));
    }
}

fn check_names(
    group: &Spanned<String>,
    names: &Names,
    annotations: &[Spanned<(Value, Value)>],
    at: At,
    cx: &mut Context<'_>,
) {
    if names.kind.value == names.list_kind.value {
        cx.report(Fault::new(
            Code::ResourceName,
            at,
            "the kind and the list kind have the same name",
        ));
    }
    let full = format!("{}.{}", names.plural.value, group.value);
    if full.len() > 253 && group.value.len() <= 253 {
        let message = "the name of the CRD, plural and group, is longer than 253 characters";
        cx.report(Fault::new(Code::ResourceName, at, message));
    }
    let approved = annotations
        .iter()
        .any(|said| said.value.0.as_str().is_none_or(|key| key == APPROVED));
    if names::is_protected(&group.value) && !approved {
        let message = format!("the group `{}` belongs to the Kubernetes project", group.value);
        let fault = Fault::new(Code::ResourceName, at, message);
        let fault = fault.note(format!(
            "the server takes it with the annotation `{APPROVED}` alone"
        ));
        cx.report(fault.help(format!(
            "take a domain of your own, or write `annotation(\"{APPROVED}\", \"unapproved, …\")`"
        )));
    }
}

const APPROVED: &str = "api-approved.kubernetes.io";

fn scope(key: Option<Key<super::leaf::Word<super::leaf::ScopeWord>>>, cx: &mut Context<'_>) -> Scope {
    match key.into_model(cx) {
        Some(said) if said.value == "Cluster" => Scope::Cluster,
        _ => Scope::Namespaced,
    }
}

fn deprecated(key: Option<super::slot::Maybe<Json>>, cx: &mut Context<'_>) -> Option<Spanned<Value>> {
    let at = key.as_ref().map(|key| key.0.at)?;
    let said = key.into_model(cx)?;
    let warning = match said.value {
        None | Some(Value::Bool(true)) => Value::Null,
        Some(Value::Bool(false)) => return None,
        Some(Value::String(text)) => {
            if let Some(why) = warning_fault(&text) {
                cx.report(Fault::value(at, "the server takes no such warning").note(why));
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

fn columns(
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

fn selectable(
    list: Option<super::slot::List<super::leaf::Placed<super::leaf::Name>>>,
    cx: &mut Context<'_>,
) -> Vec<Spanned<String>> {
    let Some(list) = list else { return Vec::new() };
    if let Ok(items) = &list.0.value {
        if items.len() > 8 {
            cx.report(Fault::value(list.0.at, "a kind has at most 8 selectable fields"));
        }
        for item in items.iter().flatten() {
            dotted(Some((item.text(), item.place())), cx);
        }
    }
    Some(list).into_model(cx).map_or_else(Vec::new, |said| said.value)
}

/// Labels, with keys and values that Kubernetes takes.
fn labels(pairs: Vec<Pair>, cx: &mut Context<'_>) -> Vec<Spanned<(Value, Value)>> {
    for pair in &pairs {
        if let Ok((_, Text::Known(value))) = &pair.0.value {
            check_name("label's value", value, names::label_value, pair.0.at, cx);
        }
    }
    with_keys(pairs, "label's key", cx)
}

/// Annotations, whose values may be any text.
fn annotations(pairs: Vec<Pair>, cx: &mut Context<'_>) -> Vec<Spanned<(Value, Value)>> {
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

/// The rules on the whole object: of the keys of validation `cel` alone.
fn validation(group: Option<Group<keys::Validation>>, cx: &mut Context<'_>) -> Validation {
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
fn metadata_name(group: Option<Group<keys::Metadata>>, cx: &mut Context<'_>) -> Option<Spanned<Validation>> {
    let metadata = group.as_ref().and_then(|group| group.0.value.as_ref().ok());
    let name = metadata.and_then(|inner| inner.keys.name.as_ref());
    if let Some(Ok(inner)) = name.map(|name| &name.0.value) {
        check_keys(inner.keys.given(), NodeKind::String, cx);
    }
    group.into_model(cx).and_then(|said| said.value)
}

/// The status type: its path as written, and its hole.
fn status(item: &Item<'_>, kind: &str, cx: &mut Context<'_>) -> Option<(Spanned<String>, u32)> {
    if let Some(field) = item.status_field {
        let hole = cx.type_hole(without_option(field));
        return Some((written(hole, cx), hole));
    }
    let attribute = item.status?;
    if item.is_root {
        let fault = Fault::place(attribute.at, "a root struct has its status in a field");
        cx.report(fault.help("write `#[status]` on the field `status`"));
        return None;
    }
    let ty: syn::Type = match &attribute.tokens {
        None => {
            let name = format!("{kind}Status");
            syn::parse_str::<syn::Ident>(&name).ok()?;
            let ident = proc_macro2::Ident::new(&name, attribute.at);
            syn::parse2(ident.to_token_stream()).ok()?
        }
        Some(tokens) => match syn::parse2::<syn::TypePath>(tokens.clone()) {
            Ok(path) => syn::Type::Path(path),
            Err(_) => {
                let fault = Fault::value(attribute.at, "`#[status(…)]` takes the path of one type");
                cx.report(fault.help("write `#[status]` or `#[status(path::Type)]`"));
                return None;
            }
        },
    };
    let hole = cx.type_hole(&ty);
    Some((written(hole, cx), hole))
}

fn written(hole: u32, cx: &Context<'_>) -> Spanned<String> {
    match cx.holes.get(hole as usize) {
        Some(Hole::Type(ty)) => Spanned::new(ty.to_string(), Ty::span(ty)),
        _ => Spanned::new(String::new(), Span::NONE),
    }
}

/// What an `Option` that is spelled so holds.
fn without_option(ty: &syn::Type) -> &syn::Type {
    let syn::Type::Path(path) = ty else { return ty };
    let Some(last) = path.path.segments.last().filter(|last| last.ident == "Option") else {
        return ty;
    };
    match &last.arguments {
        syn::PathArguments::AngleBracketed(list) => match list.args.first() {
            Some(syn::GenericArgument::Type(inner)) => inner,
            _ => ty,
        },
        _ => ty,
    }
}
