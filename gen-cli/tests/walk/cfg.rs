use crate::project::{Project, manifest, name};
use gen_cli::walk::{Module, Workspace, undetermined};
use quote::ToTokens;

const FEATURES: &str = "[features]\ndefault = [\"base\"]\nbase = []\nextra = []\nother = []\n";

fn project(table: &str, lib: &str, more: &[(&str, &str)]) -> Project {
    let text = manifest(
        "demo",
        &format!("{FEATURES}\n[package.metadata.gen-cli]\n{table}"),
    );
    let project = Project::new(&[("Cargo.toml", &text), ("src/lib.rs", lib)]);
    for (path, text) in more {
        project.write(path, text.as_bytes());
    }
    project
}

/// The names of the root's items; one that is undetermined as `name?predicate`.
fn items(table: &str, lib: &str) -> Vec<String> {
    project(table, lib, &[])
        .with(|workspace| root(workspace).items.iter().map(|item| show(&item.ast)).collect())
}

fn root(workspace: &Workspace) -> std::rc::Rc<Module> {
    workspace.packages()[0].crates().unwrap()[0].root().unwrap()
}

fn show(item: &syn::Item) -> String {
    let syn::Item::Struct(item_struct) = item else {
        return name(item);
    };
    let conditions = undetermined(&item_struct.attrs);
    let conditions: Vec<_> = conditions
        .iter()
        .map(|condition| format!("?{}", condition.predicate))
        .collect();
    name(item) + &conditions.concat()
}

/// The whole first item as text, without spaces.
fn tokens(table: &str, lib: &str) -> String {
    project(table, lib, &[])
        .with(|workspace| root(workspace).items[0].ast.to_token_stream().to_string())
        .replace([' ', '\n'], "")
}

#[test]
fn features_are_the_default_ones_and_those_of_the_table() {
    let lib = "#[cfg(feature = \"base\")] struct Base; #[cfg(feature = \"extra\")] struct Extra;
        #[cfg(not(feature = \"other\"))] struct NotOther;";
    assert_eq!(items("", lib), ["Base", "NotOther"]);
    assert_eq!(
        items("features = [\"extra\"]", lib),
        ["Base", "Extra", "NotOther"]
    );
    assert_eq!(
        items("features = [\"extra\"]\nno-default-features = true", lib),
        ["Extra", "NotOther"]
    );
    assert_eq!(items("all-features = true", lib), ["Base", "Extra"]);
}

#[test]
fn what_a_build_of_its_own_never_sets_is_false() {
    let lib = "#[cfg(test)] struct A; #[cfg(not(test))] struct B; #[cfg(doc)] struct C; #[cfg(true)] struct D; #[cfg(false)] struct E;";
    assert_eq!(items("", lib), ["B", "D"]);
}

#[test]
fn what_depends_on_where_one_builds_is_undetermined() {
    let lib =
        "#[cfg(unix)] struct A; #[cfg(target_os = \"linux\")] struct B; #[cfg(debug_assertions)] struct C;
        #[cfg(custom)] struct D; #[cfg(panic = \"abort\")] struct E;";
    assert_eq!(
        items("", lib),
        [
            "A?unix",
            "B?target_os = \"linux\"",
            "C?debug_assertions",
            "D?custom",
            "E?panic = \"abort\""
        ]
    );
}

#[test]
fn undetermined_parts_do_not_hide_what_the_rest_decides() {
    let lib = "#[cfg(all(unix, test))] struct A; #[cfg(any(unix, not(test)))] struct B; #[cfg(not(all(unix, test)))] struct C;
        #[cfg(all(unix, feature = \"base\"))] struct D; #[cfg(any())] struct E; #[cfg(all())] struct F;
        #[cfg(not(unix))] #[cfg(test)] struct G;";
    assert_eq!(
        items("", lib),
        ["B", "C", "D?all (unix , feature = \"base\")", "F"]
    );
}

