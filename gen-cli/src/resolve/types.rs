//! Types as written to types as known: aliases are followed, names resolved, parameters kept.

use super::containers::Containers;
use super::known::{self, Known};
use super::names::{ItemId, Meaning, ModuleId, Names};
use super::scope::{Namespace, plain};
use super::sources::Sources;
use super::value;
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::model::{Ty, TyPath};
use kubewright_core::span::Span;
use std::collections::BTreeMap;

/// A type whose names are resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// A type that every crate knows, with its arguments.
    Known(Known, Vec<Type>),
    /// A struct or enum in source, with its arguments.
    Item(ItemId, Vec<Type>),
    /// A type of k8s-openapi: its path in the crate.
    Kubernetes(Vec<String>),
    /// A type of a crate that isn't read: its path, for `[package.metadata.gen-cli.types]`.
    Foreign(Vec<String>),
    /// `[T; N]`.
    Array(Box<Type>, u64),
    /// `(A, B)`.
    Tuple(Vec<Type>),
    /// A type parameter that nothing is put in for (yet).
    Parameter(String),
}

/// Where a type is written: what its names are looked up from.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// The module.
    pub(crate) module: ModuleId,
    /// What `Self` is.
    pub(crate) self_type: Option<Type>,
    /// The type parameters in scope.
    pub(crate) parameters: Vec<String>,
    /// The constant parameters in scope.
    pub(crate) constants: Vec<String>,
}

impl Site {
    /// A module, with the parameters of an item in it.
    pub(crate) fn of(module: &ModuleId, generics: &syn::Generics) -> Self {
        let types = generics.type_params().map(|param| plain(&param.ident));
        let constants = generics.const_params().map(|param| plain(&param.ident));
        Self {
            module: module.clone(),
            self_type: None,
            parameters: types.collect(),
            constants: constants.collect(),
        }
    }

    /// Whether a path begins with a parameter, which hides the items of its name.
    fn has_parameter(&self, leading_colon: bool, segments: &[String]) -> bool {
        let mut parameters = self.parameters.iter().chain(&self.constants);
        !leading_colon && parameters.any(|name| segments.first() == Some(name))
    }
}

/// How many aliases may stand behind each other.
const DEEPEST: usize = 64;

/// Resolves types over the names of the sources.
pub(crate) struct Types<'s> {
    /// The names.
    pub(crate) names: &'s Names<'s>,
    /// The items.
    pub(crate) sources: &'s Sources<'s>,
    /// The structs and enums.
    pub(crate) containers: &'s Containers<'s>,
}

