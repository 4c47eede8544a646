//! Objects that replace what is stored.

use crate::folder::{CRD, Folder, thing};

#[test]
fn an_object_is_an_update_of_the_stored_one_with_its_name() {
    let folder = Folder::new();
    folder.file(
        "old.yaml",
        [thing("one", "{im: a}"), thing("two", "{im: b}")].join("---\n"),
    );
    folder.file(
        "new.yaml",
        [
            thing("two", "{im: c}"),
            thing("one", "{im: a, s: x}"),
            thing("three", "{im: d}"),
        ]
        .join("---\n"),
    );
    let said = folder.judge(&["new.yaml", "--old", "old.yaml"]);
    let blocks: Vec<&str> = said
        .out
        .lines()
        .filter(|line| !line.contains("Warning:"))
        .collect();
    assert_eq!(
        blocks,
        [
            "new.yaml:1: Thing \"two\": refused",
            "  The Thing \"two\" is invalid: spec.im: Invalid value: \"c\": im is immutable",
            "new.yaml:6: Thing \"one\": accepted",
            "new.yaml:11: Thing \"three\": accepted (not in --old: as a new object)",
            "",
            "3 objects: 2 accepted, 1 refused",
        ]
    );
    assert_eq!(said.code, 1);
}

#[test]
fn what_was_wrong_before_is_a_warning_where_it_did_not_change() {
    let folder = Folder::new();
    folder.file("old.yaml", thing("one", "{cel: 7}"));
    let said = folder.answer("{cel: 7, s: x}", &["--old", "old.yaml"]);
    assert_eq!(said, "Warning: spec.cel: Invalid value: 7: failed rule: self < 3");
    let said = folder.answer("{cel: 8}", &["--old", "old.yaml"]);
    assert_eq!(
        said,
        "The Thing \"one\" is invalid: spec.cel: Invalid value: 8: failed rule: self < 3"
    );
}

#[test]
fn a_stored_object_of_another_version_differs_in_name_only() {
    let folder = Folder::new();
    folder.file("old.yaml", thing("one", "{im: a}").replace("/v1", "/v2"));
    let said = folder.answer("{im: b}", &["--old", "old.yaml"]);
    assert_eq!(
        said,
        "The Thing \"one\" is invalid: spec.im: Invalid value: \"b\": im is immutable"
    );
    let conversion = "  conversion:\n    strategy: Webhook\n    webhook:\n      conversionReviewVersions: [v1]\n      \
                      clientConfig: {url: 'https://example.com/convert'}\n  scope";
    folder.file("things.yaml", CRD.replace("  scope", conversion));
    folder.file("one.yaml", thing("one", "{}"));
    let said = folder.judge(&["one.yaml", "--old", "old.yaml"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("only the CRD's webhook can convert it"),
        "{}",
        said.err
    );
}

#[test]
fn only_the_status_is_replaced_via_status() {
    let folder = Folder::new();
    folder.file("old.yaml", thing("one", "{im: a}"));
    let via = ["--old", "old.yaml", "--via", "status"];
    assert_eq!(folder.answer("{im: b}\nstatus: {ready: true}", &via), "");
    assert!(
        folder
            .answer("{im: a}\nstatus: {ready: yess}", &via)
            .contains("status.ready")
    );
}

#[test]
fn a_stored_object_is_needed_to_put_and_useless_to_post() {
    let folder = Folder::new();
    folder.file("one.yaml", thing("one", "{}"));
    let said = folder.judge(&["one.yaml", "--via", "put"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("say with `--old` what that is"), "{}", said.err);
    let said = folder.judge(&["one.yaml", "--via", "post", "--old", "one.yaml"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("takes no `--old`"), "{}", said.err);
}

#[test]
fn a_crd_is_an_update_of_the_stored_one() {
    let folder = Folder::new();
    folder.file("new.yaml", CRD.replace("scope: Namespaced", "scope: Cluster"));
    assert_eq!(folder.run(&["new.yaml"]).code, 0);
    let said = folder.run(&["new.yaml", "--old", "things.yaml"]);
    assert_eq!(said.code, 1);
    let expected = "The CustomResourceDefinition \"things.t.example.com\" is invalid: spec.scope: Invalid value: \
                    \"Cluster\": field is immutable";
    assert!(said.out.contains(expected), "{}", said.out);
    // What is stored may not go.
    folder.file("new.yaml", CRD.replace("name: v1\n", "name: v4\n"));
    let said = folder.run(&["new.yaml", "--old", "things.yaml"]);
    assert!(
        said.out
            .contains("status.storedVersions[0]: Invalid value: \"v1\""),
        "{}",
        said.out
    );
    // What was wrong before may stay.
    let wrong = CRD.replace(
        "items: {type: string}, x-kubernetes-list-type: set",
        "items: {type: object, properties: {k: {type: string}}}, x-kubernetes-list-type: map, \
         x-kubernetes-list-map-keys: [k]",
    );
    folder.file("old.yaml", &wrong);
    folder.file(
        "new.yaml",
        wrong.replace("kind: Thing,", "kind: Thing, shortNames: [th],"),
    );
    assert_eq!(folder.run(&["new.yaml"]).code, 1);
    assert_eq!(folder.run(&["new.yaml", "--old", "old.yaml"]).code, 0);
}
