//! Defaults: pruned, with valid metadata, and valid themselves.

use serde_json::{Map, Value};

use super::options::Options;
use crate::cel::{self, OBJECT_COST_BUDGET};
use crate::object::embedded::{self, Malformed};
use crate::object::prune::prune;
use crate::path::Path;
use crate::schema::{Holds, Schema, structural};
use crate::value::{Subject, Validator};
use crate::{FieldError, KubernetesVersion};

/// The object around a value, from the innermost resource on.
enum Surround<'a> {
    Resource,
    Property(&'a Surround<'a>, &'a str),
    Items(&'a Surround<'a>),
}

impl Surround<'_> {
    /// The object with `value` at its place; none where the resource itself would be no object.
    fn build(&self, value: Value) -> Option<Map<String, Value>> {
        match self {
            Self::Resource => match value {
                Value::Object(map) => Some(map),
                _ => None,
            },
            Self::Property(parent, name) => {
                parent.build(Value::Object(Map::from_iter([((*name).to_owned(), value)])))
            }
            Self::Items(parent) => parent.build(Value::Array(vec![value])),
        }
    }

    /// The value at its place in the object.
    fn find<'v>(&self, object: &'v Value) -> Option<&'v Value> {
        match self {
            Self::Resource => Some(object),
            Self::Property(parent, name) => parent.find(object)?.get(*name),
            Self::Items(parent) => parent.find(object)?.get(0),
        }
    }
}

/// Validates every default of a structural schema, as far as the server looks: not below `additionalProperties`.
pub(crate) fn validate(schema: &Schema<'_>, path: &Path<'_>, options: &Options<'_>) -> Vec<FieldError> {
    if !schema.holds.any(Holds::DEFAULT) {
        return Vec::new();
    }
    let validator = Validator::new(Subject::Default, options.version);
    let mut walk = Walk {
        options,
        validator,
        budget: OBJECT_COST_BUDGET,
        errors: Vec::new(),
    };
    walk.node(schema, path, schema, &Surround::Resource, false);
    walk.errors
}

struct Walk<'w, 'o> {
    options: &'w Options<'o>,
    validator: Validator,
    /// What is left for the rules of all defaults; nothing is looked at once it is used up.
    budget: i64,
    errors: Vec<FieldError>,
}

impl Walk<'_, '_> {
    /// One node. `resource` is the schema of the innermost resource; `inside_meta` says that the node describes a part of
    /// that resource's type or metadata.
    fn node(
        &mut self,
        s: &Schema<'_>,
        path: &Path<'_>,
        resource: &Schema<'_>,
        around: &Surround<'_>,
        inside_meta: bool,
    ) {
        let is_resource = s.embedded_resource || std::ptr::eq(s, resource);
        let (resource, around, inside_meta) = if is_resource {
            (s, &Surround::Resource, false)
        } else {
            (resource, around, inside_meta)
        };
        if self.budget < 0 || !s.holds.any(Holds::DEFAULT) {
            return;
        }
        if let Some(default) = s.default {
            let place = path.child("default");
            if inside_meta {
                self.meta_default(s, default, &place, resource, around);
            } else {
                self.default(s, default, &place, is_resource);
            }
        }
        if let Some(item) = s.item() {
            self.node(
                item,
                &path.child("items"),
                resource,
                &Surround::Items(around),
                inside_meta,
            );
        }
        let properties = path.child("properties");
        for (name, property) in s.each_property() {
            let inside_meta =
                inside_meta || (is_resource && matches!(name, "metadata" | "apiVersion" | "kind"));
            let around = Surround::Property(around, name);
            self.node(property, &properties.key(name), resource, &around, inside_meta);
        }
    }

    fn default(&mut self, s: &Schema<'_>, default: &Value, place: &Path<'_>, is_resource: bool) {
        if self.options.require_pruned_defaults {
            let mut pruned = default.clone();
            prune(&mut pruned, Some(s), is_resource);
            if pruned != *default {
                self.errors.push(FieldError::invalid(
                    place,
                    default.clone(),
                    "must not have unknown fields",
                ));
            }
        }
        let mut coerced = default.clone();
        if let Err(error) = embedded::coerce(&mut coerced, s, is_resource, Malformed::Refuse, place) {
            self.errors.push(error);
            return;
        }
        let mut found = Vec::new();
        embedded::validate(&coerced, s, is_resource, place, self.options.version, &mut found);
        if found.is_empty() {
            found = self.value_errors(s, &coerced, place, is_resource);
        }
        self.errors.append(&mut found);
    }

