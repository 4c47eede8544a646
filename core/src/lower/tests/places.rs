use super::*;

#[test]
fn places_are_kept_for_a_reader_that_has_them() {
    let template = lower(&container(Shape::Struct(vec![field("size", 0)]))).unwrap();
    assert_eq!(template[Facts::KEY]["at"], json!(7));
    assert_eq!(template["properties"]["size"][Facts::KEY]["at"], json!(1));
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
    let json = resource_without_places(super::super::lower_resource(&resource).unwrap());
    let read: Resource = serde_json::from_value(json).unwrap();
    assert_eq!(read.group, Spanned::new("example.com".to_owned(), Span::NONE));
    assert_eq!(read.deprecated, Some(Spanned::new(Value::Null, Span::NONE)));
    assert_eq!(read.at, Span::NONE);
}
