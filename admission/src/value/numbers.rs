//! Numbers as Go holds them: int64 or float64.

use serde_json::{Number, Value};

use super::outcome::{Kind, Outcome};
use super::place::Place;
use crate::go::{plain, print_float};
use crate::schema::Schema;

/// A number of JSON.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Num {
    Int(i64),
    Float(f64),
}

impl Num {
    pub(super) fn of(number: &Number) -> Self {
        number.as_i64().map_or_else(
            || Self::Float(number.as_f64().unwrap_or(f64::INFINITY)),
            Self::Int,
        )
    }

    fn as_float(self) -> f64 {
        match self {
            Self::Int(int) => int as f64,
            Self::Float(float) => float,
        }
    }

    fn to_value(self) -> Value {
        match self {
            Self::Int(int) => int.into(),
            Self::Float(float) => float.into(),
        }
    }
}

/// Whether a float is an integer, or as good as one, in the range that JSON carries exactly.
pub(super) fn is_integer(float: f64) -> bool {
    const MOST: f64 = 9_007_199_254_740_991.0;
    if !(-MOST..=MOST).contains(&float) {
        return false;
    }
    let rounded = float.round();
    float == rounded || (rounded != 0.0 && (float - rounded).abs() < 1e-9 * rounded.abs())
}

/// Go's conversion of a float to an int64 on amd64: what does not fit becomes the smallest.
pub(super) fn to_int(float: f64) -> i64 {
    if (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&float) {
        float as i64
    } else {
        i64::MIN
    }
}

/// The type and format whose range counts: none before 1.36, and none where several types are allowed.
#[derive(Clone, Copy)]
pub(super) struct Range<'a> {
    pub(super) type_name: &'a str,
    pub(super) format: &'a str,
}

impl Range<'_> {
    /// The server's complaint about a number outside.
    fn complaint(self, what: &str, num: Num, place: &Place<'_>) -> Option<String> {
        let integer: Option<i64> = match num {
            Num::Int(int) => Some(int),
            // It is printed and read back: of the shortest digits, -2^63 is no int64.
            Num::Float(float) => plain(float).parse().ok(),
        };
        let fits = match (self.type_name, self.format) {
            ("integer", "int32") => integer.is_some_and(|int| i32::try_from(int).is_ok()),
            ("integer", _) => integer.is_some(),
            (_, "float") => (num.as_float() as f32).is_finite(),
            _ => true,
        };
        let format = match self.format {
            "" => "(default format)".to_owned(),
            format => format!("with format {format}"),
        };
        (!fits).then(|| {
            format!(
                "{what} value must be of type {} {format} in {place}",
                self.type_name
            )
        })
    }
}

/// Validates bounds and multiples.
pub(super) fn validate(s: &Schema<'_>, num: Num, range: Range<'_>, place: &Place<'_>) -> Outcome {
    let mut out = Outcome::matching(1);
    if let Some(complaint) = range.complaint("Checked", num, place) {
        out.fail_bare(complaint);
    }
    // A bound outside of the type's range is told, and compared as a float.
    let mut native = |bound: f64, what: &str| match range.complaint(what, Num::Float(bound), place) {
        Some(complaint) => {
            out.fail_bare(complaint);
            Num::Float(num.as_float())
        }
        None => num,
    };
    let multiple = s.multiple_of.map(|factor| (native(factor, "MultipleOf"), factor));
    let minimum = s.minimum.map(|bound| (native(bound, "Minimum boundary"), bound));
    let maximum = s.maximum.map(|bound| (native(bound, "Maximum boundary"), bound));
    if let Some((num, factor)) = multiple {
        multiple_of(num, factor, place, &mut out);
    }
    if let Some((num, bound)) = minimum {
        let (low, shown) = match num {
            Num::Int(int) => (
                is_below(int, to_int(bound), s.exclusive_minimum),
                to_int(bound).to_string(),
            ),
            Num::Float(float) => (is_below(float, bound, s.exclusive_minimum), print_float(bound)),
        };
        let than = if s.exclusive_minimum {
            "greater than"
        } else {
            "greater than or equal to"
        };
        if low {
            out.fail(
                Kind::Invalid,
                place,
                num.to_value(),
                &format!("should be {than} {shown}"),
            );
        }
    }
    if let Some((num, bound)) = maximum {
        let (high, shown) = match num {
            Num::Int(int) => (
                is_below(to_int(bound), int, s.exclusive_maximum),
                to_int(bound).to_string(),
            ),
            Num::Float(float) => (is_below(bound, float, s.exclusive_maximum), print_float(bound)),
        };
        let than = if s.exclusive_maximum {
            "less than"
        } else {
            "less than or equal to"
        };
        if high {
            out.fail(
                Kind::Invalid,
                place,
                num.to_value(),
                &format!("should be {than} {shown}"),
            );
        }
    }
    out
}

fn is_below<T: PartialOrd>(value: T, bound: T, exclusive: bool) -> bool {
    value < bound || (exclusive && value == bound)
}

fn multiple_of(num: Num, factor: f64, place: &Place<'_>, out: &mut Outcome) {
    let (positive, is_multiple, shown) = match num {
        Num::Int(int) => {
            let factor = to_int(factor);
            (factor > 0, factor > 0 && int % factor == 0, Num::Int(factor))
        }
        Num::Float(float) => {
            let times = if factor < 1.0 {
                1.0 / factor * float
            } else {
                float / factor
            };
            (factor > 0.0, is_integer(times), Num::Float(factor))
        }
    };
    let printed = match shown {
        Num::Int(int) => int.to_string(),
        Num::Float(float) => print_float(float),
    };
    if !positive {
        let name = place.to_string();
        let message = format!("factor MultipleOf declared for {name} must be positive: {printed}");
        out.add(super::outcome::Failure {
            kind: Kind::Invalid,
            name,
            value: shown.to_value(),
            message,
        });
    } else if !is_multiple {
        out.fail(
            Kind::Invalid,
            place,
            num.to_value(),
            &format!("should be a multiple of {printed}"),
        );
    }
}
