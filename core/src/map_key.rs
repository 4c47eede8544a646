//! What a map's key type says of itself, carried through schemars.
//!
//! Of a key's schema schemars writes into the map's nothing but the names of an `enum` and a `pattern`, so that our
//! facts would be lost there. A schema that says something of a string or number therefore bears itself once more, as
//! hexadecimal digits in the pattern of a branch that only schemars' maps look into: beside it stands one that takes
//! everything.

use crate::model::Facts;
use crate::reference;
use serde_json::{Map, Value, json};

/// What a carried pattern begins with.
const MARK: &str = "x-kubewright:";

/// Where the branch stands.
const BRANCHES: &str = "anyOf";

/// How many references are followed: more than there are in any chain of newtypes that is meant.
const LONGEST: usize = 50;

/// The schema of a type, fit to be that of a map's keys. `definitions`: what `#/$defs/<name>` refers to so far.
#[must_use]
pub fn carry(schema: Value, definitions: &Map<String, Value>) -> Value {
    let Value::Object(mut schema) = schema else {
        return schema;
    };
    let says = !schema.contains_key(BRANCHES)
        && (says_of_values(&schema) || inner(&schema, definitions).is_some_and(is_carried));
    if says && is_scalar(&schema, definitions) {
        let text = Value::Object(schema.clone()).to_string();
        let pattern: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
        let branch = json!({ "type": "string", "pattern": format!("{MARK}{pattern}") });
        schema.insert(BRANCHES.to_owned(), json!([branch, {}]));
    }
    Value::Object(schema)
}

/// The pattern under which a map has the schema of its keys, where that is carried.
#[must_use]
pub fn pattern(schema: &Value) -> Option<&str> {
    let branches = schema.get(BRANCHES)?.as_array()?;
    let pattern = branches.first()?.get("pattern")?.as_str()?;
    pattern.starts_with(MARK).then_some(pattern)
}

/// The schema that such a pattern is.
#[must_use]
pub fn carried(pattern: &str) -> Option<Value> {
    let digits = pattern.strip_prefix(MARK)?;
    let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    let bytes: Option<Vec<u8>> = (0..digits.len()).step_by(2).map(byte).collect();
    serde_json::from_slice(&bytes?).ok()
}

/// A schema without what it carries.
#[must_use]
pub(crate) fn without(schema: &Map<String, Value>) -> Option<Map<String, Value>> {
    let carries = schema.get(BRANCHES).is_some_and(|branches| {
        let first = branches.as_array().and_then(|branches| branches.first());
        let pattern = first.and_then(|branch| branch.get("pattern"));
        pattern
            .and_then(Value::as_str)
            .is_some_and(|pattern| pattern.starts_with(MARK))
    });
    carries.then(|| {
        let others = schema.iter().filter(|(key, _)| *key != BRANCHES);
        others.map(|(key, value)| (key.clone(), value.clone())).collect()
    })
}

/// The name of the definition that a schema refers to, bare or within the one schema that it wraps.
pub(crate) fn referred(schema: &Map<String, Value>) -> Option<String> {
    let reference = schema.get("$ref").or_else(|| {
        let wrapped = schema.get("allOf").and_then(Value::as_array);
        wrapped?.first()?.get("$ref")
    });
    reference::definition(reference?.as_str()?)
}

fn is_carried(schema: &Value) -> bool {
    pattern(schema).is_some()
}

fn inner<'d>(schema: &Map<String, Value>, definitions: &'d Map<String, Value>) -> Option<&'d Value> {
    definitions.get(&referred(schema)?)
}

fn is_scalar(schema: &Map<String, Value>, definitions: &Map<String, Value>) -> bool {
    let mut schema = schema;
    for _ in 0..LONGEST {
        if let Some(ty) = schema.get("type") {
            return ["string", "integer", "number", "boolean"]
                .iter()
                .any(|name| ty == name);
        }
        match inner(schema, definitions).and_then(Value::as_object) {
            Some(inner) => schema = inner,
            None => return false,
        }
    }
    false
}

/// Whether the attributes of a type, or of the field in a newtype, say something of its values.
fn says_of_values(schema: &Map<String, Value>) -> bool {
    let Some(facts) = schema.get(Facts::KEY) else {
        return false;
    };
    let validated = ["type", "field"]
        .iter()
        .filter_map(|part| facts.get(part))
        .any(|part| part.get("validation").is_some());
    validated || facts.get("literal").is_some()
}

#[cfg(test)]
mod tests {
    use super::{carried, carry, pattern};
    use serde_json::{Map, Value, json};

    fn definitions() -> Map<String, Value> {
        let id =
            json!({ "type": "string", "x-kubewright": { "type": { "validation": { "maxLength": 3 } } } });
        let plain = json!({ "type": "string", "x-kubewright": { "type": {} } });
        let definitions = [
            ("Id", carry(id, &Map::new())),
            ("Plain", carry(plain, &Map::new())),
        ];
        let definitions = definitions.into_iter();
        definitions
            .map(|(name, schema)| (name.to_owned(), schema))
            .collect()
    }

    #[test]
    fn a_schema_comes_back_out_of_the_pattern_that_it_went_into() {
        let schema = json!({ "type": "string", "x-kubewright": { "field": { "validation": { "pattern": "ä\"|\\" } } } });
        let whole = carry(schema.clone(), &Map::new());
        assert_eq!(whole["type"], "string");
        assert_eq!(pattern(&whole).and_then(carried), Some(schema));
    }

    #[test]
    fn a_newtype_of_what_is_carried_is_carried_too() {
        let outer = |name: &str| json!({ "$ref": format!("#/$defs/{name}"), "x-kubewright": { "type": {} } });
        assert!(pattern(&carry(outer("Id"), &definitions())).is_some());
        assert_eq!(carry(outer("Plain"), &definitions()), outer("Plain"));
        assert_eq!(carry(outer("None"), &definitions()), outer("None"));
    }

    #[test]
    fn what_is_no_scalar_or_says_nothing_is_left_alone() {
        let said = json!({ "type": { "validation": {} } });
        for schema in [
            json!({ "type": "object", "x-kubewright": said }),
            json!({ "type": "string", "x-kubewright": { "type": {} } }),
            json!({ "type": "string" }),
            json!({ "anyOf": [{ "type": "string" }], "x-kubewright": said }),
            json!(true),
        ] {
            assert_eq!(carry(schema.clone(), &Map::new()), schema);
        }
        for wrong in [
            "",
            "x-kubewright:",
            "x-kubewright:7",
            "x-kubewright:zz",
            "x-kubewright:ä",
        ] {
            assert_eq!(carried(wrong), None, "{wrong}");
        }
    }
}
