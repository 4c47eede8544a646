//! What one module declares: its items by name and namespace, and its `use` declarations, taken apart.

use std::collections::BTreeMap;
use syn::{Item, UseTree};

/// Which of Rust's namespaces a name is looked up in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Namespace {
    /// Types, modules, enums, traits, aliases.
    Type,
    /// Constants, statics and functions (and the constructors of tuple structs).
    Value,
    /// Derives and attribute macros: only `use` declarations can bring them here.
    Macro,
}

/// What a name stands for, as declared in its module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Declaration {
    /// An item: its index in the module's items.
    Item(usize),
    /// A child module.
    Module,
    /// The root type that a derive makes beside an item: the item's index.
    Root(usize),
    /// `use a::b::C;` or `extern crate a as b;`: the path, to be resolved from this module.
    Use(UsePath),
}

/// The path of a `use` declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UsePath {
    /// Whether it starts with `::`.
    pub(crate) leading_colon: bool,
    /// Its segments.
    pub(crate) segments: Vec<String>,
}

/// The declarations of one module.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    names: BTreeMap<(Namespace, String), Declaration>,
    /// Names that `use` brings: in which namespace shows only when they are resolved.
    uses: BTreeMap<String, Vec<UsePath>>,
    /// The paths of glob imports.
    pub(crate) globs: Vec<UsePath>,
}

impl Scope {
    /// Reads a module's items, and the names of the modules in it.
    pub(crate) fn of<'i>(
        items: impl IntoIterator<Item = &'i Item>,
        modules: impl IntoIterator<Item = String>,
    ) -> Self {
        let mut scope = Self::default();
        for name in modules {
            scope.names.insert((Namespace::Type, name), Declaration::Module);
        }
        for (index, item) in items.into_iter().enumerate() {
            scope.declare_root(item, index);
            scope.declare(item, index);
        }
        scope
    }

    /// `derive(CustomResource)`, ours and kube's, makes a type of the kind's name beside the spec.
    fn declare_root(&mut self, item: &Item, index: usize) {
        let (attrs, ident) = match item {
            Item::Struct(item) => (&item.attrs, &item.ident),
            Item::Enum(item) => (&item.attrs, &item.ident),
            _ => return,
        };
        for attr in attrs
            .iter()
            .filter(|attr| attr.path().is_ident("resource") || attr.path().is_ident("kube"))
        {
            let spec = plain(ident);
            let usual = spec
                .strip_suffix("Spec")
                .filter(|kind| !kind.is_empty())
                .map(str::to_owned);
            let root = text_of_key(attr, "root")
                .or_else(|| text_of_key(attr, "kind"))
                .or(usual);
            if let Some(root) = root.filter(|root| *root != spec) {
                self.names
                    .entry((Namespace::Type, root))
                    .or_insert(Declaration::Root(index));
            }
        }
    }

    /// What the module itself declares under a name: an item, or the imports of that name.
    pub(crate) fn find(&self, namespace: Namespace, name: &str) -> Vec<Declaration> {
        match self.names.get(&(namespace, name.to_owned())) {
            Some(declaration) => vec![declaration.clone()],
            None => self
                .uses
                .get(name)
                .into_iter()
                .flatten()
                .cloned()
                .map(Declaration::Use)
                .collect(),
        }
    }

    fn declare(&mut self, item: &Item, index: usize) {
        let (namespaces, name): (&[Namespace], _) = match item {
            Item::Struct(item) => (&[Namespace::Type, Namespace::Value], &item.ident),
            Item::Enum(item) => (&[Namespace::Type], &item.ident),
            Item::Union(item) => (&[Namespace::Type], &item.ident),
            Item::Type(item) => (&[Namespace::Type], &item.ident),
            Item::Trait(item) => (&[Namespace::Type], &item.ident),
            Item::Const(item) => (&[Namespace::Value], &item.ident),
            Item::Static(item) => (&[Namespace::Value], &item.ident),
            Item::Fn(item) => (&[Namespace::Value], &item.sig.ident),
            Item::Use(item) => {
                self.import(&item.tree, item.leading_colon.is_some(), &mut Vec::new());
                return;
            }
            Item::ExternCrate(item) => {
                let name = item.rename.as_ref().map_or(&item.ident, |(_, rename)| rename);
                let path = UsePath {
                    leading_colon: true,
                    segments: vec![plain(&item.ident)],
                };
                self.uses.entry(plain(name)).or_default().push(path);
                return;
            }
            _ => return,
        };
        for namespace in namespaces {
            self.names
                .insert((*namespace, plain(name)), Declaration::Item(index));
        }
    }

    fn import(&mut self, tree: &UseTree, leading_colon: bool, prefix: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => {
                prefix.push(plain(&path.ident));
                self.import(&path.tree, leading_colon, prefix);
                prefix.pop();
            }
            UseTree::Name(name) => self.import_name(&plain(&name.ident), None, leading_colon, prefix),
            UseTree::Rename(name) => {
                self.import_name(
                    &plain(&name.ident),
                    Some(plain(&name.rename)),
                    leading_colon,
                    prefix,
                );
            }
            UseTree::Glob(_) => self.globs.push(UsePath {
                leading_colon,
                segments: prefix.clone(),
            }),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree, leading_colon, prefix);
                }
            }
        }
    }

    fn import_name(&mut self, name: &str, rename: Option<String>, leading_colon: bool, prefix: &[String]) {
        let mut segments = prefix.to_vec();
        // `use a::b::{self}` names `b` itself
        if name != "self" || segments.is_empty() {
            segments.push(name.to_owned());
        }
        let Some(as_name) = rename.or_else(|| segments.last().cloned()) else {
            return;
        };
        self.uses.entry(as_name).or_default().push(UsePath {
            leading_colon,
            segments,
        });
    }
}

/// The text of `key = "…"` in an attribute's list, at its outermost level.
pub(crate) fn text_of_key(attr: &syn::Attribute, key: &str) -> Option<String> {
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
