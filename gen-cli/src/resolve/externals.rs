//! What the names of other crates mean in a crate: those that its package depends on.

use super::known;
use super::sources::{External, Sources};
use crate::walk::{CrateKind, Package};

/// Crates that hold no type of a user's, and are large: reading them could tell nothing.
pub(super) const NEVER_READ: [&str; 12] = [
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

impl Sources<'_> {
    /// What a crate calls `name`, if that is a crate.
    pub(crate) fn external(&self, krate: usize, name: &str) -> Option<External> {
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
        // a dependency may be called as a crate of the standard library is, and then comes before it
        if matches!(name, "std" | "core" | "alloc") && !package.has_dependency(name) {
            return Ok(Some(External::Known("std".to_owned())));
        }
        // a program sees the library beside it
        if source.kind == CrateKind::Binary
            && let Some(library) = package.library()?.filter(|library| library.name == name)
        {
            return Ok(Some(self.enter(&package, &library.clone())));
        }
        match package.dependency(name, false)? {
            Some(dependency) => self.dependency(&dependency).map(Some),
            None => Ok(None),
        }
    }

    fn dependency(&self, package: &Package) -> crate::walk::Result<External> {
        let called = package.name();
        let in_paths = called.replace('-', "_");
        match called {
            "k8s-openapi" if self.is_kubernetes(package) => return Ok(External::Kubernetes),
            // its types are others than those of the version that is read
            "k8s-openapi" => return Ok(External::Foreign(in_paths)),
            "kubewright" => return Ok(External::Kubewright),
            _ => {}
        }
        // a folder of the user's is read, whatever it is called
        if !package.is_local() {
            if known::is_known_crate(&in_paths) {
                return Ok(External::Known(in_paths));
            }
            if NEVER_READ.contains(&called) {
                return Ok(External::Foreign(in_paths));
            }
        }
        Ok(match package.library()? {
            Some(library) => self.enter(package, &library.clone()),
            None => External::Foreign(in_paths),
        })
    }
}
