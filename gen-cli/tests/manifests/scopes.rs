//! What a name means where several things are called so: visibility, globs, namespaces, blocks, editions.

use crate::probe::{Probe, kind};
use serde_json::{Value, json};
use std::fmt::Write as _;

const PART: &str = "#[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct";

fn properties(fields: &str, items: &str) -> Value {
    Probe::new(&kind(fields, items)).properties()
}

#[test]
fn the_globs_of_an_enum_bring_its_variants_alone() {
    let source = kind(
        "pub a: String, #[schema(default = Down)] pub b: Phase,",
        "#[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub enum Phase { Up, Down } use Phase::*;",
    );
    let properties = Probe::new(&source).properties();
    assert_eq!(properties["a"], json!({"type": "string"}));
    assert_eq!(properties["b"]["default"], json!("Down"));
}

#[test]
fn a_glob_brings_what_can_be_seen() {
    let items = format!(
        "mod a {{ type Text = i32; pub(super) type Shown = u8; pub mod deep {{ pub(super) type Inner = u8; }} pub use self::deep::*; }}
         mod b {{ pub type Text = bool; }}
         mod c {{ use super::*; {PART} Inner {{ pub c: bool }} }}
         use a::*; use b::*; use c::*;"
    );
    let properties = properties("pub a: Text, pub b: Shown, pub c: Inner,", &items);
    assert_eq!(properties["a"], json!({"type": "boolean"}));
    assert_eq!(properties["b"]["type"], json!("integer"));
    assert_eq!(properties["c"]["properties"], json!({"c": {"type": "boolean"}}));
}

#[test]
fn a_private_import_hides_what_a_glob_of_its_module_brings() {
    let items = "mod x { pub type P = u8; } mod y { pub type P = i64; }
        mod a { use super::x::P; pub use super::y::*; type Used = P; } mod b { pub type P = bool; } use a::*; use b::*;";
    assert_eq!(properties("pub a: P,", items)["a"], json!({"type": "boolean"}));
}

#[test]
fn two_globs_that_bring_different_things_are_an_error() {
    let items = "mod a { pub type P = u8; } mod b { pub type P = bool; } use a::*; use b::*;";
    let probe = Probe::new(&kind("pub a: P,", items));
    assert_eq!(
        probe.errors(),
        [(
            "KW0204".to_owned(),
            "ProbeSpec.a".to_owned(),
            "`P` is ambiguous".to_owned()
        )]
    );
    // the same thing, in two ways, is one; and nobody asks for Q
    let items = "mod o { pub type P = bool; } mod a { pub use super::o::P; pub type Q = u8; }
        mod b { pub use super::o::*; pub type Q = i8; } use a::*; use b::*;
        use std::collections::*; use std::collections::hash_map::*;";
    let properties = properties("pub a: P, pub b: HashMap<String, bool>,", items);
    assert_eq!(properties["a"], json!({"type": "boolean"}));
}

#[test]
fn types_values_and_macros_are_apart() {
    let items = "
        fn limit() -> i32 { 5 } #[allow(non_camel_case_types)] pub struct limit { pub y: i32 }
        mod t { pub type thing = u8; } mod f { pub fn thing() -> u8 { 7 } } use t::thing; use f::thing;
        mod o { pub mod m { pub type X = bool; } pub fn m() -> i32 { 9 } } use o::m::{self}; fn m() -> i32 { 4 }
        pub enum E { Named { x: i32 }, Other } use E::*; fn Named() -> i32 { 3 }
    ";
    let fields = "#[serde(default = \"limit\")] pub a: i32, #[serde(default = \"thing\")] pub b: thing,
        #[serde(default = \"m\")] pub c: i32, pub d: m::X, #[serde(default = \"Named\")] pub e: i32,";
    let properties = properties(fields, items);
    for (field, default) in [("a", 5), ("b", 7), ("c", 4), ("e", 3)] {
        assert_eq!(properties[field]["default"], json!(default), "{field}");
    }
    assert_eq!(properties["d"], json!({"type": "boolean"}));
}

