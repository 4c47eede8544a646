//! The values of keys by kind: what each takes, and what the model makes of it.

use super::suggest::did_you_mean;
use super::value::{self, Json, Text, path_text, place_or};
use super::{Context, Fault, read};
use crate::span::Spanned;
use proc_macro2::{Span, TokenTree};
use serde_json::Value;
use std::marker::PhantomData;

/// A kind of value.
pub(super) trait Leaf: Sized {
    /// What it takes, as documentation and messages call it.
    const TAKES: &'static str;
    /// What the model has.
    type Out;
    /// The same, with the words where only some will do.
    fn takes() -> String {
        Self::TAKES.to_owned()
    }
    /// Reads it from all of these tokens; `at` is the place where there are none.
    fn read(tokens: &[TokenTree], at: Span) -> Result<Self, Fault>;
    /// What the model has, its constants as holes.
    fn model(self, cx: &mut Context<'_>) -> Self::Out;
}

impl Leaf for Json {
    const TAKES: &'static str = "a value";
    type Out = Value;
    fn read(tokens: &[TokenTree], at: Span) -> Result<Self, Fault> {
        Self::read(tokens, at)
    }
    fn model(self, cx: &mut Context<'_>) -> Value {
        self.model(cx)
    }
}

impl Leaf for Text {
    const TAKES: &'static str = "a string";
    type Out = Value;
    fn read(tokens: &[TokenTree], at: Span) -> Result<Self, Fault> {
        Self::read(tokens, at)
    }
    fn model(self, cx: &mut Context<'_>) -> Value {
        self.model(cx)
    }
}

/// Wraps [`Json`] where only some values will do; a constant may be any.
macro_rules! json_leaf {
    ($($(#[$doc:meta])* $name:ident $takes:literal $test:expr;)*) => {$(
        $(#[$doc])*
        pub(super) struct $name(Json);

        impl Leaf for $name {
            const TAKES: &'static str = $takes;
            type Out = Value;
            fn read(tokens: &[TokenTree], at: Span) -> Result<Self, Fault> {
                let json = Json::read(tokens, at)?;
                let fits: fn(&Value) -> bool = $test;
                match &json {
                    Json::Const(_) => Ok(Self(json)),
                    Json::Known(value) if fits(value) => Ok(Self(json)),
                    _ => Err(Fault::value(place_or(tokens, at), concat!("expected ", $takes))),
                }
            }
            fn model(self, cx: &mut Context<'_>) -> Value {
                self.0.model(cx)
            }
        }
    )*};
}

json_leaf! {
    /// A number.
    Num "a number" Value::is_number;
    /// A number above zero.
    Positive "a number greater than 0" |value| value.as_f64().is_some_and(|number| number > 0.0);
    /// A count.
    Count "a whole number from 0" |value| value.as_u64().is_some_and(|count| i64::try_from(count).is_ok());
    /// A priority, as the API has it.
    Small "a whole number from 0 to 2147483647" |value| value.as_u64().is_some_and(|count| i32::try_from(count).is_ok());
}

/// A literal schema.
pub(super) struct Schema(Json);

impl Leaf for Schema {
    const TAKES: &'static str = "a schema";
    type Out = Value;
    fn read(tokens: &[TokenTree], at: Span) -> Result<Self, Fault> {
        match Json::read(tokens, at)? {
            json @ (Json::Object(_) | Json::Const(_)) => Ok(Self(json)),
            _ => Err(Fault::value(
                place_or(tokens, at),
                "expected a schema: `{ \"type\": … }`",
            )),
        }
    }
    fn model(self, cx: &mut Context<'_>) -> Value {
        self.0.model(cx)
    }
}

/// A literal text: what must be known where it is written.
pub(super) struct Name(String);

impl Leaf for Name {
    const TAKES: &'static str = "a string";
    type Out = String;
    fn read(tokens: &[TokenTree], at: Span) -> Result<Self, Fault> {
        match Text::read(tokens, at)? {
            Text::Known(text) => Ok(Self(text)),
            Text::Const(_) => {
                let fault = Fault::value(place_or(tokens, at), "a name must be a literal");
                Err(fault.note("names are needed where no constant has a value yet"))
            }
        }
    }
    fn model(self, _: &mut Context<'_>) -> String {
        self.0
    }
}

/// A value with its own place.
pub(super) struct Placed<T> {
    at: Span,
    value: T,
}

impl<T: Leaf> Leaf for Placed<T> {
    const TAKES: &'static str = T::TAKES;
    type Out = Spanned<T::Out>;
    fn takes() -> String {
        T::takes()
    }
    fn read(tokens: &[TokenTree], at: Span) -> Result<Self, Fault> {
        let value = T::read(tokens, at)?;
        let at = place_or(tokens, at);
        Ok(Self { at, value })
    }
    fn model(self, cx: &mut Context<'_>) -> Self::Out {
        let at = cx.mark(self.at);
        Spanned::new(self.value.model(cx), at)
    }
}

impl Name {
    pub(super) fn text(&self) -> String {
        self.0.clone()
    }
}

impl Placed<Name> {
    pub(super) fn text(&self) -> &str {
        &self.value.0
    }
}

impl<T> Placed<T> {
    pub(super) fn place(&self) -> Span {
        self.at
    }
}

/// The words that a key takes.
pub(super) trait Words {
    const WORDS: &'static [&'static str];
}

fn quoted<W: Words>() -> Vec<String> {
    W::WORDS.iter().map(|word| format!("\"{word}\"")).collect()
}

/// One of some words, as a string.
pub(super) struct OneOf<W> {
    word: Text,
    words: PhantomData<W>,
}

impl<W: Words> Leaf for OneOf<W> {
    const TAKES: &'static str = "one of some words";
    type Out = Value;
    fn takes() -> String {
        quoted::<W>().join(" or ")
    }
    fn read(tokens: &[TokenTree], at: Span) -> Result<Self, Fault> {
        let word = Text::read(tokens, at)?;
        let known = match &word {
            Text::Known(word) => W::WORDS.contains(&word.as_str()),
            Text::Const(_) => true,
        };
        if let (Text::Known(word), false) = (&word, known) {
            let listed = quoted::<W>().join(", ");
            let fault = Fault::value(place_or(tokens, at), format!("\"{word}\" is none of {listed}"));
            let near = did_you_mean(word, W::WORDS.iter().copied());
            return Err(match near {
                Some(near) => fault.help(format!("did you mean \"{near}\"?")),
                None => fault,
            });
        }
        Ok(Self {
            word,
            words: PhantomData,
        })
    }
    fn model(self, cx: &mut Context<'_>) -> Value {
        self.word.model(cx)
    }
}

/// [`OneOf`] that must be a literal.
pub(super) struct Word<W>(OneOf<W>);

impl<W> Word<W> {
    pub(super) fn as_str(&self) -> &str {
        match &self.0.word {
            Text::Known(word) => word,
            Text::Const(_) => "",
        }
    }
}

impl<W: Words> Leaf for Word<W> {
    const TAKES: &'static str = "one of some words";
    type Out = String;
    fn takes() -> String {
        OneOf::<W>::takes()
    }
    fn read(tokens: &[TokenTree], at: Span) -> Result<Self, Fault> {
        Name::read(tokens, at)?;
        OneOf::read(tokens, at).map(Self)
    }
    fn model(self, _: &mut Context<'_>) -> String {
        self.as_str().to_owned()
    }
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $($word:literal)*;)*) => {$(
        $(#[$doc])*
        pub(super) struct $name;
        impl Words for $name {
            const WORDS: &'static [&'static str] = &[$($word),*];
        }
    )*};
}

