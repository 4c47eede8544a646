//! What is known of types here is what schemars says of them.

use super::{Known, Plain, array, by_path, either, list, map, nullable, primitive, range, result, tuple};
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};

fn of<T: JsonSchema>() -> Value {
    SchemaGenerator::default().subschema_for::<T>().to_value()
}

fn known(path: &str) -> Value {
    let known = primitive(path).or_else(|| by_path(&path.split("::").map(str::to_owned).collect::<Vec<_>>()));
    match known {
        Some(Known::Plain(plain)) => plain.schema(),
        other => panic!("{path} is {other:?}"),
    }
}

macro_rules! same {
    ($($path:literal: $ty:ty),* $(,)?) => { $(assert_eq!(known($path), of::<$ty>(), $path);)* };
}

#[test]
fn primitives_are_what_schemars_says() {
    same! {
        "bool": bool, "char": char, "i8": i8, "i16": i16, "i32": i32, "i64": i64, "i128": i128, "isize": isize,
        "u8": u8, "u16": u16, "u32": u32, "u64": u64, "u128": u128, "usize": usize, "f32": f32, "f64": f64,
    }
}

#[test]
fn numbers_addresses_paths_and_times_are_what_schemars_says() {
    same! {
        "std::num::NonZeroI8": std::num::NonZeroI8, "std::num::NonZeroI16": std::num::NonZeroI16,
        "core::num::NonZeroI32": std::num::NonZeroI32, "std::num::NonZeroI64": std::num::NonZeroI64,
        "std::num::NonZeroIsize": std::num::NonZeroIsize, "std::num::NonZeroU8": std::num::NonZeroU8,
        "std::num::NonZeroU16": std::num::NonZeroU16, "std::num::NonZeroU32": std::num::NonZeroU32,
        "std::num::NonZeroU64": std::num::NonZeroU64, "std::num::NonZeroUsize": std::num::NonZeroUsize,
        "std::net::IpAddr": std::net::IpAddr, "std::net::Ipv4Addr": std::net::Ipv4Addr,
        "std::net::Ipv6Addr": std::net::Ipv6Addr, "std::net::SocketAddr": std::net::SocketAddr,
        "std::path::PathBuf": std::path::PathBuf, "std::string::String": String,
        "std::sync::atomic::AtomicU32": std::sync::atomic::AtomicU32,
        "std::sync::atomic::AtomicBool": std::sync::atomic::AtomicBool,
        "serde_json::Value": Value, "serde_json::Number": serde_json::Number,
    }
}

#[test]
fn a_duration_and_a_time_are_objects_as_schemars_says() {
    let inline = |schema: schemars::Schema| schema.to_value();
    let mut generator = SchemaGenerator::default();
    assert_eq!(
        known("std::time::Duration"),
        inline(std::time::Duration::json_schema(&mut generator))
    );
    assert_eq!(
        known("std::time::SystemTime"),
        inline(std::time::SystemTime::json_schema(&mut generator))
    );
}

#[test]
fn lists_sets_arrays_and_tuples_are_what_schemars_says() {
    let item = known("i32");
    assert_eq!(list(item.clone(), false), of::<Vec<i32>>());
    assert_eq!(list(item.clone(), false), of::<VecDeque<i32>>());
    assert_eq!(list(item.clone(), false), of::<LinkedList<i32>>());
    assert_eq!(list(item.clone(), true), of::<BTreeSet<i32>>());
    assert_eq!(list(item.clone(), true), of::<HashSet<i32>>());
    assert_eq!(array(item.clone(), 3), of::<[i32; 3]>());
    assert_eq!(array(item.clone(), 0), of::<[i32; 0]>());
    assert_eq!(tuple(vec![item, known("bool")]), of::<(i32, bool)>());
    assert_eq!(tuple(Vec::new()), of::<()>());
}

/// The schema of a type that schemars would refer to.
fn itself<T: JsonSchema>() -> Value {
    T::json_schema(&mut SchemaGenerator::default()).to_value()
}

#[test]
fn sets_of_all_kinds_are_told_by_schemars() {
    let unique = |schema: Value| schema["uniqueItems"] == true;
    assert!(unique(of::<BTreeSet<String>>()) && unique(of::<HashSet<String>>()));
    assert!(unique(of::<indexmap::IndexSet<String>>()) && !unique(of::<Vec<String>>()));
}

