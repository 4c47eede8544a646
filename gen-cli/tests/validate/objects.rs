//! New objects: the server's verdicts in kubectl's words.

use crate::folder::{Folder, thing};

#[test]
fn each_object_has_a_block_and_the_last_line_sums_up() {
    let folder = Folder::new();
    let texts = [
        thing("a", "{s: abcd}"),
        thing("b", "{y: 9, s: abcde}"),
        "apiVersion: v1\nkind: Pod\n".to_owned(),
    ];
    folder.file("all.yaml", texts.join("---\n"));
    let said = folder.judge(&["all.yaml"]);
    let expected = "\
all.yaml:1: Thing \"a\": accepted
  Warning: t.example.com/v1 Thing is deprecated
all.yaml:6: Thing \"b\": refused
  Warning: t.example.com/v1 Thing is deprecated
  Warning: unknown field \"spec.true\"
  The Thing \"b\" is invalid:
  * spec.s: Too long: may not be more than 4 bytes
  * <nil>: Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation
all.yaml:11: Pod \"\": skipped: no known CRD serves it

3 objects: 1 accepted, 1 refused, 1 skipped
";
    assert_eq!(
        (said.code, said.out.as_str(), said.err.as_str()),
        (1, expected, "")
    );
    assert_eq!(folder.judge(&["all.yaml"]).out, expected);
}

#[test]
fn a_single_error_stands_on_one_line() {
    let said = Folder::new().answer("{\"n\": 9}", &[]);
    let expected = "The Thing \"one\" is invalid: spec.n: Invalid value: 9: spec.n in body should be less than or equal to 5";
    assert_eq!(said, expected);
}

#[test]
fn rules_are_evaluated() {
    let said = Folder::new().answer("{cel: 7}", &[]);
    assert_eq!(
        said,
        "The Thing \"one\" is invalid: spec.cel: Invalid value: 7: failed rule: self < 3"
    );
}

#[test]
fn undeclared_fields_are_dropped_with_a_warning_or_refused() {
    let folder = Folder::new();
    let spec = "{b: 1, a: {x: 1}}";
    assert_eq!(
        folder.answer(spec, &[]),
        "Warning: unknown field \"spec.a\"\nWarning: unknown field \"spec.b\""
    );
    assert_eq!(
        folder.answer(spec, &["--field-validation", "strict"]),
        "Error from server (BadRequest): Thing in version \"v1\" cannot be handled as a Thing: strict decoding error: \
         unknown field \"spec.a\", unknown field \"spec.b\""
    );
}

#[test]
fn server_side_apply_refuses_undeclared_fields_and_nulls() {
    let folder = Folder::new();
    let apply = ["--via", "apply"];
    assert_eq!(
        folder.answer("{a: 1}", &apply),
        "Error from server: failed to create typed patch object (default/one; t.example.com/v1, Kind=Thing): \
         .spec.a: field not declared in schema"
    );
    assert_eq!(
        folder.answer("{a: 1, b: 1}", &apply),
        "Error from server: failed to create typed patch object (default/one; t.example.com/v1, Kind=Thing): errors:\n  \
         .spec.a: field not declared in schema\n  .spec.b: field not declared in schema"
    );
    assert_eq!(folder.answer("{s: null}", &[]), "");
    assert!(
        folder
            .answer("{s: null}", &apply)
            .contains("spec.s: Invalid value: \"null\"")
    );
}

/// What a live server of 1.37.2 said.
#[test]
fn server_side_apply_has_types_of_its_own() {
    let folder = Folder::new();
    folder.file("things.yaml", include_str!("data/typed.yaml"));
    let said = |spec: &str| {
        folder.file(
            "one.yaml",
            format!("apiVersion: t.example.com/v1\nkind: Free\nmetadata: {{name: f}}\nspec: {spec}\n"),
        );
        let said = folder.judge(&["one.yaml", "--via", "apply"]).out;
        said.lines()
            .skip(1)
            .map_while(|line| line.strip_prefix("  "))
            .collect::<Vec<_>>()
            .join("\n")
            .replace("Error from server: failed to create typed patch object (default/f; t.example.com/v1, Kind=Free): ", "")
    };
    let rows = [
        ("{x: {a: 1}}", "Warning: unknown field \"spec.x.a\""),
        (
            "{p: {q: {z: 1}, w: 2}, l: [{a: u, b: 1}]}",
            "Warning: unknown field \"spec.p.q.z\"",
        ),
        (
            "{d: 3}",
            "The Free \"f\" is invalid: spec.d: Invalid value: \"int64\": spec.d in body must be of type date-time: \"int64\"",
        ),
        (
            "{l: [{a: u, b: 2, z: 1}, {a: u}, {a: u}]}",
            "errors:\n  .spec.l[a=\"u\",b=2].z: field not declared in schema\n  .spec.l: duplicate entries for key [a=\"u\",b=1]",
        ),
        (
            "{l: [{b: q}]}",
            ".spec.l[b=\"q\"].b: expected numeric (int or float), got string",
        ),
        (
            "{l: [3]}",
            ".spec.l: element 0: associative list with keys may not have non-map elements",
        ),
        (
            "{x: [1], d: {a: 1}}",
            "errors:\n  .spec.d: expected any scalar, got &{map[a:1]}\n  .spec.x: expected map, got &{[1]}",
        ),
        (
            "{p: [1.5, x, null, {b: true}]}",
            ".spec.p: expected map, got &{[1.5 x <nil> map[b:true]]}",
        ),
        ("{p: 1234567.5}", ".spec.p: expected map, got &{1.2345675e+06}"),
        (
            "{s: 1.5}",
            ".spec.s: expected string, got &value.valueUnstructured{Value:1.5}",
        ),
    ];
    for (spec, expected) in rows {
        assert_eq!(said(spec), expected, "{spec}");
    }
}

