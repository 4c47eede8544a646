//! Files, folders and standard input: what is read, in which order.

use super::part::{Notice, Part, parts};
use super::read::{Language, documents};
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The name of standard input in what is said of it.
const STDIN: &str = "<stdin>";
/// What kustomize reads; nothing that a server takes.
const KUSTOMIZATIONS: [&str; 3] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// What the inputs hold, in their order.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    /// The objects.
    pub(crate) parts: Vec<Part>,
    /// What can't be read.
    pub(crate) errors: Vec<Notice>,
    /// What is passed over.
    pub(crate) skipped: Vec<Notice>,
}

/// Reads files, folders (recursively, in the order of their names) and, for `-`, standard input.
pub(crate) fn read(paths: &[PathBuf]) -> Inputs {
    let mut inputs = Inputs::default();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.standard_input();
        } else if path.is_dir() {
            let before = inputs.count();
            inputs.folder(path, &mut BTreeSet::new());
            if inputs.count() == before {
                inputs.errors.push(Notice::new(
                    shown(path),
                    "no *.yaml, *.yml or *.json file in this folder",
                ));
            }
        } else {
            inputs.file(path, true);
        }
    }
    inputs
}

/// A path for people: with `/`.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

impl Inputs {
    fn count(&self) -> usize {
        self.parts.len() + self.errors.len() + self.skipped.len()
    }

    fn standard_input(&mut self) {
        let mut bytes = Vec::new();
        match std::io::stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => self.text(STDIN.to_owned(), &bytes, Language::Either, true),
            Err(error) => self.errors.push(Notice::new(STDIN.to_owned(), error.to_string())),
        }
    }

    fn file(&mut self, path: &Path, named: bool) {
        let is_json = path.extension().is_some_and(|ending| ending == "json");
        let language = if is_json { Language::Json } else { Language::Either };
        match std::fs::read(path) {
            Ok(bytes) => self.text(shown(path), &bytes, language, named),
            Err(error) => self.errors.push(Notice::new(shown(path), error.to_string())),
        }
    }

    fn text(&mut self, file: String, bytes: &[u8], language: Language, named: bool) {
        let documents = documents(bytes, language);
        if documents.is_empty() {
            let list = if named {
                &mut self.errors
            } else {
                &mut self.skipped
            };
            list.push(Notice::new(file, "no document in this file"));
            return;
        }
        for document in documents {
            match document {
                Ok(document) => parts(&file, document, &mut self.parts, &mut self.errors),
                Err(fault) => self
                    .errors
                    .push(Notice::at(file.clone(), fault.line, fault.message)),
            }
        }
    }

    /// `above` are the folders that this one lies in, as they are really called.
    fn folder(&mut self, folder: &Path, above: &mut BTreeSet<PathBuf>) {
        let entries = folder.canonicalize().and_then(|real| {
            let entries = std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
            Ok((real, entries.collect::<Result<Vec<_>, _>>()?))
        });
        let (real, mut entries) = match entries {
            Ok(found) => found,
            Err(error) => {
                self.errors.push(Notice::new(shown(folder), error.to_string()));
                return;
            }
        };
        if !above.insert(real.clone()) {
            let why = "a symbolic link to a folder that it lies in itself";
            self.errors.push(Notice::new(shown(folder), why));
            return;
        }
        entries.sort();
        for path in entries {
            if path.is_dir() {
                self.folder(&path, above);
            } else {
                self.found(&path);
            }
        }
        above.remove(&real);
    }

    /// A file of a folder.
    fn found(&mut self, path: &Path) {
        let is_kustomization = path
            .file_name()
            .is_some_and(|name| KUSTOMIZATIONS.iter().any(|other| name == *other));
        let ending = path.extension().unwrap_or_default();
        if is_kustomization {
            self.skipped
                .push(Notice::new(shown(path), "kustomize reads it, no server"));
        } else if ["yaml", "yml", "json"].iter().any(|other| ending == *other) {
            self.regular_file(path);
        }
    }

    /// What only happens to lie in a folder is not waited for: a pipe that nobody writes into would never end. One that
    /// is named is meant (`/dev/stdin`, what a shell makes of `<(…)`).
    fn regular_file(&mut self, path: &Path) {
        match std::fs::metadata(path) {
            Ok(what) if !what.is_file() => {
                let why = "no regular file: it is read only where it is named itself";
                self.errors.push(Notice::new(shown(path), why));
            }
            // What can't be found is said by who opens it.
            _ => self.file(path, false),
        }
    }
}
