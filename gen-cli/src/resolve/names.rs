//! Names to what they mean, as rustc resolves them: items, imports, renames, globs, re-exports, other crates.

use super::found::{Doubt, Found, Reason};
use super::glob_paths::{KnownTargets, RunTargets};
use super::imports::UsePath;
use super::known;
use super::macros::Macros;
use super::meaning::canonical;
use super::scope::{Declaration, Namespace, Scope};
use super::sources::Sources;
use kubewright_core::diag::Diagnostic;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

pub(crate) use super::meaning::{ItemId, Meaning, ModuleId};

/// Resolves names over the sources, and remembers each module's scope.
pub(crate) struct Names<'s> {
    pub(super) sources: &'s Sources<'s>,
    scopes: RefCell<HashMap<ModuleId, Rc<Scope>>>,
    known: Known,
    pub(super) macros: Macros,
    pub(super) targets: KnownTargets,
    /// What look-ups for values ended in.
    doubts: RefCell<Vec<Rc<Doubt>>>,
}

/// A name that is looked up in a module: what it is to be seen from stands last.
type Asked = (ModuleId, Namespace, String, Vec<ModuleId>);

/// The look-ups that are under way: a name that leads back to one of them means nothing there.
#[derive(Default)]
pub(super) struct Run {
    under_way: BTreeSet<Asked>,
    /// Whether one of them was asked for again: then what was found holds for this run alone.
    pub(super) cut: bool,
    /// Whether that was for the path of an import, not for what its glob brings: then it holds for this once.
    pub(super) cut_path: bool,
    /// What was found in this run where globs lead around in circles. What it lacks is what another module of the circle
    /// brings, and that one is looked into by whoever began.
    in_circles: HashMap<Asked, Found>,
    pub(super) targets: RunTargets,
}

/// How long a chain of imports may be before it is taken for one without an end.
const DEEPEST: usize = 128;

impl<'s> Names<'s> {
    /// Over these sources.
    pub(crate) fn new(sources: &'s Sources<'s>) -> Self {
        Self {
            sources,
            scopes: RefCell::default(),
            known: Known::default(),
            macros: Macros::default(),
            targets: KnownTargets::default(),
            doubts: RefCell::default(),
        }
    }

    /// What a path that is written in a module may mean.
    pub(crate) fn find(
        &self,
        module: &ModuleId,
        leading_colon: bool,
        segments: &[String],
        namespace: Namespace,
    ) -> Found {
        let path = UsePath {
            leading_colon,
            from_root: false,
            segments: segments.to_vec(),
        };
        self.path(module, &path, namespace, &mut Run::default())
    }

    /// What a path that is written in a module means; none if nothing of that name is known.
    ///
    /// # Errors
    /// It is not known which of several things it means.
    pub(crate) fn resolve(
        &self,
        module: &ModuleId,
        leading_colon: bool,
        segments: &[String],
        namespace: Namespace,
    ) -> Result<Option<Meaning>, Rc<Doubt>> {
        self.find(module, leading_colon, segments, namespace).one()
    }

    /// What a path surely means; none also where it is in doubt.
    pub(crate) fn sure(
        &self,
        module: &ModuleId,
        leading_colon: bool,
        segments: &[String],
        namespace: Namespace,
    ) -> Option<Meaning> {
        let found = self.resolve(module, leading_colon, segments, namespace);
        found.ok().flatten()
    }

    /// Remembers what the look-up of a value ended in, and says it in short.
    pub(crate) fn note(&self, doubt: Rc<Doubt>) -> String {
        let text = format!("what `{}` means is not decided", doubt.name);
        self.doubts.borrow_mut().push(doubt);
        text
    }

    /// The doubts that were remembered, as errors of where the value is asked for.
    pub(crate) fn take_doubts(&self, used_at: kubewright_core::span::Span, path: &str) -> Vec<Diagnostic> {
        let doubts = self.doubts.take();
        doubts
            .iter()
            .map(|doubt| doubt.diagnostic(used_at, path))
            .collect()
    }

