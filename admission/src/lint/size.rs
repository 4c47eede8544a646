//! How large a CRD is.

use super::{Check, Level, Lint, Told};
use serde_json::Value;

pub(super) const LINTS: &[Lint] = &[
    Lint {
        name: "too-large-to-apply",
        level: Level::Warn,
        finds: "a CRD that `kubectl apply` can't store, or hardly: over nine tenths of 262,144 bytes",
        why: "client-side apply keeps the whole CRD as JSON in an annotation, and annotations have 262,144 bytes together",
        way_out: "shorten the descriptions, or apply it with `kubectl apply --server-side`",
        in_rust: "leave descriptions out (`descriptions = \"none\"` in `[package.metadata.gen-cli]`), or apply with `--server-side`",
        check: Check::Crd(to_apply),
    },
    Lint {
        name: "too-large-to-store",
        level: Level::Warn,
        finds: "a CRD of more than 1 MiB",
        why: "etcd refuses requests above 1.5 MiB, with what the API server adds to the CRD",
        way_out: "shorten the descriptions, or leave out schemas of Kubernetes' own types",
        in_rust: "leave descriptions out, or large types by `#[schema(preserve_unknown_fields)]`",
        check: Check::Crd(to_store),
    },
];

/// What the annotations of an object may take together, in bytes.
const ANNOTATIONS: usize = 262_144;
/// From here on a CRD is told of as too large to be stored, in bytes: etcd's limit is 1.5 times as much.
const STORED: usize = 1 << 20;

/// A CRD with its size.
pub(super) struct Whole<'c> {
    value: &'c Value,
    /// As compact JSON, in bytes.
    size: usize,
}

impl<'c> Whole<'c> {
    pub(super) fn new(value: &'c Value) -> Self {
        Self {
            value,
            size: size(value),
        }
    }
}

/// The size as compact JSON, in bytes.
pub(super) fn size(value: &Value) -> usize {
    // The brackets, and a comma after each entry but the last.
    let around = |entries: usize| 1 + entries.max(1);
    match value {
        Value::Null | Value::Bool(true) => 4,
        Value::Bool(false) => 5,
        Value::Number(number) => number.to_string().len(),
        Value::String(text) => quoted(text),
        Value::Array(items) => around(items.len()) + items.iter().map(size).sum::<usize>(),
        Value::Object(fields) => {
            let entries = fields.iter().map(|(name, value)| quoted(name) + 1 + size(value));
            around(fields.len()) + entries.sum::<usize>()
        }
    }
}

/// The size of a text with its quotes and escapes.
fn quoted(text: &str) -> usize {
    let escape = |byte: u8| match byte {
        b'"' | b'\\' | b'\n' | b'\r' | b'\t' | 0x08 | 0x0c => 1,
        0..=0x1f => 5,
        _ => 0,
    };
    2 + text.len() + text.bytes().map(escape).sum::<usize>()
}

fn to_apply(crd: &Whole<'_>, told: &mut Told<'_>) {
    let own = crd.value.pointer("/metadata/annotations").map_or(0, size);
    let size = crd.size.saturating_add(own);
    if size > ANNOTATIONS / 10 * 9 {
        told.at(
            "",
            format!("the CRD takes {size} of the 262144 bytes that `kubectl apply` has for it"),
        );
    }
}

fn to_store(crd: &Whole<'_>, told: &mut Told<'_>) {
    if crd.size > STORED {
        told.at("", format!("the CRD has {} bytes", crd.size));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_size_is_that_of_compact_json() {
        let texts = ["", "a", "é\u{7f}\u{2028}", "\"\\\n\r\t\u{8}\u{c}\u{0}\u{1f}/"];
        let numbers = json!([0, -1, 1.5, 1e300, u64::MAX]);
        for value in [
            json!(null),
            json!(true),
            json!(false),
            json!([]),
            json!({}),
            json!({"a": texts, "b": {"": [{}]}}),
            numbers,
        ] {
            assert_eq!(size(&value), value.to_string().len(), "{value}");
        }
    }
}
