//! The group and plural of a type that `#[rbac(…)]` names.

use super::containers::Containers;
use super::found::Found;
use super::names::{ItemId, Meaning, ModuleId, Names};
use super::ours;
use super::scope::{Namespace, text_of_key};
use super::sources::Sources;
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::model::TyPath;
use kubewright_core::syntax;
use syn::{Attribute, Item};

/// What is wrong with the type itself is told as it is wherever the type is read.
pub(super) fn group_and_plural(
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
    let sure = |found: Found, why: &str| {
        let one = found
            .one()
            .map_err(|doubt| vec![doubt.diagnostic(path.span, "")])?;
        one.ok_or_else(|| fault(why))
    };
    let found = names.find(module, path.leading_colon, &segments, Namespace::Type);
    let meaning = sure(found, "no type of this name is found in the source")?;
    let found = names.behind_aliases(meaning);
    match sure(found, "its alias leads to nothing that is found")? {
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
    if ours::has_derive(attrs, "CustomResource", &id.module, names) {
        let container = containers.of(id).map_err(|wrong| wrong.to_vec())?;
        let resource = container.resource.as_ref();
        return Ok(resource.map(|resource| {
            let plural = &resource.names.plural;
            (resource.group.value.clone(), plural.value.clone())
        }));
    }
    Ok(of_kube(attrs))
}

/// What kube-derive makes of its attributes.
fn of_kube(attrs: &[Attribute]) -> Option<(String, String)> {
    let text = |key| text_of_key(attrs, "kube", key);
    let plural = text("plural").or_else(|| Some(syntax::plural(&text("kind")?.to_lowercase())))?;
    Some((text("group")?, plural))
}
