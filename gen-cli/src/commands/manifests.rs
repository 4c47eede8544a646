//! `gen-cli manifests`.

use super::{ANSWERED_NO, FAILED, say, say_error, style};
use crate::generate::{Failure, Generated, generate, generate_or_find_stale};
use crate::options::Options;
use crate::output::{Change, FileError, apply, compare, in_the_way};
use crate::report::{differences, render_one};
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
    let options = arguments.options();
    let generated = if arguments.stdout {
        generate(&options)
    } else {
        generate_or_find_stale(&options)
    };
    let generated = match generated {
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
        print(&generated).map_err(|message| format!("error: {message}\n"))
    } else {
        settle(&generated, arguments)
    };
    // The process ends here: to take the manifests of many kinds apart first would be a twentieth of the run.
    std::mem::forget(generated);
    done.unwrap_or_else(|said| {
        say_error(&said);
        ExitCode::from(FAILED)
    })
}

/// Compares with the disk, and writes unless only a check is asked for. The error is what is printed.
fn settle(generated: &[Generated], arguments: &Arguments) -> Result<ExitCode, String> {
    let mut compared = Vec::new();
    for package in generated {
        let changes = compare(&package.out, &package.files).map_err(unusable)?;
        compared.push((package, changes));
    }
    let folders = compared
        .iter()
        .map(|(package, changes)| (package.shown_out.as_str(), changes.as_slice()));
    if let Some(wrong) = in_the_way(folders) {
        return Err(Failure::without_places(vec![wrong]).render(style()));
    }
    let mut code = ExitCode::SUCCESS;
    for (package, changes) in compared {
        let said = if arguments.check {
            if !changes.is_empty() {
                code = ExitCode::from(ANSWERED_NO);
            }
            differences(&package.shown_out, &package.files, &changes)
        } else {
            apply(&package.out, &package.files, &changes, arguments.prune).map_err(unusable)?;
            summary(package, &changes, arguments.prune)
        };
        say(&said).map_err(|message| format!("error: {message}\n"))?;
    }
    Ok(code)
}

/// What is printed of a file that can't be read or written. What else was to be done may be done.
fn unusable(error: FileError) -> String {
    render_one(&error.into(), style())
}

fn summary(package: &Generated, changes: &[(String, Change)], prune: bool) -> String {
    let mut text = String::new();
    for (name, change) in changes {
        let done = match change {
            Change::Missing | Change::Differs(_) => "wrote",
            Change::Stale(_) if prune => "removed",
            Change::Stale(_) => "stale (nothing makes it any more; --prune removes it):",
            // No run gets here with one.
            Change::Foreign => "left alone",
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
