//! The kinds of a crate: every type that derives our `CustomResource`.

use super::names::{ItemId, ModuleId, Names};
use super::ours;
use super::scope::plain;
use super::sources::Sources;
use kubewright_core::diag::Diagnostic;
use kubewright_core::lower;
use syn::spanned::Spanned;

/// Every item of a crate that derives `CustomResource`, in the order of its modules and items, those in blocks included.
pub(crate) fn kinds(krate: usize, sources: &Sources<'_>, names: &Names<'_>) -> Vec<ItemId> {
    let mut found = Vec::new();
    for module in sources.modules(krate) {
        let items = sources.items(&module).unwrap_or_default();
        for (index, item) in items.iter().enumerate() {
            if derives_resource(&item.ast, &module, names) {
                found.push(ItemId {
                    module: module.clone(),
                    index,
                });
            }
        }
    }
    found
}

/// Every item of a crate with a `#[resource(…)]` that no derive of it reads.
pub(crate) fn without_derive(krate: usize, sources: &Sources<'_>, names: &Names<'_>) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    for module in sources.modules(krate) {
        let items = sources.items(&module).unwrap_or_default();
        for (index, item) in items.iter().enumerate() {
            let syn::Item::Struct(item) = &item.ast else {
                continue;
            };
            let resource = item.attrs.iter().find(|attr| attr.path().is_ident("resource"));
            let Some(resource) = resource.filter(|_| item.generics.params.is_empty()) else {
                continue;
            };
            let has = |derive| ours::has_derive(&item.attrs, derive, &module, names);
            if has("Schema") && !has("CustomResource") {
                let id = ItemId {
                    module: module.clone(),
                    index,
                };
                let at = sources.placer(&id)(resource.path().span());
                wrong.push(lower::resource_without_derive(&plain(&item.ident), at));
            }
        }
    }
    wrong
}

fn derives_resource(item: &syn::Item, module: &ModuleId, names: &Names<'_>) -> bool {
    let attrs = match item {
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        _ => return false,
    };
    ours::has_derive(attrs, "CustomResource", module, names)
}
