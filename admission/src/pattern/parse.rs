//! Go's parser: a stack of nodes, and the pseudo-nodes `(` and `|`.

use super::class::Class;
use super::flags::{Flags, Group};
use super::{PatternError, class, escape, flags, limits};

/// A parsed pattern.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) size: limits::Size,
}

/// What a node matches.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Empty,
    Char(u32, bool),
    Class(Class),
    /// Any character; the flag says that a line break is one.
    Any(bool),
    /// An assertion, in Rust's syntax.
    Assert(&'static str),
    Capture(Box<Node>),
    Repeat {
        node: Box<Node>,
        min: i64,
        max: i64,
        greedy: bool,
    },
    Concat(Vec<Node>),
    Alternate(Vec<Node>),
}

/// What stands on the stack.
enum Entry {
    Node(Node),
    /// `(`: whether it captures, and the flags before it.
    Open(bool, Flags),
    Bar,
}

struct Parser<'p> {
    whole: &'p str,
    rest: &'p str,
    flags: Flags,
    stack: Vec<Entry>,
}

/// Parses a whole pattern.
pub(super) fn parse(pattern: &str) -> Result<Node, PatternError> {
    let mut parser = Parser {
        whole: pattern,
        rest: pattern,
        flags: Flags::default(),
        stack: Vec::new(),
    };
    let mut last_repeat: Option<&str> = None;
    while let Some(first) = parser.rest.chars().next() {
        let before = parser.rest;
        let repeated = parser.element(first, last_repeat)?;
        last_repeat = repeated.then_some(before);
    }
    parser.close_alternatives()?;
    match (parser.stack.pop(), parser.stack.is_empty()) {
        (Some(Entry::Node(node)), true) => Ok(node),
        _ => Err(PatternError::new("missing closing )", pattern)),
    }
}

