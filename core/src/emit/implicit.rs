//! What a reader makes of a plain word: YAML gives some of them a type other than string.
//!
//! The rules are the union of YAML 1.1's types (<https://yaml.org/type/>), YAML 1.2's core schema (section 10.3.2) and what readers
//! in use add to them: a sign after the prefix of a number, commas between digits, `0o` and `0b` in capitals. A string quoted
//! without need costs two characters, one left bare changes its type.

/// Words for null, booleans, numbers without digits, YAML 1.1's merge and value keys; in lower case.
const WORDS: [&str; 18] = [
    "", "~", "null", "y", "yes", "n", "no", "true", "false", "on", "off", "<<", "=", ".inf", ".nan", "inf",
    "nan", "infinity",
];

/// The bytes of the longest of these words with a sign.
pub(super) const LONGEST_WORD: usize = 9;

/// Whether some reader takes the plain scalar `text` for null, a boolean, a number, a date, a merge key or a default value.
pub(super) fn is_typed(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    is_word(unsigned) || is_number(unsigned) || is_date(text)
}

/// Whether the text without its sign is one of the words.
pub(super) fn is_word(unsigned: &str) -> bool {
    WORDS.iter().any(|word| unsigned.eq_ignore_ascii_case(word))
}

/// Integers of any base, floats with or without an exponent, base 60 (`12:30`), digits parted by `_` or `,`.
fn is_number(unsigned: &str) -> bool {
    for (prefix, base) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some((head, rest)) = unsigned.split_at_checked(prefix.len())
            && head.eq_ignore_ascii_case(prefix)
        {
            let digits = rest.strip_prefix(['-', '+']).unwrap_or(rest);
            return digits.chars().all(|c| c.is_digit(base) || c == '_');
        }
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.strip_prefix(['-', '+']).unwrap_or(exponent)),
        None => (unsigned, "0"),
    };
    let digit = |c: char| c.is_ascii_digit();
    mantissa
        .chars()
        .all(|c| digit(c) || matches!(c, '_' | '.' | ':' | ','))
        && mantissa.contains(|c| digit(c) || c == '.')
        && exponent.chars().all(|c| digit(c) || c == '_')
        && exponent.contains(digit)
}

/// `2020-01-01`, with or without a time after it.
fn is_date(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let (Some(year), Some(month), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let digits = |part: &str, lengths: &[usize]| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let day = rest.split(['T', 't', ' ', '\t']).next().unwrap_or_default();
    digits(year, &[4]) && digits(month, &[1, 2]) && digits(day, &[1, 2])
}
