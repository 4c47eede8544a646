use super::*;

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
fn a_bare_serde_default_is_published_only_with_a_bare_schema_default() {
    let bare = SerdeField {
        default: SerdeDefault::Bare(Span::new(3)),
        ..SerdeField::default()
    };
    let publish = SchemaKeys {
        default: Some(at(DefaultKey::Publish)),
        ..SchemaKeys::default()
    };
    let quiet = container(Shape::Struct(vec![with_serde(field("size", 1), bare.clone())]));
    assert_eq!(used(&lowered(&quiet)), [1]);
    let loud = with_schema(with_serde(field("size", 1), bare), publish.clone());
    let loud = container(Shape::Struct(vec![loud]));
    assert_eq!(used(&lowered(&loud)), [1, 2]);
    let nothing = container(Shape::Struct(vec![with_schema(field("size", 1), publish)]));
    assert_eq!(codes(&nothing), [(Code::KeyConflict, "Storage.size".to_owned())]);
}

#[test]
fn observed_state_has_no_defaults_and_nothing_immutable() {
    let serde = SerdeField {
        default: SerdeDefault::Path(5, Span::new(3)),
        ..SerdeField::default()
    };
    let mut made = container(Shape::Struct(vec![with_serde(field("size", 0), serde)]));
    made.facts.status = Some(Span::new(2));
    assert_eq!(used(&lowered(&made)), [0]);
    let mut wrong = with_schema(
        field("size", 0),
        SchemaKeys {
            default: Some(at(DefaultKey::Value(json!(1)))),
            ..SchemaKeys::default()
        },
    );
    wrong.facts.immutable = Some(at(Immutable::default()));
    made.shape = Shape::Struct(vec![wrong]);
    let path = "Storage.size".to_owned();
    assert_eq!(
        codes(&made),
        [(Code::Immutable, path.clone()), (Code::DefaultMisplaced, path)]
    );
}

#[test]
fn a_type_has_no_serde_default_to_publish() {
    let mut made = container(Shape::Struct(vec![]));
    made.facts.schema.default = Some(at(DefaultKey::Publish));
    assert_eq!(codes(&made), [(Code::KeyPlace, "Storage".to_owned())]);
}
