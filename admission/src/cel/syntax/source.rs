//! The text of an expression and how a place in it is shown.

use std::fmt::Write as _;

/// Lines longer than this many bytes are not quoted in an error.
const MAX_SNIPPET: usize = 16_384;

/// How many errors of one expression are printed.
const MAX_ERRORS: usize = 100;

/// The code points of an expression, with the offsets at which its lines begin.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// The code points.
    pub(crate) chars: Vec<char>,
    lines: Vec<usize>,
}

/// A line (from 1) and a column (from 0), both in code points; line -1 is no place at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// The line, from 1; -1 for none.
    pub line: i64,
    /// The column, from 0; -1 for none.
    pub column: i64,
}

impl Place {
    /// The place of an error that belongs to the whole expression.
    pub(crate) const NONE: Place = Place { line: -1, column: -1 };
}

/// One error of the parser, the type checker or a literal check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Issue {
    /// Where.
    pub place: Place,
    /// What, in cel-go's words.
    pub message: String,
}

impl Source {
    /// Splits `text` into lines.
    pub(crate) fn new(text: &str) -> Source {
        let chars: Vec<char> = text.chars().collect();
        let mut lines = vec![0];
        lines.extend(
            chars
                .iter()
                .enumerate()
                .filter(|(_, c)| **c == '\n')
                .map(|(i, _)| i + 1),
        );
        Source { chars, lines }
    }

    /// The line and column of a code point offset.
    pub(crate) fn place(&self, offset: usize) -> Place {
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or(0);
        Place {
            line: line as i64,
            column: offset.saturating_sub(start) as i64,
        }
    }

    /// The code points of `start..end` as a string.
    pub(crate) fn text(&self, start: usize, end: usize) -> String {
        self.chars
            .get(start..end.min(self.chars.len()))
            .unwrap_or(&[])
            .iter()
            .collect()
    }

    fn line(&self, line: i64) -> Option<&[char]> {
        let index = usize::try_from(line).ok()?.checked_sub(1)?;
        let start = *self.lines.get(index)?;
        let end = self
            .lines
            .get(index + 1)
            .map_or(self.chars.len(), |next| next - 1);
        self.chars.get(start..end)
    }

    /// The errors as cel-go prints them: sorted by place, each with its line and a pointer below it.
    pub(crate) fn display(&self, issues: &[Issue]) -> String {
        let mut shown: Vec<&Issue> = issues.iter().take(MAX_ERRORS).collect();
        shown.sort_by_key(|issue| issue.place);
        let mut out: Vec<String> = shown.iter().map(|issue| self.display_one(issue)).collect();
        if issues.len() > MAX_ERRORS {
            out.push(format!(
                "{} more errors were truncated",
                issues.len() - MAX_ERRORS
            ));
        }
        out.join("\n")
    }

    fn display_one(&self, issue: &Issue) -> String {
        let Place { line, column } = issue.place;
        let mut out = format!("ERROR: <input>:{line}:{}: {}", column + 1, issue.message);
        let Some(chars) = self.line(line) else { return out };
        if chars.iter().map(|c| c.len_utf8()).sum::<usize>() > MAX_SNIPPET {
            return out;
        }
        let text: String = chars.iter().map(|c| if *c == '\t' { ' ' } else { *c }).collect();
        let column = usize::try_from(column).unwrap_or(0);
        let pointer: String = chars.iter().take(column).map(|c| dot(*c)).collect();
        let mark = if chars.get(column).is_some_and(|c| c.len_utf8() > 1) {
            '\u{ff3e}'
        } else {
            '^'
        };
        let _ = write!(out, "\n | {text}\n | {pointer}{mark}");
        out
    }
}

fn dot(c: char) -> char {
    if c.len_utf8() > 1 { '\u{ff0e}' } else { '.' }
}
