//! `#[rbac(…)]` wherever it stands, by names and by type.

use crate::probe::{Probe, kind, repository};
use serde_json::{Value, json};

/// controller-gen's 41 markers, written as attributes.
fn markers() -> String {
    let rows =
        std::fs::read_to_string(repository().join("tests/data/controller-gen-rbac-markers.tsv")).unwrap();
    let mut source = String::from("use kubewright::rbac;\n");
    let mut count = 0;
    for (index, row) in rows
        .lines()
        .filter(|row| !row.starts_with('#'))
        .skip(1)
        .enumerate()
    {
        let cells: Vec<&str> = row.split('\t').collect();
        let mut parts = Vec::new();
        for (key, cell) in ["groups", "resources", "resource_names", "urls", "verbs"]
            .iter()
            .zip(&cells)
        {
            if !cell.is_empty() {
                let items: Vec<String> = cell
                    .split(';')
                    .map(|item| format!("{:?}", item.trim_matches('"')))
                    .collect();
                parts.push(format!("{key}({})", items.join(", ")));
            }
        }
        for (key, cell) in ["namespace", "role_name"].iter().zip(&cells[5..]) {
            if !cell.is_empty() {
                parts.push(format!("{key} = {cell:?}"));
            }
        }
        source.push_str(&format!("#[rbac({})]\nfn f{index}() {{}}\n", parts.join(", ")));
        count += 1;
    }
    assert_eq!(count, 41);
    source
}

#[test]
fn controller_gens_markers_give_controller_gens_roles() {
    let mut options_probe = Probe::new(&markers()).options();
    let probe = Probe::new(&markers());
    options_probe.manifest_path = Some(probe.path("Cargo.toml"));
    options_probe.role_name = Some("manager-role".to_owned());
    let made = gen_cli::generate(&options_probe).unwrap();
    let ours = made[0].files.texts["rbac/role.yaml"]
        .split_once('\n')
        .unwrap()
        .1
        .to_owned();
    let golden = std::fs::read_to_string(repository().join("tests/data/controller-gen-roles.yaml")).unwrap();
    let golden: String = golden
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(ours, golden);
}

fn rules(source: &str) -> Value {
    let text = Probe::new(source).text("rbac/role.yaml");
    let role: Value = serde_yaml::from_str(text.split("---\n").nth(1).unwrap()).unwrap();
    role["rules"].clone()
}

#[test]
fn a_type_gives_its_group_and_plural() {
    let source = kind(
        "pub a: bool,",
        "use k8s_openapi::api::{apps::v1::Deployment, core::v1::Pod as P};",
    ) + "#[rbac(Deployment, verbs(get, list))]\nfn a() {}\n#[rbac(P, verbs(watch))]\nfn b() {}\n\
           #[rbac(Probe, verbs(get), subresources(status, finalizers))]\nfn c() {}\n\
           mod other { use super::Probe as X; use kubewright::rbac; #[rbac(X, verbs(patch), namespace = \"there\")] fn d() {} }\n";
    assert_eq!(
        rules(&source),
        json!([
            {"apiGroups": [""], "resources": ["pods"], "verbs": ["watch"]},
            {"apiGroups": ["apps"], "resources": ["deployments"], "verbs": ["get", "list"]},
            {"apiGroups": ["probe.example.com"], "resources": ["probes", "probes/finalizers", "probes/status"], "verbs": ["get"]},
        ])
    );
}

#[test]
fn a_type_of_kube_derive_gives_its_group_and_plural() {
    let source = "use kubewright::rbac;\n#[kube(group = \"old.example.com\", version = \"v1\", kind = \"Policy\")]\npub struct PolicySpec;\n#[rbac(Policy, verbs(get))]\nfn a() {}\n";
    assert_eq!(
        rules(source),
        json!([{"apiGroups": ["old.example.com"], "resources": ["policies"], "verbs": ["get"]}])
    );
}

#[test]
fn attributes_are_found_on_every_item_that_rustc_allows_them_on() {
    let one = |name: &str| format!("#[rbac(groups(\"g\"), resources({name:?}), verbs(get))] ");
    let mut source = String::from("use kubewright::rbac;\n");
    let places = [
        "struct S;",
        "enum E {}",
        "const C: u8 = 0;",
        "static T: u8 = 0;",
        "type A = u8;",
        "use std::fmt as f;",
        "trait Q {}",
        "impl S {}",
        "mod m {}",
        "extern \"C\" {}",
        "async fn g() {}",
        "macro_rules! n { () => {} }",
    ];
    for (index, place) in places.iter().enumerate() {
        source.push_str(&format!("{}{place}\n", one(&format!("r{index:02}"))));
    }
    source.push_str(&format!(
        "struct W; impl W {{ {}fn m(&self) {{ {} fn inside() {{}} }} }}\n",
        one("r20"),
        one("r21")
    ));
    source.push_str(&format!("trait R {{ {}fn m(&self); }}\n", one("r22")));
    let rules = rules(&source);
    let found: Vec<&str> = rules[0]["resources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r.as_str().unwrap())
        .collect();
    assert_eq!(found.len(), places.len() + 3, "{found:?}");
}

#[test]
fn a_type_that_is_no_resource_is_an_error_that_advises_names() {
    let probe = Probe::new(
        "use kubewright::rbac;\nstruct S;\n#[rbac(S, verbs(get))]\nfn a() {}\n#[rbac(Nothing, verbs(get))]\nfn b() {}\n",
    );
    let codes: Vec<String> = probe.errors().into_iter().map(|one| one.0).collect();
    assert_eq!(codes, ["KW0503", "KW0503"]);
    assert!(probe.report().contains("groups("));
}

#[test]
fn a_rule_for_a_kind_with_a_mistake_leaves_it_at_the_mistake() {
    let probe = Probe::new(
        "use kubewright::{CustomResource, DeepCopy, Schema, rbac};\n\
         #[derive(CustomResource, Schema, DeepCopy)]\n\
         #[resource(group = \"example.com\", version = \"v1\", kind = \"Thing\")]\n\
         struct ThingSpec {\n    #[validation(max_lenght = 3)]\n    name: String,\n}\n\
         #[rbac(Thing, verbs(get))]\nfn a() {}\n",
    );
    let codes: Vec<String> = probe.errors().into_iter().map(|one| one.0).collect();
    assert_eq!(codes, ["KW0102"]);
}

#[test]
fn the_file_of_a_namespace_says_what_deleting_it_means() {
    let rule = "use kubewright::rbac;\n#[rbac(groups(\"\"), resources(\"pods\"), verbs(get), namespace = \"mine\")]\nfn a() {}\n";
    let text = Probe::new(rule).text("rbac/namespace.yaml");
    let lines: Vec<&str> = text.lines().collect();
    assert!(kubewright_core::emit::is_generated(&text));
    assert!(
        lines[1].starts_with("# `kubectl delete -f`") && lines[1].contains("deletes the namespaces"),
        "{text}"
    );
    let read: Value = serde_yaml::from_str(&text).unwrap();
    assert_eq!(read["metadata"], json!({"name": "mine"}));
}
