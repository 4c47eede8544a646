//! What may be written, row by row: the facts in the model.

use super::read;
use crate::model::{Container, FieldFacts, Resource, Shape, TypeFacts};
use serde_json::{Value, json};

/// A container that is read without a mistake.
fn good(source: &str) -> Container {
    read(source).unwrap_or_else(|told| {
        let told: Vec<String> = told
            .iter()
            .map(|(told, under)| format!("{told} [{under}]"))
            .collect();
        panic!("{source}\n{}", told.join("\n"))
    })
}

/// JSON without places.
fn bare(value: Value) -> Value {
    match value {
        Value::Object(mut object) => match object.remove("$value") {
            Some(inner) => bare(inner),
            None => object
                .into_iter()
                .map(|(key, value)| (key, bare(value)))
                .collect(),
        },
        Value::Array(items) => items.into_iter().map(bare).collect(),
        scalar => scalar,
    }
}

/// The facts of the one field of a struct with this attribute and type.
fn field(attributes: &str, ty: &str) -> Value {
    let container = good(&format!("struct S {{ {attributes} f: {ty} }}"));
    let Shape::Struct(fields) = container.shape else {
        panic!("a struct")
    };
    let facts: &FieldFacts = &fields[0].facts;
    bare(serde_json::to_value(facts).unwrap())
}

fn of_type(source: &str) -> Value {
    let facts: TypeFacts = good(source).facts;
    bare(serde_json::to_value(facts).unwrap())
}

fn resource(keys: &str, rest: &str) -> Resource {
    let head = "group = \"example.com\", version = \"v1\"";
    good(&format!("#[resource({head}, {keys})] {rest}"))
        .resource
        .unwrap()
}

#[test]
fn every_key_of_validation_is_read() {
    let rows = [
        (
            "minimum = 1, maximum = -0.5",
            "f64",
            json!({"minimum": 1, "maximum": -0.5}),
        ),
        (
            "minimum = -9223372036854775808, maximum = 18446744073709551615",
            "i64",
            json!({"minimum": i64::MIN, "maximum": u64::MAX}),
        ),
        (
            "exclusive_minimum, exclusive_maximum = true, minimum = 0x1F, maximum = 1_000",
            "i32",
            json!({"exclusive_minimum": true, "exclusive_maximum": true, "minimum": 31, "maximum": 1000}),
        ),
        ("multiple_of = 0.1", "f32", json!({"multiple_of": 0.1})),
        (
            "min_length = 1, max_length = 63, pattern = r\"^[a-z]+$\", format = \"uri\"",
            "String",
            json!({"min_length": 1, "max_length": 63, "pattern": "^[a-z]+$", "format": "uri"}),
        ),
        (
            "min_items = 1, max_items = 3",
            "Vec<u8>",
            json!({"min_items": 1, "max_items": 3}),
        ),
        (
            "min_properties = 1, max_properties = 3",
            "BTreeMap<String, u8>",
            json!({"min_properties": 1, "max_properties": 3}),
        ),
        (
            "enum(\"a\", 1, null, [1], {\"a\": true})",
            "T",
            json!({"enum": ["a", 1, null, [1], {"a": true}]}),
        ),
        (
            "cel(\"a\"), cel(\"b\", \"m\")",
            "T",
            json!({"cel": [{"rule": "a"}, {"rule": "b", "message": "m"}]}),
        ),
        (
            "cel(rule = \"a\", message_expression = \"'x'\", reason = \"FieldValueRequired\", field_path = \".a\", optional_old_self)",
            "T",
            json!({"cel": [{"rule": "a", "message_expression": "'x'", "reason": "FieldValueRequired", "field_path": ".a", "optional_old_self": true}]}),
        ),
        (
            "cel(RULE, MESSAGE)",
            "T",
            json!({"cel": [{"rule": {"$hole": 1}, "message": {"$hole": 2}}]}),
        ),
        (
            "cel(\"a\", message = \"m\")",
            "T",
            json!({"cel": [{"rule": "a", "message": "m"}]}),
        ),
        (
            "items(items(minimum = 1), max_items = 2)",
            "Vec<Vec<u8>>",
            json!({"items": {"items": {"minimum": 1}, "max_items": 2}}),
        ),
        (
            "keys(cel(\"a\")), values(max_length = 3)",
            "BTreeMap<String, String>",
            json!({"keys": {"cel": [{"rule": "a"}]}, "values": {"max_length": 3}}),
        ),
        ("maximum = MAX", "u8", json!({"maximum": {"$hole": 1}})),
        (
            "maximum = Self::MAX, minimum = a::b::MIN",
            "u8",
            json!({"minimum": {"$hole": 1}, "maximum": {"$hole": 2}}),
        ),
        (
            "pattern = concat!(\"^\", 'a', 1, 2.5, true, -3)",
            "String",
            json!({"pattern": "^a12.5true-3"}),
        ),
        ("minimum = 1,", "u8", json!({"minimum": 1})),
    ];
    for (keys, ty, expected) in rows {
        let facts = field(&format!("#[validation({keys})]"), ty);
        assert_eq!(facts, json!({ "validation": expected }), "{keys}");
    }
}

