//! Where the file of `mod x;` is: rustc's rules.

use std::path::{Path, PathBuf};

/// The folder in which a module's children are looked for.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    /// The folder of the source file, with the names of the inline modules around.
    dir: PathBuf,
    /// In `foo.rs` that is not a `mod.rs`: `foo`, until an inline module has taken it.
    relative: Option<String>,
}

/// The files that a `mod x;` may mean.
#[derive(Clone, Debug)]
pub(super) enum Candidates {
    /// `#[path = "…"]`: this file.
    Given(PathBuf),
    /// `x.rs` or `x/mod.rs`.
    Usual {
        beside: PathBuf,
        inside: PathBuf,
        name: String,
    },
}

/// Why there is not exactly one file.
#[derive(Debug)]
pub(super) enum NotFound {
    /// None of these exists.
    Missing(Vec<PathBuf>),
    /// Both exist.
    Both(PathBuf, PathBuf),
}

impl Folder {
    /// Of a crate root, a `mod.rs`, or a file that was named by a path.
    pub(super) fn of_mod_rs(file: &Path) -> Self {
        Self {
            dir: file.parent().map(Path::to_path_buf).unwrap_or_default(),
            relative: None,
        }
    }

    /// Of an inline module. Its `#[path]` is a folder, and then the file's own name no longer counts.
    pub(super) fn inline(&self, name: &str, path: Option<&str>) -> Self {
        let mut dir = self.dir.clone();
        match path {
            Some(path) => dir.push(path),
            None => {
                dir.extend(&self.relative);
                dir.push(name);
            }
        }
        Self { dir, relative: None }
    }

    /// The file that a path in an attribute means.
    pub(super) fn given(&self, path: &str) -> Candidates {
        Candidates::Given(self.dir.join(path))
    }

    /// The files that `mod name;` may mean.
    pub(super) fn usual(&self, name: &str) -> Candidates {
        let mut dir = self.dir.clone();
        dir.extend(&self.relative);
        Candidates::Usual {
            beside: dir.join(format!("{name}.rs")),
            inside: dir.join(name).join("mod.rs"),
            name: name.to_owned(),
        }
    }
}

impl Candidates {
    /// The file, and the folder of its own children.
    pub(super) fn find(&self) -> Result<(PathBuf, Folder), NotFound> {
        match self {
            Self::Given(path) if path.exists() => Ok((path.clone(), Folder::of_mod_rs(path))),
            Self::Given(path) => Err(NotFound::Missing(vec![path.clone()])),
            Self::Usual { beside, inside, name } => match (beside.exists(), inside.exists()) {
                (true, false) => {
                    let mut folder = Folder::of_mod_rs(beside);
                    folder.relative = Some(name.clone());
                    Ok((beside.clone(), folder))
                }
                (false, true) => Ok((inside.clone(), Folder::of_mod_rs(inside))),
                (true, true) => Err(NotFound::Both(beside.clone(), inside.clone())),
                (false, false) => Err(NotFound::Missing(vec![beside.clone(), inside.clone()])),
            },
        }
    }
}
