//! Regular expressions as Go's `regexp` (RE2) takes them, for Rust's `regex`.
//!
//! Go's syntax is parsed here, with Go's limits and errors, and written anew in Rust's: the two differ in what they
//! accept and in what the same text means (`\d` is ASCII in Go, `&&` in a class is an operator in Rust).

mod class;
mod escape;
mod flags;
mod limits;
mod parse;
mod translate;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt;

use regex::{Regex, RegexBuilder};

/// Bytes that a compiled pattern may take.
const SIZE_LIMIT: usize = 128 << 20;

/// A pattern that Go does not take, in Go's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    code: &'static str,
    part: String,
}

impl PatternError {
    fn new(code: &'static str, part: &str) -> Self {
        Self {
            code,
            part: part.to_owned(),
        }
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error parsing regexp: {}: `{}`", self.code, self.part)
    }
}

impl std::error::Error for PatternError {}

/// Whether Go takes the pattern.
///
/// # Errors
/// It does not.
pub fn check(pattern: &str) -> Result<(), PatternError> {
    if pattern.is_empty() {
        return Ok(());
    }
    TAKEN.with_borrow_mut(|taken| {
        if taken.contains(pattern) {
            return Ok(());
        }
        parse::parse(pattern)?;
        if taken.len() < MAX_TAKEN {
            taken.insert(pattern.to_owned());
        }
        Ok(())
    })
}

/// How many patterns are remembered.
const MAX_TAKEN: usize = 256;

thread_local! {
    /// Patterns that Go takes. Few are written often: the one of a quantity stands in a pod template over twenty times.
    static TAKEN: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// The pattern as one for Rust's `regex` that matches the same texts; groups don't capture.
///
/// # Errors
/// Go does not take it.
pub fn translate(pattern: &str) -> Result<String, PatternError> {
    parse::parse(pattern).map(|node| translate::translate(&node))
}

/// Compiles Go's pattern.
///
/// # Errors
/// Go does not take it, or it is larger than this crate compiles (128 MiB).
pub fn compile(pattern: &str) -> Result<Regex, PatternError> {
    let translated = translate(pattern)?;
    let built = RegexBuilder::new(&translated)
        .size_limit(SIZE_LIMIT)
        .nest_limit(u32::MAX / 2)
        .build();
    built.map_err(|_| PatternError::new("expression too large", pattern))
}

#[cfg(test)]
mod tests;
