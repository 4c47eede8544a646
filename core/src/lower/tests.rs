use super::{lower, resource_without_places, used_holes, without_places};
use crate::diag::Code;
use crate::model::{
    Container, DefaultKey, Facts, Field, FieldFacts, Hole, PathSegment, Resource, SchemaKeys, SerdeContainer,
    SerdeDefault, SerdeField, Shape, Tagging, Ty, TyPath, TypeFacts, Variant, VariantShape,
};
use crate::span::{Span, Spanned};
use crate::template::{Filling, fill};
use serde_json::{Value, json};

fn at<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::new(9))
}

fn ty(name: &str) -> Ty {
    Ty::Path(TyPath {
        segments: vec![PathSegment {
            name: name.to_owned(),
            args: vec![],
        }],
        ..TyPath::default()
    })
}

fn field(name: &str, hole: u32) -> Field {
    Field {
        member: name.to_owned(),
        span: Span::new(hole + 1),
        name: name.to_owned(),
        ty: hole,
        docs: String::new(),
        facts: FieldFacts::default(),
        serde: SerdeField::default(),
    }
}

fn with_schema(mut field: Field, keys: SchemaKeys) -> Field {
    field.facts.schema = keys;
    field
}

fn with_serde(mut field: Field, serde: SerdeField) -> Field {
    field.serde = serde;
    field
}

fn container(shape: Shape) -> Container {
    Container {
        name: "Storage".to_owned(),
        span: Span::new(7),
        generics: vec![],
        docs: String::new(),
        facts: TypeFacts::default(),
        resource: None,
        serde: SerdeContainer::default(),
        shape,
        holes: vec![Hole::Type(ty("A")), Hole::Type(ty("B")), Hole::Default(ty("B"))],
    }
}

fn variant(name: &str, shape: VariantShape) -> Variant {
    Variant {
        member: name.to_owned(),
        span: Span::new(4),
        name: name.to_owned(),
        docs: String::new(),
        facts: FieldFacts::default(),
        other: false,
        untagged: false,
        shape,
    }
}

fn lowered(container: &Container) -> Value {
    without_places(lower(container).unwrap())
}

fn used(template: &Value) -> Vec<u32> {
    used_holes(template).into_iter().collect()
}

fn codes(container: &Container) -> Vec<(Code, String)> {
    let wrong = lower(container).unwrap_err();
    assert!(
        wrong.iter().all(|one| one.help.is_some() && !one.span.is_none()),
        "each error names a way out and a place: {wrong:#?}"
    );
    wrong.into_iter().map(|one| (one.code, one.path)).collect()
}

#[test]
fn a_struct_is_an_object_with_a_hole_for_each_type() {
    let mut size = field("size", 0);
    size.docs = "Size.".to_owned();
    let mut made = container(Shape::Struct(vec![size, field("$ref", 1)]));
    made.docs = "Storage.".to_owned();
    let expected = json!({
        "type": "object",
        "description": "Storage.",
        "properties": {
            "size": {"$hole": 0, "description": "Size.", "x-kubewright": {"field": {}, "name": "size"}},
            "$$ref": {"$hole": 1, "x-kubewright": {"field": {}, "name": "$ref", "order": 1}},
        },
        "required": ["size", "$ref"],
        "x-kubewright": {"type": {}, "name": "Storage"},
    });
    assert_eq!(lowered(&made), expected);
}

#[test]
fn places_are_kept_for_a_reader_that_has_them() {
    let template = lower(&container(Shape::Struct(vec![field("size", 0)]))).unwrap();
    assert_eq!(template[Facts::KEY]["at"], json!(7));
    assert_eq!(template["properties"]["size"][Facts::KEY]["at"], json!(1));
}

