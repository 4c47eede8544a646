//! Attribute macros above our derives: those see what such a macro makes of the item, and here none is run.

use super::names::{ItemId, Meaning, ModuleId, Names};
use super::ours::{self, segments};
use super::scope::{Namespace, plain, text_of_key};
use super::skip_none;
use crate::walk::attributes;
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::span::Span;
use syn::{Attribute, DeriveInput, Item};

/// The first names of attributes that tools read.
const TOOLS: [&str; 5] = ["clippy", "diagnostic", "miri", "rust_analyzer", "rustfmt"];

/// Does to an item what the macros above its derives do, as far as that is known; the errors are the other macros.
pub(super) fn apply(
    input: &mut DeriveInput,
    module: &ModuleId,
    names: &Names<'_>,
    place: &dyn Fn(proc_macro2::Span) -> Span,
) -> (bool, Vec<Diagnostic>) {
    let makes_schema = |attr: &Attribute| {
        let mut derives = ours::in_derive(&attr.meta, module, names).into_iter();
        derives.any(|ours| ours.name != "DeepCopy")
    };
    let last = input.attrs.iter().rposition(makes_schema).unwrap_or_default();
    let (mut skips_none, mut wrong) = (false, Vec::new());
    for attr in input.attrs.iter().take(last) {
        match called(attr.path(), module, names) {
            Called::SkipNone => skips_none = true,
            Called::Macro => wrong.push(unexpanded(attr, &plain(&input.ident), place)),
            Called::NoMacro => {}
        }
    }
    if skips_none {
        skip_none::apply(input);
    }
    (skips_none, wrong)
}

/// The errors for macros that stand above the modules around.
pub(super) fn around(module: &ModuleId, names: &Names<'_>) -> Vec<Diagnostic> {
    let sources = names.sources;
    let mut wrong = Vec::new();
    let mut inner = module.named();
    while let Some(outer) = inner.parent() {
        let declared = sources.declaration(&inner);
        for attr in declared.iter().flat_map(|child| &child.declaration.attrs) {
            if is_macro(attr.path(), &outer, names) {
                let place = declared.map(|child| sources.placer_in(child.declared_in));
                let place = |span| place.as_ref().map_or(Span::NONE, |place| place(span));
                let path = inner.shown().collect::<Vec<_>>().join("::");
                wrong.push(unexpanded(attr, &path, &place));
            }
        }
        inner = outer;
    }
    wrong
}

/// The errors for items with a `#[resource(…)]` that none of our derives reads, where a macro may add the derives.
pub(super) fn above_resources(krate: usize, names: &Names<'_>) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    for module in names.sources.modules(krate) {
        for item in names.sources.items(&module).unwrap_or_default() {
            let attrs = attributes::of_item(&item.ast);
            let is_kind = || {
                let mut keys = ["group", "version"].into_iter();
                keys.all(|key| text_of_key(attrs, "resource", key).is_some())
            };
            if !is_kind() || ours::has_derive(attrs, "CustomResource", &module, names) {
                continue;
            }
            let place = names.sources.placer_in(item.file);
            let is_macro = |attr: &&Attribute| is_macro(attr.path(), &module, names);
            if let Some(attr) = attrs.iter().find(is_macro) {
                let name = match &item.ast {
                    Item::Struct(item) => plain(&item.ident),
                    Item::Enum(item) => plain(&item.ident),
                    _ => String::new(),
                };
                wrong.push(unexpanded(attr, &name, &place));
            }
        }
    }
    wrong
}

/// Whether an attribute of this path is a macro, and none of ours.
pub(super) fn is_macro(path: &syn::Path, module: &ModuleId, names: &Names<'_>) -> bool {
    !matches!(called(path, module, names), Called::NoMacro)
}

/// What an attribute calls.
enum Called {
    /// Nothing that changes its item: an attribute of Rust, a tool, a derive, or a macro of ours.
    NoMacro,
    /// serde_with's `skip_serializing_none`.
    SkipNone,
    /// A macro.
    Macro,
}

/// Derives' attributes are single names that nobody imports; a macro is imported, or written as a path.
fn called(path: &syn::Path, module: &ModuleId, names: &Names<'_>) -> Called {
    let is_path = path.segments.len() > 1 || path.leading_colon.is_some();
    let is_of_a_tool = || {
        let first = path.segments.first();
        is_path && first.is_some_and(|first| TOOLS.iter().any(|tool| first.ident == tool))
    };
    if ours::is_built_in(path) || is_of_a_tool() {
        return Called::NoMacro;
    }
    let leading_colon = path.leading_colon.is_some();
    let found = names.find(module, leading_colon, &segments(path), Namespace::Macro);
    for meaning in &found.meanings {
        match meaning {
            Meaning::Kubewright(_) | Meaning::Known(_) => return Called::NoMacro,
            Meaning::Item(id) if skips_none(id, names) => return Called::SkipNone,
            Meaning::Item(id) if !is_path && !is_attribute_macro(id, names) => return Called::NoMacro,
            _ => {}
        }
    }
    if is_path || !found.meanings.is_empty() {
        Called::Macro
    } else {
        Called::NoMacro
    }
}

fn is_attribute_macro(id: &ItemId, names: &Names<'_>) -> bool {
    function(id, names).is_some_and(|function| {
        let mut attrs = function.attrs.iter();
        attrs.any(|attr| attr.path().is_ident("proc_macro_attribute"))
    })
}

/// Whether an attribute of this path is serde_with's `skip_serializing_none`.
pub(super) fn is_skip_none(path: &syn::Path, module: &ModuleId, names: &Names<'_>) -> bool {
    matches!(called(path, module, names), Called::SkipNone)
}

fn skips_none(id: &ItemId, names: &Names<'_>) -> bool {
    let named = |function: &syn::ItemFn| function.sig.ident == "skip_serializing_none";
    function(id, names).is_some_and(named)
        && names.sources.package_of(id.module.krate).as_deref() == Some("serde_with_macros")
}

fn function<'n>(id: &ItemId, names: &'n Names<'_>) -> Option<&'n syn::ItemFn> {
    match names.sources.item(id)? {
        Item::Fn(function) => Some(function),
        _ => None,
    }
}

fn unexpanded(attr: &Attribute, path: &str, place: &dyn Fn(proc_macro2::Span) -> Span) -> Diagnostic {
    let name = segments(attr.path()).join("::");
    let at = attr
        .path()
        .segments
        .last()
        .map_or(Span::NONE, |last| place(last.ident.span()));
    let message = format!("what the attribute macro `{name}` makes of `{path}` is not known");
    Diagnostic::new(Code::MacroUnexpanded, at, path, message)
        .note("a derive sees what the macros above it have made, and gen-cli expands no macro")
        .help("write out what it makes, or put it below the derives of kubewright if they needn't see that")
}