#[test]
fn a_body_that_cannot_be_read_is_a_bad_request() {
    let folder = Folder::new();
    folder.file(
        "one.yaml",
        thing("one", "{}").replace("name: one", "name: one, labels: {a: yes}"),
    );
    let said = folder.judge(&["one.yaml"]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains(
        "(BadRequest): Thing in version \"v1\" cannot be handled as a Thing: json: cannot unmarshal bool"
    ));
}

#[test]
fn a_version_that_is_not_served_is_no_match() {
    let folder = Folder::new();
    for version in ["v3", "v4"] {
        folder.file(
            "one.yaml",
            thing("one", "{}").replace("/v1", &format!("/{version}")),
        );
        let said = folder.judge(&["one.yaml"]);
        assert_eq!(said.code, 1);
        assert!(said.out.contains(&format!(
            "no matches for kind \"Thing\" in version \"t.example.com/{version}\""
        )));
    }
}

#[test]
fn a_kind_that_no_crd_of_its_group_serves_is_no_match() {
    let folder = Folder::new();
    folder.file("one.yaml", thing("one", "{}"));
    folder.file(
        "two.yaml",
        thing("two", "{}").replace("kind: Thing", "kind: Thign"),
    );
    let said = folder.judge(&["one.yaml", "two.yaml"]);
    assert_eq!(said.code, 1);
    let expected = "two.yaml:1: Thign \"two\": refused\n  no matches for kind \"Thign\" in version \"t.example.com/v1\"\n  \
                    ensure CRDs are installed first\n\n2 objects: 1 accepted, 1 refused\n";
    assert!(said.out.ends_with(expected), "{}", said.out);
    assert_eq!(folder.judge(&["two.yaml"]).code, 1);
}

#[test]
fn a_generated_name_shows_its_prefix() {
    let folder = Folder::new();
    folder.file(
        "one.yaml",
        thing("one", "{cel: 4}").replace("name: one", "generateName: ab-"),
    );
    let said = folder.judge(&["one.yaml"]);
    assert!(
        said.out.contains("The Thing \"ab-xxxxx\" is invalid: spec.cel"),
        "{}",
        said.out
    );
}

#[test]
fn more_than_3_mib_are_too_large() {
    let folder = Folder::new();
    let object = |size: usize| thing("one", &format!("{{text: {}}}", "a".repeat(size))).replace("/v1", "/v2");
    folder.file("one.yaml", object(3_000_000));
    assert_eq!(folder.judge(&["one.yaml"]).code, 0);
    folder.file("one.yaml", object(10_000_000));
    let said = folder.judge(&["one.yaml"]);
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains(
            "Error from server (RequestEntityTooLarge): Request entity too large: limit is 3145728"
        )
    );
}

#[test]
fn the_status_subresource_is_that_of_the_object_itself() {
    let folder = Folder::new();
    let status = ["--via", "status"];
    assert_eq!(folder.answer("{s: abc}\nstatus: {ready: true}", &status), "");
    let said = folder.answer("{s: abcdefgh}\nstatus: {ready: 1}", &status);
    assert!(
        said.contains("status.ready: Invalid value: \"integer\": ready in body must be of type boolean"),
        "{said}"
    );
    folder.file("one.yaml", thing("one", "{}").replace("/v1", "/v2"));
    let said = folder.judge(&["one.yaml", "--via", "status"]);
    assert!(
        said.out
            .contains("Error from server (NotFound): the server could not find the requested resource")
    );
}
