//! What macros make. None is expanded: a macro that may make what decides a manifest is an error where it is called.

mod called;
mod kinds;
mod names;
mod rules;
#[cfg(test)]
mod tests;

pub(crate) use kinds::unexpanded;

use super::found::{Doubt, Reason};
use super::names::{ModuleId, Names};
use super::scope::Namespace;
use called::{Definition, Definitions};
use names::Name;
use rules::Given;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use syn::Item;

/// What is known of the macros of the crates.
#[derive(Default)]
pub(super) struct Macros {
    /// The definitions of each crate.
    definitions: RefCell<BTreeMap<usize, Rc<Definitions>>>,
    /// What a name means in a module.
    called: RefCell<BTreeMap<Call, Vec<Rc<Definition>>>>,
    /// What the calls among the items of a module may define.
    made: RefCell<BTreeMap<ModuleId, Rc<BTreeMap<Name, Reason>>>>,
}

/// A name that is called in a module.
type Call = (ModuleId, String);

/// How deep macros that call each other are followed.
const DEEPEST: usize = 16;

impl Names<'_> {
    /// The doubt that a macro called in a module casts on a name, which may be what it makes.
    pub(super) fn perhaps_made(
        &self,
        module: &ModuleId,
        name: &str,
        namespace: Namespace,
    ) -> Option<Rc<Doubt>> {
        // the derives and attributes that a macro makes are looked for by themselves
        if namespace == Namespace::Macro || self.scope(module)?.calls.is_empty() {
            return None;
        }
        let made = self.made_in(module);
        let reason = made.get(&(namespace, name.to_owned()))?;
        Some(Doubt::of(name, reason))
    }

    fn made_in(&self, module: &ModuleId) -> Rc<BTreeMap<Name, Reason>> {
        if let Some(known) = self.macros.made.borrow().get(module) {
            return Rc::clone(known);
        }
        // what is asked for meanwhile is not made here
        self.macros
            .made
            .borrow_mut()
            .insert(module.clone(), Rc::default());
        let mut made = BTreeMap::new();
        let calls = self.scope(module).map(|scope| scope.calls.clone());
        let items = self.sources.items(module).unwrap_or_default();
        for item in calls.iter().flatten().filter_map(|index| items.get(*index)) {
            let Item::Macro(call) = &item.ast else { continue };
            let path = super::ours::segments(&call.mac.path);
            let place = self.sources.placer_in(item.file);
            let reason = Reason::Macro {
                called: path.join("::"),
                at: call
                    .mac
                    .path
                    .segments
                    .first()
                    .map_or(kubewright_core::span::Span::NONE, |first| {
                        place(first.ident.span())
                    }),
            };
            for name in self.defined(module, &path, &call.mac.tokens) {
                made.entry(name).or_insert_with(|| reason.clone());
            }
        }
        let made = Rc::new(made);
        self.macros
            .made
            .borrow_mut()
            .insert(module.clone(), Rc::clone(&made));
        made
    }

    /// The names that a call may define.
    fn defined(
        &self,
        module: &ModuleId,
        path: &[String],
        arguments: &proc_macro2::TokenStream,
    ) -> BTreeSet<Name> {
        let mut found = names::in_arguments(arguments);
        if !self.sources.can_parse(arguments) {
            return found;
        }
        let mut candidates = BTreeSet::new();
        names::candidates(arguments, &mut candidates);
        for definition in self.definitions_of(module, path) {
            let mut rules = definition.rules().iter();
            let taken = rules.find_map(|rule| Some((rule, rule.given(arguments)?)));
            let Some((rule, given)) = taken else {
                // rustc refuses such a call, or takes what is not understood here
                self.defined_within(module, &[definition], &candidates, &mut found, 0);
                continue;
            };
            let defined = names::in_body(&rule.body, &given);
            found.extend(defined.names);
            let mut candidates = candidates.clone();
            candidates.extend(given.into_values().flatten());
            for (path, arguments) in defined.calls {
                names::candidates(&arguments, &mut candidates);
                let called = self.definitions_within(&definition.module, module, &path);
                self.defined_within(module, &called, &candidates, &mut found, 0);
            }
        }
        found
    }

    /// The names that macros called by a macro may define: what they are given is not followed.
    fn defined_within(
        &self,
        module: &ModuleId,
        called: &[Rc<Definition>],
        candidates: &BTreeSet<String>,
        found: &mut BTreeSet<Name>,
        depth: usize,
    ) {
        if depth > DEEPEST {
            return;
        }
        let all: Vec<String> = candidates
            .iter()
            .filter(|name| super::known::primitive(name).is_none())
            .cloned()
            .collect();
        for definition in called {
            for rule in definition.rules() {
                let given: Given = rule.variables().map(|variable| (variable, all.clone())).collect();
                let defined = names::in_body(&rule.body, &given);
                found.extend(defined.names);
                for (path, _) in defined.calls {
                    let inner = self.definitions_within(&definition.module, module, &path);
                    let others = |one: &Rc<Definition>| !called.iter().any(|known| Rc::ptr_eq(known, one));
                    let inner: Vec<_> = inner.into_iter().filter(others).collect();
                    self.defined_within(module, &inner, candidates, found, depth + 1);
                }
            }
        }
    }
}
