//! What the names of crates mean: renamed ones, those behind others, and a package's own.

use crate::probe::{Probe, kind, repository};
use serde_json::{Value, json};
use std::process::Command;

/// A package in a folder of its own: its name, its dependencies, its source.
type Package<'p> = (&'p str, &'p [&'p str], &'p str);

/// A probe whose only dependencies are these lines of its manifest, with packages beside it.
fn probe(source: &str, dependencies: &[&str], packages: &[Package<'_>]) -> Probe {
    let probe = Probe::new(source);
    let manifest = |name: &str, dependencies: &[&str], more: &str| {
        let kubewright = format!("{:?}", repository().display().to_string());
        let lines = dependencies.join("\n").replace("KUBEWRIGHT", &kubewright);
        format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n{lines}\n{more}"
        )
    };
    probe.file("Cargo.toml", &manifest("probe", dependencies, "[workspace]\n"));
    for (name, dependencies, source) in packages {
        let is_macros = source.contains("proc_macro");
        let more = if is_macros {
            "[lib]\nproc-macro = true\n"
        } else {
            ""
        };
        probe.file(&format!("{name}/Cargo.toml"), &manifest(name, dependencies, more));
        probe.file(&format!("{name}/src/lib.rs"), source);
    }
    let lock = std::fs::read_to_string(repository().join("Cargo.lock")).unwrap();
    probe.file("Cargo.lock", &lock);
    let cargo = Command::new(env!("CARGO"))
        .args(["update", "--offline", "--workspace"])
        .current_dir(probe.path(""))
        .output()
        .unwrap();
    assert!(
        cargo.status.success(),
        "{}",
        String::from_utf8_lossy(&cargo.stderr)
    );
    probe
}

const KUBEWRIGHT: &str = "kubewright = { path = KUBEWRIGHT }";
const K8S: &str = "k8s-openapi = { version = \"0.29\", features = [\"v1_35\"] }";
const SERDE: &str = "serde = \"1\"";

fn rules(probe: &Probe) -> Value {
    let text = probe.text("rbac/role.yaml");
    let role: Value = serde_yaml::from_str(text.split("---\n").nth(1).unwrap()).unwrap();
    role["rules"].clone()
}

#[test]
fn kubernetes_is_found_behind_a_framework() {
    let source = kind(
        "pub a: Option<Key>, pub b: framework::k8s::api::core::v1::LocalObjectReference,",
        "use framework::prelude::SecretKeySelector as Key;",
    )
    .replace("use kubewright::", "use framework::prelude::")
        + "#[rbac(framework::k8s::api::apps::v1::Deployment, verbs(get))] fn f() {}";
    let framework = "pub use k8s_openapi as k8s; pub use kubewright as kw;
        pub mod prelude { pub use kubewright::*; pub use k8s_openapi::api::core::v1::*; }";
    let probe = probe(
        &source,
        &["framework = { path = \"framework\" }", SERDE],
        &[("framework", &[K8S, KUBEWRIGHT], framework)],
    );
    assert_eq!(probe.properties()["b"]["x-kubernetes-map-type"], json!("atomic"));
    assert_eq!(rules(&probe)[0]["resources"], json!(["deployments"]));
}

#[test]
fn kubernetes_and_kubewright_are_found_under_other_names() {
    let renamed = K8S.replace("k8s-openapi = {", "k8s = { package = \"k8s-openapi\",");
    let kw = KUBEWRIGHT.replace("kubewright = {", "kw = { package = \"kubewright\",");
    let source = kind("pub a: k8s::api::core::v1::LocalObjectReference,", "");
    let source = source.replace("use kubewright::", "use kw::");
    let probe = probe(&source, &[&renamed, &kw, SERDE], &[]);
    assert_eq!(probe.properties()["a"]["x-kubernetes-map-type"], json!("atomic"));
}

#[test]
fn a_file_that_is_a_module_of_two_crates_gives_one_kind() {
    let probe = Probe::new("pub mod api; pub struct Part;");
    probe.file("src/main.rs", "mod api; struct Part; fn main() {}");
    let rule = "#[rbac(Probe, verbs(get))] fn f() {}";
    probe.file("src/api.rs", &(kind("pub a: bool,", "") + rule));
    assert_eq!(probe.properties(), json!({"a": {"type": "boolean"}}));
    assert_eq!(rules(&probe)[0]["resources"], json!(["probes"]));
    // unless its names mean different things
    probe.file("src/api.rs", &kind("pub a: crate::Part,", ""));
    probe.file("src/lib.rs", "pub mod api; pub type Part = bool;");
    probe.file("src/main.rs", "mod api; type Part = String; fn main() {}");
    let errors = probe.errors();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0].0, "KW0603");
}

#[test]
fn a_folder_that_is_called_as_a_known_crate_is_read() {
    let source = kind("pub a: url::Url, pub b: core::Thing,", "");
    let dependencies = [
        "core = { path = \"core\" }",
        "url = { path = \"url\" }",
        K8S,
        KUBEWRIGHT,
        SERDE,
    ];
    let packages: [Package<'_>; 2] = [
        ("url", &[], "pub type Url = bool;"),
        ("core", &[], "pub type Thing = std::primitive::bool;"),
    ];
    let boolean = json!({"type": "boolean"});
    let properties = probe(&source, &dependencies, &packages).properties();
    assert_eq!(properties, json!({"a": boolean, "b": boolean}));
}

