//! What the parser does after a syntax error, so that later errors are found where the server finds them.
//!
//! A token too many is passed over and one that is missing is thought to be there, where what follows fits. Else
//! the rule of the grammar ends and everything is passed over up to a token that an open rule waits for.

use super::lexer::Token;
use super::parser::{Parser, Stop};
use super::source::{Issue, Place};

/// How often the parser recovers before it gives up.
const MAX_RECOVERIES: usize = 30;
/// How many tokens it passes over at once before it gives up.
const MAX_SKIPPED: usize = 256;

/// The operators that may follow any operand.
const BINARY: [&str; 14] = [
    "*", "/", "%", "+", "-", "<", "<=", ">", ">=", "==", "!=", "in", "&&", "||",
];

/// A construct that is open around an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frame {
    Parentheses,
    /// Of a call with a receiver.
    MemberArguments,
    GlobalArguments,
    Index,
    List,
    Key,
    Value,
    /// Before the question mark.
    Condition,
    /// Between question mark and colon.
    Then,
}

impl Frame {
    /// What the construct waits for.
    fn closing(self) -> &'static [&'static str] {
        match self {
            Frame::Parentheses => &[")"],
            Frame::MemberArguments | Frame::GlobalArguments => &[",", ")"],
            Frame::Index => &["]"],
            Frame::List => &[",", "]"],
            Frame::Key => &[":"],
            Frame::Value => &[",", "}"],
            Frame::Condition => &["?"],
            Frame::Then => &[":"],
        }
    }

    /// What the rules around the construct wait for, besides operators.
    fn around(self) -> &'static [&'static str] {
        match self {
            Frame::Parentheses | Frame::GlobalArguments | Frame::List | Frame::Value => &[".", "["],
            Frame::Key => &[",", "}", ".", "["],
            Frame::MemberArguments | Frame::Index | Frame::Condition | Frame::Then => &[],
        }
    }
}

/// What has happened since the first error.
#[derive(Debug, Default)]
pub(super) struct Recovery {
    /// No token has fitted since the last error, so no further one is reported.
    pub(super) silent: bool,
    attempts: usize,
    /// Where the last error was recovered from.
    last: Option<usize>,
}

impl Parser<'_> {
    /// Parses within an open construct.
    pub(super) fn within<T>(
        &mut self,
        frame: Frame,
        parse: impl FnOnce(&mut Self) -> Result<T, Stop>,
    ) -> Result<T, Stop> {
        self.frames.push(frame);
        let parsed = parse(self);
        self.frames.pop();
        parsed
    }

    /// Ends a rule with an error: passes over everything that neither this rule's surroundings (`extra`) nor an
    /// open construct waits for. `operand` tells a rule of an operand from a rule above the operators.
    pub(super) fn recover(&mut self, extra: &[&str], operand: bool) -> Result<(), Stop> {
        self.attempt()?;
        if self.recovery.last == Some(self.at) {
            self.at += 1;
        }
        self.recovery.last = Some(self.at);
        let mut skipped = 0;
        while !self.is_awaited(extra, operand) {
            skipped += 1;
            if skipped > MAX_SKIPPED {
                let message = format!("error recovery token lookahead limit exceeded: {MAX_SKIPPED}");
                self.issues.push(Issue {
                    place: Place::NONE,
                    message,
                });
                return Err(Stop::Fatal);
            }
            self.at += 1;
        }
        Ok(())
    }

    /// Counts a recovery.
    pub(super) fn attempt(&mut self) -> Result<(), Stop> {
        self.recovery.attempts += 1;
        if self.recovery.attempts <= MAX_RECOVERIES {
            return Ok(());
        }
        let message = format!("Syntax error: error recovery attempt limit exceeded: {MAX_RECOVERIES}");
        self.report(self.current().start, message);
        Err(Stop::Fatal)
    }

    fn is_awaited(&self, extra: &[&str], operand: bool) -> bool {
        let text = match self.current().token {
            Token::End => return true,
            Token::Fixed(text) => text,
            _ => return false,
        };
        let nested = self
            .frames
            .iter()
            .any(|frame| !matches!(frame, Frame::Condition | Frame::Then));
        extra.contains(&text)
            || ((operand || nested) && BINARY.contains(&text))
            || self
                .frames
                .iter()
                .any(|frame| frame.closing().contains(&text) || frame.around().contains(&text))
    }

    /// Whether the current token may follow a complete operand here.
    pub(super) fn may_follow_operand(&self) -> bool {
        let text = match self.current().token {
            Token::End => "",
            Token::Fixed(text) => text,
            _ => return false,
        };
        if BINARY.contains(&text) || matches!(text, "." | "[") {
            return true;
        }
        for frame in self.frames.iter().rev() {
            if frame.closing().contains(&text) {
                return true;
            }
            if *frame != Frame::Condition {
                return false;
            }
        }
        text.is_empty()
    }
}
