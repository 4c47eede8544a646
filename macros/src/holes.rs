//! Holes: what the derive hands to rustc.

use crate::pieces::Krate;
use crate::schema;
use kubewright_core::lower::{hole_of, used_holes};
use kubewright_core::model::{Container, Field, Hole, HoleId, SerdeDefault, Shape, VariantShape};
use kubewright_core::syntax::Read;
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::{Display, Write};
use syn::spanned::Spanned;

/// A template as text, and what fills the holes that it uses. They are numbered anew: the types, then those that are
/// only asked whether they are an `Option`, then the values.
pub(crate) struct Filled {
    pub(crate) text: String,
    /// How many `#` a raw literal of the text needs.
    pub(crate) marks: usize,
    pub(crate) types: Vec<TokenStream>,
    pub(crate) options: Vec<TokenStream>,
    /// Expressions, each with a comma behind it.
    pub(crate) values: TokenStream,
    /// Types with type parameters in them whose values are written, so that the impl has to ask for it.
    pub(crate) serialized: Vec<TokenStream>,
}

impl Default for Filled {
    fn default() -> Self {
        Self {
            text: "{}".to_owned(),
            marks: 1,
            types: Vec::new(),
            options: Vec::new(),
            values: TokenStream::new(),
            serialized: Vec::new(),
        }
    }
}

/// Makes the template of a read item ready to be emitted.
pub(crate) fn emit(template: &Value, read: &Read, krate: &Krate) -> Filled {
    let is_type = |id: HoleId| matches!(hole(id, read), Some(Hole::Type(_)));
    let mut used: Vec<(HoleId, bool)> = used_holes(template).into_iter().collect();
    used.sort_by_key(|(id, asked)| (!is_type(*id), *asked));
    let numbers: BTreeMap<HoleId, usize> = used.iter().map(|(id, _)| *id).zip(0..).collect();
    let mut text = Text {
        numbers: &numbers,
        out: String::new(),
        has_marks: false,
    };
    text.write(template);
    let mut filled = Filled {
        marks: text.marks(),
        text: text.out,
        ..Filled::default()
    };
    for (id, asked) in used {
        match hole(id, read) {
            Some(Hole::Type(_)) if asked => filled.options.push(tokens(id, read)),
            Some(Hole::Type(_)) => filled.types.push(tokens(id, read)),
            Some(hole) => {
                filled.values.extend(value(hole, id, read, krate));
                filled.serialized.extend(serialized(hole, id, read));
            }
            // Lowering writes no hole that isn't there.
            None => {}
        }
    }
    filled
}

fn hole(id: HoleId, read: &Read) -> Option<&Hole> {
    read.container.holes.get(index(id)?)
}

/// A template as JSON, its holes numbered anew. As `serde_json` writes it, which takes ten times as long where it is
/// not optimised.
struct Text<'a> {
    numbers: &'a BTreeMap<HoleId, usize>,
    out: String,
    /// A `#` stands behind a quote.
    has_marks: bool,
}

impl Text<'_> {
    fn write(&mut self, value: &Value) {
        match value {
            Value::Object(object) => {
                self.out.push('{');
                for (index, (key, value)) in object.iter().enumerate() {
                    if index > 0 {
                        self.out.push(',');
                    }
                    self.string(key);
                    self.out.push(':');
                    match hole_of(key, value).and_then(|id| self.numbers.get(&id)) {
                        Some(number) => self.scalar(number),
                        None => self.write(value),
                    }
                }
                self.out.push('}');
            }
            Value::Array(items) => {
                self.out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.out.push(',');
                    }
                    self.write(item);
                }
                self.out.push(']');
            }
            Value::String(text) => self.string(text),
            scalar => self.scalar(scalar),
        }
    }

    fn scalar(&mut self, scalar: impl Display) {
        let _ = write!(self.out, "{scalar}");
    }

    fn string(&mut self, text: &str) {
        let start = self.out.len();
        let _ = write!(self.out, "{text:?}");
        self.has_marks |= text.starts_with('#');
        // What Rust doesn't escape, JSON doesn't either.
        if self.out.len() - start != text.len() + 2 {
            self.out.truncate(start);
            self.out.push_str(&Value::from(text).to_string());
            self.has_marks |= text.contains("\"#");
        }
    }

    /// How many `#` end no raw literal of the text.
    fn marks(&self) -> usize {
        let mut end = "\"#".to_owned();
        while self.has_marks && self.out.contains(&end) {
            end.push('#');
        }
        end.len() - 1
    }
}

