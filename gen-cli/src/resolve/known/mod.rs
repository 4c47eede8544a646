//! Types that every crate knows: what schemars 1 writes for the standard library and for the crates that it
//! has implementations for. The derive gets the same from schemars itself.

mod crates;
mod integer;
mod plain;
mod schema;

#[cfg(test)]
mod tests;

pub(crate) use crates::is_known_crate;
pub(crate) use integer::Integer;
pub(crate) use plain::Plain;
pub(crate) use schema::{array, either, list, map, nullable, range, result, tuple};

/// How the schema of a known type is made of its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// A schema without arguments.
    Plain(Plain),
    /// `Option<T>`.
    Option,
    /// The schema of its last argument: `Box<T>`, `Arc<T>`, `Cow<'_, T>`. Around an `Option` it may be missing, too.
    Pointer,
    /// The schema of its last argument: `&T`, `RefCell<T>`, `Reverse<T>`.
    Wrapper,
    /// A list of its first argument.
    List,
    /// A list of its first argument in an order of its own: `BinaryHeap<T>`.
    Heap,
    /// A list of its first argument without duplicates.
    Set,
    /// A list of the items of its first argument, an array.
    SmallVec,
    /// A map from its first argument to its second.
    Map,
    /// `serde_json::Map`: a map from strings to anything, whatever its arguments.
    JsonMap,
    /// The integer that its first argument is, but not 0.
    NonZero,
    /// `Either<L, R>`: an object with one of two keys, and no other.
    Either,
    /// `Result<T, E>`: an object with one of two keys.
    Result,
    /// A range of its first argument: an object with a start and an end.
    Range,
}

/// The primitive of this name.
pub(crate) fn primitive(name: &str) -> Option<Known> {
    Some(Known::Plain(match name {
        "bool" => Plain::Type("boolean"),
        "char" => Plain::Char,
        "str" => Plain::Type("string"),
        "f32" => Plain::Format("number", "float"),
        "f64" => Plain::Format("number", "double"),
        name => Plain::Integer(Integer::named(name)?),
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
        _ => crates::by_name(krate, rest.last().copied()?),
    }
}

fn standard(path: &[&str]) -> Option<Known> {
    Some(match path {
        ["option", "Option"] => Known::Option,
        ["result", "Result"] => Known::Result,
        ["ops", "Range" | "RangeInclusive"] => Known::Range,
        ["string", "String"] => Known::Plain(Plain::Type("string")),
        ["vec", "Vec"] | ["collections", "VecDeque" | "LinkedList"] => Known::List,
        ["collections", _, "VecDeque" | "LinkedList"] => Known::List,
        ["collections", "BinaryHeap"] | ["collections", _, "BinaryHeap"] => Known::Heap,
        ["collections", "BTreeSet" | "HashSet"] | ["collections", _, "BTreeSet" | "HashSet"] => Known::Set,
        ["collections", "BTreeMap" | "HashMap"] | ["collections", _, "BTreeMap" | "HashMap"] => Known::Map,
        ["boxed", "Box"] | ["rc", "Rc"] | ["sync", "Arc"] | ["borrow", "Cow"] => Known::Pointer,
        ["sync", "Mutex" | "RwLock"]
        | ["cell", "Cell" | "RefCell"]
        | ["num", "Wrapping"]
        | ["cmp", "Reverse"] => Known::Wrapper,
        ["marker", "PhantomData"] => Known::Plain(Plain::Type("null")),
        ["path", "Path" | "PathBuf"] => Known::Plain(Plain::Path),
        ["net", name] => Known::Plain(address(name)?),
        ["num", name] => non_zero(name)?,
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

fn non_zero(name: &str) -> Option<Known> {
    match name.strip_prefix("NonZero")? {
        "" => Some(Known::NonZero),
        of => {
            let integer = Integer::named(&of.to_ascii_lowercase())?;
            Some(Known::Plain(Plain::NonZero(integer)))
        }
    }
}

fn json_type(path: &[&str]) -> Option<Known> {
    Some(match path {
        ["Value"] | ["value", "Value" | "RawValue"] => Known::Plain(Plain::Any),
        ["Number"] | ["value", "Number"] => Known::Plain(Plain::Type("number")),
        ["Map"] | ["map", "Map"] => Known::JsonMap,
        _ => return None,
    })
}
