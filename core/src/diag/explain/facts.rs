//! 04: facts on schemas.

use super::{Code, Example, Explanation};

pub(super) const EXPLANATIONS: &[Explanation] = &[
    Explanation {
        code: Code::DoesNotFit,
        why: "The API server takes a bound on a type that it has no meaning for, and never checks it: nobody would notice.",
        example: Example::Fields("#[validation(minimum = 1)]\npub name: String,"),
        way_out: "Use the key of the type (`min_length` for strings, `min_items` for lists), or write it where such a value \
                  is: `items(…)`, `keys(…)` and `values(…)` reach inside.",
    },
    Explanation {
        code: Code::Contradiction,
        why: "The bounds of a field and of its type both hold, and so does a default. Together they leave no value, or not \
              the default.",
        example: Example::Part(
            "#[derive(Schema, Serialize, Deserialize)]\n#[schema(default = 1)]\n#[validation(minimum = 5)]\npub struct Part(u8);",
        ),
        way_out: "Loosen one of the bounds, or correct the default.",
    },
    Explanation {
        code: Code::BoundOutOfRange,
        why: "The number can't be a value of the type (a fraction for an integer, 300 for a `u8`), or the API server, which \
              compares as floats, would take it for another one and refuse every object.",
        example: Example::Fields("#[validation(maximum = 300)]\npub share: u8,"),
        way_out: "Write a number that the type can hold, of a magnitude below 2^63-1024. A bound that is the type's own can \
                  be left out.",
    },
    Explanation {
        code: Code::ListType,
        why: "Server-side apply tells the items of a map list apart by their keys, and those of a set by themselves: keys are \
              scalars that every item has, and a set has scalars.",
        example: Example::Fields(
            "#[schema(list_type = \"map\", list_map_keys(\"name\"))]\npub names: Vec<String>,",
        ),
        way_out: "Name keys that the items have, required or with a default; use `list_type = \"set\"` for scalars and \
                  `\"atomic\"` for a list that is replaced as a whole.",
    },
    Explanation {
        code: Code::NullableConflict,
        why: "What tells items apart can't be null: neither a key of a map list, nor an item of a set or map list.",
        example: Example::Fields("#[schema(list_type = \"set\")]\npub names: Vec<Option<String>>,"),
        way_out: "Leave the `Option` out, or use `list_type = \"atomic\"`.",
    },
    Explanation {
        code: Code::SkipWithoutDefault,
        why: "`skip_serializing_if` leaves the field out of what is written, and the schema requires it: the API server would \
              refuse objects that your own program writes.",
        example: Example::Fields(
            "#[serde(skip_serializing_if = \"Vec::is_empty\")]\npub names: Vec<String>,",
        ),
        way_out: "Add `#[serde(default)]`, or make it an `Option`.",
    },
    Explanation {
        code: Code::Immutable,
        why: "The rule compares the old value with the new one. A value without a type can't be compared, and the items of a \
              list without identity have no old value.",
        example: Example::Fields("#[immutable]\npub anything: serde_json::Value,"),
        way_out: "Give the field a type, make the list a map list, or make the whole list immutable.",
    },
    Explanation {
        code: Code::UnknownField,
        why: "The attribute names fields by their JSON names, and the type has none of this name.",
        example: Example::Fields(
            "#[schema(list_type = \"map\", list_map_keys(\"id\"))]\npub ports: Vec<k8s_openapi::api::core::v1::ContainerPort>,",
        ),
        way_out: "Write the name as serde writes it, after `rename` and `rename_all`.",
    },
    Explanation {
        code: Code::DefaultMisplaced,
        why: "The API server writes defaults into every object that lacks the field. On a variant of an enum it would make a \
              second variant, and in a status it would claim what nobody observed.",
        example: Example::Part(
            "#[derive(Schema, Serialize, Deserialize)]\npub enum Part {\n    #[schema(default = \"latest\")]\n    Snapshot(String),\n    Url(String),\n}",
        ),
        way_out: "Write the default on the field that holds the enum; leave it out of a status.",
    },
    Explanation {
        code: Code::PathUnknown,
        why: "A path of a column, a selectable field or the scale subresource has to lead to one field: the API server shows \
              nothing where it leads nowhere.",
        example: Example::Resource(
            "#[resource(group = \"example.com\", version = \"v1\", selectable(\".spec.nme\"))]",
        ),
        way_out: "Write the JSON names from the root, as in `.spec.replicas`; or write the attribute on the field, where the \
                  path is inferred.",
    },
    Explanation {
        code: Code::CelName,
        why: "The rule that kubewright writes has to name the field in CEL, which can't reach every name that JSON allows.",
        example: Example::Fields(
            "#[immutable]\n#[serde(rename = \"a b\", skip_serializing_if = \"Option::is_none\")]\npub spaced: Option<String>,",
        ),
        way_out: "Rename it to letters, digits, `_`, `-`, `.` and `/`, or make the field required: then its rule is its own.",
    },
];
