//! Attributes that could make something else of an item than what is read.

use super::{Values, Why};
use crate::resolve::attribute_macros::is_skip_none;
use crate::resolve::names::{ItemId, Meaning, ModuleId};
use crate::resolve::ours::{INERT, READ};
use crate::resolve::scope::{Namespace, plain};
use syn::punctuated::Punctuated;
use syn::{Attribute, Item, Token};

/// Tools whose attributes rustc leaves alone.
const TOOLS: [&str; 4] = ["clippy", "diagnostic", "miri", "rustfmt"];

impl Values<'_> {
    /// That a constant, function or block is what it is read as.
    ///
    /// # Errors
    /// A `cfg` could not be decided, or there is an attribute that could write the item anew.
    pub(super) fn unchanged(&self, attrs: &[Attribute], module: &ModuleId) -> Result<(), Why> {
        let each = attrs.iter();
        each.filter(|attr| !self.is_inert(attr, module))
            .map(changes)
            .next()
            .map_or(Ok(()), Err)
    }

    /// That a struct or enum is what it is read as: other attributes belong to its derives, where no macro of their
    /// name is in scope.
    pub(super) fn unchanged_type(&self, id: &ItemId) -> Result<(), Why> {
        let attrs = match self.types.sources.item(id) {
            Some(Item::Struct(item)) => &item.attrs,
            Some(Item::Enum(item)) => &item.attrs,
            _ => return Ok(()),
        };
        let is_helper = |attr: &&Attribute| {
            let name = attr.path().get_ident();
            name.is_some_and(|_| self.macro_of(attr.path(), &id.module).is_none())
                && !attr.path().is_ident("cfg")
                && !attr.path().is_ident("cfg_attr")
        };
        // what it does is done before the item is read
        let is_done = |attr: &&Attribute| is_skip_none(attr.path(), &id.module, self.types.names);
        let others = attrs
            .iter()
            .filter(|attr| !is_helper(attr) && !self.is_inert(attr, &id.module) && !is_done(attr));
        others.map(changes).next().map_or(Ok(()), Err)
    }

    fn is_inert(&self, attr: &Attribute, module: &ModuleId) -> bool {
        let path = attr.path();
        if path.get_ident().is_some_and(|name| {
            let name = plain(name);
            INERT.contains(&name.as_str()) || READ.contains(&name.as_str())
        }) {
            return true;
        }
        let tool = path.segments.first().map(|first| plain(&first.ident));
        let is_tool = path.segments.len() > 1 && tool.is_some_and(|tool| TOOLS.contains(&tool.as_str()));
        is_tool || matches!(self.macro_of(path, module), Some(Meaning::Kubewright(_)))
    }

    /// The macro that a path means, as far as its crate is known.
    fn macro_of(&self, path: &syn::Path, module: &ModuleId) -> Option<Meaning> {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| plain(&segment.ident))
            .collect();
        let meaning =
            self.types
                .names
                .sure(module, path.leading_colon.is_some(), &names, Namespace::Macro)?;
        match &meaning {
            // a crate by itself is no macro
            Meaning::Foreign(path) if path.len() < 2 => None,
            Meaning::Module(_) => None,
            _ => Some(meaning),
        }
    }

    /// Whether an item derives a trait: the standard library's, or serde's.
    pub(super) fn derives(&self, id: &ItemId, name: &str) -> bool {
        let attrs = match self.types.sources.item(id) {
            Some(Item::Struct(item)) => &item.attrs,
            Some(Item::Enum(item)) => &item.attrs,
            _ => return false,
        };
        let lists = attrs.iter().filter(|attr| attr.path().is_ident("derive"));
        let paths = lists.filter_map(|attr| {
            // a derive list that can't be read derives nothing that rustc would accept
            attr.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated)
                .ok()
        });
        paths.flatten().any(|path| {
            let last = path.segments.last();
            last.is_some_and(|segment| segment.ident == name) && self.is_usual(&path, &id.module)
        })
    }

    /// Whether a derive is that of the standard library or serde's, not another of the same name.
    fn is_usual(&self, path: &syn::Path, module: &ModuleId) -> bool {
        match self.macro_of(path, module) {
            None => true,
            Some(Meaning::Foreign(path)) => path
                .first()
                .is_some_and(|krate| matches!(krate.as_str(), "serde" | "serde_derive" | "serde_core")),
            Some(Meaning::Known(path)) => path.first().is_some_and(|krate| krate == "std"),
            Some(Meaning::Kubernetes(_) | Meaning::Kubewright(_)) => true,
            Some(_) => false,
        }
    }
}

fn changes(attr: &Attribute) -> Why {
    let conditions = crate::walk::undetermined(std::slice::from_ref(attr));
    match conditions.first() {
        Some(condition) => format!(
            "`cfg({})` decides it, and is not decided: state `target` or `cfgs` in `[package.metadata.gen-cli]`",
            condition.predicate
        ),
        None => {
            let names: Vec<String> = attr
                .path()
                .segments
                .iter()
                .map(|segment| plain(&segment.ident))
                .collect();
            format!("`#[{}]` may make something else of it", names.join("::"))
        }
    }
}
