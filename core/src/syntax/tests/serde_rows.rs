//! What serde's attributes say, as the model has it.

use super::read;
use crate::model::{Container, Field, Hole, SerdeDefault, Shape, Tagging, Variant, VariantShape};

fn good(source: &str) -> Container {
    read(source).unwrap_or_else(|told| panic!("{source}\n{told:?}"))
}

fn fields(container: &Container) -> &[Field] {
    match &container.shape {
        Shape::Struct(fields) | Shape::Tuple(fields) => fields,
        _ => panic!("a struct"),
    }
}

fn variants(container: &Container) -> &[Variant] {
    match &container.shape {
        Shape::Enum(variants) => variants,
        _ => panic!("an enum"),
    }
}

fn names(source: &str) -> Vec<String> {
    fields(&good(source))
        .iter()
        .map(|field| field.name.clone())
        .collect()
}

#[test]
fn fields_have_the_names_that_serde_writes() {
    let rows: [(&str, &[&str]); 7] = [
        ("struct S { foo_bar: T, r#type: T }", &["foo_bar", "type"]),
        (
            "#[serde(rename_all = \"camelCase\")] struct S { foo_bar: T, #[serde(rename = \"x\")] b: T }",
            &["fooBar", "x"],
        ),
        (
            "#[serde(rename_all = \"SCREAMING-KEBAB-CASE\")] struct S { foo_bar: T }",
            &["FOO-BAR"],
        ),
        (
            "struct S { #[serde(rename = \"a\", alias = \"b\")] x: T }",
            &["a"],
        ),
        (
            "struct S { #[serde(rename(serialize = \"a\"), skip_deserializing)] x: T }",
            &["a"],
        ),
        (
            "struct S { #[serde(rename(deserialize = \"a\"), skip_serializing)] x: T }",
            &["a"],
        ),
        (
            "struct S { #[serde(rename(serialize = \"a\", deserialize = \"a\"))] x: T }",
            &["a"],
        ),
    ];
    for (source, expected) in rows {
        assert_eq!(names(source), expected, "{source}");
    }
}

#[test]
fn names_that_camel_case_does_not_reach_may_begin_with_any_letter() {
    let rows = [
        "#[serde(rename_all = \"camelCase\")] struct S { #[serde(rename = \"öl\")] öl: T, größe: T, _a: T }",
        "#[serde(rename_all = \"PascalCase\")] struct S { öl: T, __: T }",
        "#[serde(rename_all = \"camelCase\")] struct S { #[serde(rename(serialize = \"a\", deserialize = \"a\"))] öl: T }",
        "#[serde(rename_all = \"camelCase\")] enum E { #[serde(rename = \"Äther\")] Äther, _Ö }",
        "#[serde(rename_all = \"camelCase\")] enum E { A { öl: T } }",
        "#[serde(rename_all_fields = \"camelCase\")] enum E { #[serde(rename_all = \"UPPERCASE\")] Ä { öl: T } }",
    ];
    for source in rows {
        good(source);
    }
}

