//! Lists of every kind: what they contain, whether they are equal, what is added to them.

use std::sync::Arc;

use serde_json::Value as Json;

use super::data::go_type;
use super::run::unhashable;
use super::value::{List, ListKind, Value};

impl List {
    /// `in`. A list of the data tells of an element that can't be compared, where none is equal.
    pub(crate) fn contains(&self, value: &Value) -> Value {
        let mut fault = None;
        for item in &self.items {
            let equal = if self.kind == ListKind::Plain {
                value.equal_within(item)
            } else {
                item.equal_within(value)
            };
            match equal {
                Value::Bool(true) => return equal,
                Value::Bool(false) => {}
                error => fault = fault.or(Some(error)),
            }
        }
        fault
            .filter(|_| self.kind != ListKind::Plain)
            .unwrap_or(Value::Bool(false))
    }

    pub(super) fn equal(&self, other: &List) -> Value {
        if self.items.len() != other.items.len() {
            return Value::Bool(false);
        }
        match &self.kind {
            // What can't be compared is no difference.
            ListKind::Plain => {
                let mut pairs = self.items.iter().zip(&other.items);
                Value::Bool(pairs.all(|(a, b)| !matches!(a.equal(b), Value::Bool(false))))
            }
            ListKind::Data => all_equal(self.items.iter().zip(&other.items)),
            ListKind::Set => {
                let nested =
                    |item: &&Value| matches!(item, Value::List(_) | Value::Map(_) | Value::Object(_));
                if self.items.iter().chain(&other.items).any(|item| nested(&item)) {
                    return Value::error("listSet operations are only supported on lists of scalar values");
                }
                let within = |a: &List, b: &List| {
                    a.items
                        .iter()
                        .all(|item| b.items.iter().any(|other| item.equals(other)))
                };
                Value::Bool(within(other, self) && within(self, other))
            }
            ListKind::RawSet(raw) => equal_as_read(raw, other),
            ListKind::Map { keys, counted } => self.equal_by_key(other, keys, *counted),
        }
    }

    fn equal_by_key(&self, other: &List, keys: &[String], counted: bool) -> Value {
        let known: std::collections::HashMap<String, &Value> = self
            .items
            .iter()
            .map(|item| (map_key(item, keys), item))
            .collect();
        if let Some(found) = self
            .items
            .iter()
            .chain(&other.items)
            .find_map(|item| nested_key(item, keys))
        {
            return Value::error(unhashable(found));
        }
        let mut seen = std::collections::HashSet::new();
        for item in &other.items {
            let key = map_key(item, keys);
            // What is no object is no other's equal.
            let Some(own) = known.get(&key).filter(|_| is_object(item)) else {
                return Value::Bool(false);
            };
            let equal = own.equal_within(item);
            if !matches!(equal, Value::Bool(true)) {
                return equal;
            }
            seen.insert(key);
        }
        Value::Bool(!counted || seen.len() == known.len())
    }

    /// The list as it was appended to one of the data until 1.36: there it is read once more, and what the data has as
    /// text is none any more.
    pub(crate) fn as_data(&self) -> List {
        let read = |item: &Value| {
            let of_text = |go_type| Value::error(format!("invalid data, expected string, got {go_type}"));
            match item {
                Value::Timestamp(_) => of_text("time.Time"),
                Value::Duration(_) => of_text("time.Duration"),
                Value::Bytes(_) => of_text("[]uint8"),
                Value::Map(_) => {
                    Value::error("invalid data, expected a map for the provided schema with type=object")
                }
                other => other.clone(),
            }
        };
        List {
            items: self.items.iter().map(read).collect(),
            kind: self.kind.clone(),
        }
    }

