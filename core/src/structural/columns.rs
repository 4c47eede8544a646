//! Printer columns: those of fields, in the order of the source, then those of the kind by path. So the age, which no
//! field of the user's has, stands last, as it does for Kubernetes' own kinds.

use super::json_path::{self, Target};
use super::node::Node;
use super::paths::{self, Once, Use};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{NodeKind, PrintColumn, Resource};
use crate::span::{Span, Spanned};
use serde_json::{Map, Value, json};

/// The types of columns.
const TYPES: &[&str] = &["boolean", "date", "integer", "number", "string"];

/// The formats of columns.
const FORMATS: &[&str] = &[
    "byte",
    "date",
    "date-time",
    "double",
    "float",
    "int32",
    "int64",
    "password",
];

/// `additionalPrinterColumns`.
pub(super) fn columns(
    root: &Node,
    fields: &[Use<'_>],
    resource: &Resource,
    out: &mut Diagnostics,
) -> Vec<Value> {
    let mut columns = Vec::new();
    // A field may have several columns; each has its path once.
    let mut once = Once::new("a printer column");
    for field in fields {
        let Some(first) = field.node.hooks.columns.first() else {
            continue;
        };
        if !once.admits(field, first.at, out) {
            continue;
        }
        let value = Cell {
            kind: field.node.kind(),
            time: json_path::is_time(field.node),
        };
        for column in &field.node.hooks.columns {
            let at = At {
                span: column.at,
                place: &field.place,
            };
            if let Some(ty) = value.column_type(&column.value, &at, out) {
                let named = field.json_path.rsplit('.').next().unwrap_or_default();
                columns.extend(written(&column.value, &field.json_path, &ty, named, &at, out));
            }
        }
    }
    for column in &resource.printcolumns {
        columns.extend(by_path(root, column, out));
    }
    columns
}

/// Where a column is written, and what it is about.
struct At<'a> {
    span: Span,
    place: &'a str,
}

impl At<'_> {
    fn wrong(&self, code: Code, at: Span, message: String) -> Diagnostic {
        let at = if at.is_none() { self.span } else { at };
        Diagnostic::new(code, at, self.place, message)
    }
}

/// What a column prints.
struct Cell {
    kind: NodeKind,
    time: bool,
}

impl Cell {
    /// The column's type: what is written, if it fits, else what fits best.
    fn column_type(&self, column: &PrintColumn, at: &At<'_>, out: &mut Diagnostics) -> Option<String> {
        let Some(inferred) = self.inferred() else {
            let message = format!(
                "a printer column shows strings, numbers and booleans, not {}",
                self.kind.noun()
            );
            out.push(
                at.wrong(Code::DoesNotFit, at.span, message)
                    .help("write it on a field below, or leave it out"),
            );
            return None;
        };
        let Some(given) = &column.type_ else {
            return Some(inferred.to_owned());
        };
        let known = TYPES.contains(&given.value.as_str());
        let fits = match given.value.as_str() {
            "string" => true,
            "date" => self.time || self.kind == NodeKind::Any,
            "number" => matches!(self.kind, NodeKind::Integer | NodeKind::Number | NodeKind::Any),
            other => other == inferred || self.kind == NodeKind::Any,
        };
        if known && fits {
            return Some(given.value.clone());
        }
        let wrong = if known {
            let message = format!(
                "a column of type `{}` can't show {}",
                given.value,
                self.kind.noun()
            );
            at.wrong(Code::DoesNotFit, given.at, message)
                .help(format!("leave `type` out: it would be `{inferred}`"))
        } else {
            let message = format!("`{}` is no type of a column", given.value);
            at.wrong(Code::KeyValue, given.at, message)
                .help(format!("one of {}", TYPES.join(", ")))
        };
        out.push(wrong);
        None
    }

    fn inferred(&self) -> Option<&'static str> {
        match self.kind {
            NodeKind::String if self.time => Some("date"),
            NodeKind::String | NodeKind::IntOrString => Some("string"),
            NodeKind::Integer => Some("integer"),
            NodeKind::Number => Some("number"),
            NodeKind::Boolean => Some("boolean"),
            NodeKind::Any => Some("string"),
            NodeKind::Array | NodeKind::Object | NodeKind::Map => None,
        }
    }
}

