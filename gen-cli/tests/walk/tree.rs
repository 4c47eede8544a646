use crate::project::{Project, manifest, show_error};

#[test]
fn a_module_is_found_beside_or_inside_its_folder() {
    let project = Project::library(
        "mod a; mod b; struct Root;",
        &[
            ("src/a.rs", "mod c; struct A;"),
            ("src/a/c.rs", "struct C;"),
            ("src/b/mod.rs", "mod d; struct B;"),
            ("src/b/d.rs", "struct D;"),
        ],
    );
    assert_eq!(
        project.modules(),
        [
            " = src/lib.rs [Root]",
            "a = src/a.rs [A]",
            "a::c = src/a/c.rs [C]",
            "b = src/b/mod.rs [B]",
            "b::d = src/b/d.rs [D]",
        ]
    );
}

#[test]
fn an_inline_module_is_a_folder_for_its_children() {
    let project = Project::library(
        "mod outer { mod inner { mod leaf; } struct Here; } mod file;",
        &[
            ("src/outer/inner/leaf.rs", "struct Leaf;"),
            ("src/file.rs", "mod within { mod deep; }"),
            ("src/file/within/deep.rs", "struct Deep;"),
        ],
    );
    assert_eq!(
        project.modules(),
        [
            " = src/lib.rs []",
            "outer = src/lib.rs [Here]",
            "outer::inner = src/lib.rs []",
            "outer::inner::leaf = src/outer/inner/leaf.rs [Leaf]",
            "file = src/file.rs []",
            "file::within = src/file.rs []",
            "file::within::deep = src/file/within/deep.rs [Deep]",
        ]
    );
}

