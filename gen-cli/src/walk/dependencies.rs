//! What a package depends on, by the names in its paths.

use super::Result;
use super::cargo::{Declared, Kind, Node};
use super::cfg::excludes;
use super::package::Package;
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::span::Span;

impl Package {
    /// The dependency that paths call `name`: its key where it is renamed, else the name of its library. Development
    /// dependencies count only where `development` is set. None for a name that is no dependency (`std`, its own).
    ///
    /// # Errors
    /// Where a manifest can't be read, or a member's dependency isn't in the lock file, or where the target decides
    /// which package it is and none is stated.
    pub fn dependency(&self, name: &str, development: bool) -> Result<Option<Self>> {
        let target = self.build.goal.target.as_ref();
        let counts = |declared: &&Declared| {
            let kind = declared.kind == Kind::Normal || (development && declared.kind == Kind::Development);
            kind && !declared
                .target
                .as_ref()
                .is_some_and(|platform| excludes(target, platform))
        };
        let declared = self.manifest.dependencies.iter().filter(counts);
        // A library is seldom called otherwise than its package: those are looked at last, since each costs a manifest.
        let (likely, other): (Vec<_>, Vec<_>) =
            declared.partition(|declared| declared.key.replace('-', "_") == name);
        self.is_one(&likely)?;
        let mut possible = likely;
        for declared in other {
            if !declared.renamed && self.may_be_called_otherwise(declared)? {
                possible.push(declared);
            }
        }
        for declared in possible {
            let Some(node) = self.build.graph.dependency(self.node, declared) else {
                if declared.key.replace('-', "_") == name && self.is_local() && !declared.optional {
                    return Err(self
                        .build
                        .graph
                        .stale(&format!("`{}` is not in Cargo.lock", declared.key)));
                }
                continue;
            };
            self.build.graph.learn(declared, node)?;
            let package = self.build.package(node)?;
            let library = package
                .manifest
                .library
                .as_ref()
                .map(|library| library.name.as_str());
            if declared.renamed || library == Some(name) {
                return Ok(Some(package));
            }
        }
        Ok(None)
    }

    /// Whether a dependency is to be asked for the name of its library. Cargo may never have downloaded one that nobody
    /// enables, and one for other platforms: neither is worth a download, or an error where there is no network.
    fn may_be_called_otherwise(&self, declared: &Declared) -> Result<bool> {
        if declared.optional && !self.enabled()?.dependencies.contains(&declared.key) {
            return Ok(false);
        }
        let graph = &self.build.graph;
        let is_at_hand = |node| graph.at_hand(node).is_some();
        Ok(declared.target.is_none()
            || declared.path.is_some()
            || graph.dependency(self.node, declared).is_some_and(is_at_hand))
    }

    /// That those of one key are one package, wherever it is built.
    fn is_one(&self, declared: &[&Declared]) -> Result<()> {
        let mut nodes: Vec<(Node, &Declared)> = Vec::new();
        for declared in declared {
            if let Some(node) = self.build.graph.dependency(self.node, declared) {
                nodes.push((node, declared));
            }
        }
        let Some((first, _)) = nodes.first() else {
            return Ok(());
        };
        match nodes.iter().find(|(node, _)| node != first) {
            Some((_, declared)) => Err(vec![undecided(declared)]),
            None => Ok(()),
        }
    }

    /// The package of this name that the fewest steps lead to from here, at most so many.
    ///
    /// # Errors
    /// Where its manifest can't be read.
    pub fn nearest(&self, package: &str, steps: usize) -> Result<Option<Self>> {
        let node = self.build.graph.nearest(self.node, package, steps);
        node.map(|node| self.build.package(node)).transpose()
    }

    /// Whether its manifest has a dependency with this key.
    #[must_use]
    pub fn has_dependency(&self, key: &str) -> bool {
        let mut declared = self.manifest.dependencies.iter();
        declared.any(|declared| declared.key.replace('-', "_") == key)
    }
}

fn undecided(declared: &Declared) -> Diagnostic {
    let (key, target) = (&declared.key, declared.target.as_deref().unwrap_or_default());
    let message =
        format!("which package the dependency `{key}` is depends on `{target}`, and is not decided");
    Diagnostic::new(Code::CfgUndetermined, Span::NONE, "", message)
        .note("the same source must give the same manifests wherever it is read, so nothing is taken from this machine")
        .help("state `target` in `[package.metadata.gen-cli]`, or give the two packages different names")
}
