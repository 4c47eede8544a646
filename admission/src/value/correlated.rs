//! Old and new values side by side: what did not change need not be valid.

use std::cell::OnceCell;
use std::collections::HashMap;

use serde_json::Value;

use crate::schema::Schema;

/// A value with the one that stood there before.
pub(crate) struct Correlated<'v, 's, 'a> {
    pub(crate) new: &'v Value,
    pub(crate) old: &'v Value,
    schema: &'s Schema<'a>,
    at_root: bool,
    /// The old items of a map list, by key.
    by_key: OnceCell<HashMap<String, &'v Value>>,
}

impl<'v, 's, 'a> Correlated<'v, 's, 'a> {
    /// The two whole values.
    pub(crate) fn root(new: &'v Value, old: &'v Value, schema: &'s Schema<'a>) -> Self {
        Self {
            new,
            old,
            schema,
            at_root: true,
            by_key: OnceCell::new(),
        }
    }

    fn below(new: &'v Value, old: &'v Value, schema: &'s Schema<'a>) -> Self {
        Self {
            new,
            old,
            schema,
            at_root: false,
            by_key: OnceCell::new(),
        }
    }

    /// Whether this is the whole value, whose `kind` and `apiVersion` never correlate.
    pub(crate) fn is_root(&self) -> bool {
        self.at_root
    }

    /// The property, where both have it and the schema knows it.
    pub(crate) fn key(&self, name: &str) -> Option<Self> {
        let (new, old) = (self.new.as_object()?.get(name)?, self.old.as_object()?.get(name)?);
        let schema = self.schema.property(name).or_else(|| self.schema.values())?;
        Some(Self::below(new, old, schema))
    }

    /// The item, where the list is a map list and an old item has its key.
    pub(crate) fn index(&self, index: usize) -> Option<Self> {
        let (new, old) = (self.new.as_array()?.get(index)?, self.old.as_array()?);
        if self.schema.list_type != Some("map") || self.schema.type_name != "array" {
            return None;
        }
        let keys = &self.schema.list_map_keys;
        let by_key = self.by_key.get_or_init(|| {
            let mut map = HashMap::new();
            for item in old {
                if let Some(key) = key_of(item, keys) {
                    map.entry(key).or_insert(item);
                }
            }
            map
        });
        let old = by_key.get(&key_of(new, keys)?)?;
        Some(Self::below(new, old, self.schema.item()?))
    }

    /// Whether nothing changed: map lists may be reordered, undeclared properties count as changed.
    pub(crate) fn is_unchanged(&self) -> bool {
        match (self.new, self.old) {
            (Value::Array(new), Value::Array(old)) => {
                if new.len() != old.len() {
                    return false;
                }
                if self.schema.list_type != Some("map") {
                    return new == old;
                }
                (0..new.len()).all(|i| self.index(i).is_some_and(|item| item.is_unchanged()))
            }
            (Value::Object(new), Value::Object(old)) => {
                new.len() == old.len()
                    && new
                        .keys()
                        .all(|k| self.key(k).is_some_and(|value| value.is_unchanged()))
            }
            (new, old) => new == old,
        }
    }
}

/// The key of a map list's item: none where a part is missing or no scalar.
fn key_of(item: &Value, keys: &[&str]) -> Option<String> {
    let item = item.as_object()?;
    if keys.is_empty() {
        return None;
    }
    let mut key = String::new();
    for name in keys {
        let part = match item.get(*name)? {
            Value::Bool(flag) => flag.to_string(),
            Value::Number(number) if keys.len() == 1 => {
                crate::go::marshal(&Value::Number(number.clone())) + if number.is_f64() { "f" } else { "" }
            }
            // Of several keys, floats are told apart by six digits only.
            Value::Number(number) if number.is_f64() => format!("{:.6}", number.as_f64().unwrap_or_default()),
            Value::Number(number) => number.to_string(),
            Value::String(text) => crate::go::quote(text),
            Value::Null | Value::Array(_) | Value::Object(_) => return None,
        };
        key.push('\0');
        key.push_str(&part);
    }
    Some(key)
}
