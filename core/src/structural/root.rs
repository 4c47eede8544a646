//! The root of a kind's schema.

use super::load::Loader;
use super::node::{Child, Node, Type};
use super::place::Place;
use super::rules::exactly_one_of;
use super::variants::only_required;
use super::{Descriptions, Kind, Schemas, cel};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Resource, Validation};
use crate::span::Span;
use serde_json::Value;

const API_VERSION: &str = "APIVersion defines the versioned schema of this representation of an object.\nServers should convert recognized schemas to the latest internal value, and\nmay reject unrecognized values.\nMore info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources";
const KIND: &str = "Kind is a string value representing the REST resource this object represents.\nServers may infer this from the endpoint the client submits requests to.\nCannot be updated.\nIn CamelCase.\nMore info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds";

/// The root, and whether the kind has a status.
pub(super) fn load(loader: &mut Loader<'_>, kind: &Kind<'_>) -> (Node, bool) {
    let at = Place::root();
    let (mut root, status) = match kind.schemas {
        Schemas::Spec { spec, status } => (of_spec(loader, spec, status, &at), status.is_some()),
        Schemas::Root(schema) => of_root(loader, schema, &at, kind.resource),
    };
    let described = kind.kubernetes.descriptions() != Descriptions::None;
    let string = |text: &str| Node {
        description: described.then(|| text.to_owned()),
        ..Node::of(Type::String)
    };
    root.properties
        .insert("apiVersion".to_owned(), Child::new(string(API_VERSION)));
    root.properties
        .insert("kind".to_owned(), Child::new(string(KIND)));
    let metadata = metadata(loader, kind.resource, &at);
    root.properties
        .insert("metadata".to_owned(), Child::new(metadata));
    for name in ["apiVersion", "kind", "metadata"] {
        root.required.remove(name);
    }
    loader.validation(&mut root, &kind.resource.validation, &at);
    (root, status)
}

/// The Spec's doc comment describes the root.
fn of_spec(loader: &mut Loader<'_>, spec: &Value, status: Option<&Value>, at: &Place) -> Node {
    let mut root = Node::of(Type::Object);
    let mut spec = loader.node(spec, &at.property("spec"));
    root.description = spec.description.take();
    root.properties.insert("spec".to_owned(), Child::new(spec));
    root.required.insert("spec".to_owned());
    if let Some(status) = status {
        let mut status = loader.node(status, &at.property("status"));
        status.observed = true;
        root.properties.insert("status".to_owned(), Child::new(status));
    }
    root
}

fn of_root(loader: &mut Loader<'_>, schema: &Value, at: &Place, resource: &Resource) -> (Node, bool) {
    let mut root = loader.node(schema, at);
    if root.ty != Some(Type::Object) || root.additional.is_some() {
        let message = format!("the root of a kind is a struct, not {}", root.kind().noun());
        loader.error(
            Diagnostic::new(Code::ShapeUnsupported, resource.at, "", message)
                .help("write its fields into the struct, beside `metadata`"),
        );
    }
    root.nullable = false;
    for name in ["apiVersion", "kind"] {
        if let Some(own) = root.properties.get(name) {
            loader.error(written_twice(name, own.at));
        }
    }
    let required = root.required.contains("status");
    let status = root.properties.get_mut("status");
    let at = status.as_ref().and_then(|status| status.hooks.status);
    let has = at.is_some() || resource.status.is_some();
    if let (true, Some(status)) = (has, status) {
        status.observed = true;
        if required {
            loader.error(required_status(at.unwrap_or(status.at)));
        }
        // What the derive writes for a root leaves a status out that is `None`.
        if at.is_some() && status.option && status.presence.nullable.is_none() && !status.is_any() {
            status.nullable = false;
        }
    }
    (root, has)
}

/// A field that came by a flattened struct: those of the root itself are refused where they are read.
fn written_twice(name: &str, at: Span) -> Diagnostic {
    let message = format!("a root writes its `{name}` itself: an object would have two");
    Diagnostic::new(Code::KeyConflict, at, name, message)
        .note("an object that has one key twice can't be read back")
        .help("give the field another name, or name the struct that is flattened")
}

fn required_status(at: Span) -> Diagnostic {
    let message = "the status of a root struct is required, and a new object has none";
    Diagnostic::new(Code::StatusRequired, at, "status", message)
        .note("the API server drops the status of an object that is created, and would then refuse it")
        .help("make it an `Option`, or add `#[serde(default)]`; leave `#[schema(required)]` out")
}

/// `metadata` is the server's own: only what may be said of the name is said.
fn metadata(loader: &mut Loader<'_>, resource: &Resource, at: &Place) -> Node {
    let mut metadata = Node::of(Type::Object);
    if let Some(said) = &resource.metadata_name {
        let mut name = Node::of(Type::String);
        loader.validation(&mut name, &said.value, &at.property("metadata").property("name"));
        metadata.properties.insert("name".to_owned(), Child::new(name));
    }
    metadata
}

/// What the server forbids at the root of a kind with a status: anything but properties and rules.
pub(super) fn check(root: &mut Node, status: bool, resource: &Resource, out: &mut Diagnostics) {
    if !status {
        return;
    }
    junctors_as_rules(root);
    let Validation {
        min_properties,
        max_properties,
        ..
    } = &resource.validation;
    let span = [min_properties, max_properties]
        .into_iter()
        .flatten()
        .map(|key| key.at)
        .next();
    let wrong = [
        (
            "minProperties",
            root.fields.min.is_some() || root.fields.max.is_some(),
        ),
        ("x-kubernetes-map-type", root.map_type.is_some()),
        ("a default", root.default.is_some()),
        ("enum", root.choices.is_some()),
        ("anyOf, oneOf, allOf or not", !root.junctors.is_empty()),
    ];
    for (what, there) in wrong {
        if there {
            let message = format!("the root of a kind with a status can't have {what}");
            out.push(
                Diagnostic::new(Code::DoesNotFit, span.unwrap_or(resource.at), "", message)
                    .note("the API server refuses such a definition")
                    .help("say it on the spec, or with a CEL rule"),
            );
        }
    }
}

/// The branches of flattened enums say that exactly one of some fields is set; a rule can say so too.
fn junctors_as_rules(root: &mut Node) {
    let inner = |branch: &Value| branch.get("oneOf").and_then(Value::as_array).cloned();
    let mut groups: Vec<Vec<Value>> = root.junctors.all_of.iter().filter_map(inner).collect();
    if groups.len() != root.junctors.all_of.len() {
        return;
    }
    if !root.junctors.one_of.is_empty() {
        groups.insert(0, root.junctors.one_of.clone());
    }
    let mut rules = Vec::new();
    for group in &groups {
        let names: Option<Vec<&str>> = group.iter().map(only_required).collect();
        // `has` doesn't see a null, which a branch does.
        let nullable = |name: &&str| root.properties.get(*name).is_some_and(|variant| variant.nullable);
        let names = names.filter(|names| !names.iter().any(nullable));
        let escaped = names
            .as_ref()
            .and_then(|names| names.iter().map(|name| cel::name(name)).collect());
        let (Some(names), Some::<Vec<String>>(escaped)) = (names, escaped) else {
            return;
        };
        rules.push(exactly_one_of(&escaped, &names.join(" ")));
    }
    root.junctors.one_of.clear();
    root.junctors.all_of.clear();
    rules.into_iter().for_each(|rule| root.add_rule(rule, Span::NONE));
}
