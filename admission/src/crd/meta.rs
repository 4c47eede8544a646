//! `metadata` of a CRD: its name, and the approval of protected groups.

use super::model::Crd;
use crate::object_meta;
use crate::path::Path;
use crate::{FieldError, KubernetesVersion, go_url, names};

const APPROVAL: &str = "api-approved.kubernetes.io";
const SEE: &str = "see https://github.com/kubernetes/enhancements/pull/1111";

/// Validates the metadata of a new CRD.
pub(crate) fn validate(crd: &Crd<'_>, version: KubernetesVersion) -> Vec<FieldError> {
    let required = format!("{}.{}", crd.spec.names.plural, crd.spec.group);
    let rule = |name: &str, prefix: bool| {
        let mut complaints = names::object_name(name, prefix);
        if name != required {
            complaints.push("must be spec.names.plural+\".\"+spec.group".to_owned());
        }
        complaints
    };
    object_meta::validate(&crd.metadata, false, &rule, &Path::root("metadata"), version)
}

#[derive(PartialEq)]
enum Approval {
    Missing,
    Bypassed,
    Approved,
    Invalid,
}

fn approval<'a>(crd: &Crd<'a>) -> (Approval, &'a str) {
    let annotation = crd
        .metadata
        .annotations
        .iter()
        .find(|(key, _)| *key == APPROVAL)
        .map(|(_, value)| *value);
    let text = annotation.unwrap_or_default();
    let state = if text.is_empty() {
        Approval::Missing
    } else if text.starts_with("unapproved") {
        Approval::Bypassed
    } else if go_url::parse_request_uri(text).is_ok_and(|url| !url.host.is_empty() && !url.scheme.is_empty())
    {
        Approval::Approved
    } else {
        Approval::Invalid
    };
    (state, text)
}

fn is_protected(group: &str) -> bool {
    ["k8s.io", "kubernetes.io"]
        .iter()
        .any(|g| group == *g || group.ends_with(&format!(".{g}")))
}

/// CRDs of Kubernetes' own groups need an annotation; an update need not mend what was wrong before.
pub(crate) fn validate_approval(crd: &Crd<'_>, old: Option<&Crd<'_>>, errors: &mut Vec<FieldError>) {
    if !is_protected(crd.spec.group) {
        return;
    }
    let (state, text) = approval(crd);
    if old.is_some_and(|old| approval(old).0 == state) {
        return;
    }
    let field = format!("metadata.annotations[{APPROVAL}]");
    match state {
        Approval::Missing => {
            let detail = format!("protected groups must have approval annotation \"{APPROVAL}\", {SEE}");
            errors.push(FieldError::required(field, detail));
        }
        Approval::Invalid => {
            let detail = format!(
                "protected groups must have approval annotation \"{APPROVAL}\" with either a URL or a reason starting with \"unapproved\", {SEE}"
            );
            errors.push(FieldError::invalid(field, text, detail));
        }
        Approval::Bypassed | Approval::Approved => {}
    }
}
