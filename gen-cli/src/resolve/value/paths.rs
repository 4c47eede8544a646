//! What a path means as a value.

use super::datum::{Datum, Own};
use super::impls::{Content, Of};
use super::{Place, Scene, Values, Why, limits};
use crate::resolve::known::{self, Known};
use crate::resolve::names::{ItemId, Meaning};
use crate::resolve::scope::Namespace;
use crate::resolve::types::Type;
use kubewright_core::model::{PathSegment, Ty, TyPath};
use syn::Item;

/// What a path means.
pub(super) enum Named {
    /// An item: a constant, a function, a struct.
    Item(ItemId),
    /// A variant, or an associated constant or function.
    Member(Type, String),
    /// The same of one trait, or of any that a parameter's bounds may name.
    OfTrait(Type, Option<Meaning>, String),
    /// A path in a crate whose types are known by path, and the type before its last segment, if it is one.
    Known(Vec<String>, Option<Type>),
    /// A path in k8s-openapi.
    Kubernetes(Vec<String>),
}

impl Values<'_> {
    /// A path of syn's.
    pub(super) fn path(&self, qself: Option<&syn::QSelf>, path: &syn::Path) -> Result<TyPath, Why> {
        let ty = syn::Type::Path(syn::TypePath {
            attrs: Vec::new(),
            qself: qself.cloned(),
            path: path.clone(),
        });
        match self.containers.ty(&ty) {
            Ty::Path(path) => Ok(path),
            _ => Err("a path of this form is not read".to_owned()),
        }
    }

    /// What a path means as a value.
    pub(super) fn named(&self, path: &TyPath, scene: &Scene<'_>) -> Result<Named, Why> {
        if let Some((ty, position)) = &path.qself {
            return self.qualified(path, ty, *position, scene.place);
        }
        let names = segments(path);
        let (first, rest) = names
            .split_first()
            .ok_or_else(|| "an empty path is no value".to_owned())?;
        if rest.is_empty() && scene.place.constants.contains(first) {
            return Err(format!(
                "`{first}` is a parameter, and what is put in for it is not known"
            ));
        }
        if let Some(named) = self.relative(first, rest, scene.place) {
            return named;
        }
        let resolve = |namespace| {
            let module = &scene.place.site.module;
            let known = self.types.names;
            let found = known.resolve(module, path.leading_colon, &names, namespace);
            found.map_err(|doubt| known.note(doubt))
        };
        let found = match resolve(Namespace::Value)? {
            Some(found) => Some(found),
            None => resolve(Namespace::Type)?,
        };
        match found {
            Some(Meaning::Item(id)) => Ok(Named::Item(id)),
            Some(Meaning::Member(of, name)) => Ok(Named::Member(self.owner(*of, path, scene)?, name)),
            Some(Meaning::Known(known)) => {
                let of = self.known_owner(&known, path, scene.place);
                Ok(Named::Known(known, of))
            }
            Some(Meaning::Kubernetes(path)) => Ok(Named::Kubernetes(path)),
            Some(_) => Err(format!("`{path}` would have to be run")),
            None => Err(format!("`{path}` is not found in the source")),
        }
    }

    /// A path that starts at `Self` or at a parameter.
    fn relative(&self, first: &str, rest: &[String], place: &Place) -> Option<Result<Named, Why>> {
        if place.site.parameters.iter().any(|name| name == first) {
            let given = place.given.get(first);
            return Some(match (given, rest) {
                (Some(ty), [name]) => Ok(Named::OfTrait(ty.clone(), None, name.clone())),
                _ => Err(format!("what is put in for `{first}` is not known")),
            });
        }
        if first != "Self" {
            return None;
        }
        let itself = place.site.self_type.as_ref()?;
        let itself = crate::resolve::types::substitute(itself, &place.given);
        Some(match (itself, rest) {
            (Type::Item(id, _), []) => Ok(Named::Item(id)),
            (itself, [name]) => Ok(Named::Member(itself, name.clone())),
            _ => Err("an associated type is not read".to_owned()),
        })
    }

    /// `<T>::name`, `<T as Trait>::name`.
    fn qualified(&self, path: &TyPath, ty: &Ty, position: usize, place: &Place) -> Result<Named, Why> {
        let unread = || format!("`{path}` is a path of a form that is not read");
        let of = self.type_in(ty, place).ok_or_else(unread)?;
        let names = segments(path);
        let (traited, name) = match names.split_at_checked(position) {
            Some((traited, [name])) => (traited, name.clone()),
            _ => return Err(unread()),
        };
        if traited.is_empty() {
            return Ok(Named::Member(of, name));
        }
        let module = &place.site.module;
        let traited = self
            .types
            .names
            .sure(module, path.leading_colon, traited, Namespace::Type);
        Ok(Named::OfTrait(of, Some(traited.ok_or_else(unread)?), name))
    }

    /// The type whose member a path names.
    fn owner(&self, of: Meaning, path: &TyPath, scene: &Scene<'_>) -> Result<Type, Why> {
        let unread = || format!("`{path}` would have to be run");
        let before = prefix(path);
        match of {
            Meaning::Primitive(name) => known::primitive(&name)
                .map(|known| Type::Known(known, Vec::new()))
                .ok_or_else(unread),
            Meaning::Item(id) => match self.types.sources.item(&id) {
                // an alias says the arguments that its target leaves open
                Some(Item::Type(_)) => before
                    .and_then(|before| self.type_in(&Ty::Path(before), scene.place))
                    .ok_or_else(unread),
                Some(Item::Struct(_) | Item::Enum(_)) => {
                    let written = before.and_then(|before| before.segments.last().cloned());
                    let args = self.arguments(written.as_ref(), scene.place);
                    Ok(self.with_wanted(id, args, path, scene))
                }
                _ => Err(unread()),
            },
            _ => Err(unread()),
        }
    }

    /// The type arguments of a segment; none where one of them is left to be inferred.
    pub(super) fn arguments(&self, segment: Option<&PathSegment>, place: &Place) -> Vec<Type> {
        let args = segment.map_or(&[][..], |segment| &segment.args).iter();
        args.map(|arg| self.type_in(arg, place))
            .collect::<Option<_>>()
            .unwrap_or_default()
    }

    /// A variant is of the type that is wanted; its own arguments may stand behind its name.
    fn with_wanted(&self, id: ItemId, args: Vec<Type>, path: &TyPath, scene: &Scene<'_>) -> Type {
        let is_variant = path
            .segments
            .last()
            .is_some_and(|last| self.has_variant(&id, &last.name));
        if !args.is_empty() || !is_variant {
            return Type::Item(id, args);
        }
        let behind = self.arguments(path.segments.last(), scene.place);
        self.constructed(id, behind, scene)
    }

    /// The type that a constructor makes: with the arguments that are written, else with those that are wanted.
    pub(super) fn constructed(&self, id: ItemId, written: Vec<Type>, scene: &Scene<'_>) -> Type {
        match scene.wanted {
            Some(Type::Item(wanted, args)) if written.is_empty() && *wanted == id => {
                Type::Item(id, args.clone())
            }
            _ => Type::Item(id, written),
        }
    }

    fn known_owner(&self, known: &[String], path: &TyPath, place: &Place) -> Option<Type> {
        let (_, before) = known.split_last()?;
        let of = known::by_path(before)?;
        match prefix(path).and_then(|before| self.type_in(&Ty::Path(before), place)) {
            Some(ty @ Type::Known(..)) => Some(ty),
            _ => Some(Type::Known(of, Vec::new())),
        }
    }

    /// The constant or unit value that a path names.
    pub(super) fn path_value(&self, path: &TyPath, scene: &Scene<'_>) -> Result<Datum, Why> {
        match self.named(path, scene)? {
            Named::Item(id) => self.item_value(&id, path, scene),
            Named::Member(Type::Item(id, _), name) if self.has_variant(&id, &name) => {
                self.variant_without_fields(&id, &name)
            }
            Named::Member(ty, name) => {
                if let Some(limit) = limits::limit(&ty, &name) {
                    return Ok(limit);
                }
                match self.associated(&ty, &Of::Inherent, &name, &scene.place.site.module)? {
                    Some(found) => self.associated_value(&found.place, found.content, path, scene),
                    None => self.trait_value(&ty, &Of::AnyTrait, &name, path, scene),
                }
            }
            Named::OfTrait(ty, traited, name) => {
                let of = traited.as_ref().map_or(Of::AnyTrait, Of::Trait);
                self.trait_value(&ty, &of, &name, path, scene)
            }
            Named::Known(known, _) => {
                limits::constant(&known).ok_or_else(|| format!("`{path}` is no constant that can be read"))
            }
            Named::Kubernetes(_) => Err(format!("`{path}` is no constant that can be read")),
        }
    }

    fn trait_value(
        &self,
        ty: &Type,
        of: &Of<'_>,
        name: &str,
        path: &TyPath,
        scene: &Scene<'_>,
    ) -> Result<Datum, Why> {
        match self.associated(ty, of, name, &scene.place.site.module)? {
            Some(found) => self.associated_value(&found.place, found.content, path, scene),
            None => Err(format!(
                "`{path}` is neither a variant nor an associated constant that can be read"
            )),
        }
    }

    fn associated_value(
        &self,
        place: &Place,
        content: Content<'_>,
        path: &TyPath,
        scene: &Scene<'_>,
    ) -> Result<Datum, Why> {
        match content {
            Content::Const(ty, expr) => self.typed_expr(expr, ty, place, scene),
            Content::Fn(..) => Err(format!("`{path}` is a function, and no constant")),
        }
    }

    fn item_value(&self, id: &ItemId, path: &TyPath, scene: &Scene<'_>) -> Result<Datum, Why> {
        let (attrs, expr, ty) = match self.types.sources.item(id) {
            Some(Item::Const(item)) => (&item.attrs, &*item.expr, &*item.ty),
            Some(Item::Static(item)) if matches!(item.mutability, syn::StaticMutability::None) => {
                (&item.attrs, &*item.expr, &*item.ty)
            }
            Some(Item::Struct(item)) if item.fields.is_empty() => {
                return Ok(Datum::Own(Own {
                    id: id.clone(),
                    variant: None,
                    fields: Vec::new(),
                }));
            }
            _ => return Err(format!("`{path}` is no constant")),
        };
        self.unchanged(attrs, &id.module)?;
        self.typed_expr(expr, ty, &Place::module(&id.module), scene)
    }

    /// An expression whose type is written beside it.
    fn typed_expr(
        &self,
        expr: &syn::Expr,
        ty: &syn::Type,
        place: &Place,
        scene: &Scene<'_>,
    ) -> Result<Datum, Why> {
        let ty = self.syn_type_in(ty, place);
        self.expr(expr, &scene.place(place, ty.as_ref())?)
    }
}

/// A path without its last segment.
fn prefix(path: &TyPath) -> Option<TyPath> {
    let (_, before) = path.segments.split_last()?;
    (!before.is_empty()).then(|| TyPath {
        segments: before.to_vec(),
        ..path.clone()
    })
}

fn segments(path: &TyPath) -> Vec<String> {
    path.segments.iter().map(|segment| segment.name.clone()).collect()
}

/// Whether a type is text to serde, and compared as text.
pub(super) fn is_text(ty: &Type) -> bool {
    match ty {
        Type::Known(Known::Plain(known::Plain::Type("string")), _) => true,
        Type::Known(Known::Pointer | Known::Wrapper, args) => args.last().is_some_and(is_text),
        _ => false,
    }
}
