//! Which names macros define.

use super::names::{in_arguments, in_body};
use super::rules::read;
use crate::resolve::scope::Namespace;
use proc_macro2::TokenStream;

fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap()
}

/// What a call with these arguments defines; none if no rule takes them.
fn defined(rules: &str, arguments: &str) -> Option<String> {
    let rules = read(&tokens(rules));
    let arguments = tokens(arguments);
    let (rule, given) = rules
        .iter()
        .find_map(|rule| Some((rule, rule.given(&arguments)?)))?;
    Some(shown(in_body(&rule.body, &given).names))
}

fn shown(names: impl IntoIterator<Item = (Namespace, String)>) -> String {
    let each = names.into_iter().map(|(namespace, name)| match namespace {
        Namespace::Type => format!("{name}:t"),
        Namespace::Value => format!("{name}:v"),
        Namespace::Macro => format!("{name}:m"),
    });
    each.collect::<Vec<_>>().join(" ")
}

#[test]
fn names_are_written_or_given() {
    for (rules, arguments, expected) in [
        ("() => { type A = u8; fn b() {} }", "", "A:t b:v"),
        ("($n:ident, $t:ty) => { enum $n { X($t) } }", "A, Vec<u8>", "A:t"),
        (
            "($($n:ident: $t:ty),* $(,)?) => { $(pub type $n = $t;)* }",
            "A: u8, B: i32,",
            "A:t B:t",
        ),
        (
            "($(#[$m:meta])* $v:vis struct $n:ident;) => { $(#[$m])* $v struct $n; }",
            "#[a(b)] #[c] pub(crate) struct A;",
            "A:t A:v",
        ),
        (
            "($n:ident = $e:expr; $l:literal $l2:lifetime) => { const $n: u8 = $e; }",
            "A = 1 + f(2); -3 'a",
            "A:v",
        ),
        (
            "(@inner $n:ident) => { mod $n {} }; ($($p:path)+) => { trait T {} }",
            "@inner a",
            "a:t",
        ),
        (
            "(@inner $n:ident) => { mod $n {} }; ($($p:path)+) => { trait T {} }",
            "a::b c",
            "T:t",
        ),
        (
            "($a:ident [$($b:ident)|*] { $c:tt }) => { static mut $a: u8 = 0; $(fn $b() {})* union $c {} }",
            "A [b | c] { D }",
            "D:t A:v b:v c:v",
        ),
        (
            "($i:item $s:stmt; $b:block $p:pat) => { use a::{self, b as c, d::{e, $i}}; }",
            "fn f() {} let x = 1; {} Some(_) | None",
            "a:t a:v",
        ),
    ] {
        if expected.starts_with("a:t a:v") {
            let found = defined(rules, arguments).unwrap();
            for name in ["c:t", "e:v", "self:t"] {
                assert!(found.contains(name), "{rules}: {found}");
            }
            continue;
        }
        assert_eq!(defined(rules, arguments).as_deref(), Some(expected), "{rules}");
    }
    assert_eq!(defined("($a:ident) => {}", "a b"), None);
    assert_eq!(defined("($($a:ident),+) => {}", ""), None);
}

#[test]
fn what_stands_inside_of_items_is_no_item_of_the_module() {
    let body = "() => { mod m { struct A; } impl B { const C: u8 = 0; } fn f() { struct D; } }";
    assert_eq!(defined(body, "").unwrap(), "m:t f:v");
    let arguments = tokens("if #[cfg(unix)] { type A = u8; } else { static ref B: u8 = 1; }");
    assert_eq!(shown(in_arguments(&arguments)), "A:t B:v");
}
