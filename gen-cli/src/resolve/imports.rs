//! `use` declarations, taken apart: each name that one brings, and its globs.

use super::found::Reason;
use super::scope::plain;
use super::visibility::Visibility;
use kubewright_core::span::Span;
use std::collections::BTreeMap;
use syn::UseTree;
use syn::spanned::Spanned;

/// A path to be resolved from a module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct UsePath {
    /// Whether it starts with `::`.
    pub(crate) leading_colon: bool,
    /// Whether it begins at the crate's root, as imports did before the edition of 2018.
    pub(crate) from_root: bool,
    /// Its segments.
    pub(crate) segments: Vec<String>,
}

/// One name that is imported, or a glob.
#[derive(Clone, Debug)]
pub(crate) struct Import {
    /// The path.
    pub(crate) path: UsePath,
    /// From where the import can be seen.
    pub(crate) visibility: Visibility,
    /// What is undetermined of whether it is there.
    pub(crate) cfg: Option<Reason>,
    /// Whether imports of this crate begin at its root.
    pub(crate) from_root: bool,
    /// Whether it is `{self}`, which brings a type or module alone.
    pub(crate) only_types: bool,
    /// Where it stands.
    pub(crate) at: Span,
}

impl Default for Import {
    fn default() -> Self {
        Self {
            path: UsePath::default(),
            visibility: Visibility::Public,
            cfg: None,
            from_root: false,
            only_types: false,
            at: Span::NONE,
        }
    }
}

/// The imports of a module.
#[derive(Debug, Default)]
pub(crate) struct Imports {
    /// By the name that they bring.
    pub(crate) by_name: BTreeMap<String, Vec<Import>>,
    /// The globs.
    pub(crate) globs: Vec<Import>,
}

impl Imports {
    /// Adds those of a declaration. `import` is what they have in common.
    pub(crate) fn read(
        &mut self,
        item: &syn::ItemUse,
        import: &Import,
        place: &dyn Fn(proc_macro2::Span) -> Span,
    ) {
        let mut import = import.clone();
        import.path.leading_colon = item.leading_colon.is_some();
        self.tree(&item.tree, &mut import, place);
    }

    fn tree(&mut self, tree: &UseTree, import: &mut Import, place: &dyn Fn(proc_macro2::Span) -> Span) {
        match tree {
            UseTree::Path(path) => {
                import.path.segments.push(plain(&path.ident));
                self.tree(&path.tree, import, place);
                import.path.segments.pop();
            }
            UseTree::Name(name) => self.name(&name.ident, None, import, place),
            UseTree::Rename(name) => self.name(&name.ident, Some(&name.rename), import, place),
            UseTree::Glob(glob) => {
                let glob = Import {
                    at: place(glob.star_token.span()),
                    ..import.clone()
                };
                self.globs.push(finished(glob));
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(tree, import, place);
                }
            }
        }
    }

    fn name(
        &mut self,
        name: &syn::Ident,
        rename: Option<&syn::Ident>,
        import: &Import,
        place: &dyn Fn(proc_macro2::Span) -> Span,
    ) {
        let mut import = Import {
            at: place(name.span()),
            ..import.clone()
        };
        // `use a::b::{self}` names `b` itself
        import.only_types = name == "self" && !import.path.segments.is_empty();
        if !import.only_types {
            import.path.segments.push(plain(name));
        }
        let Some(as_name) = rename.map(plain).or_else(|| import.path.segments.last().cloned()) else {
            return;
        };
        self.by_name.entry(as_name).or_default().push(finished(import));
    }
}

/// With the place where its path begins.
fn finished(mut import: Import) -> Import {
    let first = import.path.segments.first().map(String::as_str);
    let relative = matches!(first, Some("crate" | "self" | "super" | "$crate"));
    import.path.from_root = import.from_root && !relative;
    import
}
