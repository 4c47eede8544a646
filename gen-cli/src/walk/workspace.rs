//! The workspace that a manifest belongs to, and the packages of it that were chosen.

use super::Result;
use super::cargo::{self, Graph};
use super::naming::without_symlinks;
use super::package::{Build, Package};
use super::source::{SourceFile, Sources};
use super::stack::LargeStack;
use cargo_metadata::Metadata;
use kubewright_core::diag::{Code, Diagnostic, Diagnostics};
use kubewright_core::span::Span;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What to load.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    /// `--manifest-path`; without it the nearest `Cargo.toml` from the current folder upwards.
    pub manifest_path: Option<PathBuf>,
    /// `-p`: names of workspace members; none means the package of the manifest, or of a manifest without a package
    /// the workspace's default members.
    pub packages: Vec<String>,
}

/// A loaded workspace.
#[derive(Debug)]
pub struct Workspace {
    root: PathBuf,
    sources: Rc<Sources>,
    packages: Vec<Package>,
}

impl Workspace {
    /// Finds the packages. Runs `cargo metadata --no-deps` once; writes nothing, compiles nothing. Of the source nothing
    /// counts as read yet.
    ///
    /// Where there is no `Cargo.lock`, cargo makes one in a temporary folder: the user's stays without.
    ///
    /// # Errors
    /// What is wrong with the manifests, with `[package.metadata.gen-cli]`, or with the choice of packages.
    pub fn load(stack: &LargeStack, options: &LoadOptions) -> Result<Self> {
        let manifest = manifest(options)?;
        let sources = Rc::new(Sources::default());
        let mut asked = cargo::Asked::workspace(&manifest)?;
        let outside = cargo::Outside::guessed(&manifest);
        if options.packages.is_empty() {
            let src = manifest.with_file_name("src");
            sources.ahead.parse_below(stack, &src, &mut || asked.is_busy());
        }
        let metadata = asked.answer()?;
        no_shared_settings(&metadata)?;
        let chosen = choose(&metadata, &manifest, &options.packages)?;
        let graph = Rc::new(Graph::load(&metadata, outside)?);
        let mut errors = Diagnostics::new();
        let mut packages = Vec::new();
        for name in chosen {
            match Build::of_member(&graph, &sources, &name) {
                Ok(package) => packages.push(package),
                Err(wrong) => errors.extend(wrong),
            }
        }
        errors.finish(Self {
            root: graph.root().to_path_buf(),
            sources,
            packages,
        })
    }

    /// The folder of the workspace's manifest.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The chosen packages, sorted by name.
    #[must_use]
    pub fn packages(&self) -> &[Package] {
        &self.packages
    }

    /// The files and places of all packages.
    #[must_use]
    pub fn sources(&self) -> &Rc<Sources> {
        &self.sources
    }

    /// Every source file read so far, in the order of reading.
    #[must_use]
    pub fn files_read(&self) -> Vec<Rc<SourceFile>> {
        self.sources.files()
    }
}

fn wrong(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::Manifest, Span::NONE, "", message)
}

/// The manifest to begin with.
fn manifest(options: &LoadOptions) -> Result<PathBuf> {
    let here = std::env::current_dir()
        .map_err(|error| vec![wrong("there is no current folder").note(error.to_string())])?;
    if let Some(path) = &options.manifest_path {
        let path = here.join(path);
        return if path.is_file() && path.file_name().is_some_and(|name| name == "Cargo.toml") {
            Ok(path)
        } else {
            Err(vec![
                wrong(format!("`{}` is no file `Cargo.toml`", path.display()))
                    .help("name the Cargo.toml itself, not its folder"),
            ])
        };
    }
    let found = here
        .ancestors()
        .map(|folder| folder.join("Cargo.toml"))
        .find(|manifest| manifest.is_file());
    found.ok_or_else(|| {
        vec![wrong("there is no Cargo.toml in this folder or above").help("use `--manifest-path`")]
    })
}

/// Settings are a package's own. Those of a workspace would be taken for everybody's, and be nobody's.
fn no_shared_settings(metadata: &Metadata) -> Result<()> {
    if metadata.workspace_metadata.get("gen-cli").is_none() {
        return Ok(());
    }
    Err(vec![
        wrong("`[workspace.metadata.gen-cli]` is not read")
            .note("what a package's manifests are made for is said by the package itself")
            .help("move it to `[package.metadata.gen-cli]` in the Cargo.toml of each package that it is for"),
    ])
}

/// The names of the chosen members, sorted.
fn choose(metadata: &Metadata, manifest: &Path, wanted: &[String]) -> Result<Vec<String>> {
    let members = metadata.workspace_packages();
    let mut names: Vec<String> = members.iter().map(|package| package.name.to_string()).collect();
    names.sort();
    if !wanted.is_empty() {
        let mut errors = Diagnostics::new();
        for name in wanted.iter().filter(|name| !names.contains(name)) {
            errors.push(
                wrong(format!("`{name}` is no member of the workspace"))
                    .note(format!("its members are `{}`", names.join("`, `"))),
            );
        }
        names.retain(|name| wanted.contains(name));
        return errors.finish(names);
    }
    let manifest = without_symlinks(manifest);
    let own = members
        .iter()
        .find(|package| without_symlinks(package.manifest_path.as_std_path()) == manifest);
    let chosen: Vec<_> = match own {
        Some(package) => vec![package.name.to_string()],
        None if metadata.workspace_default_members.is_available() => {
            let defaults = metadata.workspace_default_packages();
            let mut defaults: Vec<_> = defaults.iter().map(|package| package.name.to_string()).collect();
            defaults.sort();
            defaults
        }
        None => names,
    };
    if chosen.is_empty() {
        return Err(vec![wrong("the workspace has no packages")]);
    }
    Ok(chosen)
}
