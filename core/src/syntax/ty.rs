//! Types and paths, as the model has them.

use super::{Context, Fault};
use crate::diag::Code;
use crate::model::{PathSegment, Ty, TyPath};
use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{GenericArgument, PathArguments, QSelf, Type};

/// How deep a type may be nested: far beyond any that is meant, far below what a stack holds.
const DEEPEST: usize = 64;

/// A type as written.
pub(super) fn of(ty: &Type, cx: &mut Context<'_>) -> Ty {
    read(ty, cx, 0)
}

/// A path as written.
pub(super) fn of_path(qself: Option<&QSelf>, path: &syn::Path, cx: &mut Context<'_>) -> TyPath {
    read_path(qself, path, cx, 0)
}

fn read(ty: &Type, cx: &mut Context<'_>, depth: usize) -> Ty {
    if depth > DEEPEST {
        let span = ty.span();
        let message = format!("a type is nested more than {DEEPEST} levels deep");
        cx.report(
            Fault::new(Code::ShapeUnsupported, span, message).help("name a part of it by a type alias"),
        );
        return Ty::Other(String::new(), cx.mark(span));
    }
    match ty {
        Type::Group(group) => read(&group.elem, cx, depth + 1),
        Type::Paren(paren) => read(&paren.elem, cx, depth + 1),
        Type::Path(path) => Ty::Path(read_path(path.qself.as_ref(), &path.path, cx, depth)),
        Type::Array(array) => Ty::Array {
            item: Box::new(read(&array.elem, cx, depth + 1)),
            len: text(&array.len),
            span: cx.mark(ty.span()),
        },
        Type::Slice(slice) => Ty::Slice(Box::new(read(&slice.elem, cx, depth + 1)), cx.mark(ty.span())),
        Type::Tuple(tuple) => {
            let items = tuple.elems.iter().map(|item| read(item, cx, depth + 1)).collect();
            Ty::Tuple(items, cx.mark(ty.span()))
        }
        Type::Reference(reference) => {
            Ty::Reference(Box::new(read(&reference.elem, cx, depth + 1)), cx.mark(ty.span()))
        }
        other => Ty::Other(text(other), cx.mark(ty.span())),
    }
}

fn read_path(qself: Option<&QSelf>, path: &syn::Path, cx: &mut Context<'_>, depth: usize) -> TyPath {
    TyPath {
        leading_colon: path.leading_colon.is_some(),
        qself: qself.map(|qself| (Box::new(read(&qself.ty, cx, depth + 1)), qself.position)),
        segments: path
            .segments
            .iter()
            .map(|segment| PathSegment {
                name: unraw(&segment.ident),
                args: arguments(&segment.arguments, cx, depth),
            })
            .collect(),
        span: cx.mark(place_of_path(path)),
    }
}

/// The place of a type.
pub(super) fn place(ty: &Type) -> Span {
    match ty {
        Type::Path(path) if path.qself.is_none() => place_of_path(&path.path),
        other => other.span(),
    }
}

/// From the first token to the last: syn would make tokens of all of it to find them.
fn place_of_path(path: &syn::Path) -> Span {
    let (Some(first), Some(last)) = (path.segments.first(), path.segments.last()) else {
        return path.span();
    };
    let end = match &last.arguments {
        PathArguments::None => last.ident.span(),
        PathArguments::AngleBracketed(list) => list.gt_token.span,
        PathArguments::Parenthesized(_) => return path.span(),
    };
    let start = path
        .leading_colon
        .map_or_else(|| first.ident.span(), |colon| colon.span());
    start.join(end).unwrap_or(start)
}

fn arguments(written: &PathArguments, cx: &mut Context<'_>, depth: usize) -> Vec<Ty> {
    let PathArguments::AngleBracketed(list) = written else {
        return Vec::new();
    };
    let types = list.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.map(|ty| read(ty, cx, depth + 1)).collect()
}

/// Tokens as text.
pub(super) fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

/// A name without `r#`.
pub(super) fn unraw(ident: &proc_macro2::Ident) -> String {
    let name = ident.to_string();
    name.strip_prefix("r#").map_or(name.clone(), str::to_owned)
}
