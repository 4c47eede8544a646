//! The source files that were read, each once, and the places in them.

use super::ahead::Ahead;
use kubewright_core::span::Span;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A file larger than this is refused, in bytes.
const MAX_BYTES: u64 = 32 << 20;

/// More than this is not parsed in all, in bytes; a file counts for each module that it is. The parser keeps all of it
/// and numbers it with 32 bits.
const MAX_PARSED: usize = 1 << 30;

/// A source file: its index in the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A source file as rustc sees it: no byte order mark, `\n` for `\r\n`.
#[derive(Debug)]
pub struct SourceFile {
    /// Its index.
    pub id: FileId,
    /// The path to show: relative to the workspace's root, or `name-version/…` in a dependency; with `/`.
    pub display: String,
    /// The path on this machine.
    pub path: PathBuf,
    /// The text. Of a file that is not UTF-8: what comes before the first wrong byte.
    pub text: String,
    /// The number of the span of its first byte; see [`Sources::span`].
    base: u32,
    /// The byte offset of each line's start.
    lines: Vec<usize>,
}

/// A place in a file, for people: lines and columns count from 1, columns in characters.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub file: Rc<SourceFile>,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// How many characters of this line the place covers; at least 1.
    pub width: usize,
    /// The bytes of the file's text that the place covers.
    pub bytes: Range<usize>,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file.display, self.line, self.column)
    }
}

/// Why a file can't be read.
#[derive(Debug)]
pub(super) enum ReadError {
    /// The system says so.
    Io(String),
    /// A folder, a device, a pipe.
    NotAFile,
    /// Larger than the limit.
    TooLarge,
    /// Not UTF-8, at this place.
    NotUtf8(Span),
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Io(error) => f.write_str(error),
            Self::NotAFile => f.write_str("it is no regular file"),
            Self::TooLarge => write!(f, "it is larger than {} MiB", MAX_BYTES >> 20),
            Self::NotUtf8(_) => f.write_str("it is not UTF-8"),
        }
    }
}

/// All files read so far, and the side table of the spans.
///
/// A span's number is the position of its first byte in all files laid end to end, in the order of reading. So spans
/// sort by place, and only their ends need a table.
#[derive(Debug, Default)]
pub struct Sources {
    files: RefCell<Vec<Rc<SourceFile>>>,
    by_path: RefCell<HashMap<PathBuf, FileId>>,
    ends: RefCell<HashMap<u32, u32>>,
    parsed: Cell<usize>,
    pub(super) ahead: Ahead,
}

impl Sources {
    /// Every file read so far, in the order of reading.
    #[must_use]
    pub fn files(&self) -> Vec<Rc<SourceFile>> {
        self.files.borrow().clone()
    }

