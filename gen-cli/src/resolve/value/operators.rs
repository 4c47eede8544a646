//! Operators between values. What overflows is an error to rustc, or a panic.

use super::Why;
use super::datum::Datum;
use super::number::{Float, Whole, unsettled};
use crate::resolve::known::Integer;
use std::cmp::Ordering;
use syn::BinOp;

/// `a + b` and its like.
pub(super) fn binary(op: &BinOp, left: Datum, right: Datum) -> Result<Datum, Why> {
    match (left, right) {
        (Datum::Whole(left), Datum::Whole(right)) => wholes(op, left, right),
        (Datum::Float(left), Datum::Float(right)) => floats(op, left, right),
        (Datum::Bool(left), Datum::Bool(right)) => bools(op, left, right),
        (Datum::Char(left), Datum::Char(right)) => compared(op, left.cmp(&right)),
        (Datum::Text(left), Datum::Text(right)) => match op {
            BinOp::Add(_) => Ok(Datum::Text(left + &right)),
            _ => compared(op, left.cmp(&right)),
        },
        _ => Err("an operator between such values would have to be run".to_owned()),
    }
}

/// `-x`.
pub(super) fn negative(of: Datum) -> Result<Datum, Why> {
    match of {
        Datum::Whole(whole) if whole.ty.is_none_or(Integer::is_signed) => {
            let number = whole.number.checked_neg().ok_or_else(too_big)?;
            Whole::new(number, whole.ty).map(Datum::Whole)
        }
        Datum::Float(float) => Ok(Datum::Float(float.negative())),
        _ => Err("`-` stands before what is no number with a sign".to_owned()),
    }
}

/// `!x`.
pub(super) fn inverted(of: Datum) -> Result<Datum, Why> {
    match of {
        Datum::Bool(value) => Ok(Datum::Bool(!value)),
        Datum::Whole(Whole { number, ty: Some(ty) }) => Ok(Datum::Whole(wrapped(!number, ty)?)),
        _ => Err("`!` stands before what is neither a bool nor an integer of a known type".to_owned()),
    }
}

/// What is left of a number in a type's bits.
pub(super) fn wrapped(number: i128, ty: Integer) -> Result<Whole, Why> {
    let bits = ty.bits();
    let number = match (bits, ty.is_signed()) {
        (128, false) if number < 0 => return Err(too_big()),
        (128, _) => number,
        (_, false) => number & ty.max(),
        (_, true) => {
            let unused = i128::BITS - bits;
            (number << unused) >> unused
        }
    };
    Whole::new(number, Some(ty))
}

fn wholes(op: &BinOp, left: Whole, right: Whole) -> Result<Datum, Why> {
    if matches!(op, BinOp::Shl(_) | BinOp::Shr(_)) {
        let bits = u32::try_from(right.number).map_err(|_| too_big())?;
        let shifted = if matches!(op, BinOp::Shl(_)) {
            shifted_left(left, bits)
        } else {
            shifted_right(left, bits)
        };
        return shifted.map(Datum::Whole);
    }
    let ty = left.ty.or(right.ty);
    let (left, right) = match ty {
        Some(ty) => (left.typed(ty)?.number, right.typed(ty)?.number),
        None => (left.number, right.number),
    };
    let result = match op {
        BinOp::Add(_) => left.checked_add(right),
        BinOp::Sub(_) => left.checked_sub(right),
        BinOp::Mul(_) => left.checked_mul(right),
        BinOp::Div(_) => left.checked_div(right),
        BinOp::Rem(_) => left.checked_rem(right),
        BinOp::BitOr(_) => Some(left | right),
        BinOp::BitAnd(_) => Some(left & right),
        BinOp::BitXor(_) => Some(left ^ right),
        _ => return compared(op, left.cmp(&right)),
    };
    Whole::new(result.ok_or_else(too_big)?, ty).map(Datum::Whole)
}

