//! Templates without places: what a derive emits.

use crate::model::Facts;
use serde_json::{Map, Value, json};

/// The template without any place of the source: what a derive emits, so that it doesn't change with whitespace.
///
/// Flags that are known by their place alone keep place 0, which is no place.
#[must_use]
pub fn without_places(template: Value) -> Value {
    match template {
        Value::Object(node) => Value::Object(
            node.into_iter()
                .map(|(key, value)| {
                    let value = if key == Facts::KEY {
                        facts_without_places(value)
                    } else {
                        without_places(value)
                    };
                    (key, value)
                })
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(without_places).collect()),
        scalar => scalar,
    }
}

/// The same for a [`Resource`](crate::model::Resource) as JSON.
#[must_use]
pub fn resource_without_places(mut resource: Value) -> Value {
    remove_at(&mut resource);
    unwrap_placed(resource)
}

fn facts_without_places(mut facts: Value) -> Value {
    remove_at(&mut facts);
    forget(&mut facts, "skipped");
    forget(&mut facts, "literal");
    for part in ["type", "field"] {
        let Some(own) = facts.get_mut(part) else {
            continue;
        };
        forget(own, "status");
        forget(own, "selectable");
        if let Some(schema) = own.get_mut("schema") {
            forget(schema, "no_default");
            forget(schema, "skip");
        }
    }
    unwrap_placed(facts)
}

fn remove_at(object: &mut Value) {
    if let Some(object) = object.as_object_mut() {
        object.remove("at");
    }
}

fn forget(object: &mut Value, key: &str) {
    if let Some(place) = object.get_mut(key) {
        *place = json!(0);
    }
}

/// `{"$at": place, "$value": value}` is `value`, at any depth. A user's own `$at` is written `$$at`.
fn unwrap_placed(value: Value) -> Value {
    match value {
        Value::Object(mut object) => match (object.remove("$at"), object.remove("$value")) {
            // A bare null would be read as a key that isn't there.
            (Some(_), Some(Value::Null)) => json!({ "$at": 0, "$value": null }),
            (Some(_), Some(inner)) => unwrap_placed(inner),
            (at, inner) => {
                let kept = [("$at", at), ("$value", inner)];
                let kept = kept
                    .into_iter()
                    .filter_map(|(key, value)| Some((key.to_owned(), value?)));
                object
                    .into_iter()
                    .chain(kept)
                    .map(|(key, value)| (key, unwrap_placed(value)))
                    .collect::<Map<_, _>>()
                    .into()
            }
        },
        Value::Array(items) => Value::Array(items.into_iter().map(unwrap_placed).collect()),
        scalar => scalar,
    }
}
