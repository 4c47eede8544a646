//! Character classes: `[…]`, `\d`, `[:alpha:]`, `\p{Greek}`.

use regex::Regex;

use super::parse::consumed;
use super::{PatternError, escape};

/// A set of characters.
#[derive(Clone, Debug, Default)]
pub(super) struct Class {
    pub(super) negated: bool,
    pub(super) fold_case: bool,
    pub(super) items: Vec<Item>,
}

/// A part of a class.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Range(u32, u32),
    /// Ranges in Rust's syntax, or all but them.
    Ascii(&'static str, bool),
    /// A Unicode set in Rust's syntax, or all but it.
    Unicode(String, bool),
}

const RANGE: &str = "invalid character class range";

/// `\d` and its like outside of brackets, and `\p`.
pub(super) fn escape(text: &str, fold_case: bool) -> Result<Option<(Class, &str)>, PatternError> {
    let found = match unicode(text)? {
        Some(found) => Some(found),
        None => perl(text),
    };
    Ok(found.map(|(item, rest)| {
        (
            Class {
                negated: false,
                fold_case,
                items: vec![item],
            },
            rest,
        )
    }))
}

/// Parses the class that `text` starts with.
pub(super) fn parse(text: &str, fold_case: bool) -> Result<(Class, &str), PatternError> {
    let mut rest = text.get(1..).unwrap_or_default();
    let mut class = Class {
        fold_case,
        ..Class::default()
    };
    if let Some(after) = rest.strip_prefix('^') {
        class.negated = true;
        rest = after;
    }
    let mut first = true;
    loop {
        if let Some(after) = rest.strip_prefix(']').filter(|_| !first) {
            return Ok((class, after));
        }
        first = false;
        let (item, after) = item(rest, text)?;
        class.items.push(item);
        rest = after;
    }
}

fn item<'p>(text: &'p str, whole: &'p str) -> Result<(Item, &'p str), PatternError> {
    if let Some(found) = posix(text)? {
        return Ok(found);
    }
    if let Some(found) = unicode(text)? {
        return Ok(found);
    }
    if let Some(found) = perl(text) {
        return Ok(found);
    }
    let (low, rest) = character(text, whole)?;
    match rest.strip_prefix('-') {
        Some(after) if !after.is_empty() && !after.starts_with(']') => {
            let (high, rest) = character(after, whole)?;
            if high < low {
                return Err(PatternError::new(RANGE, consumed(text, rest)));
            }
            Ok((Item::Range(low, high), rest))
        }
        _ => Ok((Item::Range(low, low), rest)),
    }
}

fn character<'p>(text: &'p str, whole: &str) -> Result<(u32, &'p str), PatternError> {
    if text.starts_with('\\') {
        return escape::parse(text);
    }
    let mut chars = text.chars();
    let Some(c) = chars.next() else {
        return Err(PatternError::new("missing closing ]", whole));
    };
    Ok((u32::from(c), chars.as_str()))
}

fn perl(text: &str) -> Option<(Item, &str)> {
    let (ranges, negated) = match text.as_bytes() {
        [b'\\', b'd', ..] => ("0-9", false),
        [b'\\', b'D', ..] => ("0-9", true),
        [b'\\', b's', ..] => ("\\t\\n\\x0C\\r ", false),
        [b'\\', b'S', ..] => ("\\t\\n\\x0C\\r ", true),
        [b'\\', b'w', ..] => ("0-9A-Za-z_", false),
        [b'\\', b'W', ..] => ("0-9A-Za-z_", true),
        _ => return None,
    };
    Some((Item::Ascii(ranges, negated), text.get(2..).unwrap_or_default()))
}

fn posix(text: &str) -> Result<Option<(Item, &str)>, PatternError> {
    let Some(inner) = text.strip_prefix("[:") else {
        return Ok(None);
    };
    let Some(end) = inner.find(":]") else {
        return Ok(None);
    };
    let name = inner.get(..end).unwrap_or_default();
    let (name, negated) = name.strip_prefix('^').map_or((name, false), |name| (name, true));
    let ranges = match name {
        "alnum" => "0-9A-Za-z",
        "alpha" => "A-Za-z",
        "ascii" => "\\x00-\\x7F",
        "blank" => "\\t ",
        "cntrl" => "\\x00-\\x1F\\x7F",
        "digit" => "0-9",
        "graph" => "!-~",
        "lower" => "a-z",
        "print" => " -~",
        "punct" => "!-/:-@\\[-`\\{-~",
        "space" => "\\t-\\r ",
        "upper" => "A-Z",
        "word" => "0-9A-Za-z_",
        "xdigit" => "0-9A-Fa-f",
        _ => return Err(PatternError::new(RANGE, text.get(..end + 4).unwrap_or(text))),
    };
    Ok(Some((
        Item::Ascii(ranges, negated),
        text.get(end + 4..).unwrap_or_default(),
    )))
}

fn unicode(text: &str) -> Result<Option<(Item, &str)>, PatternError> {
    let mut negated = match text.as_bytes() {
        [b'\\', b'p', ..] => false,
        [b'\\', b'P', ..] => true,
        _ => return Ok(None),
    };
    let after = text.get(2..).unwrap_or_default();
    let (sequence, name) = match after.strip_prefix('{') {
        Some(_) => {
            let Some(end) = text.find('}') else {
                return Err(PatternError::new(RANGE, text));
            };
            (
                text.get(..=end).unwrap_or(text),
                text.get(3..end).unwrap_or_default(),
            )
        }
        None => {
            // Nothing after `\p`: an empty rune, which names no set.
            let length = after.chars().next().map_or(0, char::len_utf8);
            let sequence = text.get(..2 + length).unwrap_or(text);
            (sequence, after.get(..length).unwrap_or_default())
        }
    };
    let name = match name.strip_prefix('^') {
        Some(name) => {
            negated = !negated;
            name
        }
        None => name,
    };
    let Some(set) = unicode_set(name) else {
        return Err(PatternError::new(RANGE, sequence));
    };
    Ok(Some((
        Item::Unicode(set, negated),
        text.get(sequence.len()..).unwrap_or_default(),
    )))
}

/// The set of a name that Go knows: a general category, short or long, or a script by its long name.
fn unicode_set(name: &str) -> Option<String> {
    let canonical: String = name
        .chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .map(|c| c.to_ascii_lowercase())
        .collect();
    if canonical.is_empty()
        || !canonical.chars().all(|c| c.is_ascii_alphabetic())
        || canonical.starts_with("is")
    {
        return None;
    }
    match canonical.as_str() {
        "any" => return Some("[\\x{0}-\\x{10FFFF}]".to_owned()),
        "ascii" => return Some("[\\x00-\\x7F]".to_owned()),
        "assigned" => return Some("\\P{gc=Cn}".to_owned()),
        _ => {}
    }
    let known = |set: String| Regex::new(&set).is_ok().then_some(set);
    if let Some(set) = known(format!("\\p{{gc={canonical}}}")) {
        return Some(set);
    }
    // Four letters are a script's code, which Go does not know, but for scripts whose name is as short.
    let is_code = canonical.len() == 4 && !matches!(canonical.as_str(), "cham" | "lisu" | "thai" | "toto");
    if is_code {
        None
    } else {
        known(format!("\\p{{sc={canonical}}}"))
    }
}
