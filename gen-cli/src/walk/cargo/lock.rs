//! `Cargo.lock`: which packages there are, and which depends on which.

use super::command::wrong;
use crate::walk::Result;
use cargo_metadata::semver::Version;
use serde::Deserialize;
use std::path::Path;

/// A package of the lock file.
#[derive(Debug, Deserialize)]
pub(super) struct Locked {
    pub(super) name: String,
    pub(super) version: Version,
    /// None for a package that is a folder of the user's.
    pub(super) source: Option<String>,
    /// `name`, `name version` or `name version (source)`, as much as is needed to tell them apart.
    #[serde(default)]
    dependencies: Vec<String>,
}

impl Locked {
    /// Whether this is its source, as a dependency writes it: in brackets, and for git without the commit.
    fn is_from(&self, source: &str) -> bool {
        let source = source.trim_start_matches('(').trim_end_matches(')');
        let own = self.source.as_deref().and_then(|own| own.split('#').next());
        own == source.split('#').next()
    }
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    package: Vec<Locked>,
}

/// Reads a lock file.
pub(super) fn read(path: &Path) -> Result<Vec<Locked>> {
    let unreadable = |error: String| {
        vec![
            wrong("Cargo.lock can't be read")
                .note(error)
                .help("`cargo generate-lockfile` makes a new one"),
        ]
    };
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    let file: File = toml::from_str(&text).map_err(|error| unreadable(error.to_string()))?;
    Ok(file.package)
}

/// For each package the indices of those that it depends on.
pub(super) fn edges(packages: &[Locked]) -> Vec<Vec<usize>> {
    let mut by_name = std::collections::HashMap::<&str, Vec<usize>>::new();
    for (index, package) in packages.iter().enumerate() {
        by_name.entry(&package.name).or_default().push(index);
    }
    let find = |entry: &String| {
        let mut words = entry.split(' ');
        let same_name = by_name.get(words.next()?)?;
        let (version, source) = (words.next(), words.next());
        same_name.iter().copied().find(|&index| {
            packages.get(index).is_some_and(|package| {
                version.is_none_or(|version| package.version.to_string() == version)
                    && source.is_none_or(|source| package.is_from(source))
            })
        })
    };
    packages
        .iter()
        .map(|package| package.dependencies.iter().filter_map(find).collect())
        .collect()
}
