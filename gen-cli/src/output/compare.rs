//! What differs between what a run makes and what lies on the disk.

use super::found::{Found, look};
use super::{FileError, Files, place};
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::emit::GENERATED;
use kubewright_core::span::Span;
use std::path::Path;

/// One file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    /// It is not there.
    Missing,
    /// It is there with another text (held here).
    Differs(String),
    /// It bears our first line, and nothing makes it any more.
    Stale(String),
    /// In its place is a file that does not bear our first line: somebody else's, never touched.
    Foreign,
}

/// Every file that is not as it should be, by name, sorted.
///
/// # Errors
/// A file or folder can't be read.
pub(crate) fn compare(out: &Path, files: &Files) -> Result<Vec<(String, Change)>, FileError> {
    let mut changes = Vec::new();
    for (name, text) in &files.texts {
        let change = match look(&place(out, name))? {
            Found::Nothing => Change::Missing,
            Found::Foreign => Change::Foreign,
            Found::Ours(old) if !is_the_same(&old, text) => Change::Differs(shown(old)),
            Found::Ours(_) => continue,
        };
        changes.push((name.clone(), change));
    }
    for folder in &files.folders {
        let others = generated_in(out, folder, |name| files.texts.contains_key(name))?;
        changes.extend(others.into_iter().map(|(name, text)| (name, Change::Stale(text))));
    }
    changes.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(changes)
}

/// The error for files of somebody else that stand where ours would be written; none where there are none.
/// `changes` are those of folders, each with the name that people know it by.
pub(crate) fn in_the_way<'c>(
    changes: impl IntoIterator<Item = (&'c str, &'c [(String, Change)])>,
) -> Option<Diagnostic> {
    let files: Vec<String> = changes
        .into_iter()
        .flat_map(|(out, changes)| {
            let foreign = changes.iter().filter(|(_, change)| *change == Change::Foreign);
            foreign.map(move |(name, _)| format!("{out}/{name}"))
        })
        .collect();
    let message = match files.as_slice() {
        [] => return None,
        [one] => format!("`{one}` is in the way: gen-cli did not write it"),
        several => format!(
            "{} files are in the way: gen-cli did not write them\n{}",
            several.len(),
            several.join("\n")
        ),
    };
    let why = format!("what does not begin with `{GENERATED}` is never touched");
    let way_out = "move or delete what is there, or let gen-cli write elsewhere with `--out` (in a build script: \
                   `Options::out`)";
    Some(
        Diagnostic::new(Code::OutputUnwritable, Span::NONE, "", message)
            .note(why)
            .help(way_out),
    )
}

/// The generated files right in a folder, those that bear our first line; but the known ones, which are not read.
fn generated_in(
    out: &Path,
    folder: &str,
    known: impl Fn(&str) -> bool,
) -> Result<Vec<(String, String)>, FileError> {
    let path = place(out, folder);
    let unreadable = |cause| FileError {
        doing: "read",
        path: path.clone(),
        cause,
    };
    let entries = match std::fs::read_dir(&path) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(unreadable(cause)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(unreadable)?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let file = format!("{folder}/{name}");
        if !name.ends_with(".yaml") || known(&file) || !entry.path().is_file() {
            continue;
        }
        match look(&entry.path())? {
            // An empty file is nothing that we have made.
            Found::Ours(bytes) if !bytes.is_empty() => found.push((file, shown(bytes))),
            _ => {}
        }
    }
    Ok(found)
}

/// Whether a file holds this text. A checkout may have turned the line breaks into CRLF; that is no difference.
fn is_the_same(file: &[u8], text: &str) -> bool {
    let is_same = |(ours, theirs): (&[u8], &[u8])| ours == theirs || theirs.strip_suffix(b"\r") == Some(ours);
    let lines = |bytes| <[u8]>::split(bytes, |byte| *byte == b'\n');
    let (ours, theirs) = (text.as_bytes(), file);
    ours == theirs
        || (lines(ours).count() == lines(theirs).count() && lines(ours).zip(lines(theirs)).all(is_same))
}

/// A file's bytes as text, with our line breaks. One that is not UTF-8 differs from every text that is generated, which
/// is all that is asked of it.
fn shown(bytes: Vec<u8>) -> String {
    let text = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    text.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::is_the_same;

    #[test]
    fn line_breaks_of_a_checkout_are_no_difference() {
        assert!(is_the_same(b"a\nb\n", "a\nb\n"));
        assert!(is_the_same(b"a\r\nb\r\n", "a\nb\n"));
        assert!(is_the_same(b"a\r\nb\n", "a\nb\n"));
        for other in [&b"a\r\nb\r\r\n"[..], b"a\r\nb", b"a\nb\n\n", b"a\rb\n", b""] {
            assert!(!is_the_same(other, "a\nb\n"), "{other:?}");
        }
    }
}
