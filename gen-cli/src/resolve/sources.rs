//! The crates as the resolver sees them: modules and items by their ids, and what the names of crates mean.

use super::found::Reason;
use super::names::{ItemId, ModuleId};
use super::scope::{self, Scope, plain};
use crate::kubernetes::KubernetesSource;
use crate::walk::{
    Child, Crate, CrateKind, FileId, Item, LargeStack, Module, Package, Workspace, parse_tokens, uncertain,
};
use elsa::FrozenBTreeMap;
use kubewright_core::diag::Diagnostic;
use kubewright_core::span::Span;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What the name of a crate means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum External {
    /// A crate that is read from source.
    Crate(usize),
    /// A crate whose types are known by path: its own name.
    Known(String),
    /// k8s-openapi.
    Kubernetes,
    /// kubewright.
    Kubewright,
    /// A crate that isn't read.
    Foreign(String),
}

/// The crates of one chosen package's build.
pub(crate) struct Sources<'w> {
    /// What is parsed is parsed on this stack.
    pub(crate) stack: &'w LargeStack,
    pub(super) workspace: &'w Workspace,
    pub(super) package: &'w Package,
    pub(super) crates: RefCell<Vec<(Package, Crate)>>,
    modules: FrozenBTreeMap<ModuleId, Rc<Module>>,
    listed: RefCell<BTreeMap<usize, Vec<ModuleId>>>,
    pub(super) externals: RefCell<BTreeMap<(usize, String), Option<External>>>,
    pub(super) kubernetes: OnceCell<Option<RefCell<KubernetesSource>>>,
    pub(super) kubernetes_package: OnceCell<crate::walk::Result<Option<Package>>>,
    pub(super) wrong: RefCell<Vec<Diagnostic>>,
}

impl<'w> Sources<'w> {
    /// The sources of a package; its own crates are the first.
    ///
    /// # Errors
    /// Where its features can't be known.
    pub(crate) fn new(
        stack: &'w LargeStack,
        workspace: &'w Workspace,
        package: &'w Package,
    ) -> crate::walk::Result<Self> {
        let own = package
            .crates()?
            .iter()
            .map(|krate| (package.clone(), krate.clone()))
            .collect();
        Ok(Self {
            stack,
            workspace,
            package,
            crates: RefCell::new(own),
            modules: FrozenBTreeMap::new(),
            listed: RefCell::default(),
            externals: RefCell::default(),
            kubernetes: OnceCell::new(),
            kubernetes_package: OnceCell::new(),
            wrong: RefCell::default(),
        })
    }

