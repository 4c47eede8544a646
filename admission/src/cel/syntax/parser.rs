//! The parser: tokens to nodes. Here is what all rules of the grammar need; each rule stands in the file of its subject.

use super::ast::{Expr, Kind, Literal};
use super::lexer::{Lexed, Token, lex};
use super::nodes::Nodes;
use super::recovery::{Frame, Recovery};
use super::source::{Issue, Place, Source};

/// Longest expression, in code points.
const MAX_CODE_POINTS: usize = 100_000;

/// Deepest nesting of a grammar rule, and of operators and selections in the tree.
pub(super) const MAX_DEPTH: usize = 250;

/// What differs between the servers' parsers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Syntax {
    /// `sortBy` is a macro.
    pub sort_by: bool,
    /// Names in backquotes may be selected.
    pub escaped_names: bool,
}

/// A parsed expression: the tree, or the errors.
#[derive(Debug)]
pub(crate) struct Parsed {
    /// The text, to place later errors.
    pub source: Source,
    /// The tree; none when there are errors.
    pub expr: Result<Expr, Vec<Issue>>,
}

/// Parses `text` and expands its macros.
pub(crate) fn parse(text: &str, syntax: Syntax) -> Parsed {
    let source = Source::new(text);
    let size = source.chars.len();
    if size > MAX_CODE_POINTS {
        let message =
            format!("expression code point size exceeds limit: size: {size}, limit {MAX_CODE_POINTS}");
        return Parsed {
            source,
            expr: Err(vec![Issue {
                place: Place::NONE,
                message,
            }]),
        };
    }
    let (tokens, issues) = lex(&source);
    let mut parser = Parser {
        source: &source,
        tokens,
        at: 0,
        issues,
        syntax,
        nodes: Nodes { next: 1 },
        frames: Vec::new(),
        recovery: Recovery::default(),
        depth: Depth::default(),
        too_deep: false,
    };
    let expr = parser.start();
    let mut issues = parser.issues;
    let expr = match expr {
        Ok(expr) if issues.is_empty() => Ok(expr),
        _ => {
            issues.sort_by_key(|issue| issue.place);
            Err(issues)
        }
    };
    Parsed { source, expr }
}

/// How often each recursive rule of the grammar is open.
#[derive(Debug, Default)]
pub(super) struct Depth {
    pub(super) expr: usize,
    pub(super) relation: usize,
    pub(super) calc: usize,
}

/// A rule of the grammar that ends early; what there is to say has been said.
pub(super) enum Stop {
    /// The rule, which its caller lets the parser recover from.
    Syntax,
    /// The whole parse.
    Fatal,
}

/// A node and how many operators, selections and calls lie upon its deepest path.
pub(super) type Node = (Expr, usize);

pub(super) struct Parser<'s> {
    pub(super) source: &'s Source,
    pub(super) tokens: Vec<Lexed>,
    pub(super) at: usize,
    pub(super) issues: Vec<Issue>,
    pub(super) syntax: Syntax,
    pub(super) nodes: Nodes,
    pub(super) frames: Vec<Frame>,
    pub(super) recovery: Recovery,
    pub(super) depth: Depth,
    too_deep: bool,
}

