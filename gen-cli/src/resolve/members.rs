//! What stands behind `::`.

use super::found::Found;
use super::names::{ItemId, Meaning, ModuleId, Names, Run};
use super::ours;
use super::scope::{Namespace, plain};
use syn::Item;

impl Names<'_> {
    /// What stands behind `::name`, for each thing that may stand before it.
    pub(super) fn members(
        &self,
        of: Found,
        name: &str,
        namespace: Namespace,
        from: &ModuleId,
        run: &mut Run,
    ) -> Found {
        let mut all = Found::nothing().doubted(of.doubt);
        for meaning in of.meanings {
            all.and(self.member(meaning, name, namespace, from, run));
        }
        all
    }

    fn member(&self, of: Meaning, name: &str, namespace: Namespace, from: &ModuleId, run: &mut Run) -> Found {
        let longer = |mut path: Vec<String>| {
            path.push(name.to_owned());
            path
        };
        Found::sure(match of {
            Meaning::Module(module) => match name {
                "super" => match module.parent() {
                    Some(parent) => Meaning::Module(parent),
                    None => return Found::nothing(),
                },
                "self" => Meaning::Module(module),
                _ => return self.in_crate(&module, name, namespace, from, run),
            },
            Meaning::Known(path) => Meaning::Known(longer(path)),
            Meaning::Kubernetes(path) => Meaning::Kubernetes(longer(path)),
            Meaning::Kubewright(path) => re_exported(longer(path)),
            Meaning::Foreign(path) => self.of_unread(longer(path)),
            Meaning::Item(id) if self.is_alias(&id) => {
                let target = self.behind_alias(Meaning::Item(id), run);
                return self.members(target, name, namespace, from, run);
            }
            of @ (Meaning::Item(_) | Meaning::Root(_) | Meaning::Member(..) | Meaning::Primitive(_)) => {
                Meaning::Member(Box::new(of), name.to_owned())
            }
        })
        .only(namespace)
    }

    /// A name in a module. Not all macros of a crate of macros can be seen: one that is named is taken for one.
    fn in_crate(
        &self,
        module: &ModuleId,
        name: &str,
        namespace: Namespace,
        from: &ModuleId,
        run: &mut Run,
    ) -> Found {
        let found = self.in_module(module, name, namespace, &[from.named()], run);
        if namespace == Namespace::Macro && found.is_nothing() {
            match self.sources.crate_of_macros(module) {
                Some(krate) => Found::sure(Meaning::Foreign(vec![krate, name.to_owned()])),
                None => found,
            }
        } else {
            found
        }
    }

    /// The named type that an alias stands for; what is no alias stands for itself.
    pub(crate) fn behind_aliases(&self, meaning: Meaning) -> Found {
        self.behind_alias(meaning, &mut Run::default())
    }

    fn behind_alias(&self, meaning: Meaning, run: &mut Run) -> Found {
        const DEEPEST: usize = 64;
        let mut found = Found::sure(meaning);
        for _ in 0..DEEPEST {
            let [Meaning::Item(id)] = found.meanings.as_slice() else {
                return found;
            };
            let Some(Item::Type(alias)) = self.sources.item(id) else {
                return found;
            };
            let syn::Type::Path(target) = &*alias.ty else {
                break;
            };
            let is_parameter =
                |name: &syn::Ident| alias.generics.type_params().any(|param| param.ident == *name);
            if target.qself.is_some() || target.path.get_ident().is_some_and(is_parameter) {
                break;
            }
            let segments = target.path.segments.iter();
            let path = super::imports::UsePath {
                leading_colon: target.path.leading_colon.is_some(),
                from_root: false,
                segments: segments.map(|segment| plain(&segment.ident)).collect(),
            };
            let target = self.path(&id.module, &path, Namespace::Type, run);
            found = target.doubted(found.doubt);
        }
        Found::nothing()
    }

    fn is_alias(&self, id: &ItemId) -> bool {
        matches!(self.sources.item(id), Some(Item::Type(_)))
    }

    /// The crates that are never read re-export what is known: kube has k8s-openapi's metadata.
    fn of_unread(&self, path: Vec<String>) -> Meaning {
        const METADATA: [&str; 5] = ["apimachinery", "pkg", "apis", "meta", "v1"];
        let is_kube = path.first().is_some_and(|krate| krate.starts_with("kube"));
        match path.last().map(String::as_str) {
            Some(name @ ("ObjectMeta" | "ListMeta")) if is_kube && self.sources.kube_has_kubernetes() => {
                let path = METADATA.into_iter().chain([name]);
                Meaning::Kubernetes(path.map(str::to_owned).collect())
            }
            _ => Meaning::Foreign(path),
        }
    }
}

/// kubewright re-exports whole crates: a path through them is a path in them.
fn re_exported(path: Vec<String>) -> Meaning {
    match path.split_first() {
        Some((first, rest)) if first == "k8s_openapi" => Meaning::Kubernetes(rest.to_vec()),
        Some((first, _)) if first == "serde_json" => Meaning::Known(path),
        _ => Meaning::Kubewright(path),
    }
}

impl Found {
    /// What of it there is in a namespace, where the rest of its path doesn't say that.
    pub(super) fn only(mut self, namespace: Namespace) -> Self {
        self.meanings.retain(|meaning| match meaning {
            Meaning::Module(_) | Meaning::Root(_) | Meaning::Primitive(_) => namespace == Namespace::Type,
            Meaning::Member(..) | Meaning::Kubernetes(_) => namespace != Namespace::Macro,
            // a macro of the standard library, or nothing that is asked for
            Meaning::Known(_) => true,
            Meaning::Kubewright(path) => namespace != Namespace::Macro || ours::is_ours(path, namespace),
            Meaning::Foreign(path) => namespace != Namespace::Macro || ours::is_foreign_macro(path),
            // an item is looked up in its namespace
            Meaning::Item(_) => true,
        });
        self
    }
}
