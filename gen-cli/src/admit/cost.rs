//! Rules that cost the API server too much: at which list, map or string a bound would do.

use super::{Made, nearest, object_path, refused, schema_path};
use kubewright_admission::cel::{Bound, Budget, Share, budget};
use kubewright_admission::{FieldError, KubernetesVersion};
use kubewright_core::diag::Diagnostic;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a schema's path ends in.
const SCHEMA: &str = "openAPIV3Schema";

/// Whether an error says that a rule, or all of them, cost too much.
pub(super) fn is_about_cost(error: &FieldError) -> bool {
    ["estimated rule cost", "estimated messageExpression cost"]
        .iter()
        .any(|words| error.detail.contains(words))
}

/// The rules that have to cost less, each with the bounds that would do. The server says it up to three times: of the
/// rule by itself, of its part in the sum, of the sum.
pub(super) fn too_dear(errors: &[&FieldError], made: &Made, version: KubernetesVersion) -> Vec<Diagnostic> {
    let mut roots: BTreeMap<&str, Vec<&FieldError>> = BTreeMap::new();
    for error in errors {
        if let Some((before, _)) = error.field.split_once(SCHEMA) {
            roots.entry(before).or_default().push(error);
        }
    }
    let mut found = Vec::new();
    for (before, errors) in roots {
        let root = format!("{before}{SCHEMA}");
        let spent = schema_at(&made.crd, before).map(|schema| budget(schema, &root, version));
        let over = spent.iter().flat_map(Budget::over);
        let told: Vec<_> = over
            .filter_map(|share| Some(lighter(share, said_of(share, &root, &errors)?, made, version)))
            .collect();
        if told.is_empty() {
            found.extend(errors.iter().map(|error| refused(error, made, version)));
        }
        found.extend(told);
    }
    found
}

/// The schema whose path begins so. What all versions share is called by its old name.
fn schema_at<'a>(crd: &'a Value, before: &str) -> Option<&'a Value> {
    let index = match before.strip_prefix("spec.versions[") {
        Some(rest) => rest.split_once(']')?.0,
        None => "0",
    };
    crd.pointer(&format!("/spec/versions/{index}/schema/{SCHEMA}"))
}

/// What the server says of an expression: that it costs too much, else that all together do.
fn said_of<'e>(share: &Share, root: &str, errors: &[&'e FieldError]) -> Option<&'e FieldError> {
    let path = share.cost.path();
    let alone = errors
        .iter()
        .find(|error| error.field == path && error.detail.contains("exceeds budget"));
    let all = || errors.iter().find(|error| error.field == root);
    alone.or_else(all).copied()
}

fn lighter(share: &Share, said: &FieldError, made: &Made, version: KubernetesVersion) -> Diagnostic {
    let of_share = FieldError {
        field: share.cost.path(),
        ..said.clone()
    };
    let mut diagnostic = refused(&of_share, made, version);
    diagnostic.note = Some(said.to_string());
    let within = |bounds: &[Bound]| -> Vec<Bound> {
        let reached = bounds.iter().filter(|bound| field_of(bound, made).is_some());
        reached.cloned().collect()
    };
    let any_of = within(&share.any_of);
    let all_of = within(&share.all_of);
    let (bounds, help) = if !any_of.is_empty() {
        let start = if any_of.len() == 1 {
            "give it a bound"
        } else {
            "give it one of these bounds"
        };
        let help = format!("{start}: {}", listed(&any_of, ", or "));
        (any_of, help)
    } else if !all_of.is_empty() && all_of.len() == share.all_of.len() {
        let help = format!("give it these bounds: {}", listed(&all_of, ", and "));
        (all_of, help)
    } else {
        let help = "make the rule simpler: no bound of a list, map or string of yours would do";
        (Vec::new(), help.to_owned())
    };
    for bound in &bounds {
        let Some(at) = field_of(bound, made).and_then(|path| nearest(path, &made.places)) else {
            continue;
        };
        let label = format!("`{}` would do", attribute(bound).0);
        if at != diagnostic.span && !diagnostic.also.iter().any(|(known, _)| *known == at) {
            diagnostic = diagnostic.also(at, label);
        }
    }
    diagnostic.help(help)
}

/// The path of the field on which the bound would be written, where the source has one: parts of Kubernetes' own types
/// can't be bounded.
fn field_of<'b>(bound: &'b Bound, made: &Made) -> Option<&'b str> {
    let mut path = schema_path(&bound.path)?;
    loop {
        if made.places.contains_key(path) {
            return Some(path);
        }
        path = path
            .strip_suffix(".items")
            .or_else(|| path.strip_suffix(".additionalProperties"))?;
    }
}

fn listed(bounds: &[Bound], between: &str) -> String {
    let texts = bounds.iter().map(|bound| {
        let (keys, field) = attribute(bound);
        format!("`#[validation({keys})]` on `{field}`")
    });
    texts.collect::<Vec<_>>().join(between)
}

/// The keys of `#[validation(…)]` that set the bound, and the path in the object of the field that takes them.
fn attribute(bound: &Bound) -> (String, String) {
    let key = match bound.keyword {
        "maxItems" => "max_items",
        "maxProperties" => "max_properties",
        _ => "max_length",
    };
    let mut keys = format!("{key} = {}", bound.at_most);
    let mut field = object_path(schema_path(&bound.path).unwrap_or_default());
    loop {
        let (shorter, layer) = if let Some(shorter) = field.strip_suffix("[*]") {
            (shorter.to_owned(), "items")
        } else if let Some(shorter) = field.strip_suffix("{*}") {
            (shorter.to_owned(), "values")
        } else {
            return (keys, field);
        };
        keys = format!("{layer}({keys})");
        field = shorter;
    }
}
