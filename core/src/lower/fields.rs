//! Fields: their nodes, their facts, and which of them are required as far as tokens tell.

use super::{Lowering, Node, describe};
use crate::diag::{Code, Diagnostic};
use crate::model::{Facts, Field, FieldFacts, SerdeDefault};
use crate::template::{HOLE, OPTION, escape};
use serde_json::{Value, json};

/// What holds the fields of a struct or of a struct variant.
#[derive(Default)]
struct Properties {
    properties: Node,
    required: Vec<Value>,
    flattened: Vec<Value>,
}

impl Lowering<'_> {
    /// An object with these fields. `defaulted`: serde fills all that is missing.
    pub(super) fn structure(&mut self, fields: &[Field], defaulted: bool, owner: &str) -> Node {
        let mut all = Properties::default();
        for (order, field) in (0..).zip(fields).filter(|(_, field)| is_in_schema(field)) {
            let defaulted = defaulted || is_defaulted(field);
            let path = format!("{owner}.{}", field.member);
            let facts = Facts {
                order,
                flatten: field.serde.flatten,
                ..self.field_facts(field, defaulted, &path)
            };
            self.property(field, facts, &path, &mut all);
        }
        let mut node = Node::new();
        node.insert("type".to_owned(), json!("object"));
        if !all.properties.is_empty() {
            node.insert("properties".to_owned(), Value::Object(all.properties));
        }
        if !all.required.is_empty() {
            node.insert("required".to_owned(), Value::Array(all.required));
        }
        if !all.flattened.is_empty() {
            node.insert("allOf".to_owned(), Value::Array(all.flattened));
        }
        node
    }

    fn property(&mut self, field: &Field, facts: Facts, path: &str, all: &mut Properties) {
        let required = facts
            .field
            .as_ref()
            .is_some_and(|own| is_candidate(own, facts.defaulted));
        let node = Value::Object(self.field_node(field, facts, path));
        if field.serde.flatten {
            all.flattened.push(node);
            return;
        }
        if all.properties.insert(escape(&field.name), node).is_some() {
            let twice = Diagnostic::new(
                Code::KeyConflict,
                field.span,
                path,
                format!("two fields have the JSON name `{}`", field.name),
            )
            .help("give one of them another name by `#[serde(rename = \"…\")]`");
            self.diagnostics.push(twice);
        }
        if required {
            all.required.push(Value::String(field.name.clone()));
        }
    }

    /// What travels with a field: its attributes with a settled default, and serde's word on missing and null.
    pub(super) fn field_facts(&mut self, field: &Field, defaulted: bool, path: &str) -> Facts {
        let mut own = field.facts.clone();
        self.settle_default(field, &mut own, path);
        self.check_with(field, &own, path);
        Facts {
            field: Some(own),
            at: field.span,
            name: field.member.clone(),
            defaulted,
            skipped: field.serde.skip_serializing_if.or(field.serde.skip_serializing),
            ..Facts::default()
        }
    }

    /// The node of a field: the hole of its type, or the literal of `schema(with = …)`.
    pub(super) fn field_node(&mut self, field: &Field, mut facts: Facts, path: &str) -> Node {
        let literal = facts
            .field
            .as_mut()
            .and_then(|own| self.literal(&mut own.schema, path));
        facts.literal = literal.as_ref().map(|literal| literal.at);
        let mut node = match literal {
            Some(literal) => asking_for_option(literal.value, field),
            None => type_node(field),
        };
        describe(&mut node, &field.docs);
        self.attach(&mut node, &facts);
        node
    }

    /// `#[serde(with = …)]` writes something else than the type's schema says.
    fn check_with(&mut self, field: &Field, own: &FieldFacts, path: &str) {
        let Some(with) = &field.serde.with else {
            return;
        };
        let said = &own.schema;
        if said.with.is_none() && said.type_.is_none() && said.int_or_string.is_none() {
            let unknown = Diagnostic::new(
                Code::SerdeAttribute,
                with.at,
                path,
                format!("`{}` writes or reads something else than the type", with.value),
            )
            .note("its schema can't be known")
            .help("add `#[schema(type = \"string\")]`, or `#[schema(with = { … })]`");
            self.diagnostics.push(unknown);
        }
    }
}

/// A field that something else than its type writes has nothing of its type: only what `schema(type)` says.
fn type_node(field: &Field) -> Node {
    let mut node = Node::new();
    if field.serde.with.is_none() {
        node.insert(HOLE.to_owned(), json!(field.ty));
    }
    node
}

/// A literal says nothing of a missing field. What other code reads is never an `Option` to serde.
fn asking_for_option(mut literal: Node, field: &Field) -> Node {
    if field.serde.with.is_none() {
        literal.insert(OPTION.to_owned(), json!(field.ty));
    }
    literal
}

/// Whether the schema tells of the field at all.
pub(super) fn is_in_schema(field: &Field) -> bool {
    !field.serde.skip && field.facts.schema.skip.is_none()
}

/// Whether serde reads an object that lacks the field, whatever its type.
pub(super) fn is_defaulted(field: &Field) -> bool {
    field.serde.default != SerdeDefault::None || field.serde.skip_deserializing.is_some()
}

/// Required, unless its type turns out to be an `Option`.
fn is_candidate(own: &FieldFacts, defaulted: bool) -> bool {
    match &own.schema.required {
        Some(said) => said.value,
        None => !defaulted && own.schema.default.is_none(),
    }
}
