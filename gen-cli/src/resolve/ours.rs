//! Which derives and attributes are ours: told by what their path means, not by how it is spelled.

use super::names::{Meaning, ModuleId, Names};
use super::scope::{Namespace, plain};
use std::collections::BTreeSet;
use syn::punctuated::Punctuated;
use syn::{Attribute, Token};

/// What kubewright exports as macros.
const MACROS: [&str; 5] = ["CustomResource", "DeepCopy", "Schema", "rbac", "webhook"];

/// Whether kubewright has a macro at this path.
pub(crate) fn is_ours(path: &[String], namespace: Namespace) -> bool {
    namespace == Namespace::Macro && matches!(path, [name] if MACROS.contains(&name.as_str()))
}

/// Our derives on an item, by name.
pub(crate) fn derives(attrs: &[Attribute], module: &ModuleId, names: &Names<'_>) -> BTreeSet<String> {
    let lists = attrs.iter().filter(|attr| attr.path().is_ident("derive"));
    let paths = lists.filter_map(|attr| {
        attr.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated)
            .ok()
    });
    paths
        .flatten()
        .filter_map(|path| our_macro(&path, module, names))
        .collect()
}

/// The name of our macro that a path means.
pub(crate) fn our_macro(path: &syn::Path, module: &ModuleId, names: &Names<'_>) -> Option<String> {
    let segments: Vec<String> = path
        .segments
        .iter()
        .map(|segment| plain(&segment.ident))
        .collect();
    match names.resolve(module, path.leading_colon.is_some(), &segments, Namespace::Macro)? {
        Meaning::Kubewright(path) if is_ours(&path, Namespace::Macro) => path.into_iter().next(),
        _ => None,
    }
}
