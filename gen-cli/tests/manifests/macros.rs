//! No macro is expanded: one that makes, or may make, what decides a manifest is an error where it is called.

use crate::probe::{Probe, kind};
use serde_json::json;

fn errors(source: &str) -> Vec<(String, String, String)> {
    Probe::new(source).errors()
}

/// The messages of what is wrong, which is all of one code.
fn messages(source: &str) -> Vec<String> {
    let errors = errors(source);
    assert!(errors.iter().all(|one| one.0 == "KW0212"), "{errors:?}");
    errors.into_iter().map(|one| one.2).collect()
}

const KIND: &str = "#[derive(CustomResource, Schema, Clone, Debug, Serialize, Deserialize)]
    #[resource(group = \"probe.example.com\", version = \"v1\", kind = \"Made\")] pub struct MadeSpec { pub x: i32 }";

const RULE: &str = "#[rbac(groups(\"\"), resources(\"pods\"), verbs(get))] fn made() {}";

/// That a call beside a right kind is the one error, with a message that begins so.
fn refused(items: &str, message: &str) {
    let messages = messages(&kind("pub a: bool,", items));
    assert_eq!(messages.len(), 1, "{items}: {messages:?}");
    assert!(messages[0].starts_with(message), "{items}: {messages:?}");
}

#[test]
fn a_macro_that_makes_a_kind_is_an_error_where_it_is_called() {
    refused(
        &format!("macro_rules! kind {{ () => {{ {KIND} }} }} kind!();"),
        "`kind!` makes a kind",
    );
    refused(
        &format!("macro_rules! wrap {{ ($($t:tt)*) => {{ $($t)* }} }} wrap! {{ {KIND} }}"),
        "`wrap!` makes a kind",
    );
    refused(
        &format!(
            "macro_rules! outer {{ () => {{ inner!(); }} }} macro_rules! inner {{ () => {{ {KIND} }} }} outer!();"
        ),
        "`outer!` makes a kind",
    );
    refused(
        "macro_rules! with { ($d:path) => { #[derive($d)] struct XSpec {} } } with!(kubewright::CustomResource);",
        "`with!` makes a kind",
    );
    refused(
        "macro_rules! kind { () => { #[cfg_attr(all(), derive(Clone, CustomResource))] struct X; } }
         fn f() { if true { kind!(); } }",
        "`kind!` makes a kind",
    );
    refused(
        &format!("unknown::items! {{ {KIND} }}"),
        "`unknown::items!` makes a kind",
    );
}

#[test]
fn a_macro_that_makes_a_rule_is_an_error_where_it_is_called() {
    refused(
        &format!("macro_rules! rule {{ () => {{ {RULE} }} }} rule!();"),
        "`rule!` makes a rule",
    );
    refused(
        &format!(
            "mod m {{ macro_rules! rule {{ () => {{ {RULE} }} }} pub(crate) use rule; }} fn f() {{ m::rule!(); }}"
        ),
        "`m::rule!` makes a rule",
    );
}

#[test]
fn a_macro_that_declares_a_module_with_a_kind_is_an_error() {
    let inside = kind("pub b: bool,", "").replace("\"Probe\"", "\"Hidden\"");
    for (items, path) in [
        (
            "macro_rules! modules { ($($m:ident)*) => { $(pub mod $m;)* } } modules!(other api);",
            "src/api.rs",
        ),
        (
            "cfg_if::cfg_if! { if #[cfg(unix)] { mod unix; } else { mod other; } }",
            "src/unix/mod.rs",
        ),
    ] {
        let probe = Probe::new(&kind("pub a: bool,", items));
        probe.file(path, &inside);
        let errors = probe.errors();
        assert_eq!(errors.len(), 1, "{items}: {errors:?}");
        assert_eq!(errors[0].0, "KW0212", "{items}");
        probe.file(path, "pub fn nothing_of_ours() {}");
        assert_eq!(probe.properties(), json!({"a": {"type": "boolean"}}), "{items}");
    }
}

#[test]
fn a_macro_of_ones_own_that_is_called_as_a_standard_one_is_not_read() {
    let items = "macro_rules! vec { ($($t:tt)*) => { ::std::vec![7] } } fn a() -> Vec<i32> { vec![1] }
        fn b() -> Vec<i32> { std::vec![1] }";
    let fields = "#[serde(default = \"b\")] pub b: Vec<i32>, #[serde(default = \"a\")] pub a: Vec<i32>,";
    let errors = errors(&kind(fields, items));
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(
        (errors[0].0.as_str(), errors[0].1.as_str()),
        ("KW0206", "ProbeSpec.a")
    );
}

