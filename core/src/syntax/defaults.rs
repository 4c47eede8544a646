//! A bare `#[schema(default)]`: the hole of what serde's default gives.

use super::Context;
use crate::diag::{Code, Diagnostic};
use crate::model::{DefaultKey, FieldFacts, Hole, HoleId, SerdeDefault, SerdeField};
use crate::span::Spanned;
use crate::template::HOLE;
use quote::ToTokens;
use serde_json::json;

/// Gives a bare `default` its value: a hole. `ty` is the hole of the field's type.
pub(super) fn publish(
    facts: &mut FieldFacts,
    serde: &SerdeField,
    written: &syn::Type,
    ty: HoleId,
    cx: &mut Context<'_>,
) {
    let Some(Spanned {
        value: default @ DefaultKey::Publish,
        at,
    }) = &mut facts.schema.default
    else {
        return;
    };
    let hole = match (&serde.with, serde.default) {
        (Some(with), _) => Err((
            Code::ValueUnknown,
            "the default can't be published, since the field is not written by its type",
            Some(format!("`{}` writes it", with.value)),
            "give the value as it is written: `#[schema(default = …)]`",
        )),
        (None, SerdeDefault::Path(hole, _)) => Ok(hole),
        (None, SerdeDefault::Bare(_)) => Ok(default_hole(written, ty, cx)),
        (None, SerdeDefault::None) => Err((
            Code::KeyConflict,
            "a bare `default` publishes the field's `#[serde(default)]`, and the field has none",
            None,
            "add `#[serde(default)]` to the field, or give the value: `default = …`",
        )),
    };
    match hole {
        Ok(hole) => *default = DefaultKey::Value(json!({ HOLE: hole })),
        Err((code, message, note, help)) => {
            let diagnostic = Diagnostic::new(code, *at, cx.path.clone(), message).help(help);
            cx.diagnostics.push(Diagnostic { note, ..diagnostic });
        }
    }
}

/// The hole of `<T as Default>::default()`.
fn default_hole(written: &syn::Type, ty: HoleId, cx: &mut Context<'_>) -> HoleId {
    let of = usize::try_from(ty).ok().and_then(|ty| cx.holes.get(ty));
    match of.cloned() {
        Some(Hole::Type(of)) => cx.hole(Hole::Default(of), written.to_token_stream()),
        _ => ty,
    }
}
