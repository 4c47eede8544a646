//! Constants of the standard library.

use super::datum::Datum;
use super::number::{Float, NumberType, Whole};
use crate::resolve::known::{self, Integer, Known, Plain};
use crate::resolve::types::Type;
use serde_json::{Value, json};

/// `i32::MAX` and its like.
pub(super) fn limit(ty: &Type, name: &str) -> Option<Datum> {
    match NumberType::of(ty) {
        Some(NumberType::Integer(integer)) => of_integer(integer, name).map(Datum::Whole),
        Some(NumberType::Single) => of_single(name),
        Some(NumberType::Double) => of_double(name),
        None => match (ty, name) {
            (Type::Known(Known::Plain(Plain::Char), _), "MAX") => Some(Datum::Char(char::MAX)),
            (Type::Known(Known::Plain(Plain::Char), _), "MIN") => Some(Datum::Char('\0')),
            _ => None,
        },
    }
}

fn of_integer(integer: Integer, name: &str) -> Option<Whole> {
    match name {
        "MIN" => Whole::new(integer.min(), Some(integer)).ok(),
        // the largest `u128` is not known here
        "MAX" if integer != Integer::U128 => Whole::new(integer.max(), Some(integer)).ok(),
        "BITS" => Whole::new(i128::from(integer.bits()), Some(Integer::U32)).ok(),
        _ => None,
    }
}

/// The constants of one type of float: those of the type, and those of its module `consts`.
macro_rules! floats {
    ($of:ident, $math:ident, $ty:ident, $variant:ident) => {
        fn $of(name: &str) -> Option<Datum> {
            let count = |number: u32| Whole::new(i128::from(number), Some(Integer::U32)).ok();
            let number = match name {
                "MAX" => $ty::MAX,
                "MIN" => $ty::MIN,
                "MIN_POSITIVE" => $ty::MIN_POSITIVE,
                "EPSILON" => $ty::EPSILON,
                "INFINITY" => $ty::INFINITY,
                "NEG_INFINITY" => $ty::NEG_INFINITY,
                "NAN" => $ty::NAN,
                "DIGITS" => return count($ty::DIGITS).map(Datum::Whole),
                "MANTISSA_DIGITS" => return count($ty::MANTISSA_DIGITS).map(Datum::Whole),
                "RADIX" => return count($ty::RADIX).map(Datum::Whole),
                _ => return None,
            };
            Some(Datum::Float(Float::$variant(number)))
        }

        fn $math(name: &str) -> Option<Datum> {
            use std::$ty::consts;
            let number = match name {
                "PI" => consts::PI,
                "TAU" => consts::TAU,
                "E" => consts::E,
                "SQRT_2" => consts::SQRT_2,
                "LN_2" => consts::LN_2,
                "LN_10" => consts::LN_10,
                "LOG2_E" => consts::LOG2_E,
                "LOG2_10" => consts::LOG2_10,
                "LOG10_2" => consts::LOG10_2,
                "LOG10_E" => consts::LOG10_E,
                "FRAC_PI_2" => consts::FRAC_PI_2,
                "FRAC_PI_3" => consts::FRAC_PI_3,
                "FRAC_PI_4" => consts::FRAC_PI_4,
                "FRAC_PI_6" => consts::FRAC_PI_6,
                "FRAC_PI_8" => consts::FRAC_PI_8,
                "FRAC_1_PI" => consts::FRAC_1_PI,
                "FRAC_2_PI" => consts::FRAC_2_PI,
                "FRAC_1_SQRT_2" => consts::FRAC_1_SQRT_2,
                "FRAC_2_SQRT_PI" => consts::FRAC_2_SQRT_PI,
                _ => return None,
            };
            Some(Datum::Float(Float::$variant(number)))
        }
    };
}

floats!(of_single, math_of_single, f32, Single);
floats!(of_double, math_of_double, f64, Double);

/// A constant by its canonical path.
pub(super) fn constant(path: &[String]) -> Option<Datum> {
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    let duration = |seconds: u64, nanos: u32| Datum::Written(json!({"secs": seconds, "nanos": nanos}));
    match path.as_slice() {
        ["std", "option", "Option", "None"] => Some(Datum::Nothing),
        ["std", "f32", "consts", name] => math_of_single(name),
        ["std", "f64", "consts", name] => math_of_double(name),
        ["std", primitive, name] | ["std", "primitive", primitive, name] => {
            limit(&Type::Known(known::primitive(primitive)?, Vec::new()), name)
        }
        ["std", "time", "Duration", "ZERO"] => Some(duration(0, 0)),
        ["std", "time", "Duration", "MAX"] => Some(duration(u64::MAX, 999_999_999)),
        ["serde_json", "Value", "Null"] | ["serde_json", "value", "Value", "Null"] => {
            Some(Datum::Written(Value::Null))
        }
        _ => None,
    }
}
