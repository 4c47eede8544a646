use super::*;

fn error(pattern: &str) -> String {
    check(pattern)
        .unwrap_err()
        .to_string()
        .replace("error parsing regexp: ", "")
}

#[test]
fn what_go_takes_and_rust_does_not_is_taken() {
    for pattern in [
        "[[]",
        "[\\w-_]",
        "[\\d-z]",
        "a{,5}",
        "{",
        "a{",
        "a{1",
        "a{1,",
        "\\Q.\\E",
        "\\012",
        "\\0",
        "\\08",
        "\\p{^Greek}",
        "[^][ ()]",
        "[\\w-_./]",
        "(?P<n>a)(?<m>b)",
        "[a&&b]",
        "\\<a\\>",
        "(?U)a+?",
        "\\x{10FFFF}",
        "\\x{D800}",
        "",
        "a||b",
        "(|a)*",
        "x{0}",
        "\\pN",
        "\\p{Letter}",
        "[[:^alpha:]]",
        "a{1000}",
    ] {
        assert!(compile(pattern).is_ok(), "{pattern}: {:?}", translate(pattern));
    }
}

#[test]
fn what_go_refuses_is_refused_in_its_words() {
    assert_eq!(error("("), "missing closing ): `(`");
    assert_eq!(error(")"), "unexpected ): `)`");
    assert_eq!(error("a**"), "invalid nested repetition operator: `**`");
    assert_eq!(error("a++"), "invalid nested repetition operator: `++`");
    assert_eq!(error("a{2}{3}"), "invalid nested repetition operator: `{2}{3}`");
    assert_eq!(error("a{1001}"), "invalid repeat count: `{1001}`");
    assert_eq!(error("(a{100}){11}"), "invalid repeat count: `{11}`");
    assert_eq!(error("*a"), "missing argument to repetition operator: `*`");
    assert_eq!(error("(?x)"), "invalid or unsupported Perl syntax: `(?x`");
    assert_eq!(error("(?=a)"), "invalid or unsupported Perl syntax: `(?=`");
    assert_eq!(error("(?-u)"), "invalid or unsupported Perl syntax: `(?-u`");
    assert_eq!(
        error("\\p{Script=Greek}"),
        "invalid character class range: `\\p{Script=Greek}`"
    );
    assert_eq!(
        error("\\p{Alphabetic}"),
        "invalid character class range: `\\p{Alphabetic}`"
    );
    assert_eq!(error("\\p{Grek}"), "invalid character class range: `\\p{Grek}`");
    assert_eq!(error("[a--]"), "invalid character class range: `a--`");
    assert_eq!(error("\\uFFFF"), "invalid escape sequence: `\\u`");
    assert_eq!(error("[[:foo:]]"), "invalid character class range: `[:foo:]`");
    assert_eq!(error("[a"), "missing closing ]: `[a`");
    assert_eq!(error("a\\"), "trailing backslash at end of expression: ``");
    assert_eq!(error("\\8"), "invalid escape sequence: `\\8`");
    assert_eq!(error("(?P<n-m>a)"), "invalid named capture: `(?P<n-m>`");
}

#[test]
fn the_same_text_means_what_it_means_in_go() {
    let matches = |pattern: &str, text: &str| compile(pattern).unwrap().is_match(text);
    assert!(!matches("^\\d$", "٣"));
    assert!(!matches("^\\w$", "é"));
    assert!(!matches("^\\s$", "\u{a0}"));
    assert!(!matches("^\\s$", "\u{b}"));
    assert!(!matches("é\\b", "aé") && matches("a\\b", "aé"));
    assert!(matches("^[a&&b]+$", "a&b"));
    assert!(matches("^\\<$", "<"));
    assert!(matches("(?i)^k$", "\u{212a}"));
    assert!(!matches("^a$", "a\n"));
    assert!(matches("(?m)^a$", "b\na\n"));
    assert!(!matches("a.b", "a\nb") && matches("(?s)a.b", "a\nb"));
    assert!(matches("^a{,5}$", "a{,5}"));
    assert!(matches("^[^a]$", "\n"));
    assert!(matches("^(a|b|)c$", "c"));
    assert!(matches("\\B", "") && matches("a\\Bb", "ab"));
}

#[test]
fn nesting_and_size_are_bounded_as_in_go() {
    let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
    assert!(compile(&nested(900)).is_ok());
    let deep = nested(1000);
    assert_eq!(error(&deep), format!("expression nests too deeply: `{deep}`"));
    assert_eq!(
        error(&nested(100_000)).split(':').next(),
        Some("expression nests too deeply")
    );
    let large = format!("({}){{1000}}", "x".repeat(4000));
    assert_eq!(error(&large), format!("expression too large: `{large}`"));
}

#[test]
fn a_pattern_that_backtracks_elsewhere_is_matched_at_once() {
    let regex = compile("^(a+)+$").unwrap();
    assert!(!regex.is_match(&format!("{}b", "a".repeat(100_000))));
}
