//! The values of constants and defaults, read from source as serde would write them.
//!
//! Nothing is run: what is not a value as it stands (literals, constructors, constants, arithmetic on numbers,
//! and the functions that everybody writes defaults with) is an error with its reason.

mod calls;
mod construct;
mod default;
mod expr;
mod impls;
mod macros;
mod number;

use super::containers::Containers;
use super::known::{Known, Plain};
use super::names::{ItemId, Meaning};
use super::scope::Namespace;
use super::types::{Site, Type, Types};
use kubewright_core::model::TyPath;
use serde_json::Value;

/// Why something is no value that can be read.
pub(crate) type Why = String;

/// How deep values may call for each other.
const DEEPEST: usize = 64;

/// Reads values.
#[derive(Clone, Copy)]
pub(crate) struct Values<'s> {
    /// Types and names.
    pub(crate) types: &'s Types<'s>,
    /// The structs and enums, with serde's names.
    pub(crate) containers: &'s Containers<'s>,
}

/// An expression's surroundings: where it is written, what type is wanted of it, and how deep it is called.
#[derive(Clone)]
pub(super) struct Scene<'a> {
    pub(super) site: &'a Site,
    pub(super) wanted: Option<&'a Type>,
    pub(super) depth: usize,
}

impl<'a> Scene<'a> {
    /// The same place, with another type wanted.
    fn wanting(&self, wanted: Option<&'a Type>) -> Result<Self, Why> {
        if self.depth >= DEEPEST {
            return Err("it is nested too deep, or refers to itself".to_owned());
        }
        Ok(Self {
            site: self.site,
            wanted,
            depth: self.depth + 1,
        })
    }
}

impl Values<'_> {
    /// The value of a constant.
    ///
    /// # Errors
    /// It is not found, or is no value.
    pub(crate) fn constant(&self, path: &TyPath, site: &Site) -> Result<Value, Why> {
        let scene = Scene {
            site,
            wanted: None,
            depth: 0,
        };
        self.path_value(&segments(path), path.leading_colon, &scene)
    }

    /// What a default function gives.
    ///
    /// # Errors
    /// It is not found, or its body is no value.
    pub(crate) fn default_fn(&self, path: &TyPath, site: &Site, wanted: &Type) -> Result<Value, Why> {
        let scene = Scene {
            site,
            wanted: Some(wanted),
            depth: 0,
        };
        self.call_path(&segments(path), path.leading_colon, &[], &scene)
    }

    /// `<T as Default>::default()`.
    ///
    /// # Errors
    /// The type's default can't be read.
    pub(crate) fn default_of(&self, ty: &Type) -> Result<Value, Why> {
        self.default_at(ty, 0)
    }

    /// What a path means as a value.
    pub(super) fn meaning(
        &self,
        segments: &[String],
        leading_colon: bool,
        scene: &Scene<'_>,
    ) -> Result<Meaning, Why> {
        if let (Some("Self"), Some(Type::Item(id, _))) =
            (segments.first().map(String::as_str), &scene.site.self_type)
        {
            let itself = Meaning::Item(id.clone());
            return Ok(segments
                .iter()
                .skip(1)
                .fold(itself, |of, name| Meaning::Member(Box::new(of), name.clone())));
        }
        self.types
            .names
            .resolve(&scene.site.module, leading_colon, segments, Namespace::Value)
            .or_else(|| {
                self.types
                    .names
                    .resolve(&scene.site.module, leading_colon, segments, Namespace::Type)
            })
            .ok_or_else(|| format!("`{}` is not found in the source", segments.join("::")))
    }

    /// The constant or unit value that a path names.
    pub(super) fn path_value(
        &self,
        segments: &[String],
        leading_colon: bool,
        scene: &Scene<'_>,
    ) -> Result<Value, Why> {
        let shown = segments.join("::");
        match self.meaning(segments, leading_colon, scene)? {
            Meaning::Known(path) if path.last().is_some_and(|name| name == "None") => Ok(Value::Null),
            Meaning::Item(id) => self.item_value(&id, &shown, scene),
            Meaning::Member(of, name) => self.member_value(*of, &name, &shown, scene),
            _ => Err(format!("`{shown}` is no constant that can be read")),
        }
    }

    fn item_value(&self, id: &ItemId, shown: &str, scene: &Scene<'_>) -> Result<Value, Why> {
        let (expr, ty) = match self.types.sources.item(id) {
            Some(syn::Item::Const(item)) => (&*item.expr, &*item.ty),
            Some(syn::Item::Static(item)) => (&*item.expr, &*item.ty),
            Some(syn::Item::Struct(item)) if item.fields.is_empty() => return Ok(Value::Null),
            _ => return Err(format!("`{shown}` is no constant")),
        };
        let site = Site {
            module: id.module.clone(),
            self_type: None,
            parameters: Vec::new(),
        };
        self.typed_expr(expr, ty, &site, scene.depth)
    }

    /// An expression whose type is written beside it.
    fn typed_expr(&self, expr: &syn::Expr, ty: &syn::Type, site: &Site, depth: usize) -> Result<Value, Why> {
        let ty = self.types.resolve(&self.containers.ty(ty), site).ok();
        let scene = Scene {
            site,
            wanted: None,
            depth,
        };
        self.expr(expr, &scene.wanting(ty.as_ref())?)
    }

    fn member_value(&self, of: Meaning, name: &str, shown: &str, scene: &Scene<'_>) -> Result<Value, Why> {
        match of {
            Meaning::Primitive(primitive) => {
                number::limit(&primitive, name).ok_or_else(|| format!("`{shown}` is no number that is known"))
            }
            Meaning::Item(id) => {
                if let Some(value) = self.unit_variant(&id, name) {
                    return value;
                }
                let (module, constant) = self.associated_const(&id, name).ok_or_else(|| {
                    format!("`{shown}` is neither a variant nor an associated constant that can be read")
                })?;
                let site = Site {
                    module,
                    self_type: Some(Type::Item(id.clone(), Vec::new())),
                    parameters: Vec::new(),
                };
                self.typed_expr(&constant.expr, &constant.ty, &site, scene.depth)
            }
            _ => Err(format!("`{shown}` is no constant that can be read")),
        }
    }
}

/// The length of an array: a number, or the path of a constant.
pub(crate) fn array_len(text: &str, site: &Site, types: &Types<'_>) -> Option<u64> {
    let expr: syn::Expr = syn::parse_str(text).ok()?;
    let values = Values {
        types,
        containers: types.containers,
    };
    let scene = Scene {
        site,
        wanted: None,
        depth: 0,
    };
    values.expr(&expr, &scene).ok()?.as_u64()
}

/// Whether a type is text to serde.
pub(super) fn is_text(ty: &Type) -> bool {
    match ty {
        Type::Known(Known::Plain(Plain::Type("string")), _) => true,
        Type::Known(Known::Wrapper | Known::Option, args) => args.last().is_some_and(is_text),
        _ => false,
    }
}

fn segments(path: &TyPath) -> Vec<String> {
    path.segments.iter().map(|segment| segment.name.clone()).collect()
}
