//! The user's structs and enums, read into the model once each.

use super::names::{ItemId, Names};
use super::scope::plain;
use super::sources::Sources;
use super::types::{Site, Type};
use super::{attribute_macros, conditions, misspelt, ours, skip_none};
use kubewright_core::diag::Diagnostic;
use kubewright_core::model::{Container, Ty};
use kubewright_core::syntax::{self, Marks};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use syn::{DeriveInput, Item};

/// A container, or everything that is wrong with it.
pub(crate) type Read = Result<Rc<Container>, Rc<[Diagnostic]>>;

/// The containers that were asked for.
pub(crate) struct Containers<'s> {
    sources: &'s Sources<'s>,
    names: &'s Names<'s>,
    read: RefCell<BTreeMap<ItemId, Read>>,
    /// Those that a macro changes before they are read.
    changed: RefCell<BTreeMap<ItemId, Rc<DeriveInput>>>,
}

impl<'s> Containers<'s> {
    /// Over these names and their sources.
    pub(crate) fn new(names: &'s Names<'s>) -> Self {
        Self {
            sources: names.sources,
            names,
            read: RefCell::default(),
            changed: RefCell::default(),
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
        let mut input = match self.sources.item(id) {
            Some(Item::Struct(item)) => DeriveInput::from(item.clone()),
            Some(Item::Enum(item)) => DeriveInput::from(item.clone()),
            _ => return Err(Rc::from([])),
        };
        let place = self.sources.placer(id);
        let undecided = self.undecided(id, &input, &place);
        if !undecided.is_empty() {
            return Err(Rc::from(undecided));
        }
        let (is_changed, mut wrong) = attribute_macros::apply(&mut input, &id.module, self.names, &place);
        if is_changed {
            let input = Rc::new(input.clone());
            self.changed.borrow_mut().insert(id.clone(), input);
        }
        wrong.extend(attribute_macros::around(&id.module, self.names));
        wrong.extend(misspelt::attributes(&input, &place));
        let named = place(input.ident.span());
        match syntax::container(&input, &mut Marks::placed(place)) {
            Ok(read) if wrong.is_empty() => return Ok(Rc::new(read.container)),
            Ok(_) => {}
            // Of what isn't there, such as the fields of a unit struct, serde knows no place.
            Err(others) => wrong.extend(others.into_iter().map(|one| one.or_at(named))),
        }
        Err(Rc::from(wrong))
    }

    /// A schema can't hang on what nobody stated: whether the item is there, what it has, and whether its derives are
    /// ours.
    fn undecided(
        &self,
        id: &ItemId,
        input: &DeriveInput,
        place: &dyn Fn(proc_macro2::Span) -> kubewright_core::span::Span,
    ) -> Vec<Diagnostic> {
        let mut wrong = conditions::of_module(&id.module, self.sources);
        let item = self
            .sources
            .items(&id.module)
            .and_then(|items| items.get(id.index));
        let path = plain(&input.ident);
        let of_item = item.map_or(&[][..], |item| item.uncertain.as_slice());
        wrong.extend(conditions::of_uncertain(of_item, self.sources, &path));
        let of_parts = conditions::of_item(input, &id.module, self.names, place);
        wrong.extend(
            of_parts
                .into_iter()
                .filter(|one| !wrong.contains(one))
                .collect::<Vec<_>>(),
        );
        let derives = ours::derives(&input.attrs, &id.module, self.names);
        let doubtful = derives.into_iter().filter(|ours| ours.name != "DeepCopy");
        wrong.extend(
            doubtful.filter_map(|ours| Some(ours.doubt?.diagnostic(place(input.ident.span()), &path))),
        );
        wrong
    }

    /// Where an item's types are written.
    pub(crate) fn site(&self, id: &ItemId) -> Site {
        let generics = match self.sources.item(id) {
            Some(Item::Struct(item)) => Some(&item.generics),
            Some(Item::Enum(item)) => Some(&item.generics),
            _ => None,
        };
        let mut site = Site::of(&id.module, generics.unwrap_or(&syn::Generics::default()));
        let args = site.parameters.iter().cloned().map(Type::Parameter).collect();
        site.self_type = Some(Type::Item(id.clone(), args));
        site
    }

    /// A type of syn's, without places.
    pub(crate) fn ty(&self, ty: &syn::Type) -> Ty {
        syntax::ty(ty, &mut Marks::placed(|_| kubewright_core::span::Span::NONE))
    }

    /// The predicate of a field's `skip_serializing_if` that a macro has added.
    pub(crate) fn added_predicate(&self, id: &ItemId, variant: Option<&str>, member: &str) -> Option<String> {
        let changed = self.changed.borrow();
        let fields = match (&changed.get(id)?.data, variant) {
            (syn::Data::Struct(data), None) => &data.fields,
            (syn::Data::Enum(data), Some(name)) => {
                let mut variants = data.variants.iter();
                &variants.find(|variant| plain(&variant.ident) == name)?.fields
            }
            _ => return None,
        };
        skip_none::added(fields, member)
    }
}
