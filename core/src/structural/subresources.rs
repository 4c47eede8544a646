//! The scale subresource: its paths, from the kind or from fields.

use super::facts::untyped;
use super::json_path::{self, Target};
use super::node::Node;
use super::paths::{self, Once, Use};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::misfit;
use crate::model::{Resource, Scale, ScalePath};
use crate::span::{Span, Spanned};
use serde_json::{Map, Value};

/// One path: what it is, as users, Kubernetes and the server's rule have it.
struct Part {
    what: ScalePath,
    key: &'static str,
    name: &'static str,
    below: &'static [&'static str],
}

const PARTS: [Part; 3] = [
    Part {
        what: ScalePath::SpecReplicas,
        key: "spec_replicas",
        name: "specReplicasPath",
        below: &[".spec."],
    },
    Part {
        what: ScalePath::StatusReplicas,
        key: "status_replicas",
        name: "statusReplicasPath",
        below: &[".status."],
    },
    Part {
        what: ScalePath::LabelSelector,
        key: "label_selector",
        name: "labelSelectorPath",
        below: &[".spec.", ".status."],
    },
];

/// `subresources.scale`, if anything speaks of it.
pub(super) fn scale(
    root: &Node,
    fields: &[Use<'_>],
    resource: &Resource,
    out: &mut Diagnostics,
) -> Option<Value> {
    let given = resource.scale.as_ref();
    let mut first = given.map(|scale| scale.at);
    let mut written = Map::new();
    for part in &PARTS {
        let mut found = by_path(root, given, part, out);
        let mut once = Once::new("a path of the scale subresource");
        for field in fields {
            let Some(said) = field.node.hooks.scale.iter().find(|said| said.value == part.what) else {
                continue;
            };
            first = first.or(Some(said.at));
            if !once.admits(field, said.at, out) {
                continue;
            }
            let path = Spanned::new(field.json_path.clone(), said.at);
            if let Some(wrong) = check(field.node, part, &path, &field.place) {
                out.push(wrong);
            } else if let Some(other) = &found {
                out.push(twice(part, other, said.at, &field.place));
            } else {
                found = Some(path);
            }
        }
        if let Some(path) = found {
            written.insert(part.name.to_owned(), Value::String(path.value));
        }
    }
    let at = first?;
    for part in PARTS.iter().filter(|part| part.what != ScalePath::LabelSelector) {
        if !written.contains_key(part.name) && out.is_empty() {
            let message = format!("the scale subresource has no `{}`", part.key);
            out.push(
                Diagnostic::new(Code::KeyMissing, at, "", message)
                    .note("both replica paths are needed")
                    .help(format!("write `#[scale({})]` on the field", part.key)),
            );
        }
    }
    Some(Value::Object(written))
}

fn by_path(
    root: &Node,
    scale: Option<&Spanned<Scale>>,
    part: &Part,
    out: &mut Diagnostics,
) -> Option<Spanned<String>> {
    let scale = &scale?.value;
    let path = match part.what {
        ScalePath::SpecReplicas => &scale.spec_replicas,
        ScalePath::StatusReplicas => &scale.status_replicas,
        ScalePath::LabelSelector => &scale.label_selector,
    };
    let path = path.as_ref()?;
    let place = paths::place(&path.value);
    let wrong = |message: String| Diagnostic::new(Code::PathUnknown, path.at, place.clone(), message);
    let checked = match json_path::follow(root, &path.value) {
        Some(Target::Node { node, many: false }) => check(node, part, path, &place),
        Some(Target::Nothing(missing)) => Some(missing.told(path, &place)),
        _ => Some(
            wrong(format!("`{}` is no path to one field", path.value))
                .help("write the JSON names from the root, as in `.spec.replicas`"),
        ),
    };
    match checked {
        None => Some(path.clone()),
        Some(wrong) => {
            out.push(wrong);
            None
        }
    }
}

/// Why a path is not the part of the scale subresource that it is said to be.
fn check(node: &Node, part: &Part, path: &Spanned<String>, place: &str) -> Option<Diagnostic> {
    let wrong = |code, message: String| Diagnostic::new(code, path.at, place, message);
    if node.is_any() {
        return Some(untyped(part.key, path.at, place));
    }
    if let Some(misfit) = misfit(part.key, node.kind()) {
        return Some(misfit.at(path.at, place));
    }
    let below = part.below.iter().any(|start| path.value.starts_with(start));
    if !below {
        let message = format!("`{}` is a path below {}", part.key, part.below.join(" or "));
        let help = format!("take a field below {}", part.below.join(" or "));
        return Some(wrong(Code::PathUnknown, message).help(help));
    }
    if path.value.contains(['[', '\\']) {
        let message =
            "a path of the scale subresource has plain names: no `.` in one, no brackets".to_owned();
        return Some(wrong(Code::PathUnknown, message).help("rename the field"));
    }
    None
}

fn twice(part: &Part, other: &Spanned<String>, at: Span, place: &str) -> Diagnostic {
    let message = format!("`{}` is `{}` already", part.key, other.value);
    Diagnostic::new(Code::KeyTwice, at, place, message).also(other.at, "the other is here")
}
