//! Escapes of one character.

use super::PatternError;
use super::parse::consumed;

/// Parses the escape that `text` starts with: its code point and what follows.
pub(super) fn parse(text: &str) -> Result<(u32, &str), PatternError> {
    let mut chars = text.chars();
    chars.next();
    let Some(c) = chars.next() else {
        return Err(PatternError::new("trailing backslash at end of expression", ""));
    };
    let rest = chars.as_str();
    let simple = match c {
        '1'..='7' if !rest.starts_with(|d| matches!(d, '0'..='7')) => None,
        '0'..='7' => return Ok(octal(c, rest)),
        'x' => return hexadecimal(text, rest),
        'a' => Some(7),
        'f' => Some(12),
        'n' => Some(10),
        'r' => Some(13),
        't' => Some(9),
        'v' => Some(11),
        c if c.is_ascii() && !c.is_ascii_alphanumeric() => Some(u32::from(c)),
        _ => None,
    };
    simple.map(|code| (code, rest)).ok_or_else(|| bad(text, rest))
}

fn octal(first: char, rest: &str) -> (u32, &str) {
    let mut code = first.to_digit(8).unwrap_or_default();
    let mut chars = rest.chars();
    for _ in 0..2 {
        let mut ahead = chars.clone();
        let Some(digit) = ahead.next().and_then(|d| d.to_digit(8)) else {
            break;
        };
        code = code * 8 + digit;
        chars = ahead;
    }
    (code, chars.as_str())
}

fn hexadecimal<'p>(text: &'p str, rest: &'p str) -> Result<(u32, &'p str), PatternError> {
    let mut chars = rest.chars();
    let Some(first) = chars.next() else {
        return Err(bad(text, rest));
    };
    if first != '{' {
        // Go reads the second character before it looks at the first.
        let second = chars.next();
        let digits = (first.to_digit(16), second.and_then(|c| c.to_digit(16)));
        return match digits {
            (Some(high), Some(low)) => Ok((high * 16 + low, chars.as_str())),
            _ => Err(bad(text, chars.as_str())),
        };
    }
    let (mut code, mut digits) = (0u32, 0);
    loop {
        match chars.next() {
            Some('}') if digits > 0 => return Ok((code, chars.as_str())),
            Some(c) => match c.to_digit(16) {
                Some(digit) if code * 16 + digit <= 0x10_ffff => code = code * 16 + digit,
                _ => return Err(bad(text, chars.as_str())),
            },
            None => return Err(bad(text, "")),
        }
        digits += 1;
    }
}

fn bad(text: &str, rest: &str) -> PatternError {
    PatternError::new("invalid escape sequence", consumed(text, rest))
}
