//! What a package's `[package.metadata.gen-cli]` and the options of a run settle.

mod keys;
mod types;

pub(crate) use keys::{KEYS, Key, TABLE, check};
pub(crate) use types::Overrides;

use crate::options::Options;
use keys::wrong;
use kubewright_admission::KubernetesVersion;
use kubewright_core::diag::Diagnostic;
use kubewright_core::rbac::{self, Names};
use kubewright_core::span::Span;
use kubewright_core::structural::Descriptions;
use kubewright_core::syntax::did_you_mean;
use serde_json::Value;
use std::str::FromStr;

/// What holds for a package. Options win over its table.
pub(crate) struct Settings {
    /// The names of its role and account.
    pub(crate) names: Names,
    /// Whose descriptions are kept.
    pub(crate) descriptions: Descriptions,
    /// The server that has to take its CRDs; none: that of its k8s-openapi.
    pub(crate) kubernetes_version: Option<KubernetesVersion>,
}

impl Settings {
    /// Reads those of a package of this name and table; the forms of the table's values have been checked.
    ///
    /// # Errors
    /// Names that Kubernetes has not, and words that mean nothing.
    pub(crate) fn of(package: &str, table: &Value, options: &Options) -> Result<Self, Vec<Diagnostic>> {
        let mut wrong = Vec::new();
        let names = names(package, table, options);
        let faults = rbac::name_faults(&names).into_iter();
        wrong.extend(
            faults.map(|fault| Diagnostic::new(fault.code, Span::NONE, "", fault.message).help(fault.help)),
        );
        let mut settled = Self {
            names,
            descriptions: options.descriptions.unwrap_or(Descriptions::Own),
            kubernetes_version: options.kubernetes_version,
        };
        if let (None, Some(word)) = (options.descriptions, text(table, "descriptions")) {
            match whose(word) {
                Ok(descriptions) => settled.descriptions = descriptions,
                Err(diagnostic) => wrong.push(diagnostic),
            }
        }
        if let (None, Some(word)) = (options.kubernetes_version, text(table, "kubernetes-version")) {
            match version(word) {
                Ok(version) => settled.kubernetes_version = Some(version),
                Err(diagnostic) => wrong.push(diagnostic),
            }
        }
        if wrong.is_empty() { Ok(settled) } else { Err(wrong) }
    }
}

fn names(package: &str, table: &Value, options: &Options) -> Names {
    let mut names = Names::of_crate(package);
    let given = [
        ("role-name", &options.role_name, &mut names.role),
        (
            "service-account",
            &options.service_account,
            &mut names.service_account,
        ),
        ("namespace", &options.namespace, &mut names.namespace),
    ];
    for (key, option, name) in given {
        if let Some(value) = option.as_deref().or_else(|| text(table, key)) {
            *name = value.to_owned();
        }
    }
    names
}

fn text<'t>(table: &'t Value, key: &str) -> Option<&'t str> {
    table.get(key)?.as_str()
}

fn whose(word: &str) -> Result<Descriptions, Diagnostic> {
    match word {
        "own" => Ok(Descriptions::Own),
        "none" => Ok(Descriptions::None),
        "full" => Ok(Descriptions::Full),
        _ => {
            let near = did_you_mean(word, ["own", "none", "full"]);
            let near = near.map(|near| format!("did you mean `{near}`? "));
            Err(
                wrong(format!("`descriptions = \"{word}\"` in `{TABLE}` means nothing")).help(format!(
                    "{}it is `own`, `none` or `full`",
                    near.unwrap_or_default()
                )),
            )
        }
    }
}

fn version(word: &str) -> Result<KubernetesVersion, Diagnostic> {
    KubernetesVersion::from_str(word).map_err(|_| {
        let known = KubernetesVersion::ALL.map(|version| version.to_string());
        wrong(format!(
            "`kubernetes-version = \"{word}\"` in `{TABLE}` is not known"
        ))
        .help(format!("it is one of `{}`", known.join("`, `")))
    })
}