#[test]
fn one_of_keys_name_fields_of_the_struct() {
    let facts = of_type(
        "#[validation(exactly_one_of(\"a\", \"b\"), at_most_one_of(\"a\", \"b\"), at_least_one_of(\"b\", \"a\"))]
         struct S { a: Option<u8>, b: Option<u8> }",
    );
    let expected = json!({"validation": {
        "exactly_one_of": [["a", "b"]], "at_most_one_of": [["a", "b"]], "at_least_one_of": [["b", "a"]],
    }});
    assert_eq!(facts, expected);
}

#[test]
fn every_key_of_schema_is_read() {
    let rows = [
        ("default = 3", json!({"default": {"value": 3}})),
        ("default", json!({"default": "publish"})),
        (
            "default = { \"nested\": { \"foo\": [\"baz\", -1.5, null] } }",
            json!({"default": {"value": {"nested": {"foo": ["baz", -1.5, null]}}}}),
        ),
        (
            "default = { \"$hole\": 1 }",
            json!({"default": {"value": {"$$hole": 1}}}),
        ),
        ("default = DEFAULT", json!({"default": {"value": {"$hole": 1}}})),
        ("default = {}", json!({"default": {"value": {}}})),
        (
            "example = \"x\", title = \"T\", description = D",
            json!({"example": "x", "title": "T", "description": {"$hole": 1}}),
        ),
        (
            "external_docs(url = \"u\", description = \"d\")",
            json!({"external_docs": {"url": "u", "description": "d"}}),
        ),
        ("required", json!({"required": true})),
        ("optional", json!({"required": false})),
        ("optional = false", json!({"required": true})),
        ("nullable", json!({"nullable": true})),
        ("nullable = false", json!({"nullable": false})),
        (
            "list_type = \"map\", list_map_keys(\"a\", \"b\")",
            json!({"list_type": "map", "list_map_keys": ["a", "b"]}),
        ),
        ("map_type = \"granular\"", json!({"map_type": "granular"})),
        (
            "preserve_unknown_fields, embedded_resource",
            json!({"preserve_unknown_fields": true, "embedded_resource": true}),
        ),
        ("int_or_string", json!({"int_or_string": true})),
        (
            "type = \"string\", format = \"date\"",
            json!({"type": "string", "format": "date"}),
        ),
        ("r#type = \"string\"", json!({"type": "string"})),
        (
            "with = { \"type\": \"string\", \"maxLength\": MAX }",
            json!({"with": {"type": "string", "maxLength": {"$hole": 1}}}),
        ),
        ("skip = false", json!(null)),
    ];
    for (keys, expected) in rows {
        let facts = field(&format!("#[schema({keys})]"), "T");
        let schema = facts.get("schema").cloned().unwrap_or_default();
        assert_eq!(schema, expected, "{keys}");
    }
    let placed = field("#[schema(no_default, skip)]", "T");
    assert!(placed["schema"]["no_default"].is_number() && placed["schema"]["skip"].is_number());
}

