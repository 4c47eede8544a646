//! The parser: tokens to nodes.

use super::ast::{Expr, Kind, Literal};
use super::lexer::{Lexed, Token, lex};
use super::nodes::Nodes;
use super::operand::OPERAND;
use super::recovery::{Frame, Recovery};
use super::source::{Issue, Place, Source};

/// Longest expression, in code points.
const MAX_CODE_POINTS: usize = 100_000;

/// Deepest nesting of a grammar rule, and of operators and selections in the tree.
const MAX_DEPTH: usize = 250;

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
struct Depth {
    expr: usize,
    relation: usize,
    calc: usize,
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
    depth: Depth,
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

    pub(super) fn expr(&mut self) -> Result<Node, Stop> {
        self.depth.expr += 1;
        if self.depth.expr > MAX_DEPTH {
            return Err(self.recursion());
        }
        let (condition, h0) = self.within(Frame::Condition, |parser| parser.logic("||"))?;
        let node = match self.eat("?") {
            Some(offset) => self.branches(offset, condition, h0)?,
            None => (condition, h0),
        };
        self.depth.expr -= 1;
        Ok(node)
    }

    /// What stands behind the question mark.
    fn branches(&mut self, offset: usize, mut condition: Expr, h0: usize) -> Result<Node, Stop> {
        let (mut yes, h1) = self.within(Frame::Then, |parser| parser.logic("||"))?;
        match self.expect(":") {
            Err(Stop::Syntax) => {
                self.recover(&[], false)?;
                return Ok((condition, h0));
            }
            other => other?,
        };
        let (mut no, h2) = self.expr()?;
        let height = self.grow(h0.max(h1).max(h2), &mut [&mut condition, &mut yes, &mut no]);
        Ok((self.nodes.call(offset, "_?_:_", vec![condition, yes, no]), height))
    }

    /// A chain of `||` (whose operands are chains of `&&`) or of `&&`, as a balanced tree.
    pub(super) fn logic(&mut self, operator: &'static str) -> Result<Node, Stop> {
        let mut operands = Vec::new();
        let mut offsets = Vec::new();
        let mut height = 0;
        loop {
            let (operand, h) = if operator == "||" {
                self.logic("&&")?
            } else {
                self.relation()?
            };
            height = height.max(h);
            operands.push(Some(operand));
            match self.eat(operator) {
                Some(offset) => offsets.push(offset),
                None => break,
            }
        }
        let function = if operator == "||" { "_||_" } else { "_&&_" };
        let tree = self.balance(function, &mut operands, &offsets, 0);
        Ok((tree, height))
    }

    pub(super) fn balance(
        &mut self,
        function: &str,
        operands: &mut [Option<Expr>],
        offsets: &[usize],
        from: usize,
    ) -> Expr {
        let to = from + operands.len().saturating_sub(1);
        if operands.len() <= 1 {
            let only = operands.first_mut().and_then(Option::take);
            return only.unwrap_or_else(|| self.nodes.new_expr(0, Kind::Literal(Literal::Null)));
        }
        let middle = (from + to) / 2;
        let (left, right) = operands.split_at_mut((middle - from + 1).min(operands.len()));
        let left = self.balance(function, left, offsets, from);
        let right = self.balance(function, right, offsets, middle + 1);
        let offset = offsets.get(middle).copied().unwrap_or(0);
        self.nodes.call(offset, function, vec![left, right])
    }

    pub(super) fn relation(&mut self) -> Result<Node, Stop> {
        self.enter_relation()?;
        let (mut left, mut height) = self.calc(1)?;
        while let Token::Fixed(text @ ("<" | "<=" | ">=" | ">" | "==" | "!=" | "in")) = self.current().token {
            let offset = self.current().start;
            self.advance();
            self.enter_relation()?;
            let (mut right, h) = self.calc(1)?;
            self.depth.relation -= 1;
            height = self.grow(height.max(h), &mut [&mut left, &mut right]);
            let function = if text == "in" {
                "@in".to_owned()
            } else {
                format!("_{text}_")
            };
            left = self.nodes.call(offset, &function, vec![left, right]);
        }
        self.depth.relation -= 1;
        Ok((left, height))
    }

    pub(super) fn enter_relation(&mut self) -> Result<(), Stop> {
        self.depth.relation += 1;
        if self.depth.relation > MAX_DEPTH {
            Err(self.recursion())
        } else {
            Ok(())
        }
    }

    /// Sums (binding 1) of products (binding 2) of operands.
    pub(super) fn calc(&mut self, binding: u8) -> Result<Node, Stop> {
        self.depth.calc += 1;
        if self.depth.calc > MAX_DEPTH {
            return Err(self.recursion());
        }
        let (mut left, mut height) = self.unary()?;
        while let Token::Fixed(text @ ("*" | "/" | "%" | "+" | "-")) = self.current().token {
            let strength = if matches!(text, "+" | "-") { 1 } else { 2 };
            if strength < binding {
                break;
            }
            let offset = self.current().start;
            self.advance();
            let (mut right, h) = self.calc(strength + 1)?;
            height = self.grow(height.max(h), &mut [&mut left, &mut right]);
            left = self.nodes.call(offset, &format!("_{text}_"), vec![left, right]);
        }
        self.depth.calc -= 1;
        Ok((left, height))
    }

    fn unary(&mut self) -> Result<Node, Stop> {
        match self.operand() {
            Err(Stop::Syntax) => self.recovered(&[]),
            other => other,
        }
    }

    /// Recovers; a constant stands for the operand.
    pub(super) fn recovered(&mut self, extra: &[&str]) -> Result<Node, Stop> {
        let offset = self.current().start;
        self.recover(extra, true)?;
        Ok((self.nodes.new_expr(offset, Kind::Literal(Literal::Null)), 0))
    }

    fn operand(&mut self) -> Result<Node, Stop> {
        if !self.begins_operand() {
            self.wrong_operand(OPERAND)?;
        }
        let start = self.current().start;
        let (sign, function) = if self.is("!") { ("!", "!_") } else { ("-", "-_") };
        let mut count = 0;
        // One minus before a number belongs to it, several are operators.
        while self.is(sign) && (count > 0 || !self.negative_number()) {
            self.advance();
            count += 1;
        }
        let (member, height) = self.member()?;
        if count % 2 == 0 {
            return Ok((member, height));
        }
        Ok((self.nodes.call(start, function, vec![member]), height))
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
