//! Keywords that no structural schema has: they are read to be refused, and a node has room for them only where it has
//! one.

use super::{Dependency, Named, Schema, SchemaOrBool};

/// The keywords of JSON Schema for which the server's type has a field and structural schemas have no use.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Foreign<'a> {
    pub(crate) id: &'a str,
    pub(crate) dialect: &'a str,
    pub(crate) reference: Option<&'a str>,
    pub(crate) pattern_properties: Option<Named<'a>>,
    pub(crate) dependencies: Option<Named<'a, Dependency<'a>>>,
    pub(crate) additional_items: Option<SchemaOrBool<'a>>,
    pub(crate) definitions: Option<Named<'a>>,
}

impl<'a> Foreign<'a> {
    /// The schemas right below.
    pub(super) fn schemas(&self) -> impl Iterator<Item = &Schema<'a>> {
        let additional_items = self.additional_items.as_ref();
        let dependencies = self.dependencies.iter().flat_map(Named::values);
        self.pattern_properties
            .iter()
            .flat_map(Named::values)
            .chain(additional_items.and_then(|either| either.schema.as_deref()))
            .chain(self.definitions.iter().flat_map(Named::values))
            .chain(dependencies.filter_map(|dependency| dependency.schema.as_deref()))
    }
}
