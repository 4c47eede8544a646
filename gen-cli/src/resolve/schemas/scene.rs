//! The container whose holes are filled: which field each hole belongs to.

use crate::resolve::names::ItemId;
use crate::resolve::types::Type;
use kubewright_core::model::{Container, Field, Hole, HoleId, SerdeDefault, Shape, Ty, VariantShape};
use std::collections::BTreeMap;

/// The container whose holes are filled, and what is put in for its parameters.
pub(super) struct Scene<'a> {
    pub(super) container: &'a Container,
    pub(super) id: &'a ItemId,
    pub(super) given: &'a BTreeMap<String, Type>,
}

impl Scene<'_> {
    /// The fields that a container has, its variants' included, each with its path.
    fn fields(&self) -> Vec<(String, &Field)> {
        let name = &self.container.name;
        match &self.container.shape {
            Shape::Struct(fields) | Shape::Tuple(fields) => fields_under(name, fields),
            Shape::Newtype(field) => fields_under(name, std::slice::from_ref(&**field)),
            Shape::Unit => Vec::new(),
            Shape::Enum(variants) => variants
                .iter()
                .flat_map(|variant| {
                    let owner = format!("{name}::{}", variant.member);
                    match &variant.shape {
                        VariantShape::Struct(fields) | VariantShape::Tuple(fields) => {
                            fields_under(&owner, fields)
                        }
                        VariantShape::Newtype(field) => fields_under(&owner, std::slice::from_ref(&**field)),
                        VariantShape::Unit => Vec::new(),
                    }
                })
                .collect(),
        }
    }

    /// The path of what a hole belongs to.
    pub(super) fn path(&self, hole: HoleId) -> String {
        let found = self
            .fields()
            .into_iter()
            .find(|(_, field)| field.ty == hole || default_hole(field) == Some(hole));
        found.map_or_else(|| self.container.name.clone(), |(path, _)| path)
    }

    /// The type of the field whose default a hole is.
    pub(super) fn type_of_default(&self, hole: HoleId) -> Option<&Ty> {
        let field = self
            .fields()
            .into_iter()
            .find(|(_, field)| default_hole(field) == Some(hole))?
            .1;
        match self.container.holes.get(usize::try_from(field.ty).ok()?)? {
            Hole::Type(ty) => Some(ty),
            _ => None,
        }
    }
}

fn fields_under<'f>(owner: &str, fields: &'f [Field]) -> Vec<(String, &'f Field)> {
    fields
        .iter()
        .map(|field| (format!("{owner}.{}", field.member), field))
        .collect()
}

fn default_hole(field: &Field) -> Option<HoleId> {
    match field.serde.default {
        SerdeDefault::Path(hole, _) => Some(hole),
        _ => None,
    }
}
