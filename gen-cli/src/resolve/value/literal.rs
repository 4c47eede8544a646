//! Literals, with the type that is written behind them or wanted of them.

use super::Why;
use super::datum::Datum;
use super::number::{Float, NumberType, Whole};
use crate::resolve::known::Integer;
use crate::resolve::types::Type;
use syn::{Expr, Lit};

/// A literal.
pub(super) fn literal(lit: &Lit, wanted: Option<&Type>) -> Result<Datum, Why> {
    let byte = |byte: u8| Whole::new(i128::from(byte), Some(Integer::U8)).map(Datum::Whole);
    match lit {
        Lit::Str(text) => Ok(Datum::Text(text.value())),
        Lit::Char(character) => Ok(Datum::Char(character.value())),
        Lit::Bool(value) => Ok(Datum::Bool(value.value)),
        Lit::Byte(lit) => byte(lit.value()),
        Lit::ByteStr(text) => {
            let bytes = text.value().into_iter().map(byte);
            bytes.collect::<Result<_, _>>().map(Datum::List)
        }
        Lit::Int(_) | Lit::Float(_) => number(lit, false, wanted),
        _ => Err("a literal of this kind is not read".to_owned()),
    }
}

/// Whether a literal stands there, perhaps with a sign.
pub(super) fn is_literal(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(_) => true,
        Expr::Paren(inner) => is_literal(&inner.expr),
        Expr::Unary(inner) => matches!(inner.op, syn::UnOp::Neg(_)) && is_literal(&inner.expr),
        _ => false,
    }
}

/// `-1`, if it is a number's literal that stands there: the least of a type's numbers has no positive one.
pub(super) fn negative(expr: &Expr, wanted: Option<&Type>) -> Option<Result<Datum, Why>> {
    match expr {
        Expr::Paren(inner) if inner.attrs.is_empty() => negative(&inner.expr, wanted),
        Expr::Lit(of) if of.attrs.is_empty() && matches!(of.lit, Lit::Int(_) | Lit::Float(_)) => {
            Some(number(&of.lit, true, wanted))
        }
        _ => None,
    }
}

fn number(lit: &Lit, is_negative: bool, wanted: Option<&Type>) -> Result<Datum, Why> {
    let (digits, suffix, whole) = match lit {
        Lit::Int(number) => (number.base10_digits(), number.suffix(), true),
        Lit::Float(number) => (number.base10_digits(), number.suffix(), false),
        _ => return Err("a literal of this kind is not read".to_owned()),
    };
    let wanted = wanted.and_then(NumberType::of);
    let is_float = matches!(suffix, "f32" | "f64") || !whole;
    if is_float {
        let ty = match suffix {
            "f32" => Some(NumberType::Single),
            "f64" => Some(NumberType::Double),
            _ => wanted,
        };
        let float = Float::parse(digits, ty).ok_or_else(|| format!("{digits} is no number"))?;
        return Ok(Datum::Float(if is_negative { float.negative() } else { float }));
    }
    let ty = match (Integer::named(suffix), wanted) {
        (Some(written), _) => Some(written),
        (None, Some(NumberType::Integer(wanted))) => Some(wanted),
        _ => None,
    };
    let number: i128 = digits
        .parse()
        .map_err(|_| format!("{digits} doesn't fit in 128 bits"))?;
    Whole::new(if is_negative { -number } else { number }, ty).map(Datum::Whole)
}