#[test]
fn what_another_crate_calls_as_we_do_hides_a_derive_only_if_it_is_one() {
    let source = kind("pub a: bool,", "").replace(
        "use kubewright::{CustomResource, DeepCopy, Schema, rbac};",
        "use kubewright::*; use schemars::Schema;",
    );
    assert_eq!(
        Probe::new(&source).properties(),
        json!({"a": {"type": "boolean"}})
    );
    let source = "enum Kind { Schema } use Kind::Schema;\n".to_owned()
        + &kind("pub a: bool,", "").replace(
            "use kubewright::{CustomResource, DeepCopy, Schema, rbac};",
            "use kubewright::*;",
        );
    assert_eq!(
        Probe::new(&source).properties(),
        json!({"a": {"type": "boolean"}})
    );
}

#[test]
fn macro_use_brings_our_derives() {
    for attribute in ["#[macro_use]", "#[macro_use(CustomResource, Schema)]"] {
        let source = kind("pub a: bool,", "").replace(
            "use kubewright::{CustomResource, DeepCopy, Schema, rbac};",
            &format!("{attribute} extern crate kubewright;"),
        );
        assert_eq!(
            Probe::new(&source).properties(),
            json!({"a": {"type": "boolean"}}),
            "{attribute}"
        );
    }
}

#[test]
fn parameters_hide_items_and_constants_are_no_types() {
    let items = "
        const LEN: usize = 2; type T = String;
        #[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct Mixed<const N: usize, T> { pub v: T }
        #[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct Outer<const LEN: usize, T> { pub m: Mixed<LEN, T> }
    ";
    let properties = properties(
        "pub a: Mixed<3, bool>, pub b: Mixed<LEN, bool>, pub c: Outer<LEN, bool>, pub d: Mixed<{ LEN + 1 }, T>,",
        items,
    );
    let boolean = json!({"type": "boolean"});
    assert_eq!(properties["a"]["properties"]["v"], boolean);
    assert_eq!(properties["b"]["properties"]["v"], boolean);
    assert_eq!(properties["c"]["properties"]["m"]["properties"]["v"], boolean);
    assert_eq!(properties["d"]["properties"]["v"], json!({"type": "string"}));
}

#[test]
fn a_parameter_is_no_constant_of_the_module() {
    let item = "const N: usize = 2; #[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct A<const N: usize>";
    for fields in ["{ pub v: [u8; N] }", "{ #[validation(maximum = N)] pub v: u8 }"] {
        let probe = Probe::new(&kind("pub a: A<3>,", &format!("{item} {fields}")));
        let errors = probe.errors();
        assert!(
            errors.len() == 1 && ["KW0205", "KW0206"].contains(&errors[0].0.as_str()),
            "{errors:?}"
        );
    }
}

#[test]
fn kinds_and_rules_in_blocks_see_what_stands_around_them() {
    let one = |name: &str, fields: &str| {
        format!(
            "#[derive(CustomResource, Schema, Clone, Debug, Serialize, Deserialize)]
             #[resource(group = \"probe.example.com\", version = \"v1\", kind = \"{name}\")] struct {name}Spec {{ {fields} }}"
        )
    };
    let source = format!(
        "use kubewright::{{CustomResource, Schema, rbac}}; use serde::*;
         use k8s_openapi::api::core::v1::Pod as Thing; type P = bool;
         fn outer() {{ use k8s_openapi::api::apps::v1::Deployment as Thing; type P = String; {}
             let c = || {{ type Q = P; {} #[rbac(Thing, verbs(list))] fn b() {{}} }};
             #[rbac(Thing, verbs(get))] fn a() {{}} }}
         #[rbac(Thing, verbs(watch))] const _: () = {{ {} }};",
        one("InFn", "a: P, b: self::P"),
        one("InClosure", "a: Q"),
        one("InConst", "a: P"),
    );
    let made = Probe::new(&source).generate().unwrap();
    let spec = |name: &str| {
        let text = &made.files.texts[&format!("crd/bases/probe.example.com_{name}.yaml")];
        let crd: Value = serde_yaml::from_str(text).unwrap();
        crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"]["properties"].clone()
    };
    let (text, boolean) = (json!({"type": "string"}), json!({"type": "boolean"}));
    assert_eq!(spec("infns"), json!({"a": text, "b": boolean}));
    assert_eq!(spec("inclosures"), json!({"a": text}));
    assert_eq!(spec("inconsts"), json!({"a": boolean}));
    let role: Value =
        serde_yaml::from_str(made.files.texts["rbac/role.yaml"].split("---\n").nth(1).unwrap()).unwrap();
    assert_eq!(
        role["rules"],
        json!([
            {"apiGroups": [""], "resources": ["pods"], "verbs": ["watch"]},
            {"apiGroups": ["apps"], "resources": ["deployments"], "verbs": ["get", "list"]},
        ])
    );
}

#[test]
fn what_is_seen_from_above_a_module_in_a_block_is_seen_in_the_block() {
    let source = format!(
        "mod around {{ fn f() {{
             mod a {{ pub(super) type P = bool; pub(super) mod b {{ pub(in super::super) type Q = bool; }} }}
             {} }} }}",
        kind("pub a: a::P, pub b: a::b::Q,", "")
    );
    let boolean = json!({"type": "boolean"});
    assert_eq!(
        Probe::new(&source).properties(),
        json!({"a": boolean, "b": boolean})
    );
}

