//! JSON -> [`Schema`].

use serde_json::Value;

use super::{Dependency, Items, Named, Rule, Schema, SchemaOrBool, Written};
use crate::decode::{DecodeError, Field, Object, Place};

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
        let mut has_children = false;
        for keyword in node.fields() {
            let is_child = child(&keyword, &mut schema)?;
            has_children |= is_child;
            let known = is_child
                || annotation(&keyword, &mut schema)?
                || bound(&keyword, &mut schema)?
                || extension(&keyword, &mut schema)?;
            if !known {
                keyword.tell_unknown();
            }
        }
        schema.sum_up(has_children);
        Ok(schema)
    }
}

/// Reads a keyword that describes; whether it is one.
fn annotation<'a>(keyword: &Field<'_, 'a, '_>, schema: &mut Schema<'a>) -> Result<bool, DecodeError> {
    match keyword.name {
        "id" => schema.id = keyword.text()?,
        "$schema" => schema.dialect = keyword.text()?,
        "$ref" => schema.reference = keyword.optional_text()?,
        "description" => schema.description = keyword.text()?,
        "type" => schema.type_name = keyword.text()?,
        "nullable" => schema.nullable = keyword.flag()?,
        "format" => schema.format = keyword.text()?,
        "title" => schema.title = keyword.text()?,
        "default" => schema.default = keyword.value,
        "example" => schema.example = keyword.value,
        "externalDocs" => {
            if let Some(value) = keyword.value {
                let place = keyword.place();
                let docs = Object::read(value, "ExternalDocumentation", &["description", "url"], &place)?;
                schema.external_docs = Some((docs.text("description")?, docs.text("url")?));
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Reads a keyword that bounds values; whether it is one.
fn bound<'a>(keyword: &Field<'_, 'a, '_>, schema: &mut Schema<'a>) -> Result<bool, DecodeError> {
    match keyword.name {
        "maximum" => schema.maximum = keyword.float64()?,
        "exclusiveMaximum" => schema.exclusive_maximum = keyword.flag()?,
        "minimum" => schema.minimum = keyword.float64()?,
        "exclusiveMinimum" => schema.exclusive_minimum = keyword.flag()?,
        "maxLength" => schema.max_length = keyword.int64()?,
        "minLength" => schema.min_length = keyword.int64()?,
        "pattern" => schema.pattern = keyword.text()?,
        "maxItems" => schema.max_items = keyword.int64()?,
        "minItems" => schema.min_items = keyword.int64()?,
        "uniqueItems" => schema.unique_items = keyword.flag()?,
        "multipleOf" => schema.multiple_of = keyword.float64()?,
        "enum" => schema.enumeration = keyword.array("[]v1.JSON")?,
        "maxProperties" => schema.max_properties = keyword.int64()?,
        "minProperties" => schema.min_properties = keyword.int64()?,
        "required" => schema.required = keyword.texts()?,
        _ => return Ok(false),
    }
    Ok(true)
}

/// Reads a keyword with schemas; whether it is one.
fn child<'a>(keyword: &Field<'_, 'a, '_>, schema: &mut Schema<'a>) -> Result<bool, DecodeError> {
    match keyword.name {
        "items" => schema.items = keyword.value.map(items).transpose()?,
        "allOf" => schema.all_of = list(keyword)?,
        "oneOf" => schema.one_of = list(keyword)?,
        "anyOf" => schema.any_of = list(keyword)?,
        "not" => {
            if let Some(value) = keyword.value {
                schema.not = Some(Box::new(Schema::decode(value, &keyword.place())?));
            }
        }
        "properties" => schema.properties = map(keyword)?,
        "additionalProperties" => {
            schema.additional_properties = keyword.value.map(schema_or_bool).transpose()?;
        }
        "patternProperties" => schema.pattern_properties = map(keyword)?,
        "additionalItems" => schema.additional_items = keyword.value.map(schema_or_bool).transpose()?,
        "definitions" => schema.definitions = map(keyword)?,
        "dependencies" => {
            if let Some(entries) = keyword.map("v1.JSONSchemaDependencies")? {
                let mut named = Named::with_capacity(entries.len());
                for (name, value) in entries {
                    named.insert(name, dependency(value)?);
                }
                schema.dependencies = Some(named);
            }
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Reads a keyword of Kubernetes' own; whether it is one.
fn extension<'a>(keyword: &Field<'_, 'a, '_>, schema: &mut Schema<'a>) -> Result<bool, DecodeError> {
    let Some(name) = keyword.name.strip_prefix("x-kubernetes-") else {
        return Ok(false);
    };
    match name {
        "preserve-unknown-fields" => schema.preserve_unknown_fields = keyword.optional_flag()?,
        "embedded-resource" => schema.embedded_resource = keyword.flag()?,
        "int-or-string" => schema.int_or_string = keyword.flag()?,
        "list-map-keys" => schema.list_map_keys = keyword.texts()?.unwrap_or_default(),
        "list-type" => schema.list_type = keyword.optional_text()?,
        "map-type" => schema.map_type = keyword.optional_text()?,
        "validations" => {
            if let Some(entries) = keyword.array("v1.ValidationRules")? {
                let place = keyword.place();
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

fn list<'a>(keyword: &Field<'_, 'a, '_>) -> Result<Vec<Schema<'a>>, DecodeError> {
    let Some(entries) = keyword.array("[]v1.JSONSchemaProps")? else {
        return Ok(Vec::new());
    };
    let place = keyword.place();
    entries
        .iter()
        .enumerate()
        .map(|(i, entry)| Schema::decode(entry, &place.index(i)))
        .collect()
}

fn map<'a>(keyword: &Field<'_, 'a, '_>) -> Result<Option<Named<'a>>, DecodeError> {
    let Some(entries) = keyword.map("map[string]v1.JSONSchemaProps")? else {
        return Ok(None);
    };
    let place = keyword.place();
    let mut named = Named::with_capacity(entries.len());
    for (name, value) in entries {
        named.insert(name, Schema::decode(value, &place.key(name))?);
    }
    Ok(Some(named))
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
