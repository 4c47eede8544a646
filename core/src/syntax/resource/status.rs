//! Which type a kind's status is.

use super::Item;
use crate::model::{Hole, Ty};
use crate::span::{Span, Spanned};
use crate::syntax::{Context, Fault};
use quote::ToTokens;

/// The status type: its path as written, and its hole.
pub(super) fn status(item: &Item<'_>, kind: &str, cx: &mut Context<'_>) -> Option<(Spanned<String>, u32)> {
    if let Some(field) = item.status_field {
        let hole = cx.type_hole(without_option(field));
        return Some((written(hole, cx), hole));
    }
    let attribute = item.status?;
    if item.is_root {
        let fault = Fault::place(attribute.at, "a root struct has its status in a field");
        cx.report(fault.help("write `#[status]` on the field `status`"));
        return None;
    }
    let ty: syn::Type = match &attribute.tokens {
        None => {
            let name = format!("{kind}Status");
            syn::parse_str::<syn::Ident>(&name).ok()?;
            let ident = proc_macro2::Ident::new(&name, attribute.at);
            syn::parse2(ident.to_token_stream()).ok()?
        }
        Some(tokens) => match syn::parse2::<syn::TypePath>(tokens.clone()) {
            Ok(path) => syn::Type::Path(path),
            Err(_) => {
                let fault = Fault::value(attribute.at, "`#[status(…)]` takes the path of one type");
                cx.report(fault.help("write `#[status]` or `#[status(path::Type)]`"));
                return None;
            }
        },
    };
    let hole = cx.type_hole(&ty);
    Some((written(hole, cx), hole))
}

fn written(hole: u32, cx: &Context<'_>) -> Spanned<String> {
    match cx.holes.get(hole as usize) {
        Some(Hole::Type(ty)) => Spanned::new(ty.to_string(), Ty::span(ty)),
        _ => Spanned::new(String::new(), Span::NONE),
    }
}

/// What an `Option` that is spelled so holds.
fn without_option(ty: &syn::Type) -> &syn::Type {
    let syn::Type::Path(path) = ty else { return ty };
    let Some(last) = path.path.segments.last().filter(|last| last.ident == "Option") else {
        return ty;
    };
    match &last.arguments {
        syn::PathArguments::AngleBracketed(list) => match list.args.first() {
            Some(syn::GenericArgument::Type(inner)) => inner,
            _ => ty,
        },
        _ => ty,
    }
}