    /// A file by its index.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<Rc<SourceFile>> {
        self.files.borrow().get(id.0 as usize).cloned()
    }

    /// The plain-data span of a token or node of `file`; none for what stands in no file (made by a macro or a tool).
    #[must_use]
    pub fn span(&self, file: FileId, span: proc_macro2::Span) -> Span {
        let range = span.byte_range();
        if range.end == 0 && range.start == 0 && span.start().line <= 1 && span.source_text().is_none() {
            return Span::NONE;
        }
        self.span_of_bytes(file, range.start, range.end)
    }

    /// The span of the bytes from `start` to `end` of a file's text. Of several from one start the shortest is shown.
    pub(super) fn span_of_bytes(&self, file: FileId, start: usize, end: usize) -> Span {
        let Some(file) = self.file(file) else {
            return Span::NONE;
        };
        let number = |offset: usize| {
            let offset = u32::try_from(offset.min(file.text.len())).unwrap_or(u32::MAX);
            file.base.saturating_add(offset)
        };
        let (start, end) = (number(start), number(end));
        self.ends
            .borrow_mut()
            .entry(start)
            .and_modify(|known| *known = end.min(*known))
            .or_insert(end);
        Span::new(start)
    }

    /// Counts a file that is to be parsed; whether that is still within the limit.
    pub(super) fn may_parse(&self, file: &SourceFile) -> bool {
        self.parsed.set(self.parsed.get().saturating_add(file.text.len()));
        self.parsed.get() <= MAX_PARSED
    }

    /// The end of what is written in a file.
    pub(super) fn end_of(&self, file: &SourceFile) -> Span {
        let end = file.text.trim_end().len();
        self.span_of_bytes(file.id, end, end)
    }

    /// Where a span stands; nothing for [`Span::NONE`].
    #[must_use]
    pub fn place(&self, span: Span) -> Option<Place> {
        if span.is_none() {
            return None;
        }
        let files = self.files.borrow();
        let index = files
            .partition_point(|file| file.base <= span.id())
            .checked_sub(1)?;
        let file = Rc::clone(files.get(index)?);
        let offset = (span.id() - file.base) as usize;
        let line = file.lines.partition_point(|&start| start <= offset);
        let start = *file.lines.get(line.checked_sub(1)?)?;
        let end = self
            .ends
            .borrow()
            .get(&span.id())
            .map_or(offset, |end| (end - file.base) as usize);
        let chars = |from: usize, to: usize| file.text.get(from..to).map_or(0, |text| text.chars().count());
        let end_of_line = file
            .lines
            .get(line)
            .map_or(file.text.len(), |next| next.saturating_sub(1));
        let (column, width) = (
            chars(start, offset) + 1,
            chars(offset, end.min(end_of_line)).max(1),
        );
        Some(Place {
            file,
            line,
            column,
            width,
            bytes: offset..end,
        })
    }

    /// Reads a file, or gives the one that was read before. `display` is called with the path without symlinks.
    pub(super) fn read(
        &self,
        path: &Path,
        display: impl FnOnce(&Path) -> String,
    ) -> Result<Rc<SourceFile>, ReadError> {
        let io = |error: std::io::Error| ReadError::Io(error.to_string());
        let path = std::fs::canonicalize(path).map_err(io)?;
        let known = self.by_path.borrow().get(&path).copied();
        if let Some(file) = known.and_then(|id| self.file(id)) {
            return Ok(file);
        }
        let about = std::fs::metadata(&path).map_err(io)?;
        if !about.is_file() {
            return Err(ReadError::NotAFile);
        }
        if about.len() > MAX_BYTES {
            return Err(ReadError::TooLarge);
        }
        let bytes = std::fs::read(&path).map_err(io)?;
        let display = display(&path);
        match String::from_utf8(bytes) {
            Ok(text) => self.add(path, display, as_rustc_reads(text)),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let mut bytes = error.into_bytes();
                bytes.truncate(valid);
                let text = as_rustc_reads(String::from_utf8_lossy(&bytes).into_owned());
                let end = text.len();
                let file = self.add(path.clone(), display, text)?;
                self.by_path.borrow_mut().remove(&path);
                Err(ReadError::NotUtf8(self.span_of_bytes(file.id, end, end)))
            }
        }
    }

    fn add(&self, path: PathBuf, display: String, text: String) -> Result<Rc<SourceFile>, ReadError> {
        let mut files = self.files.borrow_mut();
        // One number more than bytes, so that the end of a file is a place of its own.
        let base = files.last().map_or(Some(1), |last| {
            last.base
                .checked_add(u32::try_from(last.text.len()).ok()?)?
                .checked_add(1)
        });
        let room = base.and_then(|base| base.checked_add(u32::try_from(text.len()).ok()?));
        let (Some(base), Some(_), Ok(id)) = (base, room, u32::try_from(files.len())) else {
            return Err(ReadError::Io("more than 4 GiB of source were read".to_owned()));
        };
        let lines = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        let file = Rc::new(SourceFile {
            id: FileId(id),
            display,
            path,
            text,
            base,
            lines,
        });
        self.by_path.borrow_mut().insert(file.path.clone(), file.id);
        files.push(Rc::clone(&file));
        Ok(file)
    }
}

/// rustc drops a byte order mark and turns `\r\n` into `\n` before it reads anything, also inside raw strings.
pub(super) fn as_rustc_reads(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    if text.contains("\r\n") {
        text = text.replace("\r\n", "\n");
    }
    text
}
