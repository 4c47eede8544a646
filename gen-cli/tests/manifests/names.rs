//! Names mean what rustc says they mean.

use crate::probe::{Probe, kind};
use serde_json::json;

#[test]
fn an_alias_of_option_is_an_option() {
    let probe = Probe::new(&kind(
        "pub a: Maybe<String>, pub b: String,",
        "type Maybe<T> = Option<T>;",
    ));
    assert_eq!(probe.spec()["required"], json!(["b"]));
    assert_eq!(
        probe.properties()["a"],
        json!({"type": "string", "nullable": true})
    );
}

#[test]
fn a_users_own_option_is_no_option() {
    let items = "mod own { use kubewright::Schema; use serde::*; #[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct Option { pub x: bool } }\nuse own::Option;";
    let probe = Probe::new(&kind("pub a: Option,", items));
    assert_eq!(probe.spec()["required"], json!(["a"]));
    assert_eq!(
        probe.properties()["a"]["properties"],
        json!({"x": {"type": "boolean"}})
    );
}

#[test]
fn imports_renames_globs_and_re_exports_lead_to_the_same_type() {
    let items = "
        mod deep { pub mod er { use kubewright::Schema; use serde::*; #[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct Thing { pub x: bool } } pub use self::er::Thing as Other; }
        pub use deep::*;
        use crate::deep::er::Thing as Renamed;
        mod glob { pub use super::deep::er::*; }
        use glob::*;
    ";
    let probe = Probe::new(&kind(
        "pub a: Other, pub b: Renamed, pub c: Thing, pub d: crate::deep::er::Thing, pub e: self::deep::Other,",
        items,
    ));
    let properties = probe.properties();
    for name in ["a", "b", "c", "d", "e"] {
        assert_eq!(
            properties[name]["properties"],
            json!({"x": {"type": "boolean"}}),
            "{name}"
        );
    }
}

#[test]
fn modules_in_files_see_their_parents_and_siblings() {
    let probe = Probe::new("mod api;\nmod types;\n");
    probe.file("src/types/mod.rs", "mod inner;\npub use inner::Size;\n");
    probe.file("src/types/inner.rs", "use kubewright::Schema; use serde::*;\n#[derive(Schema, Clone, Debug, Serialize, Deserialize)]\npub enum Size { Small, Large }\n");
    probe.file("src/api.rs", &kind("pub size: Size,", "use super::types::Size;"));
    assert_eq!(
        probe.properties()["size"],
        json!({"type": "string", "enum": ["Small", "Large"]})
    );
}

#[test]
fn generics_are_put_in_and_aliases_take_defaults() {
    let items = "
        #[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct Pair<A, B = A> { pub a: A, pub b: Vec<B> }
        type Strings<B = String> = Pair<String, B>;
    ";
    let properties = Probe::new(&kind(
        "pub x: Pair<i64>, pub y: Strings, pub z: Strings<bool>,",
        items,
    ))
    .properties();
    assert_eq!(
        properties["x"]["properties"]["b"]["items"],
        json!({"type": "integer", "format": "int64"})
    );
    assert_eq!(
        properties["y"]["properties"]["b"]["items"],
        json!({"type": "string"})
    );
    assert_eq!(
        properties["z"]["properties"]["b"]["items"],
        json!({"type": "boolean"})
    );
}

#[test]
fn a_derive_of_the_same_name_from_elsewhere_is_not_ours() {
    let source =
        "use other::CustomResource;\n#[derive(CustomResource)]\npub struct NotOurs { x: u128 }\nmod ours {\n"
            .to_owned()
            + &kind("pub a: bool,", "")
            + "}\nmod other { pub use serde::Serialize as CustomResource; }\n";
    assert_eq!(
        Probe::new(&source).properties(),
        json!({"a": {"type": "boolean"}})
    );
}

#[test]
fn a_renamed_import_of_our_derives_is_ours() {
    let source = kind("pub a: bool,", "")
        .replace(
            "use kubewright::{CustomResource,",
            "use kubewright as kw; use kw::{CustomResource as Kind,",
        )
        .replace("derive(CustomResource", "derive(Kind");
    assert_eq!(
        Probe::new(&source).properties(),
        json!({"a": {"type": "boolean"}})
    );
}

#[test]
fn types_of_a_path_dependency_are_read_from_its_source() {
    let probe = Probe::with_metadata(&kind("pub a: shared::Thing,", ""), "");
    let manifest = std::fs::read_to_string(probe.path("Cargo.toml")).unwrap();
    probe.file(
        "Cargo.toml",
        &manifest.replace(
            "[dependencies]\n",
            "[dependencies]\nshared = { path = \"shared\", package = \"my-shared\" }\n",
        ),
    );
    let lock = std::fs::read_to_string(probe.path("Cargo.lock")).unwrap();
    let lock = lock.replace(
        " \"k8s-openapi\",\n \"kubewright\",\n \"schemars\",",
        " \"k8s-openapi\",\n \"kubewright\",\n \"my-shared\",\n \"schemars\",",
    );
    probe.file("Cargo.lock", &format!("{lock}\n[[package]]\nname = \"my-shared\"\nversion = \"0.1.0\"\ndependencies = [\n \"kubewright\",\n \"serde\",\n]\n"));
    let kubewright = crate::probe::repository();
    probe.file("shared/Cargo.toml", &format!("[package]\nname = \"my-shared\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\nkubewright = {{ path = {:?} }}\nserde = \"1\"\n", kubewright.display().to_string()));
    probe.file("shared/src/lib.rs", "use kubewright::Schema; use serde::*;\n#[derive(Schema, Clone, Debug, Serialize, Deserialize)]\npub struct Thing { pub x: u8 }\n");
    assert_eq!(
        probe.properties()["a"]["properties"]["x"]["type"],
        json!("integer")
    );
}

#[test]
fn a_users_own_container_is_not_kubernetes_own() {
    let items =
        "#[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct Container { pub mine: bool }";
    let probe = Probe::new(&kind(
        "pub a: Container, pub b: k8s_openapi::api::core::v1::LocalObjectReference,",
        items,
    ));
    assert_eq!(
        probe.properties()["a"]["properties"],
        json!({"mine": {"type": "boolean"}})
    );
    assert_eq!(probe.properties()["b"]["x-kubernetes-map-type"], json!("atomic"));
}

#[test]
fn a_type_that_is_not_read_takes_its_schema_from_the_metadata() {
    let metadata =
        "[package.metadata.gen-cli.types]\n\"probe::Opaque\" = { type = \"string\", format = \"byte\" }\n";
    let probe = Probe::with_metadata(
        &kind(
            "pub a: Opaque,",
            "#[derive(Clone, Debug, Serialize, Deserialize)] pub struct Opaque(Vec<u8>);",
        ),
        metadata,
    );
    assert_eq!(
        probe.properties()["a"],
        json!({"type": "string", "format": "byte"})
    );
}

#[test]
fn a_name_is_the_same_however_unicode_composes_it() {
    let items =
        "#[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub enum Mo\u{308}de { O\u{308}l, B }";
    let properties = Probe::new(&kind("pub gro\u{308}ße: Möde,", items)).properties();
    assert_eq!(
        properties,
        json!({"größe": {"type": "string", "enum": ["Öl", "B"]}})
    );
}
