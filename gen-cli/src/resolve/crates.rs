//! What the names of crates mean in a crate.

use super::found::{Doubt, Found};
use super::names::{Meaning, ModuleId, Names, Run};
use super::scope::{Declaration, Namespace, plain};
use super::sources::External;
use syn::Item;

impl Names<'_> {
    /// What a crate's name means in another crate: its own `extern crate` may say it.
    pub(super) fn external(&self, krate: usize, name: &str) -> Found {
        let declared = self.scope(&ModuleId::root_of(krate)).and_then(|scope| {
            let declared = scope.declared(Namespace::Type, name).iter();
            let mut crates = declared.filter_map(|declared| match &declared.declaration {
                Declaration::Crate(called) => Some((called.clone(), declared.cfg.clone())),
                _ => None,
            });
            crates.next()
        });
        match declared {
            Some((called, cfg)) => {
                let doubt = cfg.map(|reason| Doubt::of(name, &reason));
                self.crate_called(krate, &called).doubted(doubt)
            }
            None => self.crate_called(krate, name),
        }
    }

    /// The crate of a name, as the package has it.
    pub(super) fn crate_called(&self, krate: usize, name: &str) -> Found {
        if name == "self" {
            return Found::sure(Meaning::Module(ModuleId::root_of(krate)));
        }
        let Some(external) = self.sources.external(krate, name) else {
            return Found::nothing();
        };
        Found::sure(match external {
            External::Crate(krate) => Meaning::Module(ModuleId::root_of(krate)),
            External::Known(name) => Meaning::Known(vec![name]),
            External::Kubernetes => Meaning::Kubernetes(Vec::new()),
            External::Kubewright => Meaning::Kubewright(Vec::new()),
            External::Foreign(name) => Meaning::Foreign(vec![name]),
        })
    }

    /// A macro that `#[macro_use] extern crate` brings.
    pub(super) fn by_macro_use(&self, krate: usize, name: &str, run: &mut Run) -> Found {
        let mut found = Found::nothing();
        for (of, attrs) in self.macro_used(krate) {
            if brings(attrs, name) {
                let viewers = [ModuleId::root_of(krate)];
                found = found.or(|| self.of_glob(of, name, Namespace::Macro, &viewers, run));
            }
        }
        found
    }

    /// The crates whose macros a crate's `#[macro_use]` brings, with the attributes that say so.
    pub(super) fn macro_used(&self, krate: usize) -> Vec<(Meaning, &[syn::Attribute])> {
        let root = ModuleId::root_of(krate);
        let Some(scope) = self.scope(&root) else {
            return Vec::new();
        };
        let items = self.sources.items(&root).unwrap_or_default();
        let mut found = Vec::new();
        for item in scope.macro_uses.iter().filter_map(|index| items.get(*index)) {
            if let Item::ExternCrate(declared) = &item.ast {
                let meanings = self.crate_called(krate, &plain(&declared.ident)).meanings;
                found.extend(
                    meanings
                        .into_iter()
                        .map(|meaning| (meaning, declared.attrs.as_slice())),
                );
            }
        }
        found
    }
}

/// Whether a `#[macro_use]` or `#[macro_use(a, b)]` brings a macro.
fn brings(attrs: &[syn::Attribute], name: &str) -> bool {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident("macro_use"))
        .any(|attr| match &attr.meta {
            syn::Meta::List(list) => list
                .parse_args_with(syn::punctuated::Punctuated::<syn::Ident, syn::Token![,]>::parse_terminated)
                .is_ok_and(|names| names.iter().any(|one| plain(one) == name)),
            _ => true,
        })
}
