//! YAML as kubectl reads it, but with an error for a key that is written twice.

use super::{Document, Fault, scalar};
use crate::validate::answer::MAX_BODY;
use granit_parser::{Event, Parser};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// How deep lists and maps nest at most, as in Go's reader.
const MAX_DEPTH: usize = 10_000;
/// How many nodes are kept for aliases at most.
const MAX_ANCHORED: u64 = 10_000_000;
/// How many bytes of text are copied at most, for aliases and by them. A request may have a twentieth of it.
const MAX_COPIED: usize = 64 << 20;

/// The documents of a text, empty ones left out. Behind a fault reading goes on with the next line that starts
/// with `---`.
pub(super) fn documents(text: &str) -> Vec<Result<Document, Fault>> {
    let mut found = Vec::new();
    let (mut rest, mut above) = (text, 0);
    loop {
        let Err(fault) = stream(rest, above, &mut found) else {
            return found;
        };
        let at = fault.line.unwrap_or_default();
        found.push(Err(fault));
        match next_document(rest, above, at) {
            Some(next) => (rest, above) = next,
            None => return found,
        }
    }
}

/// What starts with the first separator on a line from `from` on, below the first line; and how many lines lie
/// above.
fn next_document(rest: &str, above: usize, from: usize) -> Option<(&str, usize)> {
    let mut start = 0;
    for (index, line) in rest.split_inclusive('\n').enumerate() {
        let number = above + index + 1;
        if index > 0 && number >= from && is_separator(line) {
            return Some((rest.get(start..)?, number - 1));
        }
        start += line.len();
    }
    None
}

fn is_separator(line: &str) -> bool {
    line.strip_prefix("---")
        .is_some_and(|after| after.is_empty() || after.starts_with(char::is_whitespace))
}

fn stream(text: &str, above: usize, found: &mut Vec<Result<Document, Fault>>) -> Result<(), Fault> {
    let mut options = granit_parser::options! {
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
        block_scalar_eof_without_line_feed: true,
    };
    options.set_emit_comments(false);
    let mut builder = Builder::default();
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) =
            next.map_err(|error| Fault::at(above + error.marker().line(), error.info().to_owned()))?;
        let line = above + span.start.line();
        builder
            .take(event, line)
            .map_err(|message| Fault::at(line, message))?;
        found.extend(builder.document.take().map(Ok));
    }
    Ok(())
}

/// A list or map that is not yet at its end.
enum Open {
    List(Vec<Value>),
    Map(Fields),
}

#[derive(Default)]
struct Fields {
    entries: Map<String, Value>,
    key: Option<Key>,
    /// The keys that are written here, where others were merged in.
    written: Option<BTreeSet<String>>,
}

enum Key {
    Named(String),
    Merge,
}

struct Level {
    open: Open,
    anchor: usize,
    size: Size,
}

struct Anchored {
    value: Value,
    size: Size,
}

/// How large a value is.
#[derive(Clone, Copy)]
struct Size {
    /// The nodes in it, itself included.
    nodes: u64,
    /// The bytes of their texts.
    bytes: usize,
}

impl Size {
    const NODE: Self = Self { nodes: 1, bytes: 0 };

    fn of_scalar(value: &Value) -> Self {
        Self {
            bytes: value.as_str().map_or(0, str::len),
            ..Self::NODE
        }
    }

    fn add(&mut self, other: Self) {
        self.nodes = self.nodes.saturating_add(other.nodes);
        self.bytes = self.bytes.saturating_add(other.bytes);
    }
}

