//! One run: from options to the files of each package.

use crate::lints::Warnings;
use crate::options::Options;
use crate::output::{Files, compare};
use crate::report::{Frames, Style, render};
use crate::resolve::{self, Found};
use crate::settings::Settings;
use crate::validate::{Language, documents};
use crate::walk::{LargeStack, LoadOptions, Package, Sources, Workspace, on_large_stack};
use kubewright_admission::KubernetesVersion;
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::emit;
use kubewright_core::rbac;
use kubewright_core::span::Span;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The folder of the CRDs, below the output folder.
const CRDS: &str = "crd/bases";
/// The file of the namespaces.
const NAMESPACES: &str = "namespace.yaml";
/// What it says to who reads it: whatever else is deleted of ours takes nothing of others' along.
const NAMESPACES_COMMENT: &str =
    "# `kubectl delete -f` on this file, or on its folder, deletes the namespaces and all that is in them.\n";

/// What a package's source makes.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The package's name.
    pub package: String,
    /// The package's folder.
    pub folder: PathBuf,
    /// Where the files go.
    pub out: PathBuf,
    /// The same for people: relative to the current folder where it lies below it.
    pub shown_out: String,
    /// The files.
    pub files: Files,
    /// Every file that was read to make them.
    pub read: Vec<PathBuf>,
    /// The Kubernetes version whose API server takes them.
    pub kubernetes_version: KubernetesVersion,
    /// What lints say of them, and which settings have no effect.
    pub warnings: Warnings,
}

impl Generated {
    /// The CRDs among the files.
    #[must_use]
    pub fn crds(&self) -> Vec<Value> {
        let texts = self.files.texts.iter();
        let crds = texts.filter(|(name, _)| name.starts_with(CRDS));
        let documents = crds.flat_map(|(_, text)| documents(text.as_bytes(), Language::Either));
        // What is written can be read.
        documents.flatten().map(|document| document.value).collect()
    }
}

/// Why nothing was made: diagnostics, and the sources that they point into.
#[derive(Debug)]
pub struct Failure {
    /// What is wrong, sorted.
    pub diagnostics: Vec<Diagnostic>,
    frames: Frames,
}

impl Failure {
    /// The diagnostics as text.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        render(&self.diagnostics, &self.frames, style)
    }

    /// The system has no thread to give.
    pub(crate) fn no_thread(error: &std::io::Error) -> Self {
        let message = format!("no thread can be started: {error}");
        Self::without_places(vec![Diagnostic::new(Code::Usage, Span::NONE, "", message)])
    }

    /// What is wrong with no place in any source.
    pub(crate) fn without_places(diagnostics: Vec<Diagnostic>) -> Self {
        Self::new(diagnostics, None)
    }

    fn new(mut diagnostics: Vec<Diagnostic>, sources: Option<&Sources>) -> Self {
        diagnostics.sort_by(|a, b| {
            (a.span, &a.path, a.code, &a.message).cmp(&(b.span, &b.path, b.code, &b.message))
        });
        diagnostics.dedup();
        let frames = sources
            .map(|sources| Frames::of(&diagnostics, sources))
            .unwrap_or_default();
        Self { diagnostics, frames }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.render(Style::Plain))
    }
}

impl std::error::Error for Failure {}

/// Reads the packages and makes their files; writes nothing.
///
/// # Errors
/// Everything that is wrong, all packages included.
pub fn generate(options: &Options) -> Result<Vec<Generated>, Failure> {
    read_packages(options, |_| false)
}

/// The same; and of packages that make nothing (any more) those in whose folders files of ours lie: all are stale.
///
/// # Errors
/// As [`generate`].
pub(crate) fn generate_or_find_stale(options: &Options) -> Result<Vec<Generated>, Failure> {
    // What can't be read is said by who reads it to do something about it.
    read_packages(options, |idle| {
        compare(&idle.out, &idle.files).map_or(true, |stale| !stale.is_empty())
    })
}

fn read_packages(options: &Options, is_stale: fn(&Generated) -> bool) -> Result<Vec<Generated>, Failure> {
    on_large_stack(|stack| {
        let load = LoadOptions {
            manifest_path: options.manifest_path.clone(),
            packages: options.packages.clone(),
        };
        let workspace = Workspace::load(stack, &load).map_err(Failure::without_places)?;
        let (mut generated, mut wrong) = (Vec::new(), Vec::new());
        for package in workspace.packages() {
            match of_package(stack, &workspace, package, options) {
                Ok(made) => generated.push(made),
                Err(others) => wrong.extend(others),
            }
        }
        if wrong.is_empty() {
            (generated, wrong) = chosen(generated, options, is_stale);
        }
        if wrong.is_empty() {
            Ok(generated)
        } else {
            Err(Failure::new(wrong, Some(workspace.sources())))
        }
    })
    .unwrap_or_else(|error| Err(Failure::no_thread(&error)))
}

