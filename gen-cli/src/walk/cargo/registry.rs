//! The manifests of registry packages, from the sources that cargo has unpacked. Cargo normalises them when they are
//! published: no inheritance, no paths.

use super::manifest::{Declared, Kind, Manifest, Target};
use cargo_metadata::semver::{Version, VersionReq};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The folder of a registry package, where exactly one registry has unpacked it.
pub(super) fn folder(name: &str, version: &Version) -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))?;
    let registries = std::fs::read_dir(home.join("registry").join("src")).ok()?;
    let package = format!("{name}-{version}");
    let mut found = registries
        .filter_map(|registry| Some(registry.ok()?.path().join(&package)))
        // Cargo writes this file last: without it the folder is half unpacked.
        .filter(|folder| folder.join(".cargo-ok").exists());
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// Reads the manifest in a folder; nothing where it isn't what cargo publishes.
pub(super) fn read(dir: &Path) -> Option<Manifest> {
    let text = std::fs::read_to_string(dir.join("Cargo.toml")).ok()?;
    let file: File = toml::from_str(&text).ok()?;
    let library = file.library(dir);
    Some(Manifest {
        dependencies: file.declared()?,
        name: file.package.name,
        version: file.package.version,
        dir: dir.to_path_buf(),
        library,
        binaries: Vec::new(),
        features: file.features,
        metadata: Value::Null,
    })
}

#[derive(Deserialize)]
struct File {
    package: Package,
    lib: Option<Library>,
    #[serde(flatten)]
    tables: Tables,
    #[serde(default)]
    target: BTreeMap<String, Tables>,
    #[serde(default)]
    features: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: Version,
    edition: Option<String>,
}

#[derive(Deserialize)]
struct Library {
    name: Option<String>,
    path: Option<PathBuf>,
    #[serde(default, rename = "proc-macro", alias = "proc_macro")]
    proc_macro: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Tables {
    #[serde(default)]
    dependencies: BTreeMap<String, Entry>,
    #[serde(default, alias = "dev_dependencies")]
    dev_dependencies: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Version(String),
    Table(Box<EntryTable>),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct EntryTable {
    version: Option<String>,
    package: Option<String>,
    #[serde(default)]
    optional: bool,
    #[serde(alias = "default_features")]
    default_features: Option<bool>,
    #[serde(default)]
    features: Vec<String>,
}

impl File {
    fn library(&self, dir: &Path) -> Option<Target> {
        let stated = self.lib.as_ref();
        let path = stated.and_then(|library| library.path.clone());
        let root = dir.join(path.unwrap_or_else(|| PathBuf::from("src/lib.rs")));
        if stated.is_none() && !root.exists() {
            return None;
        }
        let name = stated
            .and_then(|library| library.name.as_ref())
            .unwrap_or(&self.package.name);
        Some(Target {
            name: name.replace('-', "_"),
            root,
            edition: self.package.edition.clone().unwrap_or_else(|| "2015".to_owned()),
            proc_macro: stated.is_some_and(|library| library.proc_macro),
            required_features: Vec::new(),
        })
    }

    fn declared(&self) -> Option<Vec<Declared>> {
        let mut declared = Vec::new();
        let of_targets = self.target.iter().map(|(target, tables)| (Some(target), tables));
        for (target, tables) in std::iter::once((None, &self.tables)).chain(of_targets) {
            let normal = tables.dependencies.iter().map(|entry| (entry, Kind::Normal));
            let development = tables
                .dev_dependencies
                .iter()
                .map(|entry| (entry, Kind::Development));
            for ((key, entry), kind) in normal.chain(development) {
                declared.push(entry.declared(key, kind, target)?);
            }
        }
        Some(declared)
    }
}

impl Entry {
    fn declared(&self, key: &str, kind: Kind, target: Option<&String>) -> Option<Declared> {
        let (version, table) = match self {
            Self::Version(version) => (Some(version), None),
            Self::Table(table) => (table.version.as_ref(), Some(table)),
        };
        let package = table.and_then(|table| table.package.clone());
        Some(Declared {
            key: key.to_owned(),
            renamed: package.is_some(),
            package: package.unwrap_or_else(|| key.to_owned()),
            req: VersionReq::parse(version.map_or("*", String::as_str)).ok()?,
            kind,
            target: target.cloned(),
            optional: table.is_some_and(|table| table.optional),
            default_features: table.and_then(|table| table.default_features).unwrap_or(true),
            features: table.map(|table| table.features.clone()).unwrap_or_default(),
            path: None,
        })
    }
}
