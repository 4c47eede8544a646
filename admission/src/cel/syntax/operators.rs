//! Operators, from the weakest to the strongest: conditionals, logic, relations, arithmetic, signs.

use super::ast::{Expr, Kind, Literal};
use super::lexer::Token;
use super::operand::OPERAND;
use super::parser::{MAX_DEPTH, Node, Parser, Stop};
use super::recovery::Frame;

impl Parser<'_> {
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
    fn logic(&mut self, operator: &'static str) -> Result<Node, Stop> {
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

    fn balance(
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

    fn relation(&mut self) -> Result<Node, Stop> {
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

    fn enter_relation(&mut self) -> Result<(), Stop> {
        self.depth.relation += 1;
        if self.depth.relation > MAX_DEPTH {
            Err(self.recursion())
        } else {
            Ok(())
        }
    }

    /// Sums (binding 1) of products (binding 2) of operands.
    fn calc(&mut self, binding: u8) -> Result<Node, Stop> {
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
}
