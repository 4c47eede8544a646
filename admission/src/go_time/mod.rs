//! Durations and points in time, as Go reads and prints them.

mod duration;
mod parse;

use crate::go::plain;
pub(crate) use duration::parse_duration;
pub(crate) use parse::{parse_date, parse_local, parse_rfc3339};

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
        let mut out = self.print_local(self.offset);
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

    /// RFC 3339 in UTC, to the second.
    pub(crate) fn print_utc(self) -> String {
        self.print_local(0) + "Z"
    }

    fn print_local(self, offset: i64) -> String {
        let c = self.civil(offset);
        let sign = if c.year < 0 { "-" } else { "" };
        format!(
            "{sign}{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            c.year.abs(),
            c.month,
            c.day,
            c.hour,
            c.minute,
            c.second
        )
    }

    /// The first moment of the year 1, which Go takes for no time at all.
    pub(crate) fn is_zero(self) -> bool {
        self.seconds == MIN_UNIX && self.nanos == 0
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

/// A duration in seconds, as CEL prints it: `1.5s`.
pub(crate) fn print_duration(nanos: i64) -> String {
    let seconds = (nanos / SECOND) as f64 + (nanos % SECOND) as f64 / 1e9;
    plain(seconds) + "s"
}
