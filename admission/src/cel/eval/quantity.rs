//! The quantity library: Kubernetes' resource quantities.

use std::cmp::Ordering;
use std::sync::Arc;

use super::value::Value;

const FORMAT_WRONG: &str =
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const SUFFIX_WRONG: &str = "unable to parse quantity's suffix";

/// An exact number of billionths.
#[derive(Debug)]
pub(crate) struct Quantity {
    nanos: i128,
    /// The value as a small number times a power of ten, where the server keeps it so: only then is it an integer.
    small: Option<(i64, i32)>,
}

const NANO: i128 = 1_000_000_000;
/// Digits that the server keeps as a small number.
const SMALL_DIGITS: i64 = 18;

impl Quantity {
    pub(crate) fn compare(&self, other: &Quantity) -> Ordering {
        self.nanos.cmp(&other.nanos)
    }

    fn whole(n: i64) -> Quantity {
        Quantity {
            nanos: i128::from(n) * NANO,
            small: Some((n, 0)),
        }
    }

    fn integer(&self) -> Option<i64> {
        let (value, scale) = self.small?;
        value.checked_mul(10i64.checked_pow(u32::try_from(scale).ok()?)?)
    }

    fn sign(&self) -> i64 {
        self.nanos.signum() as i64
    }

    fn float(&self) -> f64 {
        match self.integer() {
            Some(n) => n as f64,
            None => self.nanos as f64 / 1e9,
        }
    }

    fn plus(&self, other: &Quantity, sign: i128) -> Quantity {
        // The server negates the small number, which leaves the least one as it is.
        let signed = |(value, scale): (i64, i32)| (value.wrapping_mul(sign as i64), scale);
        let small = self.small.zip(other.small.map(signed));
        let small = small.and_then(|(a, b)| add_small(a, b));
        let nanos = match small {
            Some((value, scale)) => scaled(i128::from(value), i64::from(scale) + 9),
            None => self.nanos.saturating_add(other.nanos.saturating_mul(sign)),
        };
        Quantity { nanos, small }
    }
}

/// The sum of two small numbers, at the lower of their scales.
fn add_small(a: (i64, i32), b: (i64, i32)) -> Option<(i64, i32)> {
    match (a, b) {
        (a, (0, _)) => Some(a),
        ((0, _), b) => Some(b),
        ((a, x), (b, y)) => {
            let scale = x.min(y);
            let at =
                |value: i64, from: i32| value.checked_mul(10i64.checked_pow((from - scale).unsigned_abs())?);
            Some((at(a, x)?.checked_add(at(b, y)?)?, scale))
        }
    }
}

fn parse(text: &str) -> Result<Quantity, &'static str> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = rest.split_at(digits(rest));
    let (fraction, suffix) = match rest.strip_prefix('.') {
        Some(after) => after.split_at(digits(after)),
        None => ("", rest),
    };
    // Without any digit it is zero; only nothing at all is refused.
    if text.is_empty() || !suffix_shape(suffix) {
        return Err(FORMAT_WRONG);
    }
    let (binary, exponent) = suffix_value(suffix).ok_or(SUFFIX_WRONG)?;
    let mantissa: i128 = format!("0{whole}{fraction}").parse().unwrap_or(i128::MAX);
    let places = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
    let scale = (if binary { 0 } else { exponent }).saturating_sub(places);
    let factor = if binary { 1i128 << exponent } else { 1 };
    let sign = if negative { -1 } else { 1 };
    let nanos = scaled(mantissa.saturating_mul(factor), scale.saturating_add(9));
    // The server counts about three decimal digits for ten binary ones.
    let significant = i64::try_from(whole.trim_start_matches('0').len().max(1))
        .unwrap_or(i64::MAX)
        .saturating_add(places);
    let fits = if binary {
        places == 0 && 14 - significant - exponent * 3 / 10 >= 0
    } else {
        significant <= SMALL_DIGITS
    };
    let small = i64::try_from(mantissa.saturating_mul(factor) * sign)
        .ok()
        .zip(i32::try_from(scale).ok());
    let small = small.filter(|(_, scale)| fits && (-9..=1000).contains(scale));
    Ok(Quantity {
        nanos: nanos * sign,
        small,
    })
}

/// Times a power of ten, rounded up.
fn scaled(value: i128, power: i64) -> i128 {
    let power = i32::try_from(power.clamp(-60, 60)).unwrap_or(0);
    let mut value = value;
    for _ in 0..power.max(0) {
        value = value.saturating_mul(10);
    }
    if power < 0 {
        let mut exact = true;
        for _ in 0..-power {
            exact &= value % 10 == 0;
            value /= 10;
        }
        value += i128::from(!exact);
    }
    value
}

fn suffix_shape(suffix: &str) -> bool {
    let letters = suffix.bytes().take_while(|b| b"eEinumkKMGTP".contains(b)).count();
    let rest = suffix.get(letters..).unwrap_or_default();
    let rest = rest.strip_prefix(['-', '+']).unwrap_or(rest);
    rest.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the suffix is binary, and its exponent.
fn suffix_value(suffix: &str) -> Option<(bool, i64)> {
    let decimal = |n| Some((false, n));
    let binary = |n| Some((true, n));
    match suffix {
        "" => decimal(0),
        "n" => decimal(-9),
        "u" => decimal(-6),
        "m" => decimal(-3),
        "k" => decimal(3),
        "M" => decimal(6),
        "G" => decimal(9),
        "T" => decimal(12),
        "P" => decimal(15),
        "E" => decimal(18),
        "Ki" => binary(10),
        "Mi" => binary(20),
        "Gi" => binary(30),
        "Ti" => binary(40),
        "Pi" => binary(50),
        "Ei" => binary(60),
        _ => decimal(
            suffix
                .strip_prefix(['e', 'E'])
                .filter(|e| !e.is_empty())?
                .parse()
                .ok()?,
        ),
    }
}

/// A function of the library; none where the arguments are not its.
pub(super) fn call(function: &str, args: &[Value]) -> Option<Value> {
    let sum = |a: &Quantity, b: &Quantity, sign| Value::Quantity(Arc::new(a.plus(b, sign)));
    Some(match (function, args) {
        ("quantity", [Value::String(text)]) => match parse(text) {
            Ok(quantity) => Value::Quantity(Arc::new(quantity)),
            Err(message) => Value::error(message),
        },
        ("isQuantity", [Value::String(text)]) => Value::Bool(parse(text).is_ok()),
        ("sign", [Value::Quantity(q)]) => Value::Int(q.sign()),
        ("isInteger", [Value::Quantity(q)]) => Value::Bool(q.integer().is_some()),
        ("asInteger", [Value::Quantity(q)]) => q
            .integer()
            .map_or_else(|| Value::error("cannot convert value to integer"), Value::Int),
        ("asApproximateFloat", [Value::Quantity(q)]) => Value::Double(q.float()),
        ("add", [Value::Quantity(a), Value::Quantity(b)]) => sum(a, b, 1),
        ("sub", [Value::Quantity(a), Value::Quantity(b)]) => sum(a, b, -1),
        ("add", [Value::Quantity(a), Value::Int(n)]) => sum(a, &Quantity::whole(*n), 1),
        ("sub", [Value::Quantity(a), Value::Int(n)]) => sum(a, &Quantity::whole(*n), -1),
        (_, [Value::Quantity(a), Value::Quantity(b)]) => super::order(function, a.compare(b))?,
        _ => return None,
    })
}
