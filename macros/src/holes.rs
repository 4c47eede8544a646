//! Holes: what the derive hands to rustc.

use kubewright_core::lower::{asked_for_option, used_holes};
use kubewright_core::model::{Container, Field, Hole, HoleId, SerdeDefault, Shape, VariantShape};
use kubewright_core::syntax::Read;
use kubewright_core::template::{HOLE, OPTION};
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use syn::spanned::Spanned;

/// A template as text, and the holes that it uses as expressions, numbered anew from 0.
pub(crate) struct Filled {
    pub(crate) text: String,
    pub(crate) holes: Vec<TokenStream>,
}

/// Makes the template of a read item ready to be emitted. `private` is the path of the runtime.
pub(crate) fn emit(mut template: Value, read: &Read, private: &TokenStream) -> Filled {
    let used = used_holes(&template);
    let asked = asked_for_option(&template);
    let numbers: BTreeMap<HoleId, usize> = used.iter().copied().zip(0..).collect();
    renumber(&mut template, &numbers);
    let holes = used
        .iter()
        .map(|id| expression(*id, asked.contains(id), read, private))
        .collect();
    Filled {
        text: template.to_string(),
        holes,
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

fn expression(id: HoleId, option_alone: bool, read: &Read, private: &TokenStream) -> TokenStream {
    let hole = index(id).and_then(|id| read.container.holes.get(id));
    let tokens = tokens(id, read);
    // What rustc says of a hole it says at the tokens that the user wrote.
    let at = Span::call_site().located_at(tokens.span());
    match hole {
        Some(Hole::Type(_)) if option_alone => {
            quote_spanned!(at=> #private::Hole::Option(#private::Probe::<#tokens>::OPTION))
        }
        Some(Hole::Type(_)) => quote_spanned! {at=>
            #private::Hole::Type(#private::Gen::subschema_for::<#tokens>, #private::Probe::<#tokens>::OPTION)
        },
        Some(Hole::Const(_)) => quote_spanned!(at=> #private::Hole::Value(|| #private::value(&#tokens))),
        Some(Hole::DefaultFn(_)) => {
            // Like serde, with the field's type: the function may be generic.
            let ty = defaulted_type(&read.container, id).and_then(|ty| read.tokens.get(index(ty)?));
            let ty = ty.map_or_else(|| quote!(_), Clone::clone);
            quote_spanned!(at=> #private::Hole::Value(|| #private::value::<#ty>(&#tokens())))
        }
        Some(Hole::Default(_)) => quote_spanned! {at=>
            #private::Hole::Value(|| #private::value::<#tokens>(&<#tokens as ::core::default::Default>::default()))
        },
        // Lowering writes no hole that isn't there.
        None => quote!(),
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
