//! CEL: names and strings as the API server's dialect has them.

/// Words that a property's name can't be as it stands.
const KEYWORDS: &[&str] = &[
    "true",
    "false",
    "null",
    "in",
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
];

/// The name under which CEL knows a property; none if it can't reach it.
pub(super) fn name(property: &str) -> Option<String> {
    if KEYWORDS.contains(&property) {
        return Some(format!("__{property}__"));
    }
    let first = property.chars().next()?;
    let reachable = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '/');
    if first.is_ascii_digit() || !property.chars().all(reachable) {
        return None;
    }
    let escaped = property
        .replace("__", "__underscores__")
        .replace('.', "__dot__")
        .replace('-', "__dash__")
        .replace('/', "__slash__");
    Some(escaped)
}

/// A string literal.
pub(super) fn string(text: &str) -> String {
    let mut literal = String::from("'");
    for c in text.chars() {
        match c {
            '\\' => literal.push_str(r"\\"),
            '\'' => literal.push_str(r"\'"),
            '\n' => literal.push_str(r"\n"),
            '\r' => literal.push_str(r"\r"),
            '\t' => literal.push_str(r"\t"),
            c => literal.push(c),
        }
    }
    literal.push('\'');
    literal
}

#[cfg(test)]
mod tests {
    use super::{name, string};

    #[test]
    fn names_are_escaped_as_the_server_escapes_them() {
        let table = [
            ("engine", Some("engine")),
            ("a.b-c/d", Some("a__dot__b__dash__c__slash__d")),
            ("a__b", Some("a__underscores__b")),
            ("namespace", Some("__namespace__")),
            ("_x", Some("_x")),
            ("3d", None),
            ("ä", None),
            ("", None),
            ("$ref", None),
        ];
        for (property, escaped) in table {
            assert_eq!(name(property).as_deref(), escaped, "{property}");
        }
    }

    #[test]
    fn strings_are_quoted() {
        assert_eq!(string("it's\n\\d"), r"'it\'s\n\\d'");
    }
}
