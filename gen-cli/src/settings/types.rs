//! `[package.metadata.gen-cli.types]`: schemas of types that aren't read, by their paths.

use super::keys::wrong;
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::span::Span;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// The table's name.
const TABLE: &str = "[package.metadata.gen-cli.types]";

/// The schemas, and which of them were asked for.
#[derive(Debug, Default)]
pub(crate) struct Overrides {
    schemas: BTreeMap<String, Value>,
    used: RefCell<BTreeSet<String>>,
}

impl Overrides {
    /// Reads the package's table.
    ///
    /// # Errors
    /// Schemas that are no tables.
    pub(crate) fn read(table: &Value) -> Result<Self, Vec<Diagnostic>> {
        let types = table.get("types").and_then(Value::as_object);
        let (mut schemas, mut errors) = (BTreeMap::new(), Vec::new());
        for (path, schema) in types.into_iter().flatten() {
            if schema.is_object() {
                schemas.insert(path.clone(), schema.clone());
            } else {
                let message = format!("the schema of `{path}` in `{TABLE}` is not a table");
                errors.push(wrong(message).help(format!("write `\"{path}\" = {{ type = \"string\" }}`")));
            }
        }
        if errors.is_empty() {
            let used = RefCell::default();
            Ok(Self { schemas, used })
        } else {
            Err(errors)
        }
    }

    /// The schema for a type of this path. One of the package's `own` crates may be called `crate`.
    pub(crate) fn of(&self, path: &[String], own: bool) -> Option<&Value> {
        let in_crate = || {
            let below = path.get(1..).filter(|_| own)?;
            Some(format!("crate::{}", below.join("::")))
        };
        let names = std::iter::once(path.join("::")).chain(in_crate());
        let (name, schema) = names
            .into_iter()
            .find_map(|name| self.schemas.get_key_value(&name))?;
        self.used.borrow_mut().insert(name.clone());
        Some(schema)
    }

    /// A warning for each schema that nothing asked for.
    pub(crate) fn unused(&self) -> Vec<Diagnostic> {
        let used = self.used.borrow();
        let unused = self.schemas.keys().filter(|path| !used.contains(*path));
        let warning = |path: &String| {
            let message = format!("`{path}` in `{TABLE}` is used by nothing");
            Diagnostic::new(Code::UnusedSetting, Span::NONE, "", message)
                .note("no field that a manifest is made of has a type of this path whose schema has to be said")
                .help(
                    "write the path that the error for the type shows (where the type is defined, not where it is \
                     imported from), or leave the entry out",
                )
        };
        unused.map(warning).collect()
    }
}
