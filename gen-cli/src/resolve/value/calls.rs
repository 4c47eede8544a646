//! Calls as values: constructors, and functions without arguments.

use super::datum::Datum;
use super::impls::{Content, Of};
use super::limits;
use super::paths::Named;
use super::{Place, Scene, Values, Why};
use crate::resolve::known::{Known, Plain};
use crate::resolve::names::{ItemId, Meaning};
use crate::resolve::types::Type;
use kubewright_core::model::TyPath;
use syn::{Expr, Item};

impl Values<'_> {
    pub(super) fn call(&self, call: &syn::ExprCall, scene: &Scene<'_>) -> Result<Datum, Why> {
        let Expr::Path(path) = &*call.func else {
            return Err("it calls what would have to be run".to_owned());
        };
        let args: Vec<&Expr> = call.args.iter().collect();
        self.call_path(&self.path(path.qself.as_ref(), &path.path)?, &args, scene)
    }

    /// A call of a path: a constructor, a conversion of the standard library, or a function without arguments.
    pub(super) fn call_path(&self, path: &TyPath, args: &[&Expr], scene: &Scene<'_>) -> Result<Datum, Why> {
        match self.named(path, scene)? {
            Named::Item(id) => self.call_item(&id, path, args, scene),
            Named::Member(ty, name) => self.call_member(&ty, &name, path, args, scene),
            Named::OfTrait(ty, None, name) if name == "default" && args.is_empty() => {
                self.default_value(&ty, scene)
            }
            Named::OfTrait(ty, Some(traited), _) if is_default(&traited) && args.is_empty() => {
                self.default_value(&ty, scene)
            }
            Named::OfTrait(ty, traited, name) => {
                let of = traited.as_ref().map_or(Of::AnyTrait, Of::Trait);
                self.call_associated(&ty, &of, &name, path, args, scene)
            }
            Named::Known(known, of) => self.call_known(&known, of.as_ref(), path, args, scene),
            Named::Kubernetes(kubernetes) => match args {
                [arg] => self.call_kubernetes(&kubernetes, arg, scene),
                _ => Err(unread(path)),
            },
        }
    }

    fn call_item(&self, id: &ItemId, path: &TyPath, args: &[&Expr], scene: &Scene<'_>) -> Result<Datum, Why> {
        match self.types.sources.item(id) {
            Some(Item::Fn(function)) if args.is_empty() => {
                self.unchanged(&function.attrs, &id.module)?;
                self.function(&function.sig, &function.block, Place::module(&id.module), scene)
            }
            Some(Item::Struct(_)) => self.tuple_struct(id, path, args, scene),
            _ => Err(unread(path)),
        }
    }

    /// `Enum::Variant(a)`, an associated function, or `Type::default()`.
    fn call_member(
        &self,
        ty: &Type,
        name: &str,
        path: &TyPath,
        args: &[&Expr],
        scene: &Scene<'_>,
    ) -> Result<Datum, Why> {
        if let Type::Item(id, types) = ty
            && self.has_variant(id, name)
        {
            return self.tuple_variant(id, types, name, args, scene);
        }
        let module = &scene.place.site.module;
        if self.associated(ty, &Of::Inherent, name, module)?.is_some() {
            return self.call_associated(ty, &Of::Inherent, name, path, args, scene);
        }
        let limit = match name {
            "min_value" => "MIN",
            "max_value" => "MAX",
            _ => "",
        };
        match (name, args) {
            ("default", []) => match ty {
                // the arguments that are left out are those of the type that is wanted
                Type::Item(id, types) => {
                    self.default_value(&self.constructed(id.clone(), types.clone(), scene), scene)
                }
                _ => self.default_value(ty, scene),
            },
            (_, []) if !limit.is_empty() => limits::limit(ty, limit).ok_or_else(|| unread(path)),
            _ => self.call_associated(ty, &Of::AnyTrait, name, path, args, scene),
        }
    }

    fn call_associated(
        &self,
        ty: &Type,
        of: &Of<'_>,
        name: &str,
        path: &TyPath,
        args: &[&Expr],
        scene: &Scene<'_>,
    ) -> Result<Datum, Why> {
        let found = self.associated(ty, of, name, &scene.place.site.module)?;
        match found.map(|found| (found.place, found.content)) {
            Some((place, Content::Fn(sig, body))) if args.is_empty() => {
                self.function(sig, body, place, scene)
            }
            _ => Err(unread(path)),
        }
    }

    /// `Quantity("1Gi".into())`, `IntOrString::Int(1)`.
    fn call_kubernetes(&self, path: &[String], arg: &Expr, scene: &Scene<'_>) -> Result<Datum, Why> {
        use crate::resolve::known::Integer;
        let tail: Vec<&str> = path.iter().rev().take(2).map(String::as_str).collect();
        let plain = match tail.as_slice() {
            ["Quantity", ..] | ["String", "IntOrString"] => Plain::Type("string"),
            ["Int", "IntOrString"] => Plain::Integer(Integer::I32),
            _ => return Err(format!("a value of `{}` is not read", path.join("::"))),
        };
        let wanted = Type::Known(Known::Plain(plain), Vec::new());
        let value = self.expr(arg, &scene.wanting(Some(&wanted))?)?;
        self.written(&value, true).map(Datum::Written)
    }
}

/// Whether a trait is the standard library's `Default`.
fn is_default(traited: &Meaning) -> bool {
    matches!(traited, Meaning::Known(path) if path.iter().map(String::as_str).eq(["std", "default", "Default"]))
}

pub(super) fn unread(path: &TyPath) -> Why {
    format!("`{path}` would have to be run")
}
