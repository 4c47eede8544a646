//! Types to schemas: the holes of templates, filled as schemars fills them at run time.

mod scene;
mod values;

use super::containers::Containers;
use super::known::{self, Known, Plain};
use super::names::ItemId;
use super::ours;
use super::sources::Sources;
use super::types::{Type, Types, substitute, unknown};
use crate::kubernetes::Definition;
use crate::settings::Overrides;
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::lower;
use kubewright_core::map_key;
use kubewright_core::model::{Container, Facts, Hole, HoleId};
use kubewright_core::span::Span;
use kubewright_core::structural::KubernetesTypes;
use kubewright_core::template::{Filling, fill};
use scene::Scene;
pub(super) use scene::is_literal;
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A definition's name longer than this is one of a type whose arguments grow without an end.
const LONGEST_NAME: usize = 4096;

/// Fills holes, and gathers the definitions that the schemas refer to.
pub(crate) struct Schemas<'s> {
    pub(crate) types: &'s Types<'s>,
    pub(crate) containers: &'s Containers<'s>,
    pub(crate) sources: &'s Sources<'s>,
    kubernetes: &'s KubernetesTypes,
    /// Schemas for types that aren't read: `[package.metadata.gen-cli.types]`, by path.
    pub(crate) overrides: &'s Overrides,
    definitions: RefCell<Map<String, Value>>,
    wrong: RefCell<Vec<Diagnostic>>,
}

impl<'s> Schemas<'s> {
    /// Over these types, with nothing defined yet.
    pub(crate) fn new(
        types: &'s Types<'s>,
        containers: &'s Containers<'s>,
        kubernetes: &'s KubernetesTypes,
        overrides: &'s Overrides,
    ) -> Self {
        Self {
            types,
            containers,
            sources: types.sources,
            kubernetes,
            overrides,
            definitions: RefCell::default(),
            wrong: RefCell::default(),
        }
    }

    /// What was defined, and what went wrong.
    pub(crate) fn into_definitions(self) -> (Map<String, Value>, Vec<Diagnostic>) {
        (self.definitions.into_inner(), self.wrong.into_inner())
    }

    /// The reference to an item's schema, which is defined if it isn't yet.
    pub(crate) fn item(&self, id: &ItemId, args: &[Type], used_at: Span) -> Value {
        let name = self.definition_name(id, args);
        if name.len() > LONGEST_NAME {
            let shown = self.sources.path_of(id).join("::");
            return self.cannot(unknown(used_at, &shown, "its type arguments grow without an end"));
        }
        if !self.definitions.borrow().contains_key(&name) {
            // a type that refers to itself finds the name taken; the structural stage finds the cycle
            self.definitions
                .borrow_mut()
                .insert(name.clone(), Value::Bool(true));
            let schema = self.define(id, args, used_at);
            self.definitions.borrow_mut().insert(name.clone(), schema);
        }
        json!({"$ref": format!("#/$defs/{name}")})
    }

    fn define(&self, id: &ItemId, args: &[Type], used_at: Span) -> Value {
        let own = self.sources.is_own(id.module.krate);
        if let Some(schema) = self.overrides.of(&self.sources.path_of(id), own) {
            return schema.clone();
        }
        if let Err(wrong) = self.check_derived(id, used_at) {
            self.wrong.borrow_mut().push(wrong);
            return Value::Bool(true);
        }
        let lowered = self
            .containers
            .of(id)
            .map_err(|wrong| wrong.to_vec())
            .and_then(|container| {
                let template = lower::lower(&container)?;
                Ok((container, template))
            });
        match lowered {
            Ok((container, template)) => {
                let fillings = self.fillings(&container, id, args, &template);
                map_key::carry(fill(template, &fillings), &self.definitions.borrow())
            }
            Err(wrong) => {
                self.wrong.borrow_mut().extend(wrong);
                Value::Bool(true)
            }
        }
    }

    fn check_derived(&self, id: &ItemId, used_at: Span) -> Result<(), Diagnostic> {
        let attrs = match self.sources.item(id) {
            Some(syn::Item::Struct(item)) => &item.attrs,
            Some(syn::Item::Enum(item)) => &item.attrs,
            _ => return Ok(()),
        };
        if ours::has_derive(attrs, "Schema", &id.module, self.types.names) {
            return Ok(());
        }
        let path = self.sources.path_of(id).join("::");
        Err(unknown(used_at, &path, "it doesn't derive `kubewright::Schema`").help(format!(
            "derive `Schema` on it, give `#[schema(with = {{ … }})]` on the field, or name `\"{path}\"` in `[package.metadata.gen-cli.types]`"
        )))
    }

    /// The schema of the type in one of a container's holes.
    pub(crate) fn of_hole(&self, container: &Container, id: &ItemId, hole: HoleId) -> Value {
        let given = BTreeMap::new();
        let written = usize::try_from(hole)
            .ok()
            .and_then(|index| container.holes.get(index));
        match written.map(|written| {
            self.filling(
                hole,
                written,
                &Scene {
                    container,
                    id,
                    given: &given,
                },
            )
        }) {
            Some(Filling::Schema { schema, .. }) => schema,
            _ => Value::Bool(true),
        }
    }

