//! The parser below the operators: selections, calls, names, aggregates, constants.

use std::sync::Arc;

use super::ast::{Expr, Kind, Literal};
use super::constant::value_of;
use super::lexer::Token;
use super::macros;
use super::parser::{Node, Parser, Stop};
use super::recovery::Frame;
use crate::cel::names::RESERVED;

/// What may begin an expression, in the order in which cel-go lists it.
pub(super) const OPERAND: &str = "'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER";

/// The arguments of a call.
struct Arguments {
    list: Vec<Expr>,
    height: usize,
    /// Whether the closing parenthesis is there; macros say what is wrong with the arguments also where it is not.
    closed: bool,
}

impl Parser<'_> {
    pub(super) fn member(&mut self) -> Result<Node, Stop> {
        let (mut node, mut height) = match self.primary() {
            Err(Stop::Syntax) => self.recovered(&[".", "["])?,
            other => other?,
        };
        while self.is(".") || self.is("[") {
            if self.is(".") && !self.names_follow() {
                self.recover(&[], true)?;
                break;
            }
            let offset = self.current().start;
            (node, height) = match self.selection(node, height) {
                Err(Stop::Syntax) => {
                    let (mut node, height) = self.recovered(&[])?;
                    node.offset = offset;
                    return Ok((node, height));
                }
                other => other?,
            };
        }
        Ok((node, height))
    }

    /// Whether a name (or `?` and a name) stands behind the point; if not, it is reported.
    fn names_follow(&mut self) -> bool {
        let Some(next) = self.tokens.get(self.at + 1).copied() else {
            return false;
        };
        match next.token {
            Token::Ident | Token::EscapedIdent | Token::Fixed("?") => return true,
            Token::Fixed(word @ ("true" | "false" | "null")) => {
                let message = format!("Syntax error: mismatched input '{word}' expecting IDENTIFIER");
                self.syntax_error(next.start, message);
            }
            _ => {
                let text = self.source.text(self.current().start, next.end);
                let message = format!(
                    "Syntax error: no viable alternative at input '{}'",
                    text.trim_end()
                );
                self.syntax_error(next.start, message);
            }
        }
        false
    }

    /// One field, call or index behind an operand.
    fn selection(&mut self, mut node: Expr, height: usize) -> Result<Node, Stop> {
        if let Some(dot) = self.eat(".") {
            return self.after_dot(node, height, dot);
        }
        let offset = self.current().start;
        self.advance();
        let optional = self.eat("?").is_some();
        let also = if optional { None } else { Some("'?', ") };
        let (mut index, h) = self.within(Frame::Index, |parser| parser.operand_expr(also))?;
        self.expect("]")?;
        let height = self.grow(height.max(h), &mut [&mut node, &mut index]);
        let function = if optional { "_[?_]" } else { "_[_]" };
        Ok((self.nodes.call(offset, function, vec![node, index]), height))
    }

    /// An expression, where a wrong token is reported with what else could stand here.
    fn operand_expr(&mut self, also: Option<&str>) -> Result<Node, Stop> {
        let Some(also) = also else { return self.expr() };
        if self.begins_operand() {
            return self.expr();
        }
        let expecting = match also {
            "'?', " => OPERAND.replacen("'!', ", "'!', '?', ", 1),
            _ => OPERAND.replacen("'(', ", "'(', ')', ", 1),
        };
        self.wrong_operand(&expecting)?;
        self.expr()
    }

    pub(super) fn begins_operand(&self) -> bool {
        begins_operand(self.current().token)
    }

    /// A token that begins no operand: passed over if the one behind it does.
    pub(super) fn wrong_operand(&mut self, expecting: &str) -> Result<(), Stop> {
        if self.recovery.silent {
            return Err(Stop::Syntax);
        }
        let next = self.tokens.get(self.at + 1);
        let closes = expecting.contains("')'") && matches!(next.map(|t| t.token), Some(Token::Fixed(")")));
        let fits = closes || next.is_some_and(|t| begins_operand(t.token));
        let kind = if fits { "extraneous" } else { "mismatched" };
        let stop = self.unexpected(kind, &format!("{{{expecting}}}"));
        if !fits || self.current().token == Token::End {
            return Err(stop);
        }
        self.advance();
        Ok(())
    }

    /// `.?` without a name: one token too many is passed over, else the field stays unknown.
    fn no_name(&mut self, operand: Expr, height: usize) -> Result<Node, Stop> {
        self.attempt()?;
        let offset = self.current().start;
        let next = self.tokens.get(self.at + 1).map(|t| t.token);
        let fits = matches!(next, Some(Token::Ident | Token::EscapedIdent));
        let kind = if fits { "extraneous" } else { "mismatched" };
        let _ = self.unexpected(kind, "{IDENTIFIER, ESC_IDENTIFIER}");
        if fits {
            self.advance();
            self.advance();
            return Ok((operand, height));
        }
        self.recover(&[".", "["], true)?;
        Ok(self.placeholder(offset, "unsupported ident kind".to_owned()))
    }

    fn after_dot(&mut self, mut operand: Expr, height: usize, dot: usize) -> Result<Node, Stop> {
        let optional = self.eat("?").is_some();
        let token = self.current();
        let name = match token.token {
            Token::Ident => self.text(token),
            Token::EscapedIdent if self.syntax.escaped_names => self.text(token).trim_matches('`').to_owned(),
            Token::EscapedIdent => {
                self.at += 1;
                return Ok(self.placeholder(token.start, "unsupported syntax: '`'".to_owned()));
            }
            _ => return self.no_name(operand, height),
        };
        self.advance();
        if !optional
            && token.token == Token::Ident
            && let Some(open) = self.eat("(")
        {
            let Arguments {
                list: mut args,
                height: h,
                closed,
            } = self.args(Frame::MemberArguments)?;
            let mut below: Vec<&mut Expr> = args.iter_mut().collect();
            below.push(&mut operand);
            let height = self.grow(height.max(h), &mut below);
            let call = self.call_or_macro(open, &name, Some(operand), args);
            return if closed {
                Ok((call, height))
            } else {
                Err(Stop::Syntax)
            };
        }
        let height = self.grow(height, &mut [&mut operand]);
        let field: Arc<str> = Arc::from(name);
        let node = if optional {
            let literal = self
                .nodes
                .new_expr(token.start, Kind::Literal(Literal::String(field)));
            self.nodes.call(dot, "_?._", vec![operand, literal])
        } else {
            self.nodes.new_expr(
                dot,
                Kind::Select {
                    operand: Box::new(operand),
                    field,
                    test: false,
                },
            )
        };
        Ok((node, height))
    }

    /// Arguments up to the closing parenthesis.
    fn args(&mut self, frame: Frame) -> Result<Arguments, Stop> {
        let mut args = Arguments {
            list: Vec::new(),
            height: 0,
            closed: true,
        };
        if self.eat(")").is_some() {
            return Ok(args);
        }
        if !self.begins_operand() {
            self.wrong_operand(&OPERAND.replacen("'(', ", "'(', ')', ", 1))?;
            if self.eat(")").is_some() {
                return Ok(args);
            }
        }
        loop {
            let also = args.list.is_empty().then_some("')', ");
            let (arg, h) = self.within(frame, |parser| parser.operand_expr(also))?;
            args.height = args.height.max(h);
            args.list.push(arg);
            if self.eat(",").is_none() {
                args.closed = match self.expect(")") {
                    Err(Stop::Syntax) => false,
                    other => other.map(|_| true)?,
                };
                return Ok(args);
            }
        }
    }

    fn call_or_macro(&mut self, open: usize, name: &str, target: Option<Expr>, args: Vec<Expr>) -> Expr {
        match macros::expand(&mut self.nodes, self.syntax, open, name, target, args) {
            Ok(expr) => expr,
            Err(macros::Misuse { offset, message }) => self.placeholder(offset, message).0,
        }
    }

    fn primary(&mut self) -> Result<Node, Stop> {
        let token = self.current();
        if token.token == Token::Fixed("-") && !self.negative_number() {
            let next = self.tokens.get(self.at + 1).map_or(token, |next| *next);
            let text = self.source.text(token.start, next.end);
            let message = format!("Syntax error: no viable alternative at input '{text}'");
            self.syntax_error(next.start, message);
            return Err(Stop::Syntax);
        }
        // Behind a minus.
        if token.token == Token::Fixed("!") {
            let message = "Syntax error: no viable alternative at input '-!'".to_owned();
            self.syntax_error(token.start, message);
            return Err(Stop::Syntax);
        }
        if !begins_operand(token.token) {
            return Err(self.unexpected("mismatched", &format!("{{{OPERAND}}}")));
        }
        match token.token {
            Token::Fixed("(") => {
                self.advance();
                let node = self.within(Frame::Parentheses, Self::expr)?;
                self.expect(")")?;
                Ok(node)
            }
            Token::Fixed("[") => self.list(token.start),
            Token::Fixed("{") => self.map(token.start),
            Token::Fixed(".") | Token::Ident => self.name(),
            _ => Ok(self.literal()),
        }
    }

    /// A variable, a global call or a struct literal.
    fn name(&mut self) -> Result<Node, Stop> {
        let start = self.current().start;
        let dot = self.eat(".").is_some();
        let token = self.current();
        if token.token != Token::Ident {
            let text = self.text(token);
            self.syntax_error(
                token.start,
                format!("Syntax error: no viable alternative at input '.{text}'"),
            );
            self.at -= 1;
            return Err(Stop::Syntax);
        }
        if let Some(name) = self.struct_name() {
            return self.struct_literal(if dot { format!(".{name}") } else { name });
        }
        self.advance();
        let word = self.text(token);
        // `in`, `true`, `false` and `null` are tokens of their own and never come here.
        let reserved = RESERVED.contains(&word.as_str());
        let name = if dot { format!(".{word}") } else { word.clone() };
        if let Some(open) = self.eat("(") {
            let Arguments { list, height, closed } = self.args(Frame::GlobalArguments)?;
            let call = if reserved {
                self.placeholder(start, format!("reserved identifier: {word}"))
            } else {
                (self.call_or_macro(open, &name, None, list), height)
            };
            return if closed { Ok(call) } else { Err(Stop::Syntax) };
        }
        if reserved {
            return Ok(self.placeholder(start, format!("reserved identifier: {word}")));
        }
        Ok((self.nodes.new_expr(token.start, Kind::Ident(Arc::from(name))), 0))
    }

    fn literal(&mut self) -> Node {
        let start = self.current().start;
        let negative = self.eat("-").is_some();
        let token = self.current();
        self.advance();
        let text = self.text(token);
        match value_of(token.token, &text, negative) {
            Ok(literal) => (self.nodes.new_expr(start, Kind::Literal(literal)), 0),
            Err(message) => self.placeholder(start, message),
        }
    }
}

pub(super) fn begins_operand(token: Token) -> bool {
    match token {
        Token::Fixed(text) => matches!(
            text,
            "[" | "{" | "(" | "." | "-" | "!" | "true" | "false" | "null"
        ),
        Token::EscapedIdent | Token::End => false,
        _ => true,
    }
}
