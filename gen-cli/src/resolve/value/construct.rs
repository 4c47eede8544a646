//! Values of the user's own structs and enums.

use super::datum::{self, Datum, Own};
use super::paths::Named;
use super::{Scene, Values, Why};
use crate::resolve::names::ItemId;
use crate::resolve::scope::plain;
use crate::resolve::types::{Type, substitute};
use kubewright_core::model::{Ty, TyPath};
use std::collections::BTreeMap;
use syn::{Expr, Fields, Item};

/// The fields that are written, by member.
pub(super) type Given<'e> = [(String, &'e Expr)];

/// A field as declared: its member, and its type as far as it is known.
pub(super) type Declared = (String, Option<Type>);

impl Values<'_> {
    /// Whether an enum has a variant of this name.
    pub(super) fn has_variant(&self, id: &ItemId, name: &str) -> bool {
        self.fields(id, Some(name)).is_some()
    }

    /// The fields of a struct, or of one variant of an enum.
    pub(super) fn fields(&self, id: &ItemId, variant: Option<&str>) -> Option<&Fields> {
        match (self.types.sources.item(id)?, variant) {
            (Item::Struct(item), None) => Some(&item.fields),
            (Item::Enum(item), Some(name)) => item
                .variants
                .iter()
                .find(|variant| plain(&variant.ident) == name)
                .map(|variant| &variant.fields),
            _ => None,
        }
    }

    /// The fields with their types, the arguments put in.
    pub(super) fn declared(&self, id: &ItemId, args: &[Type], variant: Option<&str>) -> Vec<Declared> {
        let names = self.generics(id).into_iter();
        let names = names.flat_map(syn::Generics::type_params);
        let names = names.map(|param| plain(&param.ident));
        let given: BTreeMap<String, Type> = names.zip(args.iter().cloned()).collect();
        let site = self.containers.site(id);
        let fields = self.fields(id, variant).into_iter().flatten();
        let typed = fields.enumerate().map(|(index, field)| {
            let ty = self.types.resolve(&self.containers.ty(&field.ty), &site).ok();
            let member = field.ident.as_ref().map_or_else(|| index.to_string(), plain);
            (member, ty.map(|ty| substitute(&ty, &given)))
        });
        typed.collect()
    }

    /// A variant that is named alone.
    pub(super) fn variant_without_fields(&self, id: &ItemId, name: &str) -> Result<Datum, Why> {
        match self.fields(id, Some(name)) {
            Some(Fields::Unit) => Ok(Datum::Own(Own {
                id: id.clone(),
                variant: Some(name.to_owned()),
                fields: Vec::new(),
            })),
            _ => Err(format!("`{name}` is written without its fields")),
        }
    }

    /// `Path { field: value, … }`, perhaps with `..base`.
    pub(super) fn struct_literal(&self, literal: &syn::ExprStruct, scene: &Scene<'_>) -> Result<Datum, Why> {
        let path = self.path(literal.qself.as_ref(), &literal.path)?;
        let (ty, variant) = match self.named(&path, scene)? {
            Named::Item(id) => (self.named_type(&id, &path, scene)?, None),
            Named::Member(ty, name) => (ty, Some(name)),
            _ => return Err("what is built is not in the source that is read".to_owned()),
        };
        let Type::Item(id, args) = ty else {
            return Err("what is built is not in the source that is read".to_owned());
        };
        let mut given = Vec::new();
        for field in &literal.fields {
            self.unchanged(&field.attrs, &scene.place.site.module)?;
            given.push((member(&field.member), &field.expr));
        }
        let whole = Type::Item(id.clone(), args.clone());
        let base = match &literal.rest {
            Some(base) => Some(self.expr(base, &scene.wanting(Some(&whole))?)?),
            None if literal.dot2_token.is_some() => {
                return Err("the fields that are left out have values of their own".to_owned());
            }
            None => None,
        };
        let fields = self.declared(&id, &args, variant.as_deref());
        let fields = self.built(fields, &given, base, &id, scene)?;
        Ok(Datum::Own(Own { id, variant, fields }))
    }

    /// The type that `Path { … }` or `Path(…)` is of: through an alias, with its arguments, or with those wanted.
    fn named_type(&self, id: &ItemId, path: &TyPath, scene: &Scene<'_>) -> Result<Type, Why> {
        match self.types.sources.item(id) {
            Some(Item::Type(_)) => {
                let ty = Ty::Path(path.clone());
                self.type_in(&ty, scene.place)
                    .ok_or_else(|| format!("`{path}` is no type that is known"))
            }
            _ if path.segments.iter().any(|segment| segment.name == "Self") => {
                let itself = scene.place.site.self_type.as_ref();
                let itself = itself.map(|ty| substitute(ty, &scene.place.given));
                itself.ok_or_else(|| "`Self` is no type here".to_owned())
            }
            _ => {
                let args = self.arguments(path.segments.last(), scene.place);
                Ok(self.constructed(id.clone(), args, scene))
            }
        }
    }

    fn built(
        &self,
        declared: Vec<Declared>,
        given: &Given<'_>,
        base: Option<Datum>,
        id: &ItemId,
        scene: &Scene<'_>,
    ) -> Result<datum::Fields, Why> {
        let base = match base {
            None => None,
            Some(Datum::Own(own)) if own.id == *id && own.variant.is_none() => Some(own),
            Some(_) => return Err("the rest of a struct is no value of it".to_owned()),
        };
        let each = declared.into_iter().map(|(member, ty)| {
            let value = match given.iter().find(|(name, _)| *name == member) {
                Some((_, expr)) => scene
                    .wanting(ty.as_ref())
                    .and_then(|scene| self.expr(expr, &scene)),
                None => match &base {
                    Some(base) => base.field(&member).cloned(),
                    None => Err(format!("`{member}` is not given")),
                },
            };
            (member, value)
        });
        Ok(each.collect())
    }

    /// `Path(a, b)` of a tuple struct.
    pub(super) fn tuple_struct(
        &self,
        id: &ItemId,
        path: &TyPath,
        args: &[&Expr],
        scene: &Scene<'_>,
    ) -> Result<Datum, Why> {
        match self.named_type(id, path, scene)? {
            Type::Item(id, types) => self.positional(&id, &types, None, args, scene),
            _ => Err(format!("`{path}` would have to be run")),
        }
    }

    /// `Enum::Variant(a)`.
    pub(super) fn tuple_variant(
        &self,
        id: &ItemId,
        types: &[Type],
        name: &str,
        args: &[&Expr],
        scene: &Scene<'_>,
    ) -> Result<Datum, Why> {
        self.positional(id, types, Some(name), args, scene)
    }

    fn positional(
        &self,
        id: &ItemId,
        types: &[Type],
        variant: Option<&str>,
        args: &[&Expr],
        scene: &Scene<'_>,
    ) -> Result<Datum, Why> {
        let declared = self.declared(id, types, variant);
        let is_tuple = matches!(self.fields(id, variant), Some(Fields::Unnamed(_)));
        if !is_tuple || declared.len() != args.len() {
            return Err("what is built has other fields".to_owned());
        }
        let given: Vec<(String, &Expr)> = args
            .iter()
            .enumerate()
            .map(|(index, arg)| (index.to_string(), *arg))
            .collect();
        Ok(Datum::Own(Own {
            id: id.clone(),
            variant: variant.map(str::to_owned),
            fields: self.built(declared, &given, None, id, scene)?,
        }))
    }
}

fn member(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(ident) => plain(ident),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}
