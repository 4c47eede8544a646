//! Addresses and host names.

use std::net::Ipv6Addr;
use std::sync::OnceLock;

use regex::Regex;

/// A label, or labels and a top-level name of letters; letters and symbols of any script.
const HOSTNAME: &str = r"(?x)^(?:
    [a-zA-Z0-9\p{S}\p{L}] (?: -? [a-zA-Z0-9\p{S}\p{L}]{0,62} )?
  | (?: [a-zA-Z0-9\p{S}\p{L}] (?: [a-zA-Z0-9\-\p{S}\p{L}]{0,61} [a-zA-Z0-9\p{S}\p{L}] )? \. )+ [a-zA-Z\p{L}]{2,63}
)$";

pub(super) fn is_hostname(text: &str) -> bool {
    static REGEX: OnceLock<Option<Regex>> = OnceLock::new();
    let regex = REGEX.get_or_init(|| Regex::new(HOSTNAME).ok());
    let fits = text.len() <= 255 && text.split('.').all(|label| label.len() <= 63);
    fits && regex.as_ref().is_some_and(|r| r.is_match(text))
}

/// Four decimal numbers below 256; leading zeros are fine.
fn is_dotted(text: &str) -> bool {
    let number = |part: &str| {
        let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let significant = part.trim_start_matches('0');
        digits && (significant.is_empty() || significant.parse::<u8>().is_ok())
    };
    text.split('.').count() == 4 && text.split('.').all(number)
}

pub(super) fn is_ipv4(text: &str) -> bool {
    is_dotted(text) || (text.contains('.') && is_ipv6(text))
}

pub(super) fn is_ipv6(text: &str) -> bool {
    text.contains(':') && text.parse::<Ipv6Addr>().is_ok()
}

pub(super) fn is_cidr(text: &str) -> bool {
    let Some((address, length)) = text.split_once('/') else {
        return false;
    };
    let most = match address {
        address if is_dotted(address) => 32,
        address if is_ipv6(address) => 128,
        _ => return false,
    };
    let digits = !length.is_empty() && length.bytes().all(|b| b.is_ascii_digit());
    let length = length.trim_start_matches('0');
    digits && (length.is_empty() || length.parse::<u8>().is_ok_and(|n| n <= most))
}

/// 6, 8 or 20 bytes: pairs with `:` or `-`, or groups of four with `.`.
pub(super) fn is_mac(text: &str) -> bool {
    let groups = |separator: char, digits: usize, counts: [usize; 3]| {
        counts.contains(&text.split(separator).count())
            && text
                .split(separator)
                .all(|g| g.len() == digits && g.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    groups(':', 2, [6, 8, 20]) || groups('-', 2, [6, 8, 20]) || groups('.', 4, [3, 4, 10])
}
