//! Mistakes: the code, the place, what is said, and the way out, as `mistakes.txt` lists them.

use super::read;
use crate::diag::Code;

/// Blocks under a heading that says the behaviour. A row is an item, and below it, indented: the code, the text
/// under the place, a part of the message, a part of what the whole diagnostic says. `⏎` is a line break.
const ROWS: &str = include_str!("mistakes.txt");

#[test]
fn every_mistake_is_told_alone_with_its_code_place_and_way_out() {
    let mut lines = ROWS
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "));
    let mut rows = 0;
    while let (Some(source), Some(expected)) = (lines.next(), lines.next()) {
        is_told(&source.replace('⏎', "\n"), &expected.replace('⏎', "\n"));
        rows += 1;
    }
    assert!(rows > 150, "{rows} rows");
}

/// Asserts that the item has exactly this one mistake.
fn is_told(source: &str, expected: &str) {
    let [code, under, message, way] = expected.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
        panic!("four columns: {expected}")
    };
    let Err(told) = read(source) else {
        panic!("nothing is wrong with: {source}")
    };
    let all: Vec<String> = told
        .iter()
        .map(|(told, under)| format!("{told} [{under}]"))
        .collect();
    assert_eq!(told.len(), 1, "{source}\n{}", all.join("\n"));
    let (diagnostic, text) = &told[0];
    let said = diagnostic.to_string();
    assert_eq!(
        (diagnostic.code.as_str(), text.as_str()),
        (code, under),
        "{source}\n{said}"
    );
    assert!(
        diagnostic.message.contains(message),
        "{source}\n{said}\nlacks {message}"
    );
    assert!(said.contains(way), "{source}\n{said}\nlacks {way}");
    // What serde finds wrong is said in its words alone.
    let told = diagnostic.help.is_some() || diagnostic.code == Code::SerdeSyntax;
    assert!(told, "{source}\n{said}\nhas no way out");
}
