//! The crates as the resolver sees them: modules and items by their ids, and what the names of crates mean.

use super::known;
use super::names::{ItemId, ModuleId};
use super::scope::plain;
use crate::kubernetes::{Definition, KubernetesSource};
use crate::walk::{Crate, CrateKind, FileId, Item, LargeStack, Module, Package, Workspace};
use elsa::FrozenBTreeMap;
use kubewright_core::diag::Diagnostic;
use kubewright_core::span::Span;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

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

/// Crates that hold no type of a user's, and are large: reading them could tell nothing.
const NEVER_READ: [&str; 12] = [
    "serde",
    "serde_derive",
    "schemars",
    "schemars_derive",
    "kube",
    "kube-core",
    "kube-client",
    "kube-derive",
    "kube-runtime",
    "tokio",
    "tracing",
    "futures",
];

/// The crates of one chosen package's build.
pub(crate) struct Sources<'w> {
    /// What is parsed is parsed on this stack.
    pub(crate) stack: &'w LargeStack,
    workspace: &'w Workspace,
    package: &'w Package,
    crates: RefCell<Vec<(Package, Crate)>>,
    modules: FrozenBTreeMap<ModuleId, Rc<Module>>,
    externals: RefCell<BTreeMap<(usize, String), Option<External>>>,
    kubernetes: OnceCell<Option<RefCell<KubernetesSource>>>,
    wrong: RefCell<Vec<Diagnostic>>,
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
            externals: RefCell::default(),
            kubernetes: OnceCell::new(),
            wrong: RefCell::default(),
        })
    }

    /// What went wrong while files were read.
    pub(crate) fn take_wrong(&self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.wrong.borrow_mut())
    }

    /// The ids of a crate's modules, each before its children. Files that can't be read are noted.
    pub(crate) fn modules(&self, krate: usize) -> Vec<ModuleId> {
        let Some((_, source)) = self.crates.borrow().get(krate).cloned() else {
            return Vec::new();
        };
        match source.modules() {
            Ok(modules) => modules
                .into_iter()
                .map(|module| {
                    let id = ModuleId {
                        krate,
                        path: module.path.clone(),
                    };
                    if self.modules.get(&id).is_none() {
                        self.modules.insert(id.clone(), module);
                    }
                    id
                })
                .collect(),
            Err(wrong) => {
                self.wrong.borrow_mut().extend(wrong);
                Vec::new()
            }
        }
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
                let child = parent.children.iter().find(|child| child.name == *name)?;
                child.load()
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

    /// An item's path: its crate, its modules, its name.
    pub(crate) fn path_of(&self, id: &ItemId) -> Vec<String> {
        let krate = self
            .crates
            .borrow()
            .get(id.module.krate)
            .map(|(_, krate)| krate.name.clone());
        let name = match self.item(id) {
            Some(syn::Item::Struct(item)) => plain(&item.ident),
            Some(syn::Item::Enum(item)) => plain(&item.ident),
            _ => String::new(),
        };
        krate
            .into_iter()
            .chain(id.module.path.iter().cloned())
            .chain([name])
            .collect()
    }

    /// Whether a crate is one of the chosen package's.
    pub(crate) fn is_own(&self, krate: usize) -> bool {
        let crates = self.crates.borrow();
        crates
            .get(krate)
            .is_some_and(|(package, _)| package.is(self.package))
    }

    /// What a crate calls `name`, if that is a crate.
    pub(crate) fn external(&self, krate: usize, name: &str) -> Option<External> {
        if matches!(name, "std" | "core" | "alloc") {
            return Some(External::Known("std".to_owned()));
        }
        let key = (krate, name.to_owned());
        if let Some(found) = self.externals.borrow().get(&key) {
            return found.clone();
        }
        let found = self.find_external(krate, name).unwrap_or_else(|wrong| {
            self.wrong.borrow_mut().extend(wrong);
            None
        });
        self.externals.borrow_mut().insert(key, found.clone());
        found
    }

    fn find_external(&self, krate: usize, name: &str) -> crate::walk::Result<Option<External>> {
        let Some((package, source)) = self.crates.borrow().get(krate).cloned() else {
            return Ok(None);
        };
        // a program sees the library beside it
        if source.kind == CrateKind::Binary
            && let Some(library) = package.library()?.filter(|library| library.name == name)
        {
            return Ok(Some(self.enter(&package, &library.clone())));
        }
        let Some(dependency) = package.dependency(name, false)? else {
            return Ok(None);
        };
        let called = dependency.name().to_owned();
        if called == "k8s-openapi" {
            return Ok(Some(External::Kubernetes));
        }
        if called == "kubewright" {
            return Ok(Some(External::Kubewright));
        }
        let in_paths = called.replace('-', "_");
        if known::is_known_crate(&in_paths) {
            return Ok(Some(External::Known(in_paths)));
        }
        if NEVER_READ.contains(&called.as_str()) {
            return Ok(Some(External::Foreign(in_paths)));
        }
        match dependency.library()? {
            Some(library) if library.kind == CrateKind::Library => {
                Ok(Some(self.enter(&dependency, &library.clone())))
            }
            _ => Ok(Some(External::Foreign(in_paths))),
        }
    }

    fn enter(&self, package: &Package, krate: &Crate) -> External {
        let mut crates = self.crates.borrow_mut();
        let known = crates.iter().position(|(known, source)| {
            known.is(package) && source.name == krate.name && source.kind == krate.kind
        });
        External::Crate(known.unwrap_or_else(|| {
            crates.push((package.clone(), krate.clone()));
            crates.len() - 1
        }))
    }

    /// The k8s-openapi of the build: that of the package itself, or the one that its kubewright uses.
    fn kubernetes(&self) -> Option<&RefCell<KubernetesSource>> {
        self.kubernetes
            .get_or_init(|| {
                self.open_kubernetes().unwrap_or_else(|wrong| {
                    self.wrong.borrow_mut().extend(wrong);
                    None
                })
            })
            .as_ref()
    }

    fn open_kubernetes(&self) -> crate::walk::Result<Option<RefCell<KubernetesSource>>> {
        let package = match self.package.dependency("k8s_openapi", false)? {
            Some(package) => Some(package),
            None => match self.package.dependency("kubewright", false)? {
                Some(kubewright) => kubewright.dependency("k8s_openapi", false)?,
                None => None,
            },
        };
        let Some(package) = package else { return Ok(None) };
        let features = package.features()?;
        let is_version =
            |feature: &&String| feature.starts_with("v1_") || *feature == "latest" || *feature == "earliest";
        let Some(feature) = features.iter().find(is_version) else {
            return Err(vec![no_version()]);
        };
        match KubernetesSource::open(package.dir(), feature) {
            Ok(source) => Ok(Some(RefCell::new(source))),
            Err(error) => Err(vec![unreadable(&error.to_string())]),
        }
    }

    /// The minor version of Kubernetes that k8s-openapi is built for.
    pub(crate) fn kubernetes_minor(&self) -> Option<u8> {
        self.kubernetes().map(|source| source.borrow().version())
    }

    /// The files of k8s-openapi that were read.
    pub(crate) fn kubernetes_files(&self) -> Vec<std::path::PathBuf> {
        match self.kubernetes.get() {
            Some(Some(source)) => source
                .borrow()
                .files_read()
                .map(std::path::Path::to_path_buf)
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The definition of a type of Kubernetes' and every one that its schema leads to, by name.
    ///
    /// # Errors
    /// A file of k8s-openapi that has another form than is known.
    pub(crate) fn kubernetes_closure(
        &self,
        path: &[String],
    ) -> Result<BTreeMap<String, Arc<Definition>>, String> {
        match self.kubernetes() {
            Some(source) => source
                .borrow_mut()
                .closure(path)
                .map_err(|error| error.to_string()),
            None => Ok(BTreeMap::new()),
        }
    }

    /// Whether k8s-openapi has a type at a path.
    pub(crate) fn kubernetes_has(&self, path: &[String]) -> bool {
        matches!(self.kubernetes_definition(path), Ok(Some(_)))
    }

    /// Group and plural of a resource of Kubernetes'.
    ///
    /// # Errors
    /// A file of k8s-openapi that has another form than is known.
    pub(crate) fn kubernetes_resource(&self, path: &[String]) -> Result<Option<(String, String)>, String> {
        let resource = self
            .kubernetes_definition(path)?
            .and_then(|definition| definition.resource.clone());
        Ok(resource.map(|resource| (resource.group, resource.url_path_segment)))
    }

    /// The definition of a type of Kubernetes'.
    ///
    /// # Errors
    /// A file of k8s-openapi that has another form than is known, or no k8s-openapi at all.
    pub(crate) fn kubernetes_definition(&self, path: &[String]) -> Result<Option<Arc<Definition>>, String> {
        match self.kubernetes() {
            Some(source) => source
                .borrow_mut()
                .definition(path)
                .map_err(|error| error.to_string()),
            None => Err("k8s-openapi is no dependency of the package".to_owned()),
        }
    }
}

fn no_version() -> Diagnostic {
    use kubewright_core::diag::Code;
    Diagnostic::new(
        Code::Manifest,
        Span::NONE,
        "",
        "no version of Kubernetes is chosen",
    )
    .note("k8s-openapi is built without one of its features `v1_33` to `v1_37`, `latest` or `earliest`")
    .help("choose one in Cargo.toml: `k8s-openapi = { version = \"0.29\", features = [\"v1_35\"] }`")
}

fn unreadable(why: &str) -> Diagnostic {
    use kubewright_core::diag::Code;
    Diagnostic::new(
        Code::SourceUnreadable,
        Span::NONE,
        "",
        "the source of k8s-openapi can't be read",
    )
    .note(why)
    .help("kubewright reads k8s-openapi 0.29")
}
