//! The packages and what they depend on, each manifest read when it is first asked for.

use super::command::{self, Asked, wrong};
use super::lock::{self, Locked};
use super::manifest::{Declared, Manifest};
use super::mirror::Mirror;
use super::outside::Outside;
use super::registry;
use crate::walk::Result;
use cargo_metadata::Metadata;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A package of the graph: its index in the lock file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::walk) struct Node(usize);

/// All packages of a workspace's lock file.
#[derive(Debug)]
pub(in crate::walk) struct Graph {
    packages: Vec<Locked>,
    edges: Vec<Vec<usize>>,
    manifests: RefCell<HashMap<Node, Rc<Manifest>>>,
    /// Where cargo is asked for the rest: the workspace, or its mirror where it has no lock file.
    root: PathBuf,
    mirror: Option<Mirror>,
    everything: OnceCell<Result<Metadata>>,
    outside: RefCell<Outside>,
}

impl Graph {
    /// The graph of a workspace. Without a lock file one is made, but not in the user's folder. Until what depends on a
    /// folder outside is asked for its features, source can be read: so cargo is asked of those first.
    pub(in crate::walk) fn load(workspace: &Metadata, mut outside: Outside) -> Result<Self> {
        outside.complete(workspace);
        let root = workspace.workspace_root.as_std_path().to_path_buf();
        let locked = root.join("Cargo.lock");
        let mirror = if locked.exists() {
            None
        } else {
            Some(Mirror::with_lock_file(workspace)?)
        };
        let packages = lock::read(&mirror.as_ref().map_or(locked, Mirror::lock_file))?;
        let edges = lock::edges(&packages);
        let graph = Self {
            packages,
            edges,
            manifests: RefCell::default(),
            root,
            mirror,
            everything: OnceCell::new(),
            outside: RefCell::new(outside),
        };
        graph.learn_folders(workspace);
        Ok(graph)
    }

    /// Remembers the manifests of packages that are folders.
    fn learn_folders(&self, workspace: &Metadata) {
        let mut manifests = self.manifests.borrow_mut();
        for package in workspace
            .packages
            .iter()
            .filter(|package| package.source.is_none())
        {
            if let Some(node) = self.folder(&package.name) {
                manifests
                    .entry(node)
                    .or_insert_with(|| Rc::new(Manifest::from(package)));
            }
        }
    }

    /// The package of this name that is a folder. Its version may have changed since the lock file was written.
    fn folder(&self, name: &str) -> Option<Node> {
        self.packages
            .iter()
            .position(|package| package.source.is_none() && package.name == name)
            .map(Node)
    }

    /// A member of the workspace.
    pub(in crate::walk) fn member(&self, name: &str) -> Result<Node> {
        match self.folder(name) {
            Some(node) => Ok(node),
            None => Err(self.stale(&format!("`{name}` is not in Cargo.lock"))),
        }
    }

    /// Whether the package is a folder of the user's, not from a registry or from git.
    pub(in crate::walk) fn is_folder(&self, node: Node) -> bool {
        self.packages
            .get(node.0)
            .is_some_and(|package| package.source.is_none())
    }

