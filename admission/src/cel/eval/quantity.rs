//! The quantity library: Kubernetes' resource quantities.

use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};

use super::value::Value;

const FORMAT_WRONG: &str =
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
const SUFFIX_WRONG: &str = "unable to parse quantity's suffix";

/// A quantity as the server keeps it: what is small enough as an integer times a power of ten, all else as a decimal.
#[derive(Debug, Clone)]
enum Amount {
    Small {
        value: i64,
        /// The power of ten.
        power: i32,
    },
    Decimal {
        unscaled: BigInt,
        /// How many digits of it stand behind the point.
        places: i32,
    },
}

/// Digits behind the point that are read.
const NANO: i32 = 9;
/// Digits that the server keeps as a small number.
const SMALL_DIGITS: i64 = 18;
/// Digits of a decimal that are kept. The server has no bound there, and may take for ever.
const MOST_DIGITS: i64 = 10_000;

impl Amount {
    fn compare(&self, other: &Amount) -> Ordering {
        let (a, b, _) = aligned(self, other);
        a.cmp(&b)
    }

    fn decimal(&self) -> (BigInt, i32) {
        match self {
            Amount::Small { value, power } => ((*value).into(), power.saturating_neg()),
            Amount::Decimal { unscaled, places } => (unscaled.clone(), *places),
        }
    }

    /// Only what is kept small is an integer.
    fn integer(&self) -> Option<i64> {
        match self {
            Amount::Small { value, power } => value.checked_mul(ten_to(*power)?),
            Amount::Decimal { .. } => None,
        }
    }

    fn sign(&self) -> i64 {
        match self.decimal().0.sign() {
            Sign::Minus => -1,
            Sign::NoSign => 0,
            Sign::Plus => 1,
        }
    }

    fn float(&self) -> f64 {
        let (unscaled, places) = self.decimal();
        let nearest = |text: String| text.parse::<f64>().unwrap_or(f64::NAN);
        let unscaled = nearest(unscaled.to_string());
        if places == 0 {
            return unscaled;
        }
        unscaled * nearest(format!("1e{}", -i64::from(places)))
    }

    fn plus(&self, other: &Amount, sign: i64) -> Amount {
        if let (Amount::Small { value: a, power: x }, Amount::Small { value: b, power: y }) = (self, other)
            // The least number is its own negative.
            && let Some((value, power)) = add_small((*a, *x), (b.wrapping_mul(sign), *y))
        {
            return Amount::Small { value, power };
        }
        let (a, b, places) = aligned(self, other);
        Amount::Decimal {
            unscaled: a + b * sign,
            places,
        }
    }
}

fn ten_to(power: i32) -> Option<i64> {
    10i64.checked_pow(u32::try_from(power).ok()?)
}

/// Both with as many digits behind the point.
fn aligned(a: &Amount, b: &Amount) -> (BigInt, BigInt, i32) {
    let ((a, x), (b, y)) = (a.decimal(), b.decimal());
    let places = x.max(y);
    let widened = |value, from: i32| scaled(value, i64::from(places) - i64::from(from));
    (widened(a, x), widened(b, y), places)
}

/// The sum of two small numbers, at the lower of their scales.
fn add_small(a: (i64, i32), b: (i64, i32)) -> Option<(i64, i32)> {
    match (a, b) {
        (a, (0, _)) => Some(a),
        ((0, _), b) => Some(b),
        ((a, x), (b, y)) => {
            let power = x.min(y);
            let at = |value: i64, from: i32| value.checked_mul(ten_to(from - power)?);
            Some((at(a, x)?.checked_add(at(b, y)?)?, power))
        }
    }
}

fn parse(text: &str) -> Result<Amount, &'static str> {
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
    let digits: String = whole
        .chars()
        .chain(fraction.chars())
        .take(MOST_DIGITS as usize)
        .collect();
    let mantissa: BigInt = format!("0{digits}").parse().unwrap_or_default();
    let places = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
    let power = (if binary { 0 } else { exponent }).saturating_sub(places);
    let factor = if binary { 1i64 << exponent } else { 1 };
    let sign = if negative { -1 } else { 1 };
    // The server counts about three decimal digits for ten binary ones.
    let significant = i64::try_from(whole.trim_start_matches('0').len().max(1))
        .unwrap_or(i64::MAX)
        .saturating_add(places);
    let fits = if binary {
        places == 0 && 14 - significant - exponent * 3 / 10 >= 0
    } else {
        significant <= SMALL_DIGITS
    };
    let unscaled = mantissa * factor;
    let small = i64::try_from(&unscaled * sign)
        .ok()
        .zip(i32::try_from(power).ok());
    if let Some((value, power)) = small.filter(|(_, power)| fits && *power >= -NANO) {
        return Ok(Amount::Small { value, power });
    }
    let nanos = scaled(unscaled, power.saturating_add(NANO.into()));
    let most = BigInt::from(i64::MAX);
    if binary && nanos > &most * 1_000_000_000 {
        return Ok(Amount::Decimal {
            unscaled: most * sign,
            places: 0,
        });
    }
    Ok(Amount::Decimal {
        unscaled: nanos * sign,
        places: NANO,
    })
}

/// Times a power of ten, rounded up.
fn scaled(value: BigInt, power: i64) -> BigInt {
    let power = power.clamp(-MOST_DIGITS, MOST_DIGITS);
    let factor = BigInt::from(10).pow(power.unsigned_abs() as u32);
    if power >= 0 {
        return value * factor;
    }
    let exact = (&value % &factor).sign() == Sign::NoSign;
    value / factor + i32::from(!exact)
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

/// A quantity.
#[derive(Debug, Clone)]
pub(crate) struct Quantity {
    amount: Amount,
    computed: bool,
}

impl Quantity {
    pub(crate) fn compare(&self, other: &Quantity) -> Ordering {
        self.amount.compare(&other.amount)
    }

    /// Whether it is a sum or difference, no quantity that was read.
    pub(crate) fn is_computed(&self) -> bool {
        self.computed
    }
}

/// A function of the library; none where the arguments are not its.
pub(super) fn call(function: &str, args: &[Value]) -> Option<Value> {
    let quantity = |amount, computed| Value::Quantity(Quantity { amount, computed });
    Some(match (function, args) {
        ("quantity", [Value::String(text)]) => {
            parse(text).map_or_else(Value::error, |amount| quantity(amount, false))
        }
        ("isQuantity", [Value::String(text)]) => Value::Bool(parse(text).is_ok()),
        ("sign", [Value::Quantity(q)]) => Value::Int(q.amount.sign()),
        ("isInteger", [Value::Quantity(q)]) => Value::Bool(q.amount.integer().is_some()),
        ("asInteger", [Value::Quantity(q)]) => match q.amount.integer() {
            Some(n) => Value::Int(n),
            None => Value::error("cannot convert value to integer"),
        },
        ("asApproximateFloat", [Value::Quantity(q)]) => Value::Double(q.amount.float()),
        ("add" | "sub", [Value::Quantity(a), second]) => {
            let second = match second {
                Value::Quantity(b) => b.amount.clone(),
                Value::Int(value) => Amount::Small {
                    value: *value,
                    power: 0,
                },
                _ => return None,
            };
            let sign = if function == "sub" { -1 } else { 1 };
            quantity(a.amount.plus(&second, sign), true)
        }
        (_, [Value::Quantity(a), Value::Quantity(b)]) => super::order(function, a.compare(b))?,
        _ => return None,
    })
}
