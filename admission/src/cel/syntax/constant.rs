//! The values of constants.

use std::sync::Arc;

use super::ast::Literal;
use super::lexer::Token;
use super::unescape::unescape;

/// The value of a token, or what is wrong with it.
pub(super) fn value_of(token: Token, text: &str, negative: bool) -> Result<Literal, String> {
    let sign = if negative { "-" } else { "" };
    Ok(match token {
        Token::Fixed("true") => Literal::Bool(true),
        Token::Fixed("false") => Literal::Bool(false),
        Token::Int => {
            let value = match text.strip_prefix("0x") {
                Some(hex) => i64::from_str_radix(&format!("{sign}{hex}"), 16),
                None => format!("{sign}{text}").parse(),
            };
            Literal::Int(value.map_err(|_| "invalid int literal")?)
        }
        Token::Uint => {
            let digits = text.trim_end_matches(['u', 'U']);
            let value = match digits.strip_prefix("0x") {
                Some(hex) => u64::from_str_radix(hex, 16),
                None => digits.parse(),
            };
            Literal::Uint(value.map_err(|_| "invalid uint literal")?)
        }
        Token::Float => {
            let value: f64 = format!("{sign}{text}")
                .parse()
                .map_err(|_| "invalid double literal")?;
            if value.is_infinite() {
                return Err("invalid double literal".to_owned());
            }
            Literal::Double(value)
        }
        Token::String => {
            let bytes = unescape(text, false)?;
            Literal::String(Arc::from(String::from_utf8_lossy(&bytes)))
        }
        Token::Bytes => Literal::Bytes(Arc::from(unescape(text.get(1..).unwrap_or_default(), true)?)),
        _ => Literal::Null,
    })
}
