//! Kubernetes' own types, as all kinds of one run share them: their facts are laid over once, and each is read once.

use super::load::Loader;
use super::node::Node;
use super::place::{Origin, Place};
use super::{Descriptions, finish};
use crate::kubernetes;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Kubernetes' own types at one of its versions, shared by the kinds that use them.
#[derive(Debug)]
pub struct KubernetesTypes {
    minor: u8,
    descriptions: Descriptions,
    definitions: RefCell<BTreeMap<String, Rc<Value>>>,
    /// None: what has to be read anew at each place, since something is wrong with it.
    loaded: RefCell<BTreeMap<String, Option<Rc<Loaded>>>>,
}

/// The node of a definition, as it is wherever it is used.
#[derive(Debug)]
pub(super) struct Loaded {
    node: Node,
    /// How many nodes it has, references inlined.
    nodes: usize,
    /// How far they reach down.
    height: usize,
}

impl KubernetesTypes {
    /// Those of Kubernetes 1.`minor`. `descriptions`: which descriptions the schemas of the kinds keep.
    #[must_use]
    pub fn new(minor: u8, descriptions: Descriptions) -> Self {
        Self {
            minor,
            descriptions,
            definitions: RefCell::default(),
            loaded: RefCell::default(),
        }
    }

    /// Whether a definition is known.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.definitions.borrow().contains_key(name)
    }

    /// Makes a definition of Kubernetes known to all kinds, with its schema as k8s-openapi writes it. One that is
    /// known stays as it is.
    pub fn define(&self, name: &str, schema: &Value) {
        if !self.has(name) {
            let schema = Rc::new(self.laid_over(name, schema.clone()));
            self.definitions.borrow_mut().insert(name.to_owned(), schema);
        }
    }

    fn laid_over(&self, name: &str, mut schema: Value) -> Value {
        kubernetes::lay_facts(name, self.minor, &mut schema);
        if self.descriptions != Descriptions::Full {
            kubernetes::strip_descriptions(&mut schema);
        }
        schema
    }

    /// Which descriptions are kept.
    pub(super) fn descriptions(&self) -> Descriptions {
        self.descriptions
    }

    pub(super) fn definition(&self, name: &str) -> Option<Rc<Value>> {
        self.definitions.borrow().get(name).cloned()
    }
}

impl<'a> Loader<'a> {
    /// The node of a definition of Kubernetes: a copy that shares what is below with every other use. None where it
    /// must be read at this place, which then says what is wrong.
    pub(super) fn shared(&mut self, name: &str, schema: &Value, at: &Place) -> Option<Node> {
        let known = self.kubernetes.loaded.borrow().get(name).cloned();
        let loaded = known.unwrap_or_else(|| {
            let loaded = self.apart(name, schema).map(Rc::new);
            let mut all = self.kubernetes.loaded.borrow_mut();
            all.insert(name.to_owned(), loaded.clone());
            loaded
        })?;
        self.admits(loaded.nodes, at.depth + 1, loaded.height)
            .then(|| Node {
                settled: false,
                ..loaded.node.clone()
            })
    }

    /// Reads a definition as if it stood alone.
    fn apart(&self, name: &str, schema: &Value) -> Option<Loaded> {
        let mut alone: Loader<'a> = self.alone(name);
        let at = Place::root().in_definition(name, Origin::Kubernetes);
        let mut node = alone.node(schema, &at);
        let (nodes, height, mut out) = alone.into_measured(&at);
        finish::settle(&mut node, &mut out);
        out.is_empty().then_some(Loaded { node, nodes, height })
    }
}
