//! Facts and schema → the CustomResourceDefinition, laid out as controller-gen lays it out.

use crate::model::{Names, Resource, Scope};
use crate::span::Spanned;
use crate::structural::Version;
use serde_json::{Map, Value, json};

/// The whole CustomResourceDefinition of a kind with one version.
#[must_use]
pub fn manifest(resource: &Resource, version: Version) -> Value {
    let scope = match resource.scope {
        Scope::Namespaced => "Namespaced",
        Scope::Cluster => "Cluster",
    };
    // Moved into place part by part: `json!` would copy the schema at each level.
    let versions = Value::Array(vec![one_version(resource, version)]);
    object([
        ("apiVersion", json!("apiextensions.k8s.io/v1")),
        ("kind", json!("CustomResourceDefinition")),
        ("metadata", metadata(resource)),
        (
            "spec",
            object([
                ("group", json!(resource.group.value)),
                ("names", names(&resource.names)),
                ("scope", json!(scope)),
                ("versions", versions),
            ]),
        ),
    ])
}

fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let entries = entries.map(|(key, value)| (key.to_owned(), value));
    Value::Object(entries.into_iter().collect())
}

/// `<plural>.<group>`: the name of a CustomResourceDefinition.
#[must_use]
pub fn name(resource: &Resource) -> String {
    format!("{}.{}", resource.names.plural.value, resource.group.value)
}

/// `<group>_<plural>.yaml`: the file that controller-gen would write it to.
#[must_use]
pub fn file_name(resource: &Resource) -> String {
    format!("{}_{}.yaml", resource.group.value, resource.names.plural.value)
}

fn metadata(resource: &Resource) -> Value {
    let mut metadata = Map::new();
    metadata.insert("name".to_owned(), json!(name(resource)));
    for (key, pairs) in [
        ("labels", &resource.labels),
        ("annotations", &resource.annotations),
    ] {
        if !pairs.is_empty() {
            metadata.insert(key.to_owned(), texts(pairs));
        }
    }
    Value::Object(metadata)
}

fn texts(pairs: &[Spanned<(Value, Value)>]) -> Value {
    pairs
        .iter()
        .filter_map(|pair| {
            let (key, value) = &pair.value;
            Some((key.as_str()?.to_owned(), value.clone()))
        })
        .collect::<Map<_, _>>()
        .into()
}

fn names(names: &Names) -> Value {
    let mut out = Map::new();
    for (key, name) in [
        ("kind", &names.kind),
        ("listKind", &names.list_kind),
        ("plural", &names.plural),
        ("singular", &names.singular),
    ] {
        out.insert(key.to_owned(), json!(name.value));
    }
    for (key, list) in [
        ("shortNames", &names.short_names),
        ("categories", &names.categories),
    ] {
        if !list.is_empty() {
            let list: Vec<&str> = list.iter().map(|name| name.value.as_str()).collect();
            out.insert(key.to_owned(), json!(list));
        }
    }
    Value::Object(out)
}

fn one_version(resource: &Resource, version: Version) -> Value {
    let said = |flag: &Option<Spanned<bool>>| flag.as_ref().is_none_or(|flag| flag.value);
    let mut out = Map::new();
    out.insert("name".to_owned(), json!(resource.version.value));
    out.insert("served".to_owned(), json!(said(&resource.served)));
    out.insert("storage".to_owned(), json!(said(&resource.storage)));
    if let Some(deprecated) = &resource.deprecated {
        out.insert("deprecated".to_owned(), Value::Bool(true));
        if deprecated.value.is_string() {
            out.insert("deprecationWarning".to_owned(), deprecated.value.clone());
        }
    }
    out.insert(
        "schema".to_owned(),
        object([("openAPIV3Schema", version.schema())]),
    );
    let mut subresources = Map::new();
    if version.status {
        subresources.insert("status".to_owned(), json!({}));
    }
    if let Some(scale) = version.scale {
        subresources.insert("scale".to_owned(), scale);
    }
    if !subresources.is_empty() {
        out.insert("subresources".to_owned(), Value::Object(subresources));
    }
    if !version.columns.is_empty() {
        out.insert(
            "additionalPrinterColumns".to_owned(),
            Value::Array(version.columns),
        );
    }
    if !version.selectable.is_empty() {
        let fields: Vec<Value> = version
            .selectable
            .iter()
            .map(|path| json!({ "jsonPath": path }))
            .collect();
        out.insert("selectableFields".to_owned(), Value::Array(fields));
    }
    Value::Object(out)
}
