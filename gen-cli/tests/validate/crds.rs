//! CRDs as what is validated, and as what objects are judged by.

use crate::folder::{CRD, Folder, thing};

#[test]
fn a_crd_of_any_tool_is_judged_as_one() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["things.yaml"]).code, 0);
    folder.file(
        "things.yaml",
        CRD.replace("maximum: 5, default: 1", "maximum: 5, default: 9"),
    );
    let said = folder.run(&["things.yaml"]);
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains(
            "The CustomResourceDefinition \"things.t.example.com\" is invalid: spec.versions[0].schema."
        ),
        "{}",
        said.out
    );
    assert!(
        said.out.contains("properties[n].default: Invalid value: 9"),
        "{}",
        said.out
    );
}

#[test]
fn a_crd_of_a_version_that_no_server_has_is_no_match() {
    let folder = Folder::new();
    folder.file("old.yaml", CRD.replace("k8s.io/v1", "k8s.io/v1beta1"));
    let said = folder.run(&["old.yaml"]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains(
        "no matches for kind \"CustomResourceDefinition\" in version \"apiextensions.k8s.io/v1beta1\""
    ));
}

#[test]
fn a_crd_with_unknown_fields_is_refused_where_they_are() {
    let folder = Folder::new();
    folder.file("things.yaml", CRD.replace("  scope:", "  bogus: 1\n  scope:"));
    let said = folder.run(&["things.yaml"]);
    assert!(
        said.out.contains("Warning: unknown field \"spec.bogus\""),
        "{}",
        said.out
    );
    let said = folder.run(&["things.yaml", "--field-validation", "strict"]);
    assert_eq!(said.code, 1);
    assert!(
        said.out
            .contains("strict decoding error: unknown field \"spec.bogus\""),
        "{}",
        said.out
    );
}

#[test]
fn the_servers_version_decides() {
    let folder = Folder::new();
    folder.file(
        "things.yaml",
        CRD.replace("{type: string, maxLength: 4}", "{type: string, format: own}"),
    );
    let warning = "Warning: unrecognized format \"own\"";
    assert!(folder.run(&["things.yaml"]).out.contains(warning));
    assert!(
        folder
            .run(&["things.yaml", "--kubernetes-version", "v1.34.4"])
            .out
            .contains(warning)
    );
    assert!(
        !folder
            .run(&["things.yaml", "--kubernetes-version", "1.33"])
            .out
            .contains(warning)
    );
    let said = folder.run(&["things.yaml", "--kubernetes-version", "1.40"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("known are 1.33"), "{}", said.err);
}

#[test]
fn objects_are_judged_by_the_crds_beside_them() {
    let folder = Folder::new();
    folder.file("one.yaml", thing("one", "{cel: 7}"));
    let said = folder.run(&["one.yaml", "things.yaml"]);
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains("2 objects: 1 accepted, 1 refused"),
        "{}",
        said.out
    );
    // They count more than others.
    folder.file("other.yaml", CRD.replace("self < 3", "self < 9"));
    let args = ["one.yaml", "other.yaml", "--crd", "things.yaml"];
    assert_eq!(folder.run(&args).code, 0);
}

#[test]
fn crds_that_differ_serve_nothing() {
    let folder = Folder::new();
    folder.file("one.yaml", thing("one", "{cel: 7}"));
    folder.file("same.yaml", CRD);
    assert_eq!(folder.judge(&["one.yaml", "--crd", "same.yaml"]).code, 1);
    folder.file("other.yaml", CRD.replace("self < 3", "self < 9"));
    let said = folder.judge(&["one.yaml", "--crd", "other.yaml"]);
    assert_eq!(said.code, 2);
    assert_eq!(
        said.err,
        "error: one.yaml:1: Thing \"one\": CRDs that differ serve it: other.yaml:1, things.yaml:1\n"
    );
}

#[test]
fn a_crd_that_is_refused_serves_nothing() {
    let folder = Folder::new();
    folder.file("one.yaml", thing("one", "{cel: 7}"));
    folder.file("things.yaml", CRD.replace("self < 3", "self < x"));
    let said = folder.run(&["one.yaml", "things.yaml"]);
    assert_eq!(said.code, 1);
    assert!(
        said.out
            .contains("one.yaml:1: Thing \"one\": skipped: its CRD at things.yaml:1 is refused"),
        "{}",
        said.out
    );
    let said = folder.judge(&["one.yaml"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err
            .contains("its CRD at things.yaml:1 would be refused: spec."),
        "{}",
        said.err
    );
}

#[test]
fn a_file_of_crds_without_crds_is_an_error() {
    let folder = Folder::new();
    folder.file("one.yaml", thing("one", "{}"));
    let said = folder.judge(&["one.yaml", "--crd", "one.yaml"]);
    assert_eq!(said.code, 2);
    assert_eq!(
        said.err,
        "error: one.yaml: no CustomResourceDefinition of apiextensions.k8s.io/v1\n"
    );
}
