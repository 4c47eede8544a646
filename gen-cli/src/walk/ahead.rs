//! Files that are parsed while cargo is still busy: what is going to be read lies below `src`, mostly.

use super::parse;
use super::source::{SourceFile, as_rustc_reads};
use super::stack::LargeStack;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// No more than this is parsed ahead, in bytes.
const MAX_BYTES: u64 = 8 << 20;

/// A larger file is left for later, in bytes: it would go on long after cargo is done, perhaps for nothing.
const LARGE: u64 = 1 << 19;

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
                } else if about.is_file()
                    && about.len() < LARGE
                    && path.extension().is_some_and(|end| end == "rs")
                {
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

#[cfg(test)]
mod tests {
    use super::super::source::Sources;
    use super::super::stack::on_large_stack;

    #[test]
    fn a_file_that_was_parsed_ahead_counts_as_long_as_it_is_what_it_was() {
        on_large_stack(|stack| {
            let folder = tempfile::tempdir().unwrap();
            let below = folder.path().join("below");
            std::fs::create_dir(&below).unwrap();
            for (name, text) in [
                ("same.rs", "struct A;"),
                ("changed.rs", "struct B;"),
                ("wrong.rs", "struct"),
            ] {
                std::fs::write(below.join(name), text).unwrap();
            }
            let sources = Sources::default();
            sources.ahead.parse_below(stack, folder.path(), &mut || true);
            std::fs::write(below.join("changed.rs"), "struct C;").unwrap();
            let taken = |name: &str| {
                let file = sources.read(&below.join(name), |_| name.to_owned()).unwrap();
                sources.ahead.take(&file).is_some()
            };
            assert_eq!(
                ["same.rs", "changed.rs", "wrong.rs"].map(taken),
                [true, false, false]
            );
            assert!(sources.files().len() == 3, "what is parsed ahead is not read yet");
        })
        .unwrap();
    }

    #[test]
    fn nothing_is_parsed_once_it_should_not_go_on() {
        on_large_stack(|stack| {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("a.rs"), "struct A;").unwrap();
            let sources = Sources::default();
            sources.ahead.parse_below(stack, folder.path(), &mut || false);
            let file = sources
                .read(&folder.path().join("a.rs"), |_| String::new())
                .unwrap();
            assert!(sources.ahead.take(&file).is_none());
        })
        .unwrap();
    }
}
