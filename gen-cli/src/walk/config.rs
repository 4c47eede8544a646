//! `[package.metadata.gen-cli]`: what walking needs of it. Other stages read their keys from the whole.

use super::Result;
use super::cfg::Stated;
use crate::settings::{TABLE, check};
use kubewright_core::diag::{Code, Diagnostic, Diagnostics};
use kubewright_core::span::Span;
use serde_json::Value;

/// The configuration of a package.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The whole table as JSON; null where there is none.
    pub table: Value,
    /// `features`: those that the manifests are made for, besides the default ones.
    pub features: Vec<String>,
    /// `no-default-features`, as docs.rs has it.
    pub no_default_features: bool,
    /// `all-features`, as docs.rs has it.
    pub all_features: bool,
    /// `target`: the target triple that `cfg(target…)` is decided for.
    pub target: Option<String>,
    pub(super) cfgs: Vec<Stated>,
}

impl Config {
    /// Reads the table; `package` is for the messages.
    pub(super) fn read(package: &str, metadata: &Value) -> Result<Self> {
        let table = metadata.get("gen-cli").cloned().unwrap_or_default();
        let mut errors = Diagnostics::new();
        errors.extend(check(package, &table));
        let mut cfgs = Vec::new();
        for text in strings(&table, "cfgs") {
            match Stated::parse(&text) {
                Some(stated) => cfgs.push(stated),
                None => errors.push(no_cfg(package, &text)),
            }
        }
        let flag = |key| table.get(key).and_then(Value::as_bool).unwrap_or_default();
        errors.finish(Self {
            features: strings(&table, "features"),
            no_default_features: flag("no-default-features"),
            all_features: flag("all-features"),
            target: table.get("target").and_then(Value::as_str).map(str::to_owned),
            cfgs,
            table,
        })
    }
}

/// A list of strings; what is none has been said.
fn strings(table: &Value, key: &str) -> Vec<String> {
    let items = table.get(key).and_then(Value::as_array);
    let items = items.into_iter().flatten().filter_map(Value::as_str);
    items.map(str::to_owned).collect()
}

fn no_cfg(package: &str, text: &str) -> Diagnostic {
    let message = format!("`{text}` among the `cfgs` in `{TABLE}` of `{package}` is no cfg");
    Diagnostic::new(Code::Manifest, Span::NONE, "", message)
        .help("write `name`, `name = \"value\"`, or `not(…)` around one of these")
}