#[test]
fn only_what_serde_reads_when_it_is_missing_is_not_required() {
    let said = |required| SchemaKeys {
        required: Some(at(required)),
        ..SchemaKeys::default()
    };
    let bare = SerdeField {
        default: SerdeDefault::Bare(Span::new(3)),
        ..SerdeField::default()
    };
    let unread = SerdeField {
        skip_deserializing: Some(Span::new(3)),
        ..SerdeField::default()
    };
    let value = SchemaKeys {
        default: Some(at(DefaultKey::Value(json!(1)))),
        ..SchemaKeys::default()
    };
    let skipped = SerdeField {
        skip: true,
        ..SerdeField::default()
    };
    let fields = vec![
        field("plain", 0),
        with_serde(field("defaulted", 0), bare.clone()),
        with_serde(field("unread", 0), unread),
        with_schema(field("server", 0), value),
        with_schema(field("optional", 0), said(false)),
        with_schema(with_serde(field("demanded", 0), bare), said(true)),
        with_serde(field("skipped", 0), skipped),
    ];
    let template = lowered(&container(Shape::Struct(fields)));
    assert_eq!(template["required"], json!(["plain", "demanded"]));
    assert_eq!(template["properties"].get("skipped"), None);
    assert_eq!(
        template["properties"]["defaulted"][Facts::KEY]["defaulted"],
        json!(true)
    );
    assert_eq!(
        template["properties"]["server"][Facts::KEY].get("defaulted"),
        None
    );
}

#[test]
fn a_container_default_makes_every_field_optional() {
    let mut made = container(Shape::Struct(vec![field("size", 0)]));
    made.serde.default = SerdeDefault::Bare(Span::new(2));
    assert_eq!(lowered(&made).get("required"), None);
}

#[test]
fn a_default_function_is_published_unless_something_else_is_said() {
    let by_function = |keys| {
        let serde = SerdeField {
            default: SerdeDefault::Path(5, Span::new(3)),
            ..SerdeField::default()
        };
        let made = container(Shape::Struct(vec![with_schema(
            with_serde(field("size", 0), serde),
            keys,
        )]));
        let template = lowered(&made);
        let published = template["properties"]["size"][Facts::KEY]["field"]["schema"]["default"].clone();
        (published, used(&template))
    };
    assert_eq!(
        by_function(SchemaKeys::default()),
        (json!({"value": {"$hole": 5}}), vec![0, 5])
    );
    let no_default = SchemaKeys {
        no_default: Some(Span::new(4)),
        ..SchemaKeys::default()
    };
    assert_eq!(by_function(no_default), (Value::Null, vec![0]));
    let given = SchemaKeys {
        default: Some(at(DefaultKey::Value(json!(3)))),
        ..SchemaKeys::default()
    };
    assert_eq!(by_function(given), (json!({"value": 3}), vec![0]));
}

#[test]
fn a_bare_serde_default_is_published_only_where_a_hole_says_so() {
    let bare = SerdeField {
        default: SerdeDefault::Bare(Span::new(3)),
        ..SerdeField::default()
    };
    let publish = SchemaKeys {
        default: Some(at(DefaultKey::Value(json!({"$hole": 2})))),
        ..SchemaKeys::default()
    };
    let quiet = container(Shape::Struct(vec![with_serde(field("size", 1), bare.clone())]));
    assert_eq!(used(&lowered(&quiet)), [1]);
    let loud = with_schema(with_serde(field("size", 1), bare), publish);
    assert_eq!(used(&lowered(&container(Shape::Struct(vec![loud])))), [1, 2]);
}

#[test]
fn observed_state_has_no_defaults() {
    let serde = SerdeField {
        default: SerdeDefault::Path(5, Span::new(3)),
        ..SerdeField::default()
    };
    let mut made = container(Shape::Struct(vec![with_serde(field("size", 0), serde)]));
    made.facts.status = Some(Span::new(2));
    assert_eq!(used(&lowered(&made)), [0]);
}

#[test]
fn flattened_fields_stand_beside_the_properties() {
    let serde = SerdeField {
        flatten: true,
        ..SerdeField::default()
    };
    let template = lowered(&container(Shape::Struct(vec![with_serde(
        field("more", 1),
        serde,
    )])));
    let expected = json!([{"$hole": 1, "x-kubewright": {"field": {}, "name": "more", "flatten": true}}]);
    assert_eq!(template["allOf"], expected);
    assert_eq!(template.get("required"), None);
}

#[test]
fn a_newtype_is_its_field_and_says_which_sort_it_is() {
    let mut inner = field("0", 0);
    inner.facts.validation.minimum = Some(at(json!(1)));
    let mut made = container(Shape::Newtype(Box::new(inner)));
    let facts = json!({
        "type": {}, "field": {"validation": {"minimum": 1}}, "name": "Storage", "newtype": true,
    });
    assert_eq!(lowered(&made), json!({"$hole": 0, "x-kubewright": facts}));
    made.serde.transparent = true;
    assert_eq!(lowered(&made)[Facts::KEY]["transparent"], json!(true));
    assert_eq!(lowered(&made)[Facts::KEY].get("newtype"), None);
}

