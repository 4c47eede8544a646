use crate::project::Project;
use gen_cli::walk::{LargeStack, on_large_stack, parse_tokens};
use syn::visit_mut::VisitMut;

/// What makes syn, or dropping what it parsed, recurse: a name, and a text as its beginning, what is repeated, its middle,
/// what is repeated after it, its end.
const DEEP: [(&str, &str, &str, &str, &str, &str); 27] = [
    ("parentheses", "const A: u8 = ", "(", "1", ")", ";"),
    ("brackets", "const A: u8 = ", "[", "", "]", ";"),
    ("blocks", "fn f() {", "{", "", "}", "}"),
    ("macro arguments", "m! {", "(", "", ")", "}"),
    ("attributes", "#[a", "(", "", ")", "] fn f() {}"),
    ("modules", "", "mod a {", "", "}", ""),
    ("unary operators", "const A: u8 = ", "!", "1", "", ";"),
    ("binary operators", "const A: u8 = 1", " + 1", "", "", ";"),
    ("method calls", "const A: u8 = a", ".b()", "", "", ";"),
    ("question marks", "const A: u8 = a", "?", "", "", ";"),
    ("attributed operands", "const A: u8 = ", "! #[a] ", "1", "", ";"),
    ("casts", "const A: u8 = a", " as V<A, B>", "", "", ";"),
    ("references", "type A = ", "&", "u8", "", ";"),
    ("generics", "type A = ", "V<", "u8", ">", ";"),
    ("generics with commas", "type A = ", "V<u8, ", "u8", ">", ";"),
    ("self types", "type A = ", "<", "u8", ">::A", ";"),
    ("function types", "type A = ", "fn(A, B) -> ", "u8", "", ";"),
    ("closures", "const A: u8 = ", "|a, b| ", "1", "", ";"),
    ("touching closures", "const A: u8 = ", "|a, b|", "1", "", ";"),
    (
        "closures without parameters",
        "const A: u8 = ",
        "||",
        "1",
        "",
        ";",
    ),
    ("if chains", "fn f() { ", "if a { b; c; } else ", "{}", "", " }"),
    ("conditions", "fn f() { ", "if ", "a", "{}", " }"),
    (
        "operands that look like a macro's",
        "fn f() { return !(",
        "!",
        "1",
        "",
        ") }",
    ),
    ("returns", "fn f() { ", "return ", "", "", "}"),
    ("use groups", "use a::", "{", "b", "}", ";"),
    ("use paths", "use a", "::a", "", "", ";"),
    ("patterns", "fn f() { let ", "&", "a", "", " = 1; }"),
];

fn deep(case: usize, times: usize) -> String {
    let (_, begin, open, middle, close, end) = DEEP[case];
    [begin, &open.repeat(times), middle, &close.repeat(times), end].concat()
}

#[test]
fn what_nests_too_deep_is_refused_with_its_place() {
    let declarations: String = (0..DEEP.len()).map(|case| format!("mod m{case};\n")).collect();
    let project = Project::library(&declarations, &[]);
    for case in 0..DEEP.len() {
        project.write(&format!("src/m{case}.rs"), deep(case, 10_000).as_bytes());
    }
    let errors = project.errors();
    assert_eq!(errors.len(), DEEP.len(), "{errors:#?}");
    for (case, error) in errors.iter().enumerate() {
        assert!(
            error.starts_with(&format!("KW0211 src/m{case}.rs:1:")),
            "{}: {error}",
            DEEP[case].0
        );
    }
}

struct Look;
impl VisitMut for Look {}

/// Parses, walks, copies and drops; whether it was refused as too deep.
fn is_refused(stack: &LargeStack, text: &str) -> bool {
    let tokens: proc_macro2::TokenStream = text.parse().unwrap();
    match parse_tokens::<syn::File>(stack, tokens) {
        Ok(mut file) => {
            Look.visit_file_mut(&mut file);
            drop(file.clone());
            false
        }
        Err(error) => error.to_string() == "the source nests too deep here",
    }
}

#[test]
fn the_deepest_that_is_read_fits_the_stack() {
    let deepest = on_large_stack(|stack| {
        let deepest = (0..DEEP.len()).map(|case| {
            let (mut read, mut refused) = (1, 8192);
            while read + 1 < refused {
                let times = usize::midpoint(read, refused);
                if is_refused(stack, &deep(case, times)) {
                    refused = times;
                } else {
                    read = times;
                }
            }
            read
        });
        deepest.collect::<Vec<_>>()
    });
    for (case, times) in deepest.unwrap().into_iter().enumerate() {
        assert!((200..=4096).contains(&times), "{}: {times}", DEEP[case].0);
    }
}

#[test]
fn long_files_that_do_not_nest_are_read() {
    let many = |text: &str| text.repeat(3_000);
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
        [parse("!".repeat(10_000) + "1"), parse("!".repeat(4000) + "1")]
    });
    assert_eq!(
        errors.unwrap(),
        [Err("the source nests too deep here".to_owned()), Ok(())]
    );
}
