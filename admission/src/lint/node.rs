//! A node of a schema, with what lints ask about it.

use crate::path::Path;
use serde_json::{Map, Value};

/// A node below the root of a schema, or the root.
pub(super) struct Node<'s, 'p> {
    pub(super) schema: &'s Map<String, Value>,
    /// Its path as the server says it.
    pub(super) path: Path<'p>,
    /// The object that it is a property of, and its name there.
    pub(super) property: Option<(&'s Map<String, Value>, &'s str)>,
    /// Where it stands.
    pub(super) level: Level,
}

/// Where a node stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Root,
    Status,
    InStatus,
    Elsewhere,
}

impl<'s, 'p> Node<'s, 'p> {
    pub(super) fn root(schema: &'s Value, path: Path<'p>) -> Option<Self> {
        Some(Self {
            schema: schema.as_object()?,
            path,
            property: None,
            level: Level::Root,
        })
    }

    /// Visits the nodes below: properties by name, items, additional properties. What every object has is left out.
    pub(super) fn each_child(&self, visit: &mut dyn FnMut(&Node<'s, '_>)) {
        let properties = self.path.child("properties");
        for (name, schema) in self.properties() {
            let every =
                self.level == Level::Root && matches!(name.as_str(), "apiVersion" | "kind" | "metadata");
            if let (Some(schema), false) = (schema.as_object(), every) {
                visit(&Node {
                    schema,
                    path: properties.key(name),
                    property: Some((self.schema, name)),
                    level: match self.level {
                        Level::Root if name == "status" => Level::Status,
                        Level::Status => Level::InStatus,
                        _ => Level::Elsewhere,
                    },
                });
            }
        }
        for key in ["items", "additionalProperties"] {
            if let Some(schema) = self.schema.get(key).and_then(Value::as_object) {
                visit(&Node {
                    schema,
                    path: self.path.child(key),
                    property: None,
                    level: Level::Elsewhere,
                });
            }
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&'s Value> {
        self.schema.get(key)
    }

    /// `type`; empty where there is none.
    pub(super) fn type_name(&self) -> &'s str {
        type_name(self.schema)
    }

    pub(super) fn text(&self, key: &str) -> &'s str {
        self.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    pub(super) fn is(&self, flag: &str) -> bool {
        self.get(flag) == Some(&Value::Bool(true))
    }

    /// The name, where it is a property.
    pub(super) fn name(&self) -> Option<&'s str> {
        self.property.map(|(_, name)| name)
    }

    /// Whether it is a property that has to be there.
    pub(super) fn is_required(&self) -> bool {
        self.property
            .is_some_and(|(parent, name)| required(parent).any(|required| required == name))
    }

    pub(super) fn properties(&self) -> impl Iterator<Item = (&'s String, &'s Value)> {
        properties(self.schema)
    }

    pub(super) fn rules(&self) -> &'s [Value] {
        let rules = self.get("x-kubernetes-validations").and_then(Value::as_array);
        rules.map_or(&[], Vec::as_slice)
    }

    /// A map: its values have a schema, its keys are any.
    pub(super) fn is_map(&self) -> bool {
        self.get("additionalProperties")
            .is_some_and(|values| values.is_object())
    }

    /// Whether what it holds besides its properties is known to be dropped.
    pub(super) fn is_closed(&self) -> bool {
        let open = self
            .get("additionalProperties")
            .is_some_and(|values| *values != Value::Bool(false));
        !open
            && !self.is("x-kubernetes-preserve-unknown-fields")
            && !self.is("x-kubernetes-embedded-resource")
    }
}

/// `type`; empty where there is none.
pub(super) fn type_name(schema: &Map<String, Value>) -> &str {
    schema.get("type").and_then(Value::as_str).unwrap_or_default()
}

/// The names in `required`.
pub(super) fn required(schema: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let names = schema.get("required").and_then(Value::as_array);
    names.into_iter().flatten().filter_map(Value::as_str)
}

/// The `properties`.
pub(super) fn properties(schema: &Map<String, Value>) -> impl Iterator<Item = (&String, &Value)> {
    schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
}
