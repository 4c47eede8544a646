//! CA bundles: base64 of PEM certificates.

/// Why `bundle` (base64, as written) holds no certificates, in the server's words.
pub(crate) fn complaint(bundle: &str) -> Option<&'static str> {
    let text = decode_base64(bundle).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let has_certificate =
        text.contains("-----BEGIN CERTIFICATE-----") && text.contains("-----END CERTIFICATE-----");
    (!has_certificate).then_some("unable to load root certificates: unable to parse bytes as PEM block")
}

/// The bytes of standard base64 with padding; line breaks are skipped, as in Go.
pub(crate) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count, mut padding, mut digits) = (0u32, 0, 0, 0usize);
    for byte in text.bytes().filter(|b| !matches!(b, b'\r' | b'\n')) {
        digits += 1;
        if byte == b'=' {
            padding += 1;
            continue;
        }
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        if padding > 0 {
            return None;
        }
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    (digits % 4 == 0 && padding <= 2).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_with_padding_only() {
        assert_eq!(decode_base64("aGk="), Some(b"hi".to_vec()));
        assert_eq!(decode_base64("aGl5"), Some(b"hiy".to_vec()));
        assert_eq!(decode_base64("aGk"), None);
        assert_eq!(decode_base64("a=k="), None);
        assert_eq!(decode_base64("*aGk"), None);
    }
}
