//! The last check before anything is written: what the API server would say of each manifest.

mod cost;

use crate::walk::Sources;
use kubewright_admission::{FieldError, KubernetesVersion, validate_crd};
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::span::Span;
use serde_json::Value;
use std::collections::BTreeMap;

/// A CRD, and where its parts are written.
pub(crate) struct Made {
    /// The manifest.
    pub(crate) crd: Value,
    /// The `#[resource(…)]`.
    pub(crate) resource: Span,
    /// The parts of its schema, by the server's paths from the schema's root.
    pub(crate) places: BTreeMap<String, Span>,
}

/// The version of this minor number; the newest where its rules are not known.
pub(crate) fn version(minor: u8) -> KubernetesVersion {
    let mut known = KubernetesVersion::ALL.into_iter();
    known
        .find(|version| version.minor() == u32::from(minor))
        .unwrap_or_default()
}

/// Why the API server of a version would refuse the manifest; each error stands at the attribute that caused it,
/// as far as that is known, else at the kind.
pub(crate) fn refusals(made: &Made, version: KubernetesVersion) -> Vec<Diagnostic> {
    match validate_crd(&made.crd, version) {
        Ok(verdict) => {
            let (dear, others): (Vec<_>, Vec<_>) = verdict
                .errors
                .iter()
                .partition(|error| cost::is_about_cost(error));
            let others = others.into_iter().map(|error| refused(error, made, version));
            others.chain(cost::too_dear(&dear, made, version)).collect()
        }
        Err(unreadable) => {
            let message = "the API server could not read the manifest";
            vec![Diagnostic::new(Code::Refused, made.resource, "", message).note(unreadable.to_string())]
        }
    }
}

/// Says which attribute wrote a rule that the user did not: the error stands at its name.
pub(crate) fn name_author(mut refusal: Diagnostic, sources: &Sources) -> Diagnostic {
    let place = sources.place(refusal.span);
    let word = place
        .as_ref()
        .and_then(|place| place.file.text.get(place.bytes.clone()));
    if let Some(attribute) = word.and_then(author)
        && refusal.code == Code::Refused
    {
        refusal.message = format!("{}, for the rule that {attribute} makes", refusal.message);
    }
    refusal
}

/// The attribute whose name or key this is, if it makes a rule.
fn author(word: &str) -> Option<String> {
    match word {
        "immutable" => Some("`#[immutable]`".to_owned()),
        "exactly_one_of" | "at_most_one_of" | "at_least_one_of" => {
            Some(format!("`#[validation({word}(…))]`"))
        }
        _ => None,
    }
}

fn refused(error: &FieldError, made: &Made, version: KubernetesVersion) -> Diagnostic {
    let in_schema = schema_path(&error.field);
    let at = in_schema
        .and_then(|path| nearest(path, &made.places))
        .unwrap_or(made.resource);
    let path = in_schema.map(object_path).unwrap_or_default();
    let message = format!("the API server of Kubernetes {version} would refuse the manifest");
    let refused = Diagnostic::new(Code::Refused, at, path, message).note(error.to_string());
    match way_out(&error.field) {
        Some(help) => refused.help(help),
        None => refused,
    }
}

/// What would be taken instead, by the part of the schema that is refused.
fn way_out(field: &str) -> Option<&'static str> {
    let parts = [
        (
            ".pattern",
            "write a regular expression of RE2: it has no look-around and no back-references",
        ),
        (
            ".default",
            "give a default that the schema takes, or publish none with `#[schema(no_default)]`",
        ),
        (
            ".rule",
            "mend the rule: it sees the value as `self`, its fields by the names that CEL has for them",
        ),
        (
            ".messageExpression",
            "mend the expression: it gives a string, and sees the value as `self`",
        ),
        (
            ".fieldPath",
            "name a field below the rule: `field_path = \".name\"`, or leave it out",
        ),
    ];
    let found = parts.into_iter().find(|(end, _)| field.ends_with(end));
    found.map(|(_, help)| help)
}

/// The part of an error's path that lies in the schema. A single version's schema is called by its old name.
pub(crate) fn schema_path(field: &str) -> Option<&str> {
    let (_, path) = field.split_once("openAPIV3Schema")?;
    Some(path.trim_start_matches('.'))
}

/// The place of a path, or of the longest part of it that has one.
pub(crate) fn nearest(path: &str, places: &BTreeMap<String, Span>) -> Option<Span> {
    let mut path = path;
    loop {
        if let Some(at) = places.get(path) {
            return Some(*at);
        }
        path = path.rsplit_once('.').map_or("", |(above, _)| above);
        if path.is_empty() {
            return places.get("").copied();
        }
    }
}

/// A schema's path as a path in the object: `properties[spec].properties[ports].items` is `spec.ports[*]`.
pub(crate) fn object_path(path: &str) -> String {
    let mut shown = String::new();
    let mut rest = path;
    loop {
        let (step, after) = if let Some((name, after)) = rest
            .strip_prefix("properties[")
            .and_then(|rest| rest.split_once(']'))
        {
            (
                if shown.is_empty() {
                    name.to_owned()
                } else {
                    format!(".{name}")
                },
                after,
            )
        } else if let Some(after) = rest.strip_prefix("items") {
            ("[*]".to_owned(), after)
        } else if let Some(after) = rest.strip_prefix("additionalProperties") {
            ("{*}".to_owned(), after)
        } else {
            return shown;
        };
        shown.push_str(&step);
        rest = after.trim_start_matches('.');
    }
}

#[cfg(test)]
mod tests {
    use super::{nearest, object_path, schema_path};
    use kubewright_core::span::Span;
    use std::collections::BTreeMap;

    #[test]
    fn the_servers_path_is_a_path_in_the_object() {
        let field = "spec.validation.openAPIV3Schema.properties[spec].properties[a.b].items.additionalProperties.pattern";
        assert_eq!(object_path(schema_path(field).unwrap()), "spec.a.b[*]{*}");
        assert_eq!(schema_path("metadata.name"), None);
    }

    #[test]
    fn an_error_stands_at_the_nearest_part_that_has_a_place() {
        let places = BTreeMap::from([
            (String::new(), Span::new(1)),
            ("properties[spec]".to_owned(), Span::new(2)),
            (
                "properties[spec].x-kubernetes-validations[0]".to_owned(),
                Span::new(3),
            ),
        ]);
        let at = |path| nearest(path, &places).map(Span::id);
        assert_eq!(at("properties[spec].x-kubernetes-validations[0].rule"), Some(3));
        assert_eq!(at("properties[spec].properties[x].default"), Some(2));
        assert_eq!(at("properties[status].type"), Some(1));
    }
}
