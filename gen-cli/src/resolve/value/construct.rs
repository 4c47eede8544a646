//! Values of the user's own structs and enums, as serde writes them.

use super::{Scene, Values, Why};
use crate::resolve::names::{ItemId, Meaning};
use crate::resolve::scope::plain;
use crate::resolve::types::{Type, substitute};
use kubewright_core::model::{Container, Field, Hole, Shape, Tagging, Variant, VariantShape};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use syn::Expr;

/// The fields that are written, by member.
type Given<'e> = [(String, &'e Expr)];

impl Values<'_> {
    /// The value of a unit variant; none if the item is no enum, or has no such variant.
    pub(super) fn unit_variant(&self, id: &ItemId, name: &str) -> Option<Result<Value, Why>> {
        let container = self.containers.of(id).ok()?;
        let variant = find_variant(&container, name)?;
        Some(match variant.shape {
            VariantShape::Unit => tagged(&container, variant, None),
            _ => Err(format!("`{name}` is written without its fields")),
        })
    }

    /// `Path { field: value, … }`.
    pub(super) fn struct_literal(&self, literal: &syn::ExprStruct, scene: &Scene<'_>) -> Result<Value, Why> {
        let names: Vec<String> = literal
            .path
            .segments
            .iter()
            .map(|segment| plain(&segment.ident))
            .collect();
        let given: Vec<(String, &Expr)> = literal
            .fields
            .iter()
            .map(|field| (member(&field.member), &field.expr))
            .collect();
        let rest = match &literal.rest {
            None => false,
            Some(rest) if is_default_call(rest) => true,
            Some(_) => return Err("the rest of a struct can only be `Default::default()`".to_owned()),
        };
        match self.meaning(&names, literal.path.leading_colon.is_some(), scene)? {
            Meaning::Item(id) => {
                let args = match scene.wanted {
                    Some(Type::Item(wanted, args)) if *wanted == id => args.as_slice(),
                    _ => &[],
                };
                self.struct_with(&id, args, &given, rest, scene)
            }
            Meaning::Member(of, name) => match *of {
                Meaning::Item(id) => self.variant_with(&id, &name, &given, scene),
                _ => Err("what is built is not in the source that is read".to_owned()),
            },
            _ => Err("what is built is not in the source that is read".to_owned()),
        }
    }

    /// `Path(a, b)` of a tuple struct.
    pub(super) fn tuple_struct(&self, id: &ItemId, args: &[&Expr], scene: &Scene<'_>) -> Result<Value, Why> {
        let given: Vec<(String, &Expr)> = args
            .iter()
            .enumerate()
            .map(|(index, arg)| (index.to_string(), *arg))
            .collect();
        self.struct_with(id, &[], &given, false, scene)
    }

    /// `Enum::Variant(a)`, or an associated function.
    pub(super) fn member_call(
        &self,
        of: Meaning,
        name: &str,
        args: &[&Expr],
        scene: &Scene<'_>,
        shown: &str,
    ) -> Result<Value, Why> {
        let Meaning::Item(id) = of else {
            return Err(format!("`{shown}` would have to be run"));
        };
        let is_variant = self
            .containers
            .of(&id)
            .is_ok_and(|container| find_variant(&container, name).is_some());
        if is_variant {
            let given: Vec<(String, &Expr)> = args
                .iter()
                .enumerate()
                .map(|(index, arg)| (index.to_string(), *arg))
                .collect();
            return self.variant_with(&id, name, &given, scene);
        }
        if name == "default" && args.is_empty() {
            return self.default_at(&Type::Item(id, Vec::new()), scene.depth);
        }
        match self.associated_fn(&id, name) {
            Some((module, function)) if args.is_empty() && function.sig.inputs.is_empty() => {
                let itself = Type::Item(id, Vec::new());
                let site = crate::resolve::types::Site {
                    module,
                    self_type: Some(itself.clone()),
                    parameters: Vec::new(),
                };
                let inner = Scene {
                    site: &site,
                    wanted: Some(&itself),
                    depth: scene.depth + 1,
                };
                self.block(&function.block, &inner)
            }
            _ => Err(format!("`{shown}` would have to be run")),
        }
    }

    /// `Quantity("1Gi".into())`, `IntOrString::Int(1)`.
    pub(super) fn kubernetes_call(
        &self,
        path: &[String],
        arg: &Expr,
        scene: &Scene<'_>,
    ) -> Result<Value, Why> {
        let tail: Vec<&str> = path.iter().rev().take(2).map(String::as_str).collect();
        match tail.as_slice() {
            ["Quantity", ..] | ["Int" | "String", "IntOrString"] => {
                let text = Type::Known(
                    crate::resolve::known::Known::Plain(crate::resolve::known::Plain::Type("string")),
                    Vec::new(),
                );
                let wanted = (tail.first() != Some(&"Int")).then_some(&text);
                self.expr(arg, &scene.wanting(wanted)?)
            }
            _ => Err(format!("a value of `{}` is not read", path.join("::"))),
        }
    }

    /// A struct from the fields that are given; the others by their defaults where `rest` says so.
    fn struct_with(
        &self,
        id: &ItemId,
        args: &[Type],
        given: &Given<'_>,
        rest: bool,
        scene: &Scene<'_>,
    ) -> Result<Value, Why> {
        let container = self
            .containers
            .of(id)
            .map_err(|_| "its type has errors of its own".to_owned())?;
        match &container.shape {
            Shape::Struct(fields) => self
                .object(&container, id, args, fields, given, rest, scene)
                .map(Value::Object),
            Shape::Newtype(field) => self.field(&container, id, args, field, given, rest, scene),
            Shape::Tuple(fields) => {
                let items = fields
                    .iter()
                    .map(|field| self.field(&container, id, args, field, given, rest, scene));
                items.collect::<Result<_, _>>().map(Value::Array)
            }
            Shape::Unit => Ok(Value::Null),
            Shape::Enum(_) => Err("an enum is built without a variant".to_owned()),
        }
    }

    /// A struct of defaults alone.
    pub(super) fn struct_of(
        &self,
        id: &ItemId,
        args: &[Type],
        given: &Given<'_>,
        rest: bool,
        depth: usize,
    ) -> Result<Value, Why> {
        let site = self.containers.site(id);
        self.struct_with(
            id,
            args,
            given,
            rest,
            &Scene {
                site: &site,
                wanted: None,
                depth,
            },
        )
    }

    fn variant_with(
        &self,
        id: &ItemId,
        name: &str,
        given: &Given<'_>,
        scene: &Scene<'_>,
    ) -> Result<Value, Why> {
        let container = self
            .containers
            .of(id)
            .map_err(|_| "its type has errors of its own".to_owned())?;
        let variant =
            find_variant(&container, name).ok_or_else(|| format!("there is no variant `{name}`"))?;
        let content = match &variant.shape {
            VariantShape::Unit => None,
            VariantShape::Newtype(field) => {
                Some(self.field(&container, id, &[], field, given, false, scene)?)
            }
            VariantShape::Struct(fields) => Some(Value::Object(self.object(
                &container,
                id,
                &[],
                fields,
                given,
                false,
                scene,
            )?)),
            VariantShape::Tuple(fields) => {
                let items = fields
                    .iter()
                    .map(|field| self.field(&container, id, &[], field, given, false, scene));
                Some(Value::Array(items.collect::<Result<_, _>>()?))
            }
        };
        tagged(&container, variant, content)
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "a field's surroundings are these, and each is needed"
    )]
    fn object(
        &self,
        container: &Container,
        id: &ItemId,
        args: &[Type],
        fields: &[Field],
        given: &Given<'_>,
        rest: bool,
        scene: &Scene<'_>,
    ) -> Result<Map<String, Value>, Why> {
        let mut object = Map::new();
        for field in fields {
            if field.serde.skip || field.serde.skip_serializing.is_some() {
                continue;
            }
            if field.serde.with.is_some() {
                return Err(format!("`{}` is written by a function of its own", field.member));
            }
            let value = self.field(container, id, args, field, given, rest, scene)?;
            match value {
                Value::Object(inner) if field.serde.flatten => object.extend(inner),
                Value::Null if field.serde.flatten => {}
                value if field.serde.skip_serializing_if.is_some() && self.left_out(id, field, &value)? => {}
                value => {
                    object.insert(field.name.clone(), value);
                }
            }
        }
        Ok(object)
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "a field's surroundings are these, and each is needed"
    )]
    fn field(
        &self,
        container: &Container,
        id: &ItemId,
        args: &[Type],
        field: &Field,
        given: &Given<'_>,
        rest: bool,
        scene: &Scene<'_>,
    ) -> Result<Value, Why> {
        let ty = self.field_type(container, id, args, field);
        match given.iter().find(|(member, _)| *member == field.member) {
            Some((_, expr)) => self.expr(expr, &scene.wanting(ty.as_ref())?),
            None if rest => match ty {
                Some(ty) => self.default_at(&ty, scene.depth + 1),
                None => Err(format!("the type of `{}` is not known", field.member)),
            },
            None => Err(format!("`{}` is not given", field.member)),
        }
    }

    fn field_type(&self, container: &Container, id: &ItemId, args: &[Type], field: &Field) -> Option<Type> {
        let Some(Hole::Type(ty)) = usize::try_from(field.ty)
            .ok()
            .and_then(|index| container.holes.get(index))
        else {
            return None;
        };
        let ty = self.types.resolve(ty, &self.containers.site(id)).ok()?;
        let names = container.generics.iter().map(|generic| generic.name.clone());
        Some(substitute(
            &ty,
            &names.zip(args.iter().cloned()).collect::<BTreeMap<_, _>>(),
        ))
    }

    /// Whether `skip_serializing_if` leaves a value out.
    fn left_out(&self, id: &ItemId, field: &Field, value: &Value) -> Result<bool, Why> {
        let predicate = self.containers.skip_serializing_if(id, &field.member);
        match predicate.as_deref().and_then(|path| path.rsplit("::").next()) {
            Some("is_none") => Ok(value.is_null()),
            Some("is_empty") => Ok(match value {
                Value::Array(items) => items.is_empty(),
                Value::Object(entries) => entries.is_empty(),
                Value::String(text) => text.is_empty(),
                _ => {
                    return Err(format!(
                        "whether `{}` is written would have to be run",
                        field.member
                    ));
                }
            }),
            Some("not") => Ok(value == &Value::Bool(false)),
            _ => Err(format!(
                "whether `{}` is written would have to be run",
                field.member
            )),
        }
    }
}

