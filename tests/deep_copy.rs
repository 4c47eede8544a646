#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]
#![allow(clippy::type_complexity, clippy::large_enum_variant)]
//! A deep copy shares nothing with the original, and reuses what its target has.

use k8s_openapi::api::core::v1::{Container, PodTemplateSpec};
use kubewright::{CustomResource, DeepCopy, Object, Schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

type Containers = Vec<Container>;

#[derive(DeepCopy, Clone, Debug, PartialEq, Default)]
struct Everything {
    text: String,
    number: Option<u64>,
    shared: Arc<Vec<Arc<str>>>,
    counted: Rc<Inner>,
    boxed: Box<[Inner]>,
    cow: Cow<'static, str>,
    map: BTreeMap<String, Arc<Inner>>,
    hashed: HashMap<String, Vec<Inner>>,
    pod: Option<PodTemplateSpec>,
    aliased: Option<Containers>,
    named: BTreeMap<String, Containers>,
    mixed: Vec<(String, Container, Option<(Arc<Inner>, Containers)>)>,
    pair: (Arc<Inner>, Container),
    array: [Inner; 2],
    value: serde_json::Value,
    #[deep_copy(clone)]
    foreign: Foreign,
}

#[derive(DeepCopy, Clone, Debug, PartialEq, Default)]
struct Inner(Vec<u8>);

#[derive(Clone, Debug, PartialEq, Default)]
struct Foreign(Vec<u8>);

#[derive(DeepCopy, Clone, Debug, PartialEq)]
enum Shape {
    Nothing,
    Newtype(Arc<Inner>),
    Pair(String, Container),
    Record {
        list: Vec<String>,
        r#type: Option<Box<Shape>>,
    },
}

#[derive(DeepCopy, Debug)]
enum Never {}

#[derive(DeepCopy, Debug, PartialEq)]
struct Unit;

#[derive(DeepCopy, Debug, PartialEq)]
struct Generic<'a, T, const N: usize>
where
    T: PartialEq,
{
    items: [T; N],
    more: Vec<Option<T>>,
    borrowed: Cow<'a, str>,
}

fn everything() -> Everything {
    let inner = Inner(vec![1, 2, 3]);
    Everything {
        text: "text".to_owned(),
        number: Some(1),
        shared: Arc::new(vec!["a".into()]),
        counted: Rc::new(inner.clone()),
        boxed: Box::new([inner.clone()]),
        cow: Cow::Borrowed("b"),
        map: BTreeMap::from([("k".to_owned(), Arc::new(inner.clone()))]),
        hashed: HashMap::from([("k".to_owned(), vec![inner.clone()])]),
        pod: Some(PodTemplateSpec::default()),
        aliased: Some(vec![Container::default()]),
        named: BTreeMap::from([("k".to_owned(), vec![Container::default()])]),
        mixed: vec![(
            "m".to_owned(),
            Container::default(),
            Some((Arc::new(inner.clone()), vec![])),
        )],
        pair: (Arc::new(inner.clone()), Container::default()),
        array: [inner.clone(), inner],
        value: serde_json::json!({"a": [1, "b"]}),
        foreign: Foreign(vec![1]),
    }
}

#[test]
fn a_copy_is_equal_and_shares_nothing() {
    let original = everything();
    let copy = original.deep_copy();
    assert_eq!(copy, original);
    assert!(!Arc::ptr_eq(&copy.shared, &original.shared));
    assert!(!Arc::ptr_eq(&copy.shared[0], &original.shared[0]));
    assert!(!Rc::ptr_eq(&copy.counted, &original.counted));
    assert!(!Arc::ptr_eq(&copy.map["k"], &original.map["k"]));
    assert!(!Arc::ptr_eq(&copy.pair.0, &original.pair.0));
    let inside = |all: &Everything| all.mixed[0].2.clone().unwrap().0;
    assert!(!Arc::ptr_eq(&inside(&copy), &inside(&original)));
    assert!(matches!(copy.cow, Cow::Owned(_)));
}

#[test]
fn a_copy_into_a_clone_shares_nothing_either() {
    let original = everything();
    let mut target = original.clone();
    original.deep_copy_into(&mut target);
    assert_eq!(target, original);
    assert!(!Arc::ptr_eq(&target.shared, &original.shared));
    assert!(!Rc::ptr_eq(&target.counted, &original.counted));
    assert!(!Arc::ptr_eq(&target.map["k"], &original.map["k"]));
    assert!(!Arc::ptr_eq(&target.pair.0, &original.pair.0));
}

#[test]
fn a_copy_into_a_target_reuses_what_it_has() {
    let original = everything();
    let mut target = original.deep_copy();
    target.text.push_str(" that is longer");
    target.boxed[0].0 = vec![9, 9, 9, 9];
    target.hashed.get_mut("k").unwrap()[0].0 = vec![9, 9, 9, 9];
    let places = |all: &Everything| {
        (
            all.text.as_ptr(),
            Arc::as_ptr(&all.shared),
            Rc::as_ptr(&all.counted),
            all.boxed[0].0.as_ptr(),
            Arc::as_ptr(&all.map["k"]),
            all.hashed["k"][0].0.as_ptr(),
            all.mixed.as_ptr(),
            all.mixed[0].0.as_ptr(),
        )
    };
    let before = places(&target);
    original.deep_copy_into(&mut target);
    assert_eq!(target, original);
    assert_eq!(places(&target), before);
}

#[test]
fn lists_and_maps_of_another_size_are_cut_or_filled() {
    let long = vec![Inner(vec![1]), Inner(vec![2])];
    let mut short = vec![Inner(vec![])];
    long.deep_copy_into(&mut short);
    assert_eq!(short, long);
    short.truncate(1);
    let mut target = long.clone();
    short.deep_copy_into(&mut target);
    assert_eq!(target, short);
    let map = BTreeMap::from([("a", 1), ("b", 2)]);
    let mut target = BTreeMap::from([("b", 3), ("c", 4)]);
    map.deep_copy_into(&mut target);
    assert_eq!(target, map);
}

#[test]
fn variants_are_written_over_or_replaced() {
    let record = Shape::Record {
        list: vec!["a".to_owned()],
        r#type: Some(Box::new(Shape::Nothing)),
    };
    let all = [
        Shape::Nothing,
        Shape::Newtype(Arc::new(Inner(vec![1]))),
        Shape::Pair("a".to_owned(), Container::default()),
        record.clone(),
    ];
    for source in &all {
        assert_eq!(&source.deep_copy(), source);
        for target in &all {
            let mut target = target.deep_copy();
            source.deep_copy_into(&mut target);
            assert_eq!(&target, source);
        }
    }
    let Shape::Record { list: source, .. } = &record else {
        unreachable!()
    };
    let mut target = record.deep_copy();
    let before = match &target {
        Shape::Record { list, .. } => list[0].as_ptr(),
        _ => unreachable!(),
    };
    record.deep_copy_into(&mut target);
    let Shape::Record { list, .. } = &target else {
        unreachable!()
    };
    assert_eq!(list[0].as_ptr(), before);
    assert_ne!(list[0].as_ptr(), source[0].as_ptr());
}

#[test]
fn a_generic_type_copies_its_parameter() {
    let shared = Arc::new(1);
    let original = Generic::<_, 1> {
        items: [shared.clone()],
        more: vec![Some(shared)],
        borrowed: "b".into(),
    };
    let copy = original.deep_copy();
    assert_eq!(copy, original);
    assert!(!Arc::ptr_eq(&copy.items[0], &original.items[0]));
    assert_eq!(Unit.deep_copy(), Unit);
    let none: Option<Never> = None;
    assert!(none.deep_copy().is_none());
}

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[resource(group = "example.com", version = "v1", kind = "Shelf", derive(PartialEq))]
#[status]
pub struct ShelfSpec {
    books: Arc<Vec<String>>,
}

#[derive(Schema, DeepCopy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[status]
pub struct ShelfStatus {
    full: bool,
}

#[test]
fn a_kind_is_copied_by_its_parts_and_behind_a_pointer_to_any_object() {
    let shelf = Shelf::new(
        "s",
        ShelfSpec {
            books: Arc::new(vec!["b".to_owned()]),
        },
    );
    assert!(!Arc::ptr_eq(&shelf.deep_copy().spec.books, &shelf.spec.books));
    let any: Box<dyn Object> = Box::new(shelf.clone());
    let copy = vec![any].deep_copy().remove(0);
    assert_eq!((copy.api_version(), copy.kind()), ("example.com/v1", "Shelf"));
    let copy = copy.as_any().downcast_ref::<Shelf>().unwrap();
    assert_eq!(copy, &shelf);
    assert!(!Arc::ptr_eq(&copy.spec.books, &shelf.spec.books));
}
