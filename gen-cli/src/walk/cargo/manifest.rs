//! What a package's manifest says, from cargo or from the file.

use cargo_metadata::semver::{Version, VersionReq};
use cargo_metadata::{DependencyKind, Package, TargetKind};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A package as its manifest declares it.
#[derive(Clone, Debug)]
pub(in crate::walk) struct Manifest {
    pub(in crate::walk) name: String,
    pub(in crate::walk) version: Version,
    pub(in crate::walk) dir: PathBuf,
    pub(in crate::walk) library: Option<Target>,
    pub(in crate::walk) binaries: Vec<Target>,
    pub(in crate::walk) dependencies: Vec<Declared>,
    pub(in crate::walk) features: BTreeMap<String, Vec<String>>,
    pub(in crate::walk) metadata: Value,
}

/// A crate of a package.
#[derive(Clone, Debug)]
pub(in crate::walk) struct Target {
    /// As in paths: with `_`.
    pub(in crate::walk) name: String,
    pub(in crate::walk) root: PathBuf,
    pub(in crate::walk) edition: String,
    pub(in crate::walk) proc_macro: bool,
    /// The features without which it is not built.
    pub(in crate::walk) required_features: Vec<String>,
}

/// Which table of dependencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::walk) enum Kind {
    Normal,
    Development,
    Build,
}

/// A dependency as declared.
#[derive(Clone, Debug)]
pub(in crate::walk) struct Declared {
    /// The name in the table: what features call it, and with `_` what paths call it.
    pub(in crate::walk) key: String,
    /// Whether `key` was chosen here (`package = "…"`).
    pub(in crate::walk) renamed: bool,
    pub(in crate::walk) package: String,
    pub(in crate::walk) req: VersionReq,
    pub(in crate::walk) kind: Kind,
    /// For which targets: `cfg(…)` or a triple; none means all.
    pub(in crate::walk) target: Option<String>,
    pub(in crate::walk) optional: bool,
    pub(in crate::walk) default_features: bool,
    pub(in crate::walk) features: Vec<String>,
    /// The folder of a path dependency.
    pub(in crate::walk) path: Option<PathBuf>,
}

impl Manifest {
    /// Whether its library is a procedural macro.
    pub(super) fn is_proc_macro(&self) -> bool {
        self.library.as_ref().is_some_and(|library| library.proc_macro)
    }
}

impl From<&Package> for Manifest {
    fn from(package: &Package) -> Self {
        let mut library = None;
        let mut binaries = Vec::new();
        for target in &package.targets {
            let proc_macro = target.kind.contains(&TargetKind::ProcMacro);
            let found = Target {
                name: target.name.replace('-', "_"),
                root: target.src_path.clone().into(),
                edition: target.edition.to_string(),
                proc_macro,
                required_features: target.required_features.clone(),
            };
            let other = [
                TargetKind::Example,
                TargetKind::Test,
                TargetKind::Bench,
                TargetKind::CustomBuild,
            ];
            if target.kind.contains(&TargetKind::Bin) {
                binaries.push(found);
            } else if !target.kind.iter().any(|kind| other.contains(kind)) {
                library = Some(found);
            }
        }
        let dir = package
            .manifest_path
            .parent()
            .map(|dir| dir.as_std_path().to_path_buf());
        Self {
            name: package.name.to_string(),
            version: package.version.clone(),
            dir: dir.unwrap_or_default(),
            library,
            binaries,
            dependencies: package.dependencies.iter().map(Declared::from).collect(),
            features: package.features.clone(),
            metadata: package.metadata.clone(),
        }
    }
}

impl From<&cargo_metadata::Dependency> for Declared {
    fn from(dependency: &cargo_metadata::Dependency) -> Self {
        Self {
            key: dependency
                .rename
                .clone()
                .unwrap_or_else(|| dependency.name.clone()),
            renamed: dependency.rename.is_some(),
            package: dependency.name.clone(),
            req: dependency.req.clone(),
            kind: match dependency.kind {
                DependencyKind::Development => Kind::Development,
                DependencyKind::Build => Kind::Build,
                _ => Kind::Normal,
            },
            target: dependency.target.as_ref().map(ToString::to_string),
            optional: dependency.optional,
            default_features: dependency.uses_default_features,
            features: dependency.features.clone(),
            path: dependency.path.clone().map(PathBuf::from),
        }
    }
}

/// A manifest as it is written; none where it can't be read: what is wrong with it is cargo's to say.
pub(super) fn table(path: &Path) -> Option<toml::Table> {
    std::fs::read_to_string(path).ok()?.parse().ok()
}
