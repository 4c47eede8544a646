use super::*;

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
fn a_literal_schema_stands_in_the_node_and_asks_the_type_only_whether_it_is_an_option() {
    let literal = SchemaKeys {
        with: Some(at(json!({"type": "string", "$$comment": {"$hole": 3}}))),
        ..SchemaKeys::default()
    };
    let template = lowered(&container(Shape::Struct(vec![with_schema(
        field("size", 0),
        literal.clone(),
    )])));
    let expected = json!({
        "type": "string", "$$comment": {"$hole": 3}, "$option": 0,
        "x-kubewright": {"field": {}, "name": "size", "literal": 0},
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
fn what_other_code_writes_needs_a_schema_that_is_said() {
    let serde = SerdeField {
        with: Some(at("with".to_owned())),
        ..SerdeField::default()
    };
    let made = container(Shape::Struct(vec![with_serde(field("size", 0), serde)]));
    assert_eq!(codes(&made), [(Code::SerdeAttribute, "Storage.size".to_owned())]);
}

#[test]
fn two_fields_of_one_name_are_refused() {
    let made = container(Shape::Struct(vec![field("size", 0), field("size", 1)]));
    assert_eq!(codes(&made), [(Code::KeyConflict, "Storage.size".to_owned())]);
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