/// A column of the kind, with a path of its own.
fn by_path(root: &Node, said: &Spanned<PrintColumn>, out: &mut Diagnostics) -> Option<Value> {
    let column = &said.value;
    let missing = At {
        span: said.at,
        place: "",
    };
    let Some(path) = &column.json_path else {
        let message = "a column of the kind needs a `json_path`".to_owned();
        out.push(
            missing
                .wrong(Code::KeyMissing, said.at, message)
                .help("write `json_path = \".spec.…\"`"),
        );
        return None;
    };
    let place = paths::place(&path.value);
    let at = At {
        span: path.at,
        place: &place,
    };
    let cell = match json_path::follow(root, &path.value) {
        Some(Target::Node { node, .. }) if !node.is_any() => Cell {
            kind: node.kind(),
            time: json_path::is_time(node),
        },
        Some(Target::Metadata(kind, time)) => Cell { kind, time },
        Some(Target::Node { .. } | Target::Untold) if column.type_.is_some() => Cell {
            kind: NodeKind::Any,
            time: false,
        },
        Some(Target::Node { .. } | Target::Untold) => {
            let message = format!("the schema doesn't tell the type at `{}`", path.value);
            out.push(
                at.wrong(Code::PathUnknown, path.at, message)
                    .help("say it: `type = \"string\"`"),
            );
            return None;
        }
        Some(Target::Nothing(missing)) => {
            out.push(missing.told(path, &place));
            return None;
        }
        None => {
            let message = format!("`{}` is no JSON path", path.value);
            out.push(
                at.wrong(Code::PathUnknown, path.at, message)
                    .help("write the JSON names from the root, as in `.spec.replicas`"),
            );
            return None;
        }
    };
    let ty = cell.column_type(column, &at, out)?;
    let named = place.rsplit('.').next().unwrap_or_default();
    written(column, &path.value, &ty, named, &at, out)
}

/// The column as Kubernetes has it. `field`: the name of the field, for a heading where none is given.
fn written(
    column: &PrintColumn,
    path: &str,
    ty: &str,
    field: &str,
    at: &At<'_>,
    out: &mut Diagnostics,
) -> Option<Value> {
    let name = match &column.name {
        Value::String(name) if !name.is_empty() => name.clone(),
        Value::Null => heading(field),
        other => {
            let message = format!("the name of a column is a text, not {other}");
            out.push(
                at.wrong(Code::KeyValue, at.span, message)
                    .help("write `name = \"…\"`"),
            );
            return None;
        }
    };
    let mut written = Map::new();
    written.insert("name".to_owned(), json!(name));
    written.insert("type".to_owned(), json!(ty));
    written.insert("jsonPath".to_owned(), json!(path));
    if let Some(description) = &column.description {
        if !description.is_string() {
            let message = format!("the description of a column is a text, not {description}");
            out.push(
                at.wrong(Code::KeyValue, at.span, message)
                    .help("write `description = \"…\"`, or leave it out"),
            );
        }
        written.insert("description".to_owned(), description.clone());
    }
    if let Some(format) = &column.format {
        if !FORMATS.iter().any(|known| format == known) {
            let message = format!("{format} is no format of a column");
            out.push(
                at.wrong(Code::KeyValue, at.span, message)
                    .help(format!("one of {}", FORMATS.join(", "))),
            );
        }
        written.insert("format".to_owned(), format.clone());
    }
    match column
        .priority
        .as_ref()
        .map(|priority| (priority, priority.as_i64()))
    {
        None | Some((_, Some(0))) => {}
        Some((priority, Some(number))) if i32::try_from(number).is_ok() => {
            written.insert("priority".to_owned(), priority.clone());
        }
        Some((priority, _)) => {
            let message = format!("the priority of a column is an integer of 32 bits, not {priority}");
            out.push(
                at.wrong(Code::KeyValue, at.span, message)
                    .help("write 0 for a column that is always shown, 1 for one of `-o wide`"),
            );
        }
    }
    Some(Value::Object(written))
}

/// A field's name as a heading: `replicas` is `Replicas`.
fn heading(field: &str) -> String {
    let mut heading = String::new();
    for (index, c) in field.chars().enumerate() {
        if index == 0 {
            heading.extend(c.to_uppercase());
        } else {
            heading.push(c);
        }
    }
    heading
}
