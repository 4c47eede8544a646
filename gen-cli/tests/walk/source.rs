use crate::project::Project;
use syn::spanned::Spanned;

/// The text of the first constant's value, and its place.
fn first_const(project: &Project) -> (String, String) {
    project.with(|workspace| {
        let root = workspace.packages()[0].crates().unwrap()[0].root().unwrap();
        let item = &root.items[0];
        let syn::Item::Const(constant) = &item.ast else {
            panic!("no const")
        };
        let syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) = &*constant.expr
        else {
            panic!("no string")
        };
        let span = workspace.sources().span(item.file, text.span());
        let place = workspace.sources().place(span).unwrap();
        (text.value(), format!("{place} +{}", place.width))
    })
}

#[test]
fn a_byte_order_mark_is_not_seen() {
    let project = Project::library("\u{feff}const A: &str = \"x\";", &[]);
    assert_eq!(
        first_const(&project),
        ("x".to_owned(), "src/lib.rs:1:17 +3".to_owned())
    );
}

#[test]
fn a_shebang_is_not_seen_and_lines_stay() {
    for first in ["#!/usr/bin/env run", "#!//é"] {
        let project = Project::library(&format!("{first}\nconst A: &str = \"x\";"), &[]);
        assert_eq!(
            first_const(&project),
            ("x".to_owned(), "src/lib.rs:2:17 +3".to_owned())
        );
    }
}

#[test]
fn an_inner_attribute_is_no_shebang() {
    let project = Project::library(
        "#! // comment\n /* more */ [allow(x)] const A: &str = \"x\";",
        &[],
    );
    assert_eq!(first_const(&project).1, "src/lib.rs:2:40 +3");
}

#[test]
fn crlf_is_a_line_feed_also_in_raw_strings() {
    let project = Project::library("\u{feff}// é\r\nconst A: &str = r\"a\r\nb\";\r\n", &[]);
    assert_eq!(
        first_const(&project),
        ("a\nb".to_owned(), "src/lib.rs:2:17 +3".to_owned())
    );
}

#[test]
fn raw_strings_are_kept_as_written() {
    let project = Project::library("const A: &str = r##\"a\\n\"#b\"##;", &[]);
    assert_eq!(first_const(&project).0, "a\\n\"#b");
}

#[test]
fn columns_count_characters() {
    let project = Project::library("/* é😀\t */ const A: &str = \"é😀\";", &[]);
    assert_eq!(first_const(&project).1, "src/lib.rs:1:27 +4");
}

#[test]
fn spans_sort_by_place_and_what_is_made_up_has_none() {
    let project = Project::library("struct A; mod b; struct C;", &[("src/b.rs", "struct B;")]);
    project.with(|workspace| {
        let modules = workspace.packages()[0].crates().unwrap()[0].modules().unwrap();
        let mut spans = Vec::new();
        for item in modules.iter().flat_map(|module| &module.items) {
            spans.push(workspace.sources().span(item.file, item.ast.span()));
        }
        assert!(spans.is_sorted());
        let places: Vec<_> = spans
            .iter()
            .map(|&span| workspace.sources().place(span).unwrap().to_string())
            .collect();
        assert_eq!(places, ["src/lib.rs:1:1", "src/lib.rs:1:18", "src/b.rs:1:1"]);
        let made_up = workspace
            .sources()
            .span(modules[0].file, proc_macro2::Span::call_site());
        assert!(made_up.is_none());
    });
}
