//! From the text of an expression to its syntax tree.
//!
//! The grammar, the limits and the macro expansion are those of cel-go. The parser is written by hand: the
//! left-recursive rules are loops and every nesting is counted, so a hostile expression costs neither stack nor
//! more than linear time.

mod aggregates;
pub(super) mod ast;
mod constant;
mod lexer;
mod macros;
mod nodes;
mod operand;
mod operators;
mod parser;
mod recovery;
pub(super) mod source;
mod unescape;

pub(super) use parser::{Syntax, parse};
