//! `gen-cli manifests`.

use super::{ANSWERED_NO, FAILED, say, say_error, style};
use crate::generate::{Generated, generate};
use crate::options::Options;
use crate::output::{Change, apply, compare};
use clap::{Args, ValueEnum};
use kubewright_admission::KubernetesVersion;
use kubewright_core::structural::Descriptions;
use std::path::PathBuf;
use std::process::ExitCode;

/// The arguments of `manifests`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The Cargo.toml of the package or workspace [default: the one in this folder or above it]
    #[arg(long, value_name = "PATH")]
    manifest_path: Option<PathBuf>,
    /// A package of the workspace; repeatable
    #[arg(short, long = "package", value_name = "NAME")]
    packages: Vec<String>,
    /// The folder for the files [default: `config` below the package]
    #[arg(long, value_name = "DIR", conflicts_with = "stdout")]
    out: Option<PathBuf>,
    /// Print the documents instead of writing files
    #[arg(long, conflicts_with_all = ["check", "prune"])]
    stdout: bool,
    /// Write nothing; say what would change, with exit code 1 if anything would
    #[arg(long, conflicts_with = "prune")]
    check: bool,
    /// Remove generated files that nothing makes any more
    #[arg(long)]
    prune: bool,
    /// The ClusterRole's name [default: `<package>-manager-role`]
    #[arg(long, value_name = "NAME")]
    role_name: Option<String>,
    /// The ServiceAccount's name [default: `<package>-controller-manager`]
    #[arg(long, value_name = "NAME")]
    service_account: Option<String>,
    /// The ServiceAccount's namespace [default: default]
    #[arg(long, value_name = "NAME")]
    namespace: Option<String>,
    /// The Kubernetes version whose API server has to take the CRDs, 1.33 to 1.37 [default: the one that your
    /// k8s-openapi is built for]
    #[arg(long, value_name = "1.NN")]
    kubernetes_version: Option<KubernetesVersion>,
    /// Whose descriptions are kept [default: own]
    #[arg(long, value_enum, value_name = "WHOSE")]
    descriptions: Option<Whose>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Whose {
    /// Those of the types in your source, not of Kubernetes' own
    Own,
    /// None
    None,
    /// All
    Full,
}

impl Arguments {
    fn options(&self) -> Options {
        Options {
            manifest_path: self.manifest_path.clone(),
            packages: self.packages.clone(),
            out: self.out.clone(),
            role_name: self.role_name.clone(),
            service_account: self.service_account.clone(),
            namespace: self.namespace.clone(),
            kubernetes_version: self.kubernetes_version,
            descriptions: self.descriptions.map(|whose| match whose {
                Whose::Own => Descriptions::Own,
                Whose::None => Descriptions::None,
                Whose::Full => Descriptions::Full,
            }),
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let generated = match generate(&arguments.options()) {
        Ok(generated) => generated,
        Err(failure) => {
            say_error(&failure.render(style()));
            return ExitCode::from(FAILED);
        }
    };
    for package in &generated {
        say_error(&package.warnings.render(style()));
    }
    let done = if arguments.stdout {
        print(&generated)
    } else {
        settle(&generated, arguments)
    };
    // The process ends here: to take the manifests of many kinds apart first would be a twentieth of the run.
    std::mem::forget(generated);
    done.unwrap_or_else(|message| {
        say_error(&format!("error: {message}\n"));
        ExitCode::from(FAILED)
    })
}

/// Compares with the disk, and writes unless only a check is asked for.
fn settle(generated: &[Generated], arguments: &Arguments) -> Result<ExitCode, String> {
    let mut compared = Vec::new();
    for package in generated {
        let changes = compare(&package.out, &package.files).map_err(|error| error.to_string())?;
        compared.push((package, changes));
    }
    let mut code = ExitCode::SUCCESS;
    for (package, changes) in compared {
        if arguments.check {
            if !changes.is_empty() {
                code = ExitCode::from(ANSWERED_NO);
                say(&crate::report::differences(
                    &package.shown_out,
                    &package.files,
                    &changes,
                ))?;
            }
            continue;
        }
        apply(&package.out, &package.files, &changes, arguments.prune).map_err(|error| error.to_string())?;
        say(&summary(package, &changes, arguments.prune))?;
    }
    Ok(code)
}

fn summary(package: &Generated, changes: &[(String, Change)], prune: bool) -> String {
    let mut text = String::new();
    for (name, change) in changes {
        let done = match change {
            Change::Missing | Change::Differs(_) => "wrote",
            Change::Stale(_) if prune => "removed",
            Change::Stale(_) => "stale (nothing makes it any more; --prune removes it):",
        };
        text.push_str(&format!("{done} {}/{name}\n", package.shown_out));
    }
    let kept = package.files.texts.len()
        - changes
            .iter()
            .filter(|(_, change)| !matches!(change, Change::Stale(_)))
            .count();
    if kept > 0 {
        let plural = if kept == 1 { "" } else { "s" };
        text.push_str(&format!(
            "{kept} file{plural} up to date in {}\n",
            package.shown_out
        ));
    }
    text
}

fn print(generated: &[Generated]) -> Result<ExitCode, String> {
    for package in generated {
        for text in package.files.texts.values() {
            say(text)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
