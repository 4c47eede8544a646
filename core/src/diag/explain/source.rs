//! 02: names and source.

use super::{Code, Example, Explanation};

pub(super) const EXPLANATIONS: &[Explanation] = &[
    Explanation {
        code: Code::SourceUnreadable,
        why: "A file that a `mod`, `#[path]`, `include!` or `include_str!` names can't be opened, or is no UTF-8.",
        example: Example::Items("include!(\"missing.rs\");"),
        way_out: "Put the file there, or correct the path. What a build script writes into OUT_DIR is there only after a \
                  build, and can't be read.",
    },
    Explanation {
        code: Code::SourceSyntax,
        why: "gen-cli reads source without rustc, and reads what rustc would: a file that is no Rust can't be read in part.",
        example: Example::Items("pub struct Half {"),
        way_out: "Correct it at the place that is marked; `cargo check` says the same, often with more.",
    },
    Explanation {
        code: Code::ModuleMissing,
        why: "`mod x;` means `x.rs` or `x/mod.rs` beside the file, or what `#[path]` names.",
        example: Example::Items("mod missing;"),
        way_out: "Add the file, or leave the `mod` out. Where only a feature brings it, put the feature's `#[cfg]` on it.",
    },
    Explanation {
        code: Code::NameUnresolved,
        why: "Names are looked up as rustc does it: in the module, its imports, the crate's dependencies and the prelude. \
              What a macro makes is not seen, since nothing is expanded.",
        example: Example::Fields("pub engine: Engnie,"),
        way_out: "Correct the name, or import it. For a type that a macro makes, give the schema on the field: \
                  `#[schema(with = { \"type\": \"string\" })]`.",
    },
    Explanation {
        code: Code::TypeUnknown,
        why: "The type is there, but nothing in its source says its schema: it does not derive `kubewright::Schema`, or its \
              crate is not read. A `JsonSchema` written by hand is code, and nothing is run.",
        example: Example::Part("#[derive(Serialize, Deserialize)]\npub struct Part(String);"),
        way_out: "Derive `Schema` on it if it is yours. Else give the schema: on the field with `#[schema(with = { … })]`, or \
                  for every use in `[package.metadata.gen-cli.types]` of Cargo.toml.",
    },
    Explanation {
        code: Code::ValueUnknown,
        why: "Defaults and constants are read, not run: literals, constructors of values, and arithmetic on them are read; a \
              call that computes something is not.",
        example: Example::Fields("#[schema(default)]\n#[serde(default = \"compute\")]\npub replicas: i32,"),
        way_out: "Write the value itself, `#[schema(default = 3)]`, or publish none with `#[schema(no_default)]`.",
    },
    Explanation {
        code: Code::CfgUndetermined,
        why: "The same source has to give the same files on every machine. A `cfg` of the target, or of a build, that decides \
              a schema would make them differ.",
        example: Example::Fields("#[cfg(unix)]\npub socket: String,"),
        way_out: "State it in `[package.metadata.gen-cli]`: `target = \"x86_64-unknown-linux-gnu\"`, or \
                  `cfgs = [\"name\", \"not(other)\"]`. Features are `features = […]`.",
    },
    Explanation {
        code: Code::NothingFound,
        why: "No type of the package derives `kubewright::CustomResource`, and no item has an `#[rbac(…)]`; or a `cfg` leaves \
              them all out.",
        example: Example::Outside("gen-cli manifests -p a-package-without-kinds"),
        way_out: "Name the package that has them with `-p` or `--manifest-path`; look whether a feature has to be named in \
                  `[package.metadata.gen-cli]`.",
    },
    Explanation {
        code: Code::Manifest,
        why: "cargo can't read the package, or `[package.metadata.gen-cli]` in its Cargo.toml says what it can't mean. A \
              setting that is passed over in silence would be worse than an error.",
        example: Example::Outside("[package.metadata.gen-cli]\nfeature = [\"server\"]    # it is `features`"),
        way_out: "Correct Cargo.toml; `gen-cli settings` lists the keys. What cargo says itself is shown as it is.",
    },
    Explanation {
        code: Code::ModuleCycle,
        why: "By `#[path]` or `include!` the file leads back to itself, so that reading it would never end. rustc refuses it \
              too.",
        example: Example::Items("#[path = \"lib.rs\"]\nmod again;"),
        way_out: "Break the circle: one of the files has to be another.",
    },
    Explanation {
        code: Code::NestedTooDeep,
        why: "Source that nests in brackets or operators without a bound would exhaust the stack of any reader. What people \
              write stays far below the limit.",
        example: Example::Outside("const DEEP: i32 = ((((((((((…1…))))))))));"),
        way_out: "Flatten it, or leave what a program has written out of the crate that gen-cli reads.",
    },
    Explanation {
        code: Code::MacroUnexpanded,
        why: "gen-cli reads what is written, and runs no code: what a macro makes is not seen. A kind or a rule that a macro \
              makes would be missing without a word, an attribute macro above the derives may change what they see, and \
              an item that a macro makes hides what a glob or the prelude has of its name.",
        example: Example::Items(
            "macro_rules! rule {\n    ($name:ident) => {\n        #[rbac(groups(\"\"), resources(\"pods\"), verbs(get))]\n        \
             fn $name() {}\n    };\n}\nrule!(reconcile);",
        ),
        way_out: "Write out what the macro makes. An attribute macro may stand below the derives if they needn't see what it \
                  does; of a name that a macro may make, write the path.",
    },
    Explanation {
        code: Code::UnusedSetting,
        why: "The entry changes nothing: no type of this path is used by a manifest, or its schema is known without it. A \
              misspelt path looks the same.",
        example: Example::Outside(
            "[package.metadata.gen-cli.types]\n\"my_crate::Gone\" = { type = \"string\" }",
        ),
        way_out: "Write the path where the type is defined, as the error for the type shows it, or leave the entry out.",
    },
];
