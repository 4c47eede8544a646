//! What a manifest hangs on and nobody stated: conditions on items, fields and variants.

use super::found::undecided;
use super::names::{ModuleId, Names};
use super::ours;
use super::scope::plain;
use super::sources::Sources;
use crate::walk::{Condition, Uncertain, undetermined};
use kubewright_core::diag::Diagnostic;
use kubewright_core::span::Span;
use kubewright_core::syntax::ATTRIBUTES;
use syn::{Attribute, DeriveInput, Meta};

/// Attributes without keys, and of others, that decide a schema or a default.
const READ: [&str; 5] = ["default", "kubewright", "selectable", "serde", "status"];

/// Derives of others that decide a schema or a default.
const DERIVES_READ: [&str; 3] = ["Default", "Deserialize", "Serialize"];

/// The conditions on an item, its fields and variants that decide its schema.
pub(super) fn of_item(
    input: &DeriveInput,
    module: &ModuleId,
    names: &Names<'_>,
    place: &dyn Fn(proc_macro2::Span) -> Span,
) -> Vec<Diagnostic> {
    let conditions = attribute_lists(input).into_iter().flat_map(undetermined);
    let deciding = conditions.filter(|condition| decides(condition, module, names));
    let path = plain(&input.ident);
    deciding
        .map(|condition| undecided(&condition.predicate, place(condition.span), &path))
        .collect()
}

/// The conditions on the modules around.
pub(super) fn of_module(module: &ModuleId, sources: &Sources<'_>) -> Vec<Diagnostic> {
    let uncertain = sources.module(module).map(|module| module.uncertain.as_slice());
    let path = module.shown().collect::<Vec<_>>().join("::");
    of_uncertain(uncertain.unwrap_or_default(), sources, &path)
}

/// The errors for conditions that decide whether something is there.
pub(super) fn of_uncertain(uncertain: &[Uncertain], sources: &Sources<'_>, path: &str) -> Vec<Diagnostic> {
    let each = uncertain.iter().map(|uncertain| {
        let at = sources.placer_in(uncertain.file)(uncertain.condition.span);
        undecided(&uncertain.condition.predicate, at, path)
    });
    each.collect()
}

fn attribute_lists(input: &DeriveInput) -> Vec<&[Attribute]> {
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
    lists
}

/// Whether a condition decides more than attributes that no reader looks at.
fn decides(condition: &Condition, module: &ModuleId, names: &Names<'_>) -> bool {
    !condition.only_attributes
        || condition
            .attributes
            .iter()
            .any(|meta| is_read(meta, module, names))
}

fn is_read(meta: &Meta, module: &ModuleId, names: &Names<'_>) -> bool {
    let path = meta.path();
    if path.is_ident("doc") {
        return matches!(meta, Meta::NameValue(_));
    }
    if path.is_ident("derive") {
        let of_others = |path: &syn::Path| {
            let last = path.segments.last();
            last.is_some_and(|last| DERIVES_READ.iter().any(|name| last.ident == name))
        };
        return ours::derived(meta).iter().any(of_others) || !ours::in_derive(meta, module, names).is_empty();
    }
    let named = |name: &&str| path.is_ident(*name);
    READ.iter().any(named)
        || ATTRIBUTES.iter().any(|(name, _)| named(name))
        || super::attribute_macros::is_macro(path, module, names)
}
