//! The kinds of a crate: every type that derives our `CustomResource`.

use super::names::{ItemId, ModuleId, Names};
use super::ours;
use super::sources::Sources;

/// Every item of a crate that derives `CustomResource`, in the order of its modules and items.
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

fn derives_resource(item: &syn::Item, module: &ModuleId, names: &Names<'_>) -> bool {
    let attrs = match item {
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        _ => return false,
    };
    ours::derives(attrs, module, names).contains("CustomResource")
}
