use super::{Document, Fault, Language, documents};
use serde_json::{Value, json};

fn read(text: &str) -> Vec<Result<Document, Fault>> {
    documents(text.as_bytes(), Language::Either)
}

/// The only document of a text.
fn value(text: &str) -> Value {
    let mut found = read(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found
        .remove(0)
        .unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
        .value
}

/// The only fault of a text.
fn fault(text: &str) -> (Option<usize>, String) {
    let faults: Vec<_> = read(text).into_iter().filter_map(Result::err).collect();
    assert_eq!(faults.len(), 1, "{text}: {faults:?}");
    (faults[0].line, faults[0].message.clone())
}

fn on_large_stack(work: impl FnOnce() + Send) {
    crate::walk::on_large_stack(|_| work()).unwrap();
}

#[test]
fn words_and_numbers_are_those_of_yaml_1_1() {
    let cases = [
        ("yes", json!(true)),
        ("n", json!(false)),
        ("On", json!(true)),
        ("OFF", json!(false)),
        ("yEs", json!("yEs")),
        ("~", json!(null)),
        ("Null", json!(null)),
        ("0777", json!(511)),
        ("0o17", json!(15)),
        ("0x1F", json!(31)),
        ("-0b101", json!(-5)),
        ("1_000", json!(1000)),
        ("+7", json!(7)),
        ("08", json!(8)),
        ("1.0", json!(1)),
        ("-0.0", json!(0)),
        ("1e3", json!(1000)),
        ("1.5e-7", json!(1.5e-7)),
        (".5", json!(0.5)),
        ("1e400", json!("1e400")),
        ("12:30", json!("12:30")),
        ("2001-12-14", json!("2001-12-14")),
        ("9223372036854775807", json!(i64::MAX)),
        ("9223372036854775808", json!(9_223_372_036_854_775_808_u64)),
        ("-9223372036854775808", json!(i64::MIN)),
        ("18446744073709551616", json!(18_446_744_073_709_551_616_f64)),
        ("0x", json!("0x")),
        ("1.2.3", json!("1.2.3")),
        ("1e", json!("1e")),
        ("'yes'", json!("yes")),
        ("\"1\"", json!("1")),
        ("!!str 1", json!("1")),
        ("!!int \"3\"", json!(3)),
        ("!!float 3", json!(3)),
        ("!own 3", json!("3")),
    ];
    for (text, expected) in cases {
        let read = value(&format!("a: {text}\n"));
        assert_eq!(read, json!({ "a": expected }), "{text}");
    }
}

#[test]
fn keys_are_texts_of_what_they_mean() {
    let read = value("yes: 1\n8: 2\n0x10: 3\n1.5: 4\n'n': 5\n");
    assert_eq!(read, json!({"true": 1, "8": 2, "16": 3, "1.5": 4, "n": 5}));
    assert_eq!(fault("~: 1"), (Some(1), "null can't be a key".to_owned()));
    assert_eq!(
        fault("[a]: 1"),
        (Some(1), "a list or map can't be a key".to_owned())
    );
}

#[test]
fn each_document_has_its_line_and_empty_ones_are_left_out() {
    let found = read("# a comment\n---\n\na: 1\n---\n# nothing\n---\nb:\n- 1\n...\n");
    let lines: Vec<_> = found
        .iter()
        .flatten()
        .map(|one| (one.line, one.value.clone()))
        .collect();
    assert_eq!(lines, [(4, json!({"a": 1})), (8, json!({"b": [1]}))]);
    assert!(read("").is_empty());
    assert!(read("---\n# nothing\n").is_empty());
}

#[test]
fn the_items_of_a_list_have_their_lines() {
    let found = read("kind: List\nitems:\n- a: 1\n  items: [x]\n\n- {b: 2}\n");
    assert_eq!(found[0].as_ref().unwrap().item_lines, [3, 6]);
}

#[test]
fn a_document_that_cannot_be_read_does_not_hide_the_next() {
    let found = read("a: 1\n---\nb: [1\n---\nc: 1\nc: 2\n---\nd: 4\n");
    assert_eq!(found.len(), 4, "{found:?}");
    assert_eq!(found[0].as_ref().unwrap().value, json!({"a": 1}));
    assert!(found[1].is_err());
    let second = found[2].as_ref().unwrap_err();
    assert_eq!(second.line, Some(6));
    assert_eq!(second.message, "key \"c\" already set in map");
    let last = found[3].as_ref().unwrap();
    assert_eq!((last.line, &last.value), (8, &json!({"d": 4})));
}

#[test]
fn aliases_and_merges_are_taken_in() {
    assert_eq!(
        value("a: &x {p: 1, q: [2]}\nb: *x\n"),
        json!({"a": {"p": 1, "q": [2]}, "b": {"p": 1, "q": [2]}})
    );
    assert_eq!(
        value("a: &x {p: 1, q: 2}\nb: &y {q: 3, r: 4}\nc:\n  <<: [*x, *y]\n  p: 5\n"),
        json!({"a": {"p": 1, "q": 2}, "b": {"q": 3, "r": 4}, "c": {"p": 5, "q": 2, "r": 4}})
    );
    assert_eq!(value("&k a: 1\nb: *k\n"), json!({"a": 1, "b": "a"}));
    assert_eq!(fault("a: &x [*x]").1, "an anchor's value contains itself");
    assert!(fault("a: *nothing").1.contains("anchor"));
    assert_eq!(
        fault("<<: 1").1,
        "map merge requires map or sequence of maps as the value"
    );
}

#[test]
fn a_bomb_of_aliases_is_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let before = format!("*a{}, ", level - 1).repeat(10);
        text.push_str(&format!("a{level}: &a{level} [{before}]\n"));
    }
    assert_eq!(fault(&text).1, "document contains excessive aliasing");
}