    /// What a path may mean, which is written in a module or in an import of it.
    pub(super) fn path(&self, from: &ModuleId, path: &UsePath, namespace: Namespace, run: &mut Run) -> Found {
        if run.under_way.len() > DEEPEST {
            return Found::nothing();
        }
        let root = from.root();
        let Some((first, rest)) = path.segments.split_first() else {
            return Found::sure(Meaning::Module(root));
        };
        let of_first = if rest.is_empty() {
            namespace
        } else {
            Namespace::Type
        };
        let found = if path.leading_colon || path.from_root {
            self.absolute(from, first, of_first, run)
        } else {
            match first.as_str() {
                "crate" | "$crate" => Found::sure(Meaning::Module(root)),
                "self" => Found::sure(Meaning::Module(from.named())),
                "super" => from
                    .parent()
                    .map_or_else(Found::nothing, |parent| Found::sure(Meaning::Module(parent))),
                name => self.unqualified(from, name, of_first, run),
            }
        };
        self.within(found, rest, namespace, from, run)
    }

    /// What the rest of a path means in what its beginning means.
    pub(super) fn within(
        &self,
        mut found: Found,
        mut rest: &[String],
        namespace: Namespace,
        from: &ModuleId,
        run: &mut Run,
    ) -> Found {
        while let Some((name, after)) = rest.split_first() {
            let namespace = if after.is_empty() {
                namespace
            } else {
                Namespace::Type
            };
            found = self.members(found, name, namespace, from, run);
            rest = after;
        }
        found
    }

    /// What begins with `::`: a crate. In the edition of 2015, and in its imports, what the root declares comes first.
    fn absolute(&self, from: &ModuleId, name: &str, namespace: Namespace, run: &mut Run) -> Found {
        let in_root = if self.sources.is_2015(from.krate) {
            self.in_module(&from.root(), name, namespace, &[from.named()], run)
        } else {
            Found::nothing()
        };
        in_root.or(|| self.external(from.krate, name))
    }

    /// A name by itself: what the blocks around or the module declare or import, else a crate, else the prelude, else
    /// a primitive.
    fn unqualified(&self, from: &ModuleId, name: &str, namespace: Namespace, run: &mut Run) -> Found {
        let viewers = [from.named()];
        let mut found = self.in_module(from, name, namespace, &viewers, run);
        for around in from.around() {
            found = found.or(|| self.in_module(&around, name, namespace, &viewers, run));
        }
        found.or(|| match namespace {
            Namespace::Type => self.external(from.krate, name).or(|| of_the_language(name)),
            Namespace::Value => known::prelude(name)
                .filter(|_| matches!(name, "Some" | "None"))
                .map_or_else(Found::nothing, |path| Found::sure(canonical(path))),
            Namespace::Macro => self.by_macro_use(from.krate, name, run),
        })
    }

    /// A name in a module: its own items and imports first, then its globs. Only what all the viewers see counts.
    pub(super) fn in_module(
        &self,
        module: &ModuleId,
        name: &str,
        namespace: Namespace,
        viewers: &[ModuleId],
        run: &mut Run,
    ) -> Found {
        if let Some(found) = self.known.get(module, namespace, name, viewers) {
            return found;
        }
        let asked = (module.clone(), namespace, name.to_owned(), viewers.to_vec());
        if let Some(found) = run.in_circles.get(&asked) {
            run.cut = true;
            return found.clone();
        }
        if !run.under_way.insert(asked.clone()) {
            run.cut = true;
            return Found::nothing();
        }
        let (outer_cut, outer_cut_path) = (std::mem::take(&mut run.cut), std::mem::take(&mut run.cut_path));
        let found = self
            .declared(module, name, namespace, viewers, run)
            .unwrap_or_else(|| {
                let made = Found::nothing().doubted(self.perhaps_made(module, name, namespace));
                made.or(|| self.by_glob(module, name, namespace, viewers, run))
            });
        run.under_way.remove(&asked);
        // with nothing under way any more, what was found holds for all
        if !run.cut || run.under_way.is_empty() {
            self.known.insert(asked, found.clone());
        } else if !run.cut_path {
            run.in_circles.insert(asked, found.clone());
        }
        run.cut |= outer_cut;
        run.cut_path |= outer_cut_path;
        found
    }

