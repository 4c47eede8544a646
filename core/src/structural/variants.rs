//! Externally tagged enums: an object that has exactly one of the variants' properties.

use super::junctors::variant;
use super::load::Loader;
use super::node::{Child, Node, Type};
use super::place::Place;
use crate::diag::{Code, Diagnostic};
use serde_json::{Value, json};

impl Loader<'_> {
    pub(super) fn variants(&mut self, branches: &[&Value], at: &Place) -> Node {
        let mut node = Node::of(Type::Object);
        for (branch, (name, schema)) in branches
            .iter()
            .filter_map(|branch| Some((branch, variant(branch)?)))
        {
            let content = self.content(branch, schema, &at.property(name));
            node.properties.insert(name.clone(), Child::new(content));
            node.junctors.one_of.push(json!({ "required": [name] }));
        }
        node
    }

    fn content(&mut self, branch: &Value, schema: &Value, at: &Place) -> Node {
        let mut content = self.node(schema, at);
        if let Some(default) = content.default.take() {
            self.error(
                Diagnostic::new(
                    Code::DefaultMisplaced,
                    default.at,
                    at.path.clone(),
                    "the content of a variant can't have a default",
                )
                .note("the server would write it beside every other variant, and an object has one variant only")
                .help("put the default on the field that holds the enum, or on fields within the variant"),
            );
        }
        if content.description.is_none() {
            let described = branch.get("description").and_then(Value::as_str);
            content.description = described.map(str::to_owned);
        }
        content
    }

    pub(super) fn mixed(&mut self, at: &Place) {
        self.error(
            Diagnostic::new(
                Code::MixedEnum,
                at.span,
                at.path.clone(),
                "an enum with data in some variants and none in others has no structural schema",
            )
            .note("serde writes the one as a string and the other as an object")
            .help("give the variants without data an empty body (`V {}`), `#[schema(with = { … })]`, or `#[schema(preserve_unknown_fields)]`"),
        );
    }
}

/// The one name of `{"required": ["name"]}`.
pub(super) fn only_required(branch: &Value) -> Option<&str> {
    let branch = branch.as_object().filter(|branch| branch.len() == 1)?;
    match branch.get("required")?.as_array()?.as_slice() {
        [name] => name.as_str(),
        _ => None,
    }
}
