//! Code points to tokens, with the longest match and the error recovery of cel-go's lexer.

use super::source::{Issue, Source};

/// The kind of a token. The text of a token is that of the source between its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    /// Punctuation, operators and the words `in`, `true`, `false`, `null`.
    Fixed(&'static str),
    Float,
    Int,
    Uint,
    String,
    Bytes,
    Ident,
    EscapedIdent,
    End,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Lexed {
    pub(crate) token: Token,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

const OPERATORS: [&str; 23] = [
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "[", "]", "{", "}", "(", ")", ".", ",", "-", "!", "?", ":",
    "+", "*", "/",
];

const WORDS: [&str; 4] = ["in", "true", "false", "null"];

/// What scanning one token gave.
enum Scan {
    Token(Token, usize),
    Hidden(usize),
    /// No token: the offset of the character at which nothing fits any more.
    Failed(usize),
}

/// All tokens of the source, the last one `End`; a character that fits nothing is reported and left out.
pub(crate) fn lex(source: &Source) -> (Vec<Lexed>, Vec<Issue>) {
    let chars = &source.chars;
    let mut tokens = Vec::new();
    let mut issues = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        match scan(chars, at) {
            Scan::Token(token, end) => {
                tokens.push(Lexed {
                    token,
                    start: at,
                    end,
                });
                at = end;
            }
            Scan::Hidden(end) => at = end,
            Scan::Failed(failed) => {
                let end = (failed + 1).min(chars.len());
                let message = format!(
                    "Syntax error: token recognition error at: '{}'",
                    source.text(at, end)
                );
                issues.push(Issue {
                    place: source.place(at),
                    message,
                });
                at = end;
            }
        }
    }
    tokens.push(Lexed {
        token: Token::End,
        start: chars.len(),
        end: chars.len(),
    });
    (tokens, issues)
}

fn peek(chars: &[char], at: usize) -> char {
    chars.get(at).copied().unwrap_or('\0')
}

fn run(chars: &[char], mut at: usize, fits: impl Fn(char) -> bool) -> usize {
    while chars.get(at).is_some_and(|c| fits(*c)) {
        at += 1;
    }
    at
}

fn scan(chars: &[char], at: usize) -> Scan {
    let first = peek(chars, at);
    if matches!(first, '\t' | ' ' | '\r' | '\n' | '\u{c}') {
        return Scan::Hidden(run(chars, at, |c| {
            matches!(c, '\t' | ' ' | '\r' | '\n' | '\u{c}')
        }));
    }
    if first == '/' && peek(chars, at + 1) == '/' {
        return Scan::Hidden(run(chars, at, |c| c != '\n'));
    }
    if first.is_ascii_digit() || (first == '.' && peek(chars, at + 1).is_ascii_digit()) {
        return number(chars, at);
    }
    if let Some(scan) = quoted(chars, at) {
        return scan;
    }
    if first.is_ascii_alphabetic() || first == '_' {
        let end = run(chars, at, |c| c.is_ascii_alphanumeric() || c == '_');
        let word: String = chars.get(at..end).unwrap_or(&[]).iter().collect();
        let token = WORDS
            .iter()
            .find(|w| **w == word)
            .map_or(Token::Ident, |w| Token::Fixed(w));
        return Scan::Token(token, end);
    }
    if first == '`' {
        let end = run(chars, at + 1, |c| {
            c.is_ascii_alphanumeric() || "_.-/ ".contains(c)
        });
        let closed = peek(chars, end) == '`' && end > at + 1;
        return if closed {
            Scan::Token(Token::EscapedIdent, end + 1)
        } else {
            Scan::Failed(end)
        };
    }
    operator(chars, at)
}

fn operator(chars: &[char], at: usize) -> Scan {
    let fits = |text: &str| {
        text.chars()
            .enumerate()
            .all(|(i, c)| chars.get(at + i) == Some(&c))
    };
    if let Some(text) = OPERATORS.iter().find(|text| fits(text)) {
        return Scan::Token(Token::Fixed(text), at + text.len());
    }
    if fits("%") {
        return Scan::Token(Token::Fixed("%"), at + 1);
    }
    // '=', '&' and '|' alone begin an operator, so the next character is the one that does not fit.
    let begins = matches!(peek(chars, at), '=' | '&' | '|');
    Scan::Failed(if begins { at + 1 } else { at })
}

fn number(chars: &[char], at: usize) -> Scan {
    let digits = |from| run(chars, from, |c| c.is_ascii_digit());
    if peek(chars, at) == '0' && peek(chars, at + 1) == 'x' && peek(chars, at + 2).is_ascii_hexdigit() {
        let end = run(chars, at + 2, |c| c.is_ascii_hexdigit());
        return if matches!(peek(chars, end), 'u' | 'U') {
            Scan::Token(Token::Uint, end + 1)
        } else {
            Scan::Token(Token::Int, end)
        };
    }
    let whole = digits(at);
    let mut end = whole;
    let mut float = false;
    if peek(chars, end) == '.' && peek(chars, end + 1).is_ascii_digit() {
        end = digits(end + 1);
        float = true;
    }
    if matches!(peek(chars, end), 'e' | 'E') {
        let sign = usize::from(matches!(peek(chars, end + 1), '+' | '-'));
        let exponent = end + 1 + sign;
        if peek(chars, exponent).is_ascii_digit() {
            return Scan::Token(Token::Float, digits(exponent));
        }
    }
    if float {
        Scan::Token(Token::Float, end)
    } else if matches!(peek(chars, whole), 'u' | 'U') {
        Scan::Token(Token::Uint, whole + 1)
    } else {
        Scan::Token(Token::Int, whole)
    }
}

/// A string or bytes literal, if one begins here. A prefix (`b`, `r`, `br`) without a closed literal is a name.
fn quoted(chars: &[char], at: usize) -> Option<Scan> {
    let mut start = at;
    let bytes = matches!(peek(chars, start), 'b' | 'B');
    start += usize::from(bytes);
    let raw = matches!(peek(chars, start), 'r' | 'R');
    start += usize::from(raw);
    let quote = peek(chars, start);
    if quote != '"' && quote != '\'' {
        return None;
    }
    let token = if bytes { Token::Bytes } else { Token::String };
    let triple = peek(chars, start + 1) == quote && peek(chars, start + 2) == quote;
    let body = if triple {
        long_body(chars, start + 3, quote, raw)
    } else {
        body(chars, start + 1, quote, raw)
    };
    Some(match body {
        Ok(end) => Scan::Token(token, end),
        // The empty literal before the third quote is a token by itself.
        Err(_) if triple => Scan::Token(token, start + 2),
        Err(_) if start > at => Scan::Token(Token::Ident, start),
        Err(failed) => Scan::Failed(failed),
    })
}

fn body(chars: &[char], mut at: usize, quote: char, raw: bool) -> Result<usize, usize> {
    loop {
        match chars.get(at) {
            None => return Err(chars.len()),
            Some(c) if *c == quote => return Ok(at + 1),
            Some('\n' | '\r') => return Err(at),
            Some('\\') if !raw => at = escape(chars, at)?,
            Some(_) => at += 1,
        }
    }
}

fn long_body(chars: &[char], mut at: usize, quote: char, raw: bool) -> Result<usize, usize> {
    loop {
        match chars.get(at) {
            None => return Err(chars.len()),
            Some(c) if *c == quote && peek(chars, at + 1) == quote && peek(chars, at + 2) == quote => {
                return Ok(at + 3);
            }
            Some('\\') if !raw => at = escape(chars, at)?,
            Some(_) => at += 1,
        }
    }
}

/// Past an escape sequence, or the offset of the character that does not fit it.
fn escape(chars: &[char], at: usize) -> Result<usize, usize> {
    let all = |from: usize, count: usize, fits: fn(char) -> bool| {
        (from..from + count)
            .find(|i| !chars.get(*i).is_some_and(|c| fits(*c)))
            .map_or(Ok(from + count), Err)
    };
    let hex = |c: char| c.is_ascii_hexdigit();
    match chars.get(at + 1) {
        Some('a' | 'b' | 'f' | 'n' | 'r' | 't' | 'v' | '"' | '\'' | '\\' | '?' | '`') => Ok(at + 2),
        Some('0'..='3') => all(at + 2, 2, |c| ('0'..='7').contains(&c)),
        Some('x' | 'X') => all(at + 2, 2, hex),
        Some('u') => all(at + 2, 4, hex),
        Some('U') => all(at + 2, 8, hex),
        _ => Err(at + 1),
    }
}
