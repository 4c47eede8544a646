//! Errors: at the key, all at once, with the way out.

use crate::probe::{Probe, kind};

#[test]
fn every_error_of_a_package_is_said_at_once_with_its_line_and_a_caret() {
    let fields = "#[validation(minimun = 1)] pub a: i32,\n#[schema(list_type = \"map\", list_map_keys(\"x\"))] pub b: Vec<String>,";
    let report = Probe::new(&kind(fields, "")).report();
    assert!(
        report.contains("error[KW0102]") && report.contains("did you mean `minimum`"),
        "{report}"
    );
    assert!(
        report.contains("src/lib.rs:") && report.contains("^^^^^^^"),
        "{report}"
    );
    assert!(report.contains("nothing is written"), "{report}");
}

#[test]
fn an_error_of_the_filled_schema_stands_at_its_key() {
    let items = "#[derive(Schema, Clone, Debug, Serialize, Deserialize)] #[validation(maximum = 5)] pub struct Small(i32);";
    let probe = Probe::new(&kind("#[validation(minimum = 9)]\npub a: Small,", items));
    assert_eq!(probe.errors()[0].0, "KW0402");
    assert_eq!(probe.errors()[0].1, "spec.a");
    let report = probe.report();
    assert!(
        report.contains("#[validation(minimum = 9)]") && report.contains("^^^^^^^"),
        "{report}"
    );
}

#[test]
fn half_written_source_is_an_error_with_its_place() {
    let report = Probe::new("pub struct S { a: ").report();
    assert!(
        report.contains("KW0202") && report.contains("src/lib.rs"),
        "{report}"
    );
}

#[test]
fn a_type_that_contains_itself_is_an_error_that_names_the_cycle() {
    let items =
        "#[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct Tree { pub children: Vec<Tree> }";
    let probe = Probe::new(&kind("pub tree: Tree,", items));
    assert_eq!(probe.errors()[0].0, "KW0303");
    assert!(probe.report().contains("Tree"));
}

#[test]
fn a_type_of_a_crate_that_is_not_read_is_an_error_with_the_ways_out() {
    let probe = Probe::new(&kind("pub a: serde::de::IgnoredAny, pub b: Missing,", ""));
    let codes: Vec<String> = probe.errors().into_iter().map(|one| one.0).collect();
    assert_eq!(codes, ["KW0205", "KW0204"]);
    assert!(probe.report().contains("[package.metadata.gen-cli.types]"));
}

#[test]
fn a_cfg_that_decides_a_schema_without_a_stated_target_is_an_error() {
    let fields = "pub a: bool, #[cfg(unix)] pub b: bool,";
    assert_eq!(Probe::new(&kind(fields, "")).errors()[0].0, "KW0207");
    let stated = "[package.metadata.gen-cli]\ntarget = \"x86_64-unknown-linux-gnu\"\n";
    let properties = Probe::with_metadata(&kind(fields, ""), stated).properties();
    assert!(properties.get("b").is_some());
}

#[test]
fn what_the_api_server_would_refuse_is_an_error_at_the_attribute_with_its_words() {
    let fields = "#[validation(cel(\"self.nothing > 1\"))]\npub a: i32,\npub b: bool,";
    let probe = Probe::new(&kind(fields, ""));
    let errors = probe.errors();
    let told: Vec<(&str, &str)> = errors
        .iter()
        .map(|one| (one.0.as_str(), one.1.as_str()))
        .collect();
    assert_eq!(told, [("KW0801", "spec.a")]);
    let report = probe.report();
    assert!(
        report.contains("#[validation(cel(\"self.nothing > 1\"))]"),
        "{report}"
    );
    assert!(report.contains("compilation failed: ERROR"), "{report}");
}

#[test]
fn a_pattern_that_the_api_server_can_not_read_is_an_error_at_its_field() {
    let probe = Probe::new(&kind("#[validation(pattern = \"(\")]\npub b: String,", ""));
    assert_eq!(probe.errors()[0].1, "spec.b");
    assert!(probe.report().contains("missing closing )"));
}

#[test]
fn a_rule_that_costs_too_much_is_an_error_at_the_rule() {
    let items = "#[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct Item { #[validation(cel(\"self.matches('^a.*b$')\"))] pub text: String }";
    let probe = Probe::new(&kind("pub items: Vec<Item>,", items));
    assert_eq!(probe.errors()[0].1, "spec.items[*].text");
    assert!(probe.report().contains("estimated rule cost exceeds budget"));
}

#[test]
fn an_attribute_that_is_almost_ours_is_an_error() {
    let derive = "#[derive(Schema, Clone, Debug, Serialize, Deserialize)]";
    let items = format!(
        "{derive} #[validations(at_most_one_of(\"a\"))] pub struct Part {{ #[imutable] #[validate(x)] pub a: Option<i32> }}\n\
         {derive} pub enum Word {{ A, #[shema(title = \"b\")] B }}"
    );
    let errors = Probe::new(&kind("pub part: Part, pub word: Word,", &items)).errors();
    let said: Vec<(&str, &str)> = errors
        .iter()
        .map(|(code, path, _)| (code.as_str(), path.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            ("KW0112", "Part"),
            ("KW0112", "Part.a"),
            ("KW0112", "Part.a"),
            ("KW0112", "Word.B"),
        ]
    );
    let report = Probe::new(&kind("#[imutable] pub a: i32,", "")).report();
    assert!(
        report.contains("`imutable` is no attribute of kubewright"),
        "{report}"
    );
    assert!(report.contains("did you mean `immutable`?"), "{report}");
    assert!(report.contains("#[imutable] pub a: i32"), "{report}");
}

#[test]
fn an_attribute_that_another_derive_may_know_is_none_of_ours() {
    let items = "#[derive(Schema, Clone, Debug, Serialize, Deserialize, own::Scaled)] pub struct Part { #[scales] pub a: i32 }";
    Probe::new(&kind("pub part: Part,", items)).spec();
}

#[test]
fn what_is_wrong_within_an_alias_is_told_where_it_is_used() {
    let items = "type Outer<T> = Vec<Inner<T>>;\ntype Inner<T> = Missing<T>;";
    let probe = Probe::new(&kind("pub a: Outer<u8>,", items));
    assert!(probe.report().contains("pub a: Outer<u8>,"), "{}", probe.report());
}

#[test]
fn a_marker_that_is_not_skipped_is_null_as_at_run_time() {
    let probe = Probe::new(&kind("pub a: std::marker::PhantomData<u8>,", ""));
    let [(code, path, _)] = &probe.errors()[..] else {
        panic!("{:?}", probe.errors())
    };
    assert_eq!((code.as_str(), path.as_str()), ("KW0301", "spec.a"));
}

#[test]
fn what_serde_knows_no_place_of_is_told_at_the_name_of_the_type() {
    let items =
        "#[derive(Schema, Clone, Debug, Serialize, Deserialize)]\n#[serde(default)]\npub struct Unit;";
    let probe = Probe::new(&kind("pub unit: Unit,", items));
    assert!(probe.report().contains("pub struct Unit;"), "{}", probe.report());
}
