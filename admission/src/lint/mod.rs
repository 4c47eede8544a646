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
use size::Whole;

use crate::DecodeError;
use crate::depth::guarded;
use crate::path::Path;

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
    Node(fn(&Node<'_, '_>, &mut Told<'_>)),
    /// Each version.
    Version(fn(&Value, &mut Told<'_>)),
    /// The whole CRD.
    Crd(fn(&Whole<'_>, &mut Told<'_>)),
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
    /// None for the whole CRD.
    path: Option<&'f Path<'f>>,
    findings: &'f mut Vec<Finding>,
}

impl Told<'_> {
    /// Adds a finding at a keyword of the place; none of them: at the place itself.
    fn at(&mut self, keyword: &str, message: impl Into<String>) {
        let path = match self.path {
            None => keyword.to_owned(),
            Some(path) if keyword.is_empty() => path.to_string(),
            Some(path) => format!("{path}.{keyword}"),
        };
        self.findings.push(Finding {
            lint: self.lint,
            path,
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
    look(crd, is_on, None)
}

/// As [`lint`], but of the properties of the schema only those are looked at for which `enters` holds, and what is below
/// them; it is given the path of each as in [`Finding::path`].
///
/// # Errors
/// As [`lint`].
pub fn lint_within(
    crd: &Value,
    is_on: &(dyn Fn(&Lint) -> bool + Sync),
    enters: &(dyn Fn(&str) -> bool + Sync),
) -> Result<Vec<Finding>, DecodeError> {
    look(crd, is_on, Some(enters))
}

fn look(
    crd: &Value,
    is_on: &(dyn Fn(&Lint) -> bool + Sync),
    enters: Option<&(dyn Fn(&str) -> bool + Sync)>,
) -> Result<Vec<Finding>, DecodeError> {
    guarded(&[crd], || {
        let mut run = Run {
            on: lints().filter(|lint| is_on(lint)).collect(),
            enters,
            findings: Vec::new(),
        };
        run.crd(crd);
        let versions = crd.pointer("/spec/versions").and_then(Value::as_array);
        let versions = versions.map_or(&[][..], Vec::as_slice);
        let spec = Path::root("spec");
        let list = spec.child("versions");
        for (index, version) in versions.iter().enumerate() {
            run.version(version, &list.index(index));
        }
        run.schemas(versions);
        Ok(run.findings)
    })
}

/// One run over a CRD.
struct Run<'r> {
    on: Vec<&'static Lint>,
    /// Which properties are looked at; all where none.
    enters: Option<&'r (dyn Fn(&str) -> bool + Sync)>,
    findings: Vec<Finding>,
}

impl Run<'_> {
    /// Runs the lints of which `check` takes the check.
    fn each<C>(
        &mut self,
        path: Option<&Path<'_>>,
        check: impl Fn(Check) -> Option<C>,
        run: impl Fn(C, &mut Told<'_>),
    ) {
        for &lint in &self.on {
            if let Some(check) = check(lint.check) {
                let findings = &mut self.findings;
                run(check, &mut Told { lint, path, findings });
            }
        }
    }

    fn crd(&mut self, crd: &Value) {
        if !self.on.iter().any(|lint| matches!(lint.check, Check::Crd(_))) {
            return;
        }
        let whole = Whole::new(crd);
        let check = |check| match check {
            Check::Crd(check) => Some(check),
            _ => None,
        };
        self.each(None, check, |check, told| check(&whole, told));
    }

    fn version(&mut self, version: &Value, path: &Path<'_>) {
        let check = |check| match check {
            Check::Version(check) => Some(check),
            _ => None,
        };
        self.each(Some(path), check, |check, told| check(version, told));
    }

    /// The schemas of all versions; one that all of them share is looked at once, by the path that the server has for
    /// it.
    fn schemas(&mut self, versions: &[Value]) {
        let all: Vec<Option<&Value>> = versions
            .iter()
            .map(|version| version.pointer("/schema/openAPIV3Schema"))
            .collect();
        let spec = Path::root("spec");
        if let Some((Some(first), rest)) = all.split_first()
            && rest.iter().all(|one| *one == Some(first))
        {
            let shared = spec.child("validation");
            self.schema(first, shared.child(SCHEMA));
            return;
        }
        let list = spec.child("versions");
        for (index, schema) in all.into_iter().enumerate() {
            let version = list.index(index);
            if let Some(schema) = schema {
                self.schema(schema, version.child("schema").child(SCHEMA));
            }
        }
    }

    fn schema(&mut self, schema: &Value, path: Path<'_>) {
        if let Some(root) = Node::root(schema, path) {
            self.node(&root);
        }
    }

    fn node(&mut self, node: &Node<'_, '_>) {
        let check = |check| match check {
            Check::Node(check) => Some(check),
            _ => None,
        };
        self.each(Some(&node.path), check, |check, told| check(node, told));
        node.each_child(&mut |child| {
            let enters = self.enters.filter(|_| child.property.is_some());
            if enters.is_none_or(|enters| enters(&child.path.to_string())) {
                self.node(child);
            }
        });
    }
}

/// What a version's `schema` holds.
const SCHEMA: &str = "openAPIV3Schema";