#[test]
fn attributes_of_one_name_add_up() {
    let facts = field(
        "#[validation(minimum = 1)] #[validation(maximum = 2, cel(\"a\"))] #[validation(cel(\"b\"))]",
        "u8",
    );
    let expected = json!({"validation": {"minimum": 1, "maximum": 2, "cel": [{"rule": "a"}, {"rule": "b"}]}});
    assert_eq!(facts, expected);
}

#[test]
fn immutable_columns_selectable_and_scale_are_read_on_fields() {
    assert_eq!(field("#[immutable]", "T"), json!({"immutable": {}}));
    assert_eq!(
        field("#[immutable(from_creation, message = \"m\")]", "T"),
        json!({"immutable": {"from_creation": true, "message": "m"}})
    );
    assert_eq!(
        field(
            "#[printcolumn(name = \"A\", priority = 1, type = \"date\", format = \"date\", description = \"d\")] #[printcolumn(name = B)]",
            "T"
        ),
        json!({"printcolumns": [
            {"name": "A", "priority": 1, "type": "date", "format": "date", "description": "d"},
            {"name": {"$hole": 1}},
        ]})
    );
    assert!(field("#[selectable]", "String")["selectable"].is_number());
    assert_eq!(
        field("#[scale(spec_replicas, status_replicas)]", "i32"),
        json!({"scale": ["spec_replicas", "status_replicas"]})
    );
    assert_eq!(
        field("#[scale(label_selector)]", "String"),
        json!({"scale": ["label_selector"]})
    );
}

#[test]
fn types_take_validation_schema_immutable_and_status() {
    let facts =
        of_type("#[validation(max_length = 3)] #[schema(title = \"t\")] #[immutable] struct N(String);");
    assert_eq!(
        facts,
        json!({"validation": {"max_length": 3}, "schema": {"title": "t"}, "immutable": {}})
    );
    assert!(of_type("#[status] struct S { a: T }")["status"].is_number());
}

#[test]
fn a_resource_has_the_names_that_follow_from_its_kind() {
    let source = "#[resource(group = \"example.com\", version = \"v1beta1\")] struct PolicySpec {}";
    let resource = good(source).resource.unwrap();
    let names = &resource.names;
    let all = [&names.kind, &names.plural, &names.singular, &names.list_kind].map(|name| name.value.as_str());
    assert_eq!(all, ["Policy", "policies", "policy", "PolicyList"]);
    assert_eq!((resource.root.as_str(), resource.is_root), ("Policy", false));
    assert_eq!(resource.status, None);
}

