//! The JSON paths of printer columns, selectable fields and the scale subresource, followed through a schema.

use super::node::{Node, Type};
use crate::diag::{Code, Diagnostic};
use crate::model::NodeKind;
use crate::span::Spanned;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// `.name` or `['name']`.
    Field(String),
    /// `[0]`, `[*]`, `[?(…)]`: items of a list.
    Items,
}

/// Where a path leads.
pub(super) enum Target<'a> {
    /// To a node; through lists or maps if `many`.
    Node { node: &'a Node, many: bool },
    /// Into what the schema doesn't tell: unknown fields that are kept.
    Untold,
    /// To a field that every object's `metadata` has: its kind, and whether it is a time.
    Metadata(NodeKind, bool),
    /// To nothing.
    Nothing(Missing),
}

/// The step of a path that leads nowhere.
pub(super) struct Missing {
    /// `no field x`.
    step: String,
    /// The fields that are there.
    there: Vec<String>,
}

/// How many fields an error lists.
const LISTED: usize = 20;

impl Missing {
    fn at(step: &Step, node: &Node) -> Self {
        Self {
            step: match step {
                Step::Field(name) => format!("no field `{name}`"),
                Step::Items => "no items".to_owned(),
            },
            there: node.properties.keys().cloned().collect(),
        }
    }

    /// What is wrong with the path.
    pub(super) fn told(&self, path: &Spanned<String>, place: &str) -> Diagnostic {
        let message = format!("the path `{}` leads to nothing: {}", path.value, self.step);
        let wrong = Diagnostic::new(Code::PathUnknown, path.at, place, message);
        let more = if self.there.len() > LISTED { ", …" } else { "" };
        let there: Vec<&str> = self.there.iter().take(LISTED).map(String::as_str).collect();
        match there.as_slice() {
            [] => wrong,
            there => wrong.help(format!(
                "the fields there, by their JSON names: {}{more}",
                there.join(", ")
            )),
        }
    }
}

/// Follows a path; none if it can't be read.
pub(super) fn follow<'a>(root: &'a Node, path: &str) -> Option<Target<'a>> {
    let steps = parse(path)?;
    if let [Step::Field(first), rest @ ..] = steps.as_slice()
        && first == "metadata"
    {
        return Some(metadata(rest));
    }
    let (mut node, mut many) = (root, false);
    for step in &steps {
        let next = match step {
            Step::Items => {
                many = true;
                node.items.as_deref()
            }
            Step::Field(name) => {
                many |= node.additional.is_some();
                let next = node.properties.get(name).or(node.additional.as_ref());
                next.map(|child| &**child)
            }
        };
        match next {
            Some(next) => node = next,
            None if node.preserve || node.is_any() => return Some(Target::Untold),
            None => return Some(Target::Nothing(Missing::at(step, node))),
        }
    }
    Some(Target::Node { node, many })
}

/// The fields of `metadata` that print; the API server fills them in.
const METADATA: &[(&str, NodeKind)] = &[
    ("annotations", NodeKind::Map),
    ("creationTimestamp", NodeKind::String),
    ("deletionGracePeriodSeconds", NodeKind::Integer),
    ("deletionTimestamp", NodeKind::String),
    ("finalizers", NodeKind::Array),
    ("generateName", NodeKind::String),
    ("generation", NodeKind::Integer),
    ("labels", NodeKind::Map),
    ("managedFields", NodeKind::Array),
    ("name", NodeKind::String),
    ("namespace", NodeKind::String),
    ("ownerReferences", NodeKind::Array),
    ("resourceVersion", NodeKind::String),
    ("selfLink", NodeKind::String),
    ("uid", NodeKind::String),
];

fn metadata(steps: &[Step]) -> Target<'static> {
    match steps {
        [step @ Step::Field(name)] => match METADATA.iter().find(|(known, _)| known == name) {
            Some((name, kind)) => Target::Metadata(*kind, name.ends_with("Timestamp")),
            None => Target::Nothing(Missing {
                there: METADATA.iter().map(|(name, _)| (*name).to_owned()).collect(),
                ..Missing::at(step, &Node::default())
            }),
        },
        [Step::Field(map), Step::Field(_)] if map == "labels" || map == "annotations" => {
            Target::Metadata(NodeKind::String, false)
        }
        _ => Target::Untold,
    }
}

fn parse(path: &str) -> Option<Vec<Step>> {
    let mut rest = path;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let (step, after) = match rest.strip_prefix('.') {
            Some(name) => field(name)?,
            None => bracket(rest.strip_prefix('[')?)?,
        };
        steps.push(step);
        rest = after;
    }
    (!steps.is_empty() && path.starts_with('.')).then_some(steps)
}

/// A name up to the next dot or bracket; a backslash takes the next character as it is.
fn field(text: &str) -> Option<(Step, &str)> {
    let mut name = String::new();
    let mut chars = text.char_indices();
    let mut end = text.len();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => name.push(chars.next()?.1),
            '.' | '[' => {
                end = at;
                break;
            }
            c => name.push(c),
        }
    }
    (!name.is_empty()).then(|| (Step::Field(name), text.get(end..).unwrap_or_default()))
}

/// What stands in brackets: a quoted name, or items. A filter may hold brackets and quotes of its own.
fn bracket(text: &str) -> Option<(Step, &str)> {
    let (mut quote, mut depth) = (None, 1_usize);
    let mut end = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '[') => depth += 1,
            (None, ']') => depth -= 1,
            (None, _) => {}
        }
        if depth == 0 {
            end = Some(at);
            break;
        }
    }
    let end = end?;
    let inside = text.get(..end)?.trim();
    let after = text.get(end + 1..)?;
    let quoted = ['\'', '"']
        .iter()
        .find_map(|mark| inside.strip_prefix(*mark)?.strip_suffix(*mark));
    let step = match quoted {
        Some(name) => Step::Field(name.replace("\\.", ".")),
        None => Step::Items,
    };
    Some((step, after))
}

/// `.name`, with dots in the name escaped.
pub(super) fn step(name: &str) -> String {
    format!(".{}", name.replace('\\', "\\\\").replace('.', "\\."))
}

/// Whether a node holds a time.
pub(super) fn is_time(node: &Node) -> bool {
    node.ty == Some(Type::String) && node.format.as_deref() == Some("date-time")
}
