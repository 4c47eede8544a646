//! Strings that YAML writers get wrong, as value, as key and as list item.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use kubewright_core::emit;
use serde_json::{Value, json};

use crate::readers::assert_reads_back;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/data")
        .join(name)
}

/// The 122 values of the table (one of them is there twice) and its keys.
fn strings() -> BTreeSet<String> {
    let text = std::fs::read_to_string(data("yaml-strings.json")).unwrap();
    let table: Value = serde_json::from_str(&text).unwrap();
    let values = table["vals"].as_array().unwrap();
    assert_eq!(values.len(), 122);
    let values = values.iter().map(|value| value.as_str().unwrap().to_owned());
    values
        .chain(table["keys"].as_object().unwrap().keys().cloned())
        .collect()
}

/// One document with every string in each of the three places.
fn document() -> Value {
    let strings = strings();
    let keys: serde_json::Map<String, Value> = strings
        .iter()
        .enumerate()
        .map(|(nth, text)| (text.clone(), json!(nth)))
        .collect();
    let values: serde_json::Map<String, Value> = strings
        .iter()
        .enumerate()
        .map(|(nth, text)| (format!("value{nth:03}"), json!(text)))
        .collect();
    json!({ "items": strings, "keys": keys, "values": values })
}

#[test]
fn every_string_alone_is_read_back_as_value_key_and_item() {
    for text in strings() {
        let value = json!({ "value": text, text.clone(): { text.clone(): [text] }, "items": [text, [text]] });
        assert_reads_back(&value, &emit::yaml(&value));
        let document = json!(text);
        assert_reads_back(&document, &emit::yaml(&document));
    }
}

/// The text in the file is what readers of YAML 1.1 outside Rust were given: see `tests/data/README.md`.
#[test]
fn all_strings_in_one_document_are_printed_as_other_languages_read_them_back() {
    let value = document();
    let text = emit::yaml(&value);
    assert_reads_back(&value, &text);
    let expected = std::fs::read_to_string(data("yaml-strings.yaml")).unwrap();
    assert_eq!(
        text, expected,
        "tests/data/yaml-strings.yaml is what other readers were tried on"
    );
}

#[test]
fn words_and_numbers_of_any_yaml_are_quoted() {
    let typed = "y Y n N yes YES no off ON On TRUE False null NULL ~ = << .inf -.Inf +.INF .NaN NaN inf 0 -1 +1 007 08 0o17 0O7 0x1F \
                 -0x1f 0b11 0b-1 0x_1 1_000 1,000 1e3 1E-3 +1.e+3 .5 1. 1.5 -0.5e10 12:30 1:2:3 190:20:30.15 1.2.3 10.0.0.1 \
                 2020-01-01 2020-1-1 2020-01-01T00:00:00Z";
    for word in typed.split_whitespace() {
        assert_eq!(emit::yaml(&json!(word)), format!("---\n\"{word}\"\n"));
    }
    assert_eq!(
        emit::yaml(&json!("2020-01-01 00:00:00")),
        "---\n\"2020-01-01 00:00:00\"\n"
    );
}

#[test]
fn words_that_only_resemble_numbers_stay_plain() {
    let plain = "100Mi 100m 1e e1 v1 v1beta1 0xyz 0bad 1d None Always -x a:b a#b x-y 1-2-3 20200-01-01 2020-01-x date-time self.x>=0 é 日本 😀";
    for word in plain.split_whitespace() {
        assert_eq!(emit::yaml(&json!(word)), format!("---\n{word}\n"));
    }
}
