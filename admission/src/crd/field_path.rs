//! The paths of `fieldPath` and `selectableFields`: `.a.b['c']`, looked up in a schema.

use crate::schema::Schema;

/// What a path leads to: its steps, and the node.
#[derive(Debug)]
pub(crate) struct Found<'s, 'a> {
    pub(crate) steps: Vec<Step>,
    pub(crate) schema: Option<&'s Schema<'a>>,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A declared property.
    Name(String),
    /// A key of a map.
    Key(String),
}

/// The complaint about a path that the schema does not have.
pub(crate) const NO_FIELD: &str = "does not refer to a valid field";
const UNEXPECTED_END: &str = "unexpected end of JSON path";

/// Follows `path` from `schema` on. `brackets` allows `['name']`.
///
/// # Errors
/// The server's complaint.
pub(crate) fn find<'s, 'a>(
    path: &str,
    schema: &'s Schema<'a>,
    brackets: bool,
) -> Result<Found<'s, 'a>, String> {
    let mut tokens = Tokens { rest: path };
    let mut found = Found {
        steps: Vec::new(),
        schema: Some(schema),
    };
    while let Some(token) = tokens.next() {
        match token {
            "[" if !brackets => return Err("array notation is not allowed".to_owned()),
            "[" => {
                let quoted = tokens.next().ok_or(UNEXPECTED_END)?;
                let inner = quoted.strip_prefix('\'').and_then(|q| q.strip_suffix('\''));
                let inner = inner.ok_or_else(|| format!("expected single quoted string but got {quoted}"))?;
                step(&mut found, unescape(inner)?)?;
                match tokens.next() {
                    None => return Err(UNEXPECTED_END.to_owned()),
                    Some("]") => {}
                    Some(other) => return Err(format!("expected ] but got {other}")),
                }
            }
            "." => {
                let name = tokens.next().ok_or(UNEXPECTED_END)?.to_owned();
                step(&mut found, name)?;
            }
            other => return Err(format!("expected [ or . but got: {other}")),
        }
    }
    Ok(found)
}

fn step(found: &mut Found<'_, '_>, name: String) -> Result<(), String> {
    let schema = found.schema.ok_or(NO_FIELD)?;
    if schema.has_properties() {
        found.schema = Some(schema.property(&name).ok_or(NO_FIELD)?);
        found.steps.push(Step::Name(name));
    } else if schema.additional_properties.is_some() {
        found.schema = schema.values();
        found.steps.push(Step::Key(name));
    } else {
        return Err(NO_FIELD.to_owned());
    }
    Ok(())
}

/// Splits at `.`, `[` and `]`, which are tokens too, but not inside of single quotes.
struct Tokens<'p> {
    rest: &'p str,
}

impl<'p> Tokens<'p> {
    fn next(&mut self) -> Option<&'p str> {
        let bytes = self.rest.as_bytes();
        let first = *bytes.first()?;
        let end = if first == b'\'' {
            let closing = bytes
                .windows(2)
                .position(|w| matches!(w, [before, b'\''] if *before != b'\\'));
            closing.map_or(bytes.len(), |i| i + 2)
        } else if matches!(first, b'.' | b'[' | b']') {
            1
        } else {
            bytes
                .iter()
                .position(|b| matches!(b, b'.' | b'[' | b']'))
                .unwrap_or(bytes.len())
        };
        let (token, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(token)
    }
}

/// The text of a single-quoted string: `\'`, `\\` and the escapes of Go's strings.
fn unescape(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        out.push(match chars.next() {
            Some('\'') => '\'',
            Some('\\') => '\\',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('a') => '\u{7}',
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('v') => '\u{b}',
            _ => return Err("invalid string literal: invalid syntax".to_owned()),
        });
    }
    Ok(out)
}