impl Types<'_> {
    /// The type that is meant.
    ///
    /// # Errors
    /// A name means nothing, or the type is of a kind that has no schema.
    pub(crate) fn resolve(&self, ty: &Ty, site: &Site) -> Result<Type, Diagnostic> {
        self.at_depth(ty, site, 0)
    }

    fn at_depth(&self, ty: &Ty, site: &Site, depth: usize) -> Result<Type, Diagnostic> {
        if depth > DEEPEST {
            return Err(unknown(
                ty.span(),
                &ty.to_string(),
                "its aliases lead to each other without an end",
            ));
        }
        match ty {
            Ty::Path(path) => self.path(path, site, depth),
            Ty::Array { item, len, span } => {
                let known = value::array_len(len, site, self);
                let doubt = self.names.take_doubts(*span, "").into_iter().next();
                let len = known.ok_or_else(|| {
                    doubt.unwrap_or_else(|| {
                        unknown(
                            *span,
                            &ty.to_string(),
                            "its length is neither a number nor a constant that can be read",
                        )
                    })
                })?;
                Ok(Type::Array(Box::new(self.at_depth(item, site, depth + 1)?), len))
            }
            Ty::Slice(item, _) => Ok(Type::Known(
                Known::List,
                vec![self.at_depth(item, site, depth + 1)?],
            )),
            Ty::Tuple(items, _) => {
                let items: Result<_, _> = items
                    .iter()
                    .map(|item| self.at_depth(item, site, depth + 1))
                    .collect();
                Ok(Type::Tuple(items?))
            }
            Ty::Reference(item, _) => Ok(Type::Known(
                Known::Wrapper,
                vec![self.at_depth(item, site, depth + 1)?],
            )),
            Ty::Other(text, span) => Err(unknown(*span, text, "a type of this kind has no schema")),
        }
    }

    fn path(&self, path: &TyPath, site: &Site, depth: usize) -> Result<Type, Diagnostic> {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.name.clone()).collect();
        if path.qself.is_some() {
            return Err(of_a_trait(path));
        }
        if let ([name], false) = (segments.as_slice(), path.leading_colon) {
            if site.parameters.contains(name) {
                return Ok(Type::Parameter(name.clone()));
            }
            if let ("Self", Some(self_type)) = (name.as_str(), &site.self_type) {
                return Ok(self_type.clone());
            }
        }
        if site.has_parameter(path.leading_colon, &segments) {
            return Err(of_a_trait(path));
        }
        let meaning = self
            .names
            .resolve(&site.module, path.leading_colon, &segments, Namespace::Type);
        let meaning = meaning
            .map_err(|doubt| doubt.diagnostic(path.span, ""))?
            .ok_or_else(|| not_found(path))?;
        let args = path.segments.last().map_or(&[][..], |segment| &segment.args);
        let mut types = Vec::new();
        for arg in args {
            if !self.is_constant(arg, site)? {
                types.push(self.at_depth(arg, site, depth + 1)?);
            }
        }
        self.meant(meaning, types, path, depth)
    }

    /// Whether an argument is a constant that is written as a type is: one name, and no type is called so.
    fn is_constant(&self, arg: &Ty, site: &Site) -> Result<bool, Diagnostic> {
        let Ty::Path(path) = arg else { return Ok(false) };
        let [segment] = path.segments.as_slice() else {
            return Ok(false);
        };
        if path.leading_colon || path.qself.is_some() || site.parameters.contains(&segment.name) {
            return Ok(false);
        }
        if site.constants.contains(&segment.name) {
            return Ok(true);
        }
        let names = [segment.name.clone()];
        let find = |namespace| self.names.find(&site.module, false, &names, namespace);
        let ty = find(Namespace::Type);
        if segment.name == "Self" || !ty.is_nothing() || find(Namespace::Value).is_nothing() {
            return Ok(false);
        }
        match ty.doubt {
            Some(doubt) => Err(doubt.diagnostic(path.span, "")),
            None => Ok(true),
        }
    }

    fn meant(
        &self,
        meaning: Meaning,
        args: Vec<Type>,
        path: &TyPath,
        depth: usize,
    ) -> Result<Type, Diagnostic> {
        match meaning {
            Meaning::Item(id) => self.item(id, args, path, depth),
            Meaning::Primitive(name) => known::primitive(&name)
                .map(|known| Type::Known(known, args))
                .ok_or_else(|| not_found(path)),
            Meaning::Known(known_path) => match known::by_path(&known_path) {
                Some(known) => Ok(Type::Known(known, args)),
                None => Ok(Type::Foreign(known_path)),
            },
            Meaning::Kubernetes(path) => Ok(Type::Kubernetes(path)),
            Meaning::Foreign(path) => Ok(Type::Foreign(path)),
            Meaning::Root(_) => Err(unknown(
                path.span,
                &path.to_string(),
                "it is a whole kind, which is no part of another",
            )),
            Meaning::Kubewright(_) | Meaning::Module(_) | Meaning::Member(..) => {
                Err(unknown(path.span, &path.to_string(), "it is no type"))
            }
        }
    }

    fn item(&self, id: ItemId, mut args: Vec<Type>, path: &TyPath, depth: usize) -> Result<Type, Diagnostic> {
        let generics = match self.sources.item(&id) {
            Some(syn::Item::Struct(item)) => &item.generics,
            Some(syn::Item::Enum(item)) => &item.generics,
            Some(syn::Item::Type(alias)) => {
                // An alias is read without places, as a parameter's default is.
                let target = self.alias(&id.module, alias, args, depth);
                return target.map_err(|wrong| wrong.or_at(path.span));
            }
            _ => {
                return Err(unknown(
                    path.span,
                    &path.to_string(),
                    "it is neither a struct, an enum nor an alias",
                ));
            }
        };
        let defaults = self.put_in_defaults(generics, &id.module, &mut args, depth);
        defaults.map_err(|wrong| wrong.or_at(path.span))?;
        Ok(Type::Item(id, args))
    }

    fn alias(
        &self,
        module: &ModuleId,
        alias: &syn::ItemType,
        mut args: Vec<Type>,
        depth: usize,
    ) -> Result<Type, Diagnostic> {
        self.put_in_defaults(&alias.generics, module, &mut args, depth)?;
        let site = Site::of(module, &alias.generics);
        let target = self.containers.ty(&alias.ty);
        let target = self.at_depth(&target, &site, depth + 1)?;
        Ok(substitute(
            &target,
            &site.parameters.into_iter().zip(args).collect(),
        ))
    }

    fn put_in_defaults(
        &self,
        generics: &syn::Generics,
        module: &ModuleId,
        args: &mut Vec<Type>,
        depth: usize,
    ) -> Result<(), Diagnostic> {
        let site = Site::of(module, generics);
        for param in generics.type_params().skip(args.len()) {
            let Some((_, default)) = &param.default else { break };
            let default = self.at_depth(&self.containers.ty(default), &site, depth + 1)?;
            let given: BTreeMap<String, Type> = site
                .parameters
                .iter()
                .cloned()
                .zip(args.iter().cloned())
                .collect();
            args.push(substitute(&default, &given));
        }
        Ok(())
    }
}

/// A type with its parameters put in.
pub(crate) fn substitute(ty: &Type, args: &BTreeMap<String, Type>) -> Type {
    let each = |types: &[Type]| types.iter().map(|ty| substitute(ty, args)).collect();
    match ty {
        Type::Parameter(name) => args.get(name).cloned().unwrap_or_else(|| ty.clone()),
        Type::Known(known, types) => Type::Known(*known, each(types)),
        Type::Item(id, types) => Type::Item(id.clone(), each(types)),
        Type::Array(item, len) => Type::Array(Box::new(substitute(item, args)), *len),
        Type::Tuple(types) => Type::Tuple(each(types)),
        Type::Kubernetes(_) | Type::Foreign(_) => ty.clone(),
    }
}

fn of_a_trait(path: &TyPath) -> Diagnostic {
    unknown(
        path.span,
        &path.to_string(),
        "an associated type can't be read from source",
    )
}

fn not_found(path: &TyPath) -> Diagnostic {
    let message = format!("`{path}` is not found in the source");
    Diagnostic::new(Code::NameUnresolved, path.span, "", message)
        .note("no item, import or crate of this name is in scope; what a macro makes can't be seen without compiling")
        .help("write the type out, or give its schema with `#[schema(with = { … })]`")
}

/// The error for a type whose schema can't be known.
pub(crate) fn unknown(span: Span, ty: &str, why: &str) -> Diagnostic {
    Diagnostic::new(Code::TypeUnknown, span, "", format!("the schema of `{ty}` can't be known from the source"))
        .note(why)
        .help("give it with `#[schema(with = { … })]` on the field, or for every use of the type in `[package.metadata.gen-cli.types]`")
}
