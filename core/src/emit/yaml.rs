//! The block layout of YAML: maps, lists, and where a line ends.

use serde_json::{Map, Value};

use super::{scalar, sorted};

/// Columns from a map to what stands below its keys, and the width of `- `.
const INDENT: usize = 2;

pub(super) fn document(out: &mut String, value: &Value) {
    out.push_str("---\n");
    node(out, value, 0, INDENT);
}

/// Writes a value from the cursor, which stands at `column`, to the end of its last line. `text_column` is where the lines of a
/// block string begin.
fn node(out: &mut String, value: &Value, column: usize, text_column: usize) {
    match value {
        Value::Object(map) if !map.is_empty() => return entries(out, map, column),
        Value::Array(list) if !list.is_empty() => return items(out, list, column),
        Value::Object(_) => out.push_str("{}"),
        Value::Array(_) => out.push_str("[]"),
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => scalar::number(out, number),
        Value::String(text) => return scalar::text(out, text, text_column),
    }
    out.push('\n');
}

fn entries(out: &mut String, map: &Map<String, Value>, column: usize) {
    for (nth, (key, value)) in sorted(map).into_iter().enumerate() {
        if nth > 0 {
            pad(out, column);
        }
        let below = match scalar::key(out, key, column) {
            scalar::KeyForm::Simple if value.is_array() => column,
            _ => column + INDENT,
        };
        if is_block(value) {
            out.push('\n');
            pad(out, below);
        } else {
            out.push(' ');
        }
        node(out, value, below, column + INDENT);
    }
}

fn items(out: &mut String, list: &[Value], column: usize) {
    for (nth, value) in list.iter().enumerate() {
        if nth > 0 {
            pad(out, column);
        }
        out.push_str("- ");
        node(out, value, column + INDENT, column + INDENT);
    }
}

/// Whether the value takes lines of its own below its key.
fn is_block(value: &Value) -> bool {
    match value {
        Value::Object(map) => !map.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => false,
    }
}

fn pad(out: &mut String, column: usize) {
    const SPACES: &str = "                                                                ";
    let mut left = column;
    while left > 0 {
        let some = left.min(SPACES.len());
        out.push_str(SPACES.get(..some).unwrap_or_default());
        left -= some;
    }
}
