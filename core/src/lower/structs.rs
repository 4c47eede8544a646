//! Structs without named fields: newtypes, tuples, units.

use super::fields::{is_defaulted, is_in_schema};
use super::{Lowering, Node};
use crate::diag::{Code, Diagnostic};
use crate::model::{Facts, Field};
use crate::span::Span;
use serde::Deserialize as _;
use serde_json::{Value, json};

impl Lowering<'_> {
    /// A newtype is what it holds; the one field's facts stand beside the type's.
    pub(super) fn newtype(&mut self, field: &Field, facts: &mut Facts) -> Node {
        let path = format!("{}.{}", self.container.name, field.member);
        if !is_in_schema(field) {
            self.refuse("a newtype whose only field is skipped holds nothing", &path);
            return Node::new();
        }
        let mut inner = self.field_facts(field, is_defaulted(field), &path);
        let node = self.field_node(field, inner.clone(), &path);
        facts.transparent = self.container.serde.transparent;
        facts.newtype = !facts.transparent;
        facts.literal = literal_of(&node);
        facts.skipped = inner.skipped;
        if let Some(own) = &mut inner.field {
            own.schema.with = None;
        }
        facts.field = inner.field;
        // The type's doc comment goes before the field's, but not before a literal's own description.
        let described = !self.container.docs.is_empty() && facts.literal.is_none();
        node.into_iter()
            .filter(|(key, _)| key != Facts::KEY && !(described && key == "description"))
            .collect()
    }

    /// A tuple is a list with a schema for each place.
    pub(super) fn tuple(&mut self, fields: &[Field], owner: &str) -> Node {
        let written: Vec<&Field> = fields.iter().filter(|field| is_in_schema(field)).collect();
        if written.is_empty() {
            self.refuse(
                "a tuple without fields is written as an empty list, and a list's schema needs items",
                owner,
            );
            return Node::new();
        }
        let least = written.iter().filter(|field| !is_defaulted(field)).count();
        let most = written.len();
        let items: Vec<Value> = written
            .into_iter()
            .map(|field| {
                let path = format!("{owner}.{}", field.member);
                let facts = self.field_facts(field, is_defaulted(field), &path);
                Value::Object(self.field_node(field, facts, &path))
            })
            .collect();
        let mut node = Node::new();
        node.insert("type".to_owned(), json!("array"));
        node.insert("prefixItems".to_owned(), Value::Array(items));
        node.insert("minItems".to_owned(), json!(least));
        node.insert("maxItems".to_owned(), json!(most));
        node
    }

    pub(super) fn unit(&mut self) -> Node {
        let name = &self.container.name;
        let help = format!("write `struct {name} {{}}`, which is an empty object");
        let wrong = Diagnostic::new(
            Code::ShapeUnsupported,
            self.container.span,
            name.clone(),
            "a unit struct is written as null, which no structural schema can say",
        )
        .help(help);
        self.diagnostics.push(wrong);
        Node::new()
    }

    /// A shape without a schema, whose way out is to say the schema.
    pub(super) fn refuse(&mut self, message: &str, path: &str) {
        let wrong = Diagnostic::new(Code::ShapeUnsupported, self.container.span, path, message)
            .help("give the schema: `#[schema(with = { … })]` on the type");
        self.diagnostics.push(wrong);
    }
}

/// The place of the literal that a field's node is.
fn literal_of(node: &Node) -> Option<Span> {
    let place = node.get(Facts::KEY)?.get("literal")?;
    Span::deserialize(place).ok()
}
