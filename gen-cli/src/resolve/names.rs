//! Names to what they mean, as rustc resolves them: items, imports, renames, globs, re-exports, other crates.

use super::known;
use super::scope::{Declaration, Namespace, Scope, UsePath};
use super::sources::{External, Sources};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A module: the crate it is in, and its path from the crate's root.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ModuleId {
    /// The crate.
    pub(crate) krate: usize,
    /// The names of the modules from the root; the root itself has none.
    pub(crate) path: Vec<String>,
}

/// An item: its module, and its index there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ItemId {
    /// The module.
    pub(crate) module: ModuleId,
    /// The index among the module's items.
    pub(crate) index: usize,
}

/// What a path means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    /// A module that is read from source.
    Module(ModuleId),
    /// An item that is read from source.
    Item(ItemId),
    /// The root type that a derive makes beside an item.
    Root(ItemId),
    /// Something in an enum, trait or type: a variant, or an associated constant or function.
    Member(Box<Meaning>, String),
    /// A path in a crate whose types are known by path; the crate's own name comes first.
    Known(Vec<String>),
    /// A primitive type.
    Primitive(String),
    /// A path in k8s-openapi, without the crate's name.
    Kubernetes(Vec<String>),
    /// A path in kubewright, without the crate's name.
    Kubewright(Vec<String>),
    /// A path in a crate that is not read; the crate's own name comes first.
    Foreign(Vec<String>),
}

/// Resolves names over the sources, and remembers each module's scope.
pub(crate) struct Names<'s> {
    sources: &'s Sources<'s>,
    scopes: RefCell<BTreeMap<ModuleId, Rc<Scope>>>,
}

/// The look-ups that are under way: a name that leads back to one of them means nothing there.
type Visiting = BTreeSet<(ModuleId, Namespace, String)>;

/// How long a chain of imports may be before it is taken for one without an end.
const DEEPEST: usize = 128;

impl<'s> Names<'s> {
    /// Over these sources.
    pub(crate) fn new(sources: &'s Sources<'s>) -> Self {
        Self {
            sources,
            scopes: RefCell::default(),
        }
    }

    /// What a path that is written in a module means; none if nothing of that name is known.
    pub(crate) fn resolve(
        &self,
        module: &ModuleId,
        leading_colon: bool,
        segments: &[String],
        namespace: Namespace,
    ) -> Option<Meaning> {
        let path = UsePath {
            leading_colon,
            segments: segments.to_vec(),
        };
        self.path(module, &path, namespace, &mut Visiting::new())
    }

    fn path(
        &self,
        from: &ModuleId,
        path: &UsePath,
        namespace: Namespace,
        visiting: &mut Visiting,
    ) -> Option<Meaning> {
        if visiting.len() > DEEPEST {
            return None;
        }
        let (first, mut rest) = path.segments.split_first()?;
        let namespace_of = |rest: &[String]| {
            if rest.is_empty() {
                namespace
            } else {
                Namespace::Type
            }
        };
        let mut meaning = if path.leading_colon {
            self.external(from.krate, first)?
        } else {
            match first.as_str() {
                "crate" | "$crate" => Meaning::Module(ModuleId {
                    krate: from.krate,
                    path: Vec::new(),
                }),
                "self" => Meaning::Module(from.clone()),
                "super" => {
                    let mut path = from.path.clone();
                    path.pop()?;
                    Meaning::Module(ModuleId {
                        krate: from.krate,
                        path,
                    })
                }
                name => self.unqualified(from, name, namespace_of(rest), visiting)?,
            }
        };
        while let Some((name, after)) = rest.split_first() {
            meaning = self.member(meaning, name, namespace_of(after), visiting)?;
            rest = after;
        }
        Some(meaning)
    }

    /// A name by itself: what the module declares or imports, else a crate, else the prelude, else a primitive.
    fn unqualified(
        &self,
        from: &ModuleId,
        name: &str,
        namespace: Namespace,
        visiting: &mut Visiting,
    ) -> Option<Meaning> {
        self.in_module(from, name, namespace, visiting)
            .or_else(|| {
                if namespace == Namespace::Type {
                    self.external(from.krate, name)
                } else {
                    None
                }
            })
            .or_else(|| known::prelude(name).map(canonical))
            .or_else(|| known::primitive(name).map(|_| Meaning::Primitive(name.to_owned())))
    }

    /// A name in a module: its own items and imports first, then its globs.
    fn in_module(
        &self,
        module: &ModuleId,
        name: &str,
        namespace: Namespace,
        visiting: &mut Visiting,
    ) -> Option<Meaning> {
        let key = (module.clone(), namespace, name.to_owned());
        if !visiting.insert(key.clone()) {
            return None;
        }
        let found = self
            .declared(module, name, namespace, visiting)
            .or_else(|| self.by_glob(module, name, namespace, visiting));
        visiting.remove(&key);
        found
    }

