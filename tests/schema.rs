#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]
#![allow(dead_code)]
//! What the derive hands to rustc: types, constants and defaults of every sort.

use kubewright::{CustomResource, Schema};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The schema of a kind's spec.
fn spec<T: CustomResource>() -> Value {
    let crd = T::crd_value().unwrap_or_else(|error| panic!("{error}"));
    crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"].clone()
}

macro_rules! kind {
    ($name:ident $spec:ident { $($(#[$meta:meta])* $field:ident: $ty:ty,)* } $($more:item)*) => {
        #[derive(CustomResource, Schema, Clone, Debug, Serialize, Deserialize)]
        #[resource(group = "example.com", version = "v1")]
        pub struct $spec {
            $($(#[$meta])* pub $field: $ty,)*
        }
        $($more)*
    };
}

pub mod defaults {
    use super::*;

    pub const LARGEST: i64 = 64;
    pub const NAMES: &str = "a";

    kind! {
        Defaults DefaultsSpec {
            #[serde(default = "Vec::new")]
            list: Vec<String>,
            #[serde(default = "seven")]
            seven: i64,
            #[serde(default)]
            #[schema(default)]
            published: Nested,
            #[serde(default)]
            quiet: i64,
            #[serde(default = "seven")]
            #[schema(no_default)]
            unpublished: i64,
            #[validation(maximum = LARGEST, minimum = Self::SMALLEST)]
            bounded: i64,
            #[validation(enum(NAMES))]
            name: String,
            #[schema(default = { "$ref": "x", "$hole": 0 })]
            odd: BTreeMap<String, Value>,
        }

        fn seven() -> i64 {
            7
        }

        impl DefaultsSpec {
            const SMALLEST: i64 = 2;
        }

        #[derive(Schema, Clone, Debug, Default, Serialize, Deserialize)]
        pub struct Nested {
            pub size: i64,
        }
    }
}

#[test]
fn constants_and_defaults_are_what_rustc_says() {
    let spec = spec::<defaults::Defaults>();
    let property = |name: &str| spec["properties"][name].clone();
    assert_eq!(property("list")["default"], json!([]));
    assert_eq!(property("seven")["default"], json!(7));
    assert_eq!(property("published")["default"], json!({"size": 0}));
    for without in ["quiet", "unpublished", "bounded"] {
        assert_eq!(property(without).get("default"), None, "{without}");
    }
    assert_eq!(property("bounded")["maximum"], json!(64));
    assert_eq!(property("bounded")["minimum"], json!(2));
    assert_eq!(property("name")["enum"], json!(["a"]));
    assert_eq!(property("odd")["default"], json!({"$ref": "x", "$hole": 0}));
    assert_eq!(spec["required"], json!(["bounded", "name"]));
}

pub mod generics {
    use super::*;

    kind! {
        Generics GenericsSpec {
            text: Wrapper<String, 2>,
            number: Wrapper<i32, 3>,
            maybe: Option<Wrapper<Option<bool>, 2>>,
            page: Page<'static>,
        }

        #[derive(Schema, Clone, Debug, Serialize, Deserialize)]
        pub struct Wrapper<T, const N: usize>
        where
            T: Clone,
        {
            pub inner: T,
            pub optional: Option<T>,
            #[schema(example = Self::SIZE)]
            pub list: Vec<T>,
        }

        impl<T: Clone, const N: usize> Wrapper<T, N> {
            const SIZE: [usize; 1] = [N];
        }

        #[derive(Schema, Clone, Debug, Serialize, Deserialize)]
        pub struct Page<'a> {
            pub text: std::borrow::Cow<'a, str>,
        }
    }
}

#[test]
fn each_instance_of_a_generic_type_has_its_own_schema() {
    let spec = spec::<generics::Generics>();
    let (text, number) = (&spec["properties"]["text"], &spec["properties"]["number"]);
    assert_eq!(text["properties"]["inner"]["type"], "string");
    assert_eq!(number["properties"]["inner"]["type"], "integer");
    assert_eq!(text["properties"]["list"]["example"], json!([2]));
    assert_eq!(number["properties"]["list"]["example"], json!([3]));
    assert_eq!(text["required"], json!(["inner", "list"]));
}

pub mod options {
    use super::*;

    type Maybe<T> = Option<T>;

    kind! {
        Options OptionsSpec {
            plain: i32,
            option: Option<i32>,
            alias: Maybe<i32>,
            boxed: Box<Option<i32>>,
            shared: Arc<Option<i32>>,
            newtype: Newtype,
            transparent: Transparent,
            own: own::Option,
            #[schema(with = { "type": "integer", "format": "int32" })]
            literal: Maybe<i32>,
            #[schema(with = { "type": "integer", "format": "int32" })]
            #[serde(skip_serializing_if = "Option::is_none")]
            skipped: Option<i32>,
        }

        #[derive(Schema, Clone, Debug, Serialize, Deserialize)]
        pub struct Newtype(Option<i32>);

        #[derive(Schema, Clone, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct Transparent {
            inner: Option<i32>,
        }
    }

    pub mod own {
        use kubewright::Schema;

        #[derive(Schema, Clone, Debug, serde::Serialize, serde::Deserialize)]
        pub struct Option {
            pub value: i32,
        }
    }
}

#[test]
fn only_what_serde_reads_as_none_is_not_required() {
    let spec = spec::<options::Options>();
    assert_eq!(spec["required"], json!(["newtype", "own", "plain"]));
    assert_eq!(spec["properties"]["literal"]["nullable"], json!(true));
    assert_eq!(spec["properties"]["skipped"].get("nullable"), None);
    let read = |missing: &str| {
        let all = json!({
            "plain": 1, "option": 1, "alias": 1, "boxed": 1, "shared": 1, "newtype": 1, "transparent": 1,
            "own": {"value": 1}, "literal": 1, "skipped": 1,
        });
        let mut some = all.as_object().unwrap().clone();
        some.remove(missing);
        serde_json::from_value::<options::OptionsSpec>(some.into()).is_ok()
    };
    for name in spec["properties"].as_object().unwrap().keys() {
        let required = spec["required"].as_array().unwrap().contains(&json!(name));
        assert_eq!(read(name), !required, "{name}");
    }
}

pub mod names {
    use super::*;

    pub mod one {
        #[derive(kubewright::Schema, Clone, Debug, serde::Serialize, serde::Deserialize)]
        pub struct Same {
            pub one: i32,
        }
    }

    pub mod two {
        #[derive(kubewright::Schema, Clone, Debug, serde::Serialize, serde::Deserialize)]
        pub struct Same {
            pub two: i32,
        }
    }

    kind! {
        Names NamesSpec {
            one: one::Same,
            two: two::Same,
            r#type: i32,
        }
    }
}

#[test]
fn types_of_one_name_are_told_apart() {
    let spec = spec::<names::Names>();
    assert_eq!(spec["properties"]["one"]["required"], json!(["one"]));
    assert_eq!(spec["properties"]["two"]["required"], json!(["two"]));
    assert_eq!(spec["properties"]["type"]["type"], "integer");
}

#[test]
fn types_of_functions_are_told_apart() {
    let one = || {
        #[derive(Schema)]
        struct Local {
            one: i32,
        }
        <Local as schemars::JsonSchema>::schema_id()
    };
    let two = || {
        #[derive(Schema)]
        struct Local {
            two: i32,
        }
        <Local as schemars::JsonSchema>::schema_id()
    };
    assert_ne!(one(), two());
}

pub mod elsewhere {
    pub mod reexported {
        pub use kubewright::*;
    }

    #[derive(
        reexported::CustomResource,
        reexported::Schema,
        reexported::DeepCopy,
        Clone,
        Debug,
        serde::Serialize,
        serde::Deserialize,
    )]
    #[resource(group = "example.com", version = "v1", kind = "Far", crate = crate::elsewhere::reexported)]
    pub struct FarSpec {
        /// A type that has no schema of its own.
        #[schema(with = { "type": "string", "maxLength": 3 })]
        pub foreign: Foreign,
    }

    #[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize, kubewright::DeepCopy)]
    pub struct Foreign(String);
}

#[test]
fn kubewright_may_be_found_elsewhere_and_a_literal_asks_nothing_of_its_type() {
    let spec = spec::<elsewhere::Far>();
    let foreign =
        json!({"type": "string", "maxLength": 3, "description": "A type that has no schema of its own."});
    assert_eq!(spec["properties"]["foreign"], foreign);
}

#[derive(CustomResource, Schema, Clone, Debug, Serialize, Deserialize)]
#[resource(group = "example.com", version = "v1")]
pub struct WrongSpec {
    pub tuple: (i32, String),
    #[validation(min_length = 1)]
    pub aliased: Number,
}

type Number = i32;

#[test]
fn what_only_types_tell_is_an_error_with_its_path() {
    let error = Wrong::crd_yaml().unwrap_err();
    let found: Vec<_> = error
        .diagnostics()
        .iter()
        .map(|one| (one.code.as_str(), one.path.as_str()))
        .collect();
    assert_eq!(found, [("KW0401", "spec.aliased"), ("KW0306", "spec.tuple[*]")]);
    let text = error.to_string();
    assert!(text.starts_with("kind Wrong has no manifest\nKW0401: "), "{text}");
    // What `unwrap` shows is for people too.
    assert_eq!(format!("{error:?}"), text);
    assert!(Wrong::crd().is_err());
}
