//! What the derives emit for one small kind: a change of it is seen in review, since users pay for each token.

use proc_macro2::TokenStream;
use std::fmt::Write;

const ITEMS: [&str; 2] = [
    r#"
    /// A managed database.
    #[resource(group = "stable.example.com", version = "v1", short_names("db"))]
    #[status]
    #[serde(rename_all = "camelCase")]
    pub struct DatabaseSpec {
        /// How many copies.
        #[validation(minimum = 1, maximum = MOST)]
        pub replicas: i32,
        pub storage: Option<Storage>,
        #[serde(default = "name")]
        pub name: String,
        #[schema(type = "string")]
        #[deep_copy(clone)]
        pub day: Day,
    }
    "#,
    "pub enum Storage<T> where T: Debug { Memory { limit: u64 }, Disk(String, T) }",
];

/// The tokens, a line for each block.
fn lines(tokens: &TokenStream) -> String {
    let text = tokens.to_string();
    text.replace(" { ", " {\n")
        .replace(" } ", "\n}\n")
        .replace(" ; ", ";\n")
}

#[test]
fn the_derives_emit_what_was_accepted() {
    let mut emitted = String::new();
    for item in ITEMS {
        let tokens: TokenStream = item.parse().unwrap();
        let input: syn::DeriveInput = syn::parse2(tokens.clone()).unwrap();
        let mut derives = vec![
            ("Schema", super::schema::expand(&input)),
            ("DeepCopy", super::deep_copy::expand(tokens)),
        ];
        if !super::stub::lists(&input).is_empty() {
            derives.push(("CustomResource", super::custom_resource::expand(&input)));
        }
        for (derive, tokens) in derives {
            let _ = writeln!(emitted, "// {derive} of {}\n{}\n", input.ident, lines(&tokens));
        }
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots/expansion");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("small_kind", emitted));
}
