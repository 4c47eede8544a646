//! 01: attributes as written.

use super::{Code, Example, Explanation};

pub(super) const EXPLANATIONS: &[Explanation] = &[
    Explanation {
        code: Code::AttributeSyntax,
        why: "Every attribute is a list of `key`, `key = value` and `key(…)` with commas between them, as rustc's own are.",
        example: Example::Fields("#[validation(minimum = 1 maximum = 7)]\npub replicas: i32,"),
        way_out: "Look at the place that is marked: a comma, a value or a bracket is missing there.",
    },
    Explanation {
        code: Code::UnknownKey,
        why: "Keys are the names of Kubernetes in snake_case, each in the attribute of its subject. What is not known is \
              never passed over: a misspelt bound would be no bound.",
        example: Example::Fields("#[validation(minimun = 1)]\npub replicas: i32,"),
        way_out: "Write the key that is suggested. Where none is, the error names the keys that there are.",
    },
    Explanation {
        code: Code::KeyTwice,
        why: "Several attributes of one name add up, but a key with one value has one: which of two counts would be a \
              guess.",
        example: Example::Fields(
            "#[validation(minimum = 1)]\n#[validation(minimum = 2)]\npub replicas: i32,",
        ),
        way_out: "Leave one of the two out.",
    },
    Explanation {
        code: Code::KeyForm,
        why: "A key takes a value, a list or neither: `minimum = 1`, `short_names(\"db\")`, `nullable`.",
        example: Example::Items(
            "#[rbac(groups(\"apps\"), resources(\"deployments\"), verbs = \"get\")]\nfn run() {}",
        ),
        way_out: "Write it in the form that the error shows.",
    },
    Explanation {
        code: Code::KeyMissing,
        why: "Some keys have no default that could be right for everybody, and some need another one beside them.",
        example: Example::Resource("#[resource(version = \"v1\")]"),
        way_out: "Add the key that the error names.",
    },
    Explanation {
        code: Code::KeyValue,
        why: "The value is not one that the key, or Kubernetes, takes; or it can't be known without running code.",
        example: Example::Fields("#[schema(list_type = \"sett\")]\npub hosts: Vec<String>,"),
        way_out: "Write one of the values that the error names. A value is a literal, JSON in Rust's tokens, or the path of \
                  a constant.",
    },
    Explanation {
        code: Code::KeyPlace,
        why: "An attribute says something of the item that it is written on. There it says nothing, and would be lost in \
              silence.",
        example: Example::Fields(
            "#[resource(group = \"example.com\", version = \"v1\")]\npub replicas: i32,",
        ),
        way_out: "Move it to the place that the error names, or leave it out.",
    },
    Explanation {
        code: Code::KeyConflict,
        why: "The two can't both hold, and none of them wins over the other.",
        example: Example::Fields("#[schema(required, optional)]\npub replicas: i32,"),
        way_out: "Decide for one of them.",
    },
    Explanation {
        code: Code::NotYet,
        why: "It has a meaning, which is not built yet. An error now is better than a manifest that lacks it.",
        example: Example::Part(
            "#[derive(Schema, Serialize, Deserialize)]\n#[serde(tag = \"type\")]\npub enum Part {\n    Local { path: String },\n}",
        ),
        way_out: "Do without it for now, as the error says. `#[schema(with = { … })]` gives any schema by hand.",
    },
    Explanation {
        code: Code::SerdeAttribute,
        why: "serde's attributes decide what is written and read, and the API server has one schema for both. What serde \
              writes by code of your own can't be known.",
        example: Example::Fields("#[serde(with = \"hex\")]\npub key: Vec<u8>,"),
        way_out: "Say what is written: `#[schema(type = \"string\")]`, or a whole schema with `#[schema(with = { … })]`.",
    },
    Explanation {
        code: Code::SerdeSyntax,
        why: "serde's own derive refuses the attribute too, in these words.",
        example: Example::Fields("#[serde(renam = \"hostName\")]\npub host: String,"),
        way_out: "Write it as serde's documentation has it.",
    },
    Explanation {
        code: Code::AttributeMisspelt,
        why: "rustc doesn't know the attribute either. gen-cli, which compiles nothing, looks for names that are nearly \
              those of kubewright's attributes.",
        example: Example::Fields("#[validate(minimum = 1)]\npub replicas: i32,"),
        way_out: "Write the name that is suggested. If it is that of another derive, derive that.",
    },
];
