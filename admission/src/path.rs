//! Where an error stands: `field.Path` of Kubernetes' apimachinery.

use std::fmt;

/// A path, as a chain of borrowed steps; printed only where an error needs it.
#[derive(Clone, Copy)]
pub(crate) enum Path<'a> {
    /// No path at all; prints as `<nil>`.
    Nil,
    /// `.name` below a path, or the first name of one.
    Child(&'a Path<'a>, &'a str),
    /// `[key]`, without quotes.
    Key(&'a Path<'a>, &'a str),
    /// `[3]`.
    Index(&'a Path<'a>, usize),
}

impl<'a> Path<'a> {
    /// A path of one name.
    pub(crate) fn root(name: &'a str) -> Self {
        Self::Child(&Path::Nil, name)
    }

    pub(crate) fn child(&'a self, name: &'a str) -> Self {
        Self::Child(self, name)
    }

    pub(crate) fn key(&'a self, key: &'a str) -> Self {
        Self::Key(self, key)
    }

    pub(crate) fn index(&'a self, index: usize) -> Self {
        Self::Index(self, index)
    }

    fn parent(&self) -> Option<&'a Path<'a>> {
        match self {
            Self::Nil => None,
            Self::Child(parent, _) | Self::Key(parent, _) | Self::Index(parent, _) => Some(parent),
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut steps = Vec::new();
        let mut here = Some(self);
        while let Some(step) = here {
            steps.push(step);
            here = step.parent();
        }
        if steps.len() == 1 {
            return f.write_str("<nil>");
        }
        for step in steps.into_iter().rev() {
            match step {
                Path::Nil => {}
                Path::Child(Path::Nil, name) => f.write_str(name)?,
                Path::Child(_, name) => [".", name].into_iter().try_for_each(|part| f.write_str(part))?,
                Path::Key(_, key) => ["[", key, "]"]
                    .into_iter()
                    .try_for_each(|part| f.write_str(part))?,
                Path::Index(_, index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_prints_as_the_server_prints_it() {
        let spec = Path::root("spec");
        let versions = spec.child("versions");
        let second = versions.index(1);
        assert_eq!(second.key("a.b").to_string(), "spec.versions[1][a.b]");
        assert_eq!(Path::Nil.to_string(), "<nil>");
        assert_eq!(Path::Nil.key("k").to_string(), "[k]");
    }
}
