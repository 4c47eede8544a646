//! `#[rbac(…)]` wherever it stands in a crate, and the group and plural of the types that it names.

use super::containers::{Containers, undecided};
use super::names::{ItemId, Meaning, ModuleId, Names};
use super::ours;
use super::scope::{Namespace, text_of_key};
use super::sources::Sources;
use crate::walk::{FileId, undetermined};
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::model::{RbacAttribute, RbacSubject, TyPath};
use kubewright_core::rbac::{Grant, Rule};
use kubewright_core::syntax::{self, Marks};
use syn::visit::{self, Visit};
use syn::{Attribute, ForeignItem, ImplItem, Item, TraitItem};

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
        let mut found = Vec::new();
        for item in &module.items {
            let mut finder = Finder::new(&id, item.file, sources, names);
            finder.visit_item(&item.ast);
            found.append(&mut finder.found);
            wrong.append(&mut finder.wrong);
        }
        // a module stands apart from the items, and what is in it is visited by itself
        for child in &module.children {
            let mut finder = Finder::new(&id, child.declared_in, sources, names);
            finder.list(&child.declaration.attrs);
            found.append(&mut finder.found);
            wrong.append(&mut finder.wrong);
        }
        for attribute in found {
            match grant(attribute, &id, sources, names, containers) {
                Ok(grant) => grants.push(grant),
                Err(others) => wrong.extend(others),
            }
        }
    }
    (grants, wrong)
}

/// Looks through an item, its bodies included, for our attribute.
struct Finder<'a, 's> {
    module: &'a ModuleId,
    file: FileId,
    sources: &'a Sources<'s>,
    names: &'a Names<'s>,
    found: Vec<RbacAttribute>,
    wrong: Vec<Diagnostic>,
}

impl<'a, 's> Finder<'a, 's> {
    fn new(module: &'a ModuleId, file: FileId, sources: &'a Sources<'s>, names: &'a Names<'s>) -> Self {
        Self {
            module,
            file,
            sources,
            names,
            found: Vec::new(),
            wrong: Vec::new(),
        }
    }