    /// What fills a container's holes; those that the template doesn't use are left unknown.
    pub(crate) fn fillings(
        &self,
        container: &Container,
        id: &ItemId,
        args: &[Type],
        template: &Value,
    ) -> Vec<Filling> {
        let used = lower::used_holes(template);
        let names = container.generics.iter().map(|generic| generic.name.clone());
        let given: BTreeMap<String, Type> = names.zip(args.iter().cloned()).collect();
        let scene = Scene {
            container,
            id,
            given: &given,
        };
        (0..)
            .zip(&container.holes)
            .map(|(hole, written)| match used.get(&hole) {
                Some(true) => self.option(hole, written, &scene),
                Some(false) => self.filling(hole, written, &scene),
                None => Filling::Unknown(String::new()),
            })
            .collect()
    }

    /// Whether a type is an `Option`, which needs no schema. A name that leads nowhere is none: rustc says so.
    fn option(&self, hole: HoleId, written: &Hole, scene: &Scene<'_>) -> Filling {
        let Hole::Type(ty) = written else { return nothing() };
        let option = match self.types.resolve(ty, &self.containers.site(scene.id)) {
            Ok(ty) => is_option(&ty) || self.is_transparent_option(&substitute(&ty, scene.given)),
            Err(wrong) if matches!(wrong.code, Code::CfgUndetermined | Code::MacroUnexpanded) => {
                return self.refuse(wrong, hole, written, scene);
            }
            Err(_) => false,
        };
        Filling::Schema {
            schema: Value::Bool(true),
            option,
        }
    }

    fn filling(&self, hole: HoleId, written: &Hole, scene: &Scene<'_>) -> Filling {
        let Hole::Type(ty) = written else {
            return self.value(hole, written, scene);
        };
        match self.types.resolve(ty, &self.containers.site(scene.id)) {
            Ok(resolved) => {
                let whole = substitute(&resolved, scene.given);
                let before = self.wrong.borrow().len();
                let schema = self.schema(&whole, ty.span());
                // what is wrong with a type by itself is told of the field that has it
                for wrong in self.wrong.borrow_mut().iter_mut().skip(before) {
                    if wrong.path.is_empty() {
                        wrong.path = scene.path(hole, written);
                    }
                }
                Filling::Schema {
                    schema,
                    option: is_option(&resolved) || self.is_transparent_option(&whole),
                }
            }
            Err(wrong) => self.refuse(wrong, hole, written, scene),
        }
    }

    fn refuse(&self, wrong: Diagnostic, hole: HoleId, written: &Hole, scene: &Scene<'_>) -> Filling {
        let path = scene.path(hole, written);
        self.wrong.borrow_mut().push(Diagnostic { path, ..wrong });
        nothing()
    }

    /// The schema of a type, as schemars writes it.
    fn schema(&self, ty: &Type, used_at: Span) -> Value {
        match ty {
            Type::Known(known, args) => self.known(*known, args, used_at),
            Type::Item(id, args) => self.item(id, args, used_at),
            Type::Kubernetes(path) => self.kubernetes(path, used_at),
            Type::Foreign(path) => self.foreign(path, used_at),
            Type::Array(_, len @ 33..) => self.cannot(unknown(
                used_at,
                &format!("[_; {len}]"),
                "schemars knows arrays of up to 32 items",
            )),
            Type::Tuple(items) if items.len() > 16 => {
                self.cannot(unknown(used_at, "(…)", "schemars knows tuples of up to 16 items"))
            }
            Type::Array(item, len) => known::array(self.schema(item, used_at), *len),
            Type::Tuple(items) => known::tuple(items.iter().map(|item| self.schema(item, used_at)).collect()),
            Type::Parameter(name) => self.cannot(unknown(
                used_at,
                name,
                "nothing is put in for this type parameter",
            )),
        }
    }

    fn known(&self, known: Known, args: &[Type], used_at: Span) -> Value {
        let arg = |index: usize| match args.get(index) {
            Some(ty) => self.schema(ty, used_at),
            None => self.cannot(unknown(
                used_at,
                "_",
                "a type argument is left out, and nothing says what it is",
            )),
        };
        match known {
            Known::Plain(plain) => plain.schema(),
            Known::Option => known::nullable(arg(0)),
            Known::Pointer | Known::Wrapper => arg(args.len().saturating_sub(1)),
            Known::List | Known::Heap => known::list(arg(0), false),
            Known::Set => known::list(arg(0), true),
            Known::SmallVec => match args.first() {
                Some(Type::Array(item, _)) => known::list(self.schema(item, used_at), false),
                _ => self.cannot(unknown(used_at, "SmallVec", "its argument is no array")),
            },
            Known::NonZero => match args.first() {
                Some(Type::Known(Known::Plain(Plain::Integer(integer)), _)) => {
                    Plain::NonZero(*integer).schema()
                }
                _ => self.cannot(unknown(used_at, "NonZero", "its argument is no integer")),
            },
            Known::Either => known::either(&arg(0), &arg(1)),
            Known::Result => known::result(&arg(0), &arg(1)),
            Known::Range => known::range(&arg(0)),
            Known::Map => {
                let value = arg(1);
                known::map(&self.inlined(arg(0)), value)
            }
            Known::JsonMap => known::map(&json!({"type": "string"}), Value::Bool(true)),
        }
    }

