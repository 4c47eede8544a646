//! `gen-cli validate`.

use super::{ANSWERED_NO, FAILED, say, say_error, style};
use crate::options::Options;
use crate::report::{answers, notices};
use crate::validate::{Report, Request, Verdict, run as judge};
use clap::{Args, ValueEnum};
use kubewright_admission::{KubernetesVersion, Via};
use std::path::PathBuf;
use std::process::ExitCode;

/// The arguments of `validate`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Manifests in YAML or JSON, folders of them, or `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What is stored already: objects with the same kind, namespace and name are updated, not created
    #[arg(long, value_name = "FILE")]
    old: Option<PathBuf>,
    /// How objects are sent [default: put where --old has them, else post]
    #[arg(long, value_enum, value_name = "HOW")]
    via: Option<How>,
    /// What the server does with fields that the schema does not declare
    #[arg(long, value_enum, value_name = "HOW", default_value = "warn")]
    field_validation: FieldValidation,
    /// The server's version, 1.33 to 1.37 [default: the one that your k8s-openapi is built for where the package is
    /// read, else the newest]
    #[arg(long, value_name = "1.NN")]
    kubernetes_version: Option<KubernetesVersion>,
    /// A file or folder with CRDs that the server has; repeatable
    #[arg(long, value_name = "FILE|DIR")]
    crd: Vec<PathBuf>,
    /// The Cargo.toml of the package whose CRDs the server has [default: the one in this folder or above it, where
    /// an object needs it and there is no --crd]
    #[arg(long, value_name = "PATH")]
    manifest_path: Option<PathBuf>,
    /// A package of the workspace; repeatable
    #[arg(short, long = "package", value_name = "NAME")]
    packages: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum How {
    /// Created
    Post,
    /// Replaced
    Put,
    /// Applied by the server: nulls count, and fields that the schema does not declare are refused
    Apply,
    /// The status subresource replaced: of what --old has, else of the object itself
    Status,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FieldValidation {
    /// They are refused, as by kubectl
    Strict,
    /// They are dropped with a warning, as by the server itself
    Warn,
}

impl Arguments {
    fn request(&self) -> Result<Request, &'static str> {
        match (self.via, &self.old) {
            (Some(How::Put), None) => {
                return Err("`--via put` replaces what is stored: say with `--old` what that is");
            }
            (Some(How::Post), Some(_)) => {
                return Err("`--via post` creates what is not stored: it takes no `--old`");
            }
            _ => {}
        }
        Ok(Request {
            files: self.files.clone(),
            crds: self.crd.clone(),
            old: self.old.clone(),
            via: self.via.map(|how| match how {
                How::Post => Via::Post,
                How::Put => Via::Put,
                How::Apply => Via::Apply,
                How::Status => Via::Status,
            }),
            strict: self.field_validation == FieldValidation::Strict,
            version: self.kubernetes_version,
            options: Options {
                manifest_path: self.manifest_path.clone(),
                packages: self.packages.clone(),
                ..Options::default()
            },
        })
    }
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let report = match arguments.request().map(|request| judge(&request)) {
        Ok(Ok(report)) => report,
        Ok(Err(failure)) => {
            say_error(&failure.render(style()));
            return ExitCode::from(FAILED);
        }
        Err(usage) => {
            say_error(&format!("error: {usage}\n"));
            return ExitCode::from(FAILED);
        }
    };
    say_error(&notices(&report));
    match say(&answers(&report)) {
        Ok(()) => code(&report),
        Err(message) => {
            say_error(&format!("error: {message}\n"));
            ExitCode::from(FAILED)
        }
    }
}

fn code(report: &Report) -> ExitCode {
    let any = |is: fn(&Verdict) -> bool| report.answers.iter().any(|answer| is(&answer.verdict));
    let judged = any(|verdict| matches!(verdict, Verdict::Accepted | Verdict::Refused(_)));
    if !report.errors.is_empty() || any(|verdict| matches!(verdict, Verdict::Failed(_))) || !judged {
        ExitCode::from(FAILED)
    } else if any(|verdict| matches!(verdict, Verdict::Refused(_))) {
        ExitCode::from(ANSWERED_NO)
    } else {
        ExitCode::SUCCESS
    }
}
