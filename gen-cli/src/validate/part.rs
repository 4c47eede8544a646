//! One object of an input: a document, or an item of a List.

use super::read::Document;
use serde_json::Value;

/// A word on an input, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    /// The file and, as far as it is known, the line.
    pub(crate) place: String,
    /// The word.
    pub(crate) message: String,
}

impl Notice {
    pub(crate) fn new(place: String, message: impl Into<String>) -> Self {
        Self {
            place,
            message: message.into(),
        }
    }

    pub(crate) fn at(file: String, line: Option<usize>, message: impl Into<String>) -> Self {
        Self::new(
            line.map_or(file.clone(), |line| format!("{file}:{line}")),
            message,
        )
    }
}

/// An object that may be sent to a server.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Its file and line.
    pub(crate) place: String,
    /// The object. It has a text as `apiVersion` and as `kind`.
    pub(crate) value: Value,
}

impl Part {
    fn text(&self, pointer: &str) -> &str {
        self.value
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    pub(crate) fn api_version(&self) -> &str {
        self.text("/apiVersion")
    }

    pub(crate) fn kind(&self) -> &str {
        self.text("/kind")
    }

    /// The API group; empty for the core's.
    pub(crate) fn group(&self) -> &str {
        self.api_version().rsplit_once('/').map_or("", |(group, _)| group)
    }

    /// The version in the group.
    pub(crate) fn version(&self) -> &str {
        self.api_version()
            .rsplit_once('/')
            .map_or(self.api_version(), |(_, version)| version)
    }

    /// The name; for a generated one its prefix, with x for what the server adds.
    pub(crate) fn name(&self) -> String {
        let (name, prefix) = (self.text("/metadata/name"), self.text("/metadata/generateName"));
        if name.is_empty() && !prefix.is_empty() {
            return format!("{prefix}xxxxx");
        }
        name.to_owned()
    }

    /// The namespace that it is put into.
    pub(crate) fn namespace(&self) -> &str {
        match self.text("/metadata/namespace") {
            "" => "default",
            namespace => namespace,
        }
    }

    /// Whether it is a CRD, of whatever version.
    pub(crate) fn is_crd(&self) -> bool {
        self.group() == "apiextensions.k8s.io" && self.kind() == "CustomResourceDefinition"
    }
}

/// The objects of a document: itself, or the items of a List.
pub(crate) fn parts(file: &str, document: Document, parts: &mut Vec<Part>, errors: &mut Vec<Notice>) {
    let mut rest = vec![(format!("{file}:{}", document.line), document.value)];
    let mut lines = Some(document.item_lines);
    while let Some((place, mut value)) = rest.pop() {
        if let Some(items) = take_items(&mut value) {
            let lines = lines.take().unwrap_or_default();
            let place_of = |index: usize| match lines.get(index) {
                Some(line) => format!("{file}:{line}"),
                None => format!("{place}: items[{index}]"),
            };
            let items = items
                .into_iter()
                .enumerate()
                .map(|(index, item)| (place_of(index), item));
            rest.extend(items.collect::<Vec<_>>().into_iter().rev());
            continue;
        }
        match whats_missing(&value) {
            Some(message) => errors.push(Notice::new(place, message)),
            None => parts.push(Part { place, value }),
        }
    }
}

/// The items of a List: of `v1`'s own, or of `kubectl get`'s by kind.
fn take_items(value: &mut Value) -> Option<Vec<Value>> {
    let kind = value.get("kind")?.as_str()?;
    if kind != "List" && !(kind.ends_with("List") && value.get("items").is_some_and(Value::is_array)) {
        return None;
    }
    match value.get_mut("items").map(Value::take) {
        Some(Value::Array(items)) => Some(items),
        _ => Some(Vec::new()),
    }
}

fn whats_missing(value: &Value) -> Option<String> {
    let map = match value {
        Value::Object(map) => map,
        Value::Array(_) => return Some("not an object: a list".to_owned()),
        Value::Null => return Some("not an object: null".to_owned()),
        scalar => return Some(format!("not an object: {scalar}")),
    };
    let is_text = |name: &str| {
        map.get(name)
            .and_then(Value::as_str)
            .is_some_and(|text| !text.is_empty())
    };
    match (is_text("apiVersion"), is_text("kind")) {
        (true, true) => None,
        (true, false) => Some("`kind` is not set".to_owned()),
        (false, true) => Some("`apiVersion` is not set".to_owned()),
        (false, false) => Some("neither `apiVersion` nor `kind` is set".to_owned()),
    }
}
