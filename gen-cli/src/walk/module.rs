//! The module tree of one crate, each file read when it is first asked for.

use super::cfg::{self, Facts};
use super::modfile::{Candidates, Folder, NotFound};
use super::naming::Naming;
use super::source::{FileId, ReadError, SourceFile, Sources};
use super::{Result, include, parse};
use kubewright_core::diag::{Code, Diagnostic, Diagnostics};
use kubewright_core::span::Span;
use std::cell::{Cell, OnceCell};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, ItemMod};

/// The most files of one crate. Two modules of one path double what is below them, so that forty small files could
/// make a tree that no machine holds.
const MAX_FILES: usize = 20_000;

/// A module: a file, or the inside of `mod x { … }`.
#[derive(Debug)]
pub struct Module {
    /// The names from the crate's root; empty for the root itself.
    pub path: Vec<String>,
    /// The file it stands in.
    pub file: FileId,
    /// The inner attributes of a file. (Those of an inline module are in [`Child::declaration`].)
    pub attributes: Vec<Attribute>,
    /// Its items, in order, without the modules and with what it includes.
    pub items: Vec<Item>,
    /// The modules declared in it, in order. Two may have one name where a `cfg` that tells them apart is undetermined.
    pub children: Vec<Child>,
}

/// An item of a module.
#[derive(Debug)]
pub struct Item {
    /// The file it stands in: not the module's where it came in by `include!`.
    pub file: FileId,
    /// The item. What it has of `cfg` and `cfg_attr` is undetermined.
    pub ast: syn::Item,
}

/// A module declared in another.
#[derive(Debug)]
pub struct Child {
    /// Its name, without `r#`.
    pub name: String,
    /// The declaration, its content taken out.
    pub declaration: ItemMod,
    /// The file of the declaration.
    pub declared_in: FileId,
    body: Body,
}

#[derive(Debug)]
enum Body {
    Inline(Rc<Module>),
    File(Box<ModuleFile>),
}

#[derive(Debug)]
struct ModuleFile {
    context: Rc<CrateContext>,
    scope: Scope,
    candidates: Candidates,
    loaded: OnceCell<Result<Option<Rc<Module>>>>,
}

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

/// Where a module stands.
#[derive(Clone, Debug)]
struct Scope {
    path: Vec<String>,
    folder: Folder,
    file: FileId,
    /// The files around, to find a file that holds itself.
    around: Vec<FileId>,
    /// Whether it is undetermined that the module is there at all; then its files may be missing.
    perhaps: bool,
}

impl Child {
    /// The module; reads its file the first time. None where its file says by `#![cfg]` that it isn't there, and where
    /// a file is missing that nobody may need (its `cfg` is undetermined).
    ///
    /// # Errors
    /// What is wrong with this one file, the file not being there included.
    pub fn load(&self) -> Result<Option<Rc<Module>>> {
        match &self.body {
            Body::Inline(module) => Ok(Some(Rc::clone(module))),
            Body::File(file) => file.loaded.get_or_init(|| self.read(file)).clone(),
        }
    }

    fn read(&self, file: &ModuleFile) -> Result<Option<Rc<Module>>> {
        let ModuleFile {
            context,
            scope,
            candidates,
            ..
        } = file;
        let at = context
            .sources
            .span(self.declared_in, self.declaration.ident.span());
        let (path, folder) = match candidates.find() {
            Ok(found) => found,
            Err(NotFound::Missing(_)) if scope.perhaps => return Ok(None),
            Err(not_found) => return Err(vec![context.no_file(&not_found, at, &self.name)]),
        };
        let (source, syntax) = match context.open(&path, at, &scope.around)? {
            Some(opened) => opened,
            None => return Ok(None),
        };
        let mut scope = Scope {
            folder,
            ..scope.clone()
        };
        scope.enter(source.id);
        context
            .module(scope, syntax.attrs, syntax.items)
            .map(|module| Some(Rc::new(module)))
    }
}

impl Scope {
    fn enter(&mut self, file: FileId) {
        self.file = file;
        self.around.push(file);
    }
}

impl CrateContext {
    /// Reads the root of a crate; nothing where it says by `#![cfg]` that it isn't there.
    pub(super) fn root(self: &Rc<Self>, path: &Path) -> Result<Option<Rc<Module>>> {
        let Some((source, syntax)) = self.open(path, Span::NONE, &[])? else {
            return Ok(None);
        };
        let scope = Scope {
            path: Vec::new(),
            folder: Folder::of_mod_rs(path),
            file: source.id,
            around: vec![source.id],
            perhaps: false,
        };
        self.module(scope, syntax.attrs, syntax.items)
            .map(|module| Some(Rc::new(module)))
    }