/// Makes values of events, without recursion.
#[derive(Default)]
struct Builder {
    levels: Vec<Level>,
    anchors: BTreeMap<usize, Anchored>,
    /// The nodes that were read, those of aliases included.
    read: u64,
    /// Those of aliases.
    aliased: u64,
    /// Those kept for aliases.
    anchored: u64,
    /// The bytes of text that were copied, for aliases and by them.
    copied: usize,
    line: usize,
    item_lines: Vec<usize>,
    document: Option<Document>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, line: usize) -> Result<(), String> {
        match event {
            Event::DocumentStart(..) => *self = Self::default(),
            Event::Scalar(text, style, anchor, tag) => {
                self.starts(line);
                let plain = style == granit_parser::ScalarStyle::Plain;
                if text == "<<" && plain && self.wants_key() {
                    self.set_key(Key::Merge);
                    return Ok(());
                }
                let value = scalar::resolve(&text, style, tag.as_deref())?;
                let size = Size::of_scalar(&value);
                self.keep(anchor, &value, size)?;
                self.put(value, size)?;
            }
            Event::SequenceStart(_, anchor, _) => self.open(Open::List(Vec::new()), anchor, line)?,
            Event::MappingStart(_, anchor, _) => self.open(Open::Map(Fields::default()), anchor, line)?,
            Event::SequenceEnd | Event::MappingEnd => self.close()?,
            Event::Alias(id) => {
                self.starts(line);
                self.alias(id)?;
            }
            _ => {}
        }
        Ok(())
    }

    /// Notes where the root and its items start.
    fn starts(&mut self, line: usize) {
        match self.levels.as_slice() {
            [] => self.line = line,
            [root, list] => {
                let in_items = matches!(&root.open, Open::Map(Fields { key: Some(Key::Named(name)), .. }) if name == "items");
                if in_items && matches!(list.open, Open::List(_)) {
                    self.item_lines.push(line);
                }
            }
            _ => {}
        }
    }

    fn wants_key(&self) -> bool {
        matches!(self.levels.last(), Some(Level { open: Open::Map(fields), .. }) if fields.key.is_none())
    }

    fn set_key(&mut self, key: Key) {
        if let Some(Level {
            open: Open::Map(fields),
            ..
        }) = self.levels.last_mut()
        {
            fields.key = Some(key);
        }
    }

    fn open(&mut self, open: Open, anchor: usize, line: usize) -> Result<(), String> {
        if self.wants_key() {
            return Err("a list or map can't be a key".to_owned());
        }
        self.starts(line);
        let size = Size::NODE;
        self.levels.push(Level { open, anchor, size });
        Ok(())
    }

    fn close(&mut self) -> Result<(), String> {
        let Some(level) = self.levels.pop() else {
            return Ok(());
        };
        let value = match level.open {
            Open::List(items) => Value::Array(items),
            Open::Map(fields) => Value::Object(fields.entries),
        };
        self.keep(level.anchor, &value, level.size)?;
        self.read = self.read.saturating_sub(level.size.nodes - 1);
        self.put(value, level.size)
    }

    /// Keeps a node for its aliases.
    fn keep(&mut self, anchor: usize, value: &Value, size: Size) -> Result<(), String> {
        if anchor == 0 {
            return Ok(());
        }
        self.anchored = self.anchored.saturating_add(size.nodes);
        if self.anchored > MAX_ANCHORED {
            return Err("document contains excessive anchors".to_owned());
        }
        count_copied(&mut self.copied, size)?;
        let value = value.clone();
        self.anchors.insert(anchor, Anchored { value, size });
        Ok(())
    }

    fn alias(&mut self, id: usize) -> Result<(), String> {
        let Some(target) = self.anchors.get(&id) else {
            return Err("an anchor's value contains itself".to_owned());
        };
        let mut size = target.size;
        self.aliased = self.aliased.saturating_add(size.nodes);
        size.add(Size::NODE);
        if is_excessive(self.aliased, self.read.saturating_add(size.nodes)) {
            return Err("document contains excessive aliasing".to_owned());
        }
        count_copied(&mut self.copied, size)?;
        let value = target.value.clone();
        self.put(value, size)
    }

    /// Puts a node where it belongs: into a list, as a key, as a key's value, or as the root.
    fn put(&mut self, value: Value, size: Size) -> Result<(), String> {
        self.read = self.read.saturating_add(size.nodes);
        let Some(level) = self.levels.last_mut() else {
            self.finish(value);
            return Ok(());
        };
        level.size.add(size);
        match &mut level.open {
            Open::List(items) => items.push(value),
            Open::Map(fields) => fields.put(value)?,
        }
        Ok(())
    }

    fn finish(&mut self, value: Value) {
        if !value.is_null() {
            self.document = Some(Document {
                value,
                line: self.line,
                item_lines: std::mem::take(&mut self.item_lines),
            });
        }
    }
}

impl Fields {
    fn put(&mut self, value: Value) -> Result<(), String> {
        match self.key.take() {
            None => {
                let name = match &value {
                    Value::Array(_) | Value::Object(_) => {
                        return Err("a list or map can't be a key".to_owned());
                    }
                    scalar => scalar::key(scalar)?,
                };
                let twice = match &mut self.written {
                    Some(written) => !written.insert(name.clone()),
                    None => self.entries.contains_key(&name),
                };
                if twice {
                    return Err(format!("key \"{name}\" already set in map"));
                }
                self.key = Some(Key::Named(name));
            }
            Some(Key::Named(name)) => drop(self.entries.insert(name, value)),
            Some(Key::Merge) => self.merge(value)?,
        }
        Ok(())
    }

    /// Merges a map, or several of which the first one counts most, over what stands here so far.
    fn merge(&mut self, value: Value) -> Result<(), String> {
        let maps = match value {
            Value::Array(maps) => maps,
            map => vec![map],
        };
        self.written
            .get_or_insert_with(|| self.entries.keys().cloned().collect());
        for map in maps.into_iter().rev() {
            let Value::Object(map) = map else {
                return Err("map merge requires map or sequence of maps as the value".to_owned());
            };
            self.entries.extend(map);
        }
        Ok(())
    }
}

/// Counts what is about to be copied.
fn count_copied(copied: &mut usize, size: Size) -> Result<(), String> {
    *copied = copied.saturating_add(size.bytes);
    if *copied > MAX_COPIED {
        return Err(format!(
            "anchors and aliases repeat more than {MAX_COPIED} bytes of text; a request may hold {MAX_BODY}"
        ));
    }
    Ok(())
}

/// Whether too many of a document's nodes come from aliases, by the rule of Go's reader: 99 % may in small documents,
/// 10 % in large ones.
fn is_excessive(aliased: u64, read: u64) -> bool {
    const SMALL: f64 = 400_000.0;
    const LARGE: f64 = 4_000_000.0;
    if aliased <= 100 || read <= 1000 {
        return false;
    }
    let (aliased, read) = (aliased as f64, read as f64);
    let allowed = 0.99 - 0.89 * ((read.clamp(SMALL, LARGE) - SMALL) / (LARGE - SMALL));
    aliased / read > allowed
}
