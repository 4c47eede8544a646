//! Files: written atomically and only when they differ; `--check`, `--prune`, `--stdout`.

use crate::probe::{Probe, kind};
use kubewright_core::emit::GENERATED;
use std::path::Path;
use std::process::{Command, Output};

pub const CRD: &str = "config/crd/bases/probe.example.com_probes.yaml";

pub fn run(probe: &Probe, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gen-cli"))
        .arg("manifests")
        .arg("--manifest-path")
        .arg(probe.path("Cargo.toml"))
        .args(args)
        .output()
        .unwrap()
}

pub fn probe() -> Probe {
    Probe::new(&kind(
        "pub a: bool,",
        "#[rbac(groups(\"\"), resources(\"pods\"), verbs(get))]\nfn r() {}",
    ))
}

pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub fn files_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path)
            } else {
                found.push(path.strip_prefix(folder).unwrap().display().to_string())
            }
        }
    }
    found.sort();
    found
}

#[test]
fn nothing_but_the_manifests_is_written() {
    let probe = probe();
    let before = files_below(&probe.path(""));
    let output = run(&probe, &[]);
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    let mut expected = before;
    expected.extend(
        [
            CRD,
            "config/rbac/role.yaml",
            "config/rbac/role_binding.yaml",
            "config/rbac/service_account.yaml",
        ]
        .map(str::to_owned),
    );
    expected.sort();
    assert_eq!(files_below(&probe.path("")), expected);
}

#[test]
fn a_file_that_is_right_already_is_not_touched() {
    let probe = probe();
    run(&probe, &[]);
    let time = || std::fs::metadata(probe.path(CRD)).unwrap().modified().unwrap();
    let first = time();
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert_eq!(code(&run(&probe, &[])), 0);
    assert_eq!(time(), first);
}

#[test]
fn check_says_what_is_missing_differs_or_is_stale_and_writes_nothing() {
    let probe = probe();
    let output = run(&probe, &["--check"]);
    assert_eq!(code(&output), 1);
    assert!(String::from_utf8_lossy(&output.stdout).contains("missing"));
    assert!(!probe.path("config").exists());
    run(&probe, &[]);
    assert_eq!(code(&run(&probe, &["--check"])), 0);
    let text = std::fs::read_to_string(probe.path(CRD)).unwrap();
    probe.file(CRD, &text.replace("boolean", "string"));
    probe.file("config/crd/bases/old.yaml", &text);
    let output = run(&probe, &["--check"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(code(&output), 1);
    assert!(
        said.contains("differs") && said.contains("-              type: string") || said.contains("+"),
        "{said}"
    );
    assert!(said.contains("old.yaml: stale"), "{said}");
}

#[test]
fn a_stale_file_goes_only_with_prune_and_a_file_of_somebody_else_never() {
    let probe = probe();
    run(&probe, &[]);
    let text = std::fs::read_to_string(probe.path(CRD)).unwrap();
    probe.file("config/crd/bases/old.yaml", &text);
    probe.file("config/crd/bases/theirs.yaml", "kind: Something\n");
    run(&probe, &[]);
    assert!(probe.path("config/crd/bases/old.yaml").exists());
    assert_eq!(code(&run(&probe, &["--prune"])), 0);
    assert!(!probe.path("config/crd/bases/old.yaml").exists());
    assert!(probe.path("config/crd/bases/theirs.yaml").exists());
}

#[test]
fn stdout_prints_every_document_and_writes_nothing() {
    let probe = probe();
    let output = run(&probe, &["--stdout"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("kind: CustomResourceDefinition") && said.contains("kind: ClusterRole\n"));
    assert!(!probe.path("config").exists());
}

#[test]
fn line_breaks_of_a_checkout_are_no_difference() {
    let probe = probe();
    run(&probe, &[]);
    let crlf = std::fs::read_to_string(probe.path(CRD))
        .unwrap()
        .replace('\n', "\r\n");
    probe.file(CRD, &crlf);
    let output = run(&probe, &["--check"]);
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stdout));
    run(&probe, &[]);
    assert_eq!(std::fs::read_to_string(probe.path(CRD)).unwrap(), crlf);
    probe.file(CRD, &crlf.replace("boolean", "string"));
    let output = run(&probe, &["--check"]);
    assert_eq!(code(&output), 1);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let differing = |sign: &str| {
        let lines = said.lines().filter(|line| line.starts_with(sign));
        lines.count()
    };
    // The headers, and the one line.
    assert_eq!((differing("-"), differing("+")), (2, 2), "{said}");
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_stays_and_what_it_leads_to_is_written() {
    let probe = probe();
    let links = ["config/rbac/role.yaml", CRD];
    probe.file("elsewhere/role.yaml", "");
    for (link, target) in links
        .iter()
        .zip(["../../elsewhere/role.yaml", "../../../elsewhere/new.yaml"])
    {
        let link = probe.path(link);
        std::fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, link).unwrap();
    }
    let output = run(&probe, &[]);
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    for (link, target) in links.iter().zip(["elsewhere/role.yaml", "elsewhere/new.yaml"]) {
        assert!(probe.path(link).is_symlink(), "{link}");
        let text = std::fs::read_to_string(probe.path(target)).unwrap();
        assert!(text.starts_with(GENERATED), "{target}");
    }
    assert_eq!(code(&run(&probe, &["--check"])), 0);
}

#[test]
fn what_a_killed_run_has_left_is_removed_by_a_later_one() {
    let probe = probe();
    let [old, new, theirs] =
        [".gen-cli-a1B2c3", ".gen-cli-Zz9Yy8", ".gen-cli-my-notes"].map(|name| format!("config/rbac/{name}"));
    for file in [&old, &new, &theirs] {
        probe.file(file, "");
    }
    for file in [&old, &theirs] {
        let file = std::fs::File::options()
            .write(true)
            .open(probe.path(file))
            .unwrap();
        let before = std::time::SystemTime::now() - std::time::Duration::from_secs(7200);
        file.set_modified(before).unwrap();
    }
    assert_eq!(code(&run(&probe, &[])), 0);
    assert!(!probe.path(&old).exists());
    assert!(probe.path(&new).exists());
    assert!(probe.path(&theirs).exists());
}

#[test]
fn nothing_found_is_an_error() {
    let output = run(&Probe::new("pub struct S;"), &[]);
    assert_eq!(code(&output), 2);
    assert!(String::from_utf8_lossy(&output.stderr).contains("KW0208"));
}

#[test]
fn a_read_only_file_is_an_error_and_nothing_else_is_written() {
    let probe = probe();
    let old = format!("{GENERATED}\nkind: Old\n");
    probe.file(CRD, &old);
    let path = probe.path(CRD);
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let output = run(&probe, &[]);
    assert_eq!(code(&output), 2);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), old);
    assert!(!probe.path("config/rbac/role.yaml").exists());
}

