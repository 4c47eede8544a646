//! What a run is asked for: by the command line, a build script or a test.

use kubewright_admission::KubernetesVersion;
use kubewright_core::structural::Descriptions;
use std::path::PathBuf;

/// What `manifests` is asked for. The default is a run by hand in the package's folder.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The Cargo.toml; none: the one in this folder or above it.
    pub manifest_path: Option<PathBuf>,
    /// The packages by name; none: the one that the manifest describes, or every member that has something
    /// to generate where it describes a workspace only.
    pub packages: Vec<String>,
    /// Where the files go; none: `config` below the package.
    pub out: Option<PathBuf>,
    /// The ClusterRole's name; none: the metadata's, or `<package>-manager-role`.
    pub role_name: Option<String>,
    /// The ServiceAccount's name; none: the metadata's, or `<package>-controller-manager`.
    pub service_account: Option<String>,
    /// The ServiceAccount's namespace; none: the metadata's, or `default`.
    pub namespace: Option<String>,
    /// The Kubernetes version whose API server has to take the CRDs; none: the one that the user's k8s-openapi is
    /// built for.
    pub kubernetes_version: Option<KubernetesVersion>,
    /// Whose descriptions are kept; none: the metadata's, or the user's own.
    pub descriptions: Option<Descriptions>,
}