    /// `+`, by the kind of the left list.
    pub(crate) fn add(&self, other: &List) -> Value {
        let mut items = self.items.clone();
        match &self.kind {
            ListKind::Plain | ListKind::Data => items.extend(other.items.iter().cloned()),
            ListKind::Set => {
                for item in &other.items {
                    if !items.iter().any(|known| known.equals(item)) {
                        items.push(item.clone());
                    }
                }
            }
            ListKind::RawSet(raw) => return add_as_read(items, raw, other),
            ListKind::Map { keys, counted } => {
                let mut all = items.iter().chain(&other.items).filter(|_| !counted);
                if let Some(found) = all.find_map(|item| nested_key(item, keys)) {
                    return Value::error(unhashable(found));
                }
                let mut known: std::collections::HashMap<String, usize> = items
                    .iter()
                    .enumerate()
                    .map(|(i, item)| (map_key(item, keys), i))
                    .collect();
                for item in &other.items {
                    let key = map_key(item, keys);
                    let same = known.get(&key).filter(|_| *counted || is_object(item));
                    match same.and_then(|at| items.get_mut(*at)) {
                        Some(slot) => *slot = item.clone(),
                        None => {
                            known.insert(key, items.len());
                            items.push(item.clone());
                        }
                    }
                }
            }
        }
        let kind = if self.kind == ListKind::Data {
            ListKind::Plain
        } else {
            self.kind.clone()
        };
        Value::List(Arc::new(List { items, kind }))
    }
}

/// The values of the keys of an element, as one text.
fn map_key(element: &Value, keys: &[String]) -> String {
    let part = |key: &String| match element {
        Value::Object(object) => match object.broken.iter().find(|(name, _)| **name == **key) {
            Some((_, json)) => format!("{json:?}"),
            None => format!("{:?}", element.find(&Value::string(key))),
        },
        _ => format!("{:?}", element.find(&Value::string(key))),
    };
    keys.iter().map(part).collect::<Vec<_>>().join("\u{0}")
}

/// What Go calls a key that is a list or a map: up to three are looked for as they are.
fn nested_key(element: &Value, keys: &[String]) -> Option<&'static str> {
    let Value::Object(object) = element else {
        return None;
    };
    let is_key = |name: &str| keys.len() <= 3 && keys.iter().any(|key| **key == *name);
    let is_nested = |json: &Json| json.is_array() || json.is_object();
    let nested = object
        .broken
        .iter()
        .find(|(name, json)| is_nested(json) && is_key(name));
    nested.map(|(_, json)| go_type(json))
}

fn is_object(item: &Value) -> bool {
    matches!(item, Value::Object(_) | Value::Map(_))
}

fn all_equal<'v>(pairs: impl Iterator<Item = (&'v Value, &'v Value)>) -> Value {
    for (a, b) in pairs {
        let equal = a.equal_within(b);
        if !matches!(equal, Value::Bool(true)) {
            return equal;
        }
    }
    Value::Bool(true)
}

/// Whether a set until 1.36 is equal to a list: all of that are as an element was read. A whole number of JSON is no float
/// there, so sets of numbers need not be equal to themselves.
fn equal_as_read(raw: &[Json], other: &List) -> Value {
    if let Some(item) = raw.iter().find(|item| item.is_array() || item.is_object()) {
        return Value::error(unhashable(go_type(item)));
    }
    for item in &other.items {
        if matches!(
            item,
            Value::Bytes(_) | Value::List(_) | Value::Map(_) | Value::Object(_)
        ) {
            return Value::error(unhashable(item.go_type()));
        }
        if !as_read(item).is_some_and(|item| raw.contains(&item)) {
            return Value::Bool(false);
        }
    }
    Value::Bool(true)
}

fn add_as_read(mut items: Vec<Value>, raw: &[Json], other: &List) -> Value {
    let mut raw = raw.to_vec();
    for item in &other.items {
        let read = as_read(item);
        if !read.as_ref().is_some_and(|read| raw.contains(read)) {
            raw.push(read.unwrap_or_default());
            items.push(item.clone());
        }
    }
    let kind = ListKind::RawSet(raw.into());
    Value::List(Arc::new(List { items, kind }))
}

/// The JSON that is read as the value, if it is read as itself.
fn as_read(value: &Value) -> Option<Json> {
    match value {
        Value::Bool(bool) => Some(Json::Bool(*bool)),
        Value::Int(n) => Some(Json::from(*n)),
        Value::Double(n) => Some(Json::from(*n)),
        Value::String(text) => Some(Json::from(&**text)),
        _ => None,
    }
}
