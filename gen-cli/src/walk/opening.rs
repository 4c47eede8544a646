//! The files of one crate: opened, parsed, their `cfg`s applied.

use super::cfg::{self, Facts};
use super::modfile::NotFound;
use super::naming::Naming;
use super::source::{FileId, ReadError, SourceFile, Sources};
use super::{Result, parse};
use kubewright_core::diag::{Code, Diagnostic, Diagnostics};
use kubewright_core::span::Span;
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The most files of one crate. Two modules of one path double what is below them, so that forty small files could
/// make a tree that no machine holds.
const MAX_FILES: usize = 20_000;

/// What all modules of a crate share.
#[derive(Debug)]
pub(super) struct CrateContext {
    pub(super) sources: Rc<Sources>,
    pub(super) facts: Facts,
    /// The package's folder.
    pub(super) package: PathBuf,
    pub(super) naming: Naming,
    /// How many files were opened, each time counted that one is.
    pub(super) opened: Cell<usize>,
}

impl CrateContext {
    /// Reads and parses a file named at `at`, with its `cfg`s applied; nothing where it is configured out.
    pub(super) fn open(
        &self,
        path: &Path,
        at: Span,
        around: &[FileId],
    ) -> Result<Option<(Rc<SourceFile>, syn::File)>> {
        let source = self
            .sources
            .read(path, |path| self.naming.name(path))
            .map_err(|error| {
                let span = match error {
                    ReadError::NotUtf8(span) => span,
                    _ => at,
                };
                let message = format!("`{}` can't be read", self.naming.name(path));
                vec![Diagnostic::new(Code::SourceUnreadable, span, "", message).note(error.to_string())]
            })?;
        if around.contains(&source.id) {
            let message = format!("`{}` contains itself", source.display);
            let chain = around
                .iter()
                .filter_map(|&id| self.sources.file(id))
                .map(|file| file.display.clone());
            let chain = chain
                .chain([source.display.clone()])
                .collect::<Vec<_>>()
                .join("` -> `");
            return Err(vec![
                Diagnostic::new(Code::ModuleCycle, at, "", message).note(format!("`{chain}`")),
            ]);
        }
        self.opened.set(self.opened.get() + 1);
        if self.opened.get() > MAX_FILES || !self.sources.may_parse(&source) {
            let message =
                format!("the crate has more than {MAX_FILES} modules, or more than 1 GiB of source");
            return Err(vec![Diagnostic::new(Code::SourceUnreadable, at, "", message)]);
        }
        let mut syntax = parse::parse_file(&self.sources, &source)?;
        // Most files of the large dependencies have no cfg at all.
        if !source.text.contains("cfg") {
            return Ok(Some((source, syntax)));
        }
        let (stays, errors) = cfg::apply(&mut syntax, &self.facts);
        let mut diagnostics = Diagnostics::new();
        for error in errors.into_iter().flatten() {
            let span = self.sources.span(source.id, error.span());
            diagnostics.push(
                Diagnostic::new(
                    Code::SourceSyntax,
                    span,
                    "",
                    format!("the predicate of a `cfg` can't be read: {error}"),
                )
                .help("`cargo check` says more"),
            );
        }
        diagnostics.finish(stays.then_some((source, syntax)))
    }

    /// That the file of a module is not there.
    pub(super) fn no_file(&self, not_found: &NotFound, at: Span, name: &str) -> Diagnostic {
        let show = |path: &Path| format!("`{}`", self.naming.name(path));
        let (message, note) = match not_found {
            NotFound::Missing(paths) => {
                let paths: Vec<_> = paths.iter().map(|path| show(path)).collect();
                (
                    format!("the file of the module `{name}` is missing"),
                    format!("it would be {}", paths.join(" or ")),
                )
            }
            NotFound::Both(beside, inside) => (
                format!("the module `{name}` has two files"),
                format!("{} and {}", show(beside), show(inside)),
            ),
        };
        let help = match not_found {
            NotFound::Missing(_) => "create the file, or if a build makes it, put a `cfg` on the module",
            NotFound::Both(..) => "remove one of them",
        };
        Diagnostic::new(Code::ModuleMissing, at, "", message)
            .note(note)
            .help(help)
    }
}
