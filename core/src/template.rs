//! Templates: JSON with numbered holes, and how they are filled.
//!
//! A template is JSON Schema whose unknown parts are holes. `{"$hole": 3}` stands for what hole 3 gives: a schema
//! where a schema is due (other keys may stand beside it), a value elsewhere. Every other key that starts with
//! `$` is a user's own and written with one `$` more. Lowering writes templates, the derives emit them as text,
//! and both readers fill them here.

use crate::model::Facts;
use serde_json::{Map, Value, json};

/// The key that marks a hole.
pub const HOLE: &str = "$hole";

/// The key of a node that says its schema itself, but not whether it may be missing: the hole of its type, of which
/// only that is asked. `{"type": "string", "$option": 3}`.
pub const OPTION: &str = "$option";

/// What fills a hole.
#[derive(Clone, Debug, PartialEq)]
pub enum Filling {
    /// The schema of a type.
    Schema {
        /// The schema, perhaps a `$ref`.
        schema: Value,
        /// Whether the type is an `Option` to serde: missing is `None`.
        option: bool,
    },
    /// A value, as serde writes it.
    Value(Value),
    /// The value can't be known: why.
    Unknown(String),
}

/// Fills a template's holes. What fills them is never searched for holes of its own.
///
/// `required` loses the properties that turn out to be `Option`s. A hole without a filling leaves an error in
/// the facts of the node around it.
#[must_use]
pub fn fill(template: Value, fillings: &[Filling]) -> Value {
    let mut errors = Vec::new();
    let filled = fill_value(template, fillings, &mut errors);
    with_errors(filled, errors)
}

fn fill_value(template: Value, fillings: &[Filling], errors: &mut Vec<String>) -> Value {
    match template {
        Value::Object(object) => fill_object(object, fillings, errors),
        Value::Array(items) => Value::Array(
            items
                .into_iter()
                .map(|item| fill_value(item, fillings, errors))
                .collect(),
        ),
        scalar => scalar,
    }
}

fn fill_object(mut object: Map<String, Value>, fillings: &[Filling], errors: &mut Vec<String>) -> Value {
    let hole = object.remove(HOLE);
    let option = object.remove(OPTION);
    let mut here: Map<String, Value> = object
        .into_iter()
        .map(|(key, value)| (unescape(&key), fill_value(value, fillings, errors)))
        .collect();
    // The branch of a variant bears no facts: it requires its property also where that may be null.
    if here.contains_key(Facts::KEY) {
        drop_options_from_required(&mut here);
    }
    if let Some(Filling::Schema { option: true, .. }) = option.and_then(|hole| filling_of(&hole, fillings)) {
        set_fact(&mut here, "option", Value::Bool(true));
        // Kubernetes' own way to say it, as all else in a literal; who says otherwise there is right.
        here.entry("nullable").or_insert(Value::Bool(true));
    }
    let Some(hole) = hole else {
        return Value::Object(here);
    };
    match filling_of(&hole, fillings) {
        Some(Filling::Schema { schema, option }) => overlay(schema.clone(), *option, here),
        Some(Filling::Value(value)) => value.clone(),
        Some(Filling::Unknown(why)) => {
            errors.push(why.clone());
            Value::Null
        }
        None => {
            errors.push(format!("hole {hole} has no filling"));
            Value::Null
        }
    }
}

fn filling_of<'f>(hole: &Value, fillings: &'f [Filling]) -> Option<&'f Filling> {
    let id = usize::try_from(hole.as_u64()?).ok()?;
    fillings.get(id)
}

/// Lays a node's own keys over the schema of its type: side by side where no key is in both, else around it.
fn overlay(schema: Value, option: bool, mut here: Map<String, Value>) -> Value {
    if option {
        set_fact(&mut here, "option", Value::Bool(true));
    }
    match schema {
        Value::Bool(true) => Value::Object(here),
        Value::Object(base) if here.keys().all(|key| !base.contains_key(key)) => {
            Value::Object(base.into_iter().chain(here).collect())
        }
        other => {
            here.insert("allOf".to_owned(), json!([other]));
            Value::Object(here)
        }
    }
}

fn set_fact(node: &mut Map<String, Value>, name: &str, fact: Value) {
    let mut facts = match node.remove(Facts::KEY) {
        Some(Value::Object(facts)) => facts,
        _ => Map::new(),
    };
    facts.insert(name.to_owned(), fact);
    node.insert(Facts::KEY.to_owned(), Value::Object(facts));
}

fn drop_options_from_required(node: &mut Map<String, Value>) {
    let Some(properties) = node.get("properties") else {
        return;
    };
    let is_option = |name: &Value| {
        let property = name.as_str().and_then(|name| properties.get(name));
        let facts = property.and_then(|property| property.get(Facts::KEY));
        facts.and_then(|facts| facts.get("option")) == Some(&Value::Bool(true))
    };
    // A field may be called `required` too: only a list is the keyword.
    let Some(Value::Array(required)) = node.get("required") else {
        return;
    };
    let required = required.iter().filter(|name| !is_option(name)).cloned().collect();
    node.insert("required".to_owned(), Value::Array(required));
}

fn with_errors(mut filled: Value, errors: Vec<String>) -> Value {
    if let (false, Some(node)) = (errors.is_empty(), filled.as_object_mut()) {
        set_fact(node, "errors", json!(errors));
    }
    filled
}

/// A user's key in a template: one `$` more where it starts with one.
#[must_use]
pub fn escape(key: &str) -> String {
    if key.starts_with('$') {
        format!("${key}")
    } else {
        key.to_owned()
    }
}

/// The user's key behind a template's key.
fn unescape(key: &str) -> String {
    key.strip_prefix("$$")
        .map_or_else(|| key.to_owned(), |rest| format!("${rest}"))
}