impl<'p> Parser<'p> {
    /// Reads one element; answers whether it was a repetition.
    fn element(&mut self, first: char, last_repeat: Option<&'p str>) -> Result<bool, PatternError> {
        match first {
            '(' if self.rest.starts_with("(?") => self.group()?,
            '(' => {
                self.skip(1);
                self.stack.push(Entry::Open(true, self.flags));
            }
            '|' => {
                self.skip(1);
                self.concat()?;
                self.stack.push(Entry::Bar);
            }
            ')' => {
                self.skip(1);
                self.close_group()?;
            }
            '^' => {
                self.skip(1);
                self.push(Kind::Assert(if self.flags.multi_line { "(?m:^)" } else { "\\A" }))?;
            }
            '$' => {
                self.skip(1);
                self.push(Kind::Assert(if self.flags.multi_line { "(?m:$)" } else { "\\z" }))?;
            }
            '.' => {
                self.skip(1);
                self.push(Kind::Any(self.flags.dot_matches_line_break))?;
            }
            '[' => {
                let (class, rest) = class::parse(self.rest, self.flags.fold_case)?;
                self.rest = rest;
                self.push(Kind::Class(class))?;
            }
            '*' | '+' | '?' => {
                let (min, max) = match first {
                    '*' => (0, -1),
                    '+' => (1, -1),
                    _ => (0, 1),
                };
                let before = self.rest;
                self.skip(1);
                self.repeat(min, max, false, before, last_repeat)?;
                return Ok(true);
            }
            '{' => {
                let Some((min, max, after)) = limits::counted_repeat(self.rest) else {
                    self.skip(1);
                    self.push(Kind::Char(u32::from('{'), self.flags.fold_case))?;
                    return Ok(false);
                };
                let before = self.rest;
                if !(0..=limits::MAX_REPEAT).contains(&min)
                    || max > limits::MAX_REPEAT
                    || (max >= 0 && min > max)
                {
                    return Err(PatternError::new("invalid repeat count", consumed(before, after)));
                }
                self.rest = after;
                self.repeat(min, max, true, before, last_repeat)?;
                return Ok(true);
            }
            '\\' => self.backslash()?,
            other => {
                self.skip(other.len_utf8());
                self.push(Kind::Char(u32::from(other), self.flags.fold_case))?;
            }
        }
        Ok(false)
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn push(&mut self, kind: Kind) -> Result<(), PatternError> {
        let node = limits::measured(kind, self.whole)?;
        self.stack.push(Entry::Node(node));
        Ok(())
    }

    fn group(&mut self) -> Result<(), PatternError> {
        let (group, rest) = flags::parse(self.rest, self.flags)?;
        self.rest = rest;
        match group {
            Group::Named => self.stack.push(Entry::Open(true, self.flags)),
            Group::Flagged(flags) => {
                self.stack.push(Entry::Open(false, self.flags));
                self.flags = flags;
            }
            Group::FlagsOnly(flags) => self.flags = flags,
        }
        Ok(())
    }

    fn close_group(&mut self) -> Result<(), PatternError> {
        self.close_alternatives()?;
        let (inner, open) = (self.stack.pop(), self.stack.pop());
        let (Some(Entry::Node(inner)), Some(Entry::Open(captures, flags))) = (inner, open) else {
            return Err(PatternError::new("unexpected )", self.whole));
        };
        self.flags = flags;
        if captures {
            self.push(Kind::Capture(Box::new(inner)))
        } else {
            self.stack.push(Entry::Node(inner));
            Ok(())
        }
    }

    fn repeat(
        &mut self,
        min: i64,
        max: i64,
        counted: bool,
        before: &'p str,
        last_repeat: Option<&'p str>,
    ) -> Result<(), PatternError> {
        let mut greedy = !self.flags.swap_greed;
        if self.rest.starts_with('?') {
            self.skip(1);
            greedy = !greedy;
        }
        if let Some(last) = last_repeat {
            return Err(PatternError::new(
                "invalid nested repetition operator",
                consumed(last, self.rest),
            ));
        }
        let Some(Entry::Node(node)) = self.stack.pop_if(|top| matches!(top, Entry::Node(_))) else {
            return Err(PatternError::new(
                "missing argument to repetition operator",
                consumed(before, self.rest),
            ));
        };
        self.push(Kind::Repeat {
            node: Box::new(node),
            min,
            max,
            greedy,
        })?;
        let valid = match self.stack.last() {
            Some(Entry::Node(node)) if counted && (min >= 2 || max >= 2) => {
                limits::repeat_is_valid(node, limits::MAX_REPEAT)
            }
            _ => true,
        };
        if valid {
            Ok(())
        } else {
            Err(PatternError::new(
                "invalid repeat count",
                consumed(before, self.rest),
            ))
        }
    }

    /// Joins what stands above the last `(` or `|`.
    fn concat(&mut self) -> Result<(), PatternError> {
        let start = self
            .stack
            .iter()
            .rposition(|e| !matches!(e, Entry::Node(_)))
            .map_or(0, |i| i + 1);
        let mut nodes: Vec<Node> = Vec::new();
        for entry in self.stack.drain(start..) {
            match entry {
                Entry::Node(Node {
                    kind: Kind::Concat(inner),
                    ..
                }) => nodes.extend(inner),
                Entry::Node(node) => nodes.push(node),
                Entry::Open(..) | Entry::Bar => {}
            }
        }
        match (nodes.pop(), nodes.is_empty()) {
            (None, _) => self.push(Kind::Empty),
            (Some(only), true) => {
                self.stack.push(Entry::Node(only));
                Ok(())
            }
            (Some(last), false) => {
                nodes.push(last);
                self.push(Kind::Concat(nodes))
            }
        }
    }

    /// Joins the alternatives above the last `(`.
    fn close_alternatives(&mut self) -> Result<(), PatternError> {
        self.concat()?;
        let start = self
            .stack
            .iter()
            .rposition(|e| matches!(e, Entry::Open(..)))
            .map_or(0, |i| i + 1);
        let mut branches: Vec<Node> = Vec::new();
        for entry in self.stack.drain(start..) {
            match entry {
                Entry::Node(Node {
                    kind: Kind::Alternate(inner),
                    ..
                }) => branches.extend(inner),
                Entry::Node(node) => branches.push(node),
                Entry::Open(..) | Entry::Bar => {}
            }
        }
        match (branches.pop(), branches.is_empty()) {
            (None, _) => self.push(Kind::Empty),
            (Some(only), true) => {
                self.stack.push(Entry::Node(only));
                Ok(())
            }
            (Some(last), false) => {
                branches.push(last);
                self.push(Kind::Alternate(branches))
            }
        }
    }

    fn backslash(&mut self) -> Result<(), PatternError> {
        let assertion = match self.rest.as_bytes().get(1) {
            Some(b'A') => Some("\\A"),
            Some(b'b') => Some("(?-u:\\b)"),
            Some(b'B') => Some("(?-u:\\B)"),
            Some(b'z') => Some("\\z"),
            Some(b'C') => return Err(PatternError::new("invalid escape sequence", "\\C")),
            Some(b'Q') => return self.quoted(),
            _ => None,
        };
        if let Some(assertion) = assertion {
            self.skip(2);
            return self.push(Kind::Assert(assertion));
        }
        if let Some((class, rest)) = class::escape(self.rest, self.flags.fold_case)? {
            self.rest = rest;
            return self.push(Kind::Class(class));
        }
        let (code, rest) = escape::parse(self.rest)?;
        self.rest = rest;
        self.push(Kind::Char(code, self.flags.fold_case))
    }

    /// `\Q…\E`: literal, up to the end where `\E` is missing.
    fn quoted(&mut self) -> Result<(), PatternError> {
        self.skip(2);
        let (literal, rest) = self.rest.split_once("\\E").unwrap_or((self.rest, ""));
        self.rest = rest;
        for c in literal.chars() {
            self.push(Kind::Char(u32::from(c), self.flags.fold_case))?;
        }
        Ok(())
    }
}

/// What stands between the start of `before` and the start of `after`.
pub(super) fn consumed<'p>(before: &'p str, after: &str) -> &'p str {
    before
        .get(..before.len().saturating_sub(after.len()))
        .unwrap_or(before)
}