#[test]
fn a_stated_target_decides_its_cfgs() {
    let lib = "#[cfg(unix)] struct A; #[cfg(windows)] struct B; #[cfg(target_arch = \"x86_64\")] struct C;
        #[cfg(debug_assertions)] struct D;";
    assert_eq!(
        items("target = \"x86_64-unknown-linux-gnu\"", lib),
        ["A", "C", "D?debug_assertions"]
    );
    assert_eq!(
        items("target = \"x86_64-pc-windows-msvc\"", lib),
        ["B", "C", "D?debug_assertions"]
    );
}

#[test]
fn stated_cfgs_decide() {
    let lib = "#[cfg(docsrs)] struct A; #[cfg(loom)] struct B; #[cfg(backend = \"x\")] struct C;
        #[cfg(backend = \"y\")] struct D; #[cfg(debug_assertions)] struct E;";
    let table = "cfgs = [\"docsrs\", \"not(loom)\", 'backend = \"x\"', \"not(debug_assertions)\"]";
    assert_eq!(items(table, lib), ["A", "C"]);
}

#[test]
fn a_table_that_can_not_be_meant_is_an_error() {
    for (table, said) in [
        (
            "features = [\"none\"]",
            "`none` in `[package.metadata.gen-cli]` is no feature of `demo`",
        ),
        (
            "features = \"extra\"",
            "`features` in `[package.metadata.gen-cli]` of `demo` is not a list of strings",
        ),
        (
            "target = 5",
            "`target` in `[package.metadata.gen-cli]` of `demo` is not a string",
        ),
        (
            "target = \"pdp11\"",
            "the target `pdp11` in `[package.metadata.gen-cli]` of `demo` is not known",
        ),
        (
            "all-features = 1",
            "`all-features` in `[package.metadata.gen-cli]` of `demo` is not true or false",
        ),
        (
            "cfgs = [\"any(a, b)\"]",
            "`any(a, b)` among the `cfgs` in `[package.metadata.gen-cli]` of `demo` is no cfg",
        ),
    ] {
        let options = project(table, "", &[]);
        let errors = crate::project::load(&options.options(), |workspace| workspace.map(drop).unwrap_err());
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!(errors[0].code.as_str(), "KW0209");
        assert!(errors[0].message.starts_with(said), "{errors:?}");
    }
}

#[test]
fn cfg_attr_is_expanded_in_its_place() {
    let lib = "#[a] #[cfg_attr(feature = \"base\", b, c(x = {\"y\": 1}), cfg_attr(not(test), d = \"1\"), cfg_attr(test, no))] #[e]
        #[cfg_attr(test, no)] #[cfg_attr(unix, perhaps)] #[cfg_attr(all(),)] struct S;";
    assert_eq!(
        tokens("", lib),
        "#[a]#[b]#[c(x={\"y\":1})]#[d=\"1\"]#[e]#[cfg_attr(unix,perhaps)]structS;"
    );
}

#[test]
fn cfg_attr_can_hold_a_cfg() {
    assert_eq!(
        items(
            "",
            "#[cfg_attr(feature = \"base\", cfg(test))] struct A; #[cfg_attr(unix, cfg(test))] struct B;"
        ),
        ["B?unix"]
    );
}

#[test]
fn an_expanded_attribute_is_where_it_was_written() {
    let project = project("", "\n#[cfg_attr(not(test), schema(x))]\nstruct A;", &[]);
    project.with(|workspace| {
        let root = root(workspace);
        let syn::Item::Struct(item) = &root.items[0].ast else {
            panic!("no struct")
        };
        let span = workspace
            .sources()
            .span(root.file, item.attrs[0].pound_token.spans[0]);
        assert_eq!(
            workspace.sources().place(span).unwrap().to_string(),
            "src/lib.rs:2:23"
        );
    });
}

#[test]
fn fields_and_variants_are_configured_out() {
    assert_eq!(
        tokens(
            "",
            "struct S { a: A, #[cfg(test)] b: B, #[cfg(not(test))] #[x] c: C, #[cfg(unix)] d: D }"
        ),
        "structS{a:A,#[x]c:C,#[cfg(unix)]d:D}"
    );
    assert_eq!(
        tokens("", "struct S(#[cfg(test)] A, B, #[cfg(test)] C);"),
        "structS(B,);"
    );
    assert_eq!(
        tokens(
            "",
            "enum E { A, #[cfg(test)] B, C { #[cfg(test)] x: X, y: Y }, #[cfg_attr(not(test), z)] D(#[cfg(test)] X) }"
        ),
        "enumE{A,C{y:Y},#[z]D()}"
    );
}

