//! Which CRDs a command is about: those of files, or those that packages make.

use super::{say_error, style};
use crate::generate::{Failure, generate};
use crate::options::Options;
use crate::validate::{Part, read};
use crate::walk::on_large_stack;
use clap::Args;
use kubewright_admission::KubernetesVersion;
use serde_json::Value;
use std::path::PathBuf;

/// The arguments that select CRDs.
#[derive(Args, Debug)]
pub(super) struct Selection {
    /// CRDs in YAML or JSON, folders of them, or `-` for standard input [default: those that the package makes]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The Cargo.toml of the package or workspace [default: the one in this folder or above it]
    #[arg(long, value_name = "PATH", conflicts_with = "files")]
    manifest_path: Option<PathBuf>,
    /// A package of the workspace; repeatable
    #[arg(short, long = "package", value_name = "NAME", conflicts_with = "files")]
    packages: Vec<String>,
    /// The server's version, 1.33 to 1.37 [default: the one that your k8s-openapi is built for where the package is
    /// read, else the newest]
    #[arg(long, value_name = "1.NN")]
    kubernetes_version: Option<KubernetesVersion>,
}

/// A CRD that a command is about.
pub(super) struct Selected {
    /// The CRD's name.
    pub(super) name: String,
    /// The CRD.
    pub(super) crd: Value,
    /// The version of Kubernetes that it is for.
    pub(super) version: KubernetesVersion,
}

impl Selection {
    /// The CRDs; where they can't be had, the reason is printed.
    pub(super) fn crds(&self) -> Option<Vec<Selected>> {
        let crds = if self.files.is_empty() {
            self.of_packages().map_err(|failure| failure.render(style()))
        } else {
            let version = self.kubernetes_version.unwrap_or_default();
            read_crds(&self.files, version).map_err(|message| format!("error: {message}\n"))
        };
        crds.map_err(|said| say_error(&said)).ok()
    }

    fn of_packages(&self) -> Result<Vec<Selected>, Failure> {
        let options = Options {
            manifest_path: self.manifest_path.clone(),
            packages: self.packages.clone(),
            kubernetes_version: self.kubernetes_version,
            ..Options::default()
        };
        let made = generate(&options)?.into_iter();
        Ok(made
            .flat_map(|package| {
                let version = package.kubernetes_version;
                package.crds().into_iter().map(move |crd| selected(crd, version))
            })
            .collect())
    }
}

/// The CRDs of files and folders; what else they hold is passed over.
///
/// # Errors
/// What can't be read; or there is no CRD.
pub(super) fn read_crds(files: &[PathBuf], version: KubernetesVersion) -> Result<Vec<Selected>, String> {
    let inputs =
        on_large_stack(|_| read(files)).map_err(|error| format!("no thread can be started: {error}"))?;
    let errors = inputs
        .errors
        .iter()
        .map(|error| format!("{}: {}", error.place, error.message));
    let errors: Vec<String> = errors.collect();
    if !errors.is_empty() {
        return Err(errors.join("\nerror: "));
    }
    let crds = inputs.parts.into_iter().filter(Part::is_crd);
    let crds: Vec<Selected> = crds.map(|part| selected(part.value, version)).collect();
    if crds.is_empty() {
        return Err("no CustomResourceDefinition among the files".to_owned());
    }
    Ok(crds)
}

fn selected(crd: Value, version: KubernetesVersion) -> Selected {
    let name = crd.pointer("/metadata/name").and_then(Value::as_str);
    Selected {
        name: name.unwrap_or_default().to_owned(),
        crd,
        version,
    }
}
