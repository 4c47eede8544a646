//! Lints: told at the attribute, at the level that the package asks for.

use crate::probe::{Probe, kind, repository};
use gen_cli::{Options, Style, Warnings, generate};

fn warnings(probe: &Probe) -> Warnings {
    let made = probe.generate().unwrap_or_else(|failure| panic!("{failure}"));
    made.warnings
}

/// Path and message of each warning.
fn told(probe: &Probe) -> Vec<(String, String)> {
    let warnings = warnings(probe).diagnostics;
    warnings.into_iter().map(|one| (one.path, one.message)).collect()
}

fn with(levels: &str, fields: &str, items: &str) -> Probe {
    let table = format!("[package.metadata.gen-cli.lints]\n{levels}\n");
    Probe::with_metadata(&kind(fields, items), &table)
}

#[test]
fn a_finding_is_a_warning_at_its_field_and_the_files_are_made() {
    let probe = Probe::new(&kind("pub disk_size: i32,\npub name: String,", ""));
    assert_eq!(
        told(&probe),
        [(
            "spec.disk_size".to_owned(),
            "`disk_size` is not camelCase".to_owned()
        )]
    );
    let report = warnings(&probe).render(Style::Plain);
    assert!(
        report.starts_with("warning[KW0901]: `disk_size` is not camelCase\n"),
        "{report}"
    );
    assert!(
        report.contains("pub disk_size: i32,") && report.contains("^^^^^^^^^"),
        "{report}"
    );
    assert!(
        report.contains("= why: every field of Kubernetes' own APIs is"),
        "{report}"
    );
    assert!(
        report.contains("`not-camel-case = \"off\"` in `[package.metadata.gen-cli.lints]`"),
        "{report}"
    );
    assert!(
        report.ends_with("warning: 1 warning; `gen-cli lints` lists all lints\n"),
        "{report}"
    );
    assert!(probe.spec()["properties"].get("disk_size").is_some());
}

#[test]
fn a_lint_that_is_off_says_nothing() {
    let probe = with("not-camel-case = \"off\"", "pub disk_size: i32,", "");
    assert_eq!(told(&probe), []);
    assert_eq!(warnings(&probe).render(Style::Plain), "");
}

#[test]
fn a_lint_that_is_denied_is_an_error_and_nothing_is_made() {
    let probe = with("not-camel-case = \"deny\"", "pub disk_size: i32,", "");
    let errors = probe.errors();
    assert_eq!(
        errors,
        [(
            "KW0901".to_owned(),
            "spec.disk_size".to_owned(),
            "`disk_size` is not camelCase".to_owned()
        )]
    );
    assert!(probe.report().contains("nothing is written"));
}

#[test]
fn a_lint_that_is_off_by_default_can_be_asked_for() {
    assert_eq!(told(&Probe::new(&kind("pub on: bool,", ""))), []);
    let probe = with(
        "bool = \"warn\"\nwrites-null = \"warn\"",
        "pub on: bool,\npub size: Option<i32>,",
        "",
    );
    let paths: Vec<String> = told(&probe).into_iter().map(|one| one.0).collect();
    assert_eq!(paths, ["spec.on", "spec.size"]);
}

#[test]
fn an_option_that_is_left_out_when_it_is_none_writes_no_null() {
    let skipped = "#[serde(skip_serializing_if = \"Option::is_none\")]\npub size: Option<i32>,";
    assert_eq!(told(&with("writes-null = \"warn\"", skipped, "")), []);
}

#[test]
fn unknown_lints_and_levels_are_errors_that_name_what_is_meant() {
    let probe = with(
        "not-camelcase = \"warn\"\nbool = \"warm\"\nfloat = 1",
        "pub on: bool,",
        "",
    );
    let report = probe.report();
    assert_eq!(probe.errors().len(), 3, "{report}");
    for said in [
        "`not-camelcase` in `[package.metadata.gen-cli.lints]` is no lint",
        "did you mean `not-camel-case`?",
        "`bool = \"warm\"` in `[package.metadata.gen-cli.lints]` is no level",
        "did you mean `warn`?",
        "`float = 1` in",
        "`\"off\"`, `\"warn\"`, `\"deny\"`",
    ] {
        assert!(report.contains(said), "{said}\n{report}");
    }
    let list = Probe::with_metadata(
        &kind("pub on: bool,", ""),
        "[package.metadata.gen-cli]\nlints = [\"bool\"]\n",
    );
    assert!(list.report().contains("is not a table"));
}

#[test]
fn a_type_that_is_used_twice_is_told_of_once() {
    let item = "#[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct Item { pub host_name: String, pub up_to: i32 }";
    let probe = Probe::new(&kind("pub first: Item,\npub second: Vec<Item>,", item));
    let one = (
        "spec.first.host_name".to_owned(),
        "`host_name`, `up_to` are not camelCase".to_owned(),
    );
    assert_eq!(told(&probe), [one]);
}

#[test]
fn what_kubernetes_own_types_hold_is_not_told_of() {
    let fields = "pub template: k8s_openapi::api::core::v1::PodTemplateSpec,";
    assert_eq!(
        told(&with(
            "bool = \"warn\"\nwrites-null = \"warn\"\nunbounded = \"deny\"",
            fields,
            ""
        )),
        []
    );
}

#[test]
fn a_required_field_of_a_status_is_told_at_the_field() {
    let source = "use kubewright::{CustomResource, Schema};\nuse serde::{Deserialize, Serialize};\n\
        #[derive(CustomResource, Schema, Clone, Debug, Serialize, Deserialize)]\n\
        #[resource(group = \"probe.example.com\", version = \"v1\", kind = \"Probe\")]\n#[status]\n\
        pub struct ProbeSpec { pub name: String }\n\
        #[derive(Schema, Clone, Debug, Default, Serialize, Deserialize)]\n#[status]\n\
        pub struct ProbeStatus { pub ready: bool, pub count: Option<i32> }\n";
    let probe = Probe::new(source);
    assert_eq!(
        told(&probe),
        [("status.ready".to_owned(), "`status.ready` is required".to_owned())]
    );
    let report = warnings(&probe).render(Style::Plain);
    assert!(
        report.contains("pub struct ProbeStatus { pub ready: bool"),
        "{report}"
    );
}

#[test]
fn the_defaults_have_nothing_to_say_of_the_examples() {
    for package in [
        "examples/build-script",
        "examples/database-operator",
        "tests/fixtures",
    ] {
        let options = Options {
            manifest_path: Some(repository().join(package).join("Cargo.toml")),
            ..Options::default()
        };
        let made = generate(&options).unwrap_or_else(|failure| panic!("{failure}"));
        let said: String = made.iter().map(|one| one.warnings.render(Style::Plain)).collect();
        assert_eq!(said, "", "{package}");
    }
}

#[test]
fn the_way_out_for_fields_of_variants_is_theirs() {
    let backup = |serde: &str| {
        Probe::new(&kind(
            "pub backup: Backup,",
            &format!(
                "#[derive(Schema, Clone, Debug, Serialize, Deserialize)]\n#[serde(rename_all = \"camelCase\"{serde})]\n\
                 pub enum Backup {{ Local {{ max_size: i32 }} }}"
            ),
        ))
    };
    let report = warnings(&backup("")).render(Style::Plain);
    assert!(
        report.contains("`max_size` is not camelCase")
            && report.contains("variants it is `rename_all_fields`"),
        "{report}"
    );
    assert_eq!(told(&backup(", rename_all_fields = \"camelCase\"")), []);
}
