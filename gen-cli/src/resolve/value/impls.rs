//! What the `impl` blocks of a type hold: associated constants and functions, its own and those of traits.

use super::unify::{Fit, fits};
use super::{Place, Values, Why};
use crate::resolve::found::{Doubt, Reason};
use crate::resolve::names::{ItemId, Meaning, ModuleId};
use crate::resolve::scope::{Namespace, plain};
use crate::resolve::types::{Site, Type};
use syn::{Attribute, Block, Expr, Generics, ImplItem, Item, ItemImpl, Signature, TraitItem};

/// An associated constant or function.
pub(super) struct Associated<'b> {
    /// Where it is written.
    pub(super) place: Place,
    /// The attributes of the block, and its own.
    attrs: [&'b [Attribute]; 2],
    /// What is undetermined of whether it is there.
    uncertain: Option<Reason>,
    pub(super) content: Content<'b>,
}

/// What an associated item is made of.
#[derive(Clone, Copy)]
pub(super) enum Content<'b> {
    Const(&'b syn::Type, &'b Expr),
    Fn(&'b Signature, &'b Block),
}

/// Which blocks are looked into.
pub(super) enum Of<'a> {
    /// The type's own.
    Inherent,
    /// Those of one trait.
    Trait(&'a Meaning),
    /// Those of any trait.
    AnyTrait,
}

impl Values<'_> {
    /// The one associated item of this name that a type has; none if there is none.
    ///
    /// # Errors
    /// Several could be meant, or what is found is not what it seems.
    pub(super) fn associated(
        &self,
        ty: &Type,
        of: &Of<'_>,
        name: &str,
        from: &ModuleId,
    ) -> Result<Option<Associated<'_>>, Why> {
        let mut crates = vec![from.krate];
        if let Type::Item(id, _) = ty
            && id.module.krate != from.krate
        {
            crates.push(id.module.krate);
        }
        let modules = crates
            .into_iter()
            .flat_map(|krate| self.types.sources.modules(krate));
        let mut found = modules.flat_map(|module| self.in_module(&module, ty, of, name));
        let Some(first) = found.next() else {
            return Ok(None);
        };
        if let Some(reason) = &first.uncertain {
            return Err(self.types.names.note(Doubt::of(name, reason)));
        }
        if found.next().is_some() {
            return Err(format!(
                "several `impl` blocks could be meant, each with a `{name}`"
            ));
        }
        for attrs in first.attrs {
            self.unchanged(attrs, &first.place.site.module)?;
        }
        Ok(Some(first))
    }

    fn in_module(&self, module: &ModuleId, ty: &Type, of: &Of<'_>, name: &str) -> Vec<Associated<'_>> {
        let sources = self.types.sources;
        let items = sources.items(module).unwrap_or_default();
        let found = items.iter().filter_map(|item| {
            let Item::Impl(block) = &item.ast else { return None };
            let mut found = self.in_block(block, module, ty, of, name)?;
            let [_, attrs] = found.attrs;
            found.uncertain = sources.uncertain_part(module, item, attrs);
            Some(found)
        });
        found.collect()
    }

    fn in_block<'b>(
        &'b self,
        block: &'b ItemImpl,
        module: &ModuleId,
        ty: &Type,
        of: &Of<'_>,
        name: &str,
    ) -> Option<Associated<'b>> {
        let found = find(block, name);
        let traited = match (&block.trait_, of) {
            (None, Of::Inherent) => None,
            (Some((path, _)), Of::Trait(_) | Of::AnyTrait) => Some(self.trait_meaning(path, module)?),
            _ => return None,
        };
        if let (Some(traited), Of::Trait(wanted)) = (&traited, of)
            && traited != *wanted
        {
            return None;
        }
        let place = self.place_of_block(block, module, ty)?;
        let Some((attrs, content)) = found else {
            return self.left_out(&traited?, ty, name);
        };
        Some(Associated {
            place,
            attrs: [&block.attrs, attrs],
            uncertain: None,
            content,
        })
    }

    fn trait_meaning(&self, path: &syn::Path, module: &ModuleId) -> Option<Meaning> {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| plain(&segment.ident))
            .collect();
        self.types
            .names
            .sure(module, path.leading_colon.is_some(), &names, Namespace::Type)
    }

    /// What a trait gives where the block leaves it out. There `Self` is a parameter: it has what its traits give.
    fn left_out(&self, traited: &Meaning, ty: &Type, name: &str) -> Option<Associated<'_>> {
        let Meaning::Item(id) = traited else { return None };
        let Some(Item::Trait(item)) = self.types.sources.item(id) else {
            return None;
        };
        let (attrs, content) = item.items.iter().find_map(|item| match item {
            TraitItem::Const(item) if plain(&item.ident) == name => {
                let (_, expr) = item.default.as_ref()?;
                Some((item.attrs.as_slice(), Content::Const(&item.ty, expr)))
            }
            TraitItem::Fn(item) if plain(&item.sig.ident) == name => {
                let body = item.default.as_ref()?;
                Some((item.attrs.as_slice(), Content::Fn(&item.sig, body)))
            }
            _ => None,
        })?;
        let mut place = Place::module(&id.module);
        (place.site.parameters, place.constants) = parameters(&item.generics);
        place.site.parameters.push("Self".to_owned());
        place.given.insert("Self".to_owned(), ty.clone());
        Some(Associated {
            place,
            attrs: [&item.attrs, attrs],
            uncertain: None,
            content,
        })
    }

    /// The inside of a block, if it is one of the type.
    fn place_of_block(&self, block: &ItemImpl, module: &ModuleId, ty: &Type) -> Option<Place> {
        let mut place = Place::module(module);
        (place.site.parameters, place.constants) = parameters(&block.generics);
        let pattern = self.syn_type_in(&block.self_ty, &place)?;
        if fits(&pattern, ty, &mut place.given) == Fit::No {
            return None;
        }
        place.site.self_type = Some(crate::resolve::types::substitute(&pattern, &place.given));
        Some(place)
    }

    /// The constant parameters of the type that `Self` is in a place.
    pub(super) fn constants_of_self(&self, site: &Site) -> Vec<String> {
        match &site.self_type {
            Some(Type::Item(id, _)) => self
                .generics(id)
                .map_or_else(Vec::new, |generics| parameters(generics).1),
            _ => Vec::new(),
        }
    }

    /// The parameters of a struct or enum.
    pub(super) fn generics(&self, id: &ItemId) -> Option<&Generics> {
        match self.types.sources.item(id)? {
            Item::Struct(item) => Some(&item.generics),
            Item::Enum(item) => Some(&item.generics),
            _ => None,
        }
    }
}

/// The names of the parameters: types and constants.
fn parameters(generics: &Generics) -> (Vec<String>, Vec<String>) {
    let types = generics.type_params().map(|param| plain(&param.ident));
    let constants = generics.const_params().map(|param| plain(&param.ident));
    (types.collect(), constants.collect())
}

fn find<'b>(block: &'b ItemImpl, name: &str) -> Option<(&'b [Attribute], Content<'b>)> {
    block.items.iter().find_map(|item| match item {
        ImplItem::Const(item) if plain(&item.ident) == name => {
            Some((item.attrs.as_slice(), Content::Const(&item.ty, &item.expr)))
        }
        ImplItem::Fn(item) if plain(&item.sig.ident) == name => {
            Some((item.attrs.as_slice(), Content::Fn(&item.sig, &item.block)))
        }
        _ => None,
    })
}
