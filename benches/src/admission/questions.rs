//! The questions: the CRDs of a folder, their rules, and an object of each version.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::Result;

/// Questions as JSON lines.
#[derive(Debug, Default)]
pub(crate) struct Questions {
    pub(crate) crds: Vec<String>,
    pub(crate) rules: Vec<String>,
    pub(crate) objects: Vec<String>,
}

impl Questions {
    /// Makes the questions of every CRD below a folder.
    pub(crate) fn read(folder: &str) -> Result<Self> {
        let mut files = Vec::new();
        yaml_files(Path::new(folder), &mut files)?;
        files.sort();
        let mut questions = Self::default();
        for file in files {
            let text = std::fs::read_to_string(&file)?;
            for document in serde_yaml::Deserializer::from_str(&text) {
                let crd = Value::deserialize(document)?;
                if crd.get("kind").and_then(Value::as_str) == Some("CustomResourceDefinition") {
                    questions.add(crd);
                }
            }
        }
        if questions.crds.is_empty() {
            return Err(format!("{folder} has no CRDs").into());
        }
        Ok(questions)
    }

    fn add(&mut self, mut crd: Value) {
        let at = |pointer: &str| crd.pointer(pointer).cloned().unwrap_or_default();
        let (group, kind) = (at("/spec/group"), at("/spec/names/kind"));
        let group = group.as_str().unwrap_or_default();
        let mut stored = Vec::new();
        for version in at("/spec/versions").as_array().into_iter().flatten() {
            let name = version.get("name").and_then(Value::as_str).unwrap_or_default();
            if version.get("storage").and_then(Value::as_bool) == Some(true) {
                stored.push(name.to_owned());
            }
            let Some(schema) = version.pointer("/schema/openAPIV3Schema") else {
                continue;
            };
            self.rules_of(schema, true);
            let mut object = sample(schema, 0);
            if let Some(map) = object.as_object_mut() {
                map.insert("apiVersion".to_owned(), format!("{group}/{name}").into());
                map.insert("kind".to_owned(), kind.clone());
                map.insert("metadata".to_owned(), json!({"name": "sample"}));
            }
            let question = json!({"op": "object", "crd": crd, "version": name, "via": "post", "obj": object});
            self.objects.push(question.to_string());
        }
        if let Some(map) = crd.as_object_mut() {
            map.insert("status".to_owned(), json!({"storedVersions": stored}));
        }
        self.crds.push(json!({"op": "crd", "crd": crd}).to_string());
    }

    fn rules_of(&mut self, schema: &Value, root: bool) {
        let rules = schema.get("x-kubernetes-validations").and_then(Value::as_array);
        for rule in rules.into_iter().flatten() {
            let question = json!({"op": "rule", "schema": schema, "rule": rule.get("rule"), "root": root});
            self.rules.push(question.to_string());
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        let named = properties.into_iter().flat_map(Map::values);
        let unnamed = ["items", "additionalProperties"].map(|name| schema.get(name));
        for child in named.chain(unnamed.into_iter().flatten()) {
            self.rules_of(child, false);
        }
    }
}

fn yaml_files(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            yaml_files(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    Ok(())
}

/// A value that mostly fits a schema: every property down to some depth, two items, the least numbers.
fn sample(schema: &Value, depth: usize) -> Value {
    let number = |name: &str| schema.get(name).and_then(Value::as_i64);
    if let Some(first) = schema.get("enum").and_then(|list| list.get(0)) {
        return first.clone();
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("integer" | "number") => number("minimum").unwrap_or(1).into(),
        Some("boolean") => true.into(),
        Some("array") => {
            let item = schema.get("items").unwrap_or(&Value::Null);
            let length = if depth > 5 {
                0
            } else {
                number("maxItems").unwrap_or(2).clamp(0, 2)
            };
            (0..length).map(|_| sample(item, depth + 1)).collect()
        }
        Some("object") => {
            let properties = schema.get("properties").and_then(Value::as_object);
            let required = schema.get("required").and_then(Value::as_array);
            let is_required = |name: &str| required.is_some_and(|list| list.iter().any(|r| r == name));
            let used = properties.into_iter().flatten();
            let used = used.filter(|(name, _)| depth < 5 || is_required(name));
            used.map(|(name, property)| (name.clone(), sample(property, depth + 1)))
                .collect()
        }
        _ => match schema.get("format").and_then(Value::as_str) {
            Some("date-time") => "2024-01-02T03:04:05Z".into(),
            Some("byte") => "aGk=".into(),
            _ => "sample".into(),
        },
    }
}
