//! String formats: which count, and what they mean.

mod email;
mod network;
mod numbers;
pub(crate) mod time;

use crate::KubernetesVersion;
use crate::go_url;
use crate::names::{is_dns1123_label, is_dns1123_subdomain};

/// Whether a format counts on a node of the type; other formats are dropped before objects are validated.
pub(crate) fn is_known(format: &str, type_name: &str, version: KubernetesVersion) -> bool {
    let of_text = || {
        let format = normalized(format);
        // They count from the next version on, when no server older than 1.34 can be beside it.
        is_string_format(&format) && (!is_recent(&format) || version >= KubernetesVersion::V1_35)
    };
    match type_name {
        // Until 1.35 the type does not matter.
        _ if version <= KubernetesVersion::V1_35 => of_text(),
        "" | "string" => of_text(),
        "integer" => matches!(format, "int32" | "int64"),
        "number" => matches!(format, "float" | "double"),
        _ => false,
    }
}

/// Whether the server has a check for the format.
pub(crate) fn has_check(format: &str, version: KubernetesVersion) -> bool {
    let format = normalized(format);
    is_string_format(&format) && (!is_recent(&format) || version >= KubernetesVersion::V1_34)
}

/// Whether the format came with 1.34.
fn is_recent(normalized: &str) -> bool {
    matches!(normalized, "k8sshortname" | "k8slongname")
}

fn normalized(format: &str) -> String {
    format.replace('-', "")
}

fn is_string_format(normalized: &str) -> bool {
    check_of(normalized).is_some()
}

/// Whether the text is of the format; of a format without a check every text is.
pub(crate) fn matches(format: &str, text: &str) -> bool {
    check_of(&normalized(format)).is_none_or(|check| check(text))
}

fn check_of(normalized: &str) -> Option<fn(&str) -> bool> {
    Some(match normalized {
        "bsonobjectid" => |text| text.len() == 24 && text.bytes().all(|b| b.is_ascii_hexdigit()),
        "uri" => |text| go_url::parse_request_uri(text).is_ok(),
        "email" => email::is_email,
        "hostname" => network::is_hostname,
        "ipv4" => network::is_ipv4,
        "ipv6" => network::is_ipv6,
        "cidr" => network::is_cidr,
        "mac" => network::is_mac,
        "uuid" => |text| is_uuid(text, None),
        "uuid3" => |text| is_uuid(text, Some('3')),
        "uuid4" => |text| is_uuid(text, Some('4')),
        "uuid5" => |text| is_uuid(text, Some('5')),
        "isbn" => |text| numbers::is_isbn10(text) || numbers::is_isbn13(text),
        "isbn10" => numbers::is_isbn10,
        "isbn13" => numbers::is_isbn13,
        "creditcard" => numbers::is_credit_card,
        "ssn" => numbers::is_ssn,
        "hexcolor" => is_hex_color,
        "rgbcolor" => numbers::is_rgb_color,
        "byte" => is_base64,
        "password" => |_| true,
        "date" => time::is_date,
        "duration" => time::is_duration,
        "datetime" => time::is_date_time,
        "k8sshortname" => |text| text.len() <= 63 && is_dns1123_label(text),
        "k8slongname" => |text| text.len() <= 253 && is_dns1123_subdomain(text),
        _ => return None,
    })
}

/// 32 hexadecimal digits; a dash may stand between the groups of 8, 4, 4, 4 and 12.
fn is_uuid(text: &str, kind: Option<char>) -> bool {
    let mut rest = text;
    for (group, length) in [8, 4, 4, 4, 12].into_iter().enumerate() {
        if group > 0 {
            rest = rest.strip_prefix('-').unwrap_or(rest);
        }
        let Some((digits, after)) = rest.split_at_checked(length) else {
            return false;
        };
        let first = digits.chars().next();
        let fits = match (group, kind) {
            (2, Some(_)) => first == kind,
            (3, Some('4' | '5')) => first.is_some_and(|c| matches!(c, '8' | '9' | 'a' | 'b' | 'A' | 'B')),
            _ => true,
        };
        if !fits || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return false;
        }
        rest = after;
    }
    rest.is_empty()
}

fn is_hex_color(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or(text);
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Standard base64 with padding; not empty, no line breaks.
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let alphabet = |b: u8| b.is_ascii_alphanumeric() || b == b'+' || b == b'/';
    !text.is_empty() && text.len().is_multiple_of(4) && padding <= 2 && digits.bytes().all(alphabet)
}

#[cfg(test)]
mod tests;