#[test]
fn types_of_other_crates_are_what_schemars_says() {
    same! {
        "jiff::Timestamp": jiff::Timestamp, "jiff::Zoned": jiff::Zoned, "jiff::Span": jiff::Span,
        "jiff::SignedDuration": jiff::SignedDuration, "jiff::civil::Date": jiff::civil::Date,
        "jiff::civil::Time": jiff::civil::Time, "jiff::civil::DateTime": jiff::civil::DateTime,
    }
    assert_eq!(known("semver::Version"), itself::<semver::Version>());
    assert_eq!(known("bytes::Bytes"), itself::<bytes::Bytes>());
    let kind = |path: &str| by_path(&path.split("::").map(str::to_owned).collect::<Vec<_>>());
    assert_eq!(kind("indexmap::IndexMap"), Some(Known::Map));
    assert_eq!(kind("indexmap::set::IndexSet"), Some(Known::Set));
    assert_eq!(kind("smallvec::SmallVec"), Some(Known::SmallVec));
    assert_eq!(list(known("i32"), false), of::<smallvec::SmallVec<[i32; 4]>>());
    assert_eq!(kind("either::Either"), Some(Known::Either));
    assert_eq!(
        either(&known("i32"), &known("bool")),
        of::<either::Either<i32, bool>>()
    );
}

#[test]
fn what_schemars_says_of_an_arrays_length_as_an_argument_is_not_known() {
    assert_eq!(by_path(&["arrayvec".to_owned(), "ArrayVec".to_owned()]), None);
}

#[test]
fn non_zero_results_and_ranges_are_what_schemars_says() {
    let Some(Known::Plain(Plain::Integer(integer))) = primitive("u8") else {
        panic!("u8 is an integer")
    };
    assert_eq!(Plain::NonZero(integer).schema(), of::<std::num::NonZero<u8>>());
    assert_eq!(
        result(&known("i32"), &known("bool")),
        itself::<Result<i32, bool>>()
    );
    assert_eq!(range(&known("i32")), itself::<std::ops::Range<i32>>());
    assert_eq!(range(&known("u8")), itself::<std::ops::RangeInclusive<u8>>());
}

#[derive(JsonSchema)]
#[schemars(inline)]
#[allow(dead_code, reason = "only its schema is asked for")]
enum Key {
    One,
    Two,
}

#[test]
fn maps_are_what_schemars_says_for_every_sort_of_key() {
    let value = known("bool");
    assert_eq!(
        map(&known("std::string::String"), value.clone()),
        of::<BTreeMap<String, bool>>()
    );
    assert_eq!(map(&known("u32"), value.clone()), of::<HashMap<u32, bool>>());
    assert_eq!(map(&known("i64"), value.clone()), of::<BTreeMap<i64, bool>>());
    assert_eq!(
        map(&known("std::num::NonZeroU8"), value.clone()),
        of::<BTreeMap<std::num::NonZeroU8, bool>>()
    );
    assert_eq!(
        map(&nullable(of::<Key>()), value.clone()),
        of::<BTreeMap<Option<Key>, bool>>()
    );
    assert_eq!(
        map(&known("semver::Version"), value.clone()),
        of::<BTreeMap<semver::Version, bool>>()
    );
    assert_eq!(map(&of::<Key>(), value.clone()), of::<BTreeMap<Key, bool>>());
    assert_eq!(
        map(&known("std::string::String"), Value::Bool(true)),
        of::<serde_json::Map<String, Value>>()
    );
}

#[test]
fn options_are_what_schemars_says() {
    assert_eq!(nullable(known("i32")), of::<Option<i32>>());
    assert_eq!(nullable(nullable(known("i32"))), of::<Option<Option<i32>>>());
    assert_eq!(nullable(Value::Bool(true)), of::<Option<Value>>());
    assert_eq!(
        nullable(known("std::num::NonZeroI32")),
        of::<Option<std::num::NonZeroI32>>()
    );
    assert_eq!(nullable(of::<Key>()), of::<Option<Key>>());
    assert_eq!(nullable(of::<Result<i32, bool>>()), {
        let mut generator = SchemaGenerator::default();
        Option::<Result<i32, bool>>::json_schema(&mut generator).to_value()
    });
}
