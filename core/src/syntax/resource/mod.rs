//! `#[resource(…)]` to the model: names filled in and checked.

mod labels;
mod status;
mod version;

use crate::diag::Code;
use crate::model::{Names, Resource};
use crate::span::Spanned;
use crate::syntax::attribute::Attribute;
use crate::syntax::leaf::{Name, Placed};
use crate::syntax::slot::{IntoModel, Key, Later, List};
use crate::syntax::{Context, Fault, keys, names, ty};
use proc_macro2::Span as At;
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
    /// The type of a field `metadata` that makes no root struct of it.
    pub(super) metadata: Option<At>,
}

type NameKey = Option<Key<Name>>;

/// The kind.
pub(super) fn resource(mut keys: keys::Resource, at: At, item: &Item<'_>, cx: &mut Context<'_>) -> Resource {
    let place = cx.mark(at);
    root_keys(&keys, item.is_root, cx);
    let later = "leave it out where there is one version";
    Later::report(&keys.conversion, "`conversion`", later, cx);
    let group = checked(keys.group.take(), "group", names::group, cx).unwrap_or_default();
    let version = checked(keys.version.take(), "version", names::label, cx).unwrap_or_default();
    let kind_at = keys.kind.as_ref().map_or(at, |key| key.0.at);
    let names = all_names(&mut keys, &ty::unraw(item.name), kind_at, cx);
    let root = root(keys.root.take(), item, &names.kind.value, kind_at, cx);
    let status = status::status(item, &names.kind.value, cx);
    let annotations = labels::annotations(keys.annotation, cx);
    check_names(&group, &names, &annotations, at, cx);
    Resource {
        at: place,
        group,
        version,
        names,
        scope: version::scope(keys.scope, cx),
        root,
        is_root: item.is_root,
        derives: values(keys.derive.into_model(cx)),
        attributes: values(keys.attr.into_model(cx)),
        krate: keys.krate.into_model(cx),
        status: status.as_ref().map(|(path, _)| path.clone()),
        status_hole: status.map(|(_, hole)| hole),
        storage: keys.storage.into_model(cx),
        served: keys.served.into_model(cx),
        deprecated: version::deprecated(keys.deprecated, cx),
        labels: labels::labels(keys.label, cx),
        annotations,
        printcolumns: version::columns(keys.printcolumn, cx),
        selectable: version::selectable(keys.selectable, cx),
        scale: keys.scale.into_model(cx),
        metadata_name: version::metadata_name(keys.metadata, cx),
        validation: version::validation(keys.validation, cx),
    }
}

fn values<T>(list: Option<Spanned<Vec<T>>>) -> Vec<T> {
    list.map_or_else(Vec::new, |said| said.value)
}

/// All names, those that are left out made from the kind.
fn all_names(keys: &mut keys::Resource, struct_name: &str, kind_at: At, cx: &mut Context<'_>) -> Names {
    let kind = names_kind(keys.kind.take(), struct_name, kind_at, cx);
    let singular = checked(keys.singular.take(), "singular", names::label, cx);
    let list_kind = checked(keys.list_kind.take(), "list kind", names::kind, cx);
    let plural = checked(keys.plural.take(), "plural", names::label, cx);
    let lower = kind.value.to_lowercase();
    let made = |name: String| Spanned::new(name, kind.at);
    Names {
        plural: plural.unwrap_or_else(|| made(names::plural(&lower))),
        singular: singular.unwrap_or_else(|| made(lower)),
        list_kind: list_kind.unwrap_or_else(|| made(format!("{}List", kind.value))),
        short_names: checked_list(keys.short_names.take(), "short name", cx),
        categories: checked_list(keys.categories.take(), "category", cx),
        kind,
    }
}

/// The name of the root type.
fn root(key: NameKey, item: &Item<'_>, kind: &str, kind_at: At, cx: &mut Context<'_>) -> String {
    let at = key.as_ref().map_or(kind_at, |key| key.0.at);
    let given = key.into_model(cx).map(|said| said.value);
    let struct_name = ty::unraw(item.name);
    if item.is_root {
        return struct_name;
    }
    // What is wrong with a kind is told of the kind.
    if given.is_some() || names::kind(kind).is_none() {
        check_root(
            given.as_deref().unwrap_or(kind),
            &struct_name,
            at,
            item.metadata,
            cx,
        );
    }
    given.unwrap_or_else(|| kind.to_owned())
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
        let fault = Fault::new(Code::ResourceName, at, message).note(why);
        cx.report(fault.help(names::way_out(what, name, test)));
    }
}

fn checked_list(list: Option<List<Placed<Name>>>, what: &str, cx: &mut Context<'_>) -> Vec<Spanned<String>> {
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

fn check_root(root: &str, struct_name: &str, at: At, metadata: Option<At>, cx: &mut Context<'_>) {
    if syn::parse_str::<syn::Ident>(root).is_err() {
        let message = format!("`{root}` can't be the name of a Rust type");
        cx.report(Fault::new(Code::ResourceName, at, message).help("write `root = \"…\"`"));
    } else if let Some(metadata) = metadata.filter(|_| root == struct_name) {
        let message = "a struct is the root of its kind by a field `metadata: ObjectMeta`, and this one is another type";
        let fault = Fault::new(Code::KeyConflict, metadata, message);
        let fault = fault.note(format!(
            "as a Spec it would have a root named `{root}`, as the struct itself"
        ));
        cx.report(fault.help(format!(
            "write `metadata: ObjectMeta`, which every object has, or name the struct `{root}Spec` where it is a Spec"
        )));
    } else if root == struct_name {
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
        let fault = Fault::new(
            Code::ResourceName,
            at,
            "the kind and the list kind have the same name",
        );
        let fault = fault.note("the API server tells the two apart by their names");
        cx.report(fault.help("write another `list_kind`, or leave it out"));
    }
    let full = format!("{}.{}", names.plural.value, group.value);
    if full.len() > 253 && group.value.len() <= 253 {
        let message = "the name of the CRD, plural and group, is longer than 253 characters";
        let fault = Fault::new(Code::ResourceName, at, message);
        cx.report(fault.help("write a shorter `plural` or `group`"));
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

/// The annotation that the groups of the Kubernetes project need.
const APPROVED: &str = "api-approved.kubernetes.io";