#[test]
fn a_crate_of_macros_brings_macros_alone() {
    let made = "use proc_macro::TokenStream;
        #[proc_macro_attribute] pub fn changed(_: TokenStream, item: TokenStream) -> TokenStream { item }
        #[proc_macro_derive(Part, attributes(helper))] pub fn part(_: TokenStream) -> TokenStream { TokenStream::new() }";
    let of = |import: &str, attribute: &str| {
        let items = format!("mod parts {{ pub type Part = bool; }} use parts::*; {import}");
        let source = kind("pub a: Part,", &items).replace(
            "#[derive(CustomResource,",
            &format!("{attribute} #[derive(CustomResource,"),
        );
        let dependencies = ["made = { path = \"made\" }", K8S, KUBEWRIGHT, SERDE];
        probe(&source, &dependencies, &[("made", &[], made)])
    };
    for import in [
        "use made::Part;",
        "use made::*;",
        "use made::{Part as Part, changed as helped};",
    ] {
        let properties = of(import, "#[helper]").properties();
        assert_eq!(properties, json!({"a": {"type": "boolean"}}), "{import}");
    }
    for (import, attribute) in [
        ("use made::changed;", "#[changed]"),
        ("use made::*;", "#[changed]"),
        ("use made::changed as other;", "#[other(x)]"),
        ("use made::made_by_another_macro;", "#[made_by_another_macro]"),
    ] {
        let errors = of(import, attribute).errors();
        assert_eq!(errors.len(), 1, "{import}");
        assert_eq!(errors[0].0, "KW0212", "{import}");
    }
}

#[test]
fn a_macro_of_another_crate_that_makes_a_kind_is_an_error() {
    let framework = "pub use kubewright;
        #[macro_export] macro_rules! kind { () => { #[derive($crate::kubewright::CustomResource)] struct Made; } }
        #[macro_export] macro_rules! nothing { () => { struct Nothing; } }";
    let dependencies = ["framework = { path = \"framework\" }", K8S, KUBEWRIGHT, SERDE];
    for items in [
        "framework::kind!();",
        "use framework::kind; kind!();",
        "use framework::*; fn f() { kind!(); }",
        "#[macro_use] extern crate framework; mod m { kind!(); }",
    ] {
        let source = kind("pub a: bool,", &format!("{items} framework::nothing!();"));
        let probe = probe(&source, &dependencies, &[("framework", &[KUBEWRIGHT], framework)]);
        let errors = probe.errors();
        assert_eq!(errors.len(), 1, "{items}");
        assert_eq!(errors[0].0, "KW0212", "{items}");
    }
}

#[test]
fn a_default_that_another_crate_derives_is_not_the_standard_one() {
    let made = "use proc_macro::TokenStream;
        #[proc_macro_derive(Default, attributes(default))]
        pub fn default(_: TokenStream) -> TokenStream { TokenStream::new() }";
    let part = "#[derive(Schema, Clone, Debug, Serialize, Deserialize, Default)]
        pub struct Part { #[default(7)] pub x: i32 }";
    let items = format!("use made::Default; {part}");
    let source = kind("#[serde(default)] #[schema(default)] pub a: Part,", &items);
    let dependencies = ["made = { path = \"made\" }", K8S, KUBEWRIGHT, SERDE];
    let probe = probe(&source, &dependencies, &[("made", &[], made)]);
    assert_eq!(probe.errors()[0].0, "KW0206");
}

#[test]
fn a_program_that_asks_for_a_feature_is_read_with_it_alone() {
    let probe = Probe::new("");
    let manifest = std::fs::read_to_string(probe.path("Cargo.toml")).unwrap();
    let with = |more: &str| {
        let program = "[[bin]]\nname = \"tool\"\nrequired-features = [\"tools\"]\n[features]\ntools = []\n";
        probe.file("Cargo.toml", &format!("{manifest}{program}{more}"));
    };
    probe.file("src/bin/tool.rs", &(kind("pub a: bool,", "") + "fn main() {}"));
    with("");
    assert_eq!(probe.errors()[0].0, "KW0208");
    with("[package.metadata.gen-cli]\nfeatures = [\"tools\"]\n");
    assert_eq!(probe.properties(), json!({"a": {"type": "boolean"}}));
}

#[test]
fn a_crate_that_is_another_version_on_another_target_is_undecided() {
    let targets =
        "[target.'cfg(unix)'.dependencies]\nsyn = \"2\"\n[target.'cfg(windows)'.dependencies]\nsyn = \"3\"\n";
    let source = kind("pub a: syn::Ident,", "");
    let of = |metadata: &str| {
        let more = format!("{targets}{metadata}");
        probe(&source, &[K8S, KUBEWRIGHT, SERDE, &more], &[]).errors()
    };
    let codes = |errors: Vec<(String, String, String)>| {
        let codes = errors.into_iter().map(|error| error.0);
        codes.collect::<Vec<_>>()
    };
    assert_eq!(codes(of("")), ["KW0207", "KW0204"]);
    let stated = "[package.metadata.gen-cli]\ntarget = \"x86_64-unknown-linux-gnu\"\n";
    assert_eq!(codes(of(stated)), ["KW0205"]);
}