    /// What went wrong while files were read.
    pub(crate) fn take_wrong(&self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.wrong.borrow_mut())
    }

    /// The ids of a crate's modules and blocks, each before those in it. Files that can't be read are noted.
    pub(crate) fn modules(&self, krate: usize) -> Vec<ModuleId> {
        if let Some(known) = self.listed.borrow().get(&krate) {
            return known.clone();
        }
        let mut ids = Vec::new();
        let mut next = vec![ModuleId::root_of(krate)];
        while let Some(id) = next.pop() {
            let Some(module) = self.load(&id) else { continue };
            let blocks = self
                .blocks(module)
                .iter()
                .filter_map(|block| block.path.last().cloned());
            let named = children(module).map(|(segment, _)| segment.into_owned());
            let mut inside: Vec<ModuleId> = named.chain(blocks).map(|segment| id.child(&segment)).collect();
            inside.reverse();
            next.extend(inside);
            ids.push(id);
        }
        self.listed.borrow_mut().insert(krate, ids.clone());
        ids
    }

    /// The blocks with items in a module's items.
    fn blocks<'m>(&self, module: &'m Module) -> &'m [Rc<Module>] {
        module.blocks().unwrap_or_else(|wrong| {
            self.wrong.borrow_mut().extend(wrong);
            &[]
        })
    }

    /// A module's items; none if there is no such module.
    pub(crate) fn items(&self, id: &ModuleId) -> Option<&[Item]> {
        self.load(id).map(|module| module.items.as_slice())
    }

    /// A module with its items and the modules declared in it.
    pub(crate) fn module(&self, id: &ModuleId) -> Option<&Module> {
        self.load(id)
    }

    fn load(&self, id: &ModuleId) -> Option<&Module> {
        if let Some(module) = self.modules.get(id) {
            return Some(module);
        }
        let module = match id.path.split_last() {
            None => {
                let source = self.crates.borrow().get(id.krate)?.1.clone();
                source.root().map(Some)
            }
            Some((name, parents)) => {
                let parent = self.load(&ModuleId {
                    krate: id.krate,
                    path: parents.to_vec(),
                })?;
                if let Some(block) = name.strip_prefix('-').map(|_| self.blocks(parent)) {
                    let found = block.iter().find(|block| block.path.last() == Some(name));
                    Ok(found.map(Rc::clone))
                } else {
                    let child = children(parent).find(|(segment, _)| *segment == **name)?.1;
                    child.load()
                }
            }
        };
        match module {
            Ok(module) => Some(self.modules.insert(id.clone(), module?)),
            Err(wrong) => {
                self.wrong.borrow_mut().extend(wrong);
                None
            }
        }
    }

    /// What a module declares.
    pub(crate) fn scope(&self, id: &ModuleId) -> Option<Scope> {
        let module = self.load(id)?;
        let place = |file, span| self.workspace.sources().span(file, span);
        Some(Scope::of(
            id,
            module,
            children(module).map(|(segment, child)| (segment.into_owned(), child)),
            self.is_2015(id.krate),
            &place,
        ))
    }

    /// What is undetermined of whether a module in another is there.
    pub(crate) fn uncertain_within(&self, outer: &ModuleId, inner: &ModuleId) -> Option<Reason> {
        let outer = self.load(outer)?.uncertain.len();
        let uncertain = self.load(inner)?.uncertain.get(outer)?;
        let place = |file, span| self.workspace.sources().span(file, span);
        Some(scope::reason(uncertain, &place))
    }

    /// What is undetermined of whether a part of an item, which bears these attributes, is there.
    pub(crate) fn uncertain_part(
        &self,
        module: &ModuleId,
        item: &Item,
        attributes: &[syn::Attribute],
    ) -> Option<Reason> {
        let of_part = uncertain(item.file, attributes);
        let of_module = self.load(module).map_or(&[][..], |module| &module.uncertain);
        let uncertain = of_part.first().or(item.uncertain.first()).or(of_module.first())?;
        let place = |file, span| self.workspace.sources().span(file, span);
        Some(scope::reason(uncertain, &place))
    }

    /// Whether a crate is of the edition of 2015.
    pub(crate) fn is_2015(&self, krate: usize) -> bool {
        let crates = self.crates.borrow();
        crates
            .get(krate)
            .is_some_and(|(_, krate)| krate.edition == "2015")
    }

    /// The name of the crate of macros whose root this is.
    pub(crate) fn crate_of_macros(&self, module: &ModuleId) -> Option<String> {
        let crates = self.crates.borrow();
        let (_, krate) = crates.get(module.krate)?;
        (module.path.is_empty() && krate.kind == CrateKind::ProcMacro).then(|| krate.name.clone())
    }

    /// An item.
    pub(crate) fn item(&self, id: &ItemId) -> Option<&syn::Item> {
        Some(&self.items(&id.module)?.get(id.index)?.ast)
    }

    /// Turns proc-macro2's spans of an item's tokens into ours.
    pub(crate) fn placer(&self, id: &ItemId) -> impl Fn(proc_macro2::Span) -> Span + 'static + use<> {
        let file = self
            .items(&id.module)
            .and_then(|items| items.get(id.index))
            .map(|item| item.file);
        let place = file.map(|file| self.placer_in(file));
        move |span| place.as_ref().map_or(Span::NONE, |place| place(span))
    }

    /// Turns proc-macro2's spans of a file's tokens into ours.
    pub(crate) fn placer_in(&self, file: FileId) -> impl Fn(proc_macro2::Span) -> Span + 'static + use<> {
        let sources = Rc::clone(self.workspace.sources());
        move |span| sources.span(file, span)
    }

    /// The text of a file.
    pub(crate) fn text(&self, file: FileId) -> String {
        let file = self.workspace.sources().file(file);
        file.map(|file| file.text.clone()).unwrap_or_default()
    }

    /// An item's path as it is written: its crate, its modules, its name.
    pub(crate) fn path_of(&self, id: &ItemId) -> Vec<String> {
        let modules = id.module.shown();
        self.crate_of(id)
            .into_iter()
            .chain(modules)
            .chain([self.name_of(id)])
            .collect()
    }

    /// Whether a crate is one of the chosen package's.
    pub(crate) fn is_own(&self, krate: usize) -> bool {
        let crates = self.crates.borrow();
        crates
            .get(krate)
            .is_some_and(|(package, _)| package.is(self.package))
    }

    /// A path that no other item has.
    pub(crate) fn unique_path_of(&self, id: &ItemId) -> Vec<String> {
        let modules = id.module.path.iter().cloned();
        self.crate_of(id)
            .into_iter()
            .chain(modules)
            .chain([self.name_of(id)])
            .collect()
    }

    /// The name of a crate's package.
    pub(crate) fn package_of(&self, krate: usize) -> Option<String> {
        let crates = self.crates.borrow();
        crates.get(krate).map(|(package, _)| package.name().to_owned())
    }

    /// Whether the macros of a crate may make kinds: it is a folder of the user's, or uses kubewright.
    pub(crate) fn may_make_kinds(&self, krate: usize) -> bool {
        let package = self
            .crates
            .borrow()
            .get(krate)
            .map(|(package, _)| package.clone());
        package.is_some_and(|package| {
            package.is_local()
                || package
                    .nearest("kubewright", 1)
                    .is_ok_and(|found| found.is_some())
        })
    }

    /// Whether tokens that nobody has parsed yet nest no deeper than can be parsed.
    pub(crate) fn can_parse(&self, tokens: &proc_macro2::TokenStream) -> bool {
        parse_tokens::<proc_macro2::TokenStream>(self.stack, tokens.clone()).is_ok()
    }

    /// The declaration of a module.
    pub(crate) fn declaration(&self, id: &ModuleId) -> Option<&Child> {
        let (name, parents) = id.path.split_last()?;
        let outer = self.load(&ModuleId {
            krate: id.krate,
            path: parents.to_vec(),
        })?;
        let mut children = children(outer);
        children
            .find(|(segment, _)| segment == name)
            .map(|(_, child)| child)
    }

    fn crate_of(&self, id: &ItemId) -> Option<String> {
        let crates = self.crates.borrow();
        crates.get(id.module.krate).map(|(_, krate)| krate.name.clone())
    }

    fn name_of(&self, id: &ItemId) -> String {
        match self.item(id) {
            Some(syn::Item::Struct(item)) => plain(&item.ident),
            Some(syn::Item::Enum(item)) => plain(&item.ident),
            _ => String::new(),
        }
    }

    pub(super) fn enter(&self, package: &Package, krate: &Crate) -> External {
        let mut crates = self.crates.borrow_mut();
        let known = crates.iter().position(|(known, source)| {
            known.is(package) && source.name == krate.name && source.kind == krate.kind
        });
        External::Crate(known.unwrap_or_else(|| {
            crates.push((package.clone(), krate.clone()));
            crates.len() - 1
        }))
    }
}

/// The modules declared in a module, each with its name in [`ModuleId::path`].
fn children(module: &Module) -> impl Iterator<Item = (Cow<'_, str>, &Child)> {
    module.children.iter().map(|child| (segment(child), child))
}

/// Several of one name, which a `cfg` tells apart, are numbered.
fn segment(child: &Child) -> Cow<'_, str> {
    match child.before {
        0 => Cow::Borrowed(&child.name),
        before => Cow::Owned(format!("{}#{before}", child.name)),
    }
}
