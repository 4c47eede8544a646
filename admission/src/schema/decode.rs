//! JSON -> [`Schema`].

use serde_json::Value;

use super::{Dependency, Items, Named, Rule, Schema, SchemaOrBool, Written};
use crate::decode::{DecodeError, Object, Place};

const STRUCT: &str = "JSONSchemaProps";

impl<'a> Schema<'a> {
    /// Reads a node and everything below it. Most of the many keywords are absent everywhere, so it is the written
    /// ones that are gone through.
    pub(crate) fn decode(value: &'a Value, place: &Place<'_>) -> Result<Self, DecodeError> {
        let node = Object::open(value, STRUCT, place)?;
        let mut schema = Schema {
            written: Written(Some(value)),
            ..Schema::default()
        };
        for keyword in node.keys() {
            let known = annotation(&node, keyword, &mut schema)?
                || bound(&node, keyword, &mut schema)?
                || child(&node, keyword, &mut schema)?
                || extension(&node, keyword, &mut schema)?;
            if !known {
                node.tell_unknown(keyword);
            }
        }
        Ok(schema)
    }
}

/// Reads a keyword that describes; whether it is one.
fn annotation<'a>(
    node: &Object<'a, '_>,
    keyword: &str,
    schema: &mut Schema<'a>,
) -> Result<bool, DecodeError> {
    match keyword {
        "id" => schema.id = node.text(keyword)?,
        "$schema" => schema.dialect = node.text(keyword)?,
        "$ref" => schema.reference = node.optional_text(keyword)?,
        "description" => schema.description = node.text(keyword)?,
        "type" => schema.type_name = node.text(keyword)?,
        "nullable" => schema.nullable = node.flag(keyword)?,
        "format" => schema.format = node.text(keyword)?,
        "title" => schema.title = node.text(keyword)?,
        "default" => schema.default = node.get(keyword),
        "example" => schema.example = node.get(keyword),
        "externalDocs" => {
            if let Some(value) = node.get(keyword) {
                let place = node.place.field(keyword);
                let docs = Object::read(value, "ExternalDocumentation", &["description", "url"], &place)?;
                schema.external_docs = Some((docs.text("description")?, docs.text("url")?));
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Reads a keyword that bounds values; whether it is one.
fn bound<'a>(node: &Object<'a, '_>, keyword: &str, schema: &mut Schema<'a>) -> Result<bool, DecodeError> {
    match keyword {
        "maximum" => schema.maximum = node.float64(keyword)?,
        "exclusiveMaximum" => schema.exclusive_maximum = node.flag(keyword)?,
        "minimum" => schema.minimum = node.float64(keyword)?,
        "exclusiveMinimum" => schema.exclusive_minimum = node.flag(keyword)?,
        "maxLength" => schema.max_length = node.int64(keyword)?,
        "minLength" => schema.min_length = node.int64(keyword)?,
        "pattern" => schema.pattern = node.text(keyword)?,
        "maxItems" => schema.max_items = node.int64(keyword)?,
        "minItems" => schema.min_items = node.int64(keyword)?,
        "uniqueItems" => schema.unique_items = node.flag(keyword)?,
        "multipleOf" => schema.multiple_of = node.float64(keyword)?,
        "enum" => schema.enumeration = node.array(keyword, "[]v1.JSON")?,
        "maxProperties" => schema.max_properties = node.int64(keyword)?,
        "minProperties" => schema.min_properties = node.int64(keyword)?,
        "required" => schema.required = node.texts(keyword)?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// Reads a keyword with schemas; whether it is one.
fn child<'a>(node: &Object<'a, '_>, keyword: &str, schema: &mut Schema<'a>) -> Result<bool, DecodeError> {
    match keyword {
        "items" => schema.items = node.get(keyword).map(items).transpose()?,
        "allOf" => schema.all_of = list(node, keyword)?,
        "oneOf" => schema.one_of = list(node, keyword)?,
        "anyOf" => schema.any_of = list(node, keyword)?,
        "not" => {
            if let Some(value) = node.get(keyword) {
                schema.not = Some(Box::new(Schema::decode(value, &node.place.field(keyword))?));
            }
        }
        "properties" => schema.properties = map(node, keyword)?,
        "additionalProperties" => {
            schema.additional_properties = node.get(keyword).map(schema_or_bool).transpose()?;
        }
        "patternProperties" => schema.pattern_properties = map(node, keyword)?,
        "additionalItems" => schema.additional_items = node.get(keyword).map(schema_or_bool).transpose()?,
        "definitions" => schema.definitions = map(node, keyword)?,
        "dependencies" => {
            if let Some(entries) = node.map(keyword, "v1.JSONSchemaDependencies")? {
                let read = |(key, value): (&'a String, &'a Value)| Ok((key.as_str(), dependency(value)?));
                schema.dependencies = Some(entries.iter().map(read).collect::<Result<_, _>>()?);
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Reads a keyword of Kubernetes' own; whether it is one.
fn extension<'a>(node: &Object<'a, '_>, keyword: &str, schema: &mut Schema<'a>) -> Result<bool, DecodeError> {
    let Some(name) = keyword.strip_prefix("x-kubernetes-") else {
        return Ok(false);
    };
    match name {
        "preserve-unknown-fields" => schema.preserve_unknown_fields = node.optional_flag(keyword)?,
        "embedded-resource" => schema.embedded_resource = node.flag(keyword)?,
        "int-or-string" => schema.int_or_string = node.flag(keyword)?,
        "list-map-keys" => schema.list_map_keys = node.texts(keyword)?.unwrap_or_default(),
        "list-type" => schema.list_type = node.optional_text(keyword)?,
        "map-type" => schema.map_type = node.optional_text(keyword)?,
        "validations" => {
            if let Some(entries) = node.array(keyword, "v1.ValidationRules")? {
                let place = node.place.field(keyword);
                let entries = entries.iter().enumerate();
                let rules = entries.map(|(i, entry)| rule(entry, &place.index(i)));
                schema.rules = Some(rules.collect::<Result<_, _>>()?);
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn rule<'a>(value: &'a Value, place: &Place<'_>) -> Result<Rule<'a>, DecodeError> {
    let fields = [
        "rule",
        "message",
        "messageExpression",
        "reason",
        "fieldPath",
        "optionalOldSelf",
    ];
    let entry = Object::read(value, "ValidationRule", &fields, place)?;
    Ok(Rule {
        rule: entry.text("rule")?,
        message: entry.text("message")?,
        message_expression: entry.text("messageExpression")?,
        reason: entry.optional_text("reason")?,
        field_path: entry.text("fieldPath")?,
        optional_old_self: entry.optional_flag("optionalOldSelf")?,
    })
}

fn list<'a>(node: &Object<'a, '_>, name: &str) -> Result<Vec<Schema<'a>>, DecodeError> {
    let Some(entries) = node.array(name, "[]v1.JSONSchemaProps")? else {
        return Ok(Vec::new());
    };
    let place = node.place.field(name);
    entries
        .iter()
        .enumerate()
        .map(|(i, entry)| Schema::decode(entry, &place.index(i)))
        .collect()
}

fn map<'a>(node: &Object<'a, '_>, name: &str) -> Result<Option<Named<'a>>, DecodeError> {
    let Some(entries) = node.map(name, "map[string]v1.JSONSchemaProps")? else {
        return Ok(None);
    };
    let place = node.place.field(name);
    let read = |(key, value): (&'a String, &'a Value)| {
        let schema = Schema::decode(value, &place.key(key))?;
        Ok((key.as_str(), Box::new(schema)))
    };
    entries.iter().map(read).collect::<Result<_, _>>().map(Some)
}

/// `items` reads itself: anything that is neither object nor array is the empty value.
fn items(value: &Value) -> Result<Items<'_>, DecodeError> {
    Ok(match value {
        Value::Object(_) => Items {
            schema: Some(Box::new(Schema::decode(value, &Place::custom())?)),
            list: Vec::new(),
        },
        Value::Array(entries) => {
            let list = entries
                .iter()
                .map(|entry| Schema::decode(entry, &Place::custom()))
                .collect::<Result<_, _>>()?;
            Items { schema: None, list }
        }
        _ => Items::default(),
    })
}

fn schema_or_bool(value: &Value) -> Result<SchemaOrBool<'_>, DecodeError> {
    match value {
        Value::Object(_) => {
            let schema = Schema::decode(value, &Place::custom())?;
            Ok(SchemaOrBool {
                allows: true,
                schema: Some(Box::new(schema)),
            })
        }
        Value::Bool(allows) => Ok(SchemaOrBool {
            allows: *allows,
            schema: None,
        }),
        _ => Err(DecodeError("boolean or JSON schema expected".to_owned())),
    }
}

fn dependency(value: &Value) -> Result<Dependency<'_>, DecodeError> {
    Ok(match value {
        Value::Object(_) => {
            let schema = Schema::decode(value, &Place::custom())?;
            Dependency {
                schema: Some(Box::new(schema)),
                properties: Vec::new(),
            }
        }
        Value::Array(entries) => {
            let text = |entry: &'_ Value| entry.as_str().is_none() && !entry.is_null();
            if entries.iter().any(text) {
                return Err(DecodeError(
                    "json: cannot unmarshal a non-string into Go value of type string".to_owned(),
                ));
            }
            Dependency {
                schema: None,
                properties: entries.iter().map(|e| e.as_str().unwrap_or_default()).collect(),
            }
        }
        _ => Dependency::default(),
    })
}
