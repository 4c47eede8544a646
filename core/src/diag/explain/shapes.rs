//! 03: shapes.

use super::{Code, Example, Explanation};

pub(super) const EXPLANATIONS: &[Explanation] = &[
    Explanation {
        code: Code::ShapeUnsupported,
        why: "The API server takes structural schemas only: every node has one type, known beforehand. serde writes this \
              shape as something that has none.",
        example: Example::Fields("pub nothing: (),"),
        way_out: "Use another type, or give the schema: `#[schema(with = { … })]`, or `#[schema(preserve_unknown_fields)]` \
                  for what nobody is to check.",
    },
    Explanation {
        code: Code::MixedEnum,
        why: "serde writes a unit variant as a string and any other as an object, and a node of a structural schema has one \
              type.",
        example: Example::Part(
            "#[derive(Schema, Serialize, Deserialize)]\npub enum Part {\n    Empty,\n    Snapshot(String),\n}",
        ),
        way_out: "Write `Empty {}`, which is an empty object.",
    },
    Explanation {
        code: Code::Recursion,
        why: "A structural schema is finite, and has no references: a type that contains itself would never end.",
        example: Example::Part(
            "#[derive(Schema, Serialize, Deserialize)]\npub struct Part {\n    pub children: Vec<Part>,\n}",
        ),
        way_out: "Cut the circle with `#[schema(preserve_unknown_fields)]` on the field that closes it, or hold the children \
                  in a list beside each other, by name.",
    },
    Explanation {
        code: Code::FlattenConflict,
        why: "Flattened fields stand in the object itself. Two of one name, or a map beside fields, can't be told apart \
              there.",
        example: Example::Part(
            "#[derive(Schema, Serialize, Deserialize)]\npub struct Part {\n    pub name: String,\n    #[serde(flatten)]\n    pub labels: std::collections::BTreeMap<String, String>,\n}",
        ),
        way_out: "Rename one of the fields, or leave `flatten` out.",
    },
    Explanation {
        code: Code::WideInteger,
        why: "The API server holds integers in 64 bits, and refuses longer ones.",
        example: Example::Fields("pub size: u128,"),
        way_out: "Use `i64` or `u64`, or a string: a `Quantity` for an amount.",
    },
    Explanation {
        code: Code::Tuple,
        why: "A tuple is written as a list, and the items of a list have one schema.",
        example: Example::Fields("pub entry: (String, i32),"),
        way_out: "Use a struct with named fields, or a tuple of one type.",
    },
];
