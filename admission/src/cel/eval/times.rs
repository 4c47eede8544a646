//! The functions of times and durations.

use super::super::time::Timestamp;
use super::value::Value;

/// A function of times; none where the arguments are not its.
pub(super) fn call(function: &str, args: &[Value]) -> Option<Value> {
    match args {
        [Value::Timestamp(time)] => part(function, *time, 0).map(Value::Int),
        [Value::Timestamp(time), Value::String(zone)] => match offset(zone) {
            Ok(offset) => part(function, *time, offset).map(Value::Int),
            Err(message) => Some(Value::error(message)),
        },
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

/// Seconds east of Greenwich of a zone: `+01:30`, `UTC`. Zones by name need a database, which is not part of this
/// package.
fn offset(zone: &str) -> Result<i64, String> {
    let Some((hours, minutes)) = zone.split_once(':') else {
        return match zone {
            "" | "UTC" | "GMT" | "Etc/UTC" | "Etc/GMT" => Ok(0),
            _ => Err(format!("unknown time zone {zone}")),
        };
    };
    let number = |text: &str| {
        text.parse::<i64>()
            .map_err(|_| format!("strconv.Atoi: parsing {text:?}: invalid syntax"))
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    if !(0..60).contains(&minutes) {
        return Err(format!("timezone offset minutes out of range [0, 59]: {zone}"));
    }
    let minutes = if zone.starts_with('-') { -minutes } else { minutes };
    let total = hours.saturating_mul(60).saturating_add(minutes);
    Ok(total.saturating_mul(60))
}
