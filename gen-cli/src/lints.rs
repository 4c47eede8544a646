//! Lints of the manifests that are made: levels from `[package.metadata.gen-cli.lints]`, findings at the attributes.

use crate::admit::{Made, nearest, object_path, schema_path};
use crate::report::{Frames, Style, render_warnings};
use crate::walk::Sources;
use kubewright_admission::lint::{Finding, Level, Lint, lint_within, lints};
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::span::Span;
use kubewright_core::syntax::did_you_mean;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

/// The table's name.
const TABLE: &str = "[package.metadata.gen-cli.lints]";

/// What becomes of the findings of each lint, where a package says so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Levels(BTreeMap<&'static str, Level>);

impl Levels {
    /// Reads `[package.metadata.gen-cli]`, whose values have been checked to be of their keys' forms.
    ///
    /// # Errors
    /// Names that no lint has, and words that are no level.
    pub(crate) fn read(metadata: &Value) -> Result<Self, Vec<Diagnostic>> {
        let said = metadata.get("lints").and_then(Value::as_object);
        let (mut levels, mut errors) = (BTreeMap::new(), Vec::new());
        for (name, level) in said.into_iter().flatten() {
            let known = lints().find(|lint| lint.name == name);
            if known.is_none() {
                let near = did_you_mean(name, lints().map(|lint| lint.name));
                let help = near.map(|near| format!("did you mean `{near}`?"));
                let help = help.unwrap_or_else(|| "`gen-cli lints` lists them".to_owned());
                errors.push(wrong(format!("`{name}` in `{TABLE}` is no lint"), help));
            }
            let word = level.as_str();
            let shown = level.to_string();
            let level = Level::ALL.into_iter().find(|level| Some(level.as_str()) == word);
            if level.is_none() {
                let near = word.and_then(|word| did_you_mean(word, Level::ALL.map(Level::as_str)));
                let help = near.map_or_else(level_help, |near| format!("did you mean `{near}`?"));
                errors.push(wrong(
                    format!("`{name} = {shown}` in `{TABLE}` is no level"),
                    help,
                ));
            }
            levels.extend(known.map(|lint| lint.name).zip(level));
        }
        if errors.is_empty() {
            Ok(Self(levels))
        } else {
            Err(errors)
        }
    }

    fn of(&self, lint: &Lint) -> Level {
        self.0.get(lint.name).copied().unwrap_or(lint.level)
    }
}

fn level_help() -> String {
    let levels: Vec<String> = Level::ALL
        .iter()
        .map(|level| format!("`\"{}\"`", level.as_str()))
        .collect();
    format!(
        "write `<lint> = <level>`, a level being one of {}",
        levels.join(", ")
    )
}

fn wrong(message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::Manifest, Span::NONE, "", message).help(help)
}

/// What the lints found in one or more kinds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// Findings that are told.
    pub(crate) warned: Vec<Diagnostic>,
    /// Findings that are errors.
    pub(crate) denied: Vec<Diagnostic>,
}

impl Found {
    /// Adds those of another kind.
    pub(crate) fn extend(&mut self, other: Self) {
        self.warned.extend(other.warned);
        self.denied.extend(other.denied);
    }
}

/// What the lints find in a kind. A type that is used in several places is told of once.
pub(crate) fn findings(made: &Made, levels: &Levels) -> Found {
    let mut found = Found::default();
    let mut told = BTreeSet::new();
    let is_on = |lint: &Lint| levels.of(lint) != Level::Off;
    // Most nodes of most CRDs are Kubernetes' own, of which nothing would be told.
    let enters = |path: &str| schema_path(path).is_none_or(|path| has_places(path, &made.places));
    // What is nested deeper than the server reads has been refused.
    for finding in lint_within(&made.crd, &is_on, &enters).unwrap_or_default() {
        let Some(diagnostic) = diagnostic(&finding, made) else {
            continue;
        };
        if !told.insert((diagnostic.span, diagnostic.message.clone())) {
            continue;
        }
        match levels.of(finding.lint) {
            Level::Deny => found.denied.push(diagnostic),
            _ => found.warned.push(diagnostic),
        }
    }
    found
}

/// The finding at its attribute; none for what is Kubernetes' own and not the user's to change.
fn diagnostic(finding: &Finding, made: &Made) -> Option<Diagnostic> {
    let (at, path) = match schema_path(&finding.path) {
        None => (made.resource, String::new()),
        Some(path) => (own_place(path, &made.places)?, object_path(path)),
    };
    let Lint {
        name, why, in_rust, ..
    } = finding.lint;
    let help = format!("{in_rust}; or `{name} = \"off\"` in `{TABLE}`");
    Some(
        Diagnostic::new(Code::Lint, at, path, finding.message.clone())
            .note(*why)
            .help(help),
    )
}

/// The place of a path in a schema, unless it lies within a type that is written elsewhere: between the field that has
/// a place and the path there is no other field.
fn own_place(path: &str, places: &BTreeMap<String, Span>) -> Option<Span> {
    let mut known = path;
    while !places.contains_key(known) {
        (known, _) = known.rsplit_once('.')?;
    }
    let rest = path.get(known.len()..)?;
    if rest.contains("properties[") {
        None
    } else {
        nearest(known, places)
    }
}

/// Whether a part of the schema, or anything below it, has a place.
fn has_places(path: &str, places: &BTreeMap<String, Span>) -> bool {
    let from = (Bound::Included(path), Bound::Unbounded);
    let first = places.range::<str, _>(from).next();
    first.is_some_and(|(first, _)| first.starts_with(path))
}

/// What a package is warned of: by lints, and of settings without effect.
#[derive(Clone, Debug, Default)]
pub struct Warnings {
    /// The findings, sorted.
    pub diagnostics: Vec<Diagnostic>,
    frames: Frames,
}

impl Warnings {
    pub(crate) fn new(mut diagnostics: Vec<Diagnostic>, sources: &Sources) -> Self {
        diagnostics.sort_by(|a, b| (a.span, &a.path, &a.message).cmp(&(b.span, &b.path, &b.message)));
        let frames = Frames::of(&diagnostics, sources);
        Self { diagnostics, frames }
    }

    /// The warnings as text, as errors are printed; empty where there are none.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        render_warnings(&self.diagnostics, &self.frames, style)
    }

    /// Each warning as one line: place, what is wrong, the way out.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> {
        self.diagnostics.iter().map(|one| {
            let place = self.frames.shown(one.span);
            let place = place.map(|place| format!("{place}: ")).unwrap_or_default();
            let help = one
                .help
                .as_deref()
                .map(|help| format!(" ({help})"))
                .unwrap_or_default();
            format!("{place}{}{help}", one.message).replace(['\n', '\r'], " ")
        })
    }
}
