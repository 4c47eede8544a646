//! From names to schemas: what rustc does for the derives, done over the source.
//!
//! `names` finds what a path means, `types` what a type is, `schemas` fills the holes of templates as schemars fills
//! them at run time, `value` reads constants and defaults, `rules` and `kinds` find what is to be generated.

mod attribute_macros;
mod conditions;
mod containers;
mod crates;
mod externals;
mod found;
mod glob_paths;
mod globs;
mod granted;
mod imports;
mod kinds;
mod known;
mod kubernetes;
mod macros;
mod meaning;
mod members;
mod misspelt;
mod names;
mod ours;
mod rules;
mod schemas;
mod scope;
mod skip_none;
mod sources;
mod types;
mod value;
mod visibility;

use crate::admit::{self, name_author};
use crate::judged::{Judged, Lowered};
use crate::lints::{self, Levels};
use crate::settings::Overrides;
use crate::walk::{LargeStack, Package, Workspace, alongside};
use containers::Containers;
use kubewright_admission::KubernetesVersion;
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::lower;
use kubewright_core::model::{Container, Resource};
use kubewright_core::rbac::Grant;
use kubewright_core::span::Span;
use kubewright_core::structural::{self, Descriptions, Kind, KubernetesTypes};
use kubewright_core::template::fill;
use names::{ItemId, Names};
use schemas::Schemas;
use sources::Sources;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use types::Types;

/// What a package's source says.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The manifest of each kind, sorted by the file's name.
    pub(crate) kinds: Vec<Judged>,
    /// The rules of its roles.
    pub(crate) grants: Vec<Grant>,
    /// The files of k8s-openapi that were read.
    pub(crate) kubernetes_files: Vec<PathBuf>,
    /// What lints warn of, and settings that nothing uses.
    pub(crate) warned: Vec<Diagnostic>,
    /// The Kubernetes version whose server takes the CRDs.
    pub(crate) kubernetes_version: KubernetesVersion,
}

/// Reads a package: its kinds' CRDs and its rules.
///
/// # Errors
/// Everything that is wrong.
pub(crate) fn read(
    stack: &LargeStack,
    workspace: &Workspace,
    package: &Package,
    descriptions: Descriptions,
    asked: Option<KubernetesVersion>,
) -> Result<Found, Vec<Diagnostic>> {
    let sources = Sources::new(stack, workspace, package)?;
    let names = Names::new(&sources);
    let containers = Containers::new(&names);
    let types = Types {
        names: &names,
        sources: &sources,
        containers: &containers,
    };
    let overrides = Overrides::read(&package.config().table)?;
    let levels = Levels::read(&package.config().table)?;
    let reader = Reader {
        sources: &sources,
        types: &types,
        containers: &containers,
        overrides: &overrides,
        descriptions,
        asked,
        kubernetes: OnceCell::new(),
    };
    let judge = |lowered| Judged::new(lowered, &levels);
    let (said, judged) = alongside(judge, |hand_over| reader.all(package, hand_over));
    let (grants, mut wrong) = said?;
    let mut found = Found {
        grants,
        kubernetes_version: reader.server(),
        ..Found::default()
    };
    let mut linted = lints::Found::default();
    for mut kind in judged {
        let refusals = kind.refusals.drain(..);
        wrong.extend(refusals.map(|refusal| name_author(refusal, workspace.sources())));
        linted.extend(std::mem::take(&mut kind.findings));
        found.kinds.push(kind);
    }
    found.kinds.sort_by(|a, b| a.name.cmp(&b.name));
    wrong.extend(sources.take_wrong());
    if wrong.is_empty() {
        wrong = linted.denied;
    }
    found.warned = linted.warned;
    found.warned.extend(overrides.unused());
    found.kubernetes_files = sources.kubernetes_files();
    if wrong.is_empty() { Ok(found) } else { Err(wrong) }
}

struct Reader<'s> {
    sources: &'s Sources<'s>,
    types: &'s Types<'s>,
    containers: &'s Containers<'s>,
    overrides: &'s Overrides,
    descriptions: Descriptions,
    /// The server that was named.
    asked: Option<KubernetesVersion>,
    kubernetes: OnceCell<KubernetesTypes>,
}

