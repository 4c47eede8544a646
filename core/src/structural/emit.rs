//! Nodes → what the API server takes: no reference, no fact, no keyword and no format that it doesn't know.

use super::extensions::{EMBEDDED, INT_OR_STRING, LIST_MAP_KEYS, LIST_TYPE, MAP_TYPE, PRESERVE, VALIDATIONS};
use super::node::{Node, Size, Type};
use serde_json::{Map, Value, json};

/// The schema of a node.
pub(super) fn schema(node: &Node) -> Value {
    let mut out = Map::new();
    put(&mut out, "type", node.ty.map(Type::as_str));
    put(&mut out, "format", node.format.as_deref());
    put(&mut out, "title", node.title.as_deref());
    let description = node.description.as_deref();
    put(
        &mut out,
        "description",
        description.filter(|text| !text.is_empty()),
    );
    let default = node.default.as_ref();
    put(&mut out, "default", default.map(|default| default.value.clone()));
    put(&mut out, "example", node.example.clone());
    put(&mut out, "externalDocs", node.external_docs.clone());
    flag(&mut out, "nullable", node.nullable);
    bounds(&mut out, node);
    members(&mut out, node);
    extensions(&mut out, node);
    junctors(&mut out, node);
    Value::Object(out)
}

/// Most nodes have few of the many keywords.
#[inline]
fn put(out: &mut Map<String, Value>, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        out.insert(key.to_owned(), value.into());
    }
}

fn flag(out: &mut Map<String, Value>, key: &str, set: bool) {
    put(out, key, set.then_some(true));
}

fn bounds(out: &mut Map<String, Value>, node: &Node) {
    if let Some(min) = &node.numbers.minimum {
        put(out, "minimum", Some(min.value.clone()));
        flag(out, "exclusiveMinimum", min.exclusive);
    }
    if let Some(max) = &node.numbers.maximum {
        put(out, "maximum", Some(max.value.clone()));
        flag(out, "exclusiveMaximum", max.exclusive);
    }
    put(out, "multipleOf", node.numbers.multiples.first().cloned());
    put(
        out,
        "pattern",
        node.patterns.first().map(|pattern| pattern.value.as_str()),
    );
    size(out, node.length, "minLength", "maxLength");
    size(out, node.count, "minItems", "maxItems");
    size(out, node.fields, "minProperties", "maxProperties");
}

fn size(out: &mut Map<String, Value>, size: Size, min: &str, max: &str) {
    put(out, min, size.min.map(|min| min.value));
    put(out, max, size.max.map(|max| max.value));
}

fn members(out: &mut Map<String, Value>, node: &Node) {
    if !node.properties.is_empty() {
        let properties = node.properties.iter();
        let properties = properties.map(|(name, node)| (name.clone(), schema(node)));
        put(out, "properties", Some(properties.collect::<Map<_, _>>()));
    }
    let required = (!node.required.is_empty()).then(|| texts(&node.required));
    put(out, "required", required);
    put(
        out,
        "additionalProperties",
        node.additional.as_deref().map(schema),
    );
    put(out, "items", node.items.as_deref().map(schema));
}

fn extensions(out: &mut Map<String, Value>, node: &Node) {
    flag(out, PRESERVE, node.preserve || node.is_any());
    flag(out, EMBEDDED, node.embedded.is_some());
    flag(out, INT_OR_STRING, node.int_or_string);
    let list = &node.list;
    put(out, LIST_TYPE, list.kind.as_ref().map(|kind| kind.value.as_str()));
    let keys = list.keys.as_ref();
    let keys = keys.map(|keys| texts(keys.value.iter().map(|key| &key.value)));
    put(out, LIST_MAP_KEYS, keys);
    put(
        out,
        MAP_TYPE,
        node.map_type.as_ref().map(|kind| kind.value.as_str()),
    );
    let rules = (!node.rules.is_empty()).then(|| node.rules.iter().map(|rule| rule.value.clone()));
    put(out, VALIDATIONS, rules.map(Value::from_iter));
}

fn texts<'t>(texts: impl IntoIterator<Item = &'t String>) -> Value {
    texts.into_iter().map(String::as_str).collect()
}

/// Where a keyword is needed twice, or the server's reading of null forbids it at the node, it goes into a branch.
fn junctors(out: &mut Map<String, Value>, node: &Node) {
    let has_none = node.junctors.is_empty()
        && !node.int_or_string
        && node.choices.is_none()
        && node.patterns.len() < 2
        && node.numbers.multiples.len() < 2;
    if has_none {
        return;
    }
    let mut all_of = node.junctors.all_of.clone();
    let mut any_of = node.junctors.any_of.clone();
    let int_or_string = node
        .int_or_string
        .then(|| json!([{ "type": "integer" }, { "type": "string" }]));
    all_of.extend(
        node.patterns
            .iter()
            .skip(1)
            .map(|pattern| json!({ "pattern": pattern.value })),
    );
    let multiples = node.numbers.multiples.iter().skip(1);
    all_of.extend(multiples.map(|multiple| json!({ "multipleOf": multiple })));
    if let Some(choices) = &node.choices {
        let choices = json!({ "enum": choices });
        if !node.nullable {
            put(out, "enum", choices.get("enum").cloned());
        } else if any_of.is_empty() && int_or_string.is_none() {
            any_of.push(choices);
        } else {
            all_of.push(choices);
        }
    }
    if let Some(types) = int_or_string {
        if any_of.is_empty() {
            out.insert("anyOf".to_owned(), types);
        } else {
            // The second of the two forms in which the server takes the types of an int-or-string.
            all_of.insert(0, json!({ "anyOf": types }));
        }
    }
    if !any_of.is_empty() {
        out.insert("anyOf".to_owned(), Value::Array(any_of));
    }
    let one_of = &node.junctors.one_of;
    put(out, "oneOf", (!one_of.is_empty()).then(|| json!(one_of)));
    put(out, "allOf", (!all_of.is_empty()).then_some(Value::Array(all_of)));
    put(out, "not", node.junctors.not.clone());
}

/// Where a pattern stands: the first at the node itself, each other in a branch.
pub(super) fn pattern_key(node: &Node, index: usize) -> String {
    // The types of an int-or-string go before all other branches where `anyOf` is taken.
    let types = usize::from(node.int_or_string && !node.junctors.any_of.is_empty());
    match index.checked_sub(1) {
        None => "pattern".to_owned(),
        Some(index) => format!("allOf[{}]", types + node.junctors.all_of.len() + index),
    }
}
