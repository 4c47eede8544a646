use super::*;

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
    other.other = Some(Span::new(7));
    let other = container(Shape::Enum(vec![unit(), other]));
    assert_eq!(codes(&other), [(Code::NotYet, "Storage::A".to_owned())]);
    for tagging in [
        Tagging::Internal("t".to_owned()),
        Tagging::Adjacent("t".to_owned(), "c".to_owned()),
        Tagging::Untagged,
    ] {
        let mut tagged = container(Shape::Enum(vec![data()]));
        tagged.serde.tagging = tagging;
        tagged.serde.tagging_at = Some(Span::new(8));
        assert_eq!(codes(&tagged), [(Code::NotYet, "Storage".to_owned())]);
        assert_eq!(
            lower(&tagged).unwrap_err()[0].span,
            Span::new(8),
            "it stands at serde's key"
        );
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
