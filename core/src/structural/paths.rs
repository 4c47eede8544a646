//! Fields that say something of the whole version: their paths, and selectable fields.

use super::facts::untyped;
use super::json_path::{self, Target};
use super::node::Node;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::misfit;
use crate::model::{NodeKind, Resource};
use crate::span::{Span, Spanned};
use std::collections::BTreeMap;

/// How many selectable fields a version may have.
const MAX_SELECTABLE: usize = 8;

/// One use of a field with an attribute that needs its path.
pub(super) struct Use<'a> {
    pub(super) node: &'a Node,
    /// `.spec.replicas`.
    pub(super) json_path: String,
    /// `spec.replicas`, `spec.ports[*].name`.
    pub(super) place: String,
    /// Whether it is below a list or map, where no path leads to one value.
    pub(super) many: bool,
    /// The positions of the fields on the way, for a stable order.
    order: Vec<(Vec<u32>, String)>,
}

/// All fields that need a path, in the order of the source.
pub(super) fn uses(root: &Node) -> Vec<Use<'_>> {
    let mut found = Vec::new();
    collect(root, &mut Vec::new(), &mut found);
    found.sort_by(|a, b| a.order.cmp(&b.order));
    found
}

/// One step on the way to a node.
#[derive(Clone, Copy)]
enum Step<'a> {
    Property { name: &'a str, order: &'a [u32] },
    Items,
    Values,
}

/// Few nodes of many need their path: it is made for these alone.
fn collect<'a>(node: &'a Node, way: &mut Vec<Step<'a>>, found: &mut Vec<Use<'a>>) {
    let properties = node.properties.iter().map(|(name, property)| {
        let order = property.hooks.order.as_slice();
        (Step::Property { name, order }, &**property)
    });
    let items = node.items.as_deref().map(|items| (Step::Items, items));
    let values = node.additional.as_deref().map(|values| (Step::Values, values));
    for (step, below) in properties.chain(items).chain(values) {
        way.push(step);
        collect(below, way, found);
        way.pop();
    }
    let hooks = &node.hooks;
    if !hooks.columns.is_empty() || hooks.selectable.is_some() || !hooks.scale.is_empty() {
        found.push(Use::at(node, way));
    }
}

impl<'a> Use<'a> {
    fn at(node: &'a Node, way: &[Step<'_>]) -> Self {
        let mut found = Self {
            node,
            json_path: String::new(),
            place: String::new(),
            many: false,
            order: Vec::new(),
        };
        for step in way {
            match *step {
                Step::Property { name, order } => {
                    let dot = if found.place.is_empty() { "" } else { "." };
                    found.json_path.push_str(&json_path::step(name));
                    found.place.push_str(&format!("{dot}{name}"));
                    found.order.push((order.to_vec(), name.to_owned()));
                }
                Step::Items | Step::Values => {
                    let mark = if matches!(step, Step::Items) { "[*]" } else { "{*}" };
                    found.place.push_str(mark);
                    found.many = true;
                }
            }
        }
        found
    }
}

/// Refuses a field that is used in several places, at its second use: each use would give a path.
pub(super) struct Once {
    seen: BTreeMap<String, String>,
    what: &'static str,
}

impl Once {
    pub(super) fn new(what: &'static str) -> Self {
        Self {
            seen: BTreeMap::new(),
            what,
        }
    }

    /// Whether this is the first use of the field and leads to one value.
    pub(super) fn admits(&mut self, field: &Use<'_>, at: Span, out: &mut Diagnostics) -> bool {
        let what = self.what;
        if field.many {
            let message = format!("{what} needs a path to one value, and the field is below a list or map");
            out.push(
                Diagnostic::new(Code::DoesNotFit, at, field.place.clone(), message)
                    .help("leave the attribute out, or write a path on the kind: `#[resource(printcolumn(json_path = …))]`"),
            );
            return false;
        }
        match self.seen.get(&field.node.hooks.field) {
            None => {
                self.seen
                    .insert(field.node.hooks.field.clone(), field.place.clone());
                true
            }
            Some(first) => {
                let message = format!("the field is at `{first}` too, and {what} has one path");
                out.push(
                    Diagnostic::new(Code::PathUnknown, at, field.place.clone(), message)
                        .note("its type is used in several places of the kind")
                        .help("take the attribute from the field and write the path on the kind, in `#[resource(…)]`"),
                );
                false
            }
        }
    }
}

