//! The server's answers, in the words in which kubectl shows them.

use super::part::Part;
use kubewright_admission::FieldError;
use std::collections::BTreeSet;

/// The most bytes of a request.
pub(super) const MAX_BODY: usize = 3 << 20;

/// 422: each error on a line of its own, where there are several.
pub(super) fn invalid(part: &Part, errors: &[FieldError]) -> String {
    let mut seen = BTreeSet::new();
    let texts: Vec<String> = errors
        .iter()
        .map(ToString::to_string)
        .filter(|text| seen.insert(text.clone()))
        .collect();
    let head = format!("The {} {:?} is invalid:", part.kind(), part.name());
    match texts.as_slice() {
        [one] => format!("{head} {one}"),
        several => format!("{head}\n* {}", several.join("\n* ")),
    }
}

/// 400: the body can't be read.
pub(super) fn unreadable(part: &Part, why: &str) -> String {
    let (kind, version) = (part.kind(), part.version());
    format!(
        "Error from server (BadRequest): {kind} in version \"{version}\" cannot be handled as a {kind}: {why}"
    )
}

/// 400: the fields that strict validation refuses.
pub(super) fn unknown_fields(part: &Part, unknown: &[String]) -> String {
    unreadable(part, &format!("strict decoding error: {}", unknown.join(", ")))
}

/// What the server says of a field that it drops.
pub(super) fn unknown_field(path: &str) -> String {
    format!("unknown field \"{path}\"")
}

/// What server-side apply says of an object that doesn't fit the types of the schema.
pub(super) fn untyped(part: &Part, namespaced: bool, faults: &[String]) -> String {
    let namespace = if namespaced { part.namespace() } else { "" };
    let said = match faults {
        [one] => one.clone(),
        several => format!("errors:\n  {}", several.join("\n  ")),
    };
    let (name, api_version, kind) = (part.name(), part.api_version(), part.kind());
    format!(
        "Error from server: failed to create typed patch object ({namespace}/{name}; {api_version}, Kind={kind}): {said}"
    )
}

/// No served version of a CRD.
pub(super) fn no_match(part: &Part) -> String {
    format!(
        "no matches for kind \"{}\" in version \"{}\"",
        part.kind(),
        part.api_version()
    )
}

/// No kind of this name in a group of CRDs.
pub(super) fn no_kind(part: &Part) -> String {
    format!("{}\nensure CRDs are installed first", no_match(part))
}

/// 404: the kind has no such subresource.
pub(super) fn no_subresource() -> String {
    "Error from server (NotFound): the server could not find the requested resource".to_owned()
}

/// 413.
pub(super) fn too_large() -> String {
    format!("Error from server (RequestEntityTooLarge): Request entity too large: limit is {MAX_BODY}")
}