/// The expression of a value. What rustc says of it, it says at the tokens that the user wrote.
fn value(hole: &Hole, id: HoleId, read: &Read, krate: &Krate) -> TokenStream {
    let private = schema::private(krate);
    let tokens = tokens(id, read);
    let at = Span::call_site().located_at(tokens.span());
    match hole {
        Hole::Type(_) => TokenStream::new(),
        Hole::Const(_) => quote_spanned!(at=> #private::Hole::Value(|| #private::value(&#tokens)),),
        Hole::DefaultFn(_) => {
            // Like serde, with the field's type: the function may be generic.
            let ty = defaulted_type(&read.container, id).and_then(|ty| read.tokens.get(index(ty)?));
            let ty = ty.map_or_else(|| quote!(_), Clone::clone);
            quote_spanned!(at=> #private::Hole::Value(|| #private::value::<#ty>(&#tokens())),)
        }
        Hole::Default(_) => quote_spanned! {at=>
            #private::Hole::Value(|| #private::value::<#tokens>(&<#tokens as ::core::default::Default>::default())),
        },
    }
}

/// The type of a published default, where it hangs on a type parameter.
fn serialized(hole: &Hole, id: HoleId, read: &Read) -> Option<TokenStream> {
    let ty = match hole {
        Hole::DefaultFn(_) => tokens(defaulted_type(&read.container, id)?, read),
        Hole::Default(_) => tokens(id, read),
        Hole::Type(_) | Hole::Const(_) => return None,
    };
    let mut parameters = read.container.generics.iter();
    parameters
        .any(|parameter| names(&ty, &parameter.name))
        .then_some(ty)
}

/// Whether a name stands anywhere in some tokens.
fn names(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => names(&group.stream(), name),
        _ => false,
    })
}

/// The tokens of a hole.
pub(crate) fn tokens(id: HoleId, read: &Read) -> TokenStream {
    index(id)
        .and_then(|id| read.tokens.get(id))
        .cloned()
        .unwrap_or_default()
}

fn index(id: HoleId) -> Option<usize> {
    usize::try_from(id).ok()
}

/// `Self` by its name: the expansion stands in the impl of another type than the one that was read.
pub(crate) fn with_self(tokens: TokenStream, name: &str) -> TokenStream {
    tokens
        .into_iter()
        .map(|token| match token {
            TokenTree::Ident(ident) if ident == "Self" => TokenTree::Ident(Ident::new(name, ident.span())),
            TokenTree::Group(group) => {
                let inner = with_self(group.stream(), name);
                let mut replaced = Group::new(group.delimiter(), inner);
                replaced.set_span(group.span());
                TokenTree::Group(replaced)
            }
            other => other,
        })
        .collect()
}

/// The hole of the type of the field whose default this is.
fn defaulted_type(container: &Container, default: HoleId) -> Option<HoleId> {
    fields(container)
        .find(|field| matches!(field.serde.default, SerdeDefault::Path(hole, _) if hole == default))
        .map(|field| field.ty)
}

fn fields(container: &Container) -> Box<dyn Iterator<Item = &Field> + '_> {
    match &container.shape {
        Shape::Struct(fields) | Shape::Tuple(fields) => Box::new(fields.iter()),
        Shape::Newtype(field) => Box::new(std::iter::once(&**field)),
        Shape::Unit => Box::new(std::iter::empty()),
        Shape::Enum(variants) => Box::new(variants.iter().flat_map(|variant| match &variant.shape {
            VariantShape::Struct(fields) | VariantShape::Tuple(fields) => fields.as_slice(),
            VariantShape::Newtype(field) => std::slice::from_ref(&**field),
            VariantShape::Unit => &[],
        })),
    }
}
