//! The whole tree, once: what only acts when every type, field and use is known.

use super::node::{Child, Node, Type};
use super::place::{Origin, Place};
use super::{defaults, immutable, lists, number};
use crate::diag::{Code, Diagnostic, Diagnostics};

/// Lists, defaults and extensions are checked; rules of immutable fields are placed.
pub(super) fn finish(root: &mut Node, out: &mut Diagnostics) {
    node(root, &Place::root(), out);
    immutable::place_rules(root, out);
}

fn node(here: &mut Node, at: &Place, out: &mut Diagnostics) {
    lists::conditions(here);
    for (name, property) in &mut here.properties {
        below(property, || at.property(name), out);
    }
    if let Some(items) = &mut here.items {
        below(items, || at.items(), out);
    }
    if let Some(values) = &mut here.additional {
        below(values, || at.values(), out);
    }
    lists::check(here, &at.path, out);
    defaults::order(here);
    defaults::check(here, &at.path, out);
    embedded(here, at, out);
    literal_bounds(here, at, out);
}

fn below(child: &mut Child, at: impl FnOnce() -> Place, out: &mut Diagnostics) {
    if !child.settled {
        node(child, &at(), out);
    }
}

/// Finishes a node that nothing from outside acts on: it has no immutable field.
pub(super) fn settle(root: &mut Node, out: &mut Diagnostics) {
    node(root, &Place::root(), out);
    mark(root);
}

fn mark(here: &mut Node) {
    let inner = here.items.iter_mut().chain(&mut here.additional);
    for child in here.properties.values_mut().chain(inner) {
        if !child.settled {
            mark(child);
            child.settle();
        }
    }
}

fn embedded(node: &Node, at: &Place, out: &mut Diagnostics) {
    let Some(span) = node.embedded else {
        return;
    };
    let is_map = node.additional.is_some();
    let wrong = if node.ty != Some(Type::Object) || is_map {
        format!("an embedded resource is an object, not {}", node.kind().noun())
    } else if node.properties.is_empty() && !node.preserve {
        "an embedded resource needs fields, or `preserve_unknown_fields`".to_owned()
    } else {
        return;
    };
    out.push(
        Diagnostic::new(Code::DoesNotFit, span, at.path.clone(), wrong)
            .help(if is_map {
                "make it a field of type `serde_json::Value`, which takes any object; where each value of the map is \
                 one, say so: `#[schema(with = { \"type\": \"object\", \"additionalProperties\": { \"type\": \"object\", \
                 \"x-kubernetes-embedded-resource\": true, \"x-kubernetes-preserve-unknown-fields\": true } })]`"
            } else {
                "write `#[schema(embedded_resource, preserve_unknown_fields)]`"
            }),
    );
}

/// Bounds that came in a literal have passed no other check.
fn literal_bounds(node: &Node, at: &Place, out: &mut Diagnostics) {
    if node.origin != Origin::Literal {
        return;
    }
    let bounds = [&node.numbers.minimum, &node.numbers.maximum];
    for bound in bounds.into_iter().flatten() {
        let fractional = node.ty == Some(Type::Integer) && number::integer(&bound.value).is_none();
        if fractional || !number::is_comparable(&bound.value) {
            let message = format!(
                "the bound {} is none that the server can compare with",
                bound.value
            );
            out.push(
                Diagnostic::new(Code::BoundOutOfRange, bound.at, at.path.clone(), message)
                    .note("the API server would take the definition, and then refuse every object")
                    .help("give a whole number of a magnitude up to 2^63-1024, or leave the bound out"),
            );
        }
    }
}