words! {
    /// `list_type`.
    ListType: "map" "set" "atomic";
    /// `map_type`.
    MapType: "granular" "atomic";
    /// `type` of a schema.
    SchemaType: "string" "integer" "number" "boolean" "array" "object";
    /// `scope`.
    ScopeWord: "Namespaced" "Cluster";
    /// `type` of a column.
    ColumnType: "string" "integer" "number" "boolean" "date";
    /// `format` of a column.
    ColumnFormat: "int32" "int64" "float" "double" "byte" "date" "date-time" "password";
    /// `reason` of a rule.
    Reason: "FieldValueInvalid" "FieldValueForbidden" "FieldValueRequired" "FieldValueDuplicate";
}

/// A path, as text.
pub(super) struct PathText(String);

impl Leaf for PathText {
    const TAKES: &'static str = "a path";
    type Out = String;
    fn read(tokens: &[TokenTree], at: Span) -> Result<Self, Fault> {
        match read::path(tokens) {
            Ok(_) => Ok(Self(path_text(tokens))),
            Err(_) => Err(Fault::value(place_or(tokens, at), "expected a path")),
        }
    }
    fn model(self, _: &mut Context<'_>) -> String {
        self.0
    }
}

impl PathText {
    pub(super) fn text(&self) -> String {
        self.0.clone()
    }
}

/// The tokens of an attribute, as text: a path first, then what rustc reads.
pub(super) struct Tokens(String);

impl Leaf for Tokens {
    const TAKES: &'static str = "an attribute";
    type Out = String;
    fn read(tokens: &[TokenTree], at: Span) -> Result<Self, Fault> {
        let is_attribute = match tokens.first() {
            Some(TokenTree::Ident(_)) => true,
            Some(first) => super::read::is_punct(first, ':'),
            None => false,
        };
        if !is_attribute {
            let at = tokens.first().map_or(at, TokenTree::span);
            return Err(Fault::value(at, "expected an attribute").help("write it without `#[…]` and quotes"));
        }
        Ok(Self(super::ty::text(
            &tokens.iter().cloned().collect::<proc_macro2::TokenStream>(),
        )))
    }
    fn model(self, _: &mut Context<'_>) -> String {
        self.0
    }
}

/// A word as it stands, or as a string.
pub(super) struct WordOrName {
    pub(super) text: String,
    pub(super) at: Span,
    /// It is an identifier, not a string.
    pub(super) is_word: bool,
}

impl Leaf for WordOrName {
    const TAKES: &'static str = "a word";
    type Out = String;
    fn read(tokens: &[TokenTree], at: Span) -> Result<Self, Fault> {
        let at = place_or(tokens, at);
        match tokens {
            [TokenTree::Ident(word)] => Ok(Self {
                text: super::ty::unraw(word),
                at,
                is_word: true,
            }),
            _ => Name::read(tokens, at).map(|name| Self {
                text: name.0,
                at,
                is_word: false,
            }),
        }
    }
    fn model(self, _: &mut Context<'_>) -> String {
        self.text
    }
}

/// `true` or `false`.
pub(super) struct Truth(pub(super) bool);

impl Leaf for Truth {
    const TAKES: &'static str = "`true` or `false`";
    type Out = bool;
    fn read(tokens: &[TokenTree], at: Span) -> Result<Self, Fault> {
        match Json::read(tokens, at) {
            Ok(Json::Known(Value::Bool(truth))) => Ok(Self(truth)),
            Ok(Json::Const(_)) => Err(
                Fault::value(value::place_or(tokens, at), "a flag must be a literal")
                    .help("write `true` or `false`"),
            ),
            _ => Err(Fault::value(
                value::place_or(tokens, at),
                "expected `true` or `false`",
            )),
        }
    }
    fn model(self, _: &mut Context<'_>) -> bool {
        self.0
    }
}
