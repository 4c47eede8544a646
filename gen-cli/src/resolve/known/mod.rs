//! Types that every crate knows: what schemars 1 writes for the standard library and for the crates that it
//! has implementations for. The derive gets the same from schemars itself.

#[cfg(test)]
mod tests;

use kubewright_core::map_key;
use serde_json::{Map, Value, json};

/// How the schema of a known type is made of its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// A schema without arguments.
    Plain(Plain),
    /// `Option<T>`.
    Option,
    /// The schema of its last argument: `Box<T>`, `Arc<T>`, `Cow<'_, T>`. True where serde reads a missing one as
    /// it reads a missing `T`.
    Wrapper,
    /// A list of its first argument.
    List,
    /// A list of its first argument without duplicates.
    Set,
    /// A map from its first argument to its second.
    Map,
    /// `serde_json::Map`: a map from strings to anything, whatever its arguments.
    JsonMap,
}

/// A known type without arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    /// `{type: t}`.
    Type(&'static str),
    /// `{type: t, format: f}`.
    Format(&'static str, &'static str),
    /// An integer with both bounds.
    Ranged(&'static str, i64, i64),
    /// An unsigned integer with `minimum: n`.
    Unsigned(&'static str, u8),
    /// A signed integer that is not 0, with bounds if it has them.
    NonZero(&'static str, Option<(i64, i64)>),
    /// An unsigned integer from 1 to a maximum.
    NonZeroRanged(&'static str, i64),
    /// A character.
    Char,
    /// Anything: `serde_json::Value`.
    Any,
    /// An object with two numbers: `Duration`, `SystemTime`.
    SecondsAndNanos(&'static str, &'static str),
}

impl Plain {
    /// The schema as schemars writes it.
    pub(crate) fn schema(self) -> Value {
        match self {
            Self::Type(name) => json!({"type": name}),
            Self::Format(name, format) => json!({"type": name, "format": format}),
            Self::Ranged(format, minimum, maximum) => {
                json!({"type": "integer", "format": format, "minimum": minimum, "maximum": maximum})
            }
            Self::Unsigned(format, minimum) => {
                json!({"type": "integer", "format": format, "minimum": minimum})
            }
            Self::NonZero(format, bounds) => {
                let mut schema = json!({"type": "integer", "format": format, "not": {"const": 0}});
                if let (Some((minimum, maximum)), Some(node)) = (bounds, schema.as_object_mut()) {
                    node.insert("minimum".to_owned(), json!(minimum));
                    node.insert("maximum".to_owned(), json!(maximum));
                }
                schema
            }
            Self::NonZeroRanged(format, maximum) => {
                json!({"type": "integer", "format": format, "minimum": 1, "maximum": maximum})
            }
            Self::Char => json!({"type": "string", "minLength": 1, "maxLength": 1}),
            Self::Any => Value::Bool(true),
            Self::SecondsAndNanos(seconds, nanos) => json!({
                "type": "object",
                "required": [seconds, nanos],
                "properties": {
                    seconds: {"type": "integer", "format": "uint64", "minimum": 0},
                    nanos: {"type": "integer", "format": "uint32", "minimum": 0},
                },
            }),
        }
    }
}

/// The primitive of this name.
pub(crate) fn primitive(name: &str) -> Option<Known> {
    Some(Known::Plain(match name {
        "bool" => Plain::Type("boolean"),
        "char" => Plain::Char,
        "str" => Plain::Type("string"),
        "i8" => Plain::Ranged("int8", i8::MIN.into(), i8::MAX.into()),
        "i16" => Plain::Ranged("int16", i16::MIN.into(), i16::MAX.into()),
        "i32" => Plain::Format("integer", "int32"),
        "i64" => Plain::Format("integer", "int64"),
        "i128" => Plain::Format("integer", "int128"),
        "isize" => Plain::Format("integer", "int"),
        "u8" => Plain::Ranged("uint8", 0, u8::MAX.into()),
        "u16" => Plain::Ranged("uint16", 0, u16::MAX.into()),
        "u32" => Plain::Unsigned("uint32", 0),
        "u64" => Plain::Unsigned("uint64", 0),
        "u128" => Plain::Unsigned("uint128", 0),
        "usize" => Plain::Unsigned("uint", 0),
        "f32" => Plain::Format("number", "float"),
        "f64" => Plain::Format("number", "double"),
        _ => return None,
    }))
}

/// What the prelude of every crate names, as its canonical path.
pub(crate) fn prelude(name: &str) -> Option<&'static str> {
    Some(match name {
        "Option" => "std::option::Option",
        "Result" => "std::result::Result",
        "Vec" => "std::vec::Vec",
        "String" => "std::string::String",
        "Box" => "std::boxed::Box",
        "Some" => "std::option::Option::Some",
        "None" => "std::option::Option::None",
        "Default" => "std::default::Default",
        "From" => "std::convert::From",
        "Into" => "std::convert::Into",
        _ => return None,
    })
}

/// The crates whose types are known here by path, and are not read from source.
pub(crate) fn is_known_crate(name: &str) -> bool {
    matches!(
        name,
        "std"
            | "core"
            | "alloc"
            | "serde_json"
            | "chrono"
            | "jiff"
            | "uuid"
            | "url"
            | "semver"
            | "indexmap"
            | "rust_decimal"
            | "bytes"
            | "smallvec"
            | "arrayvec"
            | "either"
    )
}

/// The known type at a canonical path (`std` also for `core` and `alloc`).
pub(crate) fn by_path(path: &[String]) -> Option<Known> {
    let (krate, rest) = path.split_first()?;
    let krate = if matches!(krate.as_str(), "core" | "alloc") {
        "std"
    } else {
        krate
    };
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    match krate {
        "std" => standard(&rest),
        "serde_json" => json_type(&rest),
        _ => of_other_crates(krate, rest.last().copied()?),
    }
}

fn standard(path: &[&str]) -> Option<Known> {
    Some(match path {
        ["option", "Option"] => Known::Option,
        ["string", "String"] => Known::Plain(Plain::Type("string")),
        ["vec", "Vec"] | ["collections", "VecDeque" | "LinkedList" | "BinaryHeap"] => Known::List,
        ["collections", _, "VecDeque" | "LinkedList" | "BinaryHeap"] => Known::List,
        ["collections", "BTreeSet" | "HashSet"] | ["collections", _, "BTreeSet" | "HashSet"] => Known::Set,
        ["collections", "BTreeMap" | "HashMap"] | ["collections", _, "BTreeMap" | "HashMap"] => Known::Map,
        ["boxed", "Box"]
        | ["rc", "Rc"]
        | ["sync", "Arc" | "Mutex" | "RwLock"]
        | ["cell", "Cell" | "RefCell"] => Known::Wrapper,
        ["borrow", "Cow"] | ["num", "Wrapping"] | ["cmp", "Reverse"] => Known::Wrapper,
        ["path", "Path" | "PathBuf"] => Known::Plain(Plain::Type("string")),
        ["net", name] => Known::Plain(address(name)?),
        ["num", name] => Known::Plain(non_zero(name)?),
        ["time", "Duration"] => Known::Plain(Plain::SecondsAndNanos("secs", "nanos")),
        ["time", "SystemTime"] => {
            Known::Plain(Plain::SecondsAndNanos("secs_since_epoch", "nanos_since_epoch"))
        }
        ["sync", "atomic", name] => primitive(&name.strip_prefix("Atomic")?.to_ascii_lowercase())?,
        ["primitive", name] => primitive(name)?,
        _ => return None,
    })
}

fn address(name: &str) -> Option<Plain> {
    Some(match name {
        "Ipv4Addr" => Plain::Format("string", "ipv4"),
        "Ipv6Addr" => Plain::Format("string", "ipv6"),
        "IpAddr" => Plain::Format("string", "ip"),
        "SocketAddr" | "SocketAddrV4" | "SocketAddrV6" => Plain::Type("string"),
        _ => return None,
    })
}

fn non_zero(name: &str) -> Option<Plain> {
    Some(match name {
        "NonZeroI8" => Plain::NonZero("int8", Some((i8::MIN.into(), i8::MAX.into()))),
        "NonZeroI16" => Plain::NonZero("int16", Some((i16::MIN.into(), i16::MAX.into()))),
        "NonZeroI32" => Plain::NonZero("int32", None),
        "NonZeroI64" => Plain::NonZero("int64", None),
        "NonZeroI128" => Plain::NonZero("int128", None),
        "NonZeroIsize" => Plain::NonZero("int", None),
        "NonZeroU8" => Plain::NonZeroRanged("uint8", u8::MAX.into()),
        "NonZeroU16" => Plain::NonZeroRanged("uint16", u16::MAX.into()),
        "NonZeroU32" => Plain::Unsigned("uint32", 1),
        "NonZeroU64" => Plain::Unsigned("uint64", 1),
        "NonZeroU128" => Plain::Unsigned("uint128", 1),
        "NonZeroUsize" => Plain::Unsigned("uint", 1),
        _ => return None,
    })
}

fn json_type(path: &[&str]) -> Option<Known> {
    Some(match path {
        ["Value"] | ["value", "Value"] => Known::Plain(Plain::Any),
        ["Number"] | ["value", "Number"] => Known::Plain(Plain::Type("number")),
        ["Map"] | ["map", "Map"] => Known::JsonMap,
        _ => return None,
    })
}

/// Crates for which schemars has a feature; the type is told by its name, wherever the crate re-exports it.
fn of_other_crates(krate: &str, name: &str) -> Option<Known> {
    let plain = match (krate, name) {
        ("chrono", "DateTime") | ("jiff", "Timestamp" | "Zoned") => Plain::Format("string", "date-time"),
        ("chrono", "NaiveDate") | ("jiff", "Date") => Plain::Format("string", "date"),
        ("chrono", "NaiveDateTime") => Plain::Format("string", "partial-date-time"),
        ("chrono", "NaiveTime") => Plain::Format("string", "partial-time"),
        ("jiff", "SignedDuration" | "Span") => Plain::Format("string", "duration"),
        ("uuid", "Uuid") => Plain::Format("string", "uuid"),
        ("url", "Url") => Plain::Format("string", "uri"),
        ("indexmap", "IndexMap") => return Some(Known::Map),
        ("indexmap", "IndexSet") => return Some(Known::Set),
        ("smallvec", "SmallVec") | ("arrayvec", "ArrayVec") => return Some(Known::List),
        _ => return None,
    };
    Some(Known::Plain(plain))
}

/// `[T; N]` as schemars writes it.
pub(crate) fn array(item: Value, len: u64) -> Value {
    if len == 0 {
        json!({"type": "array", "maxItems": 0})
    } else {
        json!({"type": "array", "items": item, "minItems": len, "maxItems": len})
    }
}

/// A list as schemars writes it.
pub(crate) fn list(item: Value, unique: bool) -> Value {
    if unique {
        json!({"type": "array", "uniqueItems": true, "items": item})
    } else {
        json!({"type": "array", "items": item})
    }
}

/// A tuple as schemars writes it; `()` is null.
pub(crate) fn tuple(items: Vec<Value>) -> Value {
    let len = items.len();
    if len == 0 {
        json!({"type": "null"})
    } else {
        json!({"type": "array", "prefixItems": items, "minItems": len, "maxItems": len})
    }
}

/// A map as schemars writes it: what its keys may be decides how. `key` is the key type's own schema, not a
/// reference.
pub(crate) fn map(key: &Value, value: Value) -> Value {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    let kind = key.get("type").and_then(Value::as_str);
    let pattern = key.get("pattern").and_then(Value::as_str);
    let names: Option<Vec<&str>> = key
        .get("enum")
        .and_then(Value::as_array)
        .and_then(|names| names.iter().map(Value::as_str).collect());
    let (closed, open) = (Value::Bool(false), value.clone());
    if let Some(carried) = map_key::pattern(key) {
        schema.insert("patternProperties".to_owned(), json!({carried: value}));
        schema.insert("additionalProperties".to_owned(), open);
        return Value::Object(schema);
    }
    let additional = match (pattern, names, kind) {
        (Some(pattern), _, Some("string")) => {
            schema.insert("patternProperties".to_owned(), json!({pattern: value}));
            closed
        }
        (None, Some(names), Some("string")) => {
            let properties: Map<String, Value> = names
                .into_iter()
                .map(|name| (name.to_owned(), value.clone()))
                .collect();
            schema.insert("properties".to_owned(), Value::Object(properties));
            closed
        }
        (_, _, Some("integer")) => {
            let unsigned = key.get("minimum").and_then(Value::as_u64) == Some(0);
            let pattern = if unsigned { r"^\d+$" } else { r"^-?\d+$" };
            schema.insert("patternProperties".to_owned(), json!({pattern: value}));
            closed
        }
        _ => open,
    };
    schema.insert("additionalProperties".to_owned(), additional);
    Value::Object(schema)
}

/// `Option<T>` as schemars writes it: the schema of `T` that also takes null.
pub(crate) fn nullable(schema: Value) -> Value {
    let Value::Object(mut node) = schema else {
        return schema;
    };
    const SUBSCHEMAS: [&str; 5] = ["if", "allOf", "anyOf", "oneOf", "$ref"];
    let is_null = |value: &Value| match value.get("type") {
        Some(Value::String(name)) => name == "null",
        Some(Value::Array(names)) => names.iter().any(|name| name == "null"),
        _ => false,
    };
    if node.len() == 1
        && node
            .get("anyOf")
            .and_then(Value::as_array)
            .is_some_and(|any| any.iter().any(is_null))
    {
        return Value::Object(node);
    }
    if SUBSCHEMAS.iter().any(|key| node.contains_key(*key)) {
        return json!({"anyOf": [node, {"type": "null"}]});
    }
    match node.get_mut("type") {
        Some(Value::Array(names)) if !names.iter().any(|name| name == "null") => names.push(json!("null")),
        Some(name @ Value::String(_)) if name != "null" => *name = json!([name, "null"]),
        _ => {}
    }
    if let Some(constant) = node.remove("const") {
        let both = if constant.is_null() {
            json!(constant)
        } else {
            json!([constant, null])
        };
        node.insert(if constant.is_null() { "const" } else { "enum" }.to_owned(), both);
    }
    if let Some(Value::Array(values)) = node.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    Value::Object(node)
}
