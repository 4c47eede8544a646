//! The user's structs and enums, read into the model once each.

use super::misspelt;
use super::names::ItemId;
use super::scope::plain;
use super::sources::Sources;
use super::types::{Site, Type};
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::model::{Container, Ty};
use kubewright_core::syntax::{self, Marks};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use syn::{Attribute, DeriveInput, Item};

/// A container, or everything that is wrong with it.
pub(crate) type Read = Result<Rc<Container>, Rc<[Diagnostic]>>;

/// The containers that were asked for.
pub(crate) struct Containers<'s> {
    sources: &'s Sources<'s>,
    read: RefCell<BTreeMap<ItemId, Read>>,
}

impl<'s> Containers<'s> {
    /// Over these sources.
    pub(crate) fn new(sources: &'s Sources<'s>) -> Self {
        Self {
            sources,
            read: RefCell::default(),
        }
    }

    /// The model of an item.
    ///
    /// # Errors
    /// What is wrong with its attributes, or that it is neither a struct nor an enum.
    pub(crate) fn of(&self, id: &ItemId) -> Read {
        if let Some(read) = self.read.borrow().get(id) {
            return read.clone();
        }
        let read = self.read_item(id);
        self.read.borrow_mut().insert(id.clone(), read.clone());
        read
    }

    fn read_item(&self, id: &ItemId) -> Read {
        let input = match self.sources.item(id) {
            Some(Item::Struct(item)) => DeriveInput::from(item.clone()),
            Some(Item::Enum(item)) => DeriveInput::from(item.clone()),
            _ => return Err(Rc::from([])),
        };
        let place = self.sources.placer(id);
        let undecided = undetermined(&input, &place);
        if !undecided.is_empty() {
            return Err(Rc::from(undecided));
        }
        let mut wrong = misspelt::attributes(&input, &place);
        match syntax::container(&input, &mut Marks::placed(place)) {
            Ok(read) if wrong.is_empty() => return Ok(Rc::new(read.container)),
            Ok(_) => {}
            Err(others) => wrong.extend(others),
        }
        Err(Rc::from(wrong))
    }

    /// Where an item's types are written.
    pub(crate) fn site(&self, id: &ItemId) -> Site {
        let generics = match self.sources.item(id) {
            Some(Item::Struct(item)) => Some(&item.generics),
            Some(Item::Enum(item)) => Some(&item.generics),
            _ => None,
        };
        let parameters: Vec<String> = generics
            .into_iter()
            .flat_map(syn::Generics::type_params)
            .map(|param| plain(&param.ident))
            .collect();
        let args = parameters.iter().cloned().map(Type::Parameter).collect();
        Site {
            module: id.module.clone(),
            self_type: Some(Type::Item(id.clone(), args)),
            parameters,
        }
    }

    /// A type of syn's, without places.
    pub(crate) fn ty(&self, ty: &syn::Type) -> Ty {
        syntax::ty(ty, &mut Marks::placed(|_| kubewright_core::span::Span::NONE))
    }
}

/// A schema can't hang on what nobody stated: a `cfg` that is undetermined on the item, a field or a variant.
fn undetermined(
    input: &DeriveInput,
    place: &dyn Fn(proc_macro2::Span) -> kubewright_core::span::Span,
) -> Vec<Diagnostic> {
    let mut lists: Vec<&[Attribute]> = vec![&input.attrs];
    match &input.data {
        syn::Data::Struct(data) => lists.extend(data.fields.iter().map(|field| field.attrs.as_slice())),
        syn::Data::Enum(data) => {
            for variant in &data.variants {
                lists.push(&variant.attrs);
                lists.extend(variant.fields.iter().map(|field| field.attrs.as_slice()));
            }
        }
        syn::Data::Union(_) => {}
    }
    let conditions = lists.into_iter().flat_map(crate::walk::undetermined);
    conditions
        .map(|condition| undecided(&condition, place(condition.span), &plain(&input.ident)))
        .collect()
}

/// The error for a `cfg` that decides a manifest and can't be decided.
pub(crate) fn undecided(
    condition: &crate::walk::Condition,
    at: kubewright_core::span::Span,
    path: &str,
) -> Diagnostic {
    let message = format!("`{}` decides a manifest, and is not decided", condition.predicate);
    Diagnostic::new(Code::CfgUndetermined, at, path, message)
        .note("the same source must give the same manifests wherever it is read, so nothing is taken from this machine")
        .help("state `target` or `cfgs` in `[package.metadata.gen-cli]`")
}
