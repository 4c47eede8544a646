//! What server-side apply says of an object before anything else looks at it: whether it fits the types of the schema.
//! The rules and texts are those of structured-merge-diff's `validate.go`, over what kube-openapi's `schemaconv` makes
//! of a schema. They are not the schema's own: a field of an object without properties is declared, a string with a
//! format may be a number, and what `x-kubernetes-preserve-unknown-fields` allows it allows at any depth.

use kubewright_admission::go;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What is wrong, each with its path. `of_metadata` are the fields that metadata does not have (`metadata.foo`).
pub(super) fn faults(schema: &Value, object: &Value, of_metadata: &[String]) -> Vec<String> {
    let mut walk = Walk {
        of_metadata,
        faults: Vec::new(),
    };
    walk.node(Node::root(schema), object, "");
    walk.faults
}

/// A schema, and what it has from where it stands.
#[derive(Clone, Copy)]
struct Node<'s> {
    schema: &'s Value,
    /// Whether undeclared fields are kept from here on.
    preserves: bool,
    /// Whether it is a resource, which has a type and metadata.
    is_resource: bool,
    is_root: bool,
}

/// What a field of an object is.
enum Field<'s> {
    Declared(Node<'s>),
    Text,
    Metadata,
    /// Of any type.
    Free,
    Undeclared,
}

impl<'s> Node<'s> {
    fn root(schema: &'s Value) -> Self {
        Self {
            is_resource: true,
            is_root: true,
            ..Self::new(schema, false)
        }
    }

    fn new(schema: &'s Value, preserved_above: bool) -> Self {
        let is = |key: &str| schema.get(key) == Some(&Value::Bool(true));
        Self {
            schema,
            preserves: preserved_above || is("x-kubernetes-preserve-unknown-fields"),
            is_resource: is("x-kubernetes-embedded-resource"),
            is_root: false,
        }
    }

    fn text(&self, key: &str) -> &'s str {
        self.schema.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    fn field(&self, name: &str) -> Field<'s> {
        match name {
            "metadata" if self.is_resource => return Field::Metadata,
            "apiVersion" | "kind" if self.is_resource => return Field::Text,
            _ => {}
        }
        let properties = self.schema.get("properties").and_then(Value::as_object);
        if let Some(property) = properties.and_then(|properties| properties.get(name)) {
            return Field::Declared(Node::new(property, self.preserves));
        }
        let has_none = !self.is_resource && properties.is_none_or(Map::is_empty);
        match self.schema.get("additionalProperties") {
            Some(schema @ Value::Object(_)) => Field::Declared(Node::new(schema, self.preserves)),
            Some(Value::Bool(true)) => Field::Free,
            None | Some(Value::Null) if self.preserves || has_none => Field::Free,
            _ => Field::Undeclared,
        }
    }

    /// The fields that tell items of a list apart; none where nothing does. A set has an empty list.
    fn keys(&self) -> Option<Vec<&'s str>> {
        let keys = self
            .schema
            .get("x-kubernetes-list-map-keys")
            .and_then(Value::as_array);
        match self.text("x-kubernetes-list-type") {
            "map" => Some(keys.into_iter().flatten().filter_map(Value::as_str).collect()),
            "set" => Some(Vec::new()),
            _ => None,
        }
    }
}

struct Walk<'a> {
    of_metadata: &'a [String],
    faults: Vec<String>,
}

