//! The examples of `gen-cli explain` give the errors that they explain.

use crate::probe::{Probe, kind};
use kubewright_core::diag::{Code, Example};

/// A package with the example in it; none for what is no Rust.
fn probe(example: Example) -> Option<Probe> {
    let resource = "#[resource(group = \"probe.example.com\", version = \"v1\", kind = \"Probe\")]";
    let source = match example {
        Example::Fields(fields) => kind(fields, "fn compute() -> i32 { std::process::id() as i32 }"),
        Example::Part(items) => kind("pub part: Part,", items),
        Example::Items(items) => format!("{}{items}\n", kind("pub name: String,", "")),
        Example::Resource(own) => kind("pub name: String,", "").replace(resource, own),
        Example::Outside(_) => return None,
    };
    Some(Probe::new(&source))
}

/// The codes of everything that is said.
fn said(probe: &Probe) -> Vec<Code> {
    let diagnostics = match probe.generate() {
        Ok(made) => made.warnings.diagnostics,
        Err(failure) => failure.diagnostics,
    };
    diagnostics.iter().map(|one| one.code).collect()
}

#[test]
fn every_example_gives_its_own_code_and_no_other() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let explanation = code.explanation().unwrap();
        if let Some(probe) = probe(explanation.example) {
            let said = said(&probe);
            if said != [*code] {
                wrong.push(format!("{code}: {said:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
