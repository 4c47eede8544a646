//! Numbers as Rust has them: with the type that decides what they hold and how they are rounded.

use super::Why;
use crate::resolve::known::{Integer, Known, Plain};
use crate::resolve::types::Type;
use serde_json::{Number, Value};

/// An integer; without a type where nothing has said it yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Whole {
    pub(super) number: i128,
    pub(super) ty: Option<Integer>,
}

/// A float.
#[derive(Clone, Copy, Debug)]
pub(super) enum Float {
    /// An `f32`.
    Single(f32),
    /// An `f64`.
    Double(f64),
    /// One of the two, nothing has said which yet: what it is as either.
    Either(f32, f64),
}

/// The type of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberType {
    Integer(Integer),
    Single,
    Double,
}

impl NumberType {
    /// That of a type that is a number.
    pub(super) fn of(ty: &Type) -> Option<Self> {
        match ty {
            Type::Known(Known::Plain(Plain::Integer(integer)), _) => Some(Self::Integer(*integer)),
            Type::Known(Known::Plain(Plain::Format("number", "float")), _) => Some(Self::Single),
            Type::Known(Known::Plain(Plain::Format("number", "double")), _) => Some(Self::Double),
            _ => None,
        }
    }
}

impl Whole {
    /// A number of a type, if the type holds it.
    pub(super) fn new(number: i128, ty: Option<Integer>) -> Result<Self, Why> {
        match ty {
            Some(ty) if !ty.holds(number) => Err(format!("{number} doesn't fit in `{}`", ty.name())),
            _ => Ok(Self { number, ty }),
        }
    }

    /// The same number, of a type that is now known.
    pub(super) fn typed(self, ty: Integer) -> Result<Self, Why> {
        match self.ty {
            Some(other) if other != ty => Err(format!("an `{}` stands for an `{}`", other.name(), ty.name())),
            _ => Self::new(self.number, Some(ty)),
        }
    }

    /// As serde writes it.
    pub(super) fn written(self) -> Result<Value, Why> {
        if let Ok(number) = i64::try_from(self.number) {
            return Ok(Value::from(number));
        }
        u64::try_from(self.number)
            .map(Value::from)
            .map_err(|_| format!("{} doesn't fit in 64 bits", self.number))
    }
}

impl Float {
    /// Digits as either of the types reads them.
    pub(super) fn parse(digits: &str, ty: Option<NumberType>) -> Option<Self> {
        let (single, double) = (digits.parse().ok()?, digits.parse().ok()?);
        Some(Self::Either(single, double).typed(ty))
    }

    /// The same number, if nothing said its type and it is known now.
    pub(super) fn typed(self, ty: Option<NumberType>) -> Self {
        match (self, ty) {
            (Self::Either(single, _), Some(NumberType::Single)) => Self::Single(single),
            (Self::Either(_, double), Some(NumberType::Double)) => Self::Double(double),
            (known, _) => known,
        }
    }

    /// As serde writes it: an `f32` is widened as it is, and what is not finite is null.
    pub(super) fn written(self) -> Result<Value, Why> {
        let number = match self {
            Self::Single(single) => f64::from(single),
            Self::Double(double) => double,
            Self::Either(single, double) if f64::from(single).to_bits() == double.to_bits() => double,
            Self::Either(_, double) => return Err(unsettled(double)),
        };
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    /// `-x`.
    pub(super) fn negative(self) -> Self {
        match self {
            Self::Single(single) => Self::Single(-single),
            Self::Double(double) => Self::Double(-double),
            Self::Either(single, double) => Self::Either(-single, -double),
        }
    }
}

/// Why a float can't be used: it differs as an `f32` and as an `f64`.
pub(super) fn unsettled(number: f64) -> Why {
    format!("whether {number} is an `f32` or an `f64` is not told where it is written")
}
