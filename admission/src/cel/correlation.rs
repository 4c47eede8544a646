//! Old data beside new data: what is unchanged is not refused on an update.

use serde_json::Value;

/// A value with the one that it replaces.
#[derive(Debug, Clone, Copy)]
struct Pair<'d> {
    new: &'d Value,
    old: &'d Value,
    schema: &'d Value,
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
        self.here.or(self.above).is_some_and(|pair| pair.new == pair.old)
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
        let child = || {
            let property = here
                .schema
                .get("properties")
                .and_then(|properties| properties.get(name));
            let values = || {
                here.schema
                    .get("additionalProperties")
                    .filter(|values| values.is_object())
            };
            let schema = property.or_else(values)?;
            Some(Pair {
                new: here.new.as_object()?.get(name)?,
                old: here.old.as_object()?.get(name)?,
                schema,
            })
        };
        Correlation {
            here: child(),
            above: Some(here),
        }
    }

    pub(super) fn index(self, index: usize) -> Correlation<'d> {
        let Some(here) = self.here else { return self };
        let child = || {
            let new = here.new.as_array()?.get(index)?;
            let old = with_same_keys(here.schema, here.old, new)?;
            Some(Pair {
                new,
                old,
                schema: here.schema.get("items")?,
            })
        };
        Correlation {
            here: child(),
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
    let mut found = old.as_array()?.iter().filter(|old| {
        old.as_object()
            .is_some_and(|old| keys.iter().all(|key| old.get(*key) == element.get(*key)))
    });
    found.next()
}
