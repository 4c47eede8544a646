//! Dates, times and durations.

/// `2006-01-02`, a day that exists.
pub(crate) fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = bytes else {
        return false;
    };
    let digits = [y0, y1, y2, y3, m0, m1, d0, d1];
    if !digits.iter().all(|d| d.is_ascii_digit()) {
        return false;
    }
    let number = |digits: &[&u8]| digits.iter().fold(0u32, |n, d| n * 10 + u32::from(**d - b'0'));
    let (year, month, day) = (number(&[y0, y1, y2, y3]), number(&[m0, m1]), number(&[d0, d1]));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
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

/// RFC 3339, as the times of `metadata` are written.
pub(crate) fn is_rfc3339(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else {
        return false;
    };
    is_date(date) && !time.contains('z') && is_time(&time.replace('Z', "z"))
}

/// `1h2m3s` as Go reads it, or numbers with units as Scala writes them, anywhere in the text.
pub(crate) fn is_duration(text: &str) -> bool {
    go_duration(text).is_some() || scala_duration(text)
}

const UNITS: [(&str, f64); 8] = [
    ("ns", 1.0),
    ("us", 1e3),
    ("µs", 1e3),
    ("μs", 1e3),
    ("ms", 1e6),
    ("s", 1e9),
    ("m", 60e9),
    ("h", 3600e9),
];

/// Go's `time.ParseDuration`, in nanoseconds.
fn go_duration(text: &str) -> Option<f64> {
    let mut rest = text.strip_prefix(['+', '-']).unwrap_or(text);
    if rest == "0" {
        return Some(0.0);
    }
    if rest.is_empty() {
        return None;
    }
    let mut total = 0.0;
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(rest.len());
        let (number, after) = rest.split_at_checked(end)?;
        if number.matches('.').count() > 1 || !number.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let end = after
            .find(|c: char| c.is_ascii_digit() || c == '.')
            .unwrap_or(after.len());
        let (unit, after) = after.split_at_checked(end)?;
        let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit)?;
        let number = if number.starts_with('.') {
            format!("0{number}")
        } else {
            number.to_owned()
        };
        total += number.trim_end_matches('.').parse::<f64>().ok()? * factor;
        // 2^63 nanoseconds are too many.
        if total >= 9_223_372_036_854_775_808.0 {
            return None;
        }
        rest = after;
    }
    Some(total)
}

const SCALA_UNITS: [&[&str]; 8] = [
    &["ns", "nano"],
    &["us", "µs", "micro"],
    &["ms", "milli"],
    &["s", "sec"],
    &["m", "min"],
    &["h", "hr", "hour"],
    &["d", "day"],
    &["w", "wk", "week"],
];

fn scala_duration(text: &str) -> bool {
    let mut found = false;
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
        if digits.parse::<i64>().is_err() {
            return false;
        }
        rest = after_unit;
        found |= SCALA_UNITS.iter().any(|variants| {
            variants.contains(&unit.as_str())
                || variants.last().is_some_and(|longest| unit.starts_with(longest))
        });
    }
    found
}