    /// Reads and parses a file named at `at`, with its `cfg`s applied; nothing where it is configured out.
    fn open(&self, path: &Path, at: Span, around: &[FileId]) -> Result<Option<(Rc<SourceFile>, syn::File)>> {
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

    /// Sorts a module's items: modules, included files, all else.
    fn module(
        self: &Rc<Self>,
        scope: Scope,
        attributes: Vec<Attribute>,
        items: Vec<syn::Item>,
    ) -> Result<Module> {
        let mut module = Module {
            path: scope.path.clone(),
            file: scope.file,
            attributes,
            items: Vec::with_capacity(items.len()),
            children: Vec::new(),
        };
        let mut errors = Diagnostics::new();
        self.fill(&mut module, &scope, items, &mut errors);
        errors.finish(module)
    }

    fn fill(
        self: &Rc<Self>,
        module: &mut Module,
        scope: &Scope,
        items: Vec<syn::Item>,
        errors: &mut Diagnostics,
    ) {
        for ast in items {
            match ast {
                syn::Item::Mod(declaration) => match self.children(scope, declaration) {
                    Ok(children) => module.children.extend(children),
                    Err(wrong) => errors.extend(wrong),
                },
                syn::Item::Macro(call) => match include::path_of(&call.mac, &self.package) {
                    Some(path) => {
                        if let Err(wrong) = self.include(module, scope, &call, &path, errors) {
                            errors.extend(wrong);
                        }
                    }
                    None => module.items.push(Item {
                        file: scope.file,
                        ast: syn::Item::Macro(call),
                    }),
                },
                ast => module.items.push(Item {
                    file: scope.file,
                    ast,
                }),
            }
        }
    }

    /// Puts the items of an included file in the place of the `include!`.
    fn include(
        self: &Rc<Self>,
        module: &mut Module,
        scope: &Scope,
        call: &syn::ItemMacro,
        path: &str,
        errors: &mut Diagnostics,
    ) -> Result<()> {
        let at = self.sources.span(scope.file, call.mac.path.span());
        let here = self.sources.file(scope.file);
        let dir = here
            .as_ref()
            .and_then(|file| file.path.parent())
            .unwrap_or(&self.package);
        let path = dir.join(path);
        let perhaps = scope.perhaps || !cfg::undetermined(&call.attrs).is_empty();
        if perhaps && !path.exists() {
            return Ok(());
        }
        let Some((source, syntax)) = self.open(&path, at, &scope.around)? else {
            return Ok(());
        };
        let mut scope = Scope {
            folder: Folder::of_mod_rs(&path),
            perhaps,
            ..scope.clone()
        };
        scope.enter(source.id);
        self.fill(module, &scope, syntax.items, errors);
        Ok(())
    }

    /// The module that a declaration declares; several where an undetermined `cfg_attr` chooses its path.
    fn children(self: &Rc<Self>, scope: &Scope, mut declaration: ItemMod) -> Result<Vec<Child>> {
        let name = declaration.ident.unraw().to_string();
        let path = declaration
            .attrs
            .iter()
            .find_map(|attribute| cfg::path_attribute(&attribute.meta));
        let mut inner = scope.clone();
        inner.path.push(name.clone());
        inner.perhaps |= cfg::undetermined(&declaration.attrs)
            .iter()
            .any(|condition| !condition.only_attributes);
        if let Some((_, items)) = declaration.content.take() {
            inner.folder = scope.folder.inline(&name, path.as_deref());
            let module = Rc::new(self.module(inner, Vec::new(), items)?);
            return Ok(vec![Child {
                name,
                declaration,
                declared_in: scope.file,
                body: Body::Inline(module),
            }]);
        }
        let mut candidates = match &path {
            Some(path) => vec![scope.folder.given(path)],
            None => vec![scope.folder.usual(&name)],
        };
        if path.is_none() {
            let perhaps = cfg::undetermined_paths(&declaration.attrs);
            inner.perhaps |= !perhaps.is_empty();
            candidates.extend(perhaps.iter().map(|path| scope.folder.given(path)));
        }
        let child = |candidates| Child {
            name: name.clone(),
            declaration: declaration.clone(),
            declared_in: scope.file,
            body: Body::File(Box::new(ModuleFile {
                context: Rc::clone(self),
                scope: inner.clone(),
                candidates,
                loaded: OnceCell::new(),
            })),
        };
        Ok(candidates.into_iter().map(child).collect())
    }

    fn no_file(&self, not_found: &NotFound, at: Span, name: &str) -> Diagnostic {
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
