//! The programs of `tests/ui`, each with one mistake: gen-cli says what the derives say, at the same place.

use crate::probe::{Probe, repository};
use gen_cli::{Options, Style, generate};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What is said of a mistake: the code if there is one, the sentence, the line and the column.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    code: Option<String>,
    message: String,
    place: (usize, usize),
}

/// Programs whose mistake rustc tells in words of its own, and the code that gen-cli has for it on the same line.
const OF_RUSTC: &[(&str, &str)] = &[
    ("attribute_misspelt", "KW0112"),
    ("rbac_type_misspelt", "KW0503"),
    ("rbac_type_misspelt_by_path", "KW0503"),
    ("resource_without_custom_resource", "KW0107"),
    ("serde_default_missing", "KW0206"),
    ("status_type_missing", "KW0204"),
    ("type_in_a_list_without_schema", "KW0205"),
    ("type_misspelt", "KW0204"),
    ("type_without_schema", "KW0205"),
    ("validation_constant_missing", "KW0206"),
];

/// Programs whose mistake decides no manifest: gen-cli has nothing to say.
const OF_THE_COMPILER_ALONE: &[&str] = &[
    "attribute_above_the_derive",
    "deep_copy_clone_on_a_type",
    "deep_copy_in_a_list",
    "deep_copy_in_a_tuple",
    "deep_copy_key_misspelt",
    "deep_copy_of_a_leaf",
    "deep_copy_on_a_variant",
    "shape_union",
];

/// The code of what serde refuses: the derives leave it to serde, whose words gen-cli has too.
const OF_SERDE: &str = "KW0111";

#[test]
fn gen_cli_says_of_every_mistake_what_the_derives_say_at_the_same_place() {
    let mistakes = mistakes();
    assert!(mistakes.len() >= 40, "{} mistakes", mistakes.len());
    let known = |name: &str| mistakes.contains_key(name);
    assert!(OF_RUSTC.iter().all(|(name, _)| known(name)));
    assert!(OF_THE_COMPILER_ALONE.iter().all(|name| known(name)));
    let said = said_by_gen_cli(mistakes.keys());
    let mut differences = String::new();
    for (name, expected) in &mistakes {
        let said = said.get(name).map_or(&[][..], Vec::as_slice);
        let same = is_same(name, expected, said);
        if !same {
            writeln!(
                differences,
                "{name}:\n  derives: {expected:?}\n  gen-cli: {said:?}"
            )
            .unwrap();
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

fn is_same(name: &str, expected: &Said, said: &[Said]) -> bool {
    if OF_THE_COMPILER_ALONE.contains(&name) {
        return said.is_empty();
    }
    let [said] = said else { return false };
    match OF_RUSTC.iter().find(|(other, _)| *other == name) {
        Some((_, code)) => {
            let of_rustc = expected.code.is_none() && said.code.as_deref() == Some(*code);
            of_rustc && said.place.0 == expected.place.0
        }
        None => {
            let code = said.code.clone().filter(|code| code != OF_SERDE);
            let said = Said { code, ..said.clone() };
            said == *expected
        }
    }
}

/// What the compiler says of each program, by the program's name.
fn mistakes() -> BTreeMap<String, Said> {
    let folder = repository().join("tests/ui");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let stderr = std::fs::read_to_string(path.with_extension("stderr")).unwrap();
            let [one] = &said_in(&stderr)[..] else {
                panic!("{name} is not one error:\n{stderr}")
            };
            (name, one.1.clone())
        })
        .collect()
}

/// Runs gen-cli once over a workspace with a package for each program.
fn said_by_gen_cli<'a>(names: impl Iterator<Item = &'a String> + Clone) -> BTreeMap<String, Vec<Said>> {
    let probe = Probe::with_metadata("", "members = [\"mistakes/*\"]");
    let manifest = std::fs::read_to_string(probe.path("Cargo.toml")).unwrap();
    let manifest = manifest.split("[workspace]").next().unwrap().to_owned();
    let lock = std::fs::read_to_string(probe.path("Cargo.lock")).unwrap();
    let (_, own) = lock.rsplit_once("[[package]]").unwrap();
    let mut locks = lock.clone();
    for name in names.clone() {
        let named = |text: &str| text.replace("\"probe\"", &format!("{name:?}"));
        let text = std::fs::read_to_string(repository().join(format!("tests/ui/{name}.rs"))).unwrap();
        probe.file(&format!("mistakes/{name}/Cargo.toml"), &named(&manifest));
        probe.file(&format!("mistakes/{name}/src/lib.rs"), &text);
        write!(locks, "\n[[package]]{}", named(own)).unwrap();
    }
    probe.file("Cargo.lock", &locks);
    let options = Options {
        packages: names.cloned().collect(),
        ..probe.options()
    };
    let report = generate(&options).unwrap_err().render(Style::Plain);
    let mut all = BTreeMap::<String, Vec<Said>>::new();
    for (path, said) in said_in(&report) {
        let name = path
            .split('/')
            .rev()
            .nth(2)
            .unwrap_or_else(|| panic!("{path}\n{report}"));
        all.entry(name.to_owned()).or_default().push(said);
    }
    all
}

/// The errors of a report, ours or rustc's, each with its file.
fn said_in(report: &str) -> Vec<(String, Said)> {
    let mut lines = report.lines().peekable();
    let mut all = Vec::new();
    while let Some(line) = lines.next() {
        let Some((code, message)) = title(line) else {
            continue;
        };
        let Some(place) = lines.find_map(|line| line.trim_start().strip_prefix("--> ")) else {
            continue;
        };
        let mut parts = place.rsplitn(3, ':');
        let mut number = || parts.next().unwrap().parse().unwrap();
        let (column, line) = (number(), number());
        all.push((
            parts.next().unwrap().to_owned(),
            Said {
                code,
                message,
                place: (line, column),
            },
        ));
    }
    all
}

/// Reads `error[KW0102]: …`, `error: KW0102: …` and `error: …`.
fn title(line: &str) -> Option<(Option<String>, String)> {
    let rest = line.strip_prefix("error")?;
    let ours = |code: &str| code.starts_with("KW");
    let (code, message) = match rest.strip_prefix('[') {
        Some(rest) => rest.split_once("]: ")?,
        None => {
            let rest = rest.strip_prefix(": ")?;
            rest.split_once(": ")
                .filter(|(code, _)| ours(code))
                .unwrap_or(("", rest))
        }
    };
    Some((ours(code).then(|| code.to_owned()), message.to_owned()))
}
