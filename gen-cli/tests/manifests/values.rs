//! Constants and defaults are read as serde would write them.

use crate::probe::{Probe, kind};
use serde_json::{Value, json};

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

#[test]
fn a_function_without_an_end_is_an_error() {
    let probe = Probe::new(&kind(
        "#[serde(default = \"a\")] pub a: i32,",
        "fn a() -> i32 { b() } fn b() -> i32 { a() }",
    ));
    assert_eq!(probe.errors()[0].0, "KW0206");
}
