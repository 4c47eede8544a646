use super::{Data, Field, Item};
use proc_macro2::TokenStream;

fn scan(text: &str) -> Item {
    Item::scan(text.parse().unwrap()).unwrap()
}

fn written(fields: &[Field]) -> Vec<String> {
    let text = |field: &Field| {
        let ty: TokenStream = field.ty.iter().cloned().collect();
        format!("{}: {ty}", field.member).replace(' ', "")
    };
    fields.iter().map(text).collect()
}

fn fields(text: &str) -> Vec<String> {
    match scan(text).data {
        Data::Struct(fields) => written(&fields),
        Data::Enum(variants) => variants
            .iter()
            .map(|variant| format!("{}({})", variant.name, written(&variant.fields).join(",")))
            .collect(),
        Data::Union => vec!["union".to_owned()],
    }
}

#[test]
fn fields_are_told_apart_whatever_their_types_are() {
    let named = fields(
        "/// Text.\n#[derive(Debug)] pub(crate) struct S { #[serde(default)] pub(in a::b) r#type: BTreeMap<String, Vec<(A, B)>>,
         f: fn(A, B) -> C, g: Box<dyn Fn(A) -> B>, last: <A as B<C, D>>::E }",
    );
    let expected = [
        "r#type:BTreeMap<String,Vec<(A,B)>>",
        "f:fn(A,B)->C",
        "g:Box<dynFn(A)->B>",
        "last:<AasB<C,D>>::E",
    ];
    assert_eq!(named, expected);
    assert_eq!(fields("struct S;"), Vec::<String>::new());
}

#[test]
fn a_visibility_is_no_part_of_a_type_and_a_tuple_is_no_visibility() {
    let tuple =
        fields("struct S(pub (crate) A, pub (B, C), (crate::D, E), pub (self::F, G), pub(in a::b) H,);");
    assert_eq!(
        tuple,
        ["0:A", "1:(B,C)", "2:(crate::D,E)", "3:(self::F,G)", "4:H"]
    );
}

#[test]
fn variants_end_behind_their_discriminants() {
    let variants = fields(
        "enum E { #[default] A = Id::<B, C>::NUMBER, B(#[deep_copy(clone)] T), C { x: i32 }, D = 1 << 2 }",
    );
    assert_eq!(variants, ["A()", "B(0:T)", "C(x:i32)", "D()"]);
}

#[test]
fn generics_and_bounds_are_taken_whole() {
    let item = scan(
        "struct S<'a, F: Fn(A) -> B, const N: usize = { 1 }> where F: Copy, [u8; { N }]: Sized { f: F }",
    );
    let (parameters, bounds) = item.generics;
    assert!(parameters.to_string().ends_with("{ 1 } >"), "{parameters}");
    assert!(
        bounds.to_string().starts_with("where F") && bounds.to_string().ends_with("Sized"),
        "{bounds}"
    );
    let item = scan("struct S<T>(T) where T: Fn(A) -> B;");
    assert!(
        item.generics.1.to_string().ends_with("-> B"),
        "{}",
        item.generics.1
    );
    assert!(matches!(item.data, Data::Struct(fields) if written(&fields) == ["0:T"]));
}

#[test]
fn attributes_are_found_on_the_item_and_on_fields() {
    let item = scan(
        "#[resource(group = \"g\")] #[status(a::B)] #[resource(version = \"v\")] struct S { #[deep_copy(clone)] a: A, b: B }",
    );
    assert_eq!(item.resource.len(), 2);
    assert_eq!(item.status.flatten().unwrap().to_string(), "a :: B");
    let Data::Struct(fields) = item.data else {
        unreachable!()
    };
    assert_eq!(
        fields
            .iter()
            .map(|field| field.attributes.len())
            .collect::<Vec<_>>(),
        [1, 0]
    );
}
