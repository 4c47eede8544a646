//! Input that nobody means: errors, and nothing worse.

use super::read;
use crate::syntax::{Marks, container};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

fn codes(source: &str) -> Vec<&'static str> {
    match read(source) {
        Ok(_) => Vec::new(),
        Err(told) => told.into_iter().map(|(told, _)| told.code.as_str()).collect(),
    }
}

#[test]
fn two_thousand_levels_of_groups_are_an_error() {
    let nest = |open: &str, close: &str| format!("{}{}", open.repeat(2000), close.repeat(2000));
    let values = [
        format!("#[validation({})] struct S {{ a: T }}", nest("items(", ")")),
        format!("#[schema(default = {})] struct S {{ a: T }}", nest("[", "]")),
        format!(
            "#[schema(default = {}1{})] struct S {{ a: T }}",
            "{\"a\": ".repeat(2000),
            "}".repeat(2000)
        ),
        format!("struct S {{ #[validation(enum({}))] a: T }}", nest("(", ")")),
        format!("enum E {{ #[schema(title = {})] A(T) }}", nest("concat!(", ")")),
    ];
    for source in values {
        assert_eq!(codes(&source), ["KW0101"], "{}", &source[..60]);
    }
    let args = format!("verbs({})", nest("(", ")"));
    assert!(crate::syntax::rbac(args.parse().unwrap(), &mut Marks::new(1)).is_err());
}

#[test]
fn thirty_levels_are_read_on_a_small_stack() {
    let nest = |key: &str, open: &str, value: &str, close: &str| {
        let (open, close) = (open.repeat(30), close.repeat(30));
        format!("struct S {{ #[{key}{open}{value}{close})] a: T }}")
    };
    let read_both = move || {
        let items = codes(&nest("validation(", "items(", "minimum = 1", ")"));
        let objects = codes(&nest("schema(with = ", "{\"a\": ", "1", "}"));
        (items, objects)
    };
    let thread = std::thread::Builder::new().stack_size(1 << 20).spawn(read_both);
    assert_eq!(thread.unwrap().join().unwrap(), (vec![], vec![]));
}

#[test]
fn a_type_of_a_hundred_levels_is_an_error() {
    // What parses the source needs a deep stack for it; what reads the item does not go so deep.
    let parse = || {
        let source = format!("struct S {{ a: {}u8{} }}", "Vec<".repeat(100), ">".repeat(100));
        codes(&source)
    };
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(parse);
    assert_eq!(thread.unwrap().join().unwrap(), ["KW0301"]);
}

#[test]
fn half_written_attributes_are_errors() {
    for attribute in [
        "#[validation(minimum = )]",
        "#[validation(minimum = -)]",
        "#[validation(minimum = - -1)]",
        "#[validation(cel(,))]",
        "#[validation(cel(\"a\" \"b\"))]",
        "#[validation(items)]",
        "#[validation(items())]x",
        "#[validation(enum(1 2))]",
        "#[validation(..)]",
        "#[validation(#)]",
        "#[validation('a)]",
        "#[validation(minimum == 1)]",
        "#[validation(minimum => 1)]",
        "#[validation(self = 1)]",
        "#[validation(_ = 1)]",
        "#[validation(1)]",
        "#[validation(\"a\")]",
        "#[schema(default = <)]",
        "#[schema(default = ::)]",
        "#[schema(default = a::)]",
        "#[schema(default = {,})]",
        "#[schema(default = {\"a\"})]",
        "#[schema(default = {\"a\": })]",
        "#[schema(default = {: 1})]",
        "#[schema(with = {1: 2})]",
        "#[schema(title = concat!)]",
        "#[schema(title = concat!(concat!(1 2)))]",
        "#[immutable = \"x\"]",
        "#[immutable(\"x\")]",
        "#[printcolumn()]",
        "#[scale(\"x\")]",
        "#[status()]",
        "#[resource()]",
    ] {
        let source = format!(
            "struct S {{ {attribute} a: T }}",
            attribute = attribute.trim_end_matches('x')
        );
        let is_empty_group = attribute.ends_with('x');
        assert_eq!(codes(&source).is_empty(), is_empty_group, "{attribute}");
    }
}

#[test]
fn strange_strings_are_taken_as_they_are() {
    for text in ["\\u{0}", "\\u{10FFFF}", "\\x7f", "\\\\xff", "😀", "\\\n   x"] {
        let source = format!("struct S {{ #[schema(title = \"{text}\")] a: T }}");
        assert!(read(&source).is_ok(), "{text}");
    }
    for literal in ["b\"\\xff\"", "c\"\\xff\"", "b'\\xff'", "'\\u{0}'"] {
        let source = format!("struct S {{ #[schema(default = {literal})] a: T }}");
        assert_eq!(codes(&source), ["KW0106"], "{literal}");
    }
}

#[test]
fn fragments_of_macros_count_as_their_content() {
    let group = |tokens: TokenStream| TokenTree::Group(Group::new(Delimiter::None, tokens));
    let (number, text, path, object) = (
        group(quote!(-3)),
        group(quote!("t")),
        group(quote!(a::MAX)),
        group(quote!({ "a": 1 })),
    );
    let whole = group(quote!(minimum = #number, maximum = #path));
    let input = syn::parse2(quote! {
        struct S {
            #[validation(#whole)]
            #[schema(title = #text, example = [#object, #number])]
            a: T,
        }
    });
    let read = container(&input.unwrap(), &mut Marks::new(1)).unwrap();
    let facts = serde_json::to_string(&read.container).unwrap();
    assert!(facts.contains(r#""$value":[{"a":1},-3]"#), "{facts}");
    assert!(facts.contains(r#""$value":-3}"#), "{facts}");
}

#[test]
fn marks_give_back_every_place_that_a_model_holds() {
    let source = "struct Name { #[validation(minimum = 1)] a: i32 }";
    let input: syn::DeriveInput = syn::parse_str(source).unwrap();
    let mut marks = Marks::new(100);
    let read = container(&input, &mut marks).unwrap();
    assert_eq!(read.container.span.id(), 100);
    assert_eq!(
        marks.get(read.container.span).unwrap().source_text().as_deref(),
        Some("Name")
    );
    assert!(marks.get(crate::span::Span::NONE).is_none() && marks.get(crate::span::Span::new(99)).is_none());
    assert_eq!(read.tokens.len(), read.container.holes.len());
}
