//! The features of a package, as cargo unifies them over one root package, from the manifests on the way to it.
//!
//! Only those manifests are read: no other package can enable a feature of it. Without a stated target the dependencies
//! of every target count; those of procedural macros and build scripts don't (they are built for the host, apart).

use super::graph::{Graph, Node};
use super::manifest::{Declared, Kind, Manifest};
use crate::walk::Result;
use crate::walk::cfg::{TargetCfgs, excludes};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

/// What is built.
#[derive(Debug)]
pub(in crate::walk) struct Goal {
    /// The package that is built.
    pub(in crate::walk) root: Node,
    /// The features that are asked of it.
    pub(in crate::walk) chosen: Vec<String>,
    /// The target that is stated.
    pub(in crate::walk) target: Option<Rc<TargetCfgs>>,
}

/// What is on of a package in a build.
#[derive(Clone, Debug, Default)]
pub(in crate::walk) struct Enabled {
    /// Its features.
    pub(in crate::walk) features: BTreeSet<String>,
    /// Its optional dependencies, by key.
    pub(in crate::walk) dependencies: BTreeSet<String>,
}

/// What is on of a package in a build. None where no normal dependency leads there
/// (with `development`: nor one of the root's development dependencies).
pub(in crate::walk) fn resolve(
    graph: &Graph,
    goal: &Goal,
    package: Node,
    development: bool,
) -> Result<Option<Enabled>> {
    let mut resolver = Resolver {
        graph,
        goal,
        development,
        on_the_way: leading_to(graph, goal.root, package),
        states: HashMap::new(),
    };
    resolver.activate(goal.root)?;
    let mut todo: Vec<Request> = goal
        .chosen
        .iter()
        .map(|feature| Request {
            node: goal.root,
            feature: feature.clone(),
        })
        .collect();
    resolver.links_of(goal.root, &mut todo)?;
    while let Some(request) = todo.pop() {
        resolver.enable(request, &mut todo)?;
    }
    Ok(resolver.states.remove(&package).map(|state| Enabled {
        features: state.features,
        dependencies: state.enabled,
    }))
}

/// The packages from which `goal` can be reached, itself included, that can be reached from `root`.
fn leading_to(graph: &Graph, root: Node, goal: Node) -> HashSet<Node> {
    let mut users = BTreeMap::<Node, Vec<Node>>::new();
    let mut seen = HashSet::from([root]);
    let mut todo = vec![root];
    while let Some(node) = todo.pop() {
        for dependency in graph.all_dependencies(node) {
            users.entry(dependency).or_default().push(node);
            if seen.insert(dependency) {
                todo.push(dependency);
            }
        }
    }
    let mut leading = HashSet::from([goal]);
    let mut todo = vec![goal];
    while let Some(node) = todo.pop() {
        for &user in users.get(&node).into_iter().flatten() {
            if leading.insert(user) {
                todo.push(user);
            }
        }
    }
    leading
}

/// A feature to enable.
struct Request {
    node: Node,
    feature: String,
}

/// What is known of a package that takes part.
struct State {
    manifest: Rc<Manifest>,
    features: BTreeSet<String>,
    /// The optional dependencies that are enabled, by key.
    enabled: BTreeSet<String>,
    /// `key?/feature`: by key, what is enabled as soon as the dependency is.
    weak: BTreeMap<String, Vec<String>>,
}

struct Resolver<'a> {
    graph: &'a Graph,
    goal: &'a Goal,
    development: bool,
    on_the_way: HashSet<Node>,
    states: HashMap<Node, State>,
}

