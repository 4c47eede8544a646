//! IP addresses as Go's `net/netip` reads them, with its errors.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::go::quote;

/// An address.
///
/// # Errors
/// Go's words.
pub(crate) fn parse_addr(text: &str) -> Result<IpAddr, String> {
    let fail = |(message, at): Failure<'_>| {
        let at = if at.is_empty() {
            String::new()
        } else {
            format!(" (at {})", quote(at))
        };
        format!("ParseAddr({}): {message}{at}", quote(text))
    };
    match text
        .find(['.', ':', '%'])
        .and_then(|at| text.get(at..))
        .and_then(|rest| rest.chars().next())
    {
        Some('.') => ipv4(text)
            .map(|fields| IpAddr::V4(Ipv4Addr::from(fields)))
            .map_err(fail),
        Some(':') => ipv6(text).map(IpAddr::V6).map_err(fail),
        Some(_) => Err(fail(("missing IPv6 address", ""))),
        None => Err(fail(("unable to parse IP", ""))),
    }
}

/// What is wrong, and where.
type Failure<'t> = (&'static str, &'t str);

fn ipv4(text: &str) -> Result<[u8; 4], Failure<'_>> {
    let mut fields = [0u8; 4];
    let (mut value, mut digits, mut field) = (0u32, 0, 0);
    let mut before = '.';
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        if let Some(digit) = c.to_digit(10) {
            if digits == 1 && value == 0 {
                return Err(("IPv4 field has octet with leading zero", ""));
            }
            value = value * 10 + digit;
            digits += 1;
            if value > 255 {
                return Err(("IPv4 field has value >255", ""));
            }
        } else if c == '.' {
            if before == '.' || rest.len() == 1 {
                return Err(("IPv4 field must have at least one digit", rest));
            }
            if field == 3 {
                return Err(("IPv4 address too long", ""));
            }
            set(&mut fields, field, value);
            (value, digits, field) = (0, 0, field + 1);
        } else {
            return Err(("unexpected character", rest));
        }
        before = c;
    }
    if field < 3 {
        return Err(("IPv4 address too short", ""));
    }
    set(&mut fields, 3, value);
    Ok(fields)
}

fn set(fields: &mut [u8; 4], field: usize, value: u32) {
    if let Some(slot) = fields.get_mut(field) {
        *slot = u8::try_from(value).unwrap_or(0);
    }
}

/// An address without a zone.
fn ipv6(text: &str) -> Result<Ipv6Addr, Failure<'_>> {
    let (mut rest, zone) = text
        .split_once('%')
        .map_or((text, None), |(rest, zone)| (rest, Some(zone)));
    if zone == Some("") {
        return Err(("zone must be a non-empty string", ""));
    }
    let mut bytes: Vec<u8> = Vec::with_capacity(16);
    let mut ellipsis = None;
    if let Some(after) = rest.strip_prefix("::") {
        ellipsis = Some(0);
        rest = after;
    }
    while bytes.len() < 16 && !(rest.is_empty() && ellipsis == Some(bytes.len())) {
        let (group, digits) = hex_group(rest)?;
        if rest.get(digits..).is_some_and(|after| after.starts_with('.')) {
            if ellipsis.is_none() && bytes.len() != 12 {
                return Err((
                    "embedded IPv4 address must replace the final 2 fields of the address",
                    rest,
                ));
            }
            if bytes.len() > 12 {
                return Err((
                    "too many hex fields to fit an embedded IPv4 at the end of the address",
                    rest,
                ));
            }
            bytes.extend(ipv4(rest)?);
            rest = "";
            break;
        }
        bytes.extend(group.to_be_bytes());
        rest = rest.get(digits..).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
        let Some(after) = rest.strip_prefix(':') else {
            return Err(("unexpected character, want colon", rest));
        };
        if after.is_empty() {
            return Err(("colon must be followed by more characters", rest));
        }
        rest = after;
        if let Some(after) = rest.strip_prefix(':') {
            if ellipsis.is_some() {
                return Err(("multiple :: in address", rest));
            }
            ellipsis = Some(bytes.len());
            rest = after;
        }
    }
    expanded(bytes, ellipsis, rest)
}

/// The number of a group, and how many digits it has.
fn hex_group(rest: &str) -> Result<(u16, usize), Failure<'_>> {
    let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
    match digits {
        0 => Err(("each colon-separated field must have at least one digit", rest)),
        1..=4 => Ok((
            u16::from_str_radix(rest.get(..digits).unwrap_or_default(), 16).unwrap_or(0),
            digits,
        )),
        _ => Err(("each group must have 4 or less digits", rest)),
    }
}

fn expanded(mut bytes: Vec<u8>, ellipsis: Option<usize>, rest: &str) -> Result<Ipv6Addr, Failure<'_>> {
    if !rest.is_empty() {
        return Err(("trailing garbage after address", rest));
    }
    match ellipsis {
        None if bytes.len() < 16 => return Err(("address string too short", "")),
        Some(_) if bytes.len() >= 16 => {
            return Err(("the :: must expand to at least one field of zeros", ""));
        }
        Some(at) => {
            let missing = 16 - bytes.len();
            bytes.splice(at..at, std::iter::repeat_n(0, missing));
        }
        None => {}
    }
    let bytes: [u8; 16] = bytes.try_into().unwrap_or([0; 16]);
    Ok(Ipv6Addr::from(bytes))
}

/// An address and the length of its network part.
///
/// # Errors
/// Go's words.
pub(crate) fn parse_prefix(text: &str) -> Result<(IpAddr, u8), String> {
    let fail = |message: &str| format!("netip.ParsePrefix({}): {message}", quote(text));
    let (ip, bits) = text.rsplit_once('/').ok_or_else(|| fail("no '/'"))?;
    let addr = parse_addr(ip).map_err(|message| fail(&message))?;
    if ip.contains('%') {
        return Err(fail("IPv6 zones cannot be present in a prefix"));
    }
    let bad = || fail(&format!("bad bits after slash: {}", quote(bits)));
    if bits.is_empty()
        || !bits.bytes().all(|b| b.is_ascii_digit())
        || (bits.len() > 1 && bits.starts_with('0'))
    {
        return Err(bad());
    }
    let number: i64 = bits.parse().map_err(|_| bad())?;
    let max = if addr.is_ipv4() { 32 } else { 128 };
    match u8::try_from(number) {
        Ok(bits) if bits <= max => Ok((addr, bits)),
        _ => Err(fail("prefix length out of range")),
    }
}
