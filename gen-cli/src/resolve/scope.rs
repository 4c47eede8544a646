//! What one module declares: its items by name and namespace, and its `use` declarations, taken apart.

use super::found::Reason;
use super::imports::{Import, Imports};
use super::names::ModuleId;
use super::visibility::Visibility;
use crate::walk::{self, FileId, Uncertain};
use kubewright_core::span::Span;
use std::collections::BTreeMap;
use syn::{Attribute, Item};

/// Which of Rust's namespaces a name is looked up in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Namespace {
    /// Types, modules, enums, traits, aliases.
    Type,
    /// Constants, statics and functions (and the constructors of tuple structs).
    Value,
    /// Derives and attribute macros.
    Macro,
}

/// What a name stands for, as declared in its module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Declaration {
    /// An item: its index in the module's items.
    Item(usize),
    /// A child module, by its name in [`ModuleId::path`].
    Module(String),
    /// The root type that a derive makes beside an item: the item's index.
    Root(usize),
    /// `extern crate a as b;`: the crate `a`.
    Crate(String),
}

/// A declaration of a name.
#[derive(Clone, Debug)]
pub(crate) struct Declared {
    /// What it stands for.
    pub(crate) declaration: Declaration,
    /// From where it can be seen.
    pub(crate) visibility: Visibility,
    /// What is undetermined of whether it is there.
    pub(crate) cfg: Option<Reason>,
}

/// The declarations of one module.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    names: BTreeMap<(Namespace, String), Vec<Declared>>,
    imports: Imports,
    /// The macro calls among the items, each by its index.
    pub(crate) calls: Vec<usize>,
    /// The crates whose macros `#[macro_use]` brings into scope: the index of the item.
    pub(crate) macro_uses: Vec<usize>,
}

/// Gives the places of a file's tokens.
pub(crate) type Placer<'p> = &'p dyn Fn(FileId, proc_macro2::Span) -> Span;

impl Scope {
    /// Reads the items of a module, and the modules in it by their names. In the edition of 2015 imports begin at the
    /// root.
    pub(crate) fn of<'m>(
        id: &ModuleId,
        module: &'m walk::Module,
        children: impl IntoIterator<Item = (String, &'m walk::Child)>,
        in_2015: bool,
        place: Placer<'_>,
    ) -> Self {
        let mut scope = Self::default();
        for (segment, child) in children {
            let declared = Declared {
                declaration: Declaration::Module(segment),
                visibility: Visibility::of(&child.declaration.vis, id),
                // what is in doubt of a module shows when it is read
                cfg: None,
            };
            scope.add(Namespace::Type, child.name.clone(), declared);
        }
        for (index, item) in module.items.iter().enumerate() {
            let cfg = item.uncertain.first().map(|uncertain| reason(uncertain, place));
            scope.declare(&item.ast, index, id, cfg.as_ref());
            if let Item::Use(item_use) = &item.ast {
                let import = Import {
                    visibility: Visibility::of(&item_use.vis, id),
                    cfg,
                    from_root: in_2015,
                    ..Import::default()
                };
                scope
                    .imports
                    .read(item_use, &import, &|span| place(item.file, span));
            }
        }
        // what is written comes before what a derive makes
        for (index, item) in module.items.iter().enumerate() {
            let cfg = item.uncertain.first().map(|uncertain| reason(uncertain, place));
            scope.declare_roots(&item.ast, index, id, cfg.as_ref());
        }
        scope
    }

    /// What the module itself declares under a name, but for its imports.
    pub(crate) fn declared(&self, namespace: Namespace, name: &str) -> &[Declared] {
        let declared = self.names.get(&(namespace, name.to_owned()));
        declared.map_or(&[], Vec::as_slice)
    }