impl Resolver<'_> {
    /// Lets a package take part; says whether it is new.
    fn activate(&mut self, node: Node) -> Result<bool> {
        if self.states.contains_key(&node) {
            return Ok(false);
        }
        let state = State {
            manifest: self.graph.manifest(node)?,
            features: BTreeSet::new(),
            enabled: BTreeSet::new(),
            weak: BTreeMap::new(),
        };
        self.states.insert(node, state);
        Ok(true)
    }

    /// Follows all dependencies of a package that aren't optional.
    fn links_of(&mut self, node: Node, todo: &mut Vec<Request>) -> Result<()> {
        let mut nodes = vec![node];
        while let Some(node) = nodes.pop() {
            for declared in self.declared(node, |declared| !declared.optional) {
                nodes.extend(self.link(node, &declared, todo)?);
            }
        }
        Ok(())
    }

    /// The declared dependencies of a package that count in this build.
    fn declared(&self, node: Node, which: impl Fn(&Declared) -> bool) -> Vec<Declared> {
        let Some(state) = self
            .states
            .get(&node)
            .filter(|state| !state.manifest.is_proc_macro())
        else {
            return Vec::new();
        };
        let development = self.development && node == self.goal.root;
        let counts = |declared: &&Declared| match declared.kind {
            Kind::Normal => which(declared),
            Kind::Development => development && which(declared),
            Kind::Build => false,
        };
        let target = self.goal.target.as_ref();
        let excluded = |declared: &Declared| {
            declared
                .target
                .as_ref()
                .is_some_and(|platform| excludes(target, platform))
        };
        state
            .manifest
            .dependencies
            .iter()
            .filter(counts)
            .filter(|declared| !excluded(declared))
            .cloned()
            .collect()
    }

    /// Follows one dependency: its package, where that is new; and asks for the features that it declares.
    fn link(&mut self, node: Node, declared: &Declared, todo: &mut Vec<Request>) -> Result<Option<Node>> {
        let dependency = self.graph.dependency(node, declared);
        let Some(dependency) = dependency.filter(|dependency| self.on_the_way.contains(dependency)) else {
            return Ok(None);
        };
        self.graph.learn(declared, dependency)?;
        let new = self.activate(dependency)?;
        let features = declared.features.iter().cloned();
        let default = declared.default_features.then(|| "default".to_owned());
        todo.extend(features.chain(default).map(|feature| Request {
            node: dependency,
            feature,
        }));
        Ok(new.then_some(dependency))
    }

    /// Enables an optional dependency (or does nothing to one that isn't), with the weak features that waited for it.
    fn link_optional(&mut self, node: Node, key: &str, todo: &mut Vec<Request>) -> Result<()> {
        let Some(state) = self.states.get_mut(&node) else {
            return Ok(());
        };
        if !state.enabled.insert(key.to_owned()) {
            return Ok(());
        }
        let waiting = state.weak.remove(key).unwrap_or_default();
        for declared in self.declared(node, |declared| declared.optional && declared.key == key) {
            if let Some(new) = self.link(node, &declared, todo)? {
                self.links_of(new, todo)?;
            }
        }
        for feature in waiting {
            self.enable_of_dependency(node, key, &feature, todo);
        }
        Ok(())
    }

    /// Asks for a feature of a dependency that takes part.
    fn enable_of_dependency(&self, node: Node, key: &str, feature: &str, todo: &mut Vec<Request>) {
        for declared in self.declared(node, |declared| declared.key == key) {
            let dependency = self.graph.dependency(node, &declared);
            if let Some(dependency) = dependency.filter(|dependency| self.states.contains_key(dependency)) {
                todo.push(Request {
                    node: dependency,
                    feature: feature.to_owned(),
                });
            }
        }
    }

    fn enable(&mut self, request: Request, todo: &mut Vec<Request>) -> Result<()> {
        let Request { node, feature } = request;
        let Some(state) = self.states.get_mut(&node) else {
            return Ok(());
        };
        let Some(implied) = state.manifest.features.get(&feature).cloned() else {
            // An optional dependency is a feature of its own name, unless some feature says `dep:`.
            if state
                .manifest
                .dependencies
                .iter()
                .any(|declared| declared.optional && declared.key == feature)
            {
                state.features.insert(feature.clone());
                self.link_optional(node, &feature, todo)?;
            }
            return Ok(());
        };
        if !state.features.insert(feature) {
            return Ok(());
        }
        for implied in implied {
            self.imply(node, &implied, todo)?;
        }
        Ok(())
    }

    /// One entry of a feature's list.
    fn imply(&mut self, node: Node, implied: &str, todo: &mut Vec<Request>) -> Result<()> {
        if let Some(key) = implied.strip_prefix("dep:") {
            return self.link_optional(node, key, todo);
        }
        let Some((key, feature)) = implied.split_once('/') else {
            todo.push(Request {
                node,
                feature: implied.to_owned(),
            });
            return Ok(());
        };
        let Some(key) = key.strip_suffix('?') else {
            self.link_optional(node, key, todo)?;
            self.enable_of_dependency(node, key, feature, todo);
            // `key/feature` also enables the feature `key`, where there is one.
            todo.push(Request {
                node,
                feature: key.to_owned(),
            });
            return Ok(());
        };
        match self.states.get_mut(&node) {
            Some(state) if is_optional(&state.manifest, key) && !state.enabled.contains(key) => {
                state
                    .weak
                    .entry(key.to_owned())
                    .or_default()
                    .push(feature.to_owned());
            }
            _ => self.enable_of_dependency(node, key, feature, todo),
        }
        Ok(())
    }
}

fn is_optional(manifest: &Manifest, key: &str) -> bool {
    manifest
        .dependencies
        .iter()
        .any(|declared| declared.key == key && declared.optional)
}
