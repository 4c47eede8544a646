//! Constants and defaults are read as serde would write them.

use crate::probe::{Probe, kind};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The published default of one field of this type, whose default function has this body.
fn default(ty: &str, body: &str, items: &str) -> Value {
    let items = format!("{items}\nfn default() -> {ty} {{ {body} }}");
    let probe = Probe::new(&kind(
        &format!("#[serde(default = \"default\")] pub a: {ty},"),
        &items,
    ));
    probe.properties()["a"]["default"].clone()
}

#[test]
fn literals_and_conversions_are_values() {
    assert_eq!(default("i32", "3", ""), json!(3));
    assert_eq!(default("i64", "-5", ""), json!(-5));
    assert_eq!(default("f64", "0.5", ""), json!(0.5));
    assert_eq!(default("bool", "!false", ""), json!(true));
    assert_eq!(default("String", "\"x\".into()", ""), json!("x"));
    assert_eq!(default("String", "String::from(\"x\")", ""), json!("x"));
    assert_eq!(
        default("String", "concat!(\"a\", 1, \"b\").to_string()", ""),
        json!("a1b")
    );
    assert_eq!(
        default("Option<String>", "Some(\"x\".to_owned())", ""),
        json!("x")
    );
}

#[test]
fn lists_and_maps_are_values() {
    assert_eq!(
        default("Vec<String>", "vec![\"a\".into(), \"b\".to_string()]", ""),
        json!(["a", "b"])
    );
    assert_eq!(default("Vec<i32>", "vec![1; 3]", ""), json!([1, 1, 1]));
    assert_eq!(
        default(
            "std::collections::BTreeMap<String, i32>",
            "std::collections::BTreeMap::from([(\"a\".to_string(), 1)])",
            ""
        ),
        json!({"a": 1})
    );
}

#[test]
fn constants_and_arithmetic_are_values() {
    assert_eq!(
        default(
            "i64",
            "60 * MINUTES",
            "const MINUTES: i64 = 5 + inner::X; mod inner { pub const X: i64 = 1; }"
        ),
        json!(360)
    );
    assert_eq!(default("i32", "i32::MAX", ""), json!(i32::MAX));
    assert_eq!(default("i32", "std::i32::MAX - 1", ""), json!(i32::MAX - 1));
    assert_eq!(
        default("f32", "1.000000059604644776 as f32", ""),
        json!(1.000_000_1_f32)
    );
    assert_eq!(default("u8", "<u8>::max_value() >> 1", ""), json!(127));
    assert_eq!(
        default(
            "i32",
            "Limits::MOST",
            "struct Limits; impl Limits { const MOST: i32 = 9; }"
        ),
        json!(9)
    );
}

