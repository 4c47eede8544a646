//! Kinds that compile and have no manifest: what is wrong with them is said with its code and path.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use kubewright_fixtures::refused;

#[test]
fn every_refused_kind_says_what_is_wrong_and_where() {
    let all = refused::all();
    assert!(all.len() >= 20);
    for fixture in all {
        let Err(error) = (fixture.crd)() else {
            panic!("fixture {} is accepted", fixture.name);
        };
        let said: Vec<(&str, &str)> = error
            .diagnostics()
            .iter()
            .map(|wrong| (wrong.code.as_str(), wrong.path.as_str()))
            .collect();
        assert_eq!(said, fixture.expected, "fixture {}: {error}", fixture.name);
        let lost = error.diagnostics().iter().find(|wrong| wrong.help.is_none());
        assert!(
            lost.is_none(),
            "fixture {} has an error without a way out: {error}",
            fixture.name
        );
    }
}
