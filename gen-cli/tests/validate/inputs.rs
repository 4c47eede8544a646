//! Files, folders, standard input; and what can't be read.

use crate::folder::{Folder, KNOWN, thing};

#[test]
fn folders_are_read_in_the_order_of_their_names() {
    let folder = Folder::new();
    folder.file("f/b.yml", thing("b", "{}"));
    folder.file(
        "f/a/z.json",
        r#"{"apiVersion": "t.example.com/v1", "kind": "Thing", "metadata": {"name": "z"}}"#,
    );
    folder.file("f/c.yaml", thing("c", "{}"));
    folder.file("f/empty.yaml", "# nothing\n");
    folder.file("f/kustomization.yaml", "resources: [c.yaml]\n");
    folder.file("f/notes.txt", "not: [yaml");
    let said = folder.judge(&["f"]);
    let lines: Vec<&str> = said.out.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(
        lines,
        [
            "f/a/z.json:1: Thing \"z\": accepted",
            "f/b.yml:1: Thing \"b\": accepted",
            "f/c.yaml:1: Thing \"c\": accepted",
            "f/empty.yaml: skipped: no document in this file",
            "f/kustomization.yaml: skipped: kustomize reads it, no server",
            "",
            "3 objects: 3 accepted",
        ]
    );
    assert_eq!(said.code, 0);
}

#[test]
fn standard_input_is_a_file() {
    let folder = Folder::new();
    let input = format!("{}---\n{}", thing("a", "{}"), thing("b", "{cel: 4}"));
    let said = folder.run_with_input(&[&["-"], &KNOWN[..]].concat(), &input);
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains("<stdin>:1: Thing \"a\": accepted"),
        "{}",
        said.out
    );
    assert!(
        said.out.contains("<stdin>:6: Thing \"b\": refused"),
        "{}",
        said.out
    );
}

#[test]
fn the_items_of_lists_are_objects() {
    let folder = Folder::new();
    let item =
        |name: &str| format!("- apiVersion: t.example.com/v1\n  kind: Thing\n  metadata: {{name: {name}}}\n");
    folder.file(
        "l.yaml",
        format!("apiVersion: v1\nkind: List\nitems:\n{}{}", item("a"), item("b")),
    );
    let one = r#"{"apiVersion": "t.example.com/v1", "kind": "Thing", "metadata": {"name": "c"}}"#;
    folder.file(
        "l.json",
        format!("{{\"apiVersion\": \"v1\", \"kind\": \"ThingList\", \"items\": [{one}, {one}, 7]}}"),
    );
    let said = folder.judge(&["l.yaml", "l.json"]);
    let lines: Vec<&str> = said
        .out
        .lines()
        .filter(|line| line.contains("accepted") && line.starts_with('l'))
        .collect();
    assert_eq!(
        lines,
        [
            "l.yaml:4: Thing \"a\": accepted",
            "l.yaml:7: Thing \"b\": accepted",
            "l.json:1: items[0]: Thing \"c\": accepted",
            "l.json:1: items[1]: Thing \"c\": accepted",
        ]
    );
    assert_eq!(said.err, "error: l.json:1: items[2]: not an object: 7\n");
}

