//! The parser of lists, maps and struct literals.

use std::sync::Arc;

use super::ast::{FieldEntry, Kind, MapEntry};
use super::lexer::Token;
use super::operand::begins_operand;
use super::parser::{Node, Parser, Stop};
use super::recovery::Frame;

impl Parser<'_> {
    pub(super) fn list(&mut self, start: usize) -> Result<Node, Stop> {
        self.advance();
        let (mut elements, mut optional, mut height) = (Vec::new(), Vec::new(), 0);
        if self.is("?") || (!self.is("]") && !self.is(",")) {
            loop {
                optional.push(self.eat("?").is_some());
                let (element, h) = self.within(Frame::List, Self::expr)?;
                height = height.max(h);
                elements.push(element);
                let more = self
                    .tokens
                    .get(self.at + 1)
                    .is_some_and(|t| begins_entry(t.token));
                if !self.is(",") || !more {
                    break;
                }
                self.advance();
            }
        }
        self.close("]", "{']', ','}")?;
        Ok((
            self.nodes.new_expr(start, Kind::List { elements, optional }),
            height,
        ))
    }

    /// The end of a list or map: a comma or none, then the bracket.
    fn close(&mut self, bracket: &'static str, expecting: &str) -> Result<(), Stop> {
        if !self.is(",") && !self.is(bracket) && !self.recovery.silent {
            let next = self.tokens.get(self.at + 1).map(|t| t.token);
            let fits = matches!(next, Some(Token::Fixed(text)) if text == "," || text == bracket);
            let stop = self.unexpected(if fits { "extraneous" } else { "mismatched" }, expecting);
            if !fits {
                return Err(stop);
            }
            self.advance();
        }
        self.eat(",");
        self.expect(bracket).map(drop)
    }

    pub(super) fn map(&mut self, start: usize) -> Result<Node, Stop> {
        self.advance();
        let (mut entries, mut height) = (Vec::new(), 0);
        if !self.is("}") && !self.is(",") {
            match self.entries(&mut entries, &mut height) {
                Err(Stop::Syntax) => self.recover(&[",", "}", ".", "["], true)?,
                other => other?,
            }
        }
        self.close("}", "{'}', ','}")?;
        Ok((self.nodes.new_expr(start, Kind::Map(entries)), height))
    }

    fn entries(&mut self, entries: &mut Vec<MapEntry>, height: &mut usize) -> Result<(), Stop> {
        loop {
            let optional = self.eat("?").is_some();
            let (key, h0) = self.within(Frame::Key, Self::expr)?;
            self.expect(":")?;
            let (value, h1) = self.within(Frame::Value, Self::expr)?;
            *height = (*height).max(h0).max(h1);
            entries.push(MapEntry { key, value, optional });
            let more = self
                .tokens
                .get(self.at + 1)
                .is_some_and(|t| begins_entry(t.token));
            if !self.is(",") || !more {
                return Ok(());
            }
            self.advance();
        }
    }

    /// `a.b.c` if a brace follows it; moves up to the brace.
    pub(super) fn struct_name(&mut self) -> Option<String> {
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

    pub(super) fn struct_literal(&mut self, name: String) -> Result<Node, Stop> {
        let open = self.expect("{")?;
        let (mut fields, mut height) = (Vec::new(), 0);
        while !self.is("}") && !self.is(",") {
            let optional = self.eat("?").is_some();
            let token = self.current();
            if !matches!(token.token, Token::Ident | Token::EscapedIdent) {
                return Err(self.unexpected("mismatched", "{'}', ',', '?', IDENTIFIER, ESC_IDENTIFIER}"));
            }
            self.advance();
            let field = self.text(token);
            let offset = self.expect(":")?;
            let (value, h) = self.within(Frame::Value, Self::expr)?;
            height = height.max(h);
            fields.push(FieldEntry {
                name: Arc::from(field.trim_matches('`')),
                offset,
                value,
                optional,
            });
            let next = self.tokens.get(self.at + 1).map(|t| t.token);
            if self.is(",") && matches!(next, Some(Token::Ident | Token::EscapedIdent | Token::Fixed("?"))) {
                self.advance();
            } else {
                break;
            }
        }
        self.close("}", "{'}', ','}")?;
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
}

/// Whether an element of a list or an entry of a map may begin here.
fn begins_entry(token: Token) -> bool {
    begins_operand(token) || token == Token::Fixed("?")
}
