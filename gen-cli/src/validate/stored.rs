//! What is stored already, and what the server makes of it before it compares.

use super::part::Part;
use serde_json::{Value, json};

/// The objects that are stored.
pub(crate) struct Stored {
    parts: Vec<Part>,
}

impl Stored {
    pub(crate) fn new(parts: Vec<Part>) -> Self {
        Self { parts }
    }

    /// The stored object that a new one replaces: of the same group, kind, namespace and name.
    pub(crate) fn of(&self, new: &Part) -> Option<&Part> {
        let is_it = |old: &&Part| {
            (old.group(), old.kind(), old.name()) == (new.group(), new.kind(), new.name())
                && (new.is_crd() || old.namespace() == new.namespace())
        };
        self.parts.iter().find(is_it)
    }
}

/// A new and a stored CRD as the server compares them: the status is the stored one's, with the new storage version.
/// A stored CRD whose status says nothing is taken for one that is in use, with its storage version stored.
pub(super) fn compared(new: &Value, old: &Value) -> (Value, Value) {
    let (mut new, mut old) = (new.clone(), old.clone());
    let mut status = old
        .get("status")
        .filter(|status| tells_versions(status))
        .cloned()
        .unwrap_or_else(|| json!({"conditions": [{"type": "Established", "status": "True"}]}));
    add_storage_version(&mut status, &old);
    set(&mut old, "status", status.clone());
    add_storage_version(&mut status, &new);
    set(&mut new, "status", status);
    for crd in [&mut new, &mut old] {
        if let Some(metadata) = crd.get_mut("metadata") {
            set(metadata, "resourceVersion", "1".into());
        }
    }
    (new, old)
}

fn tells_versions(status: &Value) -> bool {
    let stored = status.get("storedVersions").and_then(Value::as_array);
    stored.is_some_and(|stored| !stored.is_empty())
}

fn add_storage_version(status: &mut Value, crd: &Value) {
    let versions = crd.pointer("/spec/versions").and_then(Value::as_array);
    let is_storage = |version: &&Value| version.get("storage").and_then(Value::as_bool) == Some(true);
    let storage = versions.into_iter().flatten().find(is_storage);
    let Some(name) = storage.and_then(|version| version.get("name")) else {
        return;
    };
    let Some(status) = status.as_object_mut() else {
        return;
    };
    let stored = status
        .entry("storedVersions")
        .or_insert_with(|| Value::Array(Vec::new()));
    if let Some(stored) = stored.as_array_mut().filter(|stored| !stored.contains(name)) {
        stored.push(name.clone());
    }
}

/// An object as it is stored by a request that makes it: without status.
pub(super) fn without_status(object: &Value) -> Value {
    let mut object = object.clone();
    if let Some(map) = object.as_object_mut() {
        map.remove("status");
    }
    object
}

/// A stored object in another version, where versions differ in name only.
pub(super) fn in_version(old: &Value, api_version: &str) -> Value {
    let mut old = old.clone();
    set(&mut old, "apiVersion", api_version.into());
    old
}

fn set(object: &mut Value, name: &str, value: Value) {
    if let Some(map) = object.as_object_mut() {
        map.insert(name.to_owned(), value);
    }
}
