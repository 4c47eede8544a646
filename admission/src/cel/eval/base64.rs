//! The bytes of strings of format `byte`. The server reads them in the alphabet of URLs, though its schema asks for the
//! standard one: what has a `+` or `/` is no value for rules.

/// The bytes of base64 with padding; line breaks are passed over.
///
/// # Errors
/// Where the text is malformed.
pub(super) fn decode(text: &str) -> Result<Vec<u8>, usize> {
    let is_break = |b: u8| matches!(b, b'\r' | b'\n');
    let foreign = text
        .bytes()
        .position(|b| !is_break(b) && b != b'=' && value(b).is_none());
    if let Some(at) = foreign {
        return Err(at);
    }
    let digits: Vec<u8> = text.bytes().filter(|b| !is_break(*b)).collect();
    if !digits.len().is_multiple_of(4) {
        return Err(text.len() - digits.len() % 4);
    }
    let mut out = Vec::with_capacity(digits.len() / 4 * 3);
    let groups = digits.chunks_exact(4);
    let last = groups.len().saturating_sub(1);
    for (i, group) in groups.enumerate() {
        let padding = group.iter().rev().take_while(|b| **b == b'=').count();
        if padding > 2 || (padding > 0 && i != last) {
            return Err(i * 4);
        }
        let digits = group.iter().take(4 - padding);
        let bits = digits.fold(0u32, |bits, digit| bits << 6 | value(*digit).unwrap_or(0)) << (6 * padding);
        out.extend(bits.to_be_bytes().into_iter().skip(1).take(3 - padding));
    }
    Ok(out)
}

fn value(digit: u8) -> Option<u32> {
    Some(u32::from(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    }))
}
