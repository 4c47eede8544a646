//! A package and its crates, in the build of one chosen package: the features of a dependency depend on who asks.

use super::Result;
use super::cargo::{self, Enabled, Goal, Graph, Manifest, Node};
use super::cfg::{Facts, Stated, TargetCfgs};
use super::config::Config;
use super::module::Module;
use super::naming::{Naming, without_symlinks};
use super::opening::CrateContext;
use super::source::Sources;
use kubewright_core::diag::{Code, Diagnostic, Diagnostics};
use kubewright_core::span::Span;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// One chosen package with all that it depends on.
#[derive(Debug)]
pub(super) struct Build {
    pub(super) graph: Rc<Graph>,
    sources: Rc<Sources>,
    config: Config,
    pub(super) goal: Goal,
    /// The workspace's root without symlinks.
    naming_root: PathBuf,
    parts: RefCell<HashMap<Node, Rc<Parts>>>,
}

/// A package: a chosen one, or a dependency of one.
#[derive(Clone, Debug)]
pub struct Package {
    pub(super) build: Rc<Build>,
    pub(super) node: Node,
    pub(super) manifest: Rc<Manifest>,
    parts: Rc<Parts>,
}

/// What of a package is found out when it is first asked for.
#[derive(Debug, Default)]
struct Parts {
    enabled: OnceCell<Result<Enabled>>,
    crates: OnceCell<Result<Vec<Crate>>>,
}

/// What a crate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CrateKind {
    /// A library.
    Library,
    /// A procedural macro.
    ProcMacro,
    /// A program.
    Binary,
}

/// A crate of a package.
#[derive(Clone, Debug)]
pub struct Crate {
    /// Its name in paths.
    pub name: String,
    /// What it is.
    pub kind: CrateKind,
    /// The edition: `2015`, `2018`, `2021`, `2024`.
    pub edition: String,
    path: PathBuf,
    context: Rc<CrateContext>,
    root: Rc<OnceCell<Result<Rc<Module>>>>,
}

impl Build {
    /// The build of a workspace member, as its `[package.metadata.gen-cli]` states it.
    pub(super) fn of_member(graph: &Rc<Graph>, sources: &Rc<Sources>, name: &str) -> Result<Package> {
        let root = graph.member(name)?;
        let manifest = graph.manifest(root)?;
        let config = Config::read(name, &manifest.metadata)?;
        let chosen = features(&manifest, &config)?;
        let target = config
            .target
            .as_deref()
            .map(|target| ask_target(name, target))
            .transpose()?;
        let build = Rc::new(Self {
            graph: Rc::clone(graph),
            sources: Rc::clone(sources),
            config,
            goal: Goal { root, chosen, target },
            naming_root: without_symlinks(graph.root()),
            parts: RefCell::default(),
        });
        build.package(root)
    }

    pub(super) fn package(self: &Rc<Self>, node: Node) -> Result<Package> {
        Ok(Package {
            build: Rc::clone(self),
            node,
            manifest: self.graph.manifest(node)?,
            parts: Rc::clone(self.parts.borrow_mut().entry(node).or_default()),
        })
    }
}

/// The features to ask of a chosen package: the default ones and those of its table.
fn features(manifest: &Manifest, config: &Config) -> Result<Vec<String>> {
    let known = |feature: &str| {
        let optional = |feature: &str| {
            manifest
                .dependencies
                .iter()
                .any(|declared| declared.optional && declared.key == feature)
        };
        manifest.features.contains_key(feature) || optional(feature)
    };
    let mut errors = Diagnostics::new();
    for feature in config.features.iter().filter(|feature| !known(feature)) {
        let known: Vec<&str> = manifest.features.keys().map(String::as_str).collect();
        errors.push(
            Diagnostic::new(
                Code::Manifest,
                Span::NONE,
                "",
                format!(
                    "`{feature}` in `[package.metadata.gen-cli]` is no feature of `{}`",
                    manifest.name
                ),
            )
            .note(format!("its features are `{}`", known.join("`, `"))),
        );
    }
    let mut chosen = config.features.clone();
    if config.all_features {
        chosen.extend(manifest.features.keys().cloned());
    }
    if !config.no_default_features {
        chosen.push("default".to_owned());
    }
    errors.finish(chosen)
}

fn ask_target(package: &str, target: &str) -> Result<Rc<TargetCfgs>> {
    TargetCfgs::ask(target).map(Rc::new).map_err(|error| {
        let message =
            format!("the target `{target}` in `[package.metadata.gen-cli]` of `{package}` is not known");
        vec![Diagnostic::new(Code::Manifest, Span::NONE, "", message).note(error)]
    })
}

