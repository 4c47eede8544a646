//! Holes: what the derive hands to rustc.

use kubewright_core::lower::{asked_for_option, used_holes};
use kubewright_core::model::{Container, Field, Hole, HoleId, SerdeDefault, Shape, VariantShape};
use kubewright_core::syntax::Read;
use kubewright_core::template::{HOLE, OPTION};
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use syn::spanned::Spanned;

/// A template as text, and what fills the holes that it uses. They are numbered anew: the types, then those that are
/// only asked whether they are an `Option`, then the values.
pub(crate) struct Filled {
    pub(crate) text: String,
    pub(crate) types: Vec<TokenStream>,
    pub(crate) options: Vec<TokenStream>,
    /// Expressions, each with a comma behind it.
    pub(crate) values: TokenStream,
}

impl Default for Filled {
    fn default() -> Self {
        Self {
            text: "{}".to_owned(),
            types: Vec::new(),
            options: Vec::new(),
            values: TokenStream::new(),
        }
    }
}

/// Makes the template of a read item ready to be emitted. `private` is the path of the runtime.
pub(crate) fn emit(mut template: Value, read: &Read, private: &TokenStream) -> Filled {
    let mut used: Vec<HoleId> = used_holes(&template).into_iter().collect();
    let asked = asked_for_option(&template);
    let is_type = |id: &HoleId| matches!(hole(*id, read), Some(Hole::Type(_)));
    used.sort_by_key(|id| (!is_type(id), asked.contains(id)));
    let numbers: BTreeMap<HoleId, usize> = used.iter().copied().zip(0..).collect();
    renumber(&mut template, &numbers);
    let mut filled = Filled {
        text: text(&template),
        ..Filled::default()
    };
    for id in used {
        match hole(id, read) {
            Some(Hole::Type(_)) if asked.contains(&id) => filled.options.push(tokens(id, read)),
            Some(Hole::Type(_)) => filled.types.push(tokens(id, read)),
            Some(hole) => filled.values.extend(value(hole, id, read, private)),
            // Lowering writes no hole that isn't there.
            None => {}
        }
    }
    filled
}

fn hole(id: HoleId, read: &Read) -> Option<&Hole> {
    read.container.holes.get(index(id)?)
}

/// A template as JSON.
fn text(template: &Value) -> String {
    let mut text = String::new();
    write(template, &mut text);
    text
}

/// As `serde_json` writes it, which takes ten times as long where it is not optimised.
fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(object) => {
            out.push('{');
            for (index, (key, value)) in object.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_string(key, out);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::String(text) => write_string(text, out),
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn write_string(text: &str, out: &mut String) {
    let start = out.len();
    let _ = write!(out, "{text:?}");
    // What Rust doesn't escape, JSON doesn't either.
    if out.len() - start != text.len() + 2 {
        out.truncate(start);
        out.push_str(&Value::from(text).to_string());
    }
}

fn renumber(template: &mut Value, numbers: &BTreeMap<HoleId, usize>) {
    match template {
        Value::Object(object) => {
            for (key, value) in object {
                let hole = value.as_u64().and_then(|id| HoleId::try_from(id).ok());
                match hole.and_then(|id| numbers.get(&id)) {
                    Some(number) if key == HOLE || key == OPTION => *value = json!(number),
                    _ => renumber(value, numbers),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| renumber(item, numbers)),
        _ => {}
    }
}

/// The expression of a value. What rustc says of it, it says at the tokens that the user wrote.
fn value(hole: &Hole, id: HoleId, read: &Read, private: &TokenStream) -> TokenStream {
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
