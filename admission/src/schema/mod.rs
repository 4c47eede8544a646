//! A node of an OpenAPI v3 schema as CRDs write it: `JSONSchemaProps`.

mod decode;
mod dump;
mod foreign;
mod holds;
mod named;
pub(crate) mod same;
pub(crate) mod structural;
mod unreadable;
mod visit;

use serde_json::Value;

pub(crate) use dump::{dump_items, dump_schema, dump_text_list};
pub(crate) use foreign::Foreign;
pub(crate) use holds::Holds;
pub(crate) use named::Named;
pub(crate) use unreadable::unreadable;
pub(crate) use visit::{any_node, each_holding};

/// The node as it was written; not part of what makes two nodes equal.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Written<'a>(pub(crate) Option<&'a Value>);

impl PartialEq for Written<'_> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// `JSONSchemaProps`: every keyword that the server's type knows. Absent, null and zero are the same where Go says so.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Schema<'a> {
    pub(crate) written: Written<'a>,
    /// Of the node and all below.
    pub(crate) holds: Holds,
    pub(crate) foreign: Option<Box<Foreign<'a>>>,
    pub(crate) description: &'a str,
    pub(crate) type_name: &'a str,
    pub(crate) nullable: bool,
    pub(crate) format: &'a str,
    pub(crate) title: &'a str,
    pub(crate) default: Option<&'a Value>,
    pub(crate) maximum: Option<f64>,
    pub(crate) exclusive_maximum: bool,
    pub(crate) minimum: Option<f64>,
    pub(crate) exclusive_minimum: bool,
    pub(crate) max_length: Option<i64>,
    pub(crate) min_length: Option<i64>,
    pub(crate) pattern: &'a str,
    pub(crate) max_items: Option<i64>,
    pub(crate) min_items: Option<i64>,
    pub(crate) unique_items: bool,
    pub(crate) multiple_of: Option<f64>,
    pub(crate) enumeration: Option<&'a Vec<Value>>,
    pub(crate) max_properties: Option<i64>,
    pub(crate) min_properties: Option<i64>,
    pub(crate) required: Option<Vec<&'a str>>,
    pub(crate) items: Option<Items<'a>>,
    pub(crate) all_of: Vec<Schema<'a>>,
    pub(crate) one_of: Vec<Schema<'a>>,
    pub(crate) any_of: Vec<Schema<'a>>,
    pub(crate) not: Option<Box<Schema<'a>>>,
    pub(crate) properties: Option<Named<'a>>,
    pub(crate) additional_properties: Option<SchemaOrBool<'a>>,
    pub(crate) external_docs: Option<(&'a str, &'a str)>,
    pub(crate) example: Option<&'a Value>,
    pub(crate) preserve_unknown_fields: Option<bool>,
    pub(crate) embedded_resource: bool,
    pub(crate) int_or_string: bool,
    pub(crate) list_map_keys: Vec<&'a str>,
    pub(crate) list_type: Option<&'a str>,
    pub(crate) map_type: Option<&'a str>,
    pub(crate) rules: Option<Vec<Rule<'a>>>,
}

/// `items`: one schema, or the list that the server's type allows and its validation refuses.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Items<'a> {
    pub(crate) schema: Option<Box<Schema<'a>>>,
    pub(crate) list: Vec<Schema<'a>>,
}

/// A schema, or whether anything is allowed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SchemaOrBool<'a> {
    pub(crate) allows: bool,
    pub(crate) schema: Option<Box<Schema<'a>>>,
}

/// An entry of `dependencies`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Dependency<'a> {
    pub(crate) schema: Option<Box<Schema<'a>>>,
    pub(crate) properties: Vec<&'a str>,
}

/// An entry of `x-kubernetes-validations`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rule<'a> {
    pub(crate) rule: &'a str,
    pub(crate) message: &'a str,
    pub(crate) message_expression: &'a str,
    pub(crate) reason: Option<&'a str>,
    pub(crate) field_path: &'a str,
    pub(crate) optional_old_self: Option<bool>,
}

impl<'a> Schema<'a> {
    /// The schema of every item, where `items` is one schema.
    pub(crate) fn item(&self) -> Option<&Schema<'a>> {
        self.items.as_ref()?.schema.as_deref()
    }

    pub(crate) fn property(&self, name: &str) -> Option<&Schema<'a>> {
        self.properties.as_ref()?.get(name)
    }

    pub(crate) fn each_property(&self) -> impl Iterator<Item = (&'a str, &Schema<'a>)> {
        self.properties.iter().flat_map(Named::iter)
    }

    pub(crate) fn has_properties(&self) -> bool {
        self.properties.as_ref().is_some_and(|p| !p.is_empty())
    }

    /// The schema of every value, where `additionalProperties` is a schema.
    pub(crate) fn values(&self) -> Option<&Schema<'a>> {
        self.additional_properties.as_ref()?.schema.as_deref()
    }

    pub(crate) fn keeps_unknown_fields(&self) -> bool {
        self.preserve_unknown_fields == Some(true)
    }

    pub(crate) fn required_names(&self) -> &[&'a str] {
        self.required.as_deref().unwrap_or_default()
    }

    pub(crate) fn each_rule(&self) -> &[Rule<'a>] {
        self.rules.as_deref().unwrap_or_default()
    }
}