/// `selectableFields`.
pub(super) fn selectable(
    root: &Node,
    fields: &[Use<'_>],
    resource: &Resource,
    out: &mut Diagnostics,
) -> Vec<String> {
    let mut paths: Vec<Spanned<String>> = Vec::new();
    for path in &resource.selectable {
        if let Some(wrong) = not_selectable(root, path) {
            out.push(wrong);
        } else {
            paths.push(path.clone());
        }
    }
    let mut once = Once::new("a selectable field");
    for field in fields {
        let Some(at) = field.node.hooks.selectable else {
            continue;
        };
        if !once.admits(field, at, out) {
            continue;
        }
        if field.node.is_any() {
            out.push(untyped("selectable", at, &field.place));
        } else if let Some(misfit) = misfit("selectable", field.node.kind()) {
            out.push(misfit.at(at, field.place.clone()));
        } else if field.json_path.contains('\\') {
            let message = "a selectable field can't have a `.` in its path";
            out.push(
                Diagnostic::new(Code::PathUnknown, at, field.place.clone(), message).help("rename the field"),
            );
        } else {
            paths.push(Spanned::new(field.json_path.clone(), at));
        }
    }
    for (index, path) in paths.iter().enumerate() {
        if paths.iter().take(index).any(|other| other.value == path.value) {
            let message = format!("`{}` is selectable twice", path.value);
            out.push(Diagnostic::new(
                Code::KeyTwice,
                path.at,
                place(&path.value),
                message,
            ));
        }
        if index == MAX_SELECTABLE {
            let message = format!("a version has at most {MAX_SELECTABLE} selectable fields");
            out.push(
                Diagnostic::new(Code::KeyValue, path.at, place(&path.value), message)
                    .help("leave out those that nobody selects by"),
            );
        }
    }
    paths.into_iter().map(|path| path.value).collect()
}

/// The path in the object that a simple JSON path means.
pub(super) fn place(path: &str) -> String {
    path.strip_prefix('.').unwrap_or(path).to_owned()
}

/// Why a path of the kind leads to no selectable field.
fn not_selectable(root: &Node, path: &Spanned<String>) -> Option<Diagnostic> {
    let wrong = |code, message: String| Diagnostic::new(code, path.at, place(&path.value), message);
    let of_metadata = path.value.starts_with(".metadata.");
    let kind = match json_path::follow(root, &path.value) {
        _ if path.value.contains(['[', '\\']) => None,
        Some(Target::Node { node, many: false }) => Some(node.kind()),
        Some(Target::Metadata(..) | Target::Nothing(_)) if of_metadata => {
            let message = "fields of `metadata` can't be made selectable".to_owned();
            return Some(
                wrong(Code::PathUnknown, message)
                    .note("name and namespace are selectable anyway")
                    .help("leave it out, or copy the value into a field of the spec"),
            );
        }
        Some(Target::Nothing(missing)) => return Some(missing.told(path, &place(&path.value))),
        Some(Target::Node { .. } | Target::Metadata(..) | Target::Untold) | None => None,
    };
    match kind {
        None => Some(
            wrong(
                Code::PathUnknown,
                format!("`{}` is no path to a selectable field", path.value),
            )
            .help("write the JSON names from the root, as in `.spec.engine`; no lists, no brackets"),
        ),
        Some(NodeKind::Any) => Some(untyped("selectable", path.at, &place(&path.value))),
        Some(kind) => misfit("selectable", kind).map(|misfit| misfit.at(path.at, place(&path.value))),
    }
}
