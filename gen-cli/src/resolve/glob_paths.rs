//! Where glob imports lead. The path of one may begin with what another brings: so those of a module are found
//! together, one after the other, and each but once.

use super::found::Found;
use super::imports::{Import, UsePath};
use super::names::{ModuleId, Names, Run};
use super::scope::Namespace;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// What each glob of a module means, in order.
pub(super) type Targets = Rc<Vec<Found>>;

/// The targets of modules that are known once and for all.
#[derive(Default)]
pub(super) struct KnownTargets(RefCell<HashMap<ModuleId, Targets>>);

/// The targets that are known so far in one run.
#[derive(Default)]
pub(super) struct RunTargets {
    so_far: HashMap<ModuleId, Targets>,
    /// How many modules are under way.
    open: usize,
}

/// What the path of an import begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begin {
    /// A keyword, a crate, or what its module or a block around says by name.
    Plain,
    /// The name of a crate that nothing says by name: what a glob brought of the name would be ambiguous for rustc, so
    /// none need be looked into.
    Crate,
    /// What a glob brings, if anything.
    Glob,
}

impl Names<'_> {
    /// What each glob of a module means. Where that leads back to the module, what is known so far.
    pub(super) fn glob_targets(&self, module: &ModuleId, run: &mut Run) -> Targets {
        if let Some(known) = self.targets.0.borrow().get(module) {
            return Rc::clone(known);
        }
        if let Some(so_far) = run.targets.so_far.get(module) {
            run.cut = true;
            return Rc::clone(so_far);
        }
        let Some(scope) = self.scope(module) else {
            return Targets::default();
        };
        let outer_cut = std::mem::take(&mut run.cut);
        run.targets.open += 1;
        let targets = self.find_targets(module, scope.globs(), run);
        run.targets.open -= 1;
        // with nothing under way any more, what was found holds for all
        if !run.cut || run.targets.open == 0 {
            let mut known = self.targets.0.borrow_mut();
            known.insert(module.clone(), Rc::clone(&targets));
        }
        run.cut |= outer_cut;
        targets
    }

    fn find_targets(&self, module: &ModuleId, globs: &[Import], run: &mut Run) -> Targets {
        let mut targets: Targets = Rc::new(vec![Found::nothing(); globs.len()]);
        let mut remember = |index: usize, found: Found, run: &mut Run| {
            if let Some(target) = Rc::make_mut(&mut targets).get_mut(index) {
                *target = found;
            }
            run.targets.so_far.insert(module.clone(), Rc::clone(&targets));
            Rc::clone(&targets)
        };
        let mut so_far = remember(globs.len(), Found::nothing(), run);
        let mut pending = Vec::new();
        for (index, glob) in globs.iter().enumerate() {
            if self.begin(module, &glob.path, Namespace::Type) == Begin::Glob {
                pending.push((index, &glob.path));
            } else {
                let found = self.imported(module, &glob.path, Namespace::Type, run);
                so_far = remember(index, found, run);
            }
        }
        let mut left = usize::MAX;
        while pending.len() < left {
            left = pending.len();
            pending.retain(|(index, path)| {
                let found = self.through_globs(module, &so_far, path, run);
                let is_found = !found.is_nothing();
                if is_found {
                    so_far = remember(*index, found, run);
                }
                !is_found
            });
        }
        so_far
    }

    /// A path that begins with what the globs of its module bring.
    fn through_globs(&self, module: &ModuleId, targets: &[Found], path: &UsePath, run: &mut Run) -> Found {
        let Some((first, rest)) = path.segments.split_first() else {
            return Found::nothing();
        };
        let viewers = [module.named()];
        let mut found = Found::nothing();
        for target in targets {
            for meaning in &target.meanings {
                let brought = self.of_glob(meaning.clone(), first, Namespace::Type, &viewers, run);
                found.and(brought.doubted(target.doubt.clone()));
            }
        }
        for around in module.around() {
            found = found.or(|| self.in_module(&around, first, Namespace::Type, &viewers, run));
        }
        self.within(found, rest, Namespace::Type, module, run)
    }

    /// What the path of an import means.
    pub(super) fn imported(
        &self,
        module: &ModuleId,
        path: &UsePath,
        namespace: Namespace,
        run: &mut Run,
    ) -> Found {
        let outer_cut = std::mem::take(&mut run.cut);
        let found = if self.begin(module, path, namespace) == Begin::Crate {
            let absolute = UsePath {
                leading_colon: true,
                ..path.clone()
            };
            self.path(module, &absolute, namespace, run)
        } else {
            self.path(module, path, namespace, run)
        };
        run.cut_path |= run.cut;
        run.cut |= outer_cut;
        found
    }

    fn begin(&self, module: &ModuleId, path: &UsePath, namespace: Namespace) -> Begin {
        let Some((first, rest)) = path.segments.split_first() else {
            return Begin::Plain;
        };
        let of_root = path.from_root && *module == module.root();
        let speaks_of_it = |module: &ModuleId| {
            self.scope(module).is_none_or(|scope| {
                !scope.declared(Namespace::Type, first).is_empty() || !scope.imported(first).is_empty()
            })
        };
        if (rest.is_empty() && namespace != Namespace::Type)
            || path.leading_colon
            || (path.from_root && !of_root)
            || matches!(first.as_str(), "crate" | "$crate" | "self" | "super")
            || speaks_of_it(module)
            || module.around().iter().any(speaks_of_it)
        {
            Begin::Plain
        } else if self.external(module.krate, first).is_nothing() {
            Begin::Glob
        } else {
            Begin::Crate
        }
    }
}
