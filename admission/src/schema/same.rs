//! Whether two schemas are the same to the server: an empty list or map is as none.

use super::{Foreign, Named, Schema, SchemaOrBool};

impl Schema<'_> {
    /// Whether the two are the same.
    pub(crate) fn is_same(&self, other: &Schema<'_>) -> bool {
        self == other || without_empty(self) == without_empty(other)
    }
}

/// Whether both are there and the same, or neither is.
pub(crate) fn are_same(a: Option<&Schema<'_>>, b: Option<&Schema<'_>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.is_same(b),
        _ => a.is_none() && b.is_none(),
    }
}

/// The schema without what is there but empty.
fn without_empty<'a>(schema: &Schema<'a>) -> Schema<'a> {
    let mut out = schema.clone();
    out.enumeration = out.enumeration.filter(|list| !list.is_empty());
    out.required = out.required.filter(|list| !list.is_empty());
    out.rules = out.rules.filter(|list| !list.is_empty());
    named(&mut out.properties);
    if let Some(foreign) = &mut out.foreign {
        named(&mut foreign.pattern_properties);
        named(&mut foreign.definitions);
        foreign.dependencies = foreign.dependencies.take().filter(|map| !map.is_empty());
        for dependency in foreign.dependencies.iter_mut().flat_map(Named::values_mut) {
            boxed(&mut dependency.schema);
        }
        either(&mut foreign.additional_items);
    }
    out.foreign = out.foreign.filter(|foreign| **foreign != Foreign::default());
    for list in [&mut out.all_of, &mut out.any_of, &mut out.one_of] {
        list.iter_mut().for_each(|branch| *branch = without_empty(branch));
    }
    if let Some(items) = &mut out.items {
        boxed(&mut items.schema);
        items.list.iter_mut().for_each(|item| *item = without_empty(item));
    }
    boxed(&mut out.not);
    either(&mut out.additional_properties);
    out
}

fn named(named: &mut Option<Named<'_>>) {
    *named = named.take().filter(|map| !map.is_empty());
    for schema in named.iter_mut().flat_map(Named::values_mut) {
        *schema = without_empty(schema);
    }
}

fn either(either: &mut Option<SchemaOrBool<'_>>) {
    if let Some(SchemaOrBool { schema, .. }) = either {
        boxed(schema);
    }
}

fn boxed(schema: &mut Option<Box<Schema<'_>>>) {
    if let Some(schema) = schema {
        **schema = without_empty(schema);
    }
}