#[test]
fn items_of_impls_traits_and_functions_are_configured_out() {
    assert_eq!(
        tokens(
            "",
            "impl S { #[cfg(test)] fn a() {} #[cfg(not(test))] fn b(#[cfg(test)] x: X, y: Y) {} }"
        ),
        "implS{fnb(y:Y){}}"
    );
    assert_eq!(
        tokens("", "trait T { #[cfg(test)] fn a(); type B; }"),
        "traitT{typeB;}"
    );
    assert_eq!(
        tokens("", "extern \"C\" { #[cfg(test)] fn a(); fn b(); }"),
        "extern\"C\"{fnb();}"
    );
    assert_eq!(
        tokens(
            "",
            "fn f<#[cfg(test)] A, B>() { #[cfg(test)] struct A; #[cfg(test)] let a = 1; #[cfg(test)] a = b; #[cfg(test)] { c(); }
             match x { #[cfg(test)] 1 => 2, _ => 3 }; S { #[cfg(test)] a: 1, b: [#[cfg(test)] 1, 2] } }"
        ),
        "fnf<B>(){matchx{_=>3};S{b:[2]}}"
    );
}

#[test]
fn a_module_that_is_configured_out_is_not_read() {
    let project = project(
        "",
        "#[cfg(test)] mod tests; #[cfg(not(test))] mod real; mod says_no; mod inline { #![cfg(test)] mod gone; }",
        &[
            ("src/real.rs", "struct R;"),
            ("src/says_no.rs", "#![cfg(feature = \"extra\")] mod gone;"),
        ],
    );
    assert_eq!(project.modules(), [" = src/lib.rs []", "real = src/real.rs [R]"]);
}

#[test]
fn a_module_that_may_not_be_there_may_lack_its_file() {
    let project = project(
        "",
        "#[cfg(unix)] mod a; #[cfg(windows)] mod a; #[cfg(windows)] mod b { mod c; }",
        &[("src/a.rs", "struct A;")],
    );
    assert_eq!(
        project.modules(),
        [
            " = src/lib.rs []",
            "a = src/a.rs [A]",
            "a = src/a.rs [A]",
            "b = src/lib.rs []"
        ]
    );
}

#[test]
fn an_undetermined_path_gives_each_file_that_it_may_be() {
    let project = project(
        "",
        "#[cfg_attr(unix, path = \"u.rs\")] #[cfg_attr(windows, path = \"w.rs\")] mod os;",
        &[("src/u.rs", "struct U;"), ("src/w.rs", "struct W;")],
    );
    assert_eq!(
        project.modules(),
        [" = src/lib.rs []", "os = src/u.rs [U]", "os = src/w.rs [W]"]
    );
    let decided = crate::cfg::project(
        "target = \"x86_64-unknown-linux-gnu\"",
        "#[cfg_attr(unix, path = \"u.rs\")] #[cfg_attr(windows, path = \"w.rs\")] mod os;",
        &[("src/u.rs", "struct U;")],
    );
    assert_eq!(decided.modules(), [" = src/lib.rs []", "os = src/u.rs [U]"]);
}

#[test]
fn a_predicate_that_can_not_be_read_is_an_error() {
    let project = project(
        "",
        "#[cfg(not(a, b))] struct A;\nstruct B { #[cfg(feature = 5)] x: X }\n#[cfg] struct C;",
        &[],
    );
    let errors = project.errors();
    assert_eq!(errors.len(), 3, "{errors:#?}");
    for (error, line) in errors.iter().zip(["1:14", "2:28", "3:3"]) {
        let start = format!("KW0202 src/lib.rs:{line} the predicate of a `cfg` can't be read");
        assert!(error.starts_with(&start), "{error}");
    }
}
