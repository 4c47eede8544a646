//! Diagnostics as text: with the line of source and a caret at the key where the place is known.

mod answers;
mod difference;
mod frames;

pub(crate) use answers::{answers, notices};
pub(crate) use difference::differences;
pub(crate) use frames::Frames;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::span::Span;
use std::ops::Range;

/// A place in a source file: what is shown of it.
#[derive(Clone, Debug)]
pub(crate) struct Frame<'a> {
    /// The file as it is named to the user.
    pub(crate) path: &'a str,
    /// Its whole text.
    pub(crate) text: &'a str,
    /// The bytes that are meant.
    pub(crate) bytes: Range<usize>,
}

/// Finds what a [`Span`] means; none where there is no place.
pub(crate) trait Places {
    /// The frame of a span.
    fn frame(&self, span: Span) -> Option<Frame<'_>>;
}

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without colours.
    Plain,
    /// With the terminal's colours.
    Coloured,
}

/// All diagnostics, one after the other, and how many there are.
pub(crate) fn render(diagnostics: &[Diagnostic], places: &dyn Places, style: Style) -> String {
    let mut text = render_each(diagnostics, &Level::ERROR, places, style);
    let count = diagnostics.len();
    let plural = if count == 1 { "" } else { "s" };
    text.push_str(&format!("error: {count} error{plural}; nothing is written\n"));
    text
}

/// A diagnostic by itself, without a place in source.
pub(crate) fn render_one(diagnostic: &Diagnostic, style: Style) -> String {
    render_each(
        std::slice::from_ref(diagnostic),
        &Level::ERROR,
        &Frames::default(),
        style,
    )
}

/// All warnings, one after the other, and how many there are; empty where there are none.
pub(crate) fn render_warnings(diagnostics: &[Diagnostic], places: &dyn Places, style: Style) -> String {
    let mut text = render_each(diagnostics, &Level::WARNING, places, style);
    let count = diagnostics.len();
    if count > 0 {
        let plural = if count == 1 { "" } else { "s" };
        let of_lints = diagnostics.iter().any(|one| one.code == Code::Lint);
        let more = if of_lints {
            "; `gen-cli lints` lists all lints"
        } else {
            ""
        };
        text.push_str(&format!("warning: {count} warning{plural}{more}\n"));
    }
    text
}

fn render_each(
    diagnostics: &[Diagnostic],
    level: &Level<'static>,
    places: &dyn Places,
    style: Style,
) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    }
    .decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&renderer.render(&[group(diagnostic, level, places)]));
        text.push_str("\n\n");
    }
    text
}

fn group<'a>(diagnostic: &'a Diagnostic, level: &Level<'static>, places: &'a dyn Places) -> Group<'a> {
    let mut group = Group::with_title(
        level
            .clone()
            .primary_title(diagnostic.message.as_str())
            .id(diagnostic.code.as_str()),
    );
    if let Some(snippet) = snippet(places.frame(diagnostic.span), AnnotationKind::Primary, None) {
        group = group.element(snippet);
    }
    for (span, label) in &diagnostic.also {
        if let Some(snippet) = snippet(places.frame(*span), AnnotationKind::Context, Some(label)) {
            group = group.element(snippet);
        }
    }
    if !diagnostic.path.is_empty() {
        group = group.element(
            Level::NOTE
                .with_name(Some("at"))
                .message(diagnostic.path.as_str()),
        );
    }
    if let Some(note) = &diagnostic.note {
        group = group.element(Level::NOTE.with_name(Some("why")).message(note.as_str()));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.with_name(Some("way out")).message(help.as_str()));
    }
    group
}

fn snippet<'a>(
    frame: Option<Frame<'a>>,
    kind: AnnotationKind,
    label: Option<&'a str>,
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let Frame { path, text, bytes } = frame?;
    let annotation = kind.span(bytes);
    let annotation = match label {
        Some(label) => annotation.label(label),
        None => annotation,
    };
    Some(Snippet::source(text).path(path).annotation(annotation))
}
