//! A `cfg` that nothing decides is an error where it decides a manifest, and nowhere else.

use crate::probe::{Probe, kind};
use serde_json::json;

/// The codes and paths of what is wrong.
fn wrong(source: &str) -> Vec<(String, String)> {
    let errors = Probe::new(source).errors();
    errors.into_iter().map(|(code, path, _)| (code, path)).collect()
}

/// That each of these beside a kind with these fields is undecided, at this path.
fn undecided(fields: &str, items: &str, path: &str) {
    let expected = ("KW0207".to_owned(), path.to_owned());
    assert_eq!(wrong(&kind(fields, items)), [expected], "{items}");
}

#[test]
fn an_alias_a_constant_or_a_function_that_is_used_decides() {
    undecided(
        "pub a: Id,",
        "#[cfg(unix)] type Id = u32; #[cfg(windows)] type Id = String;",
        "ProbeSpec.a",
    );
    undecided(
        "#[validation(maximum = MOST)] pub a: i32,",
        "#[cfg(debug_assertions)] const MOST: i32 = 1; #[cfg(not(debug_assertions))] const MOST: i32 = 2;",
        "ProbeSpec.a",
    );
    undecided(
        "#[serde(default = \"a\")] pub a: i32,",
        "#[cfg(unix)] fn a() -> i32 { 1 } #[cfg(not(unix))] fn a() -> i32 { 2 }",
        "ProbeSpec.a",
    );
}

#[test]
fn an_import_a_glob_or_a_module_that_is_used_decides() {
    let modules = "mod x { pub type U = i32; } mod y { pub type U = i64; }";
    for imports in [
        "#[cfg(unix)] use x::U; #[cfg(not(unix))] use y::U;",
        "#[cfg(unix)] use x::*; #[cfg(not(unix))] use y::*;",
        "#[cfg(unix)] use x as z; #[cfg(not(unix))] use y as z; use z::U;",
    ] {
        undecided("pub a: U,", &format!("{modules} {imports}"), "ProbeSpec.a");
    }
    undecided(
        "pub a: m::U,",
        "#[cfg(unix)] mod m { pub type U = i32; } #[cfg(not(unix))] mod m { pub type U = i64; }",
        "ProbeSpec.a",
    );
    undecided(
        "pub a: serde_json::Value,",
        "#[cfg(unix)] extern crate serde_json;",
        "ProbeSpec.a",
    );
}

#[test]
fn a_default_of_a_type_decides() {
    let item = "#[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct P { pub v: i32 }";
    undecided(
        "#[serde(default)] #[schema(default)] pub a: P,",
        &format!(
            "{item} #[cfg(unix)] impl Default for P {{ fn default() -> Self {{ P {{ v: 1 }} }} }}
             #[cfg(not(unix))] impl Default for P {{ fn default() -> Self {{ P {{ v: 2 }} }} }}"
        ),
        "ProbeSpec.a",
    );
    undecided(
        "#[validation(maximum = P::MOST)] pub a: i32, pub p: P,",
        &format!(
            "{item} impl P {{ #[cfg(unix)] const MOST: i32 = 1; #[cfg(not(unix))] const MOST: i32 = 2; }}"
        ),
        "ProbeSpec.a",
    );
}

#[test]
fn a_value_with_a_condition_in_it_is_not_read() {
    let item = "#[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct P { pub v: i32 }";
    let source = kind(
        "#[serde(default = \"p\")] pub a: P,",
        &format!("{item} fn p() -> P {{ P {{ #[cfg(unix)] v: 1, #[cfg(not(unix))] v: 2 }} }}"),
    );
    assert_eq!(wrong(&source)[0].0, "KW0206");
    let source = kind(
        "#[serde(default = \"p\")] pub a: Vec<i32>,",
        "fn p() -> Vec<i32> { vec![#[cfg(unix)] 1, 2] }",
    );
    assert_eq!(wrong(&source)[0].0, "KW0206");
}

#[test]
fn a_module_with_a_kind_or_a_rule_decides_whether_there_is_one() {
    let inside = kind("pub a: bool,", "");
    let undecided = |path: &str| vec![("KW0207".to_owned(), path.to_owned())];
    assert_eq!(
        wrong(&format!("#[cfg(unix)] mod a {{ {inside} }}")),
        undecided("a")
    );
    assert_eq!(
        wrong(&format!(
            "#[cfg(unix)] mod a {{ }} #[cfg(not(unix))] mod a {{ {inside} }}"
        )),
        undecided("a")
    );
    assert_eq!(
        wrong(&format!("#[cfg(unix)] fn a() {{ {inside} }}")),
        undecided("")
    );
    let rule = "#[kubewright::rbac(groups(\"\"), resources(\"pods\"), verbs(get))] fn f() {}";
    for around in [
        format!("#[cfg(unix)] mod a {{ {rule} }}"),
        format!("#[cfg(unix)] fn a() {{ {rule} }}"),
        format!("struct S; #[cfg(unix)] impl S {{ {rule} }}"),
        format!("struct S; impl S {{ #[cfg(unix)] {rule} }}"),
        format!("fn a() {{ #[cfg(unix)] {{ {rule} }} }}"),
    ] {
        let wrong = wrong(&around);
        assert_eq!(wrong.len(), 1, "{around}: {wrong:?}");
        assert_eq!(wrong[0].0, "KW0207", "{around}");
    }
}

