//! Dates, times and durations.

use crate::go::quote;
use crate::go_time::{parse_date, parse_duration};

/// `2006-01-02`, a day that exists.
pub(crate) fn is_date(text: &str) -> bool {
    parse_date(text).is_ok()
}

/// A date, `t`, a time of the day and a zone; case does not matter.
pub(crate) fn is_date_time(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut parts = lower.split('t');
    let (Some(date), Some(time)) = (parts.next(), parts.next()) else {
        return false;
    };
    is_date(date) && is_time(time)
}

/// `15:04:05`, any character and digits, then `z` or an offset whose size does not matter.
fn is_time(text: &str) -> bool {
    let Some((clock, rest)) = text.split_at_checked(8) else {
        return false;
    };
    let [h0, h1, b':', m0, m1, b':', s0, s1] = clock.as_bytes() else {
        return false;
    };
    let in_range =
        |a: &u8, b: &u8, most: [u8; 2]| a.is_ascii_digit() && b.is_ascii_digit() && [*a, *b] <= most;
    if !in_range(h0, h1, *b"23") || !in_range(m0, m1, *b"59") || !in_range(s0, s1, *b"59") {
        return false;
    }
    if is_zone(rest) {
        return true;
    }
    let mut chars = rest.chars();
    let after = chars
        .next()
        .map(|_| chars.as_str().trim_start_matches(|c: char| c.is_ascii_digit()));
    after.is_some_and(|after| after.len() < chars.as_str().len() && is_zone(after))
}

fn is_zone(text: &str) -> bool {
    match text.as_bytes() {
        [b'z'] => true,
        [b'+' | b'-', a, b, b':', c, d] => [a, b, c, d].iter().all(|d| d.is_ascii_digit()),
        _ => false,
    }
}

/// `1h2m3s` as Go reads it, or numbers with units as Scala writes them, anywhere in the text.
pub(crate) fn is_duration(text: &str) -> bool {
    duration(text).is_ok()
}

/// The nanoseconds of a duration.
///
/// # Errors
/// The server's text.
pub(crate) fn duration(text: &str) -> Result<i64, String> {
    match parse_duration(text) {
        Some(nanos) => Ok(nanos),
        None => scala_duration(text),
    }
}

/// Nanoseconds of units by their names; whatever begins with the last name is that unit too.
const SCALA_UNITS: [(i64, &[&str]); 8] = [
    (1, &["ns", "nano"]),
    (1_000, &["us", "µs", "micro"]),
    (1_000_000, &["ms", "milli"]),
    (1_000_000_000, &["s", "sec"]),
    (60_000_000_000, &["m", "min"]),
    (3_600_000_000_000, &["h", "hr", "hour"]),
    (86_400_000_000_000, &["d", "day"]),
    (604_800_000_000_000, &["w", "wk", "week"]),
];

fn scala_duration(text: &str) -> Result<i64, String> {
    let mut total = None;
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = rest.get(start..).unwrap_or_default();
        let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = rest.get(..rest.len() - after.len()).unwrap_or_default();
        let unit_start = after.trim_start_matches(['\t', '\n', '\u{c}', '\r', ' ']);
        let after_unit = unit_start.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == 'µ');
        let unit = unit_start
            .get(..unit_start.len() - after_unit.len())
            .unwrap_or_default()
            .to_lowercase();
        rest = after;
        if unit.is_empty() {
            continue;
        }
        let Ok(count) = digits.parse::<i64>() else {
            return Err(format!(
                "strconv.Atoi: parsing {}: value out of range",
                quote(digits)
            ));
        };
        rest = after_unit;
        for (nanos, names) in SCALA_UNITS {
            let longest = names.last().is_some_and(|longest| unit.starts_with(longest));
            if longest || names.contains(&unit.as_str()) {
                // What is too much wraps around.
                total = Some(total.unwrap_or(0i64).wrapping_add(count.wrapping_mul(nanos)));
            }
        }
    }
    total.ok_or_else(|| format!("unable to parse {text} as duration"))
}