fn find_variant<'c>(container: &'c Container, name: &str) -> Option<&'c Variant> {
    match &container.shape {
        Shape::Enum(variants) => variants.iter().find(|variant| variant.member == name),
        _ => None,
    }
}

/// A variant's content with its tag, as serde writes it.
fn tagged(container: &Container, variant: &Variant, content: Option<Value>) -> Result<Value, Why> {
    if variant.untagged.is_some() {
        return Ok(content.unwrap_or(Value::Null));
    }
    let name = variant.name.as_str();
    match (&container.serde.tagging, content) {
        (Tagging::External, None) => Ok(Value::from(name)),
        (Tagging::External, Some(content)) => Ok(json!({name: content})),
        (Tagging::Internal(tag), None) => Ok(json!({tag: name})),
        (Tagging::Internal(tag), Some(Value::Object(mut content))) => {
            content.insert(tag.clone(), Value::from(name));
            Ok(Value::Object(content))
        }
        (Tagging::Internal(_), Some(_)) => Err("a tag can't stand in what is no object".to_owned()),
        (Tagging::Adjacent(tag, _), None) => Ok(json!({tag: name})),
        (Tagging::Adjacent(tag, key), Some(content)) => Ok(json!({tag: name, key: content})),
        (Tagging::Untagged, content) => Ok(content.unwrap_or(Value::Null)),
    }
}

fn member(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(ident) => plain(ident),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}

fn is_default_call(expr: &Expr) -> bool {
    let Expr::Call(call) = expr else { return false };
    let Expr::Path(path) = &*call.func else {
        return false;
    };
    call.args.is_empty()
        && path
            .path
            .segments
            .last()
            .is_some_and(|segment| segment.ident == "default")
}
