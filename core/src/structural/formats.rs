//! The formats that the API server knows; any other is dropped by it with a warning.

use crate::model::NodeKind;

/// Formats of strings. The server compares them without dashes.
const OF_STRINGS: &[&str] = &[
    "bsonobjectid",
    "byte",
    "cidr",
    "creditcard",
    "date",
    "date-time",
    "datetime",
    "duration",
    "email",
    "hexcolor",
    "hostname",
    "ipv4",
    "ipv6",
    "isbn",
    "isbn10",
    "isbn13",
    "k8s-long-name",
    "k8s-short-name",
    "mac",
    "password",
    "rgbcolor",
    "ssn",
    "uri",
    "uuid",
    "uuid3",
    "uuid4",
    "uuid5",
];

/// The formats that mean something on a node of this kind.
pub(super) fn known(kind: NodeKind) -> &'static [&'static str] {
    match kind {
        NodeKind::String | NodeKind::IntOrString | NodeKind::Any => OF_STRINGS,
        NodeKind::Integer => &["int32", "int64"],
        NodeKind::Number => &["double", "float"],
        _ => &[],
    }
}

pub(super) fn is_known(format: &str, kind: NodeKind) -> bool {
    known(kind).contains(&format)
}
