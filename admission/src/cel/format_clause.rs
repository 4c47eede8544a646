//! The clauses of `string.format`.

/// `%s`, `%d`, …
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Clause {
    String,
    Decimal,
    /// Digits after the point.
    Fixed(Option<usize>),
    /// Digits after the point.
    Scientific(Option<usize>),
    Binary,
    Hex {
        upper: bool,
    },
    Octal,
}

impl Clause {
    /// What is said of an argument of a type that the clause cannot print.
    pub(super) fn refusal(&self, given: &str) -> String {
        let rule = match self {
            Clause::String => {
                "string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps"
            }
            Clause::Decimal => "decimal clause can only be used on integers",
            Clause::Fixed(_) => "fixed-point clause can only be used on doubles",
            Clause::Scientific(_) => "scientific clause can only be used on doubles",
            Clause::Binary => "only integers and bools can be formatted as binary",
            Clause::Hex { .. } => "only integers, byte buffers, and strings can be formatted as hex",
            Clause::Octal => "octal clause can only be used on integers",
        };
        format!("{rule}, was given {given}")
    }
}

/// A part of a format text.
#[derive(Debug)]
pub(super) enum Piece<'t> {
    /// Printed as it is.
    Text(&'t str),
    /// Takes an argument; or why it cannot be read, after which nothing follows.
    Clause(Result<Clause, String>),
}

/// The parts of a format text.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        if !before.is_empty() {
            out.push(Piece::Text(before));
        }
        if let Some(after) = after.strip_prefix('%') {
            out.push(Piece::Text("%"));
            rest = after;
            continue;
        }
        match clause(after) {
            Ok((clause, after)) => {
                out.push(Piece::Clause(Ok(clause)));
                rest = after;
            }
            Err(message) => {
                out.push(Piece::Clause(Err(message)));
                return out;
            }
        }
    }
    if !rest.is_empty() {
        out.push(Piece::Text(rest));
    }
    out
}

fn clause(text: &str) -> Result<(Clause, &str), String> {
    if text.is_empty() {
        return Err("unexpected end of string".to_owned());
    }
    let (precision, text) = precision(text)?;
    let mut chars = text.chars();
    let clause = match chars.next() {
        Some('s') => Clause::String,
        Some('d') => Clause::Decimal,
        Some('f') => Clause::Fixed(precision),
        Some('e') => Clause::Scientific(precision),
        Some('b') => Clause::Binary,
        Some(c @ ('x' | 'X')) => Clause::Hex { upper: c == 'X' },
        Some('o') => Clause::Octal,
        Some(c) => {
            // The server looks at the first byte of the character only.
            let byte = c.encode_utf8(&mut [0; 4]).bytes().next().map_or(c, char::from);
            return Err(format!("unrecognized formatting clause \"{byte}\""));
        }
        None => return Err("unexpected end of string".to_owned()),
    };
    Ok((clause, chars.as_str()))
}

fn precision(text: &str) -> Result<(Option<usize>, &str), String> {
    let Some(after) = text.strip_prefix('.') else {
        return Ok((None, text));
    };
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = after.split_at(digits);
    if rest.is_empty() {
        return Err("error while parsing precision: could not find end of precision specifier".to_owned());
    }
    let reason = if number.is_empty() {
        "invalid syntax"
    } else {
        "value out of range"
    };
    let parsed: Result<i64, _> = number.parse();
    match parsed.ok().and_then(|n| usize::try_from(n).ok()) {
        Some(precision) => Ok((Some(precision), rest)),
        None => Err(format!(
            "error while parsing precision: error while converting precision to integer: strconv.Atoi: parsing \"{number}\": {reason}"
        )),
    }
}
