//! Lints: what the API server takes and its author hardly meant, or what people who review APIs ask for.
//!
//! A lint is data: its name, whether it is on by default, what it finds, why that matters and the way out. They look at
//! a CRD alone, so they serve for the CRDs of any tool.

mod bounds;
mod fields;
mod lists;
mod naming;
mod node;
mod rules;
mod size;
mod status;
mod types;
mod values;

use node::Node;
use serde_json::Value;

use crate::DecodeError;
use crate::depth::guarded;

/// What becomes of the findings of a lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// They are not looked for.
    Off,
    /// They are told.
    Warn,
    /// They are errors.
    Deny,
}

impl Level {
    /// Every level.
    pub const ALL: [Self; 3] = [Self::Off, Self::Warn, Self::Deny];

    /// The level as it is written: `warn`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }
}

/// A lint.
#[derive(Debug)]
pub struct Lint {
    /// Its name, for ever.
    pub name: &'static str,
    /// Its level where nothing else is said: [`Level::Warn`] only where a finding is nearly always a mistake.
    pub level: Level,
    /// What it finds.
    pub finds: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// The way out, in the keywords of a schema.
    pub way_out: &'static str,
    /// The way out, in the attributes of a Rust type.
    pub in_rust: &'static str,
    check: Check,
}

/// What a lint looks at.
#[derive(Clone, Copy, Debug)]
enum Check {
    /// Each node of a schema.
    Node(fn(&Node<'_>, &mut Told<'_>)),
    /// Each version.
    Version(fn(&Value, &mut Told<'_>)),
    /// The whole CRD.
    Crd(fn(&Value, &mut Told<'_>)),
}

/// Something that a lint found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The lint.
    pub lint: &'static Lint,
    /// Where, as the API server says it: `spec.validation.openAPIV3Schema.properties[spec].properties[a].maxLength`.
    pub path: String,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
}

/// Takes the findings of one lint at one place.
struct Told<'f> {
    lint: &'static Lint,
    path: &'f str,
    findings: &'f mut Vec<Finding>,
}

impl Told<'_> {
    /// Adds a finding at a keyword of the place; none of them: at the place itself.
    fn at(&mut self, keyword: &str, message: impl Into<String>) {
        let dot = if keyword.is_empty() || self.path.is_empty() {
            ""
        } else {
            "."
        };
        self.findings.push(Finding {
            lint: self.lint,
            path: format!("{}{dot}{keyword}", self.path),
            message: message.into(),
        });
    }
}

/// Every lint, by family.
pub fn lints() -> impl Iterator<Item = &'static Lint> {
    let families = [
        bounds::LINTS,
        values::LINTS,
        fields::LINTS,
        types::LINTS,
        lists::LINTS,
        status::LINTS,
        naming::LINTS,
        rules::LINTS,
        size::LINTS,
    ];
    families.into_iter().flatten()
}

/// What the lints that are on find in a CRD, in the order of its schema. A CRD that the server would refuse may be
/// given too: what is of another type than it has to be is passed over.
///
/// # Errors
/// The CRD is nested deeper than the server reads.
pub fn lint(crd: &Value, is_on: &(dyn Fn(&Lint) -> bool + Sync)) -> Result<Vec<Finding>, DecodeError> {
    guarded(&[crd], || {
        let on: Vec<&'static Lint> = lints().filter(|lint| is_on(lint)).collect();
        let mut findings = Vec::new();
        for &lint in &on {
            if let Check::Crd(check) = lint.check {
                check(crd, &mut told(lint, "", &mut findings));
            }
        }
        let versions = crd.pointer("/spec/versions").and_then(Value::as_array);
        let versions = versions.map_or(&[][..], Vec::as_slice);
        for (index, version) in versions.iter().enumerate() {
            let path = format!("spec.versions[{index}]");
            for &lint in &on {
                if let Check::Version(check) = lint.check {
                    check(version, &mut told(lint, &path, &mut findings));
                }
            }
        }
        for (path, schema) in schemas(versions) {
            of_schema(schema, path, &on, &mut findings);
        }
        Ok(findings)
    })
}

fn told<'f>(lint: &'static Lint, path: &'f str, findings: &'f mut Vec<Finding>) -> Told<'f> {
    Told { lint, path, findings }
}

/// The schemas with their paths; one that all versions share is there once, by the path that the server has for it.
fn schemas(versions: &[Value]) -> Vec<(String, &Value)> {
    let all: Vec<(usize, &Value)> = versions
        .iter()
        .enumerate()
        .filter_map(|(index, version)| Some((index, version.pointer("/schema/openAPIV3Schema")?)))
        .collect();
    match all.split_first() {
        Some(((_, first), rest))
            if all.len() == versions.len() && rest.iter().all(|(_, one)| one == first) =>
        {
            vec![("spec.validation.openAPIV3Schema".to_owned(), first)]
        }
        _ => all
            .into_iter()
            .map(|(index, schema)| (format!("spec.versions[{index}].schema.openAPIV3Schema"), schema))
            .collect(),
    }
}

fn of_schema(schema: &Value, path: String, on: &[&'static Lint], findings: &mut Vec<Finding>) {
    let Some(root) = Node::root(schema, path) else {
        return;
    };
    let mut pending = vec![root];
    while let Some(node) = pending.pop() {
        for &lint in on {
            if let Check::Node(check) = lint.check {
                check(&node, &mut told(lint, &node.path, findings));
            }
        }
        pending.extend(node.children().into_iter().rev());
    }
}
