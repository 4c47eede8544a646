//! What is known about a crate's configuration.

use super::{TargetCfgs, Truth};
use std::collections::BTreeSet;
use std::rc::Rc;
use syn::parse::Parser;

/// A cfg that `[package.metadata.gen-cli] cfgs` states: `name`, `name = "value"`, or `not(…)` of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::walk) struct Stated {
    name: String,
    value: Option<String>,
    holds: bool,
}

impl Stated {
    /// That `name = "value"` holds.
    pub(in crate::walk) fn value(name: &str, value: &str) -> Self {
        Self {
            name: name.to_owned(),
            value: Some(value.to_owned()),
            holds: true,
        }
    }

    /// Reads one entry of the list; nothing where it is not of the form.
    pub(in crate::walk) fn parse(text: &str) -> Option<Self> {
        use super::predicate::{Predicate, parse_cfg};
        let (is, holds) = match parse_cfg.parse_str(text).ok()? {
            Predicate::Not(inner) => (*inner, false),
            other => (other, true),
        };
        let Predicate::Is(name, value) = is else {
            return None;
        };
        Some(Self { name, value, holds })
    }
}

/// What is known about one crate's configuration.
#[derive(Clone, Debug, Default)]
pub(in crate::walk) struct Facts {
    pub(in crate::walk) features: BTreeSet<String>,
    pub(in crate::walk) target: Option<Rc<TargetCfgs>>,
    pub(in crate::walk) stated: Vec<Stated>,
}

/// What a build of the crate itself never sets.
const NEVER: [&str; 6] = ["test", "doctest", "doc", "miri", "clippy", "rustfmt"];

impl Facts {
    /// Whether `name`, or `name = "value"`, holds.
    pub(super) fn decide(&self, name: &str, value: Option<&str>) -> Truth {
        if let Some(truth) = self.stated(name, value) {
            return truth;
        }
        match (name, value) {
            ("true", None) => Truth::True,
            ("false", None) => Truth::False,
            ("feature", Some(feature)) => self.features.contains(feature).into(),
            (_, None) if NEVER.contains(&name) => Truth::False,
            // `panic`, `debug_assertions` and the like come with the profile, which nothing states.
            _ if name == "unix" || name == "windows" || name.starts_with("target_") => match &self.target {
                Some(target) => target.has(name, value).into(),
                None => Truth::Undetermined,
            },
            _ => Truth::Undetermined,
        }
    }

    /// Who states one value of a name states all of them: the others are false.
    fn stated(&self, name: &str, value: Option<&str>) -> Option<Truth> {
        let mut of_name = self.stated.iter().filter(|stated| stated.name == name);
        let same = of_name.clone().find(|stated| stated.value.as_deref() == value);
        match same {
            Some(stated) => Some(stated.holds.into()),
            None if value.is_some() && of_name.any(|stated| stated.value.is_some() && stated.holds) => {
                Some(Truth::False)
            }
            None => None,
        }
    }
}
