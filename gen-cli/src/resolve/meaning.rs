//! What names mean: modules, items, and what is known of other crates.

/// A module: the crate it is in, and its path from the crate's root. A block that holds items is one too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ModuleId {
    /// The crate.
    pub(crate) krate: usize,
    /// The names of the modules from the root; the root itself has none. A block's begins with `-`, and the second
    /// module of one name ends with `#1`.
    pub(crate) path: Vec<String>,
}

impl ModuleId {
    /// The root of a crate.
    pub(crate) fn root_of(krate: usize) -> Self {
        Self {
            krate,
            path: Vec::new(),
        }
    }

    /// The root of its crate.
    pub(crate) fn root(&self) -> Self {
        Self::root_of(self.krate)
    }

    /// A module or block in it.
    pub(crate) fn child(&self, name: &str) -> Self {
        let mut child = self.clone();
        child.path.push(name.to_owned());
        child
    }

    /// The nearest module with a name: itself, if it is no block.
    pub(crate) fn named(&self) -> Self {
        let mut module = self.clone();
        while module.is_block() {
            module.path.pop();
        }
        module
    }

    /// The module with a name around the nearest one; none for the root.
    pub(crate) fn parent(&self) -> Option<Self> {
        let mut module = self.named();
        module.path.pop()?;
        Some(module.named())
    }

    /// If it is a block, those around it, and the module that they are in.
    pub(crate) fn around(&self) -> Vec<Self> {
        let mut around = Vec::new();
        let mut module = self.clone();
        while module.is_block() {
            module.path.pop();
            around.push(module.clone());
        }
        around
    }

    fn is_block(&self) -> bool {
        self.path.last().is_some_and(|name| is_block(name))
    }

    /// The names that are written.
    pub(crate) fn shown(&self) -> impl Iterator<Item = String> {
        let named = self.path.iter().filter(|name| !is_block(name));
        named.map(|name| name.split('#').next().unwrap_or_default().to_owned())
    }
}

fn is_block(name: &str) -> bool {
    name.starts_with('-')
}

/// An item: its module, and its index there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ItemId {
    /// The module.
    pub(crate) module: ModuleId,
    /// The index among the module's items.
    pub(crate) index: usize,
}

/// What a path means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    /// A module that is read from source.
    Module(ModuleId),
    /// An item that is read from source; as a macro the function that makes it.
    Item(ItemId),
    /// The root type that a derive makes beside an item.
    Root(ItemId),
    /// Something in an enum, trait or type: a variant, or an associated constant or function.
    Member(Box<Meaning>, String),
    /// A path in a crate whose types are known by path; the crate's own name comes first.
    Known(Vec<String>),
    /// A primitive type.
    Primitive(String),
    /// A path in k8s-openapi, without the crate's name.
    Kubernetes(Vec<String>),
    /// A path in kubewright, without the crate's name.
    Kubewright(Vec<String>),
    /// A path in a crate that is not read; the crate's own name comes first.
    Foreign(Vec<String>),
}

/// A path in a crate whose types are known.
pub(super) fn canonical(path: &str) -> Meaning {
    Meaning::Known(path.split("::").map(str::to_owned).collect())
}
