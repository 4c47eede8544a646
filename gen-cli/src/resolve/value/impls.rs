//! What the `impl` blocks of an item hold: associated constants and functions, and its `Default`.

use super::Values;
use crate::resolve::names::{ItemId, Meaning, ModuleId};
use crate::resolve::scope::{Namespace, plain};
use syn::{ImplItem, ImplItemConst, ImplItemFn, Item, ItemImpl};

impl Values<'_> {
    /// An associated constant, and the module that it is written in.
    pub(super) fn associated_const(&self, id: &ItemId, name: &str) -> Option<(ModuleId, &ImplItemConst)> {
        self.impls(id, false).find_map(|(module, block)| {
            block.items.iter().find_map(|item| match item {
                ImplItem::Const(item) if plain(&item.ident) == name => Some((module.clone(), item)),
                _ => None,
            })
        })
    }

    /// An associated function, and the module that it is written in.
    pub(super) fn associated_fn(&self, id: &ItemId, name: &str) -> Option<(ModuleId, &ImplItemFn)> {
        self.impls(id, false)
            .find_map(|(module, block)| find_fn(&module, block, name))
    }

    /// The function of an `impl Default`, and the module that it is written in.
    pub(super) fn impl_default(&self, id: &ItemId) -> Option<(ModuleId, &ImplItemFn)> {
        self.impls(id, true)
            .find_map(|(module, block)| find_fn(&module, block, "default"))
    }

    /// The item's own blocks, or those of `Default`, wherever they stand in its crate.
    fn impls(&self, id: &ItemId, of_default: bool) -> impl Iterator<Item = (ModuleId, &ItemImpl)> {
        let modules = self.types.sources.modules(id.module.krate);
        let id = id.clone();
        modules.into_iter().flat_map(move |module| {
            let blocks: Vec<&ItemImpl> = self
                .types
                .sources
                .items(&module)
                .unwrap_or_default()
                .iter()
                .filter_map(|item| match &item.ast {
                    Item::Impl(block) if self.is_of(block, &module, &id, of_default) => Some(block),
                    _ => None,
                })
                .collect();
            blocks.into_iter().map(move |block| (module.clone(), block))
        })
    }

    fn is_of(&self, block: &ItemImpl, module: &ModuleId, id: &ItemId, of_default: bool) -> bool {
        let is_default = |path: &syn::Path| {
            path.segments
                .last()
                .is_some_and(|segment| segment.ident == "Default")
        };
        let fits = match &block.trait_ {
            Some((path, _)) => of_default && is_default(path),
            None => !of_default,
        };
        let syn::Type::Path(path) = &*block.self_ty else {
            return false;
        };
        let names: Vec<String> = path
            .path
            .segments
            .iter()
            .map(|segment| plain(&segment.ident))
            .collect();
        fits && self
            .types
            .names
            .resolve(module, path.path.leading_colon.is_some(), &names, Namespace::Type)
            == Some(Meaning::Item(id.clone()))
    }
}

fn find_fn<'b>(module: &ModuleId, block: &'b ItemImpl, name: &str) -> Option<(ModuleId, &'b ImplItemFn)> {
    block.items.iter().find_map(|item| match item {
        ImplItem::Fn(item) if plain(&item.sig.ident) == name => Some((module.clone(), item)),
        _ => None,
    })
}
