//! What keeps a schema from being read as a structural one at all.

use super::{Holds, Named, Schema};

/// The keyword that keeps a schema from being read as a structural one at all, as the server words it.
pub(crate) fn unreadable(schema: &Schema<'_>) -> Option<String> {
    if !schema.holds.any(Holds::UNREADABLE) {
        return None;
    }
    let junctors = schema
        .not
        .as_deref()
        .into_iter()
        .chain(&schema.all_of)
        .chain(&schema.any_of)
        .chain(&schema.one_of);
    own_fault(schema)
        .map(str::to_owned)
        .or_else(|| junctors.clone().find_map(unreadable))
        .or_else(|| preserve_fault(schema).map(str::to_owned))
        .or_else(|| items_fault(schema).map(str::to_owned))
        .or_else(|| schema.item().and_then(unreadable))
        .or_else(|| schema.each_property().find_map(|(_, s)| unreadable(s)))
        .or_else(|| schema.values().and_then(unreadable))
}

/// Whether the node itself has such a keyword.
pub(super) fn is_unreadable(s: &Schema<'_>) -> bool {
    own_fault(s).is_some() || preserve_fault(s).is_some() || items_fault(s).is_some()
}

fn own_fault(s: &Schema<'_>) -> Option<&'static str> {
    let s = s.foreign.as_deref()?;
    let faults = [
        (!s.id.is_empty(), "OpenAPIV3Schema 'id' is not supported"),
        (!s.dialect.is_empty(), "OpenAPIV3Schema 'schema' is not supported"),
        (
            s.reference.is_some_and(|r| !r.is_empty()),
            "OpenAPIV3Schema '$ref' is not supported",
        ),
        (
            has_entries(&s.pattern_properties),
            "OpenAPIV3Schema 'patternProperties' is not supported",
        ),
        (
            has_entries(&s.dependencies),
            "OpenAPIV3Schema 'dependencies' is not supported",
        ),
        (
            s.additional_items.is_some(),
            "OpenAPIV3Schema 'additionalItems' is not supported",
        ),
        (
            has_entries(&s.definitions),
            "OpenAPIV3Schema 'definitions' is not supported",
        ),
    ];
    faults.into_iter().find(|(fault, _)| *fault).map(|(_, text)| text)
}

fn has_entries<T>(map: &Option<Named<'_, T>>) -> bool {
    map.as_ref().is_some_and(|named| !named.is_empty())
}

fn preserve_fault(s: &Schema<'_>) -> Option<&'static str> {
    (s.preserve_unknown_fields == Some(false))
        .then_some("internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined")
}

fn items_fault(s: &Schema<'_>) -> Option<&'static str> {
    let list = s.items.as_ref().is_some_and(|i| !i.list.is_empty());
    list.then_some("OpenAPIV3Schema 'items' must be a schema, but is an array")
}