#[test]
fn variants_and_structs_are_written_as_serde_writes_them() {
    let items = "
        #[derive(Schema, Clone, Debug, Serialize, Deserialize, Default)] #[serde(rename_all = \"kebab-case\")] pub enum Mode { #[default] FastLane, Slow }
        #[derive(Schema, Clone, Debug, Serialize, Deserialize, Default)] #[serde(rename_all = \"camelCase\")]
        pub struct Limits { pub max_size: i32, pub mode: Mode, #[serde(skip_serializing_if = \"Option::is_none\")] pub note: Option<String> }
    ";
    assert_eq!(default("Mode", "Mode::FastLane", items), json!("fast-lane"));
    assert_eq!(
        default(
            "Limits",
            "Limits { max_size: 3, mode: Mode::Slow, note: None }",
            items
        ),
        json!({"maxSize": 3, "mode": "slow"})
    );
    assert_eq!(
        default("Limits", "Limits { max_size: 3, ..Default::default() }", items),
        json!({"maxSize": 3, "mode": "fast-lane"})
    );
    assert_eq!(
        default("Limits", "Limits::default()", items),
        json!({"maxSize": 0, "mode": "fast-lane"})
    );
}

#[test]
fn a_bare_serde_default_is_published_only_where_it_is_asked_for() {
    let fields = "#[serde(default)] pub a: i32, #[serde(default)] #[schema(default)] pub b: i32,";
    let properties = Probe::new(&kind(fields, "")).properties();
    assert_eq!(properties["a"].get("default"), None);
    assert_eq!(properties["b"]["default"], json!(0));
}

#[test]
fn what_would_have_to_be_run_is_an_error_with_its_reason_and_the_ways_out() {
    let items = "fn default() -> String { std::env::var(\"X\").unwrap_or_default() }";
    let probe = Probe::new(&kind("#[serde(default = \"default\")] pub a: String,", items));
    assert_eq!(
        probe
            .errors()
            .iter()
            .map(|one| (one.0.as_str(), one.1.as_str()))
            .collect::<Vec<_>>(),
        [("KW0206", "ProbeSpec.a")]
    );
    let report = probe.report();
    assert!(
        report.contains("no_default") && report.contains("would have to be run"),
        "{report}"
    );
}

/// Refused defaults: the type, the body, and what the reason says.
const REFUSED: &[(&str, &str, &str)] = &[
    // written by hand
    ("Upper", "Upper(\"abc\".into())", "derives no `Serialize`"),
    ("Other", "Other { a: 1 }", "serde writes another type instead"),
    (
        "Predicate",
        "Predicate { a: String::new() }",
        "whether `a` is written",
    ),
    // operators, conversions and copies that somebody wrote
    ("Meters", "Meters(1) + 2", "an operator between such values"),
    ("Meters", "-Meters(1)", "no number with a sign"),
    ("i64", "Meters(1).into()", "`.into()`"),
    ("Meters", "\"abc\".into()", "`.into()`"),
    ("String", "Shown::One.to_string()", "`.to_string()`"),
    ("String", "Shown::One.as_str().to_string()", "`.as_str()`"),
    (
        "Vec<Counting>",
        "vec![Counting { copies: 0 }; 2]",
        "`clone` would have to be run",
    ),
    ("Counting", "Counting { copies: 0 }.clone()", "`.clone()`"),
    ("i32", "*Meters(1)", "`*` would have to be run"),
    // order and equality that somebody wrote, or that is not that of text
    (
        "BTreeSet<Folded>",
        "BTreeSet::from([Folded(String::new())])",
        "derives no `Ord`",
    ),
    (
        "BTreeSet<Numbered>",
        "BTreeSet::from([Numbered::A, Numbered::B])",
        "numbers of their own",
    ),
    (
        "BTreeSet<std::path::PathBuf>",
        "BTreeSet::from([\"a//b\".into(), \"a/b\".into()])",
        "how values of its type compare",
    ),
    // what no type says where it is written
    ("u8", "(240 << 4) as u8", "the type of what is shifted"),
    ("String", "(!0).to_string()", "an integer of a known type"),
    ("i32", "Sized2::<2>::SIZE", "several `impl` blocks"),
    ("Vec<u8>", "Sized2::<2>::bytes()", "`N` is a parameter"),
    // what overflows, and what isn't what it seems
    ("u8", "250 + MOST", "doesn't fit in `u8`"),
    ("i32", "i32::MIN / -1", "doesn't fit in `i32`"),
    ("u8", "1 << WIDE", "doesn't fit in its type"),
    ("Vec<u8>", "Vec::from(\"ab\")", "`Vec::from` would have to be run"),
    ("i32", "changed()", "`#[cached]` may make something else of it"),
    ("i32", "mine!(1)", "`mine!` makes"),
];

const BESIDE: &str = "
    use std::collections::BTreeSet;
    use proc::cached;
    macro_rules! mine { ($x:expr) => { 5 } }
    const MOST: u8 = 6; const WIDE: u32 = 8;
    #[cached] fn changed() -> i32 { 1 }
    #[derive(Schema, Clone, Debug, Deserialize)] pub struct Upper(String);
    impl Serialize for Upper { fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> { to.serialize_str(&self.0.to_uppercase()) } }
    #[derive(Schema, Clone, Debug, Serialize, Deserialize)] #[serde(into = \"Raw\", from = \"Raw\")] pub struct Other { a: i32 }
    #[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct Raw { b: i32 }
    #[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct Predicate { #[serde(default, skip_serializing_if = \"is_empty\")] a: String }
    fn is_empty(text: &str) -> bool { text == \"x\" }
    #[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct Meters(i32);
    #[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub enum Shown { One }
    impl Shown { fn as_str(&self) -> &'static str { \"1\" } }
    #[derive(Schema, Debug, Serialize, Deserialize)] pub struct Counting { copies: i32 }
    impl Clone for Counting { fn clone(&self) -> Self { Self { copies: self.copies + 1 } } }
    #[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct Folded(String);
    #[derive(Schema, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)] pub enum Numbered { A = 2, B = 1 }
    pub struct Sized2<const N: usize>;
    impl Sized2<1> { const SIZE: i32 = 1; } impl Sized2<2> { const SIZE: i32 = 2; }
    impl<const N: usize> Sized2<N> { fn bytes() -> Vec<u8> { vec![0; N] } }
    const N: usize = 5;
";

#[test]
fn what_rustc_might_compute_otherwise_is_an_error_with_its_reason() {
    let (mut fields, mut functions) = (String::new(), BESIDE.to_owned());
    for (index, (ty, body, _)) in REFUSED.iter().enumerate() {
        writeln!(fields, "#[serde(default = \"d{index}\")] pub f{index}: {ty},").unwrap();
        writeln!(functions, "fn d{index}() -> {ty} {{ {body} }}").unwrap();
    }
    let failure = Probe::new(&kind(&fields, &functions)).generate().unwrap_err();
    let mut wrong = String::new();
    for (index, (ty, body, reason)) in REFUSED.iter().enumerate() {
        let path = format!("ProbeSpec.f{index}");
        let said = failure.diagnostics.iter().find(|one| one.path == path);
        let fits = said.is_some_and(|one| {
            one.code.as_str() == "KW0206" && one.note.iter().any(|note| note.contains(reason))
        });
        if !fits {
            writeln!(wrong, "{ty}: {body}: {said:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert_eq!(failure.diagnostics.len(), REFUSED.len());
}

#[test]
fn a_hash_set_below_a_literal_schema_is_an_error() {
    let items = "fn default() -> std::collections::HashSet<i32> { std::collections::HashSet::from([2, 1]) }";
    let field = |with: &str| {
        let field = format!("#[serde(default = \"default\")] {with} pub a: std::collections::HashSet<i32>,");
        Probe::new(&kind(&field, items))
    };
    let literal = "#[schema(with = { \"type\": \"array\", \"items\": { \"type\": \"integer\" } })]";
    assert!(field(literal).report().contains("another order in each run"));
    assert_eq!(field("").properties()["a"]["default"], json!([1, 2]));
}

#[test]
fn a_constant_that_can_not_be_read_is_said_of_its_field_and_key() {
    let fields = "
        #[schema(default = NOPE)] pub a: i32,
        #[validation(items(max_length = NOPE))] pub b: Vec<String>,
        #[validation(enum(\"a\", NOPE))] pub c: String,
        #[validation(cel(rule = \"true\", message = NOPE))] pub d: i32,
        #[schema(example = { \"minimum\": [NOPE] })] pub e: serde_json::Value,
        pub f: Choice,
    ";
    let items = "#[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub enum Choice { One { #[validation(pattern = NOPE)] g: String } }";
    let failure = Probe::new(&kind(fields, items)).generate().unwrap_err();
    let said: Vec<_> = failure
        .diagnostics
        .iter()
        .map(|one| (one.path.as_str(), one.help.clone().unwrap_or_default()))
        .collect();
    let out = |way: &str| format!("write the value itself: `{way}`");
    assert_eq!(
        said,
        [
            ("Choice::One.g", out("pattern = …")),
            ("ProbeSpec.a", out("default = …")),
            ("ProbeSpec.b", out("max_length = …")),
            ("ProbeSpec.c", out("enum(…)")),
            ("ProbeSpec.d", out("message = …")),
            ("ProbeSpec.e", out("example = …")),
        ]
    );
}

#[test]
fn an_array_that_schemars_has_no_schema_for_is_an_error() {
    let probe = Probe::new(&kind("pub a: [u8; 33], pub b: [u8; 32],", ""));
    assert_eq!(probe.errors()[0].0, "KW0205");
    assert_eq!(probe.errors().len(), 1);
}

#[test]
fn a_function_without_an_end_is_an_error() {
    let probe = Probe::new(&kind(
        "#[serde(default = \"a\")] pub a: i32,",
        "fn a() -> i32 { b() } fn b() -> i32 { a() }",
    ));
    assert_eq!(probe.errors()[0].0, "KW0206");
}

#[test]
fn functions_that_call_one_another_without_measure_are_an_error_in_time() {
    let (mut items, mut ty) = ("fn f0() -> u64 { 1 }\n".to_owned(), "u64".to_owned());
    for n in 1..8 {
        ty = format!("Vec<{ty}>");
        let calls = vec![format!("f{}()", n - 1); 20].join(", ");
        let _ = writeln!(items, "fn f{n}() -> {ty} {{ vec![{calls}] }}");
    }
    let field = format!("#[serde(default = \"f7\")] pub a: {ty},");
    let text = Probe::new(&kind(&field, &items)).report();
    assert!(text.contains("it takes too long to read"), "{text}");
}
