//! A place in a source file, moved forward token by token.
//!
//! k8s-openapi's files are written by a generator: few shapes, megabytes of text. Reading just these shapes is many
//! times faster than parsing Rust, and anything else is an error with its line.

use std::path::Path;

use super::Error;

/// A place in the text of a file.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'a> {
    file: &'a Path,
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(file: &'a Path, text: &'a str) -> Self {
        Self { file, text, at: 0 }
    }

    /// The place right behind the first `pattern` of the file; none where the file doesn't hold it.
    pub(super) fn behind(file: &'a Path, text: &'a str, pattern: &str) -> Option<Self> {
        let at = text.find(pattern)? + pattern.len();
        Some(Self { file, text, at })
    }

    /// The error that something else was expected here.
    pub(super) fn expected(&self, what: &str) -> Error {
        let read = self.text.get(..self.at).unwrap_or_default();
        let line = 1 + read.bytes().filter(|byte| *byte == b'\n').count();
        Error::shape(self.file, line, what)
    }

    /// Whether nothing but white space and comments is left.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.skip_trivia();
        self.rest().is_empty()
    }

    /// Moves over one token if it comes next. A word must end where `token` ends.
    pub(super) fn eat(&mut self, token: &str) -> bool {
        self.skip_trivia();
        let Some(behind) = self.rest().strip_prefix(token) else {
            return false;
        };
        let is_word = token.ends_with(is_word_char);
        if is_word && behind.starts_with(is_word_char) {
            return false;
        }
        self.at += token.len();
        true
    }

    /// Moves over tokens, given with spaces between them.
    pub(super) fn expect(&mut self, tokens: &str) -> Result<(), Error> {
        for token in tokens.split(' ') {
            if !self.eat(token) {
                return Err(self.expected(&format!("`{token}`")));
            }
        }
        Ok(())
    }

    /// Moves right behind the next `pattern`, whatever stands before it.
    pub(super) fn skip_past(&mut self, pattern: &str) -> Result<(), Error> {
        match self.rest().find(pattern) {
            Some(found) => {
                self.at += found + pattern.len();
                Ok(())
            }
            None => Err(self.expected(&format!("`{pattern}`"))),
        }
    }

    /// Moves over an identifier or keyword.
    pub(super) fn word(&mut self) -> Result<&'a str, Error> {
        self.skip_trivia();
        let rest = self.rest();
        let length = rest.find(|c| !is_word_char(c)).unwrap_or(rest.len());
        match rest.get(..length) {
            Some(word) if length > 0 => {
                self.at += length;
                Ok(word)
            }
            _ => Err(self.expected("a name")),
        }
    }

    /// Moves over a string literal and gives its value.
    pub(super) fn string(&mut self) -> Result<String, Error> {
        if !self.eat("\"") {
            return Err(self.expected("a string"));
        }
        let mut value = String::new();
        loop {
            let rest = self.rest();
            let Some(length) = rest.find(['"', '\\']) else {
                return Err(self.expected("the end of a string"));
            };
            value.push_str(rest.get(..length).unwrap_or_default());
            self.at += length + 1;
            if rest.as_bytes().get(length) == Some(&b'"') {
                return Ok(value);
            }
            value.push(self.escaped()?);
        }
    }

    /// The character of an escape, behind its backslash. The generator writes no others.
    fn escaped(&mut self) -> Result<char, Error> {
        let escaped = match self.rest().bytes().next() {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'0') => '\0',
            Some(b'"') => '"',
            Some(b'\'') => '\'',
            Some(b'\\') => '\\',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err(self.expected("an escape")),
        };
        self.at += 1;
        Ok(escaped)
    }

    fn unicode_escape(&mut self) -> Result<char, Error> {
        let digits = self
            .rest()
            .strip_prefix("u{")
            .and_then(|rest| rest.split_once('}'))
            .map(|(digits, _)| digits);
        let escaped = digits.and_then(|digits| char::from_u32(u32::from_str_radix(digits, 16).ok()?));
        match (digits, escaped) {
            (Some(digits), Some(escaped)) => {
                self.at += digits.len() + "u{}".len();
                Ok(escaped)
            }
            _ => Err(self.expected("an escape")),
        }
    }

    /// The text from here on.
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Moves over white space and line comments.
    fn skip_trivia(&mut self) {
        loop {
            let trimmed = self.rest().trim_ascii_start();
            self.at = self.text.len() - trimmed.len();
            if !trimmed.starts_with("//") {
                return;
            }
            self.at += trimmed.find('\n').unwrap_or(trimmed.len());
        }
    }
}

fn is_word_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