impl Walk<'_> {
    fn fault(&mut self, path: &str, message: &str) {
        let colon = if path.is_empty() { "" } else { ": " };
        self.faults.push(format!("{path}{colon}{message}"));
    }

    fn node(&mut self, node: Node<'_>, value: &Value, path: &str) {
        match (node.text("type"), value) {
            (_, Value::Null) => {}
            ("object" | "", Value::Object(fields)) => self.fields(node, fields, path),
            ("array" | "", Value::Array(items)) => self.items(node, items, path),
            ("object", _) => self.fault(path, &format!("expected map, got &{{{}}}", go::print(value))),
            ("array", _) => self.fault(path, &format!("expected list, got &{{{}}}", go::print(value))),
            ("integer" | "number", Value::Number(_)) => {}
            ("integer" | "number", _) => {
                let message = format!("expected numeric (int or float), got {}", go::type_of(value));
                self.fault(path, &message);
            }
            ("boolean", Value::Bool(_)) | ("string", Value::String(_)) => {}
            ("boolean", _) => self.fault(path, &format!("expected boolean, got &{{{}}}", go::print(value))),
            ("string", _) if matches!(node.text("format"), "" | "byte") => {
                let value = syntax(value);
                self.fault(
                    path,
                    &format!("expected string, got &value.valueUnstructured{{Value:{value}}}"),
                );
            }
            ("string", Value::Array(_) | Value::Object(_)) => {
                self.fault(
                    path,
                    &format!("expected any scalar, got &{{{}}}", go::print(value)),
                );
            }
            _ => {}
        }
    }

    fn fields(&mut self, node: Node<'_>, fields: &Map<String, Value>, path: &str) {
        for (name, value) in fields {
            let path = format!("{path}.{name}");
            match node.field(name) {
                Field::Declared(property) => self.node(property, value, &path),
                Field::Text if !(value.is_string() || value.is_null()) => {
                    let value = syntax(value);
                    let message = format!("expected string, got &value.valueUnstructured{{Value:{value}}}");
                    self.fault(&path, &message);
                }
                Field::Metadata if node.is_root => {
                    for field in self.of_metadata {
                        self.fault(&format!(".{field}"), "field not declared in schema");
                    }
                }
                Field::Undeclared => self.fault(&path, "field not declared in schema"),
                Field::Text | Field::Metadata | Field::Free => {}
            }
        }
    }

    fn items(&mut self, node: Node<'_>, items: &[Value], path: &str) {
        let keys = node.keys();
        let schema = node.schema.get("items");
        let mut seen = BTreeSet::new();
        for (index, item) in items.iter().enumerate() {
            let step = match &keys {
                None => format!("[{index}]"),
                Some(keys) => match step(schema, keys, item) {
                    Ok(step) => step,
                    Err(message) => {
                        self.fault(path, &format!("element {index}: {message}"));
                        return;
                    }
                },
            };
            if keys.is_some() && !seen.insert(step.clone()) {
                self.fault(path, &format!("duplicate entries for key {step}"));
            }
            if let Some(schema) = schema {
                self.node(Node::new(schema, node.preserves), item, &format!("{path}{step}"));
            }
        }
    }
}

/// The step of a path to an item of a map list or, without keys, of a set.
fn step(schema: Option<&Value>, keys: &[&str], item: &Value) -> Result<String, String> {
    if keys.is_empty() {
        return match item {
            Value::Object(_) => {
                Err("associative list without keys has an element that's a map type".to_owned())
            }
            Value::Array(_) => Err("not supported: associative list with lists as elements".to_owned()),
            Value::Null => {
                Err("associative list without keys has an element that's an explicit null".to_owned())
            }
            scalar => Ok(format!("[={}]", short(scalar))),
        };
    }
    let fields = match item {
        Value::Object(fields) => fields,
        Value::Null => return Err("associative list with keys may not have a null element".to_owned()),
        _ => return Err("associative list with keys may not have non-map elements".to_owned()),
    };
    let default = |key: &str| schema?.get("properties")?.get(key)?.get("default");
    let mut found: Vec<(&str, &Value)> = keys
        .iter()
        .filter_map(|key| Some((*key, fields.get(*key).or_else(|| default(key))?)))
        .collect();
    if found.is_empty() {
        let names: Vec<String> = keys.iter().map(|key| go::quote(key)).collect();
        return Err(format!(
            "associative list with keys has an element that omits all key fields [{}] (and doesn't have default values for any key fields)",
            names.join(" ")
        ));
    }
    found.sort_by_key(|(key, _)| *key);
    let parts: Vec<String> = found
        .iter()
        .map(|(key, value)| format!("{key}={}", short(value)))
        .collect();
    Ok(format!("[{}]", parts.join(",")))
}

/// A value in a path.
fn short(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::String(text) => go::quote(text),
        Value::Array(items) => format!("[{}]", items.iter().map(short).collect::<Vec<_>>().join(",")),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| format!("{key}={}", short(value)))
            .collect(),
        scalar => go::print(scalar),
    }
}

/// A value as Go's `%#v` prints it.
fn syntax(value: &Value) -> String {
    match value {
        Value::Null => "interface {}(nil)".to_owned(),
        Value::String(text) => go::quote(text),
        Value::Array(items) => {
            format!(
                "{}{{{}}}",
                go::type_of(value),
                items.iter().map(syntax).collect::<Vec<_>>().join(", ")
            )
        }
        Value::Object(fields) => {
            let fields = fields
                .iter()
                .map(|(key, value)| format!("{}:{}", go::quote(key), syntax(value)));
            format!(
                "{}{{{}}}",
                go::type_of(value),
                fields.collect::<Vec<_>>().join(", ")
            )
        }
        scalar => go::print(scalar),
    }
}
