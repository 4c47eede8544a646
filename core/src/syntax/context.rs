//! What reading one item gathers: places, holes, and what is wrong.

use super::{Fault, Marks, ty};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::{Hole, HoleId};
use crate::span::Span;
use crate::template::HOLE;
use proc_macro2::TokenStream;
use quote::ToTokens;
use serde_json::{Value, json};

/// The state of reading one item.
pub(super) struct Context<'m> {
    marks: &'m mut Marks,
    /// The path of what is being read: `Database.size`.
    pub(super) path: String,
    pub(super) holes: Vec<Hole>,
    pub(super) tokens: Vec<TokenStream>,
    pub(super) diagnostics: Diagnostics,
}

impl<'m> Context<'m> {
    pub(super) fn new(marks: &'m mut Marks, path: String) -> Self {
        Self {
            marks,
            path,
            holes: Vec::new(),
            tokens: Vec::new(),
            diagnostics: Diagnostics::new(),
        }
    }

    pub(super) fn mark(&mut self, span: proc_macro2::Span) -> Span {
        self.marks.mark(span)
    }

    pub(super) fn report(&mut self, fault: Fault) {
        let fault = fault.told();
        let at = self.mark(fault.at);
        let also = fault.also.into_iter();
        let also = also.map(|(span, label)| (self.marks.mark(span), label)).collect();
        self.diagnostics.push(Diagnostic {
            code: fault.code,
            span: at,
            path: self.path.clone(),
            message: fault.message,
            note: fault.note,
            help: fault.help.or_else(|| fault.code.way_out().map(str::to_owned)),
            also,
        });
    }

    pub(super) fn report_all(&mut self, faults: impl IntoIterator<Item = Fault>) {
        for fault in faults {
            self.report(fault);
        }
    }

    /// The number of a new hole, and what the derive writes where it is filled.
    pub(super) fn hole(&mut self, hole: Hole, tokens: TokenStream) -> HoleId {
        let id = HoleId::try_from(self.holes.len()).unwrap_or(HoleId::MAX);
        self.holes.push(hole);
        self.tokens.push(tokens);
        id
    }

    /// The hole of a type's schema.
    pub(super) fn type_hole(&mut self, written: &syn::Type) -> HoleId {
        let ty = ty::of(written, self);
        self.hole(Hole::Type(ty), written.to_token_stream())
    }

    /// The hole of a constant's value, as a value has it.
    pub(super) fn const_hole(&mut self, path: &syn::ExprPath) -> Value {
        let written = ty::of_path(path.qself.as_ref(), &path.path, self);
        let id = self.hole(Hole::Const(written), path.to_token_stream());
        json!({ HOLE: id })
    }
}
