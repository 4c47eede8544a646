//! How a string, a key or a number is written so that every reader gets it back.
//!
//! The styles are controller-gen's choice: plain where that is read as this string; double quotes where a plain word would have
//! another type; single quotes where the plain form would be syntax; block style for text of several lines; double quotes with
//! escapes for all else.

use std::fmt::Write as _;

use serde_json::Number;

use super::implicit;

/// Readers look no further than 1024 characters for the `:` of a simple key (YAML 1.2, section 8.2.2); quotes are counted too.
const SIMPLE_KEY_BYTES: usize = 1000;

/// How a key was written, which decides where a list below it may stand.
pub(super) enum KeyForm {
    /// `key:`
    Simple,
    /// `? key`, then `:` on a line of its own.
    Explicit,
}

/// Writes a key and its `:`; the cursor stands at `column`.
pub(super) fn key(out: &mut String, text: &str, column: usize) -> KeyForm {
    let start = out.len();
    line(out, text);
    if out.len() - start <= SIMPLE_KEY_BYTES {
        out.push(':');
        return KeyForm::Simple;
    }
    out.insert_str(start, "? ");
    let _ = write!(out, "\n{:column$}:", "");
    KeyForm::Explicit
}

/// Writes a string and the line break after it; the lines of a block stand at `column`.
pub(super) fn text(out: &mut String, text: &str, column: usize) {
    let Some(header) = block_header(text) else {
        line(out, text);
        out.push('\n');
        return;
    };
    out.push_str(header);
    out.push('\n');
    for line in text.split_terminator('\n') {
        if !line.is_empty() {
            let _ = write!(out, "{:column$}{line}", "");
        }
        out.push('\n');
    }
}

/// Writes a number as JSON has it, but that a float with an exponent gets the point and the sign without which YAML 1.1 takes it
/// for a string: `1e21` becomes `1.0e+21`.
pub(super) fn number(out: &mut String, number: &Number) {
    let written = number.to_string();
    let Some((mantissa, exponent)) = written.split_once(['e', 'E']) else {
        out.push_str(&written);
        return;
    };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['-', '+']) { "" } else { "+" };
    let _ = write!(out, "{mantissa}{point}e{sign}{exponent}");
}

/// Writes a string on the current line.
fn line(out: &mut String, text: &str) {
    if is_plain_word(text) {
        out.push_str(text);
    } else if text.contains(|c| c == '\t' || is_escaped(c)) || implicit::is_typed(text) {
        double_quoted(out, text);
    } else if is_syntax(text) {
        let _ = write!(out, "'{}'", text.replace('\'', "''"));
    } else {
        out.push_str(text);
    }
}

/// Whether the text is what most keys and values are: a word that begins with a letter, holds nothing that could be syntax
/// and is none of the few that a reader takes for something else. A number or a date begins with a letter nowhere.
fn is_plain_word(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/'))
        && (text.len() > implicit::LONGEST_WORD || !implicit::is_word(text))
}

/// The header of the block style (`|-`, `|`, `|+`) if the text has several lines and a block gives it back exactly.
///
/// White space at the beginning would need an indentation indicator, at the end of a line it is what editors remove.
fn block_header(text: &str) -> Option<&'static str> {
    if !text.contains('\n') {
        return None;
    }
    let body = text.trim_end_matches('\n');
    let exact = !body.is_empty()
        && !body.starts_with(char::is_whitespace)
        && !body.lines().any(|line| line.ends_with(char::is_whitespace))
        && !body.contains(|c| c != '\n' && is_escaped(c));
    match text.len() - body.len() {
        _ if !exact => None,
        0 => Some("|-"),
        1 => Some("|"),
        _ => Some("|+"),
    }
}

/// Whether the plain form would be read as syntax, or trimmed.
fn is_syntax(text: &str) -> bool {
    let blank_edge = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
    let indicator = text.starts_with([
        ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`', '?', ':',
    ]);
    let marker =
        ["---", "..."].iter().any(|marker| text.starts_with(marker)) || text == "-" || text.starts_with("- ");
    blank_edge || indicator || marker || text.ends_with(':') || text.contains(": ") || text.contains(" #")
}

/// Characters that only an escape brings through every reader: controls, the line breaks of YAML 1.1 (NEL, LS, PS), the byte order
/// mark, and what is no character.
fn is_escaped(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Double quotes with JSON's escapes, which YAML shares.
fn double_quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_escaped(c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
