//! The value of a string or bytes literal.

/// Takes off prefix and quotes and resolves the escape sequences. For bytes, hex and octal escapes are byte
/// values; for strings, code points.
///
/// # Errors
/// cel-go's message, for an escape that is no code point or does not belong into bytes.
pub(crate) fn unescape(literal: &str, is_bytes: bool) -> Result<Vec<u8>, &'static str> {
    // Line ends are normalised as cel-go does.
    let literal = literal.replace("\r\n", "\n").replace('\r', "\n");
    let raw = literal.starts_with(['r', 'R']);
    let quoted = if raw {
        literal.get(1..).unwrap_or_default()
    } else {
        &literal
    };
    let width = if quoted.len() >= 6 && (quoted.starts_with("\"\"\"") || quoted.starts_with("'''")) {
        3
    } else {
        1
    };
    let inner = quoted
        .get(width..quoted.len().saturating_sub(width))
        .unwrap_or_default();
    if raw {
        return Ok(inner.as_bytes().to_vec());
    }
    let mut out = Vec::with_capacity(inner.len());
    let mut rest = inner.chars();
    while let Some(c) = rest.next() {
        if c == '\\' {
            push_escape(&mut rest, is_bytes, &mut out)?;
        } else {
            push(&mut out, c);
        }
    }
    Ok(out)
}

fn push(out: &mut Vec<u8>, c: char) {
    out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

fn push_escape(
    rest: &mut std::str::Chars<'_>,
    is_bytes: bool,
    out: &mut Vec<u8>,
) -> Result<(), &'static str> {
    let Some(c) = rest.next() else {
        return Err("unable to unescape string, found '\\' as last character");
    };
    let simple = match c {
        'a' => Some('\u{7}'),
        'b' => Some('\u{8}'),
        'f' => Some('\u{c}'),
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        'v' => Some('\u{b}'),
        '\\' | '\'' | '"' | '`' | '?' => Some(c),
        _ => None,
    };
    if let Some(simple) = simple {
        push(out, simple);
        return Ok(());
    }
    let (radix, digits, first) = match c {
        'x' | 'X' => (16, 2, 0),
        'u' if !is_bytes => (16, 4, 0),
        'U' if !is_bytes => (16, 8, 0),
        '0'..='3' => (8, 2, u32::from(c) - u32::from('0')),
        _ => return Err("unable to unescape string"),
    };
    let mut value = first;
    for _ in 0..digits {
        let digit = rest
            .next()
            .and_then(|d| d.to_digit(radix))
            .ok_or("unable to unescape string")?;
        value = value.wrapping_mul(radix).wrapping_add(digit);
    }
    if is_bytes {
        out.push(u8::try_from(value & 0xff).unwrap_or_default());
    } else {
        push(out, char::from_u32(value).ok_or("invalid unicode code point")?);
    }
    Ok(())
}