#[test]
fn many_large_anchors_are_refused() {
    on_large_stack(|| {
        let open = |level: usize| format!("&a{level} [");
        let text: String = (0..9000).map(open).collect();
        assert_eq!(
            fault(&format!("{text}x{}", "]".repeat(9000))).1,
            "document contains excessive anchors"
        );
    });
}

#[test]
fn the_text_that_aliases_repeat_is_bounded() {
    let long = "x".repeat(1 << 20);
    let repeated = |times: usize| format!("a: &a {long}\nb: [{}]\n", vec!["*a"; times].join(", "));
    assert_eq!(value(&repeated(60))["b"][59], json!(long));
    let (line, said) = fault(&repeated(2000));
    assert_eq!(line, Some(2));
    assert!(
        said.starts_with("anchors and aliases repeat more than 67108864 bytes"),
        "{said}"
    );
    // So is what is kept for aliases that there may be.
    let nested: String = (0..100).map(|level| format!("&a{level} [")).collect();
    assert!(
        fault(&format!("{nested}{long}{}", "]".repeat(100)))
            .1
            .starts_with("anchors and aliases")
    );
}

#[test]
fn nesting_is_bounded() {
    let within = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
    on_large_stack(|| {
        for language in [Language::Json, Language::Either] {
            let is_read = |text: &str| documents(text.as_bytes(), language)[0].is_ok();
            assert!(is_read(&within(9_000)));
            assert!(!is_read(&within(10_001)));
            assert!(!is_read(&"[".repeat(1_000_000)));
        }
    });
}

#[test]
fn json_is_read_strictly_and_one_after_the_other() {
    let found = read("{\"a\": 1.0}\n\n{\"b\": \"\\ud83d\\ude00\"}");
    let lines: Vec<_> = found
        .iter()
        .flatten()
        .map(|one| (one.line, one.value.clone()))
        .collect();
    assert_eq!(lines, [(1, json!({"a": 1})), (3, json!({"b": "😀"}))]);
    assert_eq!(
        fault("{\"a\": 1,\n \"a\": 2}"),
        (Some(2), "duplicate field \"a\"".to_owned())
    );
    assert_eq!(value("{a: yes}"), json!({"a": true}));
    assert!(documents(b"{a: yes}", Language::Json)[0].is_err());
    let huge = documents(b"{\"a\": 1e999}", Language::Json);
    assert_eq!(huge[0].as_ref().unwrap_err().message, "number out of range");
}

#[test]
fn bytes_that_are_no_text_have_their_line() {
    let found = documents(b"a: 1\nb: \xff\n", Language::Either);
    assert_eq!(
        found,
        [Err(Fault {
            line: Some(2),
            message: "not UTF-8".to_owned()
        })]
    );
    assert_eq!(value("\u{feff}a: 1"), json!({"a": 1}));
    assert!(
        documents(
            "a: 1"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<_>>()
                .as_slice(),
            Language::Either
        )[0]
        .is_err()
    );
}

#[test]
fn values_that_json_has_not_are_refused_where_they_stand() {
    assert_eq!(fault("a: 1\nb: .nan"), (Some(2), "JSON has no NaN".to_owned()));
    assert_eq!(fault("b: -.inf"), (Some(1), "JSON has no infinity".to_owned()));
    assert_eq!(fault("b: !!int x").1, "cannot decode !!str `x` as a !!int");
    assert!(fault("b: !!binary aGk=").1.contains("base64"));
}
