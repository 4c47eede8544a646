//! Files that are parsed while cargo is still busy: what is going to be read lies below `src`, mostly.

use super::parse;
use super::source::{SourceFile, as_rustc_reads};
use super::stack::LargeStack;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// No more than this is parsed ahead, in bytes.
const MAX_BYTES: u64 = 8 << 20;

/// Parsed files that nobody has asked for yet, by their path without symlinks.
#[derive(Debug, Default)]
pub(super) struct Ahead(RefCell<HashMap<PathBuf, Parsed>>);

#[derive(Debug)]
struct Parsed {
    text: String,
    syntax: syn::File,
}

impl Ahead {
    /// Parses files below a folder for as long as it `goes_on`. What is wrong with one is said when it is asked for.
    pub(super) fn parse_below(&self, _: &LargeStack, folder: &Path, goes_on: &mut dyn FnMut() -> bool) {
        let mut room = MAX_BYTES;
        let mut folders: Vec<PathBuf> = folder.canonicalize().into_iter().collect();
        while let Some(folder) = folders.pop() {
            let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
            for entry in entries {
                let Ok(about) = entry.metadata() else { continue };
                let path = entry.path();
                // What is behind a symlink has another path.
                if about.is_dir() {
                    folders.push(path);
                } else if about.is_file() && path.extension().is_some_and(|end| end == "rs") {
                    if about.len() > room || !goes_on() {
                        return;
                    }
                    room -= about.len();
                    self.parse(path);
                }
            }
        }
    }

    fn parse(&self, path: PathBuf) {
        let Ok(text) = std::fs::read_to_string(&path) else {
            return;
        };
        let text = as_rustc_reads(text);
        if let Ok(syntax) = parse::parse_text(&text) {
            self.0.borrow_mut().insert(path, Parsed { text, syntax });
        }
    }

    /// The file, if it was parsed and is still what it was.
    pub(super) fn take(&self, file: &SourceFile) -> Option<syn::File> {
        let parsed = self.0.borrow_mut().remove(&file.path)?;
        (parsed.text == file.text).then_some(parsed.syntax)
    }
}