    /// What a module declares or imports by its name; none if it does neither. What is not seen hides what globs bring.
    fn declared(
        &self,
        module: &ModuleId,
        name: &str,
        namespace: Namespace,
        viewers: &[ModuleId],
        run: &mut Run,
    ) -> Option<Found> {
        let scope = self.scope(module)?;
        let doubt = |cfg: Option<&Reason>| cfg.map(|reason| Doubt::of(name, reason));
        let seen = |visibility: &super::visibility::Visibility| {
            viewers.iter().all(|v| visibility.reaches(module.krate, v))
        };
        let mut all: Option<Found> = None;
        for declared in scope.declared(namespace, name) {
            let all = all.get_or_insert_default();
            if seen(&declared.visibility) {
                let found = self.declaration(module, name, &declared.declaration);
                all.and(found.doubted(doubt(declared.cfg.as_ref())));
            }
        }
        for import in scope.imported(name) {
            if import.only_types && namespace != Namespace::Type {
                continue;
            }
            // a `use` may name its own module's extern crate: `use serde::Serialize as serde`
            let found = self.imported(module, &import.path, namespace, run);
            let found = found.only(namespace);
            if found.is_nothing() {
                continue;
            }
            let all = all.get_or_insert_default();
            if seen(&import.visibility) {
                all.and(found.doubted(doubt(import.cfg.as_ref())));
            }
        }
        all
    }

    fn declaration(&self, module: &ModuleId, name: &str, declaration: &Declaration) -> Found {
        let id = |index: usize| ItemId {
            module: module.clone(),
            index,
        };
        match declaration {
            Declaration::Item(index) => Found::sure(Meaning::Item(id(*index))),
            Declaration::Root(index) => Found::sure(Meaning::Root(id(*index))),
            Declaration::Crate(krate) => self.crate_called(module.krate, krate),
            Declaration::Module(segment) => {
                let inner = module.child(segment);
                let reason = self.sources.uncertain_within(module, &inner);
                let doubt = reason.map(|reason| Doubt::of(name, &reason));
                Found::sure(Meaning::Module(inner)).doubted(doubt)
            }
        }
    }

    pub(super) fn scope(&self, module: &ModuleId) -> Option<Rc<Scope>> {
        if let Some(scope) = self.scopes.borrow().get(module) {
            return Some(Rc::clone(scope));
        }
        let scope = Rc::new(self.sources.scope(module)?);
        self.scopes.borrow_mut().insert(module.clone(), Rc::clone(&scope));
        Some(scope)
    }
}

/// What was found before.
#[derive(Default)]
struct Known(RefCell<HashMap<ModuleId, InModule>>);

/// By namespace and name; each for those who may see it.
type InModule = BTreeMap<Namespace, HashMap<String, Vec<(Vec<ModuleId>, Found)>>>;

impl Known {
    fn get(
        &self,
        module: &ModuleId,
        namespace: Namespace,
        name: &str,
        viewers: &[ModuleId],
    ) -> Option<Found> {
        let known = self.0.borrow();
        let mut found = known.get(module)?.get(&namespace)?.get(name)?.iter();
        let seen = found.find(|(seen_by, _)| seen_by == viewers)?;
        Some(seen.1.clone())
    }

    fn insert(&self, (module, namespace, name, viewers): Asked, found: Found) {
        let mut known = self.0.borrow_mut();
        let in_module = known.entry(module).or_default();
        let of_name = in_module.entry(namespace).or_default().entry(name).or_default();
        of_name.push((viewers, found));
    }
}

/// What needs no declaration: the prelude and the primitive types.
fn of_the_language(name: &str) -> Found {
    let prelude = known::prelude(name).map(canonical);
    let meaning = prelude.or_else(|| known::primitive(name).map(|_| Meaning::Primitive(name.to_owned())));
    meaning.map_or_else(Found::nothing, Found::sure)
}
