#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]
#![allow(dead_code, non_upper_case_globals)]
//! The derives mean what they name, whatever else bears the same name.

pub mod kinds {
    use kubewright::{CustomResource, DeepCopy, Schema};
    use serde::{Deserialize, Serialize};

    pub enum Option {}
    pub enum Result {}
    pub struct Box;
    pub struct Some;
    pub struct None;
    pub struct Ok;
    pub struct Err;
    pub struct Default;
    pub struct Clone_;
    pub trait Serializer {}
    pub trait Into {}
    pub mod core {}
    pub mod std {}
    pub mod serde_json {}
    pub mod schemars {}
    pub mod k8s_openapi {}
    pub const generator: u8 = 0;
    pub const target: u8 = 0;
    pub const source: u8 = 0;
    pub const metadata: u8 = 0;
    pub const name: u8 = 0;
    pub const spec: u8 = 0;
    pub const status: u8 = 0;
    pub const serializer: u8 = 0;
    pub const deserializer: u8 = 0;

    /// A list of its own making.
    #[derive(Schema, DeepCopy, Clone, Debug, PartialEq, Serialize, Deserialize)]
    pub struct Vec<T>(pub T);

    /// A string of its own making.
    #[derive(Schema, DeepCopy, Clone, Debug, PartialEq, Serialize, Deserialize)]
    pub struct String {
        pub text: ::std::string::String,
    }

    #[derive(CustomResource, Schema, DeepCopy, Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[resource(group = "example.com", version = "v1", kind = "Odd", derive(PartialEq))]
    #[status]
    pub struct OddSpec {
        pub own: Vec<String>,
        pub foreign: ::std::vec::Vec<::std::string::String>,
        #[schema(example = self::generator)]
        pub generator: ::core::option::Option<u8>,
        pub shape: Shape,
    }

    #[derive(DeepCopy, Clone, Debug, PartialEq)]
    pub struct Pair {
        pub both: Vec<(::std::string::String, ::std::sync::Arc<i32>)>,
    }

    #[derive(Schema, DeepCopy, Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[status]
    pub struct OddStatus {}

    #[derive(Schema, DeepCopy, Clone, Debug, PartialEq, Serialize, Deserialize)]
    pub enum Shape {
        Text(String),
        List(Vec<String>),
    }
}

use self::kinds::{Odd, OddSpec, Pair, Shape};
use kubewright::{CustomResource, DeepCopy};
use std::sync::Arc;

#[test]
fn names_of_the_prelude_may_be_anything() {
    let text = || kinds::String { text: "a".to_owned() };
    let spec = OddSpec {
        own: kinds::Vec(text()),
        foreign: vec!["a".to_owned()],
        generator: Some(1),
        shape: Shape::List(kinds::Vec(text())),
    };
    let odd = Odd::new("o", spec);
    let copy = odd.deep_copy();
    assert_eq!(copy, odd);
    let value = serde_json::to_value(&odd).unwrap();
    assert_eq!(serde_json::from_value::<Odd>(value).unwrap(), odd);
}

#[test]
fn a_schema_is_that_of_the_type_that_bears_the_name() {
    let crd = Odd::crd_value().unwrap();
    let root = &crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"];
    let own = &root["properties"]["spec"]["properties"]["own"];
    assert_eq!(own["properties"]["text"]["type"], "string");
    assert_eq!(
        root["properties"]["spec"]["properties"]["generator"]["example"],
        0
    );
}

#[test]
fn a_list_of_its_own_making_is_copied_by_its_own_copy() {
    let pair = Pair {
        both: kinds::Vec(("a".to_owned(), Arc::new(1))),
    };
    let copy = pair.deep_copy();
    assert_eq!(copy, pair);
    assert!(!Arc::ptr_eq(&copy.both.0.1, &pair.both.0.1));
}
