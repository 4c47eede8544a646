//! The module tree of one crate, each file read when it is first asked for.

use super::modfile::{Candidates, Folder, NotFound};
use super::opening::CrateContext;
use super::source::FileId;
use super::uncertain::{Uncertain, uncertain};
use super::{Result, blocks, cfg, include};
use kubewright_core::diag::Diagnostics;
use kubewright_core::span::Span;
use std::cell::OnceCell;
use std::path::Path;
use std::rc::Rc;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, ItemMod};

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
    /// All that is undetermined of whether it is there: its own conditions, and those of the modules around it.
    pub uncertain: Vec<Uncertain>,
    /// The statements of a block beside its items.
    pub statements: Vec<syn::Stmt>,
    scope: Scope,
    context: Rc<CrateContext>,
    blocks: OnceCell<Result<Vec<Rc<Module>>>>,
}

/// An item of a module.
#[derive(Debug)]
pub struct Item {
    /// The file it stands in: not the module's where it came in by `include!`.
    pub file: FileId,
    /// The item. What it has of `cfg` and `cfg_attr` is undetermined.
    pub ast: syn::Item,
    /// What is undetermined of whether it is in its module: its own conditions, and those of the `include!`.
    pub uncertain: Vec<Uncertain>,
}

/// A module declared in another.
#[derive(Debug)]
pub struct Child {
    /// Its name, without `r#`.
    pub name: String,
    /// How many of the name stand before it.
    pub before: usize,
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

/// Where a module stands.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub(super) path: Vec<String>,
    folder: Folder,
    pub(super) file: FileId,
    /// The files around, to find a file that holds itself.
    around: Vec<FileId>,
    /// What is undetermined of whether the module is there at all; if anything is, its files may be missing.
    pub(super) uncertain: Vec<Uncertain>,
}

impl Module {
    /// The blocks in its items that hold items, each as a module; what stands in such a block is in it alone. Their
    /// paths end with a name that is none: `-3-0` for the first block in the fourth item.
    ///
    /// # Errors
    /// What is wrong with the modules in them.
    pub fn blocks(&self) -> Result<&[Rc<Self>]> {
        let blocks = self
            .blocks
            .get_or_init(|| blocks::read(self, &self.scope, &self.context));
        blocks.as_deref().map_err(Clone::clone)
    }

    fn add(&mut self, mut child: Child) {
        let same = self.children.iter().filter(|other| other.name == child.name);
        child.before = same.count();
        self.children.push(child);
    }

    /// The module whose file stands where that of `mod name;` in this one would, though nothing that is seen declares
    /// it; none if there is no such file, or it can't be read.
    #[must_use]
    pub fn undeclared(&self, name: &str) -> Option<Rc<Self>> {
        let declaration = syn::parse_str(&format!("mod {name};")).ok()?;
        let children = self.context.children(&self.scope, declaration).ok()?;
        children.first()?.load().ok().flatten()
    }
}

impl Child {
    /// What is undetermined of whether its declaration is there.
    #[must_use]
    pub fn uncertain(&self) -> Vec<Uncertain> {
        uncertain(self.declared_in, &self.declaration.attrs)
    }

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
            Err(NotFound::Missing(_)) if !scope.uncertain.is_empty() => return Ok(None),
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
            uncertain: Vec::new(),
        };
        self.module(scope, syntax.attrs, syntax.items)
            .map(|module| Some(Rc::new(module)))
    }

    /// Sorts a module's items: modules, included files, all else.
    pub(super) fn module(
        self: &Rc<Self>,
        mut scope: Scope,
        attributes: Vec<Attribute>,
        items: Vec<syn::Item>,
    ) -> Result<Module> {
        scope.uncertain.extend(uncertain(scope.file, &attributes));
        let mut module = Module {
            path: scope.path.clone(),
            file: scope.file,
            attributes,
            items: Vec::with_capacity(items.len()),
            children: Vec::new(),
            uncertain: scope.uncertain.clone(),
            statements: Vec::new(),
            scope: scope.clone(),
            context: Rc::clone(self),
            blocks: OnceCell::new(),
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
        let included = scope.uncertain.get(module.uncertain.len()..).unwrap_or_default();
        let item = |ast: syn::Item| Item {
            file: scope.file,
            uncertain: [included, &uncertain(scope.file, cfg::attributes::of_item(&ast))].concat(),
            ast,
        };
        for ast in items {
            match ast {
                syn::Item::Mod(declaration) => match self.children(scope, declaration) {
                    Ok(children) => children.into_iter().for_each(|child| module.add(child)),
                    Err(wrong) => errors.extend(wrong),
                },
                syn::Item::Macro(call) => match include::path_of(&call.mac, &self.package) {
                    Some(path) => {
                        if let Err(wrong) = self.include(module, scope, &call, &path, errors) {
                            errors.extend(wrong);
                        }
                    }
                    None => module.items.push(item(syn::Item::Macro(call))),
                },
                ast => module.items.push(item(ast)),
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
        let mut inner = scope.clone();
        inner.uncertain.extend(uncertain(scope.file, &call.attrs));
        if !inner.uncertain.is_empty() && !path.exists() {
            return Ok(());
        }
        let Some((source, syntax)) = self.open(&path, at, &scope.around)? else {
            return Ok(());
        };
        inner.folder = Folder::of_mod_rs(&path);
        inner.enter(source.id);
        self.fill(module, &inner, syntax.items, errors);
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
        inner.uncertain.extend(uncertain(scope.file, &declaration.attrs));
        if let Some((_, items)) = declaration.content.take() {
            inner.folder = scope.folder.inline(&name, path.as_deref());
            let module = Rc::new(self.module(inner, Vec::new(), items)?);
            return Ok(vec![Child {
                name,
                before: 0,
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
            for (condition, path) in cfg::undetermined_paths(&declaration.attrs) {
                candidates.push(scope.folder.given(&path));
                let file = scope.file;
                inner.uncertain.push(Uncertain { file, condition });
            }
        }
        let child = |candidates| Child {
            name: name.clone(),
            before: 0,
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
}
