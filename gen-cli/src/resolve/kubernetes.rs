//! The k8s-openapi of the build: its types and resources.

use super::sources::Sources;
use crate::kubernetes::{Definition, KubernetesSource};
use crate::walk::Package;
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::span::Span;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

impl Sources<'_> {
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

    /// The package of the k8s-openapi that is read: the one that the package depends on, else the one that its
    /// kubewright uses, else the nearest one.
    fn kubernetes_package(&self) -> crate::walk::Result<Option<&Package>> {
        let found = self.kubernetes_package.get_or_init(|| {
            if let Some(own) = self.package.dependency("k8s_openapi", false)? {
                return Ok(Some(own));
            }
            if let Some(own) = self.package.nearest("k8s-openapi", 1)? {
                return Ok(Some(own));
            }
            let uses = match self.package.nearest("kubewright", usize::MAX)? {
                Some(kubewright) => kubewright.dependency("k8s_openapi", false)?,
                None => None,
            };
            match uses {
                Some(uses) => Ok(Some(uses)),
                None => self.package.nearest("k8s-openapi", usize::MAX),
            }
        });
        found.as_ref().map(Option::as_ref).map_err(Clone::clone)
    }

    /// Whether a package is the k8s-openapi that is read: a build may have several.
    pub(super) fn is_kubernetes(&self, package: &Package) -> bool {
        let read = self.kubernetes_package();
        read.is_ok_and(|read| read.is_some_and(|read| read.is(package)))
    }

    /// Whether kube's types of Kubernetes' are those that are read.
    pub(super) fn kube_has_kubernetes(&self) -> bool {
        let kube = self.package.nearest("kube-core", usize::MAX).ok().flatten();
        let uses = kube.and_then(|kube| kube.dependency("k8s_openapi", false).ok().flatten());
        uses.is_some_and(|uses| self.is_kubernetes(&uses))
    }

    fn open_kubernetes(&self) -> crate::walk::Result<Option<RefCell<KubernetesSource>>> {
        let Some(package) = self.kubernetes_package()? else {
            return Ok(None);
        };
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

    /// Whether two paths are those of one type.
    pub(crate) fn is_one_definition(&self, one: &[String], other: &[String]) -> bool {
        let path = |path| {
            let definition = self.kubernetes_definition(path).ok().flatten();
            definition.map(|definition| definition.rust_path.clone())
        };
        path(one).is_some_and(|one| path(other) == Some(one))
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
    Diagnostic::new(
        Code::SourceUnreadable,
        Span::NONE,
        "",
        "the source of k8s-openapi can't be read",
    )
    .note(why)
    .help("kubewright reads k8s-openapi 0.29")
}
