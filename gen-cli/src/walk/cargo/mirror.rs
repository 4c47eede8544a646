//! A lock file for a workspace that has none, made without writing into it.
//!
//! Cargo writes `Cargo.lock` beside the workspace's manifest and nowhere else. So the workspace is mirrored in a
//! temporary folder by symbolic links, and cargo runs there. Its path dependencies outside of the workspace are found
//! too: the mirror begins at the folder that holds them all.

use super::command::{self, wrong};
use super::manifest;
use crate::walk::Result;
use crate::walk::naming::without_dots;
use cargo_metadata::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The mirrored workspace; its folder goes when this is dropped.
#[derive(Debug)]
pub(super) struct Mirror {
    root: PathBuf,
    _folder: TempDir,
}

impl Mirror {
    /// Mirrors a workspace and lets cargo make its lock file.
    pub(super) fn with_lock_file(workspace: &Metadata) -> Result<Self> {
        let root = workspace.workspace_root.as_std_path();
        let mirror = Self::of(root, &top(workspace)).map_err(|error| {
            vec![
                wrong("there is no Cargo.lock, and none can be made aside")
                    .note(error.to_string())
                    .help("run `cargo generate-lockfile`"),
            ]
        })?;
        command::make_lock_file(&mirror.manifest(), root).map_err(|errors| {
            let help = "there is no Cargo.lock, so one was to be made aside; run `cargo generate-lockfile`";
            errors
                .into_iter()
                .map(|error| error.help(help))
                .collect::<Vec<_>>()
        })?;
        Ok(mirror)
    }

    pub(super) fn manifest(&self) -> PathBuf {
        self.root.join("Cargo.toml")
    }

    pub(super) fn lock_file(&self) -> PathBuf {
        self.root.join("Cargo.lock")
    }

    /// Folders from `top` down to `root`, with links to all that stands in them.
    fn of(root: &Path, top: &Path) -> io::Result<Self> {
        let folder = TempDir::new()?;
        let (mut real, mut made) = (top.to_path_buf(), folder.path().to_path_buf());
        for next in root.strip_prefix(top).unwrap_or(Path::new("")) {
            link_all(&real, &made, Some(next))?;
            (real, made) = (real.join(next), made.join(next));
            std::fs::create_dir(&made)?;
        }
        link_all(&real, &made, Some("target".as_ref()))?;
        Ok(Self {
            root: made,
            _folder: folder,
        })
    }
}

/// The folder that holds the workspace and all folders that its manifests name.
fn top(workspace: &Metadata) -> PathBuf {
    let root = workspace.workspace_root.as_std_path();
    let mut top = root;
    let dependencies = workspace
        .packages
        .iter()
        .flat_map(|package| &package.dependencies);
    let paths = dependencies.filter_map(|dependency| dependency.path.clone().map(PathBuf::from));
    for path in paths.chain(patches(root)) {
        while !path.starts_with(top) {
            match top.parent() {
                Some(parent) => top = parent,
                None => return top.to_path_buf(),
            }
        }
    }
    top.to_path_buf()
}

/// The folders of the `[patch]` tables, of which `cargo metadata` says nothing.
fn patches(root: &Path) -> Vec<PathBuf> {
    let manifest = manifest::table(&root.join("Cargo.toml")).unwrap_or_default();
    let registries = manifest.get("patch").and_then(toml::Value::as_table);
    let packages = registries
        .into_iter()
        .flat_map(toml::Table::values)
        .filter_map(toml::Value::as_table);
    let paths = packages
        .flat_map(toml::Table::values)
        .filter_map(|package| package.get("path")?.as_str());
    paths.map(|path| without_dots(&root.join(path))).collect()
}

fn link_all(from: &Path, to: &Path, except: Option<&std::ffi::OsStr>) -> io::Result<()> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if Some(entry.file_name().as_os_str()) != except {
            link(&entry.path(), &to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(from, to)
}

#[cfg(windows)]
fn link(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_dir() {
        std::os::windows::fs::symlink_dir(from, to)
    } else {
        std::os::windows::fs::symlink_file(from, to)
    }
}
