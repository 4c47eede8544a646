//! Values: JSON in Rust tokens, texts, and constants in their place.

use super::read::{self, Part, is_punct};
use super::{Context, Fault, ty};
use crate::diag::Code;
use crate::template::escape;
use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream, TokenTree};
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;
use syn::{ExprPath, Lit};

/// A JSON value with constants in it.
#[derive(Clone)]
pub(super) enum Json {
    Known(Value),
    Const(Box<ExprPath>),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl Json {
    /// Reads one value from all of these tokens; `at` is the place where there are none.
    pub(super) fn read(tokens: &[TokenTree], at: Span) -> Result<Self, Fault> {
        if let Some(text) = concat(tokens) {
            return text.map(|text| Self::Known(Value::String(text)));
        }
        match tokens {
            [] => Err(Fault::value(at, "expected a value")),
            [TokenTree::Group(group)] => Self::group(group),
            [TokenTree::Literal(literal)] => scalar(literal, false).map(Self::Known),
            [dash, TokenTree::Literal(literal)] if is_punct(dash, '-') => {
                scalar(literal, true).map(Self::Known)
            }
            [TokenTree::Ident(word)] => Self::word(word),
            [TokenTree::Literal(_) | TokenTree::Group(_), surplus, ..] => Err(surplus_after(surplus)),
            _ => constant(tokens).map(Self::Const),
        }
    }

    fn word(word: &proc_macro2::Ident) -> Result<Self, Fault> {
        let text = word.to_string();
        match text.as_str() {
            "true" => Ok(Self::Known(Value::Bool(true))),
            "false" => Ok(Self::Known(Value::Bool(false))),
            "null" => Ok(Self::Known(Value::Null)),
            name if name.contains(char::is_uppercase) => {
                constant(&[TokenTree::Ident(word.clone())]).map(Self::Const)
            }
            _ => Err(
                Fault::value(word.span(), format!("`{text}` is no value")).help(format!(
                    "write a string, `\"{text}\"`, or the path of a constant, `self::{text}`"
                )),
            ),
        }
    }

    fn group(group: &Group) -> Result<Self, Fault> {
        let mut faults = Vec::new();
        let parts = read::split(group.stream(), &mut faults);
        if let Some(fault) = faults.pop() {
            return Err(fault);
        }
        match group.delimiter() {
            Delimiter::Bracket => {
                let items = parts.iter().map(|part| Self::read(part, group.span_open()));
                items.collect::<Result<_, _>>().map(Self::List)
            }
            Delimiter::Brace => object(&parts).map(Self::Object),
            _ => Err(
                Fault::value(group.span_open(), "a value in parentheses is no JSON")
                    .help("a list is written `[…]`, an object `{ \"key\": … }`"),
            ),
        }
    }

    /// The value, its constants as holes; keys that start with `$` escaped.
    pub(super) fn model(self, cx: &mut Context<'_>) -> Value {
        match self {
            Self::Known(value) => value,
            Self::Const(path) => cx.const_hole(&path),
            Self::List(items) => items.into_iter().map(|item| item.model(cx)).collect(),
            Self::Object(entries) => {
                let entries = entries.into_iter();
                let entries = entries.map(|(key, value)| (escape(&key), value.model(cx)));
                Value::Object(entries.collect::<Map<_, _>>())
            }
        }
    }
}

fn object(parts: &[Part]) -> Result<Vec<(String, Json)>, Fault> {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut entries = Vec::new();
    for part in parts {
        let colon = part.iter().position(|token| is_punct(token, ':'));
        let (key, value) = match colon.and_then(|colon| part.split_at_checked(colon)) {
            Some((key, [colon, value @ ..])) => (key, Json::read(value, colon.span())),
            _ => {
                let fault = Fault::value(place(part), "expected `\"key\": value`");
                return Err(fault.help("an object is written `{ \"key\": value, … }`"));
            }
        };
        let at = place(key);
        let key = match Text::read(key, at) {
            Ok(Text::Known(key)) => key,
            Ok(Text::Const(_)) => return Err(unquoted(at)),
            Err(fault) => return Err(fault),
        };
        if let Some(first) = seen.insert(key.clone(), at) {
            let fault = Fault::new(Code::KeyTwice, at, format!("`{key}` stands twice in this object"));
            return Err(fault.also(first, "first here").help("keep one of the two"));
        }
        entries.push((key, value?));
    }
    Ok(entries)
}

fn unquoted(at: Span) -> Fault {
    Fault::value(at, "a key of a JSON object must be a string").help("put it in quotes")
}

/// A text: a literal, or a constant's path.
#[derive(Clone)]
pub(super) enum Text {
    Known(String),
    Const(Box<ExprPath>),
}

impl Text {
    /// Reads a text from all of these tokens.
    pub(super) fn read(tokens: &[TokenTree], at: Span) -> Result<Self, Fault> {
        match Json::read(tokens, at) {
            Ok(Json::Known(Value::String(text))) => Ok(Self::Known(text)),
            Ok(Json::Const(path)) => Ok(Self::Const(path)),
            Ok(_) => Err(Fault::value(place_or(tokens, at), "expected a string")),
            Err(fault) => Err(fault),
        }
    }

