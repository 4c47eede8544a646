//! Looking through all nodes of a schema.

use super::{Holds, Named, Schema};

/// Whether `wanted` holds for the node or any below it, junctors and forbidden keywords included.
pub(crate) fn any_node<'a>(schema: &Schema<'a>, wanted: &dyn Fn(&Schema<'a>) -> bool) -> bool {
    wanted(schema) || below(schema).any(|s| any_node(s, wanted))
}

/// Visits the nodes that hold any of these things, themselves or in a node below.
pub(crate) fn each_holding<'a>(schema: &Schema<'a>, what: Holds, visit: &mut dyn FnMut(&Schema<'a>)) {
    if schema.holds.any(what) {
        visit(schema);
        below(schema).for_each(|s| each_holding(s, what, visit));
    }
}

/// The nodes right below.
pub(super) fn below<'s, 'a>(schema: &'s Schema<'a>) -> impl Iterator<Item = &'s Schema<'a>> {
    let junctors = [&schema.all_of, &schema.any_of, &schema.one_of];
    schema
        .item()
        .into_iter()
        .chain(schema.items.iter().flat_map(|items| &items.list))
        .chain(junctors.into_iter().flatten())
        .chain(schema.not.as_deref())
        .chain(schema.properties.iter().flat_map(Named::values))
        .chain(schema.values())
        .chain(schema.foreign.iter().flat_map(|foreign| foreign.schemas()))
}
