//! Doc comments by controller-gen's rules.

use super::read;

fn docs(comment: &str) -> String {
    read(&format!("{comment}\nstruct S {{}}")).unwrap().docs
}

#[test]
fn comments_become_descriptions_by_the_rules_of_controller_gen() {
    let rows = [
        ("/// One line.", "One line."),
        ("/// a\n/// b", "a\nb"),
        ("///   indented", "  indented"),
        ("///\n/// a\n///\n///\n///\n/// b\n///", "a\n\nb"),
        ("/// a\n/// TODO: later\n/// TODO(me) too\n/// b", "a\nb"),
        ("/// a TODO in a line", "a TODO in a line"),
        ("/// a\n/// ---\n/// not for users", "a"),
        ("/// a\n/// --- too\n/// b", "a"),
        (
            "/// a\n/// ```\n/// TODO kept\n/// ---\n/// ```\n/// TODO dropped",
            "a\n```\nTODO kept\n---\n```",
        ),
        ("/// a\n/// ~~~\n/// TODO kept\n/// ~~~", "a\n~~~\nTODO kept\n~~~"),
        ("/** One line. */", "One line."),
        ("/**\n * a\n *\n *   b\n */", "a\n\n  b"),
        ("/** a\n    b\n      c */", "a\nb\n  c"),
        ("/** a\n *  - b\n */", "a\n- b"),
        ("#[doc = \"plain\"]", "plain"),
        ("#[doc = \" a\"]\n#[doc = \" b\"]", "a\nb"),
        ("#[doc = concat!(\" a\", 1)]", "a1"),
        ("#[doc(hidden)]\n/// a", "a"),
        ("/// trailing   ", "trailing"),
        ("/// ümläut 😀", "ümläut 😀"),
        ("", ""),
    ];
    for (comment, expected) in rows {
        assert_eq!(docs(comment), expected, "{comment}");
    }
}

#[test]
fn a_comment_that_cannot_be_read_is_no_matter_beside_a_description() {
    let source = "#[doc = include_str!(\"a.md\")] #[schema(description = \"d\")] struct S {}";
    assert_eq!(read(source).unwrap().docs, "");
}
