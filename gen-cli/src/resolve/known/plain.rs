//! Known types without arguments.

use super::Integer;
use serde_json::{Value, json};

/// A known type without arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    /// `{type: t}`.
    Type(&'static str),
    /// `{type: t, format: f}`.
    Format(&'static str, &'static str),
    /// An integer.
    Integer(Integer),
    /// An integer that is not 0.
    NonZero(Integer),
    /// A character.
    Char,
    /// A path of the file system: text whose equality is not that of text.
    Path,
    /// Anything: `serde_json::Value`.
    Any,
    /// An object with two numbers: `Duration`, `SystemTime`.
    SecondsAndNanos(&'static str, &'static str),
    /// `chrono::Weekday`.
    Weekday,
    /// `semver::Version`.
    Version,
    /// `rust_decimal::Decimal`.
    Decimal,
    /// `bytes::Bytes`.
    Bytes,
}

/// What <https://semver.org> suggests.
const VERSION: &str = concat!(
    r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)",
    r"(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?",
    r"(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$",
);

impl Plain {
    /// The schema as schemars writes it.
    pub(crate) fn schema(self) -> Value {
        match self {
            Self::Type(name) => json!({"type": name}),
            Self::Format(name, format) => json!({"type": name, "format": format}),
            Self::Integer(integer) => number(integer),
            Self::NonZero(integer) => non_zero(integer),
            Self::Char => json!({"type": "string", "minLength": 1, "maxLength": 1}),
            Self::Path => json!({"type": "string"}),
            Self::Any => Value::Bool(true),
            Self::SecondsAndNanos(seconds, nanos) => json!({
                "type": "object",
                "required": [seconds, nanos],
                "properties": { seconds: number(Integer::U64), nanos: number(Integer::U32) },
            }),
            Self::Weekday => {
                json!({"type": "string", "enum": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]})
            }
            Self::Version => json!({"type": "string", "pattern": VERSION}),
            Self::Decimal => {
                json!({"type": ["string", "number"], "pattern": r"^-?\d+(\.\d+)?([eE]\d+)?$"})
            }
            Self::Bytes => json!({"type": ["array", "string"], "items": number(Integer::U8)}),
        }
    }
}

/// Bounds are written of the short ones, and that an unsigned one has no sign.
fn number(integer: Integer) -> Value {
    let mut schema = json!({"type": "integer", "format": integer.format()});
    let Some(node) = schema.as_object_mut() else {
        return schema;
    };
    let bound = |number: i128| i64::try_from(number).map_or(Value::Null, Value::from);
    if integer.bits() < 32 {
        node.insert("maximum".to_owned(), bound(integer.max()));
    }
    if integer.bits() < 32 || !integer.is_signed() {
        node.insert("minimum".to_owned(), bound(integer.min()));
    }
    schema
}

fn non_zero(integer: Integer) -> Value {
    let mut schema = number(integer);
    if let Some(node) = schema.as_object_mut() {
        if integer.is_signed() {
            node.insert("not".to_owned(), json!({"const": 0}));
        } else {
            node.insert("minimum".to_owned(), json!(1));
        }
    }
    schema
}
