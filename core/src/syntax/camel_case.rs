//! Names that serde's reader stumbles over: in camelCase it takes the first byte of a name for its first letter.

use super::{Context, Fault, read, ty};
use crate::diag::Code;
use proc_macro2::{Ident, TokenTree};
use std::ops::ControlFlow;
use syn::{Attribute, Data, DeriveInput, Fields, Meta};

/// Reports the names that serde can't write in camelCase though it is told to: breaks where there are any.
pub(super) fn check(input: &DeriveInput, cx: &mut Context<'_>) -> ControlFlow<()> {
    let mut names = Vec::new();
    let all = says(&input.attrs, "rename_all");
    match &input.data {
        Data::Struct(data) if all => names.extend(of_fields(&data.fields)),
        Data::Enum(data) => {
            let fields = says(&input.attrs, "rename_all_fields");
            for variant in &data.variants {
                // Underscores are no part of a field's name in camelCase, but of a variant's.
                let first = ty::unraw(&variant.ident).chars().next();
                let stumbles = first.is_some_and(|first| !first.is_ascii());
                if all && stumbles && !is_given(&variant.attrs, "rename") {
                    names.push(&variant.ident);
                }
                let otherwise = is_given(&variant.attrs, "rename_all");
                if says(&variant.attrs, "rename_all") || fields && !otherwise {
                    names.extend(of_fields(&variant.fields));
                }
            }
        }
        Data::Struct(_) | Data::Union(_) => {}
    }
    for name in &names {
        let message = format!("serde can't write `{name}` in camelCase");
        let fault = Fault::new(Code::SerdeAttribute, name.span(), message)
            .note("its derives stop where the first letter is not ASCII, or where there is none");
        cx.report(fault.help("name it: `#[serde(rename = \"…\")]`"));
    }
    if names.is_empty() {
        ControlFlow::Continue(())
    } else {
        ControlFlow::Break(())
    }
}

fn of_fields(fields: &Fields) -> impl Iterator<Item = &Ident> {
    let named = fields.iter().filter(|field| !is_given(&field.attrs, "rename"));
    named.filter_map(|field| field.ident.as_ref()).filter(|name| {
        let name = ty::unraw(name);
        let first = name.trim_start_matches('_').chars().next();
        first.is_none_or(|first| !first.is_ascii())
    })
}

/// Whether serde is told by this key, in one direction at least, to write names in camelCase.
fn says(attributes: &[Attribute], key: &str) -> bool {
    let parts = parts(attributes, key).into_iter().flatten();
    parts
        .map(|token| token.to_string())
        .any(|text| text.contains("\"camelCase\""))
}

/// Whether serde is told by this key what holds in both directions.
fn is_given(attributes: &[Attribute], key: &str) -> bool {
    parts(attributes, key).iter().any(|part| match part.get(1) {
        Some(TokenTree::Group(both)) => read::split(both.stream(), &mut Vec::new()).len() > 1,
        _ => true,
    })
}

/// What serde is told by this key.
fn parts(attributes: &[Attribute], key: &str) -> Vec<read::Part> {
    let serdes = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"));
    let lists = serdes.filter_map(|attribute| match &attribute.meta {
        Meta::List(list) => Some(list.tokens.clone()),
        _ => None,
    });
    let parts = lists.flat_map(|tokens| read::split(tokens, &mut Vec::new()));
    parts
        .filter(|part| part.first().is_some_and(|first| first.to_string() == key))
        .collect()
}
