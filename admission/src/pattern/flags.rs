//! `(?…`: flags, groups that don't capture, named groups.

use super::PatternError;
use super::parse::consumed;

/// What `(?ims-U)` changes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Flags {
    pub(super) fold_case: bool,
    pub(super) multi_line: bool,
    pub(super) dot_matches_line_break: bool,
    pub(super) swap_greed: bool,
}

/// What opens with `(?`.
pub(super) enum Group {
    Named,
    Flagged(Flags),
    FlagsOnly(Flags),
}

/// Parses what starts with `(?`.
pub(super) fn parse(text: &str, flags: Flags) -> Result<(Group, &str), PatternError> {
    let bytes = text.as_bytes();
    let name_start = match (bytes.get(2), bytes.get(3)) {
        (Some(b'P'), Some(b'<')) if text.len() > 4 => Some(4),
        (Some(b'<'), _) if text.len() > 3 => Some(3),
        _ => None,
    };
    match name_start {
        Some(start) => named(text, start),
        None => flagged(text, flags),
    }
}

fn named(text: &str, start: usize) -> Result<(Group, &str), PatternError> {
    const CODE: &str = "invalid named capture";
    let Some(end) = text.find('>') else {
        return Err(PatternError::new(CODE, text));
    };
    let name = text.get(start..end).unwrap_or_default();
    if name.is_empty() || !name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric()) {
        return Err(PatternError::new(CODE, text.get(..=end).unwrap_or(text)));
    }
    Ok((Group::Named, text.get(end + 1..).unwrap_or_default()))
}

fn flagged(text: &str, flags: Flags) -> Result<(Group, &str), PatternError> {
    let mut new = flags;
    let (mut on, mut saw_flag) = (true, false);
    let mut chars = text.get(2..).unwrap_or_default().chars();
    while let Some(c) = chars.next() {
        match c {
            'i' => new.fold_case = on,
            'm' => new.multi_line = on,
            's' => new.dot_matches_line_break = on,
            'U' => new.swap_greed = on,
            '-' if on => {
                on = false;
                saw_flag = false;
                continue;
            }
            ':' if on || saw_flag => return Ok((Group::Flagged(new), chars.as_str())),
            ')' if on || saw_flag => return Ok((Group::FlagsOnly(new), chars.as_str())),
            _ => return Err(bad(text, chars.as_str())),
        }
        saw_flag = true;
    }
    Err(bad(text, ""))
}

fn bad(text: &str, rest: &str) -> PatternError {
    PatternError::new("invalid or unsupported Perl syntax", consumed(text, rest))
}
