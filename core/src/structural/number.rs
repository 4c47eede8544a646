//! Numbers: how the API server compares them, and which formats of integers there are.

use super::node::{Bound, Node, Type};
use super::place::{Origin, Place};
use crate::diag::{Code, Diagnostic};
use crate::span::Span;
use serde_json::Number;
use std::cmp::Ordering;

/// The largest magnitude that a bound may have. The server keeps bounds as 64-bit floats and compares integers with
/// them by turning them back: from 2^63 - 1023 on that overflows, and every object is refused.
pub(super) const MAX_MAGNITUDE: i128 = (1 << 63) - 1024;

/// The smaller and the larger of two numbers, exactly for integers.
pub(super) fn compare(a: &Number, b: &Number) -> Ordering {
    match (integer(a), integer(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => float(a).total_cmp(&float(b)),
    }
}

/// The integer that a number is, `2.0` among them.
pub(super) fn integer(number: &Number) -> Option<i128> {
    if let Some(value) = number.as_i128() {
        return Some(value);
    }
    let value = number.as_f64()?;
    // Beyond 2^100 floats are integers of no use here; as bounds they are refused by their magnitude.
    let whole = value.fract() == 0.0 && value.abs() < 1e30;
    #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^100")]
    whole.then_some(value as i128)
}

/// Whether the server can compare with the number.
pub(super) fn is_comparable(number: &Number) -> bool {
    match integer(number) {
        Some(value) => value.abs() <= MAX_MAGNITUDE,
        None => float(number).abs() <= 9e18,
    }
}

fn float(number: &Number) -> f64 {
    number.as_f64().unwrap_or(f64::NAN)
}

/// The number as it is written: an integer without a fraction.
pub(super) fn written(number: &Number) -> Number {
    integer(number)
        .and_then(|value| i64::try_from(value).ok())
        .map_or_else(|| number.clone(), Number::from)
}

/// What a Rust integer's format means: the API server's format, what the type holds, and whether that is written.
struct Format {
    written: &'static str,
    range: (i128, i128),
    bounds: (bool, bool),
}

/// The formats that schemars writes for integers.
fn known(format: &str) -> Option<Format> {
    let (written, range, bounds) = match format {
        "int8" => ("int32", signed(8), (true, true)),
        "int16" => ("int32", signed(16), (true, true)),
        "int32" => ("int32", signed(32), (true, true)),
        "int64" | "int" => ("int64", (-MAX_MAGNITUDE, MAX_MAGNITUDE), (false, false)),
        "uint8" => ("int32", (0, 255), (true, true)),
        "uint16" => ("int32", (0, 65_535), (true, true)),
        "uint32" => ("int64", (0, 4_294_967_295), (true, true)),
        "uint64" | "uint" => ("int64", (0, MAX_MAGNITUDE), (true, false)),
        _ => return None,
    };
    Some(Format {
        written,
        range,
        bounds,
    })
}

const fn signed(bits: u32) -> (i128, i128) {
    (-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
}

impl Node {
    /// Raises the minimum.
    pub(super) fn raise(&mut self, bound: Bound) {
        let there = self.numbers.minimum.as_ref();
        if there.is_none_or(|there| is_tighter(&bound, there, Ordering::Greater)) {
            self.numbers.minimum = Some(bound);
        }
    }

    /// Lowers the maximum.
    pub(super) fn cap(&mut self, bound: Bound) {
        let there = self.numbers.maximum.as_ref();
        if there.is_none_or(|there| is_tighter(&bound, there, Ordering::Less)) {
            self.numbers.maximum = Some(bound);
        }
    }

    /// Takes the format of a number for what it means, and what the Rust type holds for bounds; or says why not.
    pub(super) fn settle_format(&mut self, at: &Place) -> Option<Diagnostic> {
        let format = self.format.clone()?;
        if self.ty == Some(Type::Integer) {
            if matches!(format.as_str(), "int128" | "uint128") {
                self.format = None;
                return Some(wide(at));
            }
            let known = known(&format);
            self.format = known.as_ref().map(|known| known.written.to_owned());
            if let Some(known) = known {
                self.settle_range(&known, at);
            }
        } else if !super::formats::is_known(&format, self.kind()) {
            self.format = None;
        }
        None
    }

    fn settle_range(&mut self, format: &Format, at: &Place) {
        let (min, max) = format.range;
        self.numbers.range = Some(format.range);
        // What is not written in Rust says its bounds itself.
        if at.origin != Origin::Rust {
            return;
        }
        let bound = |value: i128| {
            i64::try_from(value).ok().map(|value| Bound {
                value: Number::from(value),
                exclusive: false,
                at: Span::NONE,
            })
        };
        if let (true, Some(bound)) = (format.bounds.0, bound(min)) {
            self.raise(bound);
        }
        if let (true, Some(bound)) = (format.bounds.1, bound(max)) {
            self.cap(bound);
        }
    }
}

fn is_tighter(new: &Bound, there: &Bound, wanted: Ordering) -> bool {
    match compare(&new.value, &there.value) {
        Ordering::Equal => new.exclusive && !there.exclusive,
        order => order == wanted,
    }
}

fn wide(at: &Place) -> Diagnostic {
    Diagnostic::new(
        Code::WideInteger,
        at.span,
        at.path.clone(),
        "an integer of 128 bits has no schema",
    )
    .note("the API server keeps integers as 64 bits")
    .help("use i64 or u64, or write it as a string: `#[schema(with = { \"type\": \"string\" })]` with `#[serde(with = …)]`")
}
