//! Types of other crates: those for which schemars has a feature.

use super::{Known, Plain};

/// The crates whose types are known here by path, and are not read from source.
pub(crate) fn is_known_crate(name: &str) -> bool {
    const CRATES: [&str; 17] = [
        "std",
        "core",
        "alloc",
        "serde_json",
        "arrayvec",
        "bigdecimal",
        "bytes",
        "chrono",
        "either",
        "indexmap",
        "jiff",
        "rust_decimal",
        "semver",
        "smallvec",
        "smol_str",
        "url",
        "uuid",
    ];
    CRATES.contains(&name)
}

/// A type of such a crate, told by its name, wherever the crate re-exports it. What is not here has no schema that can
/// be said: the length of an `ArrayVec` is no type.
pub(super) fn by_name(krate: &str, name: &str) -> Option<Known> {
    let text = |format| Plain::Format("string", format);
    let plain = match (krate, name) {
        ("chrono", "DateTime") | ("jiff", "Timestamp") => text("date-time"),
        ("jiff", "Zoned") => text("zoned-date-time"),
        ("chrono", "NaiveDate") | ("jiff", "Date") => text("date"),
        ("chrono", "NaiveDateTime") | ("jiff", "DateTime") => text("partial-date-time"),
        ("chrono", "NaiveTime") | ("jiff", "Time") => text("partial-time"),
        ("chrono", "Weekday") => Plain::Weekday,
        ("jiff", "SignedDuration" | "Span") => text("duration"),
        ("uuid", "Uuid") => text("uuid"),
        ("url", "Url") => text("uri"),
        ("semver", "Version") => Plain::Version,
        ("rust_decimal", "Decimal") | ("bigdecimal", "BigDecimal") => Plain::Decimal,
        ("bytes", "Bytes" | "BytesMut") => Plain::Bytes,
        ("smol_str", "SmolStr") | ("arrayvec", "ArrayString") => Plain::Type("string"),
        ("indexmap", "IndexMap") => return Some(Known::Map),
        ("indexmap", "IndexSet") => return Some(Known::Set),
        ("smallvec", "SmallVec") => return Some(Known::SmallVec),
        ("either", "Either") => return Some(Known::Either),
        _ => return None,
    };
    Some(Known::Plain(plain))
}