#[test]
fn an_error_leaves_everything_as_it_was() {
    let probe = probe();
    run(&probe, &[]);
    let before = std::fs::read_to_string(probe.path(CRD)).unwrap();
    probe.file("src/lib.rs", &kind("pub a: String, pub b: u128,", ""));
    assert_eq!(code(&run(&probe, &[])), 2);
    assert_eq!(std::fs::read_to_string(probe.path(CRD)).unwrap(), before);
    assert!(probe.path("config/rbac/role.yaml").exists());
}

#[test]
fn nothing_is_compiled() {
    let probe = probe();
    let log = probe.path("rustc.log");
    let wrapper = probe.path("rustc.sh");
    std::fs::write(
        &wrapper,
        format!("#!/bin/sh\necho \"$@\" >> {}\nexec rustc \"$@\"\n", log.display()),
    )
    .unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&wrapper, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_gen-cli"))
        .args(["manifests", "--manifest-path"])
        .arg(probe.path("Cargo.toml"))
        .env("RUSTC", &wrapper)
        .output()
        .unwrap();
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    let calls = std::fs::read_to_string(&log).unwrap_or_default();
    let compiles: Vec<&str> = calls
        .lines()
        .filter(|call| !call.contains("-vV") && !call.contains("--print"))
        .collect();
    assert!(compiles.is_empty(), "{compiles:?}");
}

#[test]
fn the_manifests_have_to_be_taken_by_the_server_of_the_version_that_is_asked_for() {
    let probe = Probe::new(&kind("#[validation(cel(\"self.nothing\"))] pub a: String,", ""));
    for (args, version) in [(&[][..], "1.35"), (&["--kubernetes-version", "1.33"], "1.33")] {
        let output = run(&probe, args);
        assert_eq!(code(&output), 2);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            said.contains(&format!("API server of Kubernetes {version} would")),
            "{said}"
        );
    }
    let output = run(&probe, &["--kubernetes-version", "1.32"]);
    assert_eq!(code(&output), 2);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("known are 1.33, 1.34"), "{said}");
}

#[test]
fn a_folder_of_samples_beside_the_manifests_is_left_alone() {
    let probe = probe();
    let sample = "config/samples/probe.yaml";
    let text = format!("{GENERATED}\nkind: Probe\n");
    probe.file(sample, &text);
    assert_eq!(code(&run(&probe, &["--prune"])), 0);
    assert_eq!(code(&run(&probe, &["--check"])), 0);
    assert_eq!(std::fs::read_to_string(probe.path(sample)).unwrap(), text);
}