#[test]
fn path_attributes_follow_the_rules_of_rustc() {
    let project = Project::library(
        r#"
        #[path = "elsewhere/odd.rs"] mod a;
        mod plain;
        mod inline { #[path = "given.rs"] mod b; }
        #[path = "threads"] mod renamed { #[path = "tls.rs"] mod local; mod usual; }
        "#,
        &[
            // As if it were a mod.rs: children stand beside it.
            ("src/elsewhere/odd.rs", "mod child;"),
            ("src/elsewhere/child.rs", "struct Child;"),
            // Of a file that is no mod.rs: outside an inline module beside it, inside below its own name.
            (
                "src/plain.rs",
                r#"#[path = "beside.rs"] mod x; mod inner { #[path = "below.rs"] mod y; }"#,
            ),
            ("src/beside.rs", "struct Beside;"),
            ("src/plain/inner/below.rs", "struct Below;"),
            ("src/inline/given.rs", "struct Given;"),
            ("src/threads/tls.rs", "struct Tls;"),
            ("src/threads/usual.rs", "struct Usual;"),
        ],
    );
    let modules = project.modules();
    for expected in [
        "a = src/elsewhere/odd.rs []",
        "a::child = src/elsewhere/child.rs [Child]",
        "plain::x = src/beside.rs [Beside]",
        "plain::inner::y = src/plain/inner/below.rs [Below]",
        "inline::b = src/inline/given.rs [Given]",
        "renamed::local = src/threads/tls.rs [Tls]",
        "renamed::usual = src/threads/usual.rs [Usual]",
    ] {
        assert!(
            modules.iter().any(|module| module == expected),
            "{expected} in {modules:#?}"
        );
    }
}

#[test]
fn a_raw_name_is_a_file_without_the_prefix() {
    let project = Project::library("mod r#type;", &[("src/type.rs", "struct T;")]);
    assert_eq!(project.modules(), [" = src/lib.rs []", "type = src/type.rs [T]"]);
}

#[test]
fn a_missing_file_is_an_error_that_names_both_candidates() {
    let project = Project::library("mod a {\n    mod gone;\n}\n#[path = \"no.rs\"] mod b;", &[]);
    assert_eq!(
        project.errors(),
        [
            "KW0203 src/lib.rs:2:9 the file of the module `gone` is missing \
             (it would be `src/a/gone.rs` or `src/a/gone/mod.rs`)",
            "KW0203 src/lib.rs:4:23 the file of the module `b` is missing (it would be `src/no.rs`)",
        ]
    );
}

#[test]
fn a_module_with_two_files_is_an_error() {
    let project = Project::library("mod a;", &[("src/a.rs", ""), ("src/a/mod.rs", "")]);
    assert_eq!(
        project.errors(),
        ["KW0203 src/lib.rs:1:5 the module `a` has two files (`src/a.rs` and `src/a/mod.rs`)"]
    );
}

#[test]
fn a_file_that_contains_itself_is_an_error() {
    let project = Project::library(
        "mod a; mod c;",
        &[
            ("src/a.rs", "#[path = \"b.rs\"] mod b;"),
            ("src/b.rs", "#[path = \"a.rs\"] mod a;"),
            ("src/c.rs", "include!(\"c.rs\");"),
        ],
    );
    assert_eq!(
        project.errors(),
        [
            "KW0210 src/b.rs:1:22 `src/a.rs` contains itself (`src/lib.rs` -> `src/a.rs` -> `src/b.rs` -> `src/a.rs`)",
            "KW0210 src/c.rs:1:1 `src/c.rs` contains itself (`src/lib.rs` -> `src/c.rs` -> `src/c.rs`)",
        ]
    );
}

#[test]
fn a_file_of_two_modules_is_read_once_and_is_two_modules() {
    let project = Project::library(
        "#[path = \"x.rs\"] mod a; #[path = \"x.rs\"] mod b;",
        &[("src/x.rs", "struct X;")],
    );
    assert_eq!(
        project.modules(),
        [" = src/lib.rs []", "a = src/x.rs [X]", "b = src/x.rs [X]"]
    );
    let read = project.with(|workspace| {
        workspace.packages()[0].crates().unwrap()[0].modules().unwrap();
        workspace.files_read().len()
    });
    assert_eq!(read, 2);
}

#[test]
fn files_that_double_their_modules_end_in_an_error() {
    let twice = |file: usize| {
        format!(
            "#[path = \"f{0}.rs\"] mod a; #[path = \"f{0}.rs\"] mod b;",
            file + 1
        )
    };
    let project = Project::library(&twice(0), &[("src/f41.rs", "")]);
    for file in 1..=40 {
        project.write(&format!("src/f{file}.rs"), twice(file).as_bytes());
    }
    let errors = project.errors();
    assert!(
        errors
            .iter()
            .any(|error| error.contains("the crate has more than 20000 modules")),
        "{}",
        errors.len()
    );
}

#[test]
fn included_items_stand_in_the_module_and_know_their_file() {
    let project = Project::library(
        "struct A; include!(\"gen/items.rs\"); struct Z; include!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/other.rs\"));",
        &[
            ("src/gen/items.rs", "struct B; mod c;"),
            ("src/gen/c.rs", "struct C;"),
            ("other.rs", "struct O;"),
        ],
    );
    assert_eq!(
        project.modules(),
        [" = src/lib.rs [A B Z O]", "c = src/gen/c.rs [C]"]
    );
    let files = project.with(|workspace| {
        let root = workspace.packages()[0].crates().unwrap()[0].root().unwrap();
        let file = |item: &gen_cli::walk::Item| workspace.sources().file(item.file).unwrap().display.clone();
        root.items.iter().map(file).collect::<Vec<_>>()
    });
    assert_eq!(
        files,
        ["src/lib.rs", "src/gen/items.rs", "src/lib.rs", "other.rs"]
    );
}

#[test]
fn an_include_that_only_a_build_knows_stays_an_item() {
    let project = Project::library("include!(concat!(env!(\"OUT_DIR\"), \"/x.rs\")); struct A;", &[]);
    assert_eq!(project.modules(), [" = src/lib.rs [macro A]"]);
}

#[test]
fn an_included_file_that_is_missing_is_an_error() {
    let project = Project::library("include!(\"no.rs\");", &[]);
    let errors = project.errors();
    assert_eq!(errors.len(), 1);
    assert!(
        errors[0].starts_with("KW0201 src/lib.rs:1:1 `src/no.rs` can't be read"),
        "{errors:?}"
    );
}

#[test]
fn everything_wrong_is_said_at_once_and_in_order() {
    let project = Project::library(
        "mod broken;\nmod gone;\nmod bytes;\nmod tokens;\nmod fine;",
        &[
            ("src/broken.rs", "\nstruct X {\n    é: = 5,\n}"),
            ("src/tokens.rs", "fn f() {\n  let x = \"\\/\";\n}"),
            ("src/fine.rs", "struct F;"),
        ],
    );
    project.write("src/bytes.rs", b"// ok\n// \xc3\xa9 \xff");
    let errors = project.errors();
    assert_eq!(errors.len(), 4, "{errors:#?}");
    assert!(errors[0].starts_with("KW0203 src/lib.rs:2:5"), "{errors:#?}");
    assert!(
        errors[1].starts_with("KW0202 src/broken.rs:3:8 expected"),
        "{errors:#?}"
    );
    assert_eq!(
        errors[2],
        "KW0201 src/bytes.rs:2:6 `src/bytes.rs` can't be read (it is not UTF-8)"
    );
    assert!(
        errors[3].starts_with("KW0202 src/tokens.rs:2:11 from here on the file can't be split"),
        "{errors:#?}"
    );
}

#[test]
fn what_is_no_file_is_an_error() {
    let project = Project::library("mod a;", &[("src/a.rs/x", "")]);
    assert_eq!(
        project.errors(),
        ["KW0201 src/lib.rs:1:5 `src/a.rs` can't be read (it is no regular file)"]
    );
}

#[test]
fn a_file_too_large_is_an_error() {
    let project = Project::library("mod a;", &[("src/a.rs", &" ".repeat((32 << 20) + 1))]);
    assert_eq!(
        project.errors(),
        ["KW0201 src/lib.rs:1:5 `src/a.rs` can't be read (it is larger than 32 MiB)"]
    );
}

#[test]
fn modules_are_read_one_at_a_time() {
    let project = Project::library(
        "mod a; mod broken;",
        &[("src/a.rs", "struct A;"), ("src/broken.rs", "struct")],
    );
    project.with(|workspace| {
        assert!(workspace.files_read().is_empty());
        let root = workspace.packages()[0]
            .library()
            .unwrap()
            .unwrap()
            .root()
            .unwrap();
        assert_eq!(workspace.files_read().len(), 1);
        assert_eq!(root.children[0].load().unwrap().unwrap().items.len(), 1);
        assert_eq!(workspace.files_read().len(), 2);
        let wrong = root.children[1].load().unwrap_err();
        assert!(show_error(workspace.sources(), &wrong[0]).starts_with("KW0202 src/broken.rs:1:"));
    });
}

#[test]
fn a_crate_without_its_root_file_is_an_error() {
    let project = Project::new(&[("Cargo.toml", &manifest("demo", "[lib]\npath = \"no.rs\""))]);
    let errors = crate::project::load(&project.options(), |workspace| match workspace {
        Err(errors) => errors.len(),
        Ok(workspace) => workspace.packages()[0].crates().unwrap()[0]
            .root()
            .unwrap_err()
            .len(),
    });
    assert_eq!(errors, 1);
}
