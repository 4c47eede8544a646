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
fn size(value: &Value) -> usize {
    let mut counted = Counted(0);
    // Nothing is written anywhere, so nothing fails.
    let _ = serde_json::to_writer(&mut counted, value);
    counted.0
}

/// Counts what is written to it.
struct Counted(usize);

impl std::io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
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
