//! Points in time as Go's `time.Parse` reads them, with its errors.

use super::{Timestamp, days_before, days_in};

const RFC3339: &str = "2006-01-02T15:04:05Z07:00";
const LOCAL: &str = "2006-01-02T15:04:05";
const DATE: &str = "2006-01-02";

/// RFC 3339. An hour may have one digit, a fraction a comma, and an offset may be of 24 hours and 60 minutes.
///
/// # Errors
/// Go's text.
pub(crate) fn parse_rfc3339(text: &str) -> Result<Timestamp, String> {
    Reader::read(text, RFC3339)
}

/// As [`parse_rfc3339`], but with no zone at the end.
///
/// # Errors
/// Go's text.
pub(crate) fn parse_local(text: &str) -> Result<Timestamp, String> {
    Reader::read(text, LOCAL)
}

/// `2006-01-02`
///
/// # Errors
/// Go's text.
pub(crate) fn parse_date(text: &str) -> Result<Timestamp, String> {
    Reader::read(text, DATE)
}

/// What is left to read.
struct Reader<'t>(&'t str);

enum Fault<'t> {
    /// What stands there, and what was wanted.
    Unreadable(&'t str, &'static str),
    /// What is too large or too small.
    OutOfRange(&'static str),
    Extra(&'t str),
}

type Read<'t, T> = Result<T, Fault<'t>>;

impl<'t> Reader<'t> {
    fn read(text: &'t str, layout: &'static str) -> Result<Timestamp, String> {
        let shown = quote(text);
        Reader(text).timestamp(layout).map_err(|fault| match fault {
            Fault::Unreadable(found, wanted) => {
                let [layout, found, wanted] = [layout, found, wanted].map(quote);
                format!("parsing time {shown} as {layout}: cannot parse {found} as {wanted}")
            }
            Fault::OutOfRange(what) => format!("parsing time {shown}: {what} out of range"),
            Fault::Extra(rest) => format!("parsing time {shown}: extra text: {}", quote(rest)),
        })
    }

    fn timestamp(mut self, layout: &'static str) -> Read<'t, Timestamp> {
        let year = self.number("2006", 4, 4)?;
        self.literal("-")?;
        let month = self.number("01", 2, 2)?;
        in_range(month, 1..=12, "month")?;
        self.literal("-")?;
        let day = self.number("02", 2, 2)?;
        let (mut seconds, mut nanos, mut offset) = (0, 0, 0);
        if layout != DATE {
            self.literal("T")?;
            let hour = self.number("15", 1, 2)?;
            in_range(hour, 0..=23, "hour")?;
            self.literal(":")?;
            let minute = self.number("04", 2, 2)?;
            in_range(minute, 0..=59, "minute")?;
            self.literal(":")?;
            let second = self.number("05", 2, 2)?;
            in_range(second, 0..=59, "second")?;
            seconds = hour * 3600 + minute * 60 + second;
            nanos = self.fraction();
        }
        if layout == RFC3339 {
            offset = self.zone()?;
        }
        if !self.0.is_empty() {
            return Err(Fault::Extra(self.0));
        }
        in_range(day, 1..=days_in(year, month), "day")?;
        Ok(Timestamp {
            seconds: days_before(year, month, day) * 86_400 + seconds - offset,
            nanos,
            offset,
        })
    }

    /// A number of so many digits; `name` is what the layout has there.
    fn number(&mut self, name: &'static str, least: usize, most: usize) -> Read<'t, i64> {
        let digits = self.0.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let (number, rest) = self.0.split_at(digits);
        let number = number.parse().ok().filter(|_| digits >= least);
        let number = number.ok_or(Fault::Unreadable(self.0, name))?;
        self.0 = rest;
        Ok(number)
    }

    fn literal(&mut self, text: &'static str) -> Read<'t, ()> {
        self.0 = self.0.strip_prefix(text).ok_or(Fault::Unreadable(self.0, text))?;
        Ok(())
    }

    /// A fraction behind a point or comma, in nanoseconds; further digits are dropped.
    fn fraction(&mut self) -> u32 {
        let after = self.0.strip_prefix(['.', ',']).unwrap_or_default();
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return 0;
        }
        let (digits, rest) = after.split_at(digits);
        self.0 = rest;
        let nine: String = digits.chars().chain(std::iter::repeat('0')).take(9).collect();
        nine.parse().unwrap_or(0)
    }

    /// Seconds east of Greenwich.
    fn zone(&mut self) -> Read<'t, i64> {
        let start = self.0;
        if let Some(rest) = start.strip_prefix('Z') {
            self.0 = rest;
            return Ok(0);
        }
        let two = |digits: &[u8; 2]| {
            let number = |d: &u8| char::from(*d).to_digit(10);
            Some(i64::from(number(digits.first()?)? * 10 + number(digits.last()?)?))
        };
        let read = || {
            let (zone, _) = start.as_bytes().split_first_chunk::<6>()?;
            let [sign, h1, h2, b':', m1, m2] = zone else {
                return None;
            };
            let sign = match sign {
                b'+' => 1,
                b'-' => -1,
                _ => return None,
            };
            Some((sign, two(&[*h1, *h2])?, two(&[*m1, *m2])?))
        };
        let (sign, hours, minutes) = read().ok_or(Fault::Unreadable(start, "Z07:00"))?;
        in_range(hours, 0..=24, "time zone offset hour")?;
        in_range(minutes, 0..=60, "time zone offset minute")?;
        self.0 = start.get(6..).unwrap_or_default();
        Ok(sign * (hours * 3600 + minutes * 60))
    }
}

fn in_range(number: i64, range: std::ops::RangeInclusive<i64>, what: &'static str) -> Read<'static, ()> {
    if range.contains(&number) {
        Ok(())
    } else {
        Err(Fault::OutOfRange(what))
    }
}

/// As Go's package of times quotes: all that is not ASCII by its bytes.
fn quote(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='\u{7f}' => out.push(c),
            _ => {
                let mut bytes = [0; 4];
                let bytes = c.encode_utf8(&mut bytes).bytes();
                bytes.for_each(|b| out.push_str(&format!("\\x{b:02x}")));
            }
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_go_reads_them() {
        for good in [
            "2024-02-29T3:04:05Z",
            "2024-01-02T03:04:05,5Z",
            "2024-01-02T03:04:05.1234567891-24:60",
        ] {
            assert!(parse_rfc3339(good).is_ok(), "{good}");
        }
        let fault = |text| parse_rfc3339(text).unwrap_err();
        assert_eq!(
            fault("2024-13-02T03:04:05Z"),
            "parsing time \"2024-13-02T03:04:05Z\": month out of range"
        );
        assert_eq!(
            fault("2024-01-02t03:04:05Z"),
            "parsing time \"2024-01-02t03:04:05Z\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"t03:04:05Z\" as \"T\""
        );
        assert_eq!(
            fault("2023-02-29T03:04:05Z"),
            "parsing time \"2023-02-29T03:04:05Z\": day out of range"
        );
        assert_eq!(
            parse_local("2024-01-02T03:04:05+é").unwrap_err(),
            "parsing time \"2024-01-02T03:04:05+\\xc3\\xa9\": extra text: \"+\\xc3\\xa9\""
        );
        assert!(parse_date("2024-01-02").is_ok() && parse_date("2024-1-2").is_err());
    }
}
