//! Percent-encoding as Go's `net/url` reads and writes it.

use crate::go::quote;

/// Where in a URL a text stands.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Part {
    Path,
    Host,
    /// Behind the `%25` of an IPv6 address.
    Zone,
    User,
    Query,
    Fragment,
}

/// The text with its escapes resolved; bytes, as they need be no text.
///
/// # Errors
/// Go's text.
pub(super) fn unescape(text: &str, part: Part) -> Result<Vec<u8>, String> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match first {
            b'%' => match after.split_first_chunk() {
                Some((hex, after)) if fits(*hex, part) => {
                    out.push(byte(*hex));
                    rest = after;
                }
                _ => {
                    let shown = std::iter::once(b'%')
                        .chain(after.iter().take(2).copied())
                        .collect();
                    let shown: Vec<u8> = shown;
                    return Err(format!(
                        "invalid URL escape {}",
                        quote(&String::from_utf8_lossy(&shown))
                    ));
                }
            },
            b'+' if part == Part::Query => out.push(b' '),
            other if is_host(part) && other.is_ascii() && !stands_in_host(*other) => {
                let shown = char::from(*other).to_string();
                return Err(format!("invalid character {} in host name", quote(&shown)));
            }
            other => out.push(*other),
        }
    }
    Ok(out)
}

fn is_host(part: Part) -> bool {
    matches!(part, Part::Host | Part::Zone)
}

/// Whether the two characters behind a percent sign are an escape.
fn fits(hex: [u8; 2], part: Part) -> bool {
    if !hex.iter().all(u8::is_ascii_hexdigit) {
        return false;
    }
    let percent = hex == *b"25";
    match part {
        // Only what is not ASCII, and the percent sign of a zone.
        Part::Host => percent || byte(hex) >= 0x80,
        Part::Zone => percent || byte(hex) == b' ' || stands_in_host(byte(hex)),
        Part::Path | Part::User | Part::Query | Part::Fragment => true,
    }
}

fn byte(hex: [u8; 2]) -> u8 {
    let digit = |b: u8| char::from(b).to_digit(16).unwrap_or(0);
    let [high, low] = hex.map(digit);
    u8::try_from(high << 4 | low).unwrap_or(0)
}

fn stands_in_host(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"-_.~!\"$&'()*+,:;<=>[]".contains(&b)
}

/// A path as it is written: as it was, where nothing in it has to be escaped, and else anew.
pub(super) fn escaped_path(written: &str, path: &[u8]) -> String {
    let plain = |b: &u8| b.is_ascii_alphanumeric() || b"-_.~$&+,/:;=@".contains(b);
    let kept = |b: &u8| plain(b) || b"!'()*[]%".contains(b);
    if path == b"*" || written.as_bytes().iter().all(kept) {
        return written.to_owned();
    }
    let mut out = String::new();
    for b in path {
        if plain(b) {
            out.push(char::from(*b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}
