//! JSON -> [`Schema`].

use serde_json::Value;

use super::{Dependency, Foreign, Items, Named, Rule, Schema, SchemaOrBool, Written};
use crate::decode::{DecodeError, Field, Object, Place};

const STRUCT: &str = "JSONSchemaProps";

impl<'a> Schema<'a> {
    /// Reads a node and everything below it.
    pub(crate) fn decode(value: &'a Value, place: &Place<'_>) -> Result<Self, DecodeError> {
        let mut schema = Schema::default();
        schema.read(value, place)?;
        Ok(schema)
    }

    fn boxed(value: &'a Value, place: &Place<'_>) -> Result<Box<Self>, DecodeError> {
        let mut schema = Box::<Schema<'_>>::default();
        schema.read(value, place)?;
        Ok(schema)
    }

    /// Reads into a node that is empty yet, where it lies: a node is large. Most of the many keywords are absent
    /// everywhere, so it is the written ones that are gone through.
    fn read(&mut self, value: &'a Value, place: &Place<'_>) -> Result<(), DecodeError> {
        let node = Object::open(value, STRUCT, place)?;
        self.written = Written(Some(value));
        let mut has_children = false;
        for keyword in node.fields() {
            let is_child = child(&keyword, self)?;
            has_children |= is_child;
            let known = is_child
                || annotation(&keyword, self)?
                || bound(&keyword, self)?
                || extension(&keyword, self)?
                || foreign(&keyword, self)?;
            if !known {
                keyword.tell_unknown();
            }
        }
        // What is there and says nothing is as if it were not there.
        self.foreign.take_if(|foreign| **foreign == Foreign::default());
        self.sum_up(has_children || self.foreign.is_some());
        Ok(())
    }
}

/// Reads a keyword that describes; whether it is one.
fn annotation<'a>(keyword: &Field<'_, 'a, '_>, schema: &mut Schema<'a>) -> Result<bool, DecodeError> {
    match keyword.name {
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
                schema.not = Some(Schema::boxed(value, &keyword.place())?);
            }
        }
        "properties" => schema.properties = map(keyword)?,
        "additionalProperties" => {
            schema.additional_properties = keyword.value.map(schema_or_bool).transpose()?;
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

/// Reads a keyword that no structural schema has; whether it is one.
fn foreign<'a>(keyword: &Field<'_, 'a, '_>, schema: &mut Schema<'a>) -> Result<bool, DecodeError> {
    let is_one = matches!(
        keyword.name,
        "id" | "$schema" | "$ref" | "patternProperties" | "dependencies" | "additionalItems" | "definitions"
    );
    if !is_one {
        return Ok(false);
    }
    let foreign = schema.foreign.get_or_insert_default();
    match keyword.name {
        "id" => foreign.id = keyword.text()?,
        "$schema" => foreign.dialect = keyword.text()?,
        "$ref" => foreign.reference = keyword.optional_text()?,
        "patternProperties" => foreign.pattern_properties = map(keyword)?,
        "additionalItems" => foreign.additional_items = keyword.value.map(schema_or_bool).transpose()?,
        "definitions" => foreign.definitions = map(keyword)?,
        _ => foreign.dependencies = dependencies(keyword)?,
    }
    Ok(true)
}

fn list<'a>(keyword: &Field<'_, 'a, '_>) -> Result<Vec<Schema<'a>>, DecodeError> {
    let entries = keyword.array("[]v1.JSONSchemaProps")?;
    let place = keyword.place();
    let entries = entries.into_iter().flatten().enumerate();
    entries
        .map(|(i, entry)| Schema::decode(entry, &place.index(i)))
        .collect()
}

fn map<'a>(keyword: &Field<'_, 'a, '_>) -> Result<Option<Named<'a>>, DecodeError> {
    let Some(entries) = keyword.map("map[string]v1.JSONSchemaProps")? else {
        return Ok(None);
    };
    let place = keyword.place();
    let mut named = Named::<Schema<'_>>::with_capacity(entries.len());
    for (name, value) in entries {
        if let Some(schema) = named.add(name) {
            schema.read(value, &place.key(name))?;
        }
    }
    Ok(Some(named))
}

/// `items` reads itself: anything that is neither object nor array is the empty value.
fn items(value: &Value) -> Result<Items<'_>, DecodeError> {
    Ok(match value {
        Value::Object(_) => Items {
            schema: Some(Schema::boxed(value, &Place::custom())?),
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
            let schema = Schema::boxed(value, &Place::custom())?;
            Ok(SchemaOrBool {
                allows: true,
                schema: Some(schema),
            })
        }
        Value::Bool(allows) => Ok(SchemaOrBool {
            allows: *allows,
            schema: None,
        }),
        _ => Err(DecodeError("boolean or JSON schema expected".to_owned())),
    }
}

fn dependencies<'a>(keyword: &Field<'_, 'a, '_>) -> Result<Option<Named<'a, Dependency<'a>>>, DecodeError> {
    let Some(entries) = keyword.map("v1.JSONSchemaDependencies")? else {
        return Ok(None);
    };
    let mut named = Named::with_capacity(entries.len());
    for (name, value) in entries {
        named.insert(name, dependency(value)?);
    }
    Ok(Some(named))
}

fn dependency(value: &Value) -> Result<Dependency<'_>, DecodeError> {
    Ok(match value {
        Value::Object(_) => {
            let schema = Schema::boxed(value, &Place::custom())?;
            Dependency {
                schema: Some(schema),
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