    /// The text, or its hole.
    pub(super) fn model(self, cx: &mut Context<'_>) -> Value {
        match self {
            Self::Known(text) => Value::String(text),
            Self::Const(path) => cx.const_hole(&path),
        }
    }
}

/// The place of the first token, or of what stands before nothing.
pub(super) fn place_or(tokens: &[TokenTree], at: Span) -> Span {
    tokens.first().map_or(at, TokenTree::span)
}

fn place(tokens: &[TokenTree]) -> Span {
    place_or(tokens, Span::call_site())
}

fn surplus_after(surplus: &TokenTree) -> Fault {
    Fault::syntax(surplus.span(), "expected a comma or the end after a value")
}

/// The path of a constant, from all of these tokens.
fn constant(tokens: &[TokenTree]) -> Result<Box<ExprPath>, Fault> {
    match read::path(tokens) {
        Ok(path) => match of_the_prelude(&path.path, place(tokens)) {
            Some(fault) => Err(fault),
            None => Ok(Box::new(path)),
        },
        Err(error) => Err(no_constant(tokens, &error)),
    }
}

fn no_constant(tokens: &[TokenTree], error: &syn::Error) -> Fault {
    let fault = Fault::value(place(tokens), "expected a value: JSON, or the path of a constant");
    match tokens {
        [.., TokenTree::Ident(_), TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => {
            fault
                .note("a call has no value here, since nothing is run to read a manifest")
                .help("write the value that it gives, or a constant that holds it")
        }
        _ => fault
            .note(error.to_string())
            .help("write JSON, such as `3`, `-0.5`, `\"x\"`, `[1, 2]` or `{ \"key\": true }`, or the path of a constant"),
    }
}

/// The variants that every module knows are no constants: the type of the one shows only where it is used, the others
/// are functions.
fn of_the_prelude(path: &syn::Path, at: Span) -> Option<Fault> {
    let names: Vec<String> = path
        .segments
        .iter()
        .map(|segment| ty::unraw(&segment.ident))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    match names.as_slice() {
        ["None"] | [.., "Option", "None"] => {
            let fault = Fault::value(at, "`None` is no constant: nothing says what it would hold");
            Some(fault.note("serde writes it as null").help("write `null`"))
        }
        [name @ ("Some" | "Ok" | "Err")] => {
            let fault = Fault::value(at, format!("`{name}` is a function and no value"));
            Some(fault.help("write what it would hold, as JSON has it, or a constant that holds it"))
        }
        _ => None,
    }
}

/// What `concat!(…)` gives, if the tokens are that.
fn concat(tokens: &[TokenTree]) -> Option<Result<String, Fault>> {
    match tokens {
        [TokenTree::Ident(name), bang, TokenTree::Group(group)] if is_punct(bang, '!') => {
            if name == "concat" {
                Some(concatenated(group.stream()))
            } else {
                let message = format!("what the macro `{name}!` gives can't be known here");
                Some(Err(
                    Fault::value(name.span(), message).help("only `concat!` of literals can be read")
                ))
            }
        }
        _ => None,
    }
}

/// What `concat!` makes of its arguments.
pub(super) fn concatenated(arguments: TokenStream) -> Result<String, Fault> {
    let mut faults = Vec::new();
    let parts = read::split(arguments, &mut faults);
    if let Some(fault) = faults.pop() {
        return Err(fault);
    }
    let texts = parts.iter().map(|part| match part.as_slice() {
        [TokenTree::Literal(literal)] => literal_text(literal),
        [dash, TokenTree::Literal(literal)] if is_punct(dash, '-') => {
            literal_text(literal).map(|text| format!("-{text}"))
        }
        [TokenTree::Ident(word)] if word == "true" || word == "false" => Ok(word.to_string()),
        other => {
            let fault = || Fault::value(place(other), "`concat!` takes literals alone");
            concat(other).unwrap_or_else(|| {
                Err(fault().help("write the text itself, or a constant that holds all of it"))
            })
        }
    });
    texts.collect()
}

fn literal_text(literal: &Literal) -> Result<String, Fault> {
    match lit(literal)? {
        Lit::Str(text) => Ok(text.value()),
        Lit::Char(character) => Ok(character.value().to_string()),
        Lit::Int(int) => Ok(int.base10_digits().to_owned()),
        Lit::Float(float) => Ok(float.base10_digits().to_owned()),
        _ => Err(Fault::value(
            literal.span(),
            "`concat!` takes no literal of this kind",
        )),
    }
}

fn lit(literal: &Literal) -> Result<Lit, Fault> {
    syn::parse2(TokenTree::Literal(literal.clone()).into())
        .map_err(|error| Fault::value(literal.span(), error.to_string()))
}

/// A literal as JSON.
fn scalar(literal: &Literal, negative: bool) -> Result<Value, Fault> {
    let fault = |message: &str| Fault::value(literal.span(), message);
    let parsed = lit(literal)?;
    if !parsed.suffix().is_empty() {
        return Err(fault("a value has no suffix").help(format!("leave out `{}`", parsed.suffix())));
    }
    match parsed {
        Lit::Str(text) if !negative => Ok(Value::String(text.value())),
        Lit::Int(int) => integer(int.base10_digits(), negative)
            .map(Value::Number)
            .ok_or_else(|| fault("an integer of more than 64 bits").note("JSON's readers hold no more")),
        Lit::Float(float) => {
            let number = float
                .base10_parse::<f64>()
                .ok()
                .filter(|number| number.is_finite());
            let number = number.map(|number| if negative { -number } else { number });
            number
                .and_then(Number::from_f64)
                .map(Value::Number)
                .ok_or_else(|| fault("a number too large for JSON's readers"))
        }
        Lit::Char(character) => Err(fault("a character is no JSON value").help(format!(
            "write a string: `\"{}\"`",
            character.value().escape_default()
        ))),
        _ => Err(fault(
            "expected a string, a number, `true`, `false`, `null`, a list or an object",
        )),
    }
}

fn integer(digits: &str, negative: bool) -> Option<Number> {
    if negative {
        let magnitude: i128 = digits.parse().ok()?;
        i64::try_from(-magnitude).ok().map(Number::from)
    } else {
        digits.parse::<u64>().ok().map(Number::from)
    }
}

/// A name or path as text, without the spaces that tokens have between them.
pub(super) fn path_text(tokens: &[TokenTree]) -> String {
    let stream: TokenStream = tokens.iter().cloned().collect();
    ty::text(&stream).replace(' ', "")
}