#[test]
fn a_literal_schema_stands_in_the_node_and_asks_nothing_of_the_type() {
    let literal = SchemaKeys {
        with: Some(at(json!({"type": "string", "$$comment": {"$hole": 3}}))),
        ..SchemaKeys::default()
    };
    let template = lowered(&container(Shape::Struct(vec![with_schema(
        field("size", 0),
        literal.clone(),
    )])));
    let expected = json!({
        "type": "string", "$$comment": {"$hole": 3},
        "x-kubewright": {"field": {}, "name": "size", "literal": true},
    });
    assert_eq!(template["properties"]["size"], expected);
    let mut unit = container(Shape::Unit);
    unit.facts.schema = literal;
    assert_eq!(lowered(&unit)["type"], json!("string"));
    let scalar = SchemaKeys {
        with: Some(at(json!(true))),
        ..SchemaKeys::default()
    };
    let wrong = container(Shape::Struct(vec![with_schema(field("size", 0), scalar)]));
    assert_eq!(codes(&wrong), [(Code::KeyValue, "Storage.size".to_owned())]);
}

#[test]
fn what_other_code_writes_has_nothing_of_its_type() {
    let serde = SerdeField {
        with: Some(at("with".to_owned())),
        default: SerdeDefault::Path(5, Span::new(3)),
        ..SerdeField::default()
    };
    let mut said = SchemaKeys {
        type_: Some(at("string".to_owned())),
        ..SchemaKeys::default()
    };
    let made = |keys| {
        container(Shape::Struct(vec![with_schema(
            with_serde(field("size", 0), serde.clone()),
            keys,
        )]))
    };
    let path = "Storage.size".to_owned();
    assert_eq!(codes(&made(said.clone())), [(Code::ValueUnknown, path)]);
    said.no_default = Some(Span::new(4));
    assert!(used(&lowered(&made(said))).is_empty());
}

#[test]
fn a_tuple_is_a_list_with_a_schema_for_each_place() {
    let made = container(Shape::Tuple(vec![field("0", 0), field("1", 1)]));
    let template = lowered(&made);
    assert_eq!(template["minItems"], json!(2));
    assert_eq!(template["maxItems"], json!(2));
    assert_eq!(template["prefixItems"][1]["$hole"], json!(1));
    let empty = container(Shape::Tuple(vec![]));
    assert_eq!(codes(&empty), [(Code::ShapeUnsupported, "Storage".to_owned())]);
}

#[test]
fn a_unit_enum_is_a_string_of_its_names_in_order() {
    let variants = vec![
        variant("Small", VariantShape::Unit),
        variant("Big", VariantShape::Unit),
    ];
    let template = lowered(&container(Shape::Enum(variants)));
    assert_eq!(template["type"], json!("string"));
    assert_eq!(template["enum"], json!(["Small", "Big"]));
}

#[test]
fn an_externally_tagged_enum_has_a_branch_for_each_variant() {
    let mut tuple_like = variant("Disk", VariantShape::Newtype(Box::new(field("0", 1))));
    tuple_like.docs = "On disk.".to_owned();
    let record = variant("Net", VariantShape::Struct(vec![field("url", 0)]));
    let template = lowered(&container(Shape::Enum(vec![tuple_like, record])));
    let expected = json!({
        "oneOf": [
            {
                "type": "object", "description": "On disk.", "required": ["Disk"],
                "properties": {"Disk": {"$hole": 1, "x-kubewright": {"field": {}, "name": "Disk"}}},
            },
            {
                "type": "object", "required": ["Net"],
                "properties": {"Net": {
                    "type": "object", "required": ["url"],
                    "properties": {"url": {"$hole": 0, "x-kubewright": {"field": {}, "name": "url"}}},
                    "x-kubewright": {"field": {}, "name": "Net"},
                }},
            },
        ],
        "x-kubewright": {"type": {}, "name": "Storage", "external_enum": true},
    });
    assert_eq!(template, expected);
}

