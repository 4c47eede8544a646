//! Old data beside new data: what is unchanged is not refused on an update.

use serde_json::Value;

/// A value with the one that it replaces.
#[derive(Debug, Clone, Copy)]
struct Pair<'d> {
    new: &'d Value,
    old: &'d Value,
    schema: &'d Value,
}

impl<'d> Pair<'d> {
    fn key(self, name: &str) -> Option<Pair<'d>> {
        let property = self
            .schema
            .get("properties")
            .and_then(|properties| properties.get(name));
        let values = || {
            self.schema
                .get("additionalProperties")
                .filter(|values| values.is_object())
        };
        let schema = property.or_else(values)?;
        let (new, old) = (self.new.as_object()?.get(name)?, self.old.as_object()?.get(name)?);
        Some(Pair { new, old, schema })
    }

    fn index(self, index: usize) -> Option<Pair<'d>> {
        let new = self.new.as_array()?.get(index)?;
        let old = with_same_keys(self.schema, self.old, new)?;
        let schema = self.schema.get("items")?;
        Some(Pair { new, old, schema })
    }

    /// Whether nothing changed, as the server compares: undeclared fields count as changed (those of the object's own
    /// metadata too), and lists of type map may be in another order.
    fn unchanged(self) -> bool {
        let is_map_list = self.schema.get("x-kubernetes-list-type").and_then(Value::as_str) == Some("map");
        match (self.new, self.old) {
            (Value::Array(new), Value::Array(old)) if is_map_list => {
                new.len() == old.len() && (0..new.len()).all(|i| self.index(i).is_some_and(Pair::unchanged))
            }
            (Value::Object(new), Value::Object(old)) => {
                new.len() == old.len() && new.keys().all(|name| self.key(name).is_some_and(Pair::unchanged))
            }
            (new, old) => new == old,
        }
    }
}

/// Where the walk over an object stands among the old data.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Correlation<'d> {
    here: Option<Pair<'d>>,
    /// The nearest value above that has an old one.
    above: Option<Pair<'d>>,
}

impl<'d> Correlation<'d> {
    pub(super) fn root(new: &'d Value, old: &'d Value, schema: &'d Value) -> Correlation<'d> {
        Correlation {
            here: Some(Pair { new, old, schema }),
            above: None,
        }
    }

    /// Whether nothing changed here, so that what was wrong before may stay wrong.
    pub(super) fn unchanged(self) -> bool {
        self.here.or(self.above).is_some_and(Pair::unchanged)
    }

    /// The same place within a branch of `allOf`, where only values above count.
    pub(super) fn in_branch(self) -> Correlation<'d> {
        Correlation {
            here: None,
            above: self.above,
        }
    }

    pub(super) fn key(self, name: &str) -> Correlation<'d> {
        let Some(here) = self.here else { return self };
        if self.above.is_none() && matches!(name, "apiVersion" | "kind") {
            return Correlation::default();
        }
        Correlation {
            here: here.key(name),
            above: Some(here),
        }
    }

    pub(super) fn index(self, index: usize) -> Correlation<'d> {
        let Some(here) = self.here else { return self };
        Correlation {
            here: here.index(index),
            above: Some(here),
        }
    }
}

/// The element of an old list that has the keys of a new element; only lists of type map have keys.
pub(super) fn with_same_keys<'d>(schema: &Value, old: &'d Value, element: &Value) -> Option<&'d Value> {
    if schema.get("x-kubernetes-list-type").and_then(Value::as_str) != Some("map") {
        return None;
    }
    let keys = schema
        .get("x-kubernetes-list-map-keys")
        .and_then(Value::as_array)?;
    let keys: Vec<&str> = keys.iter().filter_map(Value::as_str).collect();
    let element = element.as_object()?;
    // An element without a scalar at each key is no element's successor.
    let is_key = |value: &Value| value.is_string() || value.is_number() || value.is_boolean();
    if !keys.iter().all(|key| element.get(*key).is_some_and(is_key)) {
        return None;
    }
    let mut found = old.as_array()?.iter().filter(|old| {
        old.as_object()
            .is_some_and(|old| keys.iter().all(|key| old.get(*key) == element.get(*key)))
    });
    found.next()
}
