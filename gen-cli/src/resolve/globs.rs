//! What glob imports bring.

use super::found::{Doubt, Found, Reason};
use super::imports::Import;
use super::known;
use super::names::{ItemId, Meaning, ModuleId, Names, Run};
use super::ours;
use super::scope::{Namespace, plain};
use super::visibility::Visibility;
use kubewright_core::span::Span;
use std::rc::Rc;
use syn::Item;

impl Names<'_> {
    /// What the globs of a module bring.
    pub(super) fn by_glob(
        &self,
        module: &ModuleId,
        name: &str,
        namespace: Namespace,
        viewers: &[ModuleId],
        run: &mut Run,
    ) -> Found {
        let mut brought = Brought::default();
        let scope = self.scope(module);
        let globs = scope.as_ref().map(|scope| scope.globs()).unwrap_or_default();
        let targets = self.glob_targets(module, run);
        let behind = with(viewers, module.named());
        for (glob, target) in globs.iter().zip(targets.iter()) {
            let sees = |viewer: &ModuleId| glob.visibility.reaches(module.krate, viewer);
            if viewers.iter().all(sees) {
                let found = self.one_glob(glob, target, name, namespace, &behind, run);
                brought.add(found, glob.at, name, |one, other| self.same(one, other));
            }
        }
        brought.all()
    }

    fn one_glob(
        &self,
        glob: &Import,
        target: &Found,
        name: &str,
        namespace: Namespace,
        viewers: &[ModuleId],
        run: &mut Run,
    ) -> Found {
        let mut found = Found::nothing().doubted(target.doubt.clone());
        for meaning in &target.meanings {
            found.and(self.of_glob(meaning.clone(), name, namespace, viewers, run));
        }
        let cfg = glob.cfg.as_ref().filter(|_| !found.is_nothing());
        let doubt = cfg.map(|reason| Doubt::of(name, reason));
        found.doubted(doubt)
    }

    /// What a glob import of something brings under a name: only what is there.
    pub(super) fn of_glob(
        &self,
        target: Meaning,
        name: &str,
        namespace: Namespace,
        viewers: &[ModuleId],
        run: &mut Run,
    ) -> Found {
        let found = match target {
            Meaning::Module(module) => return self.in_module(&module, name, namespace, viewers, run),
            Meaning::Item(id) => self
                .has_variant(&id, name, namespace, viewers)
                .then(|| Meaning::Member(Box::new(Meaning::Item(id)), name.to_owned())),
            Meaning::Known(mut path) => {
                path.push(name.to_owned());
                known::by_path(&path).map(|_| Meaning::Known(path))
            }
            Meaning::Kubernetes(mut path) => {
                path.push(name.to_owned());
                self.sources
                    .kubernetes_has(&path)
                    .then_some(Meaning::Kubernetes(path))
            }
            Meaning::Kubewright(path) if path.is_empty() || path == ["prelude"] => {
                let path = vec![name.to_owned()];
                ours::is_ours(&path, namespace).then_some(Meaning::Kubewright(path))
            }
            // of crates that aren't read nothing can be known by name
            _ => None,
        };
        found.map_or_else(Found::nothing, Found::sure).only(namespace)
    }

    /// Whether an enum has a variant that is a name of this namespace, and that all the viewers see.
    fn has_variant(&self, id: &ItemId, name: &str, namespace: Namespace, viewers: &[ModuleId]) -> bool {
        let Some(Item::Enum(item)) = self.sources.item(id) else {
            return false;
        };
        let visibility = Visibility::of(&item.vis, &id.module);
        let is_seen = viewers
            .iter()
            .all(|viewer| visibility.reaches(id.module.krate, viewer));
        let mut variants = item
            .variants
            .iter()
            .filter(|variant| plain(&variant.ident) == name);
        is_seen
            && variants.any(|variant| match namespace {
                Namespace::Type => true,
                Namespace::Value => !matches!(variant.fields, syn::Fields::Named(_)),
                Namespace::Macro => false,
            })
    }

    /// Whether two meanings are one thing: some types are known under several paths.
    fn same(&self, one: &Meaning, other: &Meaning) -> bool {
        match (one, other) {
            (Meaning::Known(one), Meaning::Known(other)) => {
                one == other || one.last() == other.last() && known::by_path(one) == known::by_path(other)
            }
            (Meaning::Kubernetes(one), Meaning::Kubernetes(other)) => {
                one == other || self.sources.is_one_definition(one, other)
            }
            (one, other) => one == other,
        }
    }
}

/// Another one among those who have to see a thing. All modules of a crate see what the one around them does, so that
/// one stands for them.
fn with(viewers: &[ModuleId], other: ModuleId) -> Vec<ModuleId> {
    let mut viewers = viewers.to_vec();
    match viewers.iter_mut().find(|viewer| viewer.krate == other.krate) {
        Some(viewer) => {
            let both = viewer.path.iter().zip(&other.path);
            let shared = both.take_while(|(one, other)| one == other).count();
            viewer.path.truncate(shared);
        }
        None => viewers.push(other),
    }
    viewers
}

/// What the globs of a module bring together.
#[derive(Default)]
struct Brought {
    found: Found,
    /// The glob that brings it.
    first: Option<Span>,
    /// What a macro may make in a module whose glob brings nothing else. Beside what another glob brings it would be
    /// ambiguous.
    made: Option<Rc<Doubt>>,
}

impl Brought {
    fn add(&mut self, found: Found, at: Span, name: &str, same: impl Fn(&Meaning, &Meaning) -> bool) {
        if found.is_nothing() {
            let made = found
                .doubt
                .filter(|doubt| matches!(doubt.reason, Reason::Macro { .. }));
            self.made = self.made.take().or(made);
            return;
        }
        let is_known = |meaning: &Meaning| self.found.meanings.iter().any(|known| same(known, meaning));
        match self.first {
            Some(_) if found.meanings.iter().all(is_known) => {}
            Some(first) => {
                self.found.and(found);
                let doubt = Doubt::of(name, &Reason::Globs(first, at));
                self.found = std::mem::take(&mut self.found).doubted(Some(doubt));
            }
            None => {
                self.first = Some(at);
                self.found = found;
            }
        }
    }

    fn all(self) -> Found {
        if self.found.is_nothing() {
            self.found.doubted(self.made)
        } else {
            self.found
        }
    }
}