#[test]
fn a_file_that_says_itself_whether_it_is_there_decides() {
    let probe = Probe::new(&kind("pub a: api::Id,", "mod api;"));
    probe.file("src/api.rs", "#![cfg(unix)]\npub type Id = u32;\n");
    assert_eq!(
        probe
            .errors()
            .iter()
            .map(|one| (one.0.as_str(), one.1.as_str()))
            .collect::<Vec<_>>(),
        [("KW0207", "ProbeSpec.a")]
    );
    let probe = Probe::new(&kind(
        "pub a: api::Id,",
        "#[cfg_attr(windows, path = \"win.rs\")] mod api;",
    ));
    probe.file("src/api.rs", "pub type Id = u32;\n");
    probe.file("src/win.rs", "pub type Id = String;\n");
    assert_eq!(probe.errors()[0].0, "KW0207");
}

#[test]
fn a_derive_or_a_rule_that_an_undecided_condition_adds_decides() {
    let source = kind("pub a: bool,", "").replace(
        "#[derive(CustomResource, Schema,",
        "#[cfg_attr(unix, derive(CustomResource))] #[derive(Schema,",
    );
    assert_eq!(wrong(&source), [("KW0207".to_owned(), "ProbeSpec".to_owned())]);
    let rule = "#[cfg_attr(unix, kubewright::rbac(groups(\"\"), resources(\"pods\"), verbs(get)))] fn f() {}";
    assert_eq!(wrong(rule), [("KW0207".to_owned(), String::new())]);
    let source = kind("pub a: bool,", "").replace(
        "use kubewright::{CustomResource,",
        "#[cfg(unix)] use kubewright::CustomResource; use kubewright::{",
    );
    assert_eq!(wrong(&source), [("KW0207".to_owned(), "ProbeSpec".to_owned())]);
}

#[test]
fn what_no_manifest_needs_may_hang_on_anything() {
    let items = "
        #[cfg(unix)] type Other = u32; #[cfg(windows)] type Other = u64;
        #[cfg(unix)] mod plat { pub fn f() {} } #[cfg(windows)] mod plat { pub fn f() {} }
        #[cfg(unix)] use std::collections::*; #[cfg(tokio_unstable)] pub fn g() {}
        mod m { pub type A = bool; #[cfg(unix)] pub type B = u8; }
        use m::*;
        #[cfg(unix)] #[derive(Clone)] pub struct NoKind;
        #[derive(Clone)] #[cfg_attr(unix, derive(Debug))] pub struct NeitherThis;
    ";
    let probe = Probe::new(&kind("pub a: A, pub b: String,", items));
    assert_eq!(probe.properties()["a"], json!({"type": "boolean"}));
}

#[test]
fn attributes_that_no_reader_looks_at_decide_nothing() {
    let source = kind(
        "#[cfg_attr(docsrs, doc(cfg(unix)))] pub a: bool, #[cfg_attr(fuzzing, arbitrary(skip))] pub b: bool,",
        "",
    )
    .replace(
        "pub struct ProbeSpec",
        "#[cfg_attr(docsrs, doc(cfg(feature = \"x\")), allow(unused))] #[cfg_attr(fuzzing, derive(PartialEq))]\n\
         #[cfg_attr(unix, deprecated, cfg_attr(fuzzing, must_use))] pub struct ProbeSpec",
    );
    assert_eq!(Probe::new(&source).spec()["required"], json!(["a", "b"]));
    for decides in [
        "doc = \"x\"",
        "serde(default)",
        "schema(title = \"x\")",
        "derive(Default)",
        "derive(kubewright::Schema)",
        "some::attribute",
        "cfg_attr(fuzzing, validation(cel(\"true\")))",
        "cfg(windows)",
    ] {
        let source = kind("pub a: bool,", "").replace(
            "pub struct ProbeSpec",
            &format!("#[cfg_attr(unix, {decides})] pub struct ProbeSpec"),
        );
        assert_eq!(
            wrong(&source),
            [("KW0207".to_owned(), "ProbeSpec".to_owned())],
            "{decides}"
        );
    }
}

#[test]
fn a_stated_condition_decides() {
    let source = kind(
        "pub a: Id,",
        "#[cfg(unix)] type Id = u32; #[cfg(windows)] type Id = String;",
    );
    let probe = Probe::with_metadata(
        &source,
        "[package.metadata.gen-cli]\ncfgs = [\"windows\", \"not(unix)\"]\n",
    );
    assert_eq!(probe.properties()["a"], json!({"type": "string"}));
}