#[test]
fn macros_that_make_neither_are_no_errors() {
    let items = format!(
        "macro_rules! unused {{ () => {{ {KIND} }} }}
         macro_rules! part {{ ($n:ident, $t:ty) => {{
             #[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct $n(pub $t);
         }}; }}
         part!(Port, u16); part!(Name, String); part! {{ List, Option<Vec<bool>> }}
         fn tokens() -> String {{ quote! {{ {KIND} }} }}
         fn text() -> &'static str {{ stringify!(#[derive(CustomResource)]) }}
         thread_local! {{ static BOOL: std::cell::RefCell<String> = Default::default(); }}
         lazy_static! {{ static ref VEC: Vec<String> = Vec::new(); }}
         fn f() {{ println!(\"{{}}\", 1); let v: Vec<String> = vec![String::new()]; }}"
    );
    let source = kind("pub a: u16, pub b: Option<String>, pub c: Vec<bool>,", &items);
    let properties = Probe::new(&source).properties();
    assert_eq!(properties["c"]["items"], json!({"type": "boolean"}));
}

#[test]
fn what_a_macro_may_make_hides_globs() {
    let other = "mod other { pub type Text = String; } mod made { pub type Text = i32; } use other::*;";
    for call in [
        "macro_rules! types { () => { pub type Text = i32; } } types!();",
        "macro_rules! types { ($n:ident) => { pub type $n = i32; } } types!(Text);",
        "macro_rules! types { ($($n:ident: $t:ty),* $(,)?) => { $(pub type $n = $t;)* } } types!(A: u8, Text: i32,);",
        "macro_rules! types { ($($t:tt)*) => { $($t)* } } types! { pub type Text = i32; }",
        "macro_rules! types { (@one $n:ident) => { pub type $n = i32; }; ($($n:ident)*) => { $(types!(@one $n);)* } }
         types!(A Text);",
        "macro_rules! types { () => { use crate::made::Text; } } types!();",
        "cfg_if::cfg_if! { if #[cfg(unix)] { pub type Text = i32; } else { pub type Text = u8; } }",
    ] {
        let errors = errors(&kind("pub a: Text,", &format!("{other} {call}")));
        let [(code, path, _)] = errors.as_slice() else {
            panic!("{call}: {errors:?}");
        };
        assert_eq!((code.as_str(), path.as_str()), ("KW0212", "ProbeSpec.a"), "{call}");
    }
}

#[test]
fn what_a_macro_may_make_hides_the_prelude_and_values() {
    let items = "macro_rules! types { () => { pub type Option<T> = Vec<T>; } } types!();";
    assert_eq!(messages(&kind("pub a: Option<bool>,", items)).len(), 1);
    let items = "macro_rules! values { () => { fn three() -> i32 { 3 } } } values!();
        mod other { pub fn three() -> i32 { 4 } } use other::*;";
    let fields = "#[serde(default = \"three\")] pub a: i32,";
    assert_eq!(messages(&kind(fields, items)).len(), 1);
}

#[test]
fn what_is_declared_or_named_by_its_path_is_not_what_a_macro_makes() {
    let items = "
        macro_rules! inner { ($n:ident, $t:ty) => { mod made { pub type $n = $t; pub type Text = u8; } } }
        inner!(A, String);
        mod other { pub type Text = bool; } use other::Text;
        macro_rules! function { ($n:ident) => { fn $n() { struct Part; } } } function!(g);
        mod parts { use super::*;
            #[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct Part { pub x: bool } }
        use parts::*;";
    let source = kind("pub a: Text, pub b: Part, pub c: String,", items);
    let properties = Probe::new(&source).properties();
    assert_eq!(properties["a"], json!({"type": "boolean"}));
    assert_eq!(properties["b"]["properties"], json!({"x": {"type": "boolean"}}));
}

/// A kind with this attribute above its derives.
fn with(attribute: &str, items: &str) -> String {
    let above = format!("{attribute} #[derive(CustomResource,");
    kind("pub a: bool,", items).replace("#[derive(CustomResource,", &above)
}

#[test]
fn an_attribute_macro_above_our_derives_is_an_error() {
    for attribute in [
        "#[some::attribute]",
        "#[::some::attribute(x)]",
        "#[derive(Default)] #[some::attribute]",
    ] {
        let messages = messages(&with(attribute, ""));
        assert_eq!(messages.len(), 1, "{attribute}");
        assert!(messages[0].contains("some::attribute"), "{messages:?}");
    }
    let around = format!("#[some::attribute] mod m {{ {} }}", kind("pub a: bool,", ""));
    assert_eq!(messages(&around).len(), 1);
}

#[test]
fn an_attribute_macro_that_may_add_our_derives_is_an_error() {
    let source = kind("pub a: bool,", "").replace(
        "#[derive(CustomResource, Schema, Clone, Debug, Serialize, Deserialize)]",
        "#[our::derives]",
    );
    assert_eq!(messages(&source).len(), 1);
}

#[test]
fn other_attributes_above_our_derives_are_none() {
    let below =
        kind("pub a: bool,", "").replace("pub struct ProbeSpec", "#[some::attribute] pub struct ProbeSpec");
    for source in [
        with(
            "#[allow(dead_code)] #[rustfmt::skip] #[clippy::msrv = \"1.89\"]",
            "",
        ),
        with(
            "#[kubewright::rbac(groups(\"\"), resources(\"pods\"), verbs(get))]",
            "",
        ),
        with("#[helper] #[garde(allow)]", "use serde::{self as garde};"),
        below,
    ] {
        let properties = Probe::new(&source).properties();
        assert_eq!(properties, json!({"a": {"type": "boolean"}}), "{source}");
    }
}

#[test]
fn an_argument_that_a_macro_may_make_a_type_of_is_no_constant_for_sure() {
    let generic =
        "#[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct Gen<T = String> { pub t: T }";
    let made = "macro_rules! make { ($name:ident) => { pub struct $name; } }\nmake!(Part);";
    let function = "#[allow(non_snake_case)] fn Part() {}";
    let probe = Probe::new(&kind(
        "pub a: Gen<Part>,",
        &format!("{generic}\n{made}\n{function}"),
    ));
    let codes: Vec<String> = probe.errors().into_iter().map(|one| one.0).collect();
    assert_eq!(codes, ["KW0212"]);
}
