//! The parser below the operators: selections, calls, names, aggregates, constants.

use std::sync::Arc;

use super::ast::{Expr, FieldEntry, Kind, Literal, MapEntry};
use super::constant::value_of;
use super::lexer::Token;
use super::macros;
use super::parser::{Node, Parser, Stop};

/// Names that are no variables or functions (`in`, `true`, `false`, `null` are tokens of their own).
const RESERVED: [&str; 17] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
];

/// What may begin an expression, in the order in which cel-go lists it.
const OPERAND: &str = "'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER";

impl Parser<'_> {
    pub(super) fn member(&mut self) -> Result<Node, Stop> {
        let (mut node, mut height) = self.primary()?;
        loop {
            if let Some(offset) = self.eat(".") {
                (node, height) = self.after_dot(node, height, offset)?;
            } else if let Some(offset) = self.eat("[") {
                let optional = self.eat("?").is_some();
                let expecting = if optional { None } else { Some("'?', ") };
                let (mut index, h) = self.operand_expr(expecting)?;
                self.expect("]")?;
                height = self.grow(height.max(h), &mut [&mut node, &mut index]);
                let function = if optional { "_[?_]" } else { "_[_]" };
                node = self.nodes.call(offset, function, vec![node, index]);
            } else {
                return Ok((node, height));
            }
        }
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

    fn begins_operand(&self) -> bool {
        begins_operand(self.current().token)
    }

    /// A token that begins no operand: passed over if the one behind it does.
    fn wrong_operand(&mut self, expecting: &str) -> Result<(), Stop> {
        let fits = self
            .tokens
            .get(self.at + 1)
            .is_some_and(|t| begins_operand(t.token));
        let stop = self.unexpected(
            if fits { "extraneous" } else { "mismatched" },
            &format!("{{{expecting}}}"),
        );
        if !fits || self.current().token == Token::End {
            return Err(stop);
        }
        self.at += 1;
        Ok(())
    }

    fn after_dot(&mut self, mut operand: Expr, height: usize, dot: usize) -> Result<Node, Stop> {
        let optional = self.eat("?").is_some();
        let token = self.current();
        let name = match token.token {
            Token::Ident => self.text(token),
            Token::EscapedIdent if self.syntax.escaped_names => self.text(token).trim_matches('`').to_owned(),
            Token::EscapedIdent => {
                self.at += 1;
                return Ok(self.placeholder(dot, "unsupported syntax: '`'".to_owned()));
            }
            Token::Fixed(word @ ("true" | "false" | "null")) => {
                let message = format!("Syntax error: mismatched input '{word}' expecting IDENTIFIER");
                self.report(token.start, message);
                return Err(Stop);
            }
            _ => {
                let text = self.source.text(dot, token.end).trim_end().to_owned();
                self.report(
                    token.start,
                    format!("Syntax error: no viable alternative at input '{text}'"),
                );
                return Err(Stop);
            }
        };
        self.at += 1;
        if !optional
            && token.token == Token::Ident
            && let Some(open) = self.eat("(")
        {
            let (mut args, h) = self.args()?;
            let mut below: Vec<&mut Expr> = args.iter_mut().collect();
            below.push(&mut operand);
            let height = self.grow(height.max(h), &mut below);
            return Ok((self.call_or_macro(open, &name, Some(operand), args), height));
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
    fn args(&mut self) -> Result<(Vec<Expr>, usize), Stop> {
        let mut args = Vec::new();
        let mut height = 0;
        if self.eat(")").is_some() {
            return Ok((args, height));
        }
        loop {
            let also = args.is_empty().then_some("')', ");
            let (arg, h) = self.operand_expr(also)?;
            height = height.max(h);
            args.push(arg);
            if self.eat(",").is_none() {
                self.expect(")")?;
                return Ok((args, height));
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
        if !begins_operand(token.token) || (token.token == Token::Fixed("-") && !self.negative_number()) {
            self.wrong_operand(OPERAND)?;
            return self.primary();
        }
        match token.token {
            Token::Fixed("(") => {
                self.at += 1;
                let node = self.expr()?;
                self.expect(")")?;
                Ok(node)
            }
            Token::Fixed("[") => self.list(token.start),
            Token::Fixed("{") => self.map(token.start),
            Token::Fixed(".") | Token::Ident => self.name(),
            _ => Ok(self.literal()),
        }
    }

    fn list(&mut self, start: usize) -> Result<Node, Stop> {
        self.at += 1;
        let (mut elements, mut optional, mut height) = (Vec::new(), Vec::new(), 0);
        while !self.is("]") {
            if !elements.is_empty() {
                if self.eat(",").is_none() {
                    let fits = matches!(
                        self.tokens.get(self.at + 1).map(|t| t.token),
                        Some(Token::Fixed("]" | ","))
                    );
                    return Err(self.unexpected(if fits { "extraneous" } else { "mismatched" }, "{']', ','}"));
                }
                if self.is("]") {
                    break;
                }
            } else if self.eat(",").is_some() {
                self.expect("]")?;
                self.at -= 1;
                break;
            }
            optional.push(self.eat("?").is_some());
            let (element, h) = self.expr()?;
            height = height.max(h);
            elements.push(element);
        }
        self.expect("]")?;
        Ok((
            self.nodes.new_expr(start, Kind::List { elements, optional }),
            height,
        ))
    }

    fn map(&mut self, start: usize) -> Result<Node, Stop> {
        self.at += 1;
        let (mut entries, mut height) = (Vec::new(), 0);
        while self.more_entries(entries.is_empty())? {
            let optional = self.eat("?").is_some();
            let (key, h0) = self.expr()?;
            self.expect(":")?;
            let (value, h1) = self.expr()?;
            height = height.max(h0).max(h1);
            entries.push(MapEntry { key, value, optional });
        }
        self.expect("}")?;
        Ok((self.nodes.new_expr(start, Kind::Map(entries)), height))
    }

    /// Whether another entry of a map or struct literal follows; passes over the comma.
    fn more_entries(&mut self, first: bool) -> Result<bool, Stop> {
        if self.is("}") {
            return Ok(false);
        }
        if first {
            return Ok(self.eat(",").is_none());
        }
        if self.eat(",").is_none() {
            return Err(self.unexpected("mismatched", "{'}', ','}"));
        }
        Ok(!self.is("}"))
    }

    /// A variable, a global call or a struct literal.
    fn name(&mut self) -> Result<Node, Stop> {
        let start = self.current().start;
        let dot = self.eat(".").is_some();
        let token = self.current();
        if token.token != Token::Ident {
            let text = self.text(token);
            self.report(
                token.start,
                format!("Syntax error: no viable alternative at input '.{text}'"),
            );
            return Err(Stop);
        }
        if let Some(name) = self.struct_name() {
            return self.struct_literal(if dot { format!(".{name}") } else { name });
        }
        self.at += 1;
        let word = self.text(token);
        let reserved = RESERVED.contains(&word.as_str());
        let name = if dot { format!(".{word}") } else { word.clone() };
        if let Some(open) = self.eat("(") {
            let (args, height) = self.args()?;
            if reserved {
                return Ok(self.placeholder(start, format!("reserved identifier: {word}")));
            }
            return Ok((self.call_or_macro(open, &name, None, args), height));
        }
        if reserved {
            return Ok(self.placeholder(start, format!("reserved identifier: {word}")));
        }
        Ok((self.nodes.new_expr(token.start, Kind::Ident(Arc::from(name))), 0))
    }

    /// `a.b.c` if a brace follows it; moves up to the brace.
    fn struct_name(&mut self) -> Option<String> {
        let mut ahead = self.at;
        let mut parts = Vec::new();
        loop {
            let token = self.tokens.get(ahead).copied()?;
            if token.token != Token::Ident {
                return None;
            }
            parts.push(self.text(token));
            match self.tokens.get(ahead + 1).map(|t| t.token) {
                Some(Token::Fixed(".")) => ahead += 2,
                Some(Token::Fixed("{")) => break,
                _ => return None,
            }
        }
        self.at = ahead + 1;
        Some(parts.join("."))
    }

    fn struct_literal(&mut self, name: String) -> Result<Node, Stop> {
        let open = self.expect("{")?;
        let (mut fields, mut height) = (Vec::new(), 0);
        while self.more_entries(fields.is_empty())? {
            let optional = self.eat("?").is_some();
            let token = self.current();
            if !matches!(token.token, Token::Ident | Token::EscapedIdent) {
                return Err(self.unexpected("mismatched", "{IDENTIFIER, ESC_IDENTIFIER}"));
            }
            self.at += 1;
            let field = self.text(token);
            let offset = self.expect(":")?;
            let (value, h) = self.expr()?;
            height = height.max(h);
            fields.push(FieldEntry {
                name: Arc::from(field.trim_matches('`')),
                offset,
                value,
                optional,
            });
        }
        self.expect("}")?;
        Ok((
            self.nodes.new_expr(
                open,
                Kind::Struct {
                    name: Arc::from(name),
                    fields,
                },
            ),
            height,
        ))
    }

    fn literal(&mut self) -> Node {
        let start = self.current().start;
        let negative = self.eat("-").is_some();
        let token = self.current();
        self.at += 1;
        let text = self.text(token);
        match value_of(token.token, &text, negative) {
            Ok(literal) => (self.nodes.new_expr(start, Kind::Literal(literal)), 0),
            Err(message) => self.placeholder(start, message),
        }
    }
}

fn begins_operand(token: Token) -> bool {
    match token {
        Token::Fixed(text) => matches!(
            text,
            "[" | "{" | "(" | "." | "-" | "!" | "true" | "false" | "null"
        ),
        Token::EscapedIdent | Token::End => false,
        _ => true,
    }
}
