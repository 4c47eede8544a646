//! What `#[serde_with::skip_serializing_none]` makes of an item: each `Option` is left out when it is none.

use super::scope::plain;
use syn::punctuated::Punctuated;
use syn::{Data, DeriveInput, Field, Fields, Meta, Token, Type};

/// Adds to each field of a type that is written as an `Option` that serde leaves none out, unless it says so itself or
/// is written always.
pub(super) fn apply(input: &mut DeriveInput) {
    match &mut input.data {
        Data::Struct(data) => data.fields.iter_mut().for_each(of_field),
        Data::Enum(data) => {
            for variant in &mut data.variants {
                variant.fields.iter_mut().for_each(of_field);
            }
        }
        Data::Union(_) => {}
    }
}

fn of_field(field: &mut Field) {
    if !is_option(&field.ty) {
        return;
    }
    let before = field.attrs.len();
    field
        .attrs
        .retain(|attr| !attr.path().is_ident("serialize_always"));
    let always = field.attrs.len() < before;
    if !always && !says_when(field) {
        field
            .attrs
            .push(syn::parse_quote!(#[serde(skip_serializing_if = #PREDICATE)]));
    }
}

/// What is added to a field.
const PREDICATE: &str = "Option::is_none";

/// The predicate that was added to a field, if one was.
pub(super) fn added(fields: &Fields, member: &str) -> Option<String> {
    let mut fields = fields.iter().enumerate();
    let (_, field) = fields.find(|(index, field)| {
        let name = field.ident.as_ref().map_or_else(|| index.to_string(), plain);
        name == member
    })?;
    (is_option(&field.ty) && says_when(field)).then(|| PREDICATE.to_owned())
}

/// The macro sees no types: an `Option` is what is called so.
fn is_option(ty: &Type) -> bool {
    match ty {
        Type::Group(group) => is_option(&group.elem),
        Type::Paren(paren) => is_option(&paren.elem),
        Type::Path(path) => match &path.qself {
            Some(qself) => is_option(&qself.ty),
            None => is_option_path(&path.path),
        },
        _ => false,
    }
}

fn is_option_path(path: &syn::Path) -> bool {
    let names: Vec<String> = path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect();
    match names.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["Option"] => path.leading_colon.is_none(),
        ["std" | "core", "option", "Option"] => true,
        _ => false,
    }
}

fn says_when(field: &Field) -> bool {
    let serde = field.attrs.iter().filter(|attr| attr.path().is_ident("serde"));
    let metas = serde.filter_map(|attr| match &attr.meta {
        Meta::List(list) => list
            .parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
            .ok(),
        _ => None,
    });
    metas
        .flatten()
        .any(|meta| !matches!(meta, Meta::List(_)) && meta.path().is_ident("skip_serializing_if"))
}
