//! Files that gen-cli did not write are never touched.

use crate::files::{CRD, code, files_below, probe, run};

const MINE: &str = "kind: Mine\n";

#[test]
fn files_of_somebody_else_in_the_way_are_one_error_and_nothing_is_written() {
    let probe = probe();
    for file in [CRD, "config/rbac/role.yaml"] {
        probe.file(file, MINE);
    }
    let before = files_below(&probe.path(""));
    for args in [&[][..], &["--check"], &["--prune"]] {
        let output = run(&probe, args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(code(&output), 2, "{args:?}: {said}");
        for part in [
            "error[KW0701]: 2 files are in the way",
            "config/crd/bases/probe.example.com_probes.yaml\n",
            "config/rbac/role.yaml\n",
            "move or delete",
            "`--out`",
            "nothing is written",
        ] {
            assert!(said.contains(part), "{args:?}: {part}\n{said}");
        }
    }
    assert_eq!(files_below(&probe.path("")), before);
    for file in [CRD, "config/rbac/role.yaml"] {
        assert_eq!(std::fs::read_to_string(probe.path(file)).unwrap(), MINE);
    }
}

#[test]
fn the_ways_out_work() {
    let probe = probe();
    probe.file("config/rbac/role.yaml", MINE);
    let elsewhere = probe.path("deploy").display().to_string();
    assert_eq!(code(&run(&probe, &["--out", &elsewhere])), 0);
    std::fs::remove_file(probe.path("config/rbac/role.yaml")).unwrap();
    assert_eq!(code(&run(&probe, &[])), 0);
}

#[test]
fn an_empty_file_is_ours_to_write() {
    let probe = probe();
    probe.file("config/rbac/role.yaml", "");
    probe.file("config/rbac/theirs.yaml", "");
    assert_eq!(code(&run(&probe, &["--check"])), 1);
    assert_eq!(code(&run(&probe, &["--prune"])), 0);
    assert!(
        !std::fs::read_to_string(probe.path("config/rbac/role.yaml"))
            .unwrap()
            .is_empty()
    );
    assert!(probe.path("config/rbac/theirs.yaml").exists());
}

#[test]
fn a_folder_in_the_place_of_a_file_is_an_error() {
    let probe = probe();
    std::fs::create_dir_all(probe.path("config/rbac/role.yaml")).unwrap();
    let output = run(&probe, &[]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(code(&output), 2);
    assert!(
        said.contains("error[KW0701]: can't read") && said.contains("no regular file"),
        "{said}"
    );
}

/// A file as large as this can't be read whole: of what is somebody else's only the first line is.
#[cfg(unix)]
#[test]
fn of_a_file_of_somebody_else_only_the_head_is_read() {
    let probe = probe();
    for (file, head) in [
        ("config/rbac/huge.yaml", "kind: Mine\n"),
        ("config/rbac/holes.yaml", ""),
    ] {
        probe.file(file, head);
        let file = std::fs::File::options()
            .write(true)
            .open(probe.path(file))
            .unwrap();
        file.set_len(1 << 40).unwrap();
    }
    let output = run(&probe, &["--prune"]);
    assert_eq!(code(&output), 0, "{}", String::from_utf8_lossy(&output.stderr));
    assert!(probe.path("config/rbac/huge.yaml").exists());
}
