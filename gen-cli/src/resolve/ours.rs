//! Which derives and attributes are ours: told by what their path means, not by how it is spelled.

use super::externals::NEVER_READ;
use super::found::Doubt;
use super::names::{Meaning, ModuleId, Names};
use super::scope::{Namespace, plain};
use crate::walk::undetermined;
use std::rc::Rc;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

/// What kubewright exports as macros.
const MACROS: [&str; 5] = ["CustomResource", "DeepCopy", "Schema", "rbac", "webhook"];

/// Attributes of the compiler and its tools that leave an item as it is.
pub(super) const INERT: [&str; 17] = [
    "allow",
    "automatically_derived",
    "cold",
    "deny",
    "deprecated",
    "derive",
    "doc",
    "expect",
    "forbid",
    "inline",
    "must_use",
    "no_mangle",
    "non_exhaustive",
    "repr",
    "track_caller",
    "used",
    "warn",
];

/// Attributes of the derives that are read: no macro may have their names.
pub(super) const READ: [&str; 10] = [
    "deep_copy",
    "immutable",
    "printcolumn",
    "resource",
    "scale",
    "schema",
    "selectable",
    "serde",
    "status",
    "validation",
];

/// Other attributes of Rust itself.
const OF_RUST: [&str; 8] = [
    "cfg",
    "cfg_attr",
    "default",
    "ignore",
    "macro_export",
    "macro_use",
    "path",
    "test",
];

/// Whether an attribute is one that no import can mean.
pub(crate) fn is_built_in(path: &syn::Path) -> bool {
    let all = INERT.iter().chain(&READ).chain(&OF_RUST);
    all.into_iter().any(|name| path.is_ident(*name))
}

/// A macro of ours that a path means, or may mean.
#[derive(Clone, Debug)]
pub(crate) struct Ours {
    /// Its name.
    pub(crate) name: String,
    /// Why it is not known whether it is meant.
    pub(crate) doubt: Option<Rc<Doubt>>,
}

/// Whether kubewright has a macro at this path.
pub(crate) fn is_ours(path: &[String], namespace: Namespace) -> bool {
    namespace == Namespace::Macro && matches!(path, [name] if MACROS.contains(&name.as_str()))
}

/// Whether what a path means in a crate that is not read is a macro. Those of the well-known crates are no macros but
/// for kube's derive, which is called as ours.
pub(crate) fn is_foreign_macro(path: &[String]) -> bool {
    let [krate, .., name] = path else { return false };
    let never_read = NEVER_READ.iter().any(|known| known.replace('-', "_") == *krate);
    !never_read || krate.ends_with("_derive") || (krate.starts_with("kube") && name == "CustomResource")
}

/// Our derives on an item, those included of which it is not known whether they are there or ours.
pub(crate) fn derives(attrs: &[Attribute], module: &ModuleId, names: &Names<'_>) -> Vec<Ours> {
    let conditions = undetermined(attrs);
    let perhaps = conditions.iter().flat_map(|condition| &condition.attributes);
    let metas = attrs.iter().map(|attr| &attr.meta).chain(perhaps);
    metas.flat_map(|meta| in_derive(meta, module, names)).collect()
}

/// Whether one of our derives is among those of an item.
pub(crate) fn has_derive(attrs: &[Attribute], name: &str, module: &ModuleId, names: &Names<'_>) -> bool {
    derives(attrs, module, names).iter().any(|ours| ours.name == name)
}

/// Our macros in a `derive(…)`.
pub(crate) fn in_derive(meta: &Meta, module: &ModuleId, names: &Names<'_>) -> Vec<Ours> {
    let each = derived(meta).into_iter();
    each.filter_map(|path| our_macro(&path, module, names)).collect()
}

/// The paths in a `derive(…)`; none in another attribute.
pub(crate) fn derived(meta: &Meta) -> Vec<syn::Path> {
    match meta {
        Meta::List(list) if list.path.is_ident("derive") => list
            .parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated)
            .map(|paths| paths.into_iter().collect())
            .unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// Our macro that a path means, or may mean.
pub(crate) fn our_macro(path: &syn::Path, module: &ModuleId, names: &Names<'_>) -> Option<Ours> {
    macro_at(module, path.leading_colon.is_some(), &segments(path), names)
}

/// The same of a path's names.
pub(crate) fn macro_at(
    module: &ModuleId,
    leading_colon: bool,
    path: &[String],
    names: &Names<'_>,
) -> Option<Ours> {
    let found = names.find(module, leading_colon, path, Namespace::Macro);
    let name = found.meanings.iter().find_map(|meaning| match meaning {
        Meaning::Kubewright(path) if is_ours(path, Namespace::Macro) => path.first().cloned(),
        _ => None,
    });
    name.map(|name| Ours {
        name,
        doubt: found.doubt.clone(),
    })
}

/// The names of a path.
pub(crate) fn segments(path: &syn::Path) -> Vec<String> {
    path.segments
        .iter()
        .map(|segment| plain(&segment.ident))
        .collect()
}
