//! Which `macro_rules!` a call means.

use super::rules::{self, Rule};
use crate::resolve::names::{Meaning, ModuleId, Names};
use crate::resolve::scope::{Namespace, plain};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use syn::Item;

/// The macros of a crate, by name.
pub(super) type Definitions = BTreeMap<String, Vec<Rc<Definition>>>;

/// A `macro_rules!`.
#[derive(Debug)]
pub(super) struct Definition {
    /// Where it stands.
    pub(super) module: ModuleId,
    /// Its rules as they are written.
    pub(super) tokens: proc_macro2::TokenStream,
    rules: OnceCell<Vec<Rule>>,
}

impl Definition {
    /// Its rules.
    pub(super) fn rules(&self) -> &[Rule] {
        self.rules.get_or_init(|| rules::read(&self.tokens))
    }
}

impl Names<'_> {
    /// The definitions that a call in a module may mean: those of its module, else those around it, else any of the
    /// crate. Of another crate only where that one is the user's own, or uses kubewright.
    pub(super) fn definitions_of(&self, module: &ModuleId, path: &[String]) -> Vec<Rc<Definition>> {
        let Some((name, before)) = path.split_last() else {
            return Vec::new();
        };
        let before: Vec<&str> = before.iter().map(String::as_str).collect();
        match before.as_slice() {
            [] => self.called_by_name(module, name),
            ["crate" | "self" | "super", ..] => self.in_crate_of(module.krate, name),
            _ => {
                let before: Vec<String> = before.iter().map(|&name| name.to_owned()).collect();
                let found = self.find(module, false, &before, Namespace::Type);
                let each = found.meanings.iter();
                each.flat_map(|meaning| self.of_meaning(meaning, name)).collect()
            }
        }
    }

    /// The definitions that a call in the body of a macro may mean: `$crate` is the macro's own.
    pub(super) fn definitions_within(
        &self,
        body_of: &ModuleId,
        module: &ModuleId,
        path: &[String],
    ) -> Vec<Rc<Definition>> {
        match (path.first().map(String::as_str), path.last()) {
            (Some("$crate"), Some(name)) => self.in_crate_of(body_of.krate, name),
            _ => self.definitions_of(module, path),
        }
    }

    fn called_by_name(&self, module: &ModuleId, name: &str) -> Vec<Rc<Definition>> {
        let key = (module.clone(), name.to_owned());
        if let Some(known) = self.macros.called.borrow().get(&key) {
            return known.clone();
        }
        let mut found = self.nearest(module, name);
        if found.is_empty() {
            found = self.imported_macros(module, name);
        }
        self.macros.called.borrow_mut().insert(key, found.clone());
        found
    }

    fn nearest(&self, module: &ModuleId, name: &str) -> Vec<Rc<Definition>> {
        let all = self.in_crate_of(module.krate, name);
        let around = |definition: &&Rc<Definition>| module.path.starts_with(&definition.module.path);
        let deepest = all.iter().filter(around).map(|one| one.module.path.len()).max();
        match deepest {
            Some(depth) => {
                let nearest = all
                    .iter()
                    .filter(around)
                    .filter(|one| one.module.path.len() == depth);
                nearest.cloned().collect()
            }
            None => all,
        }
    }

    /// Macros that a module imports by name, by a glob, or by `#[macro_use]`.
    fn imported_macros(&self, module: &ModuleId, name: &str) -> Vec<Rc<Definition>> {
        let mut found = Vec::new();
        for module in [module.clone()].into_iter().chain(module.around()) {
            let Some(scope) = self.scope(&module) else {
                continue;
            };
            for import in scope.imported(name) {
                let Some((name, before)) = import.path.segments.split_last() else {
                    continue;
                };
                let of = self.find(&module, import.path.leading_colon, before, Namespace::Type);
                found.extend(
                    of.meanings
                        .iter()
                        .flat_map(|meaning| self.of_meaning(meaning, name)),
                );
            }
            for glob in scope.globs() {
                let path = &glob.path;
                let of = self.find(&module, path.leading_colon, &path.segments, Namespace::Type);
                found.extend(
                    of.meanings
                        .iter()
                        .flat_map(|meaning| self.of_meaning(meaning, name)),
                );
            }
        }
        for (krate, _) in self.macro_used(module.krate) {
            found.extend(self.of_meaning(&krate, name));
        }
        found
    }

    fn of_meaning(&self, meaning: &Meaning, name: &str) -> Vec<Rc<Definition>> {
        match meaning {
            Meaning::Module(module) if self.sources.may_make_kinds(module.krate) => {
                self.in_crate_of(module.krate, name)
            }
            _ => Vec::new(),
        }
    }

    fn in_crate_of(&self, krate: usize, name: &str) -> Vec<Rc<Definition>> {
        self.definitions(krate).get(name).cloned().unwrap_or_default()
    }

    fn definitions(&self, krate: usize) -> Rc<Definitions> {
        if let Some(known) = self.macros.definitions.borrow().get(&krate) {
            return Rc::clone(known);
        }
        let mut definitions = Definitions::new();
        for module in self.sources.modules(krate) {
            for item in self.sources.items(&module).unwrap_or_default() {
                let Item::Macro(item) = &item.ast else { continue };
                let Some(name) = item.ident.as_ref() else { continue };
                let definition = Definition {
                    module: module.clone(),
                    tokens: item.mac.tokens.clone(),
                    rules: OnceCell::new(),
                };
                let named = definitions.entry(plain(name)).or_default();
                named.push(Rc::new(definition));
            }
        }
        let definitions = Rc::new(definitions);
        self.macros
            .definitions
            .borrow_mut()
            .insert(krate, Rc::clone(&definitions));
        definitions
    }
}
