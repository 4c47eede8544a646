//! Nodes as Go prints its internal structs as JSON: every field, in the order of declaration.

use serde_json::Value;

use super::{Dependency, Foreign, Items, Named, Rule, Schema, SchemaOrBool};
use crate::go::marshal;

/// `{"ID":"",…}`: a whole `JSONSchemaProps`.
pub(crate) fn dump_schema(schema: &Schema<'_>) -> String {
    let s = schema;
    let nothing = Foreign::default();
    let foreign = s.foreign.as_deref().unwrap_or(&nothing);
    let fields = [
        ("ID", text(foreign.id)),
        ("Schema", text(foreign.dialect)),
        ("Ref", optional_text(foreign.reference)),
        ("Description", text(s.description)),
        ("Type", text(s.type_name)),
        ("Nullable", s.nullable.to_string()),
        ("Format", text(s.format)),
        ("Title", text(s.title)),
        ("Default", optional(s.default.map(marshal))),
        ("Maximum", optional(s.maximum.map(float))),
        ("ExclusiveMaximum", s.exclusive_maximum.to_string()),
        ("Minimum", optional(s.minimum.map(float))),
        ("ExclusiveMinimum", s.exclusive_minimum.to_string()),
        ("MaxLength", number(s.max_length)),
        ("MinLength", number(s.min_length)),
        ("Pattern", text(s.pattern)),
        ("MaxItems", number(s.max_items)),
        ("MinItems", number(s.min_items)),
        ("UniqueItems", s.unique_items.to_string()),
        ("MultipleOf", optional(s.multiple_of.map(float))),
        (
            "Enum",
            optional(s.enumeration.map(|e| array(e.iter().map(marshal)))),
        ),
        ("MaxProperties", number(s.max_properties)),
        ("MinProperties", number(s.min_properties)),
        ("Required", optional(s.required.as_deref().map(dump_text_list))),
        ("Items", optional(s.items.as_ref().map(dump_items))),
        ("AllOf", list(&s.all_of)),
        ("OneOf", list(&s.one_of)),
        ("AnyOf", list(&s.any_of)),
        ("Not", optional(s.not.as_deref().map(dump_schema))),
        ("Properties", map(&s.properties, dump_schema)),
        (
            "AdditionalProperties",
            optional(s.additional_properties.as_ref().map(schema_or_bool)),
        ),
        ("PatternProperties", map(&foreign.pattern_properties, dump_schema)),
        ("Dependencies", map(&foreign.dependencies, dependency)),
        (
            "AdditionalItems",
            optional(foreign.additional_items.as_ref().map(schema_or_bool)),
        ),
        ("Definitions", map(&foreign.definitions, dump_schema)),
        (
            "ExternalDocs",
            optional(
                s.external_docs
                    .map(|(d, u)| object(&[("Description", text(d)), ("URL", text(u))])),
            ),
        ),
        ("Example", optional(s.example.map(marshal))),
        (
            "XPreserveUnknownFields",
            optional(s.preserve_unknown_fields.map(|b| b.to_string())),
        ),
        ("XEmbeddedResource", s.embedded_resource.to_string()),
        ("XIntOrString", s.int_or_string.to_string()),
        (
            "XListMapKeys",
            if s.list_map_keys.is_empty() {
                null()
            } else {
                dump_text_list(&s.list_map_keys)
            },
        ),
        ("XListType", optional_text(s.list_type)),
        ("XMapType", optional_text(s.map_type)),
        (
            "XValidations",
            optional(s.rules.as_ref().map(|r| array(r.iter().map(dump_rule)))),
        ),
    ];
    object(&fields)
}

/// `{"Rule":"…",…}`: one entry of `x-kubernetes-validations`.
pub(crate) fn dump_rule(rule: &Rule<'_>) -> String {
    object(&[
        ("Rule", text(rule.rule)),
        ("Message", text(rule.message)),
        ("MessageExpression", text(rule.message_expression)),
        ("Reason", optional_text(rule.reason)),
        ("FieldPath", text(rule.field_path)),
        (
            "OptionalOldSelf",
            optional(rule.optional_old_self.map(|b| b.to_string())),
        ),
    ])
}

pub(crate) fn dump_text_list(items: &[&str]) -> String {
    array(items.iter().map(|item| text(item)))
}

fn null() -> String {
    "null".to_owned()
}

fn text(text: &str) -> String {
    marshal(&Value::from(text))
}

fn float(float: f64) -> String {
    marshal(&Value::from(float))
}

fn optional(printed: Option<String>) -> String {
    printed.unwrap_or_else(null)
}

fn optional_text(value: Option<&str>) -> String {
    optional(value.map(text))
}

fn number(number: Option<i64>) -> String {
    optional(number.map(|n| n.to_string()))
}

fn array(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    format!("{{{}}}", fields.join(","))
}

fn list(schemas: &[Schema<'_>]) -> String {
    if schemas.is_empty() {
        null()
    } else {
        array(schemas.iter().map(dump_schema))
    }
}

fn map<T>(entries: &Option<Named<'_, T>>, print: impl Fn(&T) -> String) -> String {
    let Some(entries) = entries else { return null() };
    let entries: Vec<String> = entries
        .iter()
        .map(|(key, value)| format!("{}:{}", text(key), print(value)))
        .collect();
    format!("{{{}}}", entries.join(","))
}

/// `items`, as one schema or a list.
pub(crate) fn dump_items(items: &Items<'_>) -> String {
    let schema = optional(items.schema.as_deref().map(dump_schema));
    object(&[("Schema", schema), ("JSONSchemas", list(&items.list))])
}

fn schema_or_bool(value: &SchemaOrBool<'_>) -> String {
    let schema = optional(value.schema.as_deref().map(dump_schema));
    object(&[("Allows", value.allows.to_string()), ("Schema", schema)])
}

fn dependency(value: &Dependency<'_>) -> String {
    let schema = optional(value.schema.as_deref().map(dump_schema));
    let names = if value.properties.is_empty() {
        null()
    } else {
        dump_text_list(&value.properties)
    };
    object(&[("Schema", schema), ("Property", names)])
}