#[test]
fn variants_have_the_names_that_serde_writes() {
    let container = good(
        "#[serde(rename_all = \"kebab-case\", rename_all_fields = \"camelCase\")]
         enum E { FooBar, #[serde(rename = \"x\")] Baz, C { a_b: T }, #[serde(rename_all = \"UPPERCASE\")] D { a_b: T } }",
    );
    let all: Vec<&str> = variants(&container)
        .iter()
        .map(|variant| variant.name.as_str())
        .collect();
    assert_eq!(all, ["foo-bar", "x", "c", "d"]);
    let inner = |index: usize| match &variants(&container)[index].shape {
        VariantShape::Struct(fields) => fields[0].name.clone(),
        _ => panic!("a struct variant"),
    };
    assert_eq!((inner(2), inner(3)), ("aB".to_owned(), "A_B".to_owned()));
}

#[test]
fn what_serde_skips_is_told_by_direction() {
    let container = good(
        "struct S { #[serde(skip)] a: T, #[serde(skip_serializing)] b: T, #[serde(skip_deserializing)] c: T,
         #[serde(skip_serializing_if = \"Option::is_none\")] d: T, #[serde(skip_serializing, skip_deserializing)] e: T }",
    );
    let facts: Vec<[bool; 4]> = fields(&container)
        .iter()
        .map(|field| {
            let serde = &field.serde;
            [
                serde.skip,
                serde.skip_serializing.is_some(),
                serde.skip_deserializing.is_some(),
                serde.skip_serializing_if.is_some(),
            ]
        })
        .collect();
    let [t, f] = [true, false];
    assert_eq!(
        facts,
        [
            [t, f, f, f],
            [f, t, f, f],
            [f, f, t, f],
            [f, f, f, t],
            [t, f, f, f]
        ]
    );
    assert!(
        fields(&container)
            .iter()
            .all(|field| field.serde.default == SerdeDefault::None)
    );
}

#[test]
fn variants_that_are_skipped_both_ways_are_left_out() {
    let container = good("enum E { A, #[serde(skip)] B, #[serde(skip_serializing)] C }");
    let all: Vec<&str> = variants(&container)
        .iter()
        .map(|variant| variant.member.as_str())
        .collect();
    assert_eq!(all, ["A", "C"]);
}

#[test]
fn defaults_are_bare_or_a_hole() {
    let container = good("struct S { #[serde(default)] a: T, #[serde(default = \"m::f\")] b: T, c: T }");
    let all = fields(&container);
    assert!(matches!(all[0].serde.default, SerdeDefault::Bare(_)));
    assert_eq!(all[2].serde.default, SerdeDefault::None);
    let SerdeDefault::Path(hole, _) = all[1].serde.default else {
        panic!("a path")
    };
    let Hole::DefaultFn(path) = &container.holes[hole as usize] else {
        panic!("a function")
    };
    assert_eq!(path.to_string(), "m::f");
}

#[test]
fn a_published_bare_default_has_a_hole() {
    let container = good("struct S { #[serde(default)] #[schema(default)] a: Vec<T> }");
    let Some(Hole::Default(ty)) = container.holes.last() else {
        panic!("a default")
    };
    assert_eq!(ty.to_string(), "Vec<T>");
}

#[test]
fn containers_tell_tags_defaults_and_transparency() {
    let tagging = |attributes: &str| {
        good(&format!("#[serde({attributes})] enum E {{ A {{ a: T }} }}"))
            .serde
            .tagging
    };
    assert_eq!(tagging("tag = \"t\""), Tagging::Internal("t".to_owned()));
    assert_eq!(
        tagging("tag = \"t\", content = \"c\""),
        Tagging::Adjacent("t".to_owned(), "c".to_owned())
    );
    assert_eq!(tagging("untagged"), Tagging::Untagged);
    assert_eq!(tagging("rename_all = \"lowercase\""), Tagging::External);
    let container = good("#[serde(default, deny_unknown_fields)] struct S { a: T }");
    assert!(container.serde.deny_unknown_fields && matches!(container.serde.default, SerdeDefault::Bare(_)));
    let container = good("#[serde(transparent)] struct S { a: T, #[serde(skip)] b: P }");
    assert!(
        container.serde.transparent
            && matches!(&container.shape, Shape::Newtype(field) if field.member == "a")
    );
}

#[test]
fn shapes_are_told_apart() {
    assert!(matches!(good("struct S;").shape, Shape::Unit));
    assert!(matches!(good("struct S(T);").shape, Shape::Newtype(_)));
    assert!(matches!(good("struct S();").shape, Shape::Tuple(fields) if fields.is_empty()));
    assert!(matches!(good("struct S {}").shape, Shape::Struct(fields) if fields.is_empty()));
    assert!(
        matches!(good("struct S(A, #[serde(skip)] B);").shape, Shape::Tuple(fields) if fields.len() == 2)
    );
    let container = good("enum E { A, B(T), C(T, T), D { d: T }, #[serde(other)] F }");
    let other: Vec<bool> = variants(&container)
        .iter()
        .map(|variant| variant.other.is_some())
        .collect();
    assert_eq!(other, [false, false, false, false, true]);
}

#[test]
fn fields_tell_with_and_flatten() {
    let container = good(
        "struct S { #[serde(with = \"m\")] #[schema(type = \"string\")] a: T, #[serde(flatten)] b: T,
         #[serde(serialize_with = \"f\")] #[schema(with = {})] c: T, #[serde(borrow)] d: Cow<'a, str> }",
    );
    let with: Vec<Option<&str>> = fields(&container)
        .iter()
        .map(|field| field.serde.with.as_ref().map(|with| with.value.as_str()))
        .collect();
    assert_eq!(with, [Some("with"), None, Some("serialize_with"), None]);
    assert!(fields(&container)[1].serde.flatten);
}

#[test]
fn a_type_that_serde_converts_both_ways_is_a_transparent_newtype_of_the_other() {
    for source in [
        "#[serde(from = \"a::Raw\", into = \"a::Raw\")] struct S { a: T }",
        "#[serde(try_from = \"a::Raw\", into = \"a::Raw\")] enum S { A, B(T) }",
    ] {
        let container = good(source);
        let Shape::Newtype(field) = &container.shape else {
            panic!("a newtype")
        };
        assert!(container.serde.transparent);
        let Hole::Type(ty) = &container.holes[field.ty as usize] else {
            panic!("a type")
        };
        assert_eq!(ty.to_string(), "a::Raw");
    }
}

#[test]
fn a_newtype_that_is_read_through_what_it_holds_is_itself() {
    let container =
        good("#[serde(try_from = \"String\")] struct Name(#[validation(max_length = 3)] String);");
    assert!(!container.serde.transparent);
    assert!(matches!(&container.shape, Shape::Newtype(field) if field.facts.validation.max_length.is_some()));
}
