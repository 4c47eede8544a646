use crate::project::{Project, load, manifest, own_workspace};
use gen_cli::walk::{CrateKind, LoadOptions};

const MEMBERS: &str = "[workspace]\nmembers = [\"a\", \"b\"]\nresolver = \"3\"\n";

fn two_members() -> Project {
    Project::new(&[
        ("Cargo.toml", MEMBERS),
        (
            "a/Cargo.toml",
            &manifest(
                "a",
                "[dependencies]\ntypes = { path = \"../b\", package = \"b\" }",
            ),
        ),
        ("a/src/main.rs", "mod x;"),
        ("a/src/x.rs", "struct X;"),
        ("b/Cargo.toml", &manifest("b", "[lib]\nname = \"bee\"")),
        ("b/src/lib.rs", "struct B;"),
    ])
}

fn names(options: &LoadOptions) -> Result<Vec<String>, Vec<String>> {
    load(options, |workspace| match workspace {
        Ok(workspace) => Ok(workspace
            .packages()
            .iter()
            .map(|package| package.name().to_owned())
            .collect()),
        Err(errors) => Err(errors.iter().map(ToString::to_string).collect()),
    })
}

#[test]
fn packages_are_chosen_by_manifest_and_by_name() {
    let project = two_members();
    let with = |manifest: &str, packages: &[&str]| {
        names(&LoadOptions {
            manifest_path: Some(project.path(manifest)),
            packages: packages.iter().map(|&name| name.to_owned()).collect(),
        })
    };
    assert_eq!(with("Cargo.toml", &[]).unwrap(), ["a", "b"]);
    assert_eq!(with("a/Cargo.toml", &[]).unwrap(), ["a"]);
    assert_eq!(with("a/Cargo.toml", &["b"]).unwrap(), ["b"]);
    assert_eq!(with("Cargo.toml", &["b", "a"]).unwrap(), ["a", "b"]);
    assert_eq!(
        with("Cargo.toml", &["c", "d"]).unwrap_err(),
        [
            "KW0209: `c` is no member of the workspace\n  why: its members are `a`, `b`",
            "KW0209: `d` is no member of the workspace\n  why: its members are `a`, `b`"
        ]
    );
}

#[test]
fn a_manifest_that_can_not_be_read_is_an_error() {
    let project = Project::new(&[("Cargo.toml", "[package\n"), ("x/y.toml", "")]);
    assert!(names(&project.options()).unwrap_err()[0].starts_with("KW0209: cargo can't read the package"));
    for wrong in ["x", "x/y.toml", "gone/Cargo.toml"] {
        let options = LoadOptions {
            manifest_path: Some(project.path(wrong)),
            ..LoadOptions::default()
        };
        let said = names(&options).unwrap_err();
        let path = project.path(wrong).display().to_string();
        assert!(
            said[0].starts_with(&format!("KW0209: `{path}` is no file `Cargo.toml`")),
            "{said:?}"
        );
    }
}

#[test]
fn a_package_may_have_a_library_and_programs() {
    let project = Project::new(&[
        ("Cargo.toml", &manifest("the-demo", "")),
        ("src/lib.rs", "struct L;"),
        ("src/main.rs", "struct M;"),
        ("src/bin/tool.rs", "struct T;"),
        ("examples/e.rs", "fn main() {}"),
        ("tests/t.rs", ""),
    ]);
    project.with(|workspace| {
        let crates = workspace.packages()[0].crates().unwrap();
        let seen: Vec<_> = crates
            .iter()
            .map(|krate| (krate.name.as_str(), krate.kind))
            .collect();
        assert_eq!(
            seen,
            [
                ("the_demo", CrateKind::Library),
                ("the_demo", CrateKind::Binary),
                ("tool", CrateKind::Binary)
            ]
        );
        assert!(crates.iter().all(|krate| krate.edition == "2024"));
        assert_eq!(
            workspace.packages()[0].library().unwrap().unwrap().name,
            "the_demo"
        );
    });
}

#[test]
fn files_of_members_are_named_from_the_root_of_the_workspace() {
    let project = two_members();
    project.with(|workspace| {
        workspace.packages()[0].crates().unwrap()[0].modules().unwrap();
        let files: Vec<_> = workspace
            .files_read()
            .iter()
            .map(|file| file.display.clone())
            .collect();
        assert_eq!(files, ["a/src/main.rs", "a/src/x.rs"]);
    });
}