    /// What a package depends on, whatever the kind.
    pub(super) fn all_dependencies(&self, node: Node) -> impl Iterator<Item = Node> + '_ {
        self.edges.get(node.0).into_iter().flatten().copied().map(Node)
    }

    /// The package of this name that the fewest steps lead to, at most so many, over dependencies of any kind.
    pub(in crate::walk) fn nearest(&self, from: Node, name: &str, steps: usize) -> Option<Node> {
        let named = |node: &Node| {
            self.packages
                .get(node.0)
                .is_some_and(|package| package.name == name)
        };
        let (mut seen, mut next) = (BTreeSet::from([from]), vec![from]);
        for _ in 0..=steps.min(self.packages.len()) {
            if let Some(found) = next.iter().copied().find(named) {
                return Some(found);
            }
            let further = next.iter().flat_map(|node| self.all_dependencies(*node));
            next = further.filter(|node| seen.insert(*node)).collect();
        }
        None
    }

    /// The package that a declared dependency means; none where nobody enables it, or where the lock file is stale.
    pub(in crate::walk) fn dependency(&self, from: Node, declared: &Declared) -> Option<Node> {
        let named = |node: &Node| {
            self.packages
                .get(node.0)
                .is_some_and(|package| package.name == declared.package)
        };
        if declared.path.is_some() {
            return self
                .all_dependencies(from)
                .filter(named)
                .find(|&node| self.is_folder(node));
        }
        // One that is patched is a folder, and only cargo knows where.
        let fits = |node: &Node| {
            self.packages
                .get(node.0)
                .is_some_and(|package| declared.req.matches(&package.version))
        };
        self.all_dependencies(from).filter(named).find(fits)
    }

    /// Reads the manifest of a dependency's folder, where it is one.
    pub(in crate::walk) fn learn(&self, declared: &Declared, node: Node) -> Result<()> {
        if let Some(path) = declared
            .path
            .as_ref()
            .filter(|_| !self.manifests.borrow().contains_key(&node))
        {
            let manifest = path.join("Cargo.toml");
            let asked = self.outside.borrow_mut().take(&manifest);
            let asked = asked.map_or_else(|| Asked::workspace(&manifest), Ok)?;
            self.learn_folders(&asked.answer()?);
        }
        Ok(())
    }

    /// The manifest of a package.
    pub(in crate::walk) fn manifest(&self, node: Node) -> Result<Rc<Manifest>> {
        if let Some(manifest) = self.at_hand(node) {
            return Ok(manifest);
        }
        let Some(package) = self.packages.get(node.0) else {
            return Err(vec![wrong("a package is not in Cargo.lock")]);
        };
        Ok(self.remember(node, self.ask(package)?))
    }

    /// The manifest of a package, where cargo need not be asked for it.
    pub(in crate::walk) fn at_hand(&self, node: Node) -> Option<Rc<Manifest>> {
        if let Some(known) = self.manifests.borrow().get(&node) {
            return Some(Rc::clone(known));
        }
        let manifest = self.unpacked(self.packages.get(node.0)?)?;
        Some(self.remember(node, manifest))
    }

    fn remember(&self, node: Node, manifest: Manifest) -> Rc<Manifest> {
        let manifest = Rc::new(manifest);
        self.manifests.borrow_mut().insert(node, Rc::clone(&manifest));
        manifest
    }

    fn unpacked(&self, package: &Locked) -> Option<Manifest> {
        let source = package.source.as_deref()?;
        if !source.starts_with("registry+") && !source.starts_with("sparse+") {
            return None;
        }
        let manifest = registry::read(&registry::folder(&package.name, &package.version)?)?;
        (manifest.name == package.name && manifest.version == package.version).then_some(manifest)
    }

    /// Asks cargo, which also downloads what is missing.
    fn ask(&self, package: &Locked) -> Result<Manifest> {
        let manifest = self
            .mirror
            .as_ref()
            .map_or_else(|| self.root.join("Cargo.toml"), Mirror::manifest);
        let everything = self
            .everything
            .get_or_init(|| command::everything(&manifest, &self.root));
        let everything = everything.as_ref().map_err(Clone::clone)?;
        let same = |found: &&cargo_metadata::Package| {
            *found.name == package.name
                && found.source.is_some() == package.source.is_some()
                && (found.version == package.version || package.source.is_none())
        };
        match everything.packages.iter().find(same) {
            Some(found) => Ok(Manifest::from(found)),
            None => Err(self.stale(&format!("cargo doesn't know `{}` of Cargo.lock", package.name))),
        }
    }

    /// The lock file doesn't fit the manifests: cargo says it better, if it agrees.
    pub(in crate::walk) fn stale(&self, message: &str) -> Vec<kubewright_core::diag::Diagnostic> {
        let manifest = self.root.join("Cargo.toml");
        if self.mirror.is_none()
            && let Err(errors) = command::everything(&manifest, &self.root)
        {
            return errors;
        }
        vec![wrong(message).help("run any cargo build, so that Cargo.lock fits Cargo.toml")]
    }

    /// A folder for people's eyes: never that of the mirror.
    pub(in crate::walk) fn root(&self) -> &Path {
        &self.root
    }
}