impl Reader<'_> {
    /// Makes every kind of a package and hands it over; gives the package's rules, and what is wrong.
    fn all(
        &self,
        package: &Package,
        hand_over: &mut dyn FnMut(Lowered),
    ) -> Result<(Vec<Grant>, Vec<Diagnostic>), Vec<Diagnostic>> {
        let (mut grants, mut wrong) = (Vec::new(), Vec::new());
        let mut made: BTreeMap<String, (ItemId, Span)> = BTreeMap::new();
        let names = self.types.names;
        for krate in 0..package.crates()?.len() {
            for id in kinds::kinds(krate, self.sources, names) {
                match self.kind(&id) {
                    Ok(kind) => {
                        let (name, at) = (kind.file_name(), kind.resource.at);
                        match made.get(&name) {
                            Some((first, same)) if *same == at && self.is_same(first, &kind) => {}
                            Some((_, first)) => wrong.push(twice(&name, at, *first)),
                            None => {
                                made.insert(name, (id, at));
                                hand_over(kind);
                            }
                        }
                    }
                    Err(others) => wrong.extend(others),
                }
            }
            wrong.extend(kinds::without_derive(krate, self.sources, names));
            wrong.extend(macros::unexpanded(krate, names));
            wrong.extend(attribute_macros::above_resources(krate, names));
            let (rules, others) = rules::rules(krate, self.sources, names, self.containers);
            grants.extend(rules);
            wrong.extend(others);
        }
        Ok((grants, wrong))
    }

    /// Whether a kind is the same as another of its source: a file may be a module of the library and of a program.
    fn is_same(&self, first: &ItemId, kind: &Lowered) -> bool {
        self.kind(first)
            .is_ok_and(|first| first.manifest() == kind.manifest())
    }

    /// What a kind's source says.
    fn kind(&self, id: &ItemId) -> Result<Lowered, Vec<Diagnostic>> {
        let container = self.containers.of(id).map_err(|wrong| wrong.to_vec())?;
        let written = lower::resource_of(&container)?;
        let schemas = Schemas::new(self.types, self.containers, self.kubernetes(), self.overrides);
        let main = schemas.item(id, &[], container.span);
        let resource = self.resource(&container, written, id, &schemas);
        let status = written
            .status_hole
            .map(|hole| schemas.of_hole(&container, id, hole));
        let (definitions, wrong) = schemas.into_definitions();
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let resource = resource?;
        let schemas = if resource.is_root {
            structural::Schemas::Root(&main)
        } else {
            structural::Schemas::Spec {
                spec: &main,
                status: status.as_ref(),
            }
        };
        let kind = Kind {
            resource: &resource,
            schemas,
            definitions: &definitions,
            kubernetes: self.kubernetes(),
        };
        let version = structural::version(&kind)?;
        Ok(Lowered {
            resource,
            version,
            server: self.server(),
        })
    }

    /// Kubernetes' own types, which all kinds share.
    fn kubernetes(&self) -> &KubernetesTypes {
        self.kubernetes
            .get_or_init(|| KubernetesTypes::new(self.kubernetes_minor(), self.descriptions))
    }

    /// The server that has to take the CRDs: the one that was named, else that of the package's k8s-openapi.
    fn server(&self) -> KubernetesVersion {
        self.asked
            .unwrap_or_else(|| admit::version(self.kubernetes_minor()))
    }

    fn kubernetes_minor(&self) -> u8 {
        let newest = *kubewright_core::kubernetes::MINORS.end();
        self.sources.kubernetes_minor().unwrap_or(newest)
    }

    /// The resource with its texts filled in.
    fn resource(
        &self,
        container: &Container,
        written: &Resource,
        id: &ItemId,
        schemas: &Schemas<'_>,
    ) -> Result<Resource, Vec<Diagnostic>> {
        let template = lower::lower_resource(written)?;
        let fillings = schemas.fillings(container, id, &[], &template);
        serde_json::from_value(fill(template, &fillings)).map_err(|error| {
            let message = format!("a text of `#[resource(…)]` has no text's value: {error}");
            vec![Diagnostic::new(
                Code::KeyValue,
                written.at,
                container.name.clone(),
                message,
            )]
        })
    }
}

fn twice(name: &str, at: Span, first: Span) -> Diagnostic {
    let wrong = Diagnostic::new(
        Code::ResourceTwice,
        at,
        "",
        format!("a second type makes `{name}`"),
    );
    if at == first {
        return wrong
            .note("its file is a module of two crates of the package, and its names mean different things there")
            .help("make it a module of the library alone, and `use` it from there");
    }
    wrong
        .note("several versions of a kind are not supported yet")
        .help("give it another kind, or leave one of the two out")
        .also(first, "the first is here")
}
