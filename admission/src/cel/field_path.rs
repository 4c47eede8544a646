//! The `fieldPath` of a rule: `.a.b['c']`, relative to the node of the rule.

use serde_json::Value;

/// The path as errors print it; none where it leads to no field.
pub(crate) fn normalize(path: &str, schema: &Value) -> Option<String> {
    let mut out = String::new();
    let mut node = schema;
    let mut tokens = split(path).into_iter();
    while let Some(token) = tokens.next() {
        let name = match token.as_str() {
            "." => tokens.next()?,
            "[" => {
                let quoted = tokens.next()?;
                let inner = quoted
                    .strip_prefix('\'')?
                    .strip_suffix('\'')
                    .filter(|_| quoted.len() >= 2)?;
                unescape(inner)?
            }
            _ => return None,
        };
        node = step(node, &name, &mut out)?;
        if token == "[" && tokens.next()? != "]" {
            return None;
        }
    }
    Some(out)
}

/// One field or map key further.
fn step<'s>(node: &'s Value, name: &str, out: &mut String) -> Option<&'s Value> {
    if let Some(properties) = node.get("properties").and_then(Value::as_object) {
        if !out.is_empty() {
            out.push('.');
        }
        out.push_str(name);
        return properties.get(name);
    }
    out.push('[');
    out.push_str(name);
    out.push(']');
    // A bool leads there too, though nowhere from there.
    node.get("additionalProperties")
        .filter(|values| !values.is_null())
}

/// Points, brackets and what stands between; quoted text is one piece.
pub(crate) fn split(path: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut current = String::new();
    let mut chars = path.chars();
    while let Some(c) = chars.next() {
        match c {
            '.' | '[' | ']' => {
                tokens.extend((!current.is_empty()).then(|| std::mem::take(&mut current)));
                tokens.push(c.to_string());
            }
            '\'' if current.is_empty() => {
                let mut quoted = String::from(c);
                for next in chars.by_ref() {
                    let escaped = quoted.ends_with('\\');
                    quoted.push(next);
                    if next == '\'' && !escaped {
                        break;
                    }
                }
                tokens.push(quoted);
            }
            _ => current.push(c),
        }
    }
    tokens.extend((!current.is_empty()).then_some(current));
    tokens
}

fn unescape(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            None => out.push('\\'),
            Some('a') => out.push('\u{7}'),
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some('v') => out.push('\u{b}'),
            Some(c @ ('\'' | '\\')) => out.push(c),
            // A backslash before a line end is no escape.
            Some('\n') => out.push_str("\\\n"),
            Some(_) => return None,
        }
    }
    Some(out)
}
