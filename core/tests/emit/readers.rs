//! Readers of YAML 1.1 and 1.2. All read into `serde_yaml`'s tree, which keeps the type of a key.

use serde_yaml::Value as Tree;

/// libyaml's syntax (YAML 1.1: NEL, LS and PS break lines) with most of 1.2's types.
fn libyaml(text: &str) -> Result<Tree, String> {
    serde_yaml::from_str(text).map_err(|error| error.to_string())
}

/// YAML 1.2: `true` and `false` are the only booleans, `010` is ten.
fn yaml_1_2(text: &str) -> Result<Tree, String> {
    let options = serde_saphyr::options! { strict_booleans: true };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| error.to_string())
}

/// YAML 1.1: `y` and `on` are booleans, `010` is eight, `1_000` a thousand.
fn yaml_1_1(text: &str) -> Result<Tree, String> {
    let options = serde_saphyr::options! { legacy_octal_numbers: true };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| error.to_string())
}

type Reader = (&'static str, fn(&str) -> Result<Tree, String>);

pub(crate) const READERS: [Reader; 3] = [
    ("libyaml", libyaml),
    ("YAML 1.1", yaml_1_1),
    ("YAML 1.2", yaml_1_2),
];

/// Fails unless each reader gets back the value from the text.
pub(crate) fn assert_reads_back(value: &serde_json::Value, text: &str) {
    let expected = serde_yaml::to_value(value).unwrap();
    for (name, read) in READERS {
        match read(text) {
            Ok(tree) => assert_eq!(tree, expected, "{name} reads another value from:\n{text}"),
            Err(error) => panic!("{name} can't read: {error}\n{text}"),
        }
    }
}

#[test]
fn the_readers_differ_where_the_versions_of_yaml_do() {
    let text = "[y, 010, 1_000, 'y']";
    let list = |items: serde_json::Value| serde_yaml::to_value(items).unwrap();
    assert_eq!(
        yaml_1_1(text).unwrap(),
        list(serde_json::json!([true, 8, 1000, "y"]))
    );
    assert_eq!(yaml_1_2(text).unwrap()[0], Tree::from("y"));
    assert_eq!(libyaml(text).unwrap()[3], Tree::from("y"));
}