impl Package {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.manifest.name
    }

    /// Its version.
    #[must_use]
    pub fn version(&self) -> String {
        self.manifest.version.to_string()
    }

    /// Its folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.manifest.dir
    }

    /// Whether it is a folder of the user's: a workspace member or a path dependency.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.build.graph.is_folder(self.node)
    }

    /// The configuration of the chosen package in whose build this one is.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.build.config
    }

    /// Whether both are the same package in the same build.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.build, &other.build) && self.node == other.node
    }

    /// Its features. Where only development dependencies of the chosen package lead here, or where only they choose
    /// the version of k8s-openapi (its manual has libraries do so), as they have it.
    ///
    /// # Errors
    /// Where the manifests on the way here can't be read.
    pub fn features(&self) -> Result<&BTreeSet<String>> {
        self.enabled().map(|enabled| &enabled.features)
    }

    /// Its features, and its optional dependencies that they enable.
    pub(super) fn enabled(&self) -> Result<&Enabled> {
        let enabled = self.parts.enabled.get_or_init(|| {
            let resolve =
                |development| cargo::resolve(&self.build.graph, &self.build.goal, self.node, development);
            match resolve(false)? {
                Some(enabled) if self.name() != K8S_OPENAPI || k8s_version(&enabled.features).is_some() => {
                    Ok(enabled)
                }
                other => Ok(resolve(true)?.or(other).unwrap_or_default()),
            }
        });
        enabled.as_ref().map_err(Clone::clone)
    }

    /// Its crates: the library first, then the programs in the order of the manifest, without those that ask for a
    /// feature which it hasn't.
    ///
    /// # Errors
    /// Where its features can't be known.
    pub fn crates(&self) -> Result<&[Crate]> {
        let crates = self.parts.crates.get_or_init(|| {
            let context = Rc::new(self.context()?);
            let library = self.manifest.library.iter().map(|target| {
                (
                    target,
                    if target.proc_macro {
                        CrateKind::ProcMacro
                    } else {
                        CrateKind::Library
                    },
                )
            });
            let features = self.features()?;
            let is_built = |target: &&cargo::Target| {
                let mut required = target.required_features.iter();
                required.all(|feature| feature.contains('/') || features.contains(feature))
            };
            let binaries = self.manifest.binaries.iter().filter(is_built);
            let binaries = binaries.map(|target| (target, CrateKind::Binary));
            let new = |(target, kind): (&cargo::Target, CrateKind)| Crate {
                name: target.name.clone(),
                kind,
                edition: target.edition.clone(),
                path: target.root.clone(),
                context: Rc::clone(&context),
                root: Rc::default(),
            };
            Ok(library.chain(binaries).map(new).collect())
        });
        crates.as_ref().map(Vec::as_slice).map_err(Clone::clone)
    }

    /// Its library (or procedural macro), if it has one: what other packages and its own programs see.
    ///
    /// # Errors
    /// As [`Package::crates`].
    pub fn library(&self) -> Result<Option<&Crate>> {
        Ok(self
            .crates()?
            .iter()
            .find(|krate| krate.kind != CrateKind::Binary))
    }

    fn context(&self) -> Result<CrateContext> {
        let features = self.features()?;
        let mut stated = self.build.config.cfgs.clone();
        stated.extend(known(self.name(), features));
        let foreign = (!self.is_local()).then(|| {
            (
                without_symlinks(self.dir()),
                format!("{}-{}", self.name(), self.manifest.version),
            )
        });
        Ok(CrateContext {
            sources: Rc::clone(&self.build.sources),
            facts: Facts {
                features: features.clone(),
                target: self.build.goal.target.clone(),
                stated,
            },
            package: self.dir().to_path_buf(),
            naming: Naming {
                root: self.build.naming_root.clone(),
                foreign,
            },
            opened: Cell::new(0),
        })
    }
}

impl Crate {
    /// Its root module; reads the file the first time.
    ///
    /// # Errors
    /// What is wrong with that file.
    pub fn root(&self) -> Result<Rc<Module>> {
        let root = self.root.get_or_init(|| {
            self.context.root(&self.path)?.ok_or_else(|| {
                let message = format!("the crate `{}` is configured out", self.name);
                vec![Diagnostic::new(Code::SourceUnreadable, Span::NONE, "", message)]
            })
        });
        root.clone()
    }

    /// All its modules, the root first, each before its children; reads every file.
    ///
    /// # Errors
    /// What is wrong with all its files.
    pub fn modules(&self) -> Result<Vec<Rc<Module>>> {
        let root = self.root()?;
        let (mut modules, mut errors) = (vec![Rc::clone(&root)], Diagnostics::new());
        // The modules from the root down, each with the number of its next child.
        let mut stack = vec![(root, 0)];
        while let Some((module, next)) = stack.last_mut() {
            let Some(child) = module.children.get(*next) else {
                stack.pop();
                continue;
            };
            *next += 1;
            match child.load() {
                Ok(Some(module)) => {
                    modules.push(Rc::clone(&module));
                    stack.push((module, 0));
                }
                Ok(None) => {}
                Err(wrong) => errors.extend(wrong),
            }
        }
        errors.finish(modules)
    }
}

const K8S_OPENAPI: &str = "k8s-openapi";

/// The cfgs that the build scripts of well-known packages set. k8s-openapi's: that of the version its feature chooses.
fn known(package: &str, features: &BTreeSet<String>) -> Option<Stated> {
    if package != K8S_OPENAPI {
        return None;
    }
    let minor = k8s_version(features)?;
    Some(Stated::value(
        "k8s_openapi_enabled_version",
        &format!("1.{minor}"),
    ))
}

/// The minor version in `v1_35`.
fn k8s_version(features: &BTreeSet<String>) -> Option<u32> {
    features
        .iter()
        .find_map(|feature| feature.strip_prefix("v1_")?.parse().ok())
}
