use super::{ByDeepCopy, ByParts, Of};
use crate::DeepCopy;
use k8s_openapi::api::core::v1::{Container, PodTemplateSpec};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq)]
struct Shared(Arc<String>);

impl DeepCopy for Shared {
    fn deep_copy(&self) -> Self {
        Self(self.0.deep_copy())
    }
}

type Containers = Vec<Container>;
type Maybe<T> = Option<T>;

macro_rules! copies {
    ($($value:expr),* $(,)?) => {$(
        let value = $value;
        let copy = (&&&Of(&value)).kubewright_copy();
        assert_eq!(copy, value);
        let mut target = value.clone();
        (&&&Of(&value)).kubewright_copy_into(&mut target);
        assert_eq!(target, value);
    )*};
}

#[test]
fn types_of_kubernetes_are_copied_wherever_they_stand_and_whatever_they_are_called() {
    let container = Container::default;
    copies!(
        container(),
        Some(container()),
        Some(Box::new(container())),
        Maybe::Some(vec![container()]),
        Containers::from([container()]),
        Some(Containers::from([container()])),
        Some(Some(container())),
        vec![Some(container())],
        [container(), container()],
        Box::new(PodTemplateSpec::default()),
        Arc::new(vec![container()]),
        BTreeMap::from([("a".to_owned(), vec![container()])]),
        vec!["a".to_owned()],
        "a".to_owned(),
        Some(1_i32),
        Shared(Arc::new("a".to_owned())),
        vec![Some(Box::new([Some(container())]))],
    );
}

#[test]
fn a_deep_copy_goes_before_a_clone() {
    let shared = Shared(Arc::new("a".to_owned()));
    let copy = (&&&Of(&shared)).kubewright_copy();
    assert!(!Arc::ptr_eq(&copy.0, &shared.0));
    let list = vec![Some(shared.clone())];
    let copy = (&&&Of(&list)).kubewright_copy();
    assert!(!Arc::ptr_eq(&copy[0].as_ref().unwrap().0, &shared.0));
}

fn generic<T: DeepCopy>(value: &T) -> T {
    (&&&Of(value)).kubewright_copy()
}

#[test]
fn a_parameter_is_copied_by_its_bound() {
    let shared = Shared(Arc::new("a".to_owned()));
    assert!(!Arc::ptr_eq(&generic(&shared).0, &shared.0));
}
