//! Numbers with a meaning: books, cards, persons, colours.

fn digits_of(text: &str, ignored: fn(char) -> bool) -> String {
    text.chars().filter(|c| !ignored(*c)).collect()
}

fn value(digit: u8) -> u32 {
    u32::from(digit.wrapping_sub(b'0'))
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

fn is_space_or_dash(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{c}' | '\r' | ' ' | '-')
}

pub(super) fn is_isbn10(text: &str) -> bool {
    let code = digits_of(text, is_space_or_dash);
    let Some((head, last)) = code.split_at_checked(9) else {
        return false;
    };
    let last = match last.as_bytes() {
        [b'X'] => 10,
        [digit] if digit.is_ascii_digit() => value(*digit),
        _ => return false,
    };
    let sum: u32 = (1..).zip(head.bytes()).map(|(i, digit)| i * value(digit)).sum();
    all_digits(head) && (sum + 10 * last).is_multiple_of(11)
}

pub(super) fn is_isbn13(text: &str) -> bool {
    let code = digits_of(text, is_space_or_dash);
    if code.len() != 13 || !all_digits(&code) {
        return false;
    }
    let sum: u32 = code
        .bytes()
        .take(12)
        .zip([1, 3].into_iter().cycle())
        .map(|(digit, factor)| value(digit) * factor)
        .sum();
    code.bytes().last().map(value) == Some((10 - sum % 10) % 10)
}

pub(super) fn is_credit_card(text: &str) -> bool {
    let code = digits_of(text, |c| !c.is_ascii_digit());
    let starts = |prefixes: &[&str]| prefixes.iter().any(|p| code.starts_with(p));
    let second = code.as_bytes().get(1).copied().unwrap_or_default();
    let issued = match code.len() {
        13 => starts(&["4"]),
        14 => starts(&["300", "301", "302", "303", "304", "305", "36", "38"]),
        15 => starts(&["34", "37", "2131", "1800", "35"]),
        16 => starts(&["4", "6011", "65"]) || (starts(&["5"]) && (b'1'..=b'5').contains(&second)),
        _ => false,
    };
    let luhn = |(i, digit): (usize, u8)| match (i % 2, value(digit) * 2) {
        (0, _) => value(digit),
        (_, doubled @ 0..10) => doubled,
        (_, doubled) => doubled % 10 + 1,
    };
    issued && code.bytes().rev().enumerate().map(luhn).sum::<u32>() % 10 == 0
}

pub(super) fn is_ssn(text: &str) -> bool {
    match text.as_bytes() {
        [a, b, c, b'-' | b' ', d, e, b'-' | b' ', f @ ..] => {
            f.len() == 4 && [a, b, c, d, e].into_iter().chain(f).all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// `rgb(0, 127, 255)`.
pub(super) fn is_rgb_color(text: &str) -> bool {
    let Some(inner) = text.strip_prefix("rgb(").and_then(|t| t.strip_suffix(')')) else {
        return false;
    };
    let component = |part: &str| {
        let digits = part.trim_matches(['\t', '\n', '\u{c}', '\r', ' ']);
        let plain = !digits.is_empty() && all_digits(digits) && (digits == "0" || !digits.starts_with('0'));
        plain && digits.parse::<u8>().is_ok()
    };
    inner.split(',').count() == 3 && inner.split(',').all(component)
}