/// Those of the packages that count, and what is wrong with the choice: a package was meant that makes nothing, or
/// files of several would go to one folder.
fn chosen(
    all: Vec<Generated>,
    options: &Options,
    is_stale: fn(&Generated) -> bool,
) -> (Vec<Generated>, Vec<Diagnostic>) {
    let is_meant = !options.packages.is_empty() || all.len() == 1;
    let (mut counting, idle): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|made| !made.files.texts.is_empty());
    if options.out.is_some() && counting.len() > 1 {
        return (Vec::new(), vec![one_folder_for_several()]);
    }
    let mut empty = Vec::new();
    for package in idle {
        // In a folder that another package writes to, the files are that one's.
        let is_shared = options.out.is_some() && !counting.is_empty();
        if !is_shared && is_stale(&package) {
            counting.push(package);
        } else {
            empty.push(package);
        }
    }
    let wrong = if is_meant || counting.is_empty() {
        empty.iter().map(nothing_found).collect()
    } else {
        Vec::new()
    };
    counting.sort_by(|a, b| a.package.cmp(&b.package));
    (counting, wrong)
}

fn of_package(
    stack: &LargeStack,
    workspace: &Workspace,
    package: &Package,
    options: &Options,
) -> Result<Generated, Vec<Diagnostic>> {
    let Settings {
        names,
        descriptions,
        kubernetes_version,
    } = Settings::of(package.name(), &package.config().table, options)?;
    let mut found = resolve::read(stack, workspace, package, descriptions, kubernetes_version)?;
    let mut files = Files::default();
    files.folders.extend([CRDS.to_owned(), "rbac".to_owned()]);
    for kind in std::mem::take(&mut found.kinds) {
        files.texts.insert(format!("{CRDS}/{}", kind.name), kind.text);
    }
    if !found.grants.is_empty() {
        for (name, documents) in rbac::manifests(&found.grants, &names) {
            let text = emit::generated_file(&documents);
            let text = if name == NAMESPACES {
                with_comment(&text, NAMESPACES_COMMENT)
            } else {
                text
            };
            files.texts.insert(format!("rbac/{name}"), text);
        }
    }
    let folder = package.dir().to_path_buf();
    let out = options.out.clone().unwrap_or_else(|| folder.join("config"));
    Ok(Generated {
        package: package.name().to_owned(),
        shown_out: shown(&out),
        read: files_read(workspace, &folder, &found),
        kubernetes_version: found.kubernetes_version,
        warnings: Warnings::new(found.warned, workspace.sources()),
        folder,
        out,
        files,
    })
}

/// A generated file with a comment below its first line.
fn with_comment(text: &str, comment: &str) -> String {
    match text.split_once('\n') {
        Some((first, rest)) => format!("{first}\n{comment}{rest}"),
        None => text.to_owned(),
    }
}

/// The package's manifests and every source file that was read.
fn files_read(workspace: &Workspace, folder: &Path, found: &Found) -> Vec<PathBuf> {
    let mut read = vec![
        folder.join("Cargo.toml"),
        workspace.root().join("Cargo.toml"),
        workspace.root().join("Cargo.lock"),
    ];
    read.extend(workspace.files_read().iter().map(|file| file.path.clone()));
    read.extend(found.kubernetes_files.iter().cloned());
    read.retain(|path| path.is_file());
    read.sort();
    read.dedup();
    read
}

/// A folder for people: with `/`, relative to the current folder where it lies below it.
fn shown(folder: &Path) -> String {
    let here = std::env::current_dir()
        .ok()
        .and_then(|here| here.canonicalize().ok());
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let relative = here
        .as_deref()
        .and_then(|here| whole.strip_prefix(here).ok())
        .unwrap_or(folder);
    relative.to_string_lossy().replace('\\', "/")
}

fn nothing_found(made: &Generated) -> Diagnostic {
    Diagnostic::new(
        Code::NothingFound,
        Span::NONE,
        "",
        format!("`{}` has nothing to generate", made.package),
    )
    .note("no type of it derives `kubewright::CustomResource`, and no item has `#[rbac(…)]`")
    .help("name another package with `-p`, or another `--manifest-path`")
}

fn one_folder_for_several() -> Diagnostic {
    Diagnostic::new(Code::Usage, Span::NONE, "", "one `--out` for several packages")
        .note("each package has a role.yaml of its own")
        .help("name one package with `-p`")
}
