//! The cfgs of a stated target, asked from rustc once.

use super::predicate::parse_cfg;
use super::{Facts, Truth};
use std::collections::BTreeSet;
use std::process::Command;
use std::rc::Rc;
use syn::Meta;
use syn::parse::Parser;

/// What `rustc --print cfg --target T` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::walk) struct TargetCfgs {
    triple: String,
    set: BTreeSet<(String, Option<String>)>,
}

impl TargetCfgs {
    /// Asks rustc; the error is what went wrong, for people.
    pub(in crate::walk) fn ask(target: &str) -> Result<Self, String> {
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let output = Command::new(&rustc)
            .args(["--print", "cfg", "--target", target])
            .output()
            .map_err(|error| format!("{} can't be run: {error}", rustc.display()))?;
        if output.status.success() {
            Ok(Self::parse(target, &String::from_utf8_lossy(&output.stdout)))
        } else {
            Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
        }
    }

    fn parse(target: &str, text: &str) -> Self {
        let entry = |line: &str| match line.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.trim_matches('"').to_owned())),
            None => (line.to_owned(), None),
        };
        Self {
            triple: target.to_owned(),
            set: text.lines().map(|line| entry(line.trim())).collect(),
        }
    }

    pub(super) fn has(&self, name: &str, value: Option<&str>) -> bool {
        self.set.contains(&(name.to_owned(), value.map(str::to_owned)))
    }
}

/// Whether a table `[target.'platform'.dependencies]` surely doesn't count: for a target that is stated, and for the
/// `cfg(any())` that never holds.
pub(in crate::walk) fn excludes(target: Option<&Rc<TargetCfgs>>, platform: &str) -> bool {
    if !platform.starts_with("cfg(") {
        return target.is_some_and(|target| target.triple != platform);
    }
    let facts = Facts {
        target: target.cloned(),
        ..Facts::default()
    };
    let predicate = syn::parse_str::<Meta>(platform).ok().and_then(|meta| {
        let list = meta.require_list().ok()?;
        parse_cfg.parse2(list.tokens.clone()).ok()
    });
    predicate.is_some_and(|predicate| predicate.decide(&facts) == Truth::False)
}
