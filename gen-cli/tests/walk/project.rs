//! Projects in temporary folders.

use gen_cli::walk::{LoadOptions, Module, Sources, Workspace, on_large_stack};
use kubewright_core::diag::Diagnostic;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use tempfile::TempDir;

pub(crate) struct Project {
    folder: TempDir,
}

/// A manifest of a package `name` with more tables below.
pub(crate) fn manifest(name: &str, more: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n{more}\n")
}

impl Project {
    /// A folder with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let project = Self {
            folder: TempDir::new().unwrap(),
        };
        for (path, text) in files {
            project.write(path, text.as_bytes());
        }
        project
    }

    /// A package `demo` with this library and more files.
    pub(crate) fn library(lib: &str, more: &[(&str, &str)]) -> Self {
        let project = Self::new(&[("Cargo.toml", &manifest("demo", "")), ("src/lib.rs", lib)]);
        for (path, text) in more {
            project.write(path, text.as_bytes());
        }
        project
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn options(&self) -> LoadOptions {
        LoadOptions {
            manifest_path: Some(self.path("Cargo.toml")),
            packages: Vec::new(),
        }
    }

    /// Loads the workspace and hands it on; panics where it can't be loaded.
    pub(crate) fn with<T: Send>(&self, work: impl FnOnce(&Workspace) -> T + Send) -> T {
        load(&self.options(), |workspace| work(&workspace.unwrap()))
    }

    /// What `show` makes of the modules of the first crate.
    pub(crate) fn modules(&self) -> Vec<String> {
        self.with(|workspace| {
            let modules = workspace.packages()[0].crates().unwrap()[0].modules().unwrap();
            modules
                .iter()
                .map(|module| show(workspace.sources(), module))
                .collect()
        })
    }

    /// What is wrong in the modules of the first crate, as `code place message (note)`.
    pub(crate) fn errors(&self) -> Vec<String> {
        self.with(|workspace| {
            let errors = workspace.packages()[0].crates().unwrap()[0]
                .modules()
                .unwrap_err();
            errors
                .iter()
                .map(|error| show_error(workspace.sources(), error))
                .collect()
        })
    }

    /// The names of all that stands in the folder, sorted.
    pub(crate) fn everything(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut todo = vec![self.folder.path().to_path_buf()];
        while let Some(folder) = todo.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                found.push(
                    path.strip_prefix(self.folder.path())
                        .unwrap()
                        .display()
                        .to_string(),
                );
                if path.is_dir() {
                    todo.push(path);
                }
            }
        }
        found.sort();
        found
    }
}

pub(crate) fn load<T: Send>(
    options: &LoadOptions,
    work: impl FnOnce(Result<Workspace, Vec<Diagnostic>>) -> T + Send,
) -> T {
    on_large_stack(|stack| work(Workspace::load(stack, options))).unwrap()
}

/// `a::b = src/a/b.rs [Struct S, fn f]`: a module's path, file and items.
pub(crate) fn show(sources: &Rc<Sources>, module: &Module) -> String {
    let file = &sources.file(module.file).unwrap().display;
    let items: Vec<_> = module.items.iter().map(|item| name(&item.ast)).collect();
    format!("{} = {file} [{}]", module.path.join("::"), items.join(" "))
}

pub(crate) fn name(item: &syn::Item) -> String {
    match item {
        syn::Item::Struct(item) => item.ident.to_string(),
        syn::Item::Enum(item) => item.ident.to_string(),
        syn::Item::Fn(item) => item.sig.ident.to_string(),
        syn::Item::Const(item) => item.ident.to_string(),
        syn::Item::Macro(_) => "macro".to_owned(),
        _ => "other".to_owned(),
    }
}

pub(crate) fn show_error(sources: &Sources, error: &Diagnostic) -> String {
    let place = sources
        .place(error.span)
        .map(|place| format!(" {place}"))
        .unwrap_or_default();
    let note = error
        .note
        .as_ref()
        .map(|note| format!(" ({note})"))
        .unwrap_or_default();
    format!("{}{place} {}{note}", error.code, error.message)
}

/// The workspace that this package belongs to.
pub(crate) fn own_workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml")
}
