//! The functions of times and durations.

use std::num::IntErrorKind;

use jiff::tz::TimeZoneDatabase;

use super::value::Value;
use crate::go::quote;
use crate::go_time::Timestamp;

/// A function of times; none where the arguments are not its.
pub(super) fn call(function: &str, args: &[Value]) -> Option<Value> {
    match args {
        [Value::Timestamp(time)] => part(function, *time, 0).map(Value::Int),
        [Value::Timestamp(time), Value::String(zone)] => {
            part(function, *time, 0)?;
            match offset(zone, *time) {
                Ok(offset) => part(function, *time, offset).map(Value::Int),
                Err(message) => Some(Value::error(message)),
            }
        }
        [Value::Duration(nanos)] => {
            let seconds = nanos / 1_000_000_000;
            Some(Value::Int(match function {
                "getHours" => seconds / 3600,
                "getMinutes" => seconds / 60,
                "getSeconds" => seconds,
                "getMilliseconds" => nanos / 1_000_000,
                _ => return None,
            }))
        }
        _ => None,
    }
}

fn part(function: &str, time: Timestamp, offset: i64) -> Option<i64> {
    let civil = time.civil(offset);
    Some(match function {
        "getFullYear" => civil.year,
        "getMonth" => civil.month - 1,
        "getDayOfYear" => civil.day_of_year,
        "getDayOfMonth" => civil.day - 1,
        "getDate" => civil.day,
        "getDayOfWeek" => civil.day_of_week,
        "getHours" => civil.hour,
        "getMinutes" => civil.minute,
        "getSeconds" => civil.second,
        "getMilliseconds" => i64::from(time.nanos / 1_000_000),
        _ => return None,
    })
}

/// Seconds east of Greenwich of a zone at a time: `+01:30`, `UTC`, `Europe/Berlin`.
fn offset(zone: &str, time: Timestamp) -> Result<i64, String> {
    let Some((hours, minutes)) = zone.split_once(':') else {
        return named(zone, time);
    };
    let number = |text: &str| {
        text.parse::<i64>().map_err(|error| {
            let out_of_range = matches!(
                error.kind(),
                IntErrorKind::PosOverflow | IntErrorKind::NegOverflow
            );
            let why = if out_of_range {
                "value out of range"
            } else {
                "invalid syntax"
            };
            format!("strconv.Atoi: parsing {}: {why}", quote(text))
        })
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let minutes = if zone.starts_with('-') { -minutes } else { minutes };
    // In nanoseconds, which wrap around.
    let total = hours.wrapping_mul(60).wrapping_add(minutes);
    Ok(total.wrapping_mul(60_000_000_000) / 1_000_000_000)
}

/// The offset of a zone of the IANA database, a copy of which is built in: what a system has would differ from machine
/// to machine. A name's case counts, as for Go's `time.LoadLocation`. `Local` is the server's own zone, which in a
/// container is UTC.
fn named(zone: &str, time: Timestamp) -> Result<i64, String> {
    if matches!(zone, "" | "UTC" | "Local") {
        return Ok(0);
    }
    if zone.contains("..") || zone.starts_with(['/', '\\']) {
        return Err("time: invalid location name".to_owned());
    }
    let unknown = || format!("unknown time zone {zone}");
    let found = TimeZoneDatabase::bundled().get(zone).map_err(|_| unknown())?;
    if found.iana_name() != Some(zone) {
        return Err(unknown());
    }
    // The last hours of the year 9999 lie beyond the library's range; no zone has another offset in them.
    let seconds = time.seconds.min(jiff::Timestamp::MAX.as_second());
    let at = jiff::Timestamp::from_second(seconds).map_err(|error| error.to_string())?;
    Ok(found.to_offset(at).seconds().into())
}
