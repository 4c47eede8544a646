//! Whether a build script may write into the folder of its package.
//!
//! A build script runs wherever its package is built: in its own repository, and on the machine of everybody who
//! depends on it. Only in the first case are its manifests sources to be kept up to date. In all the others the
//! folder belongs to cargo, which checks it, shares it between builds, or refuses a package whose build script
//! changed it.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

/// What a build script can know of where it runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Surroundings {
    /// The package's folder: `CARGO_MANIFEST_DIR`.
    pub(super) package: PathBuf,
    /// Where the build script may always write: `OUT_DIR`.
    pub(super) out_dir: Option<PathBuf>,
    /// Cargo's own folder, with what it downloaded: `CARGO_HOME`, or `.cargo` in the home folder.
    pub(super) cargo_home: Option<PathBuf>,
    /// Whether docs.rs builds the documentation: `DOCS_RS`.
    pub(super) docs_rs: bool,
}

/// Whose the files are that would be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Ours to write.
    Own,
    /// Not ours: nothing is to be done.
    Foreign,
}

impl Surroundings {
    /// Those of the build script that runs; none where no build script runs.
    pub(super) fn of_build_script() -> Option<Self> {
        let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let home = || std::env::home_dir().map(|home| home.join(".cargo"));
        Some(Self {
            package: variable("CARGO_MANIFEST_DIR")?.into(),
            out_dir: variable("OUT_DIR").map(PathBuf::from),
            cargo_home: variable("CARGO_HOME").map(PathBuf::from).or_else(home),
            docs_rs: variable("DOCS_RS").is_some(),
        })
    }

    /// Whose the files in `out` are; without one: those in the package.
    pub(super) fn place(&self, out: Option<&Path>) -> Place {
        let package = resolved(&self.package);
        let below = |folder: &Option<PathBuf>, path: &Path| {
            folder
                .as_deref()
                .is_some_and(|folder| path.starts_with(resolved(folder)))
        };
        // A relative path counts from the package's folder, in which cargo starts a build script.
        if out.is_some_and(|out| below(&self.out_dir, &resolved(&self.package.join(out)))) {
            return Place::Own;
        }
        if self.docs_rs || below(&self.cargo_home, &package) || downloaded(&package) || packed(&package) {
            return Place::Foreign;
        }
        Place::Own
    }
}

/// Cargo lays this file into every package of a folder that stands for a registry: a vendor folder.
fn downloaded(package: &Path) -> bool {
    package.join(".cargo-checksum.json").exists()
}

/// What `cargo package` builds to prove that the package is whole; also any other package that was unpacked from
/// an archive: cargo keeps the manifest's original there.
fn packed(package: &Path) -> bool {
    let names: Vec<&OsStr> = package.iter().collect();
    let below_target = |pair: &[&OsStr]| pair == ["target", "package"];
    names.windows(2).any(below_target) || package.join("Cargo.toml.orig").exists()
}

/// The path without symbolic links and `..`, as far as it exists; the rest as it is written.
fn resolved(path: &Path) -> PathBuf {
    for ancestor in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (ancestor.canonicalize(), path.strip_prefix(ancestor)) {
            return rest.components().fold(real, |mut path, part| {
                match part {
                    Component::ParentDir => drop(path.pop()),
                    part => path.push(part),
                }
                path
            });
        }
    }
    path.to_path_buf()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(folder: &Path) -> Surroundings {
        std::fs::create_dir_all(folder).unwrap();
        Surroundings {
            package: folder.to_path_buf(),
            ..Surroundings::default()
        }
    }

    #[test]
    fn the_workspaces_own_source_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut here = package(&folder.path().join("work/app"));
        here.cargo_home = Some(folder.path().join("cargo"));
        assert_eq!(here.place(None), Place::Own);
        assert_eq!(here.place(Some(Path::new("deploy"))), Place::Own);
    }

    #[test]
    fn what_cargo_downloaded_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        for part in ["registry/src/index/app-1.0.0", "git/checkouts/app/0123456"] {
            let mut here = package(&folder.path().join("cargo").join(part));
            here.cargo_home = Some(folder.path().join("cargo"));
            assert_eq!(here.place(None), Place::Foreign, "{part}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn cargo_home_behind_a_symbolic_link_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut here = package(&folder.path().join("real/registry/src/index/app-1.0.0"));
        std::os::unix::fs::symlink(folder.path().join("real"), folder.path().join("cargo")).unwrap();
        here.cargo_home = Some(folder.path().join("cargo"));
        assert_eq!(here.place(None), Place::Foreign);
    }

    #[test]
    fn a_vendored_package_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let here = package(&folder.path().join("vendor/app"));
        assert_eq!(here.place(None), Place::Own, "a folder's name says nothing");
        std::fs::write(here.package.join(".cargo-checksum.json"), "{}").unwrap();
        assert_eq!(here.place(None), Place::Foreign);
    }

    #[test]
    fn what_cargo_package_builds_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let here = package(&folder.path().join("target/package/app-1.0.0"));
        assert_eq!(here.place(None), Place::Foreign);

        let elsewhere = package(&folder.path().join("build/package/app-1.0.0"));
        assert_eq!(elsewhere.place(None), Place::Own);
        std::fs::write(elsewhere.package.join("Cargo.toml.orig"), "").unwrap();
        assert_eq!(elsewhere.place(None), Place::Foreign);
    }

    #[test]
    fn docs_rs_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let here = Surroundings {
            docs_rs: true,
            ..package(folder.path())
        };
        assert_eq!(here.place(None), Place::Foreign);
    }

    #[test]
    fn a_folder_below_out_dir_is_always_written() {
        let folder = tempfile::tempdir().unwrap();
        let out_dir = folder.path().join("target/debug/build/app/out");
        std::fs::create_dir_all(&out_dir).unwrap();
        let here = Surroundings {
            out_dir: Some(out_dir.clone()),
            docs_rs: true,
            ..package(&folder.path().join("target/package/app-1.0.0"))
        };
        assert_eq!(here.place(Some(&out_dir)), Place::Own);
        assert_eq!(here.place(Some(&out_dir.join("manifests"))), Place::Own);
        assert_eq!(here.place(Some(&out_dir.join("../elsewhere"))), Place::Foreign);
        assert_eq!(here.place(Some(Path::new("config"))), Place::Foreign);
    }
}