    fn list(&mut self, attrs: &[Attribute]) {
        let mut any = false;
        for attr in attrs {
            if ours::our_macro(attr.path(), self.module, self.names).as_deref() != Some("rbac") {
                continue;
            }
            any = true;
            let tokens = match &attr.meta {
                syn::Meta::List(list) => list.tokens.clone(),
                _ => proc_macro2::TokenStream::new(),
            };
            match syntax::rbac(tokens, &mut Marks::placed(self.sources.placer_in(self.file))) {
                Ok(read) => self.found.push(read.attribute),
                Err(wrong) => self.wrong.extend(wrong),
            }
        }
        if any {
            let place = self.sources.placer_in(self.file);
            self.wrong.extend(
                undetermined(attrs)
                    .iter()
                    .map(|condition| undecided(condition, place(condition.span), "")),
            );
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_, '_> {
    fn visit_item(&mut self, item: &'ast Item) {
        self.list(match item {
            Item::Const(item) => &item.attrs,
            Item::Enum(item) => &item.attrs,
            Item::ExternCrate(item) => &item.attrs,
            Item::Fn(item) => &item.attrs,
            Item::ForeignMod(item) => &item.attrs,
            Item::Impl(item) => &item.attrs,
            Item::Macro(item) => &item.attrs,
            Item::Mod(item) => &item.attrs,
            Item::Static(item) => &item.attrs,
            Item::Struct(item) => &item.attrs,
            Item::Trait(item) => &item.attrs,
            Item::TraitAlias(item) => &item.attrs,
            Item::Type(item) => &item.attrs,
            Item::Union(item) => &item.attrs,
            Item::Use(item) => &item.attrs,
            _ => &[],
        });
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        self.list(match item {
            ImplItem::Const(item) => &item.attrs,
            ImplItem::Fn(item) => &item.attrs,
            ImplItem::Type(item) => &item.attrs,
            ImplItem::Macro(item) => &item.attrs,
            _ => &[],
        });
        visit::visit_impl_item(self, item);
    }

    fn visit_trait_item(&mut self, item: &'ast TraitItem) {
        self.list(match item {
            TraitItem::Const(item) => &item.attrs,
            TraitItem::Fn(item) => &item.attrs,
            TraitItem::Type(item) => &item.attrs,
            TraitItem::Macro(item) => &item.attrs,
            _ => &[],
        });
        visit::visit_trait_item(self, item);
    }

    fn visit_foreign_item(&mut self, item: &'ast ForeignItem) {
        self.list(match item {
            ForeignItem::Fn(item) => &item.attrs,
            ForeignItem::Static(item) => &item.attrs,
            ForeignItem::Type(item) => &item.attrs,
            ForeignItem::Macro(item) => &item.attrs,
            _ => &[],
        });
        visit::visit_foreign_item(self, item);
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

/// What is wrong with the type itself is told as it is wherever the type is read.
fn group_and_plural(
    path: &TyPath,
    module: &ModuleId,
    sources: &Sources<'_>,
    names: &Names<'_>,
    containers: &Containers<'_>,
) -> Result<(String, String), Vec<Diagnostic>> {
    let segments: Vec<String> = path.segments.iter().map(|segment| segment.name.clone()).collect();
    let fault = |why: &str| {
        let message = format!("the group and plural of `{path}` can't be known");
        vec![
            Diagnostic::new(Code::RbacType, path.span, "", message)
                .note(why)
                .help("name them: `#[rbac(groups(\"…\"), resources(\"…\"), verbs(…))]`"),
        ]
    };
    let meaning = names.resolve(module, path.leading_colon, &segments, Namespace::Type);
    let mut meaning = meaning.ok_or_else(|| fault("no type of this name is found in the source"))?;
    if let Meaning::Item(id) = &meaning
        && let Some(Item::Type(alias)) = sources.item(id)
        && let syn::Type::Path(target) = &*alias.ty
    {
        let segments: Vec<String> = target
            .path
            .segments
            .iter()
            .map(|segment| super::scope::plain(&segment.ident))
            .collect();
        let leading = target.path.leading_colon.is_some();
        meaning = names
            .resolve(&id.module, leading, &segments, Namespace::Type)
            .ok_or_else(|| fault("its alias leads to nothing that is found"))?;
    }
    match meaning {
        Meaning::Kubernetes(path) => match sources.kubernetes_resource(&path) {
            Ok(Some(found)) => Ok(found),
            Ok(None) => Err(fault("it is no resource of Kubernetes'")),
            Err(why) => Err(fault(&why)),
        },
        Meaning::Item(id) | Meaning::Root(id) => of_item(&id, sources, names, containers)?
            .ok_or_else(|| fault("it is no kind: it has neither `#[resource]` nor `#[kube]`")),
        _ => Err(fault("its crate is not read from source")),
    }
}

fn of_item(
    id: &ItemId,
    sources: &Sources<'_>,
    names: &Names<'_>,
    containers: &Containers<'_>,
) -> Result<Option<(String, String)>, Vec<Diagnostic>> {
    let attrs = match sources.item(id) {
        Some(Item::Struct(item)) => &item.attrs,
        Some(Item::Enum(item)) => &item.attrs,
        _ => return Ok(None),
    };
    if ours::derives(attrs, &id.module, names).contains("CustomResource") {
        let container = containers.of(id).map_err(|wrong| wrong.to_vec())?;
        let resource = container.resource.as_ref();
        return Ok(resource.map(|resource| {
            let plural = &resource.names.plural;
            (resource.group.value.clone(), plural.value.clone())
        }));
    }
    let kube = attrs.iter().find(|attr| attr.path().is_ident("kube"));
    Ok(kube.and_then(of_kube))
}

/// What kube-derive makes of its attribute.
fn of_kube(kube: &Attribute) -> Option<(String, String)> {
    let plural = text_of_key(kube, "plural");
    let plural = plural.or_else(|| Some(syntax::plural(&text_of_key(kube, "kind")?.to_lowercase())))?;
    Some((text_of_key(kube, "group")?, plural))
}