#[test]
fn every_key_of_a_resource_is_read() {
    let resource = resource(
        "kind = \"Box\", plural = \"bx\", singular = \"b\", list_kind = \"Bxs\", scope = \"Cluster\",
         short_names(\"b\", \"c\"), categories(\"all\"), root = \"Root\", derive(PartialEq, a::B),
         attr(allow(dead_code), doc = \"x\"), crate = ::my::kubewright, storage, served = false,
         deprecated = \"old\", label(\"a\", \"b\"), label(\"c\", D), annotation(\"e\", \"f\"),
         printcolumn(name = \"A\", json_path = \".spec.a\", type = \"string\"), selectable(\".spec.a\"),
         scale(spec_replicas = \".spec.r\", status_replicas = \".status.r\", label_selector = \".status.s\"),
         metadata(name(max_length = 63, pattern = \"^a\")), validation(cel(\"true\"))",
        "#[status(a::St)] struct ASpec {}",
    );
    let krate = resource.krate.clone().unwrap().value;
    let paths = |list: &[crate::span::Spanned<String>]| {
        list.iter().map(|path| path.value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(krate, "::my::kubewright");
    assert_eq!(paths(&resource.derives), ["PartialEq", "a::B"]);
    assert_eq!(paths(&resource.attributes), ["allow (dead_code)", "doc = \"x\""]);
    assert!(resource.status_hole.is_some());
    let mut facts = bare(serde_json::to_value(&resource).unwrap());
    facts.as_object_mut().unwrap().remove("at");
    let expected = json!({
        "group": "example.com", "version": "v1",
        "names": {"kind": "Box", "plural": "bx", "singular": "b", "list_kind": "Bxs", "short_names": ["b", "c"], "categories": ["all"]},
        "scope": "Cluster", "root": "Root", "status": "a::St", "storage": true, "served": false, "deprecated": "old",
        "labels": [["a", "b"], ["c", {"$hole": 1}]], "annotations": [["e", "f"]],
        "printcolumns": [{"name": "A", "json_path": ".spec.a", "type": "string"}],
        "selectable": [".spec.a"],
        "scale": {"spec_replicas": ".spec.r", "status_replicas": ".status.r", "label_selector": ".status.s"},
        "metadata_name": {"max_length": 63, "pattern": "^a"},
        "validation": {"cel": [{"rule": "true"}]},
    });
    assert_eq!(facts, expected);
}

#[test]
fn deprecated_is_a_flag_or_a_warning() {
    let of = |keys: &str| {
        resource(keys, "struct ASpec {}")
            .deprecated
            .map(|said| said.value)
    };
    assert_eq!(of("deprecated"), Some(Value::Null));
    assert_eq!(of("deprecated = true"), Some(Value::Null));
    assert_eq!(of("deprecated = false"), None);
    assert_eq!(of("deprecated = \"w\""), Some(json!("w")));
}

#[test]
fn a_struct_with_object_metadata_is_the_root_itself() {
    let source = "#[resource(group = \"example.com\", version = \"v1\")]
        struct Setting { metadata: meta::v1::ObjectMeta, value: String, #[status] status: Option<st::State> }";
    let container = good(source);
    let resource = container.resource.unwrap();
    assert!(resource.is_root);
    assert_eq!(resource.root, "Setting");
    assert_eq!(resource.status.unwrap().value, "st::State");
    let Shape::Struct(fields) = container.shape else {
        panic!("a struct")
    };
    assert!(fields[2].facts.status.is_some());
}

#[test]
fn the_status_of_a_kind_is_named_after_it() {
    let resource = resource("kind = \"Box\"", "#[status] struct XSpec {}");
    assert_eq!(resource.status.unwrap().value, "BoxStatus");
}

#[test]
fn approved_groups_of_kubernetes_are_taken() {
    let source = "#[resource(group = \"x.k8s.io\", version = \"v1\",
        annotation(\"api-approved.kubernetes.io\", \"unapproved, a test\"))] struct ASpec {}";
    assert_eq!(good(source).resource.unwrap().group.value, "x.k8s.io");
}

#[test]
fn keys_on_types_that_are_not_spelled_out_are_left_for_later() {
    for ty in [
        "Quantity",
        "my::String",
        "T",
        "Wrapper<String>",
        "serde_json::Value",
    ] {
        let facts = field(
            "#[validation(minimum = 1, min_length = 2, items(pattern = \"a\"))]",
            ty,
        );
        assert!(facts["validation"]["items"].is_object(), "{ty}");
    }
    good("struct S<String> { #[validation(minimum = 1)] a: String }");
    good("struct S { #[schema(with = {})] #[validation(minimum = 1)] a: String }");
    good("struct S { #[schema(type = \"integer\")] #[validation(minimum = 1)] a: String }");
    good("#[validation(values(minimum = 1))] struct S { #[serde(flatten)] a: T }");
}

#[test]
fn variants_and_items_of_tuples_take_bounds() {
    let container = good(
        "enum E { #[validation(max_properties = 2)] #[schema(title = \"t\")] A { a: u8 }, B(#[validation(minimum = 1)] u8) }",
    );
    let value = bare(serde_json::to_value(container).unwrap());
    assert_eq!(
        value["shape"]["Enum"][0]["facts"],
        json!({"validation": {"max_properties": 2}, "schema": {"title": "t"}})
    );
    assert_eq!(
        value["shape"]["Enum"][1]["shape"]["Newtype"]["facts"],
        json!({"validation": {"minimum": 1}})
    );
    good("struct S(#[validation(minimum = 1)] u8, u8);");
}
