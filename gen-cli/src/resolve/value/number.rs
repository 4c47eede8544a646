//! Numbers: literals, limits, arithmetic and casts, with the ranges that Rust has.

use super::Why;
use serde_json::{Number, Value};
use syn::BinOp;

/// `i32::MAX` and its like.
pub(super) fn limit(primitive: &str, name: &str) -> Option<Value> {
    macro_rules! limits {
        ($($ty:ident),*) => {
            match (primitive, name) {
                $((stringify!($ty), "MIN") => Some(integer(i128::from($ty::MIN))?),
                  (stringify!($ty), "MAX") => Some(integer(i128::from($ty::MAX))?),
                  (stringify!($ty), "BITS") => Some(Value::from($ty::BITS)),)*
                ("usize", "MAX") => Some(Value::from(u64::MAX)),
                ("usize", "MIN") => Some(Value::from(0)),
                ("isize", "MAX") => Some(Value::from(i64::MAX)),
                ("isize", "MIN") => Some(Value::from(i64::MIN)),
                _ => None,
            }
        };
    }
    limits!(i8, i16, i32, i64, u8, u16, u32, u64)
}

/// A whole number as JSON; none beyond 64 bits.
pub(super) fn integer(number: i128) -> Option<Value> {
    if let Ok(number) = i64::try_from(number) {
        return Some(Value::from(number));
    }
    u64::try_from(number).ok().map(Value::from)
}

/// A float as serde writes it: an `f32` is widened as it is.
pub(super) fn float(number: f64, single: bool) -> Option<Value> {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "this is what the program's own `f32` holds"
    )]
    let number = if single { f64::from(number as f32) } else { number };
    Number::from_f64(number).map(Value::Number)
}

/// `-x`.
pub(super) fn negative(value: &Value) -> Result<Value, Why> {
    if let Some(number) = whole(value) {
        return number.checked_neg().and_then(integer).ok_or_else(too_big);
    }
    value
        .as_f64()
        .and_then(|number| float(-number, false))
        .ok_or_else(|| "`-` stands before what is no number".to_owned())
}

/// `a + b` and its like, without overflow.
pub(super) fn binary(op: &BinOp, left: &Value, right: &Value) -> Result<Value, Why> {
    if let (Some(left), Some(right)) = (whole(left), whole(right)) {
        let result = match op {
            BinOp::Add(_) => left.checked_add(right),
            BinOp::Sub(_) => left.checked_sub(right),
            BinOp::Mul(_) => left.checked_mul(right),
            BinOp::Div(_) => left.checked_div(right),
            BinOp::Rem(_) => left.checked_rem(right),
            BinOp::Shl(_) => u32::try_from(right).ok().and_then(|bits| left.checked_shl(bits)),
            BinOp::Shr(_) => u32::try_from(right).ok().and_then(|bits| left.checked_shr(bits)),
            BinOp::BitOr(_) => Some(left | right),
            BinOp::BitAnd(_) => Some(left & right),
            BinOp::BitXor(_) => Some(left ^ right),
            _ => return Err("an operator of this kind is not read".to_owned()),
        };
        return result.and_then(integer).ok_or_else(too_big);
    }
    let (Some(left), Some(right)) = (left.as_f64(), right.as_f64()) else {
        return Err("an operator stands between what is no number".to_owned());
    };
    let result = match op {
        BinOp::Add(_) => left + right,
        BinOp::Sub(_) => left - right,
        BinOp::Mul(_) => left * right,
        BinOp::Div(_) => left / right,
        _ => return Err("an operator of this kind is not read".to_owned()),
    };
    float(result, false).ok_or_else(|| "the result is no finite number".to_owned())
}

/// The value if it is a whole number.
pub(super) fn whole(value: &Value) -> Option<i128> {
    value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from))
}

fn too_big() -> Why {
    "the result doesn't fit in 64 bits, or there is none".to_owned()
}
