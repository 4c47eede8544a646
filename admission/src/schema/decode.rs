//! JSON -> [`Schema`].

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Dependency, Items, Rule, Schema, SchemaOrBool, Written};
use crate::decode::{DecodeError, Object, Place};

const STRUCT: &str = "JSONSchemaProps";

const FIELDS: &[&str] = &[
    "id",
    "$schema",
    "$ref",
    "description",
    "type",
    "format",
    "title",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "multipleOf",
    "enum",
    "maxProperties",
    "minProperties",
    "required",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "properties",
    "additionalProperties",
    "patternProperties",
    "dependencies",
    "additionalItems",
    "definitions",
    "externalDocs",
    "example",
    "nullable",
    "x-kubernetes-preserve-unknown-fields",
    "x-kubernetes-embedded-resource",
    "x-kubernetes-int-or-string",
    "x-kubernetes-list-map-keys",
    "x-kubernetes-list-type",
    "x-kubernetes-map-type",
    "x-kubernetes-validations",
];

impl<'a> Schema<'a> {
    /// Reads a node and everything below it.
    pub(crate) fn decode(value: &'a Value, place: &Place<'_>) -> Result<Self, DecodeError> {
        let node = Object::read(value, STRUCT, FIELDS, place)?;
        let mut schema = Schema {
            written: Written(Some(value)),
            ..annotations(&node)?
        };
        bounds(&node, &mut schema)?;
        children(&node, &mut schema)?;
        extensions(&node, &mut schema)?;
        Ok(schema)
    }
}

fn annotations<'a>(node: &Object<'a, '_>) -> Result<Schema<'a>, DecodeError> {
    let docs = match node.get("externalDocs") {
        None => None,
        Some(value) => {
            let place = node.place.field("externalDocs");
            let docs = Object::read(value, "ExternalDocumentation", &["description", "url"], &place)?;
            Some((docs.text("description")?, docs.text("url")?))
        }
    };
    Ok(Schema {
        id: node.text("id")?,
        dialect: node.text("$schema")?,
        reference: node.optional_text("$ref")?,
        description: node.text("description")?,
        type_name: node.text("type")?,
        nullable: node.flag("nullable")?,
        format: node.text("format")?,
        title: node.text("title")?,
        default: node.get("default"),
        example: node.get("example"),
        external_docs: docs,
        ..Schema::default()
    })
}

fn bounds<'a>(node: &Object<'a, '_>, schema: &mut Schema<'a>) -> Result<(), DecodeError> {
    schema.maximum = node.float64("maximum")?;
    schema.exclusive_maximum = node.flag("exclusiveMaximum")?;
    schema.minimum = node.float64("minimum")?;
    schema.exclusive_minimum = node.flag("exclusiveMinimum")?;
    schema.max_length = node.int64("maxLength")?;
    schema.min_length = node.int64("minLength")?;
    schema.pattern = node.text("pattern")?;
    schema.max_items = node.int64("maxItems")?;
    schema.min_items = node.int64("minItems")?;
    schema.unique_items = node.flag("uniqueItems")?;
    schema.multiple_of = node.float64("multipleOf")?;
    schema.enumeration = node.array("enum", "[]v1.JSON")?;
    schema.max_properties = node.int64("maxProperties")?;
    schema.min_properties = node.int64("minProperties")?;
    schema.required = node.texts("required")?;
    Ok(())
}

fn children<'a>(node: &Object<'a, '_>, schema: &mut Schema<'a>) -> Result<(), DecodeError> {
    schema.items = node.get("items").map(items).transpose()?;
    schema.all_of = list(node, "allOf")?;
    schema.one_of = list(node, "oneOf")?;
    schema.any_of = list(node, "anyOf")?;
    schema.not = match node.get("not") {
        Some(value) => Some(Box::new(Schema::decode(value, &node.place.field("not"))?)),
        None => None,
    };
    schema.properties = map(node, "properties")?;
    schema.additional_properties = node.get("additionalProperties").map(schema_or_bool).transpose()?;
    schema.pattern_properties = map(node, "patternProperties")?;
    schema.additional_items = node.get("additionalItems").map(schema_or_bool).transpose()?;
    schema.definitions = map(node, "definitions")?;
    schema.dependencies = match node.map("dependencies", "v1.JSONSchemaDependencies")? {
        None => None,
        Some(entries) => {
            let read = |(key, value): (&'a String, &'a Value)| Ok((key.as_str(), dependency(value)?));
            Some(entries.iter().map(read).collect::<Result<_, _>>()?)
        }
    };
    Ok(())
}

fn extensions<'a>(node: &Object<'a, '_>, schema: &mut Schema<'a>) -> Result<(), DecodeError> {
    schema.preserve_unknown_fields = node.optional_flag("x-kubernetes-preserve-unknown-fields")?;
    schema.embedded_resource = node.flag("x-kubernetes-embedded-resource")?;
    schema.int_or_string = node.flag("x-kubernetes-int-or-string")?;
    schema.list_map_keys = node.texts("x-kubernetes-list-map-keys")?.unwrap_or_default();
    schema.list_type = node.optional_text("x-kubernetes-list-type")?;
    schema.map_type = node.optional_text("x-kubernetes-map-type")?;
    let Some(entries) = node.array("x-kubernetes-validations", "v1.ValidationRules")? else {
        return Ok(());
    };
    let place = node.place.field("x-kubernetes-validations");
    let rules = entries
        .iter()
        .enumerate()
        .map(|(i, entry)| rule(entry, &place.index(i)));
    schema.rules = Some(rules.collect::<Result<_, _>>()?);
    Ok(())
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

type Nodes<'a> = BTreeMap<&'a str, Schema<'a>>;

fn map<'a>(node: &Object<'a, '_>, name: &str) -> Result<Option<Nodes<'a>>, DecodeError> {
    let Some(entries) = node.map(name, "map[string]v1.JSONSchemaProps")? else {
        return Ok(None);
    };
    let place = node.place.field(name);
    let read =
        |(key, value): (&'a String, &'a Value)| Ok((key.as_str(), Schema::decode(value, &place.key(key))?));
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
