mod defaults;
mod enums;
mod places;
mod structs;

use super::{lower, resource_without_places, used_holes, without_places};
use crate::diag::Code;
use crate::model::{
    Container, DefaultKey, Facts, Field, FieldFacts, Hole, Immutable, PathSegment, Resource, SchemaKeys,
    SerdeContainer, SerdeDefault, SerdeField, Shape, Tagging, Ty, TyPath, TypeFacts, Variant, VariantShape,
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
        other: None,
        untagged: None,
        shape,
    }
}

fn lowered(container: &Container) -> Value {
    without_places(lower(container).unwrap())
}

fn used(template: &Value) -> Vec<u32> {
    used_holes(template).into_keys().collect()
}

fn codes(container: &Container) -> Vec<(Code, String)> {
    let wrong = lower(container).unwrap_err();
    assert!(
        wrong.iter().all(|one| one.help.is_some() && !one.span.is_none()),
        "each error names a way out and a place: {wrong:#?}"
    );
    wrong.into_iter().map(|one| (one.code, one.path)).collect()
}
