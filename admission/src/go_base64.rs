//! Base64 as Go reads and writes it: with padding; line breaks are passed over.

/// The characters for 62 and 63.
pub(crate) type Alphabet = [u8; 2];

pub(crate) const STANDARD: Alphabet = *b"+/";
pub(crate) const OF_URLS: Alphabet = *b"-_";

/// The bytes of a text.
///
/// # Errors
/// The position of the byte where Go gives up.
pub(crate) fn decode(text: &str, alphabet: Alphabet) -> Result<Vec<u8>, usize> {
    let is_break = |b: u8| matches!(b, b'\r' | b'\n');
    let mut input = text.bytes().enumerate().filter(|(_, b)| !is_break(*b)).peekable();
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    while input.peek().is_some() {
        let (mut bits, mut digits) = (0u32, 0);
        while digits < 4 {
            let Some((at, byte)) = input.next() else {
                return Err(text.len() - digits);
            };
            if let Some(value) = value_of(byte, alphabet) {
                bits = bits << 6 | value;
                digits += 1;
                continue;
            }
            match (byte, digits) {
                (b'=', 2) => match input.next() {
                    None => return Err(text.len()),
                    Some((_, b'=')) => {}
                    Some((next, _)) => return Err(next - 1),
                },
                (b'=', 3) => {}
                _ => return Err(at),
            }
            if let Some((garbage, _)) = input.next() {
                return Err(garbage);
            }
            break;
        }
        let bytes = (bits << (6 * (4 - digits))).to_be_bytes();
        out.extend(bytes.into_iter().skip(1).take(digits - 1));
    }
    Ok(out)
}

fn value_of(digit: u8, alphabet: Alphabet) -> Option<u32> {
    Some(u32::from(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        _ => {
            return (62..)
                .zip(alphabet)
                .find(|(_, known)| *known == digit)
                .map(|(value, _)| value);
        }
    }))
}

/// The text for bytes, in the standard alphabet.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let digit = |value: u32| match u8::try_from(value & 63).unwrap_or_default() {
        value @ 0..26 => b'A' + value,
        value @ 26..52 => b'a' + value - 26,
        value @ 52..62 => b'0' + value - 52,
        62 => b'+',
        _ => b'/',
    };
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |i: usize| u32::from(group.get(i).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let written = place <= group.len();
            out.push(if written {
                char::from(digit(bits >> (18 - 6 * place)))
            } else {
                '='
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_with_padding_only() {
        let read = |text| decode(text, STANDARD);
        assert_eq!(read("aGk="), Ok(b"hi".to_vec()));
        assert_eq!(read("aG\nl5\n"), Ok(b"hiy".to_vec()));
        assert_eq!(read("+/=="), Ok(vec![0xfb]));
        assert_eq!(decode("-_==", OF_URLS), Ok(vec![0xfb]));
        assert_eq!(read(""), Ok(vec![]));
    }

    #[test]
    fn go_gives_up_at_the_same_byte() {
        // What Go says.
        let told = [
            ("aGk", 0),
            ("a=k=", 1),
            ("*aGk", 0),
            ("aG==aGk=", 4),
            ("aG=k", 2),
            ("aG=", 3),
            ("aGk=x", 4),
            ("a", 0),
            ("aGk=a", 4),
            ("aGkaG", 4),
            ("-_==", 0),
            ("=", 0),
            ("aG\n=k", 3),
            ("a\nG", 1),
            ("aG=\n", 4),
            ("aGk=\nx", 5),
            ("aG=\n\n=x", 6),
            ("aG=\n\nk", 4),
        ];
        for (text, at) in told {
            assert_eq!(decode(text, STANDARD), Err(at), "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for bytes in [&b""[..], b"a", b"ab", b"abc", b"\xff\xfe\xfd\xfc"] {
            assert_eq!(decode(&encode(bytes), STANDARD).as_deref(), Ok(bytes));
        }
        assert_eq!(encode(b"hi"), "aGk=");
    }
}