    /// A map's key type is looked into: its own schema, and what that refers to.
    fn inlined(&self, schema: Value) -> Value {
        let target = |schema: &Value| {
            let name = schema.get("$ref")?.as_str()?.strip_prefix("#/$defs/")?;
            self.definitions.borrow().get(name).cloned()
        };
        let itself = target(&schema).unwrap_or(schema);
        let inner = target(&itself).filter(|_| map_key::pattern(&itself).is_none());
        inner.unwrap_or(itself)
    }

    fn kubernetes(&self, path: &[String], used_at: Span) -> Value {
        let shown = format!("k8s_openapi::{}", path.join("::"));
        match self.define_kubernetes(path) {
            Ok(Some(definition)) => {
                let name = &definition.name;
                let mut known = self.definitions.borrow_mut();
                if !known.contains_key(name) {
                    known.insert(name.clone(), definition.schema.clone());
                }
                json!({"$ref": format!("#/$defs/{name}")})
            }
            Ok(None) => self.cannot(unknown(used_at, &shown, "k8s-openapi has no schema for it")),
            Err(why) => self.cannot(unknown(used_at, &shown, &why)),
        }
    }

    /// The definition of a type of Kubernetes'; it and all that its schema leads to are made known to all kinds.
    fn define_kubernetes(&self, path: &[String]) -> Result<Option<Arc<Definition>>, String> {
        let found = self.sources.kubernetes_definition(path)?;
        if let Some(definition) = found.as_ref().filter(|found| !self.kubernetes.has(&found.name)) {
            for (name, inner) in self.sources.kubernetes_closure(&definition.rust_path)? {
                self.kubernetes.define(&name, &inner.schema);
            }
        }
        Ok(found)
    }

    fn foreign(&self, path: &[String], used_at: Span) -> Value {
        let shown = path.join("::");
        match self.overrides.of(path, false) {
            Some(schema) => schema.clone(),
            None => self.cannot(unknown(used_at, &shown, "its crate is not read from source")),
        }
    }

    fn cannot(&self, wrong: Diagnostic) -> Value {
        self.wrong.borrow_mut().push(wrong);
        Value::Bool(true)
    }

    /// A transparent newtype around an `Option` is one too: its own schema says so.
    fn is_transparent_option(&self, ty: &Type) -> bool {
        let Type::Item(id, args) = ty else { return false };
        let definitions = self.definitions.borrow();
        let facts = definitions
            .get(&self.definition_name(id, args))
            .and_then(|schema| schema.get(Facts::KEY));
        let has = |fact: &str| facts.and_then(|facts| facts.get(fact)) == Some(&Value::Bool(true));
        has("transparent") && has("option")
    }

    /// The name of an item's definition: its path, and its arguments.
    fn definition_name(&self, id: &ItemId, args: &[Type]) -> String {
        let mut name = self.sources.unique_path_of(id).join(".");
        for (index, arg) in args.iter().enumerate() {
            name.push_str(if index == 0 { "_of_" } else { "_and_" });
            name.push_str(&self.type_name(arg));
        }
        name
    }

    fn type_name(&self, ty: &Type) -> String {
        let all = |args: &[Type]| {
            args.iter()
                .map(|arg| format!("_{}", self.type_name(arg)))
                .collect::<String>()
        };
        match ty {
            Type::Known(known, args) => format!("{}{}", known_name(*known), all(args)),
            Type::Item(id, args) => self.definition_name(id, args),
            Type::Kubernetes(path) | Type::Foreign(path) => path.join("."),
            Type::Array(item, len) => format!("array_{len}_{}", self.type_name(item)),
            Type::Tuple(items) => format!("tuple{}{}", items.len(), all(items)),
            Type::Parameter(name) => name.clone(),
        }
    }
}

/// What stands for a hole that can't be filled.
fn nothing() -> Filling {
    Filling::Schema {
        schema: Value::Bool(true),
        option: false,
    }
}

/// A name for a known type that holds only what may stand in a reference.
fn known_name(known: Known) -> String {
    let text = format!("{known:?}");
    text.chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect()
}

/// Whether serde reads a missing field of this type as `None`, as far as the derive can tell from the type.
fn is_option(ty: &Type) -> bool {
    match ty {
        Type::Known(Known::Option, _) => true,
        Type::Known(Known::Pointer, args) => matches!(args.last(), Some(Type::Known(Known::Option, _))),
        _ => false,
    }
}
