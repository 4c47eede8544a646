//! The values of constants and defaults, read from source as serde would write them.
//!
//! Nothing is run: what is not a value as it stands (literals, constructors, constants, arithmetic, and the functions
//! that everybody writes defaults with) is an error with its reason. What is read is read as rustc would compute it,
//! with the types that decide it, and only then written as serde writes it.

mod attributes;
mod blocks;
mod calls;
mod cast;
mod construct;
mod datum;
mod default;
mod expr;
mod impls;
mod known;
mod limits;
mod literal;
mod macros;
mod maps;
mod methods;
mod number;
mod operators;
mod order;
mod paths;
mod serde;
mod unify;
mod written;

use super::containers::Containers;
use super::names::ModuleId;
use super::types::{Site, Type, Types, substitute};
use datum::Datum;
use kubewright_core::model::{Ty, TyPath};
use serde_json::Value;
use std::cell::Cell;
use std::collections::BTreeMap;

/// Why something is no value that can be read.
pub(crate) type Why = String;

/// How deep values may call for each other.
const DEEPEST: usize = 64;

/// How many parts of expressions are looked at for one value: a function that calls another twice, which calls another
/// twice, takes for ever.
const MOST_STEPS: u32 = 1 << 18;

/// Reads values.
#[derive(Clone, Copy)]
pub(crate) struct Values<'s> {
    /// Types and names.
    pub(crate) types: &'s Types<'s>,
    /// The structs and enums, with serde's names.
    pub(crate) containers: &'s Containers<'s>,
}

/// Where an expression is written: what its names are looked up from, and what is put in for parameters.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) site: Site,
    /// The types that are put in for the parameters, as far as they are known.
    pub(super) given: BTreeMap<String, Type>,
    /// The constant parameters in scope. What is put in for them is not known.
    pub(super) constants: Vec<String>,
}

impl Place {
    /// In a module, outside of any item with parameters.
    fn module(module: &ModuleId) -> Self {
        let site = Site {
            module: module.clone(),
            self_type: None,
            parameters: Vec::new(),
            constants: Vec::new(),
        };
        Self {
            site,
            given: BTreeMap::new(),
            constants: Vec::new(),
        }
    }
}

/// An expression's surroundings: where it is written, what type is wanted of it, how deep it is called, and how much
/// was looked at before.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) place: &'a Place,
    pub(super) wanted: Option<&'a Type>,
    pub(super) depth: usize,
    steps: &'a Cell<u32>,
}

impl<'a> Scene<'a> {
    /// The first of a value.
    fn new(place: &'a Place, wanted: Option<&'a Type>, steps: &'a Cell<u32>) -> Self {
        Self {
            place,
            wanted,
            depth: 0,
            steps,
        }
    }

    /// The same place, with another type wanted.
    fn wanting(&self, wanted: Option<&'a Type>) -> Result<Self, Why> {
        self.place(self.place, wanted)
    }

    /// Another place that this one calls for.
    fn place<'b>(&self, place: &'b Place, wanted: Option<&'b Type>) -> Result<Scene<'b>, Why>
    where
        'a: 'b,
    {
        self.steps.set(self.steps.get().saturating_add(1));
        if self.steps.get() > MOST_STEPS {
            return Err("it takes too long to read".to_owned());
        }
        if self.depth >= DEEPEST {
            return Err("it is nested too deep, or refers to itself".to_owned());
        }
        Ok(Scene {
            place,
            wanted,
            depth: self.depth + 1,
            steps: self.steps,
        })
    }
}

/// Where a hole is that a value fills: the place of the container, what is put in for its parameters, and whether a
/// literal schema stands for the type's own, so that nothing is known there of sets.
pub(crate) struct Asked<'a> {
    pub(crate) site: &'a Site,
    pub(crate) given: &'a BTreeMap<String, Type>,
    pub(crate) literal: bool,
}

impl Asked<'_> {
    fn place(&self, values: &Values<'_>) -> Place {
        Place {
            site: self.site.clone(),
            given: self.given.clone(),
            constants: values.constants_of_self(self.site),
        }
    }
}

impl Values<'_> {
    /// The value of a constant.
    ///
    /// # Errors
    /// It is not found, or is no value.
    pub(crate) fn constant(&self, path: &TyPath, asked: &Asked<'_>) -> Result<Value, Why> {
        let place = asked.place(self);
        let steps = Cell::new(0);
        let scene = Scene::new(&place, None, &steps);
        self.written(&self.path_value(path, &scene)?, asked.literal)
    }

    /// What a default function gives.
    ///
    /// # Errors
    /// It is not found, or its body is no value.
    pub(crate) fn default_fn(
        &self,
        path: &TyPath,
        wanted: Option<&Type>,
        asked: &Asked<'_>,
    ) -> Result<Value, Why> {
        let place = asked.place(self);
        let steps = Cell::new(0);
        let scene = Scene::new(&place, wanted, &steps);
        self.written(&self.call_path(path, &[], &scene)?, asked.literal)
    }

    /// `<T as Default>::default()`.
    ///
    /// # Errors
    /// The type's default can't be read.
    pub(crate) fn default_of(&self, ty: &Type, asked: &Asked<'_>) -> Result<Value, Why> {
        let place = asked.place(self);
        let steps = Cell::new(0);
        let scene = Scene::new(&place, None, &steps);
        self.written(&self.default_value(ty, &scene)?, asked.literal)
    }

    /// A type as written in a place, if it can be known; what is not put in stays a parameter.
    fn type_in(&self, ty: &Ty, place: &Place) -> Option<Type> {
        let resolved = if place.constants.is_empty() {
            self.types.resolve(ty, &place.site)
        } else {
            let mut ty = ty.clone();
            leave_out(&mut ty, &place.constants);
            self.types.resolve(&ty, &place.site)
        };
        Some(substitute(&resolved.ok()?, &place.given))
    }

    /// The same of a type of syn's.
    fn syn_type_in(&self, ty: &syn::Type, place: &Place) -> Option<Type> {
        self.type_in(&self.containers.ty(ty), place)
    }
}

/// Leaves constant parameters out of a type's arguments, as other constants are.
fn leave_out(ty: &mut Ty, constants: &[String]) {
    let Ty::Path(path) = ty else { return };
    for segment in &mut path.segments {
        segment.args.retain(|arg| match arg {
            Ty::Path(arg) => !constants.contains(&arg.to_string()),
            _ => true,
        });
        for arg in &mut segment.args {
            leave_out(arg, constants);
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
    let asked = Asked {
        site,
        given: &BTreeMap::new(),
        literal: false,
    };
    let place = asked.place(&values);
    let wanted = Type::Known(
        super::known::Known::Plain(super::known::Plain::Integer(super::known::Integer::Usize)),
        Vec::new(),
    );
    let steps = Cell::new(0);
    let scene = Scene::new(&place, Some(&wanted), &steps);
    match values.expr(&expr, &scene).ok()? {
        Datum::Whole(whole) => u64::try_from(whole.number).ok(),
        _ => None,
    }
}
