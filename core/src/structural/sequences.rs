//! Lists: items, sets, arrays, and tuples of one type.

use super::emit;
use super::load::Loader;
use super::node::{Child, Node, Type};
use super::place::{Origin, Place};
use crate::diag::{Code, Diagnostic};
use crate::span::{Span, Spanned};
use serde_json::{Map, Value};

impl Loader<'_> {
    pub(super) fn sequence(&mut self, node: &mut Node, object: &Map<String, Value>, at: &Place) {
        match (object.get("items"), object.get("prefixItems")) {
            (_, Some(Value::Array(places))) => {
                let items = self.tuple(places, at);
                node.items = Some(Child::new(items));
            }
            (Some(items), _) if !matches!(items, Value::Bool(false)) => {
                node.items = Some(Child::new(self.node(items, &at.items())));
            }
            _ => {}
        }
        // `[T; 0]` and lists of anything have no items, which the server asks for.
        if node.ty == Some(Type::Array) && node.items.is_none() {
            if at.origin == Origin::Literal {
                self.bad_value(
                    at.span,
                    at,
                    "a list needs `items` in its literal schema",
                    "add the schema of the items: `\"items\": { \"type\": … }`",
                );
            }
            node.items = Some(Child::new(Node::any()));
        }
        if object.get("uniqueItems").and_then(Value::as_bool) == Some(true) {
            node.unordered = true;
            let scalars = node
                .items
                .as_deref()
                .is_some_and(|items| items.is_scalar() && !items.nullable);
            if scalars && node.list.kind.is_none() {
                node.list.kind = Some(Spanned::new("set".to_owned(), Span::NONE));
            }
        }
    }

    /// The items of a tuple, if they are of one type.
    fn tuple(&mut self, places: &[Value], at: &Place) -> Node {
        let at = at.items();
        let mut nodes: Vec<Node> = places.iter().map(|place| self.node(place, &at)).collect();
        let schemas: Vec<Value> = nodes.iter().map(undescribed).collect();
        let one = schemas.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
        let descriptions_differ = nodes
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a.description != b.description));
        if !one {
            self.error(
                Diagnostic::new(
                    Code::Tuple,
                    at.span,
                    at.path.clone(),
                    "a tuple of several types has no structural schema",
                )
                .note("all items of a list have one schema")
                .help("use a struct with named fields, or give the schema: `#[schema(with = { … })]`"),
            );
        }
        let mut first = nodes.drain(..).next().unwrap_or_else(Node::any);
        if descriptions_differ {
            first.description = None;
        }
        first
    }
}

fn undescribed(node: &Node) -> Value {
    let mut schema = emit::schema(node);
    if let Some(schema) = schema.as_object_mut() {
        schema.remove("description");
    }
    schema
}
