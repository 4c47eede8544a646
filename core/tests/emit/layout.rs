//! What the printed text looks like.

use kubewright_core::emit::{self, GENERATED};
use serde_json::{Value, json};

fn assert_yaml(value: Value, expected: &str) {
    assert_eq!(emit::yaml(&value), expected);
    crate::readers::assert_reads_back(&value, expected);
}

#[test]
fn keys_are_sorted_by_their_bytes_whatever_order_they_were_inserted_in() {
    let value = json!({ "spec": {"b": 1, "a10": 2, "a9": 3, "B": 4}, "metadata": {}, "kind": "X", "apiVersion": "v1" });
    assert_yaml(
        value,
        "---\napiVersion: v1\nkind: X\nmetadata: {}\nspec:\n  B: 4\n  a10: 2\n  a9: 3\n  b: 1\n",
    );
}

#[test]
fn lists_stand_at_the_column_of_their_key() {
    assert_yaml(
        json!({ "rules": [{ "verbs": ["get", "list"], "groups": [""] }], "empty": [] }),
        "---\nempty: []\nrules:\n- groups:\n  - \"\"\n  verbs:\n  - get\n  - list\n",
    );
}

#[test]
fn lists_in_lists_begin_on_one_line() {
    assert_yaml(
        json!([[1, [2]], [[], {}], [{ "a": [3] }]]),
        "---\n- - 1\n  - - 2\n- - []\n  - {}\n- - a:\n    - 3\n",
    );
}

#[test]
fn text_of_several_lines_is_a_block_with_its_line_breaks_kept() {
    assert_yaml(
        json!({ "a": "x\n\n  y", "b": "x\n# y\n", "c": "x\ny\n\n" }),
        "---\na: |-\n  x\n\n    y\nb: |\n  x\n  # y\nc: |+\n  x\n  y\n\n",
    );
    assert_yaml(
        json!([["x\n---"], "x\n\ty"]),
        "---\n- - |-\n    x\n    ---\n- |-\n  x\n  \ty\n",
    );
    assert_yaml(json!("x\ny"), "---\n|-\n  x\n  y\n");
}

#[test]
fn text_that_a_block_would_change_is_quoted_with_escapes() {
    for (text, quoted) in [
        ("\n", r#""\n""#),
        ("  indented\nx", r#""  indented\nx""#),
        ("\ttab\nx", r#""\ttab\nx""#),
        ("trailing \nx", r#""trailing \nx""#),
        ("a\r\nb", r#""a\r\nb""#),
        ("a\n\u{85}b", r#""a\n\u0085b""#),
        ("a\u{feff}b\u{0}\"\\", r#""a\ufeffb\u0000\"\\""#),
    ] {
        assert_yaml(json!(text), &format!("---\n{quoted}\n"));
    }
}

#[test]
fn syntax_is_put_into_single_quotes() {
    for (text, quoted) in [
        ("*", "'*'"),
        ("!has(self.a)", "'!has(self.a)'"),
        ("it's: so", "'it''s: so'"),
        (" lead", "' lead'"),
        ("x:", "'x:'"),
    ] {
        assert_yaml(json!({ text: text }), &format!("---\n{quoted}: {quoted}\n"));
    }
}

#[test]
fn long_lines_are_not_folded() {
    let text = "word ".repeat(100) + "end";
    assert_yaml(
        json!({ "description": text }),
        &format!("---\ndescription: {text}\n"),
    );
}

#[test]
fn numbers_keep_their_type() {
    assert_yaml(
        json!([0, -1, 65535, 1.0, 0.5, u64::MAX, i64::MIN]),
        "---\n- 0\n- -1\n- 65535\n- 1.0\n- 0.5\n- 18446744073709551615\n- -9223372036854775808\n",
    );
}

#[test]
fn floats_with_an_exponent_have_the_point_and_sign_that_yaml_1_1_wants() {
    assert_yaml(
        json!([1e21, 1.5e300, 1e-7]),
        "---\n- 1.0e+21\n- 1.5e+300\n- 1.0e-7\n",
    );
}

#[test]
fn keys_too_long_to_be_simple_are_explicit() {
    let long = "k".repeat(1500);
    assert_yaml(
        json!({ "a": { &long: [1], "m": { &long: { "x": "a\nb" } } }, &long: "a\nb" }),
        &format!(
            "---\na:\n  ? {long}\n  :\n    - 1\n  m:\n    ? {long}\n    :\n      x: |-\n        a\n        b\n? {long}\n: |-\n  a\n  b\n"
        ),
    );
}

#[test]
fn a_generated_file_begins_with_the_line_that_marks_it() {
    let text = emit::generated_file(&[json!({ "kind": "A" }), json!({ "kind": "B" })]);
    assert_eq!(text, format!("{GENERATED}\n---\nkind: A\n---\nkind: B\n"));
    assert!(emit::is_generated(&text));
    assert!(emit::is_generated(&text.replace('\n', "\r\n")));
    assert!(!emit::is_generated(&format!("---\n{text}")));
    assert!(!emit::is_generated(&format!("{GENERATED} Not.\n")));
}

#[test]
fn documents_are_those_of_the_single_printer_in_a_row() {
    let values = [json!({ "a": "x\n\n" }), json!([1])];
    assert_eq!(
        emit::yaml_documents(&values),
        values.iter().map(emit::yaml).collect::<String>()
    );
}

#[test]
fn json_is_sorted_and_ends_with_a_line_break() {
    assert_eq!(
        emit::json(&json!({ "b": [{ "d": 1, "c": {} }], "a": "x" })),
        "{\n  \"a\": \"x\",\n  \"b\": [\n    {\n      \"c\": {},\n      \"d\": 1\n    }\n  ]\n}\n"
    );
}