#[test]
fn everything_that_cannot_be_read_is_said_at_once() {
    let folder = Folder::new();
    folder.file("dup.yaml", "kind: Thing\nspec:\n  a: 1\n  a: 2\n");
    folder.file("dup.json", "{\"kind\": \"Thing\",\n\"kind\": \"Thing\"}");
    folder.file("open.yaml", "a: [1\n");
    folder.file("bytes.yaml", b"a: 1\nb: \xfe\n");
    folder.file("list.yaml", "- a\n");
    folder.file("word.yaml", "hello\n");
    folder.file("kindless.yaml", "apiVersion: v1\n");
    folder.file("empty.yaml", "");
    std::fs::create_dir(folder.path("nothing")).unwrap();
    let said = folder.judge(&[
        "dup.yaml",
        "dup.json",
        "open.yaml",
        "bytes.yaml",
        "list.yaml",
        "word.yaml",
        "kindless.yaml",
        "empty.yaml",
        "missing.yaml",
        "nothing",
    ]);
    assert_eq!(said.code, 2);
    let lines: Vec<&str> = said.err.lines().collect();
    let expected = [
        "error: dup.yaml:4: key \"a\" already set in map",
        "error: dup.json:2: duplicate field \"kind\"",
        "error: open.yaml:",
        "error: bytes.yaml:2: not UTF-8",
        "error: list.yaml:1: not an object: a list",
        "error: word.yaml:1: not an object: \"hello\"",
        "error: kindless.yaml:1: `kind` is not set",
        "error: empty.yaml: no document in this file",
        "error: missing.yaml: No such file",
        "error: nothing: no *.yaml, *.yml or *.json file in this folder",
    ];
    assert_eq!(lines.len(), expected.len(), "{}", said.err);
    for (line, start) in lines.iter().zip(expected) {
        assert!(line.starts_with(start), "{line}");
    }
}

#[test]
fn an_error_does_not_hide_the_other_answers() {
    let folder = Folder::new();
    folder.file("a.yaml", format!("a: [\n---\n{}", thing("a", "{cel: 9}")));
    let said = folder.judge(&["a.yaml"]);
    assert_eq!(said.code, 2);
    assert!(
        said.out.contains("a.yaml:3: Thing \"a\": refused"),
        "{}",
        said.out
    );
    assert!(said.err.starts_with("error: a.yaml:"), "{}", said.err);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_above_is_an_error() {
    let folder = Folder::new();
    folder.file("f/a.yaml", thing("a", "{}"));
    std::os::unix::fs::symlink("../f", folder.path("f/again")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path("f/broken.yaml")).unwrap();
    std::os::unix::fs::symlink("itself.yaml", folder.path("f/itself.yaml")).unwrap();
    let said = folder.judge(&["f"]);
    assert_eq!(said.code, 2);
    assert!(
        said.out.contains("f/a.yaml:1: Thing \"a\": accepted"),
        "{}",
        said.out
    );
    let lines: Vec<&str> = said.err.lines().collect();
    assert_eq!(lines.len(), 3, "{}", said.err);
    assert_eq!(
        lines[0],
        "error: f/again: a symbolic link to a folder that it lies in itself"
    );
    assert!(
        lines[1].starts_with("error: f/broken.yaml: No such file"),
        "{}",
        lines[1]
    );
    assert!(lines[2].starts_with("error: f/itself.yaml: "), "{}", lines[2]);
}

/// A pipe that nobody writes into is never at its end.
#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_is_an_error_and_one_that_is_named_is_read() {
    let folder = Folder::new();
    folder.file("f/a.yaml", thing("a", "{}"));
    let pipe = folder.path("f/pipe.yaml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let said = folder.judge(&["f"]);
    assert_eq!(said.code, 2);
    assert!(said.out.contains("Thing \"a\": accepted"), "{}", said.out);
    assert!(
        said.err.starts_with("error: f/pipe.yaml: no regular file"),
        "{}",
        said.err
    );
    let writer = std::thread::spawn(move || std::fs::write(pipe, thing("b", "{}")).unwrap());
    let said = folder.judge(&["f/pipe.yaml"]);
    writer.join().unwrap();
    assert_eq!(said.code, 0, "{}", said.err);
    let said = folder.run_with_input(&[&["/dev/stdin"], &KNOWN[..]].concat(), &thing("c", "{}"));
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("Thing \"c\": accepted"), "{}", said.out);
}

#[test]
fn a_run_that_judges_nothing_is_an_error() {
    let folder = Folder::new();
    folder.file("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n");
    let said = folder.judge(&["pod.yaml"]);
    assert_eq!(said.code, 2);
    assert!(
        said.out
            .contains("pod.yaml:1: Pod \"a\": skipped: no known CRD serves it"),
        "{}",
        said.out
    );
    assert!(said.err.starts_with("error: nothing was judged"), "{}", said.err);
    assert_eq!(folder.run(&[]).code, 2);
}
