//! What a user's binary is built of.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::process::Command;

/// The packages of a user's binary: what kubewright leads to without passing a procedural macro.
fn packages() -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--package",
            "kubewright",
            "--edges",
            "normal,no-proc-macro",
            "--prefix",
            "none",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_users_binary_holds_nothing_that_reads_rust() {
    let packages = packages();
    assert!(
        packages.iter().any(|name| name == "kubewright-core"),
        "{packages:?}"
    );
    for reader in [
        "syn",
        "quote",
        "proc-macro2",
        "darling",
        "serde_derive_internals",
        "clap",
        "cargo_metadata",
    ] {
        assert!(
            !packages.iter().any(|name| name == reader),
            "{reader} is in {packages:?}"
        );
    }
}
