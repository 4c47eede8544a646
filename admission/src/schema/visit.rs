//! Looking through all nodes of a schema.

use super::Schema;

/// Whether `wanted` holds for the node or any below it, junctors and forbidden keywords included.
pub(crate) fn any_node<'a>(schema: &Schema<'a>, wanted: &dyn Fn(&Schema<'a>) -> bool) -> bool {
    let below = |s: &Schema<'a>| any_node(s, wanted);
    let boxed = |s: Option<&Schema<'a>>| s.is_some_and(below);
    wanted(schema)
        || boxed(schema.item())
        || schema.items.iter().flat_map(|i| &i.list).any(below)
        || schema
            .all_of
            .iter()
            .chain(&schema.any_of)
            .chain(&schema.one_of)
            .any(below)
        || boxed(schema.not.as_deref())
        || schema.properties.iter().flatten().any(|(_, s)| below(s))
        || boxed(schema.values())
        || schema.pattern_properties.iter().flatten().any(|(_, s)| below(s))
        || boxed(schema.additional_items.as_ref().and_then(|a| a.schema.as_deref()))
        || schema.definitions.iter().flatten().any(|(_, s)| below(s))
        || schema
            .dependencies
            .iter()
            .flatten()
            .any(|(_, d)| boxed(d.schema.as_deref()))
}