impl Parser<'_> {
    pub(super) fn start(&mut self) -> Result<Expr, Stop> {
        let (expr, _) = self.expr()?;
        if self.current().token != Token::End {
            let next = self.tokens.get(self.at + 1).map(|t| t.token);
            let kind = if next == Some(Token::End) {
                "extraneous"
            } else {
                "mismatched"
            };
            let stop = self.unexpected(kind, "<EOF>");
            if kind == "mismatched" {
                self.recover(&[], false)?;
            }
            return Err(stop);
        }
        if self.too_deep {
            self.issues.push(Issue {
                place: Place::NONE,
                message: "max recursion depth exceeded".into(),
            });
        }
        Ok(expr)
    }

    pub(super) fn current(&self) -> Lexed {
        let end = Lexed {
            token: Token::End,
            start: self.source.chars.len(),
            end: self.source.chars.len(),
        };
        self.tokens.get(self.at).copied().unwrap_or(end)
    }

    pub(super) fn is(&self, text: &str) -> bool {
        matches!(self.current().token, Token::Fixed(fixed) if fixed == text)
    }

    /// Consumes the token if it is `text`; gives its offset.
    pub(super) fn eat(&mut self, text: &str) -> Option<usize> {
        let found = self.is(text).then(|| self.current().start)?;
        self.advance();
        Some(found)
    }

    /// Passes a token that fits.
    pub(super) fn advance(&mut self) {
        self.at += 1;
        self.recovery.silent = false;
    }

    pub(super) fn expect(&mut self, text: &'static str) -> Result<usize, Stop> {
        if let Some(offset) = self.eat(text) {
            return Ok(offset);
        }
        self.attempt()?;
        let next_fits =
            matches!(self.tokens.get(self.at + 1).map(|t| t.token), Some(Token::Fixed(f)) if f == text);
        if next_fits {
            let _ = self.unexpected("extraneous", &format!("'{text}'"));
            self.advance();
            return self.eat(text).ok_or(Stop::Syntax);
        }
        let inserted = if text == ":" {
            self.begins_operand()
        } else {
            self.may_follow_operand()
        };
        if inserted {
            let at = self.current();
            let message = format!("Syntax error: missing '{text}' at '{}'", self.text(at));
            self.syntax_error(at.start, message);
            return Ok(at.start);
        }
        Err(self.unexpected("mismatched", &format!("'{text}'")))
    }

    pub(super) fn text(&self, token: Lexed) -> String {
        if token.token == Token::End {
            "<EOF>".to_owned()
        } else {
            self.source.text(token.start, token.end)
        }
    }

    pub(super) fn unexpected(&mut self, kind: &str, expecting: &str) -> Stop {
        let token = self.current();
        let text = self
            .text(token)
            .replace('\n', "\\n")
            .replace('\r', "\\r")
            .replace('\t', "\\t");
        self.syntax_error(
            token.start,
            format!("Syntax error: {kind} input '{text}' expecting {expecting}"),
        );
        Stop::Syntax
    }

    /// Reports an error unless it may come of the one before.
    pub(super) fn syntax_error(&mut self, offset: usize, message: String) {
        if !std::mem::replace(&mut self.recovery.silent, true) {
            self.report(offset, message);
        }
    }

    pub(super) fn report(&mut self, offset: usize, message: String) {
        self.issues.push(Issue {
            place: self.source.place(offset),
            message,
        });
    }

    /// An error that is no syntax error: the parse goes on with a constant in its place.
    pub(super) fn placeholder(&mut self, offset: usize, message: String) -> Node {
        self.report(offset, message);
        (self.nodes.new_expr(offset, Kind::Literal(Literal::Null)), 0)
    }

    pub(super) fn recursion(&mut self) -> Stop {
        let message = format!("expression recursion limit exceeded: {MAX_DEPTH}");
        self.issues.push(Issue {
            place: Place::NONE,
            message,
        });
        Stop::Fatal
    }

    /// Counts one more level; past the limit the nodes below are dropped, so the tree stays shallow.
    pub(super) fn grow(&mut self, below: usize, nodes: &mut [&mut Expr]) -> usize {
        if below < MAX_DEPTH {
            return below + 1;
        }
        self.too_deep = true;
        for node in nodes {
            node.kind = Kind::Literal(Literal::Null);
        }
        1
    }

    /// Whether a minus sign stands before a number, and so belongs to it.
    pub(super) fn negative_number(&self) -> bool {
        self.is("-")
            && matches!(
                self.tokens.get(self.at + 1).map(|t| t.token),
                Some(Token::Int | Token::Float)
            )
    }
}
