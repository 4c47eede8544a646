use crate::project::Project;
use gen_cli::walk::{on_large_stack, parse_tokens};

/// Each would overflow the stack in syn, or when dropped: with 100,000 in place of the number.
fn deep(times: usize) -> Vec<(&'static str, String)> {
    let repeat = |text: &str| text.repeat(times);
    vec![
        (
            "parentheses",
            format!("const A: u8 = {}1{};", repeat("("), repeat(")")),
        ),
        (
            "brackets",
            format!("const A: u8 = {}{};", repeat("["), repeat("]")),
        ),
        ("blocks", format!("fn f() {}{}", repeat("{"), repeat("}"))),
        (
            "macro arguments",
            format!("m! {{ {}{} }}", repeat("("), repeat(")")),
        ),
        (
            "attributes",
            format!("#[a{}{}] fn f() {{}}", repeat("("), repeat(")")),
        ),
        ("modules", format!("{}{}", repeat("mod a {"), repeat("}"))),
        ("unary operators", format!("const A: u8 = {}1;", repeat("!"))),
        ("binary operators", format!("const A: u8 = 1{};", repeat(" + 1"))),
        ("method calls", format!("const A: u8 = a{};", repeat(".b()"))),
        ("question marks", format!("const A: u8 = a{};", repeat("?"))),
        (
            "attributed operands",
            format!("const A: u8 = {}1;", repeat("! #[a] ")),
        ),
        ("casts", format!("const A: u8 = a{};", repeat(" as V<A, B>"))),
        ("references", format!("type A = {}u8;", repeat("&"))),
        ("generics", format!("type A = {}u8{};", repeat("V<"), repeat(">"))),
        (
            "generics with commas",
            format!("type A = {}u8{};", repeat("V<u8, "), repeat(">")),
        ),
        (
            "self types",
            format!("type A = {}u8{};", repeat("<"), repeat(">::A")),
        ),
        (
            "function types",
            format!("type A = {}u8;", repeat("fn(A, B) -> ")),
        ),
        ("closures", format!("const A: u8 = {}1;", repeat("|a, b| "))),
        (
            "touching closures",
            format!("const A: u8 = {}1;", repeat("|a, b|")),
        ),
        (
            "closures without parameters",
            format!("const A: u8 = {}1;", repeat("||")),
        ),
        (
            "if chains",
            format!("fn f() {{ {}{{}} }}", repeat("if a { b; c; } else ")),
        ),
        (
            "conditions",
            format!("fn f() {{ {}a{} }}", repeat("if "), repeat("{}")),
        ),
        (
            "negated brackets that look like a macro",
            format!("fn f() {{ return !({}1) }}", repeat("!")),
        ),
        ("returns", format!("fn f() {{ {} }}", repeat("return "))),
        ("use groups", format!("use a::{}b{};", repeat("{"), repeat("}"))),
        ("use paths", format!("use a{};", repeat("::a"))),
        ("patterns", format!("fn f() {{ let {}a = 1; }}", repeat("&"))),
    ]
}

#[test]
fn what_nests_too_deep_is_refused_with_its_place() {
    for (what, text) in deep(100_000) {
        let errors = Project::library(&text, &[]).errors();
        assert_eq!(errors.len(), 1, "{what}: {errors:?}");
        assert!(
            errors[0].starts_with("KW0211 src/lib.rs:1:"),
            "{what}: {errors:?}"
        );
    }
}

#[test]
fn what_is_just_allowed_fits_the_stack() {
    for (what, text) in deep(500) {
        let project = Project::library(&text, &[]);
        let parsed = project.with(|workspace| {
            workspace.packages()[0].crates().unwrap()[0]
                .root()
                .map(drop)
                .map_err(|errors| errors[0].code.as_str())
        });
        let refused = ["returns", "casts"];
        assert!(parsed.is_ok() || refused.contains(&what), "{what}: {parsed:?}");
    }
}

#[test]
fn the_deepest_that_passes_fits_the_stack() {
    // The costliest in stack of those above, at the limit.
    for (open, inner, close) in [("V<", "u8", ">"), ("&", "u8", ""), ("<", "u8", ">::A")] {
        let tokens = open.chars().count();
        let times = (4096 - 16) / tokens;
        let text = format!("type A = {}{inner}{};", open.repeat(times), close.repeat(times));
        let errors = Project::library(&text, &[]).with(|workspace| {
            let root = workspace.packages()[0].crates().unwrap()[0].root();
            root.map(drop).map_err(|errors| errors[0].code.as_str())
        });
        assert!(
            errors.is_ok() || open == "<" || open == "V<",
            "{open}: {errors:?}"
        );
    }
}

#[test]
fn long_files_that_do_not_nest_are_read() {
    let many = |text: &str| text.repeat(20_000);
    for text in [
        many("/// A line of a comment.\n") + "struct A;",
        many("//! A line of a comment.\n") + "struct A;",
        format!("const A: [u8; 1] = [{}];", many("1, 2, ")),
        format!("const A: [u8; 1] = [{}];", many("1 << 3, ")),
        format!("const A: [bool; 1] = [{}];", many("a || b, ")),
        format!("const A: [u8; 1] = [{}];", many("A | B, ")),
        format!("const A: X = [{}];", many("|a, b| a, ")),
        format!(
            "fn f(x: u8) {{ match x {{ {} }} }}",
            many("1 | 2 => {} (a, b) => {} A { x } if y < 3 => {} ")
        ),
        format!("enum E {{ {} }}", many("A { b: Vec<Vec<u8>> }, ")),
        format!("fn f() {{ {} }}", many("if a { b } x.y(); ")),
        many("fn f<A, B>(a: &A) -> Option<B> { let a: u8 = 1; a } "),
        many("impl A<B> for C { fn f() {} } "),
        format!("m! {{ {} }}", many("a b + c ")),
        format!("macro_rules! m {{ () => {{ {} }} }}", many("a b + c ")),
        many("#[a(b)] #[c] struct A; "),
    ] {
        let modules = Project::library(&text, &[]).modules();
        assert_eq!(modules.len(), 1);
    }
}

#[test]
fn tokens_of_a_macro_call_are_checked_when_they_are_parsed() {
    let errors = on_large_stack(|stack| {
        let parse = |text: String| {
            let tokens: proc_macro2::TokenStream = text.parse().unwrap();
            parse_tokens::<syn::Expr>(stack, tokens)
                .map(drop)
                .map_err(|error| error.to_string())
        };
        [parse("!".repeat(100_000) + "1"), parse("!".repeat(4000) + "1")]
    });
    assert_eq!(
        errors.unwrap(),
        [Err("the source nests too deep here".to_owned()), Ok(())]
    );
}
