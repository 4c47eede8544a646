//! `[package.metadata.gen-cli]`: what walking needs of it. Other stages read their keys from the whole.

use super::Result;
use super::cfg::Stated;
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
        let mut reader = Reader {
            package,
            table: &table,
            errors: Diagnostics::new(),
        };
        let features = reader.strings("features");
        let no_default_features = reader.flag("no-default-features");
        let all_features = reader.flag("all-features");
        let target = reader.string("target");
        let cfgs = reader.strings("cfgs");
        let cfgs = cfgs.iter().filter_map(|text| {
            let stated = Stated::parse(text);
            if stated.is_none() {
                reader.wrong(
                    "cfgs",
                    "a list of `name`, `name = \"value\"` or `not(…)` of these",
                );
            }
            stated
        });
        let cfgs = cfgs.collect();
        reader.errors.finish(Self {
            features,
            no_default_features,
            all_features,
            target,
            cfgs,
            table: table.clone(),
        })
    }
}

struct Reader<'a> {
    package: &'a str,
    table: &'a Value,
    errors: Diagnostics,
}

impl Reader<'_> {
    fn wrong(&mut self, key: &str, wanted: &str) {
        let message = format!(
            "`{key}` in `[package.metadata.gen-cli]` of `{}` is not {wanted}",
            self.package
        );
        self.errors
            .push(Diagnostic::new(Code::Manifest, Span::NONE, "", message));
    }

    fn strings(&mut self, key: &str) -> Vec<String> {
        let Some(value) = self.table.get(key) else {
            return Vec::new();
        };
        serde_json::from_value(value.clone()).unwrap_or_else(|_| {
            self.wrong(key, "a list of strings");
            Vec::new()
        })
    }

    fn string(&mut self, key: &str) -> Option<String> {
        let value = self.table.get(key)?;
        if value.as_str().is_none() {
            self.wrong(key, "a string");
        }
        value.as_str().map(str::to_owned)
    }

    fn flag(&mut self, key: &str) -> bool {
        let Some(value) = self.table.get(key) else {
            return false;
        };
        value.as_bool().unwrap_or_else(|| {
            self.wrong(key, "true or false");
            false
        })
    }
}
