//! Durations.

/// A duration as Go's `time.ParseDuration` reads it, in nanoseconds.
pub(crate) fn parse_duration(text: &str) -> Option<i64> {
    let (negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(0);
    }
    if rest.is_empty() {
        return None;
    }
    let mut total: u64 = 0;
    while !rest.is_empty() {
        let whole: String = rest.chars().take_while(char::is_ascii_digit).collect();
        rest = rest.get(whole.len()..)?;
        let fraction: String = match rest.strip_prefix('.') {
            Some(after) => {
                let fraction: String = after.chars().take_while(char::is_ascii_digit).collect();
                rest = after.get(fraction.len()..)?;
                fraction
            }
            None => String::new(),
        };
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let unit: String = rest
            .chars()
            .take_while(|c| *c != '.' && !c.is_ascii_digit())
            .collect();
        rest = rest.get(unit.len()..)?;
        total = total.checked_add(amount(&whole, &fraction, unit_of(&unit)?)?)?;
        if total > 1 << 63 {
            return None;
        }
    }
    if negative {
        return Some(0i64.wrapping_sub_unsigned(total));
    }
    i64::try_from(total).ok()
}

fn unit_of(unit: &str) -> Option<u64> {
    Some(match unit {
        "ns" => 1,
        "us" | "\u{b5}s" | "\u{3bc}s" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => return None,
    })
}

fn amount(whole: &str, fraction: &str, unit: u64) -> Option<u64> {
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    if whole > (1 << 63) / unit {
        return None;
    }
    let (mut part, mut scale) = (0u64, 1f64);
    for digit in fraction.bytes() {
        let next = part
            .checked_mul(10)
            .and_then(|p| p.checked_add(u64::from(digit - b'0')));
        match next.filter(|n| *n <= 1 << 63) {
            Some(next) => part = next,
            None => break,
        }
        scale *= 10.0;
    }
    (whole * unit).checked_add((part as f64 * (unit as f64 / scale)) as u64)
}
