//! The lines of source that diagnostics point into, kept beyond the run that read them.

use super::{Frame, Places};
use crate::walk::Sources;
use kubewright_core::diag::Diagnostic;
use kubewright_core::span::Span;
use std::ops::Range;

/// The places of some diagnostics.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frames(Vec<Owned>);

#[derive(Clone, Debug)]
struct Owned {
    span: Span,
    path: String,
    text: String,
    bytes: Range<usize>,
    line: usize,
    column: usize,
}

impl Frames {
    /// All places that the diagnostics name.
    pub(crate) fn of(diagnostics: &[Diagnostic], sources: &Sources) -> Self {
        let spans = diagnostics.iter().flat_map(|one| {
            let also = one.also.iter().map(|(span, _)| *span);
            std::iter::once(one.span).chain(also)
        });
        Self(spans.filter_map(|span| owned(span, sources)).collect())
    }

    /// `src/lib.rs:3:5`, if the span is a place.
    pub(crate) fn shown(&self, span: Span) -> Option<String> {
        let frame = self.0.iter().find(|frame| frame.span == span)?;
        Some(format!("{}:{}:{}", frame.path, frame.line, frame.column))
    }
}

impl Places for Frames {
    fn frame(&self, span: Span) -> Option<Frame<'_>> {
        let frame = self.0.iter().find(|frame| frame.span == span)?;
        Some(Frame {
            path: &frame.path,
            text: &frame.text,
            bytes: frame.bytes.clone(),
        })
    }
}

fn owned(span: Span, sources: &Sources) -> Option<Owned> {
    let place = sources.place(span)?;
    Some(Owned {
        span,
        path: place.file.display.clone(),
        text: place.file.text.clone(),
        bytes: place.bytes.clone(),
        line: place.line,
        column: place.column,
    })
}