    fn declared(
        &self,
        module: &ModuleId,
        name: &str,
        namespace: Namespace,
        visiting: &mut Visiting,
    ) -> Option<Meaning> {
        for declaration in self.scope(module)?.find(namespace, name) {
            let meaning = match declaration {
                Declaration::Item(index) => Some(Meaning::Item(ItemId {
                    module: module.clone(),
                    index,
                })),
                Declaration::Root(index) => Some(Meaning::Root(ItemId {
                    module: module.clone(),
                    index,
                })),
                Declaration::Module => {
                    let mut path = module.path.clone();
                    path.push(name.to_owned());
                    Some(Meaning::Module(ModuleId {
                        krate: module.krate,
                        path,
                    }))
                }
                // a `use` may name its own module's extern crate: `use serde::Serialize as serde`
                Declaration::Use(path) => self.imported(module, &path, namespace, visiting),
            };
            if meaning.is_some() {
                return meaning;
            }
        }
        None
    }

    fn imported(
        &self,
        module: &ModuleId,
        path: &UsePath,
        namespace: Namespace,
        visiting: &mut Visiting,
    ) -> Option<Meaning> {
        let found = self.path(module, path, namespace, visiting);
        match found {
            // a module or crate that an import names is only a type
            Some(Meaning::Module(_)) if namespace != Namespace::Type => None,
            found => found,
        }
    }

    fn by_glob(
        &self,
        module: &ModuleId,
        name: &str,
        namespace: Namespace,
        visiting: &mut Visiting,
    ) -> Option<Meaning> {
        let scope = self.scope(module)?;
        scope.globs.iter().find_map(|path| {
            let from = self.path(module, path, Namespace::Type, visiting)?;
            match from {
                // a glob brings only what is there: of crates that aren't read nothing can be known by name
                Meaning::Foreign(_) => None,
                Meaning::Known(ref path) => {
                    let mut path = path.clone();
                    path.push(name.to_owned());
                    known::by_path(&path).map(|_| Meaning::Known(path))
                }
                Meaning::Kubernetes(ref path) => {
                    let path: Vec<String> = path.iter().cloned().chain([name.to_owned()]).collect();
                    self.sources
                        .kubernetes_has(&path)
                        .then_some(Meaning::Kubernetes(path))
                }
                Meaning::Kubewright(path) if path.is_empty() || path == ["prelude"] => {
                    let path = vec![name.to_owned()];
                    super::ours::is_ours(&path, namespace).then_some(Meaning::Kubewright(path))
                }
                from => self.member(from, name, namespace, visiting),
            }
        })
    }

    /// What stands behind `::name`.
    fn member(
        &self,
        of: Meaning,
        name: &str,
        namespace: Namespace,
        visiting: &mut Visiting,
    ) -> Option<Meaning> {
        let longer = |mut path: Vec<String>| {
            path.push(name.to_owned());
            path
        };
        Some(match of {
            Meaning::Module(module) if name == "super" => {
                let mut path = module.path;
                path.pop()?;
                Meaning::Module(ModuleId {
                    krate: module.krate,
                    path,
                })
            }
            Meaning::Module(module) if name == "self" => Meaning::Module(module),
            Meaning::Module(module) => self.in_module(&module, name, namespace, visiting)?,
            Meaning::Known(path) => Meaning::Known(longer(path)),
            Meaning::Kubernetes(path) => Meaning::Kubernetes(longer(path)),
            Meaning::Kubewright(path) => self.re_exported(longer(path)),
            Meaning::Foreign(path) => Meaning::Foreign(longer(path)),
            of @ (Meaning::Item(_) | Meaning::Root(_) | Meaning::Member(..) | Meaning::Primitive(_)) => {
                Meaning::Member(Box::new(of), name.to_owned())
            }
        })
    }

    /// kubewright re-exports whole crates: a path through them is a path in them.
    fn re_exported(&self, path: Vec<String>) -> Meaning {
        match path.split_first() {
            Some((first, rest)) if first == "k8s_openapi" => Meaning::Kubernetes(rest.to_vec()),
            Some((first, _)) if first == "serde_json" => Meaning::Known(path),
            _ => Meaning::Kubewright(path),
        }
    }

    fn external(&self, krate: usize, name: &str) -> Option<Meaning> {
        Some(match self.sources.external(krate, name)? {
            External::Crate(krate) => Meaning::Module(ModuleId {
                krate,
                path: Vec::new(),
            }),
            External::Known(name) => Meaning::Known(vec![name]),
            External::Kubernetes => Meaning::Kubernetes(Vec::new()),
            External::Kubewright => Meaning::Kubewright(Vec::new()),
            External::Foreign(name) => Meaning::Foreign(vec![name]),
        })
    }

    fn scope(&self, module: &ModuleId) -> Option<Rc<Scope>> {
        if let Some(scope) = self.scopes.borrow().get(module) {
            return Some(Rc::clone(scope));
        }
        let source = self.sources.module(module)?;
        let modules = source.children.iter().map(|child| child.name.clone());
        let scope = Rc::new(Scope::of(source.items.iter().map(|item| &item.ast), modules));
        self.scopes.borrow_mut().insert(module.clone(), Rc::clone(&scope));
        Some(scope)
    }
}

fn canonical(path: &str) -> Meaning {
    Meaning::Known(path.split("::").map(str::to_owned).collect())
}