    /// What the schema says of the value, and, where it says nothing, its rules.
    fn value_errors(
        &mut self,
        s: &Schema<'_>,
        value: &Value,
        place: &Path<'_>,
        is_resource: bool,
    ) -> Vec<FieldError> {
        let has_rules = s.holds.any(Holds::RULE);
        if !has_rules && self.validator.accepts(s, value) {
            return Vec::new();
        }
        let place = place.to_string();
        let found = self.validator.validate(s, value, Some(&place));
        let rules = s.written.0.filter(|_| has_rules && found.is_empty());
        let rules = rules.and_then(|written| cel::Validator::new(written, is_resource, self.options.version));
        let Some(rules) = rules else { return found };
        // Once as an update that changes nothing, and once as a new value.
        let mut evaluated = rules.validate(&place, value, Some(value), self.budget, false);
        if evaluated.errors.is_empty() {
            let new = rules.validate(&place, value, None, self.budget, false);
            evaluated.errors = new.errors;
            evaluated.remaining = evaluated.remaining.min(new.remaining);
        }
        self.budget = evaluated.remaining;
        evaluated.errors
    }

    /// A default of type or metadata is judged in the resource that it is a part of.
    fn meta_default(
        &mut self,
        s: &Schema<'_>,
        default: &Value,
        place: &Path<'_>,
        resource: &Schema<'_>,
        around: &Surround<'_>,
    ) {
        let Some(mut object) = around.build(default.clone()) else {
            return;
        };
        object.entry("kind").or_insert_with(|| "Validation".into());
        object
            .entry("apiVersion")
            .or_insert_with(|| "validation/v1".into());
        let mut object = Value::Object(object);
        let complaint = match embedded::coerce(&mut object, resource, true, Malformed::Refuse, &Path::Nil) {
            Err(error) => Some(error.to_string()),
            Ok(()) => {
                let mut found = Vec::new();
                embedded::validate(
                    &object,
                    resource,
                    true,
                    &Path::Nil,
                    self.options.version,
                    &mut found,
                );
                aggregate(&found)
            }
        };
        match complaint {
            Some(complaint) => {
                let detail = format!("must result in valid metadata: {complaint}");
                self.errors
                    .push(FieldError::invalid(place, default.clone(), detail));
            }
            None => {
                let found = self.value_errors(s, default, place, false);
                self.errors.extend(found);
            }
        }
    }
}

/// Several errors as one text.
fn aggregate(errors: &[FieldError]) -> Option<String> {
    let mut texts: Vec<String> = Vec::new();
    for error in errors {
        let text = error.to_string();
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    match texts.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        _ => Some(format!("[{}]", texts.join(", "))),
    }
}

/// Whether a schema has a default with fields that would be pruned, which an update may keep.
pub(crate) fn has_unpruned(schema: &Schema<'_>, version: KubernetesVersion) -> bool {
    schema.holds.any(Holds::DEFAULT)
        && structural::is_structural(schema, version)
        && unpruned(schema, schema, &Surround::Resource)
}

fn unpruned(s: &Schema<'_>, root: &Schema<'_>, around: &Surround<'_>) -> bool {
    if !s.holds.any(Holds::DEFAULT) {
        return false;
    }
    let own = s.default.is_some_and(|default| {
        let Some(object) = around.build(default.clone()) else {
            return false;
        };
        let mut object = Value::Object(object);
        if embedded::coerce(&mut object, root, true, Malformed::Drop, &Path::Nil).is_err() {
            return false;
        }
        prune(&mut object, Some(root), true);
        around.find(&object) != Some(default)
    });
    own || s
        .values()
        .is_some_and(|values| unpruned(values, root, &Surround::Property(around, "*")))
        || s.item()
            .is_some_and(|item| unpruned(item, root, &Surround::Items(around)))
        || s.each_property()
            .any(|(name, property)| unpruned(property, root, &Surround::Property(around, name)))
}