/// Shifted bits are lost; to shift by all bits of the type is an error. Where the type is not known, all types that
/// hold the number must agree.
fn shifted_left(left: Whole, bits: u32) -> Result<Whole, Why> {
    let in_type = |ty: Integer| {
        if bits >= ty.bits() || left.number.unsigned_abs().leading_zeros() <= bits {
            return Err(too_big());
        }
        wrapped(left.number << bits, ty)
    };
    if let Some(ty) = left.ty {
        return in_type(ty);
    }
    let able = Integer::ALL
        .into_iter()
        .filter(|ty| ty.holds(left.number) && bits < ty.bits());
    let mut results = able.map(|ty| in_type(ty).map(|whole| whole.number));
    let first = results.next().ok_or_else(too_big)??;
    if results.all(|result| result.as_ref() == Ok(&first)) {
        Whole::new(first, None)
    } else {
        Err("the type of what is shifted is not told where it is written".to_owned())
    }
}

fn shifted_right(left: Whole, bits: u32) -> Result<Whole, Why> {
    let most = left.ty.map_or(i128::BITS, Integer::bits);
    if bits >= most {
        return Err(too_big());
    }
    Whole::new(left.number >> bits, left.ty)
}

fn floats(op: &BinOp, left: Float, right: Float) -> Result<Datum, Why> {
    let single = |left: f32, right: f32| arithmetic(op, left, right).map(Float::Single);
    let double = |left: f64, right: f64| arithmetic(op, left, right).map(Float::Double);
    let result = match (left, right) {
        (Float::Single(left), Float::Single(right) | Float::Either(right, _))
        | (Float::Either(left, _), Float::Single(right)) => match single(left, right) {
            Some(result) => result,
            None => return ordered(op, left.partial_cmp(&right)),
        },
        (Float::Double(left), Float::Double(right) | Float::Either(_, right))
        | (Float::Either(_, left), Float::Double(right)) => match double(left, right) {
            Some(result) => result,
            None => return ordered(op, left.partial_cmp(&right)),
        },
        (Float::Either(a, b), Float::Either(c, d)) => match (arithmetic(op, a, c), arithmetic(op, b, d)) {
            (Some(single), Some(double)) => Float::Either(single, double),
            _ if a.partial_cmp(&c) == b.partial_cmp(&d) => return ordered(op, b.partial_cmp(&d)),
            _ => return Err(unsettled(b)),
        },
        _ => return Err("an operator stands between an `f32` and an `f64`".to_owned()),
    };
    Ok(Datum::Float(result))
}

fn arithmetic<F>(op: &BinOp, left: F, right: F) -> Option<F>
where
    F: std::ops::Add<Output = F>
        + std::ops::Sub<Output = F>
        + std::ops::Mul<Output = F>
        + std::ops::Div<Output = F>
        + std::ops::Rem<Output = F>,
{
    Some(match op {
        BinOp::Add(_) => left + right,
        BinOp::Sub(_) => left - right,
        BinOp::Mul(_) => left * right,
        BinOp::Div(_) => left / right,
        BinOp::Rem(_) => left % right,
        _ => return None,
    })
}

fn bools(op: &BinOp, left: bool, right: bool) -> Result<Datum, Why> {
    Ok(Datum::Bool(match op {
        BinOp::And(_) | BinOp::BitAnd(_) => left && right,
        BinOp::Or(_) | BinOp::BitOr(_) => left || right,
        BinOp::BitXor(_) => left != right,
        _ => return compared(op, left.cmp(&right)),
    }))
}

fn compared(op: &BinOp, order: Ordering) -> Result<Datum, Why> {
    ordered(op, Some(order))
}

/// Nothing is less, equal or greater than what is no number.
fn ordered(op: &BinOp, order: Option<Ordering>) -> Result<Datum, Why> {
    Ok(Datum::Bool(match op {
        BinOp::Eq(_) => order == Some(Ordering::Equal),
        BinOp::Ne(_) => order != Some(Ordering::Equal),
        BinOp::Lt(_) => order == Some(Ordering::Less),
        BinOp::Gt(_) => order == Some(Ordering::Greater),
        BinOp::Le(_) => order.is_some_and(Ordering::is_le),
        BinOp::Ge(_) => order.is_some_and(Ordering::is_ge),
        _ => return Err("an operator of this kind is not read".to_owned()),
    }))
}

fn too_big() -> Why {
    "the result doesn't fit in its type, or there is none".to_owned()
}