#[test]
fn settings_of_a_workspace_are_an_error_that_says_where_they_go() {
    let members = format!("{MEMBERS}[workspace.metadata.gen-cli]\nfeatures = []\n");
    let project = two_members();
    project.write("Cargo.toml", members.as_bytes());
    let said = names(&project.options()).unwrap_err();
    assert!(
        said[0].starts_with("KW0209: `[workspace.metadata.gen-cli]` is not read"),
        "{said:?}"
    );
    assert!(said[0].contains("`[package.metadata.gen-cli]`"), "{said:?}");
}

#[test]
fn the_whole_table_is_kept() {
    let table = "[package.metadata.gen-cli]\nrole-name = \"r\"\n[package.metadata.gen-cli.types]\n\"a::B\" = { type = \"string\" }";
    let project = Project::new(&[("Cargo.toml", &manifest("demo", table)), ("src/lib.rs", "")]);
    project.with(|workspace| {
        let table = &workspace.packages()[0].config().table;
        assert_eq!(table["role-name"], "r");
        assert_eq!(table["types"]["a::B"]["type"], "string");
    });
}

#[test]
fn nothing_is_written_without_a_lock_file() {
    let project = two_members();
    let before = project.everything();
    project.with(|workspace| {
        let library = workspace.packages()[0]
            .dependency("types", false)
            .unwrap()
            .unwrap();
        assert_eq!(library.name(), "b");
    });
    assert_eq!(project.everything(), before);
}

#[test]
fn nothing_is_written_with_a_lock_file() {
    let project = Project::library("", &[("target/x", "")]);
    project.write(
        "Cargo.lock",
        b"version = 4\n\n[[package]]\nname = \"demo\"\nversion = \"0.1.0\"\n",
    );
    let before = project.everything();
    assert_eq!(project.modules(), [" = src/lib.rs []"]);
    assert_eq!(project.everything(), before);
}

#[test]
fn a_lock_file_that_does_not_fit_is_an_error() {
    let project = two_members();
    project.write(
        "Cargo.lock",
        b"version = 4\n\n[[package]]\nname = \"a\"\nversion = \"0.1.0\"\n",
    );
    let errors = names(&project.options()).unwrap_err();
    assert!(errors[0].contains("--locked"), "{errors:?}");
    assert!(errors[0].contains("cargo generate-lockfile"), "{errors:?}");
    project.write("Cargo.lock", b"what?");
    assert!(names(&project.options()).unwrap_err()[0].starts_with("KW0209: Cargo.lock can't be read"));
}

/// Runs another test of this program with a rustc that writes down how it is called.
#[cfg(unix)]
#[test]
fn nothing_is_compiled() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (wrapper, log) = (folder.path().join("rustc"), folder.path().join("log"));
    let script = format!(
        "#!/bin/sh\necho \"$@\" >> '{}'\nexec rustc \"$@\"\n",
        log.display()
    );
    std::fs::write(&wrapper, script).unwrap();
    std::fs::set_permissions(&wrapper, std::fs::Permissions::from_mode(0o755)).unwrap();
    let tests = [
        "cfg::a_stated_target_decides_its_cfgs",
        "workspace::a_lock_file_that_does_not_fit_is_an_error",
    ];
    let status = std::process::Command::new(std::env::current_exe().unwrap())
        .arg("--exact")
        .args(tests)
        .env("RUSTC", &wrapper)
        .output()
        .unwrap();
    assert!(status.status.success());
    let calls = std::fs::read_to_string(log).unwrap();
    assert!(
        calls
            .lines()
            .any(|call| call == "--print cfg --target x86_64-unknown-linux-gnu"),
        "{calls}"
    );
    for call in calls.lines() {
        assert!(call == "-vV" || call.contains("--print"), "{call}");
    }
}

#[test]
fn this_very_workspace_is_read_whole() {
    let options = LoadOptions {
        manifest_path: Some(own_workspace()),
        packages: vec!["kubewright-cli".to_owned()],
    };
    load(&options, |workspace| {
        let workspace = workspace.unwrap();
        let modules = workspace.packages()[0].crates().unwrap()[0].modules().unwrap();
        assert!(
            modules
                .iter()
                .any(|module| module.path == ["walk", "cfg", "apply"])
        );
    });
}
