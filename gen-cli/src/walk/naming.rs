//! How files are named to people: the same on every machine.

use std::path::{Component, Path, PathBuf};

/// How files are named to people.
#[derive(Debug)]
pub(super) struct Naming {
    /// The workspace's root, without symlinks.
    pub(super) root: PathBuf,
    /// For a package from elsewhere: its folder without symlinks, and `name-version`.
    pub(super) foreign: Option<(PathBuf, String)>,
}

impl Naming {
    /// The name of a file: relative to the workspace's root, or `name-version/…` in a foreign package; with `/`.
    pub(super) fn name(&self, path: &Path) -> String {
        let real = without_symlinks(path);
        if let Some((folder, label)) = &self.foreign
            && let Ok(inside) = real.strip_prefix(folder)
        {
            return with_slashes(&Path::new(label).join(inside));
        }
        let common = self
            .root
            .components()
            .zip(real.components())
            .take_while(|(a, b)| a == b)
            .count();
        if common <= 1 {
            return with_slashes(&real);
        }
        let up = std::iter::repeat_n(Path::new(".."), self.root.components().count() - common);
        let relative: PathBuf = up
            .map(Path::as_os_str)
            .chain(real.components().skip(common).map(|c| c.as_os_str()))
            .collect();
        with_slashes(&relative)
    }
}

/// The path without symlinks; of a path that doesn't exist, as far as it does.
pub(super) fn without_symlinks(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => without_symlinks(parent).join(name),
        _ => path.to_path_buf(),
    })
}

/// The path without `.` and `..`, as cargo takes it: by its letters.
pub(super) fn without_dots(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut path, component| {
        match component {
            Component::ParentDir => drop(path.pop()),
            Component::CurDir => {}
            other => path.push(other),
        }
        path
    })
}

fn with_slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
