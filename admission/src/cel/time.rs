//! Durations and points in time, as Go reads and prints them.

/// Nanoseconds of a second.
const SECOND: i64 = 1_000_000_000;
/// The first second of the year 1.
pub(crate) const MIN_UNIX: i64 = -62_135_596_800;
/// The last second of the year 9999.
pub(crate) const MAX_UNIX: i64 = 253_402_300_799;

/// A point in time with the offset in which it was written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timestamp {
    /// Seconds since 1970.
    pub(crate) seconds: i64,
    /// Nanoseconds of the second.
    pub(crate) nanos: u32,
    /// Seconds east of Greenwich.
    pub(crate) offset: i64,
}

/// A date and time of day in some zone.
pub(crate) struct Civil {
    pub(crate) year: i64,
    /// 1 to 12.
    pub(crate) month: i64,
    /// 1 to 31.
    pub(crate) day: i64,
    pub(crate) hour: i64,
    pub(crate) minute: i64,
    pub(crate) second: i64,
    /// From 0.
    pub(crate) day_of_year: i64,
    /// 0 is Sunday.
    pub(crate) day_of_week: i64,
}

impl Timestamp {
    pub(crate) fn utc(seconds: i64, nanos: u32) -> Timestamp {
        Timestamp {
            seconds,
            nanos,
            offset: 0,
        }
    }

    /// Nanoseconds since 1970.
    pub(crate) fn nanos_since_epoch(self) -> i128 {
        i128::from(self.seconds) * i128::from(SECOND) + i128::from(self.nanos)
    }

    /// The date and time of day at `offset` seconds east.
    pub(crate) fn civil(self, offset: i64) -> Civil {
        let local = self.seconds.saturating_add(offset);
        let days = local.div_euclid(86_400);
        let rest = local.rem_euclid(86_400);
        let (year, month, day) = date_of(days);
        Civil {
            year,
            month,
            day,
            hour: rest / 3600,
            minute: rest / 60 % 60,
            second: rest % 60,
            day_of_year: days - days_before(year, 1, 1),
            day_of_week: (days + 4).rem_euclid(7),
        }
    }

    /// RFC 3339 with as many digits of the second as are needed.
    pub(crate) fn print(self) -> String {
        let c = self.civil(self.offset);
        let mut out = format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            c.year, c.month, c.day, c.hour, c.minute, c.second
        );
        if self.nanos != 0 {
            out.push('.');
            out.push_str(format!("{:09}", self.nanos).trim_end_matches('0'));
        }
        if self.offset == 0 {
            out.push('Z');
        } else {
            let sign = if self.offset < 0 { '-' } else { '+' };
            let minutes = self.offset.abs() / 60;
            out.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
        }
        out
    }
}

/// Days from 1970 to a date of the Gregorian calendar.
fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let year_of_era = shifted.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The date of a day counted from 1970.
fn date_of(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Reads text piece by piece.
struct Reader<'t>(&'t str);

impl Reader<'_> {
    fn digits(&mut self, count: usize) -> Option<i64> {
        let (head, rest) = self.0.split_at_checked(count)?;
        if !head.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        self.0 = rest;
        head.parse().ok()
    }

    fn literal(&mut self, text: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(text)?;
        Some(())
    }

    /// A fraction after a point or comma, in nanoseconds; further digits are dropped.
    fn fraction(&mut self) -> u32 {
        let Some(rest) = self.0.strip_prefix(['.', ',']) else {
            return 0;
        };
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        if digits.is_empty() {
            return 0;
        }
        self.0 = rest.get(digits.len()..).unwrap_or_default();
        let nine: String = digits.chars().chain(std::iter::repeat('0')).take(9).collect();
        nine.parse().unwrap_or(0)
    }
}

/// A date as `2006-01-02`.
pub(crate) fn parse_date(text: &str) -> Option<Timestamp> {
    let mut reader = Reader(text);
    let (year, month, day) = date(&mut reader)?;
    reader
        .0
        .is_empty()
        .then(|| Timestamp::utc(days_before(year, month, day) * 86_400, 0))
}

fn date(reader: &mut Reader<'_>) -> Option<(i64, i64, i64)> {
    let year = reader.digits(4)?;
    reader.literal("-")?;
    let month = reader.digits(2)?;
    reader.literal("-")?;
    let day = reader.digits(2)?;
    let fits = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
    fits.then_some((year, month, day))
}

/// A point in time as RFC 3339 has it.
pub(crate) fn parse_timestamp(text: &str) -> Option<Timestamp> {
    let mut reader = Reader(text);
    let (year, month, day) = date(&mut reader)?;
    reader.literal("T")?;
    let hour = reader.digits(2)?;
    reader.literal(":")?;
    let minute = reader.digits(2)?;
    reader.literal(":")?;
    let second = reader.digits(2)?;
    let nanos = reader.fraction();
    let offset = if reader.literal("Z").is_some() {
        0
    } else {
        zone(&mut reader)?
    };
    if !reader.0.is_empty() || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let seconds = days_before(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset;
    Some(Timestamp {
        seconds,
        nanos,
        offset,
    })
}

fn zone(reader: &mut Reader<'_>) -> Option<i64> {
    let sign = if reader.literal("+").is_some() {
        1
    } else {
        reader.literal("-").map(|()| -1)?
    };
    let hours = reader.digits(2)?;
    reader.literal(":")?;
    let minutes = reader.digits(2)?;
    (hours <= 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

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

/// A duration in seconds, as CEL prints it: `1.5s`.
pub(crate) fn print_duration(nanos: i64) -> String {
    let seconds = (nanos / SECOND) as f64 + (nanos % SECOND) as f64 / 1e9;
    format!("{seconds}s")
}
