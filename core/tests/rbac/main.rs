//! From rules to roles, bindings and accounts.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod controller_gen;
mod faults;
mod manifests;
mod merging;

use kubewright_core::rbac::{Grant, Rule};

/// The entries of a list as controller-gen's markers have it: `apps;batch`, `""` for the empty string.
fn list(text: &str) -> Vec<String> {
    let entries = text.split(';').filter(|entry| !entry.is_empty());
    entries
        .map(|entry| {
            if entry == "\"\"" {
                String::new()
            } else {
                entry.to_owned()
            }
        })
        .collect()
}

fn rule(groups: &str, resources: &str, verbs: &str) -> Rule {
    Rule {
        groups: list(groups),
        resources: list(resources),
        verbs: list(verbs),
        ..Rule::default()
    }
}

fn grant(groups: &str, resources: &str, verbs: &str) -> Grant {
    Grant {
        rule: rule(groups, resources, verbs),
        ..Grant::default()
    }
}

fn urls(urls: &str, verbs: &str) -> Grant {
    Grant {
        rule: Rule {
            urls: list(urls),
            verbs: list(verbs),
            ..Rule::default()
        },
        ..Grant::default()
    }
}