#[test]
fn the_keys_of_a_variant_and_of_its_field_both_hold() {
    let mut inner = field("0", 1);
    inner.facts.validation.minimum = Some(at(json!(1)));
    let mut outer = variant("Disk", VariantShape::Newtype(Box::new(inner)));
    outer.facts.validation.maximum = Some(at(json!(5)));
    let template = lowered(&container(Shape::Enum(vec![outer])));
    let node = &template["oneOf"][0]["properties"]["Disk"];
    assert_eq!(node[Facts::KEY]["field"]["validation"], json!({"maximum": 5}));
    assert_eq!(
        node["allOf"][0][Facts::KEY]["field"]["validation"],
        json!({"minimum": 1})
    );
}

#[test]
fn enums_without_a_structural_schema_are_refused_with_a_way_out() {
    let unit = || variant("A", VariantShape::Unit);
    let data = || variant("B", VariantShape::Struct(vec![]));
    let mixed = container(Shape::Enum(vec![unit(), data()]));
    assert_eq!(codes(&mixed), [(Code::MixedEnum, "Storage::A".to_owned())]);
    let mut other = unit();
    other.other = true;
    let other = container(Shape::Enum(vec![unit(), other]));
    assert_eq!(codes(&other), [(Code::NotYet, "Storage::A".to_owned())]);
    for tagging in [
        Tagging::Internal("t".to_owned()),
        Tagging::Adjacent("t".to_owned(), "c".to_owned()),
        Tagging::Untagged,
    ] {
        let mut tagged = container(Shape::Enum(vec![data()]));
        tagged.serde.tagging = tagging;
        assert_eq!(codes(&tagged), [(Code::NotYet, "Storage".to_owned())]);
    }
    assert_eq!(
        codes(&container(Shape::Enum(vec![]))),
        [(Code::ShapeUnsupported, "Storage".to_owned())]
    );
    assert_eq!(
        codes(&container(Shape::Unit)),
        [(Code::ShapeUnsupported, "Storage".to_owned())]
    );
}

#[test]
fn an_enum_that_consents_is_taken_as_it_comes() {
    let mut mixed = container(Shape::Enum(vec![
        variant("A", VariantShape::Unit),
        variant("B", VariantShape::Struct(vec![])),
    ]));
    mixed.facts.schema.preserve_unknown_fields = Some(at(true));
    let facts = json!({"type": {"schema": {"preserve_unknown_fields": true}}, "name": "Storage"});
    assert_eq!(lowered(&mixed), json!({"x-kubewright": facts}));
}

#[test]
fn a_template_without_places_keeps_what_a_user_wrote() {
    let mut user = field("size", 0);
    user.facts.schema = SchemaKeys {
        default: Some(at(DefaultKey::Value(
            json!({"$$at": 1, "$$value": 2, "at": 3, "status": 4}),
        ))),
        example: Some(at(Value::Null)),
        ..SchemaKeys::default()
    };
    user.facts.selectable = Some(Span::new(5));
    let filling = Filling::Schema {
        schema: json!({"type": "object"}),
        option: false,
    };
    let filled = fill(lowered(&container(Shape::Struct(vec![user]))), &[filling]);
    let facts: Facts = serde_json::from_value(filled["properties"]["size"][Facts::KEY].clone()).unwrap();
    let own = facts.field.unwrap();
    let value = json!({"$at": 1, "$value": 2, "at": 3, "status": 4});
    assert_eq!(
        own.schema.default.unwrap(),
        Spanned::new(DefaultKey::Value(value), Span::NONE)
    );
    assert_eq!(own.schema.example, Some(Spanned::new(Value::Null, Span::NONE)));
    assert_eq!(own.selectable, Some(Span::NONE));
}

#[test]
fn a_resource_without_places_is_still_the_same_resource() {
    let resource = Resource {
        at: Span::new(1),
        group: at("example.com".to_owned()),
        deprecated: Some(at(Value::Null)),
        ..Resource::default()
    };
    let json = resource_without_places(super::lower_resource(&resource).unwrap());
    let read: Resource = serde_json::from_value(json).unwrap();
    assert_eq!(read.group, Spanned::new("example.com".to_owned(), Span::NONE));
    assert_eq!(read.deprecated, Some(Spanned::new(Value::Null, Span::NONE)));
    assert_eq!(read.at, Span::NONE);
}
