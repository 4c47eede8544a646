//! What lies in the folders of packages that make nothing any more.

use crate::files::{code, files_below, probe, run};
use crate::probe::{Probe, kind};
use std::path::Path;
use std::process::{Command, Output};

const RULE: &str =
    "use kubewright::rbac;\n#[rbac(groups(\"\"), resources(\"pods\"), verbs(get))]\nfn r() {}\n";

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn a_package_that_has_lost_all_it_made_leaves_stale_files() {
    let probe = probe();
    run(&probe, &[]);
    let before = files_below(&probe.path("config"));
    probe.file("src/lib.rs", "");
    let output = run(&probe, &["--check"]);
    assert_eq!(code(&output), 1, "{}", said(&output));
    assert!(said(&output).contains("role.yaml: stale"), "{}", said(&output));
    let output = run(&probe, &[]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(
        said(&output).contains("stale (nothing makes it any more"),
        "{}",
        said(&output)
    );
    assert_eq!(files_below(&probe.path("config")), before);
    // Nothing is printed of what is not made.
    assert_eq!(code(&run(&probe, &["--stdout"])), 2);
    let output = run(&probe, &["--prune"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert_eq!(files_below(&probe.path("config")), [""; 0]);
    let output = run(&probe, &["--check"]);
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("KW0208"), "{}", said(&output));
}

#[test]
fn files_of_somebody_else_are_not_stale() {
    let probe = Probe::new("");
    probe.file("config/rbac/role.yaml", "kind: Mine\n");
    for args in [&[][..], &["--check"], &["--prune"]] {
        let output = run(&probe, args);
        assert_eq!(code(&output), 2);
        assert!(said(&output).contains("KW0208"), "{}", said(&output));
    }
    assert!(probe.path("config/rbac/role.yaml").exists());
}

/// A workspace with two members, each with rules.
struct Two(tempfile::TempDir);

impl Two {
    fn new() -> Self {
        let two = Self(tempfile::tempdir().unwrap());
        two.file(
            "Cargo.toml",
            "[workspace]\nmembers = [\"a\", \"b\", \"kubewright\"]\nresolver = \"3\"\n",
        );
        for name in ["a", "b", "kubewright"] {
            let mut manifest =
                format!("[package]\nname = {name:?}\nversion = \"0.1.0\"\nedition = \"2024\"\n");
            if name != "kubewright" {
                manifest.push_str("[dependencies]\nkubewright = { path = \"../kubewright\" }\n");
            }
            two.file(&format!("{name}/Cargo.toml"), &manifest);
            two.file(
                &format!("{name}/src/lib.rs"),
                if name == "kubewright" { "" } else { RULE },
            );
        }
        two
    }

    fn file(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_gen-cli"))
            .arg("manifests")
            .args(args)
            .current_dir(self.0.path())
            .output()
            .unwrap()
    }

    fn has(&self, path: &str) -> bool {
        self.0.path().join(Path::new(path)).exists()
    }
}

#[test]
fn so_does_a_member_beside_others_that_make_something() {
    let two = Two::new();
    assert_eq!(code(&two.run(&[])), 0);
    two.file("a/src/lib.rs", "");
    let output = two.run(&["--check"]);
    assert_eq!(code(&output), 1, "{}", said(&output));
    assert!(
        said(&output).contains("a/config/rbac/role.yaml: stale"),
        "{}",
        said(&output)
    );
    assert!(!said(&output).contains("b/config"), "{}", said(&output));
    // What is not chosen is not looked at.
    assert_eq!(code(&two.run(&["--check", "-p", "b"])), 0);
    assert_eq!(code(&two.run(&["--prune"])), 0);
    assert!(!two.has("a/config/rbac/role.yaml") && two.has("b/config/rbac/role.yaml"));
    assert_eq!(code(&two.run(&["--check"])), 0);
}

#[test]
fn what_another_package_makes_in_the_same_folder_is_not_stale() {
    let two = Two::new();
    two.file("a/src/lib.rs", "");
    for args in [&["--out", "deploy"][..], &["--out", "deploy", "--prune"]] {
        let output = two.run(args);
        assert_eq!(code(&output), 0, "{}", said(&output));
        assert!(two.has("deploy/rbac/role.yaml"));
    }
    two.file("b/src/lib.rs", "");
    assert_eq!(code(&two.run(&["--out", "deploy", "--check"])), 1);
    assert_eq!(code(&two.run(&["--out", "deploy", "--prune"])), 0);
    assert!(!two.has("deploy/rbac/role.yaml"));
}

#[test]
fn where_crds_are_asked_for_stale_files_are_no_answer() {
    let probe = Probe::new(&kind("pub a: bool,", ""));
    run(&probe, &[]);
    probe.file("src/lib.rs", "");
    let output = Command::new(env!("CARGO_BIN_EXE_gen-cli"))
        .args(["budget", "--manifest-path"])
        .arg(probe.path("Cargo.toml"))
        .output()
        .unwrap();
    assert_eq!(code(&output), 2);
    assert!(said(&output).contains("KW0208"), "{}", said(&output));
}
