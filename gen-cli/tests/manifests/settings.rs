//! `[package.metadata.gen-cli]`.

use crate::probe::{Probe, kind};
use gen_cli::{KubernetesVersion, Style, generate};
use serde_json::json;

const OPAQUE: &str = "pub struct J;\nmod inner { pub struct J; }";

fn with_types(types: &str) -> Probe {
    let fields = "pub a: J, pub b: Option<inner::J>,";
    Probe::with_metadata(
        &kind(fields, OPAQUE),
        &format!("[package.metadata.gen-cli.types]\n{types}"),
    )
}

#[test]
fn a_misspelt_key_is_an_error_with_the_one_that_is_meant() {
    let metadata = "[package.metadata.gen-cli]\nfeature = [\"a\"]\nrole_name = \"r\"\nout = \"deploy\"\n";
    let probe = Probe::with_metadata(&kind("pub a: bool,", ""), metadata);
    let report = probe.report();
    for said in [
        "error[KW0209]: `[package.metadata.gen-cli]` of `probe` has no key `feature`",
        "did you mean `features`?",
        "did you mean `role-name`?",
        "`--out` is an option of the command line only",
        "3 errors; nothing is written",
    ] {
        assert!(report.contains(said), "{said}\n{report}");
    }
}

#[test]
fn the_version_of_kubernetes_is_a_setting_and_the_option_wins() {
    let metadata = "[package.metadata.gen-cli]\nkubernetes-version = \"1.33\"\n";
    let probe = Probe::with_metadata(&kind("pub a: bool,", ""), metadata);
    assert_eq!(
        probe.generate().unwrap().kubernetes_version,
        KubernetesVersion::V1_33
    );
    let mut options = probe.options();
    options.kubernetes_version = Some(KubernetesVersion::V1_36);
    let made = generate(&options).unwrap();
    assert_eq!(made[0].kubernetes_version, KubernetesVersion::V1_36);
    for (value, said) in [
        ("\"1.32\"", "it is one of `1.33`, `1.34`"),
        ("1.34", "write `kubernetes-version = \"1.34\"`"),
    ] {
        let metadata = format!("[package.metadata.gen-cli]\nkubernetes-version = {value}\n");
        let report = Probe::with_metadata(&kind("pub a: bool,", ""), &metadata).report();
        assert!(report.contains("KW0209") && report.contains(said), "{report}");
    }
}

#[test]
fn a_word_that_means_nothing_is_an_error() {
    let metadata = "[package.metadata.gen-cli]\ndescriptions = \"ful\"\n";
    let report = Probe::with_metadata(&kind("pub a: bool,", ""), metadata).report();
    assert!(report.contains("did you mean `full`?"), "{report}");
}

#[test]
fn a_type_of_the_package_may_be_named_by_crate() {
    let probe =
        with_types("\"crate::J\" = { type = \"string\" }\n\"probe::inner::J\" = { type = \"boolean\" }");
    let properties = probe.properties();
    assert_eq!(properties["a"], json!({"type": "string"}));
    assert_eq!(properties["b"]["type"], "boolean");
    assert!(probe.generate().unwrap().warnings.diagnostics.is_empty());
}

#[test]
fn a_type_that_nothing_uses_is_a_warning() {
    let probe = with_types(
        "\"crate::J\" = { type = \"string\" }\n\"crate::inner::J\" = { type = \"string\" }\n\
         \"probe::Gone\" = { type = \"string\" }\n\"std::string::String\" = { type = \"integer\" }",
    );
    let warnings = probe.generate().unwrap().warnings.render(Style::Plain);
    for path in ["probe::Gone", "std::string::String"] {
        let said =
            format!("warning[KW0213]: `{path}` in `[package.metadata.gen-cli.types]` is used by nothing");
        assert!(warnings.contains(&said), "{said}\n{warnings}");
    }
    assert!(warnings.ends_with("warning: 2 warnings\n"), "{warnings}");
}

#[test]
fn a_schema_that_is_no_table_is_an_error() {
    let report = with_types("\"crate::J\" = \"string\"").report();
    assert!(
        report.contains("`crate::J` in `[package.metadata.gen-cli.types]` is not a table"),
        "{report}"
    );
}