#[test]
fn imports_of_the_edition_of_2015_begin_at_the_root() {
    let probe = Probe::new(
        "extern crate kubewright; extern crate serde; extern crate serde_json as js;
         mod util { pub type U = bool; }
         pub mod sub { use kubewright::{CustomResource, Schema}; use serde::{Deserialize, Serialize};
             mod util { pub type U = i64; } use util::U; use self::util::U as V;
             #[derive(CustomResource, Schema, Clone, Debug, Serialize, Deserialize)]
             #[resource(group = \"probe.example.com\", version = \"v1\", kind = \"Probe\")]
             pub struct ProbeSpec { a: U, b: V, c: ::util::U, d: util::U, e: ::std::string::String, f: ::js::Value } }",
    );
    let manifest = std::fs::read_to_string(probe.path("Cargo.toml")).unwrap();
    probe.file("Cargo.toml", &manifest.replace("2024", "2015"));
    let properties = probe.properties();
    let (boolean, number) = (json!({"type": "boolean"}), json!("int64"));
    assert_eq!(properties["a"], boolean);
    assert_eq!(properties["b"]["format"], number);
    assert_eq!(properties["c"], boolean);
    assert_eq!(properties["d"]["format"], number);
    assert_eq!(properties["e"], json!({"type": "string"}));
}

#[test]
fn a_crate_may_call_itself_and_others_by_names_of_its_own() {
    let items = "extern crate self as me; extern crate serde_json as js; pub type Top = bool;
        mod inner { pub type A = me::Top; pub type B = ::js::Value; }";
    let properties = properties("pub a: inner::A, pub b: inner::B,", items);
    assert_eq!(properties["a"], json!({"type": "boolean"}));
    assert_eq!(
        properties["b"]["x-kubernetes-preserve-unknown-fields"],
        json!(true)
    );
}

#[test]
fn the_path_of_a_glob_may_begin_with_what_other_globs_bring() {
    let (mut modules, mut globs, mut fields) = (String::new(), String::new(), String::new());
    for n in 0..14 {
        let _ = write!(
            modules,
            "pub mod m{n} {{ pub type T{n} = bool; pub mod inner{n} {{ pub type I{n} = i8; }} }} "
        );
        // each before that which brings what it begins with
        globs = format!("use inner{n}::*; use m{n}::*; {globs}");
        let _ = write!(fields, "pub t{n}: T{n}, pub i{n}: I{n}, ");
    }
    let items = format!("pub mod all {{ {modules} pub use super::*; }} {globs} use crate::all::*;");
    let properties = properties(&fields, &items);
    for n in 0..14 {
        assert_eq!(properties[format!("t{n}")]["type"], json!("boolean"));
        assert_eq!(properties[format!("i{n}")]["type"], json!("integer"));
    }
}

#[test]
fn globs_in_circles_come_to_an_end() {
    let mut modules = String::new();
    for n in 0..14 {
        let others: String = (0..14)
            .filter(|m| *m != n)
            .map(|m| format!("pub use super::c{m}::*; "))
            .collect();
        let _ = write!(
            modules,
            "pub mod c{n} {{ {others} pub type Of{n} = bool; pub use super::*; }} "
        );
    }
    let items = format!("{modules} use c0::*;");
    let properties = properties("pub a: Of13, pub b: Of0, pub c: c7::c3::Of1,", &items);
    for field in ["a", "b", "c"] {
        assert_eq!(properties[field]["type"], json!("boolean"));
    }
    let probe = Probe::new(&kind("pub a: OfNone,", &items));
    assert_eq!(probe.errors()[0].0, "KW0204");
}
