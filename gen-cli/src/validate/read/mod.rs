//! Texts as documents: YAML and JSON, read as kubectl reads them before it asks the server.

mod json;
mod scalar;
mod yaml;

#[cfg(test)]
mod tests;

use serde_json::Value;

/// A document of a file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Document {
    /// What it holds.
    pub(crate) value: Value,
    /// The line that it starts on, from 1.
    pub(crate) line: usize,
    /// The lines that its root's `items` start on, as far as they are known.
    pub(crate) item_lines: Vec<usize>,
}

/// Why a document can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The line, from 1; none where there is none to name.
    pub(crate) line: Option<usize>,
    /// What is wrong.
    pub(crate) message: String,
}

impl Fault {
    fn at(line: usize, message: impl Into<String>) -> Self {
        Self {
            line: Some(line),
            message: message.into(),
        }
    }
}

/// What a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// JSON, and nothing else.
    Json,
    /// YAML, or JSON where it starts with `{` and is.
    Either,
}

/// The documents of a text, empty ones left out; each that can't be read is a fault.
pub(crate) fn documents(bytes: &[u8], language: Language) -> Vec<Result<Document, Fault>> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            return vec![Err(Fault::at(lines(before) + 1, "not UTF-8"))];
        }
    };
    if language == Language::Json {
        return json::documents(text);
    }
    if text.trim_start().starts_with('{') {
        let read = json::documents(text);
        if read.iter().all(Result::is_ok) {
            return read;
        }
        // Only JSON calls a field written twice by that name; what it takes for wrong may be right as YAML.
        let as_yaml = yaml::documents(text);
        return if as_yaml.iter().all(Result::is_ok) {
            as_yaml
        } else {
            read
        };
    }
    yaml::documents(text)
}

/// How many lines end in these bytes.
fn lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}
