//! The container whose holes are filled: what each hole belongs to.

use crate::resolve::names::ItemId;
use crate::resolve::types::Type;
use kubewright_core::lower;
use kubewright_core::model::{
    Container, DefaultKey, Field, Hole, HoleId, SchemaKeys, SerdeDefault, Shape, Ty, VariantShape,
};
use serde::Serialize;
use serde_json::Value;
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

    /// The fields that a hole belongs to, each with its path: fields of one type share their default.
    fn fields_of(&self, hole: HoleId, written: &Hole) -> Vec<(String, &Field)> {
        let mut fields = self.fields();
        fields.retain(|(_, field)| match written {
            Hole::Type(_) => field.ty == hole,
            Hole::Const(_) => key_of(&field.facts, hole).is_some(),
            Hole::DefaultFn(_) => default_hole(field) == Some(hole),
            Hole::Default(ty) => publishes_default(field) && self.ty(field) == Some(ty),
        });
        fields
    }

    /// The path of what a hole belongs to: a field, a variant, or the container itself.
    pub(super) fn path(&self, hole: HoleId, written: &Hole) -> String {
        if let Some((path, _)) = self.fields_of(hole, written).into_iter().next() {
            return path;
        }
        let name = &self.container.name;
        let variants = match &self.container.shape {
            Shape::Enum(variants) => variants.as_slice(),
            _ => &[],
        };
        let variant = variants
            .iter()
            .find(|variant| key_of(&variant.facts, hole).is_some());
        variant.map_or_else(|| name.clone(), |variant| format!("{name}::{}", variant.member))
    }

    /// Whether a field that a hole belongs to has a schema of its own, which may not tell a set.
    pub(super) fn is_literal(&self, hole: HoleId, written: &Hole) -> bool {
        let fields = self.fields_of(hole, written);
        fields.iter().any(|(_, field)| is_literal(&field.facts.schema))
    }

    /// What to do about a hole that can't be filled.
    pub(super) fn way_out(&self, hole: HoleId, written: &Hole) -> String {
        if !matches!(written, Hole::Const(_)) {
            return "write the value as `#[schema(default = …)]`, or leave it unpublished with `#[schema(no_default)]`"
                .to_owned();
        }
        let variants = match &self.container.shape {
            Shape::Enum(variants) => variants.as_slice(),
            _ => &[],
        };
        let fields = self.fields_of(hole, written);
        let key = fields
            .iter()
            .find_map(|(_, field)| key_of(&field.facts, hole))
            .or_else(|| key_of(&self.container.facts, hole))
            .or_else(|| key_of(&self.container.resource, hole))
            .or_else(|| variants.iter().find_map(|variant| key_of(&variant.facts, hole)));
        match key.as_deref() {
            Some(list @ ("enum" | "external_docs")) => format!("write the value itself: `{list}(…)`"),
            Some(key) => format!("write the value itself: `{key} = …`"),
            None => "write the value itself".to_owned(),
        }
    }

    /// The type of the field whose default a hole is.
    pub(super) fn type_of_default(&self, hole: HoleId) -> Option<&Ty> {
        let mut fields = self.fields().into_iter();
        let (_, field) = fields.find(|(_, field)| default_hole(field) == Some(hole))?;
        self.ty(field)
    }

    fn ty(&self, field: &Field) -> Option<&Ty> {
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

/// Whether the schema that keys give may tell nothing of sets.
pub(in crate::resolve) fn is_literal(keys: &SchemaKeys) -> bool {
    keys.with.is_some() || keys.preserve_unknown_fields.is_some()
}

/// Whether the field publishes its type's default.
fn publishes_default(field: &Field) -> bool {
    let asked = field.facts.schema.default.as_ref();
    matches!(field.serde.default, SerdeDefault::Bare(_))
        && asked.is_some_and(|asked| asked.value == DefaultKey::Publish)
}

/// The key in whose value a hole is.
fn key_of(facts: &impl Serialize, hole: HoleId) -> Option<String> {
    key_in(&serde_json::to_value(facts).ok()?, hole, "")
}

fn key_in(value: &Value, hole: HoleId, key: &str) -> Option<String> {
    match value {
        Value::Object(entries) => entries.iter().find_map(|(name, inner)| {
            if lower::hole_of(name, inner) == Some(hole) {
                return Some(key.to_owned());
            }
            // what stands in a user's own value is no key of ours, nor is what marks a place
            let is_inside = matches!(key, "default" | "example" | "with" | "external_docs");
            let is_mark = name.starts_with('$');
            key_in(inner, hole, if is_inside || is_mark { key } else { name })
        }),
        Value::Array(items) => items.iter().find_map(|item| key_in(item, hole, key)),
        _ => None,
    }
}
