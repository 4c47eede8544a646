//! `#[rbac(…)]` wherever it stands in a crate.

use super::conditions;
use super::containers::Containers;
use super::found::undecided;
use super::granted::group_and_plural;
use super::names::{ModuleId, Names};
use super::ours;
use super::sources::Sources;
use crate::walk::{FileId, attributes, undetermined};
use kubewright_core::diag::Diagnostic;
use kubewright_core::model::{RbacAttribute, RbacSubject};
use kubewright_core::rbac::{Grant, Rule};
use kubewright_core::span::Span;
use kubewright_core::syntax::{self, Marks};
use syn::spanned::Spanned;
use syn::{Attribute, Item};

/// Every rule of a crate, and what is wrong with others.
pub(crate) fn rules(
    krate: usize,
    sources: &Sources<'_>,
    names: &Names<'_>,
    containers: &Containers<'_>,
) -> (Vec<Grant>, Vec<Diagnostic>) {
    let (mut grants, mut wrong) = (Vec::new(), Vec::new());
    for id in sources.modules(krate) {
        let Some(module) = sources.module(&id) else {
            continue;
        };
        let mut finder = Finder::new(&id, sources, names);
        for item in &module.items {
            let before = finder.count;
            finder.item(&item.ast, item.file);
            if finder.count > before {
                let uncertain = conditions::of_uncertain(&item.uncertain, sources, "");
                finder.wrong.extend(uncertain);
            }
        }
        // a module stands apart from the items, and what is in it is visited by itself
        for child in &module.children {
            let before = finder.count;
            finder.list(&child.declaration.attrs, child.declared_in);
            if finder.count > before {
                let uncertain = conditions::of_uncertain(&child.uncertain(), sources, "");
                finder.wrong.extend(uncertain);
            }
        }
        if finder.count > 0 {
            wrong.extend(conditions::of_module(&id, sources));
        }
        wrong.append(&mut finder.wrong);
        for attribute in finder.found {
            match grant(attribute, &id, sources, names, containers) {
                Ok(grant) => grants.push(grant),
                Err(others) => wrong.extend(others),
            }
        }
    }
    (grants, wrong)
}

/// Looks through the items of a module for our attribute; the blocks in them are modules by themselves.
struct Finder<'a, 's> {
    module: &'a ModuleId,
    sources: &'a Sources<'s>,
    names: &'a Names<'s>,
    found: Vec<RbacAttribute>,
    wrong: Vec<Diagnostic>,
    /// How many were found, those that are wrong included.
    count: usize,
}

impl<'a, 's> Finder<'a, 's> {
    fn new(module: &'a ModuleId, sources: &'a Sources<'s>, names: &'a Names<'s>) -> Self {
        Self {
            module,
            sources,
            names,
            found: Vec::new(),
            wrong: Vec::new(),
            count: 0,
        }
    }

    fn item(&mut self, item: &Item, file: FileId) {
        self.list(attributes::of_item(item), file);
        match item {
            Item::Impl(item) => {
                for part in &item.items {
                    self.part(attributes::of_impl_item(part), file);
                }
            }
            Item::Trait(item) => {
                for part in &item.items {
                    self.part(attributes::of_trait_item(part), file);
                }
            }
            Item::ForeignMod(item) => {
                for part in &item.items {
                    self.part(attributes::of_foreign_item(part), file);
                }
            }
            _ => {}
        }
    }

    /// What is in an item may have conditions of its own.
    fn part(&mut self, attrs: &[Attribute], file: FileId) {
        let before = self.count;
        self.list(attrs, file);
        if self.count > before {
            let conditions = undetermined(attrs).into_iter();
            let of_part = conditions.filter(|condition| !condition.only_attributes);
            let place = self.sources.placer_in(file);
            self.wrong
                .extend(of_part.map(|one| undecided(&one.predicate, place(one.span), "")));
        }
    }

    fn list(&mut self, attrs: &[Attribute], file: FileId) {
        for attr in attrs {
            let place = self.sources.placer_in(file);
            let at = attr.path().segments.last().map(|last| last.ident.span());
            let at = place(at.unwrap_or_else(|| attr.span()));
            if self.is_rule(attr.path(), at) {
                self.read(attr, at, file);
            }
        }
        for condition in undetermined(attrs) {
            let place = self.sources.placer_in(file);
            let at = place(condition.span);
            if condition
                .attributes
                .iter()
                .any(|meta| self.is_rule(meta.path(), at))
            {
                self.wrong.push(undecided(&condition.predicate, at, ""));
            }
        }
    }

    fn is_rule(&mut self, path: &syn::Path, at: Span) -> bool {
        if ours::is_built_in(path) {
            return false;
        }
        let Some(ours) = ours::our_macro(path, self.module, self.names) else {
            return false;
        };
        if ours.name != "rbac" {
            return false;
        }
        self.count += 1;
        if let Some(doubt) = ours.doubt {
            self.wrong.push(doubt.diagnostic(at, ""));
        }
        true
    }

    fn read(&mut self, attr: &Attribute, at: Span, file: FileId) {
        let tokens = match &attr.meta {
            syn::Meta::List(list) => list.tokens.clone(),
            _ => proc_macro2::TokenStream::new(),
        };
        match syntax::rbac(tokens, &mut Marks::placed(self.sources.placer_in(file))) {
            Ok(read) => self.found.push(read.attribute),
            Err(wrong) => self.wrong.extend(wrong.into_iter().map(|mut wrong| {
                // what is wrong with nothing at all has no token of its own
                if wrong.span.is_none() {
                    wrong.span = at;
                }
                wrong
            })),
        }
    }
}

/// One rule, its type's names resolved.
fn grant(
    attribute: RbacAttribute,
    module: &ModuleId,
    sources: &Sources<'_>,
    names: &Names<'_>,
    containers: &Containers<'_>,
) -> Result<Grant, Vec<Diagnostic>> {
    let mut rule = Rule {
        resource_names: attribute.resource_names,
        verbs: attribute.verbs,
        ..Rule::default()
    };
    match attribute.subject {
        RbacSubject::Names { groups, resources } => (rule.groups, rule.resources) = (groups, resources),
        RbacSubject::Urls(urls) => rule.urls = urls,
        RbacSubject::Type { path, subresources } => {
            let (group, plural) = group_and_plural(&path, module, sources, names, containers)?;
            rule.groups = vec![group];
            rule.resources = vec![plural.clone()];
            rule.resources
                .extend(subresources.iter().map(|part| format!("{plural}/{part}")));
        }
    }
    Ok(Grant {
        rule,
        namespace: attribute.namespace.map(|namespace| namespace.value),
        role_name: attribute.role_name.map(|name| name.value),
    })
}
