//! `x as T` between numbers, and what else is a number to `as`.

use super::Why;
use super::datum::Datum;
use super::number::{Float, NumberType, Whole, unsettled};
use super::operators::wrapped;
use crate::resolve::known::{Integer, Known, Plain};
use crate::resolve::types::Type;

/// A value cast to a type.
pub(super) fn cast(value: Datum, to: &Type) -> Result<Datum, Why> {
    let number = NumberType::of(to);
    match (value, number) {
        (Datum::Whole(whole), Some(NumberType::Integer(to))) => whole_to_whole(whole, to).map(Datum::Whole),
        (Datum::Whole(whole), Some(to)) => Ok(Datum::Float(whole_to_float(whole, to))),
        (Datum::Float(float), Some(NumberType::Integer(to))) => float_to_whole(float, to).map(Datum::Whole),
        (Datum::Float(float), Some(to)) => float_to_float(float, to).map(Datum::Float),
        (Datum::Bool(value), Some(NumberType::Integer(to))) => {
            Whole::new(i128::from(value), Some(to)).map(Datum::Whole)
        }
        (Datum::Char(value), Some(NumberType::Integer(to))) => {
            wrapped(i128::from(u32::from(value)), to).map(Datum::Whole)
        }
        (Datum::Whole(whole), None) if is_char(to) => {
            let byte = whole.typed(Integer::U8)?.number;
            let byte = u8::try_from(byte).map_err(|_| unread())?;
            Ok(Datum::Char(char::from(byte)))
        }
        (Datum::Char(value), None) if is_char(to) => Ok(Datum::Char(value)),
        (Datum::Bool(value), None) if is_bool(to) => Ok(Datum::Bool(value)),
        _ => Err(unread()),
    }
}

fn is_char(ty: &Type) -> bool {
    matches!(ty, Type::Known(Known::Plain(Plain::Char), _))
}

fn is_bool(ty: &Type) -> bool {
    matches!(ty, Type::Known(Known::Plain(Plain::Type("boolean")), _))
}

/// A literal takes the type that it is cast to; what is made of literals doesn't, so that it must fit.
fn whole_to_whole(whole: Whole, to: Integer) -> Result<Whole, Why> {
    match whole.ty {
        Some(_) => wrapped(whole.number, to),
        None => whole.typed(to),
    }
}

#[expect(clippy::cast_precision_loss, reason = "this is what `as` does")]
fn whole_to_float(whole: Whole, to: NumberType) -> Float {
    if to == NumberType::Single {
        Float::Single(whole.number as f32)
    } else {
        Float::Double(whole.number as f64)
    }
}

/// A float without a type is an `f64` here. `as` takes the nearest number that the integer holds, and 0 for none.
fn float_to_whole(float: Float, to: Integer) -> Result<Whole, Why> {
    let number = match float {
        Float::Single(single) => f64::from(single),
        Float::Double(double) | Float::Either(_, double) => double,
    };
    if to == Integer::U128 {
        return Err(unread());
    }
    #[expect(clippy::cast_possible_truncation, reason = "this is what `as` does")]
    let number = number as i128;
    Whole::new(number.clamp(to.min(), to.max()), Some(to))
}

/// A literal takes the type that it is cast to; what is made of literals is an `f64` before.
fn float_to_float(float: Float, to: NumberType) -> Result<Float, Why> {
    #[expect(clippy::cast_possible_truncation, reason = "this is what `as` does")]
    let rounded = |double: f64| double as f32;
    Ok(match (float, to) {
        (Float::Single(single), NumberType::Single) => Float::Single(single),
        (Float::Single(single), _) => Float::Double(f64::from(single)),
        (Float::Double(double), NumberType::Single) => Float::Single(rounded(double)),
        (Float::Either(single, double), NumberType::Single) => {
            if single.to_bits() != rounded(double).to_bits() {
                return Err(unsettled(double));
            }
            Float::Single(single)
        }
        (Float::Double(double) | Float::Either(_, double), _) => Float::Double(double),
    })
}

fn unread() -> Why {
    "a cast of this kind would have to be run".to_owned()
}