    /// The imports of a name: in which namespaces there is something shows only when they are resolved.
    pub(crate) fn imported(&self, name: &str) -> &[Import] {
        self.imports.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The glob imports.
    pub(crate) fn globs(&self) -> &[Import] {
        &self.imports.globs
    }

    fn add(&mut self, namespace: Namespace, name: String, declared: Declared) {
        self.names.entry((namespace, name)).or_default().push(declared);
    }

    fn declare(&mut self, item: &Item, index: usize, id: &ModuleId, cfg: Option<&Reason>) {
        let (names, visibility) = match item {
            Item::Struct(item) => (of_struct(item), &item.vis),
            Item::Enum(item) => (vec![(Namespace::Type, plain(&item.ident))], &item.vis),
            Item::Union(item) => (vec![(Namespace::Type, plain(&item.ident))], &item.vis),
            Item::Type(item) => (vec![(Namespace::Type, plain(&item.ident))], &item.vis),
            Item::Trait(item) => (vec![(Namespace::Type, plain(&item.ident))], &item.vis),
            Item::TraitAlias(item) => (vec![(Namespace::Type, plain(&item.ident))], &item.vis),
            Item::Const(item) => (vec![(Namespace::Value, plain(&item.ident))], &item.vis),
            Item::Static(item) => (vec![(Namespace::Value, plain(&item.ident))], &item.vis),
            Item::Fn(item) => (vec![of_function(item)], &item.vis),
            Item::ExternCrate(item) => {
                self.declare_crate(item, index, id, cfg);
                return;
            }
            Item::Macro(item) if item.ident.is_none() => {
                self.calls.push(index);
                return;
            }
            _ => return,
        };
        let visibility = Visibility::of(visibility, id);
        for (namespace, name) in names {
            let declared = Declared {
                declaration: Declaration::Item(index),
                visibility: visibility.clone(),
                cfg: cfg.cloned(),
            };
            self.add(namespace, name, declared);
        }
    }

    fn declare_crate(
        &mut self,
        item: &syn::ItemExternCrate,
        index: usize,
        id: &ModuleId,
        cfg: Option<&Reason>,
    ) {
        if item.attrs.iter().any(|attr| attr.path().is_ident("macro_use")) {
            self.macro_uses.push(index);
        }
        let name = item.rename.as_ref().map_or(&item.ident, |(_, rename)| rename);
        let declared = Declared {
            declaration: Declaration::Crate(plain(&item.ident)),
            visibility: Visibility::of(&item.vis, id),
            cfg: cfg.cloned(),
        };
        self.add(Namespace::Type, plain(name), declared);
    }

    /// `derive(CustomResource)`, ours and kube's, makes a type of the kind's name beside the spec.
    fn declare_roots(&mut self, item: &Item, index: usize, id: &ModuleId, cfg: Option<&Reason>) {
        let (attrs, ident, vis) = match item {
            Item::Struct(item) => (&item.attrs, &item.ident, &item.vis),
            Item::Enum(item) => (&item.attrs, &item.ident, &item.vis),
            _ => return,
        };
        let spec = plain(ident);
        for (attribute, keys) in [
            ("resource", &["root", "kind"][..]),
            ("kube", &["root", "struct", "kind"]),
        ] {
            if !attrs.iter().any(|attr| attr.path().is_ident(attribute)) {
                continue;
            }
            let usual = || spec.strip_suffix("Spec").map(str::to_owned);
            let named = keys.iter().find_map(|key| text_of_key(attrs, attribute, key));
            let Some(root) = named.or_else(usual) else {
                continue;
            };
            let known = self.names.contains_key(&(Namespace::Type, root.clone()));
            if !root.is_empty() && !known {
                let declared = Declared {
                    declaration: Declaration::Root(index),
                    visibility: Visibility::of(vis, id),
                    cfg: cfg.cloned(),
                };
                self.add(Namespace::Type, root, declared);
            }
        }
    }
}

/// A struct with named fields is a type alone; the others are also constructors, as visible as their fields.
fn of_struct(item: &syn::ItemStruct) -> Vec<(Namespace, String)> {
    let name = plain(&item.ident);
    match item.fields {
        syn::Fields::Named(_) => vec![(Namespace::Type, name)],
        _ => vec![(Namespace::Type, name.clone()), (Namespace::Value, name)],
    }
}

/// A function, or the macro that it makes.
fn of_function(item: &syn::ItemFn) -> (Namespace, String) {
    for attr in &item.attrs {
        if attr.path().is_ident("proc_macro_derive") {
            let name = attr.parse_args_with(|input: syn::parse::ParseStream<'_>| {
                let name: syn::Ident = input.parse()?;
                input.parse::<proc_macro2::TokenStream>()?;
                Ok(name)
            });
            return (
                Namespace::Macro,
                name.map_or_else(|_| String::new(), |name| plain(&name)),
            );
        }
        if attr.path().is_ident("proc_macro_attribute") || attr.path().is_ident("proc_macro") {
            return (Namespace::Macro, plain(&item.sig.ident));
        }
    }
    (Namespace::Value, plain(&item.sig.ident))
}

/// Why it is undetermined whether something is there.
pub(crate) fn reason(uncertain: &Uncertain, place: Placer<'_>) -> Reason {
    Reason::Cfg {
        predicate: uncertain.condition.predicate.clone(),
        at: place(uncertain.file, uncertain.condition.span),
    }
}

/// The text of `key = "…"` in an item's attributes of a name, at the outermost level of each.
pub(crate) fn text_of_key(attrs: &[Attribute], attribute: &str, key: &str) -> Option<String> {
    let mut named = attrs.iter().filter(|attr| attr.path().is_ident(attribute));
    named.find_map(|attr| text_in(attr, key))
}

fn text_in(attr: &Attribute, key: &str) -> Option<String> {
    use proc_macro2::TokenTree;
    let syn::Meta::List(list) = &attr.meta else {
        return None;
    };
    let tokens: Vec<TokenTree> = list.tokens.clone().into_iter().collect();
    tokens.windows(3).find_map(|window| match window {
        [
            TokenTree::Ident(name),
            TokenTree::Punct(equals),
            TokenTree::Literal(text),
        ] if name == key && equals.as_char() == '=' => syn::parse_str::<syn::LitStr>(&text.to_string())
            .ok()
            .map(|text| text.value()),
        _ => None,
    })
}

/// A name without `r#`.
pub(crate) fn plain(ident: &syn::Ident) -> String {
    let name = ident.to_string();
    name.strip_prefix("r#")
        .map_or_else(|| name.clone(), str::to_owned)
}
