#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]
#![allow(dead_code, unused_imports, unused_macros)]
//! `#[rbac]` stands on every sort of item and leaves it as it is.

use k8s_openapi::api::apps::v1::Deployment;
use kubewright::rbac;

#[rbac(Deployment, verbs(get, list))]
#[rbac(groups(""), resources("events"), verbs(create))]
pub async fn free() -> u8 {
    1
}

#[rbac(Deployment, verbs(get))]
pub struct Controller;

impl Controller {
    #[rbac(Deployment, verbs(get))]
    pub const fn method(&self) -> u8 {
        #![allow(clippy::unused_self)]
        2
    }

    #[rbac(Deployment, verbs(get))]
    const LIMIT: u8 = 3;
}

#[rbac(Deployment, verbs(get))]
pub trait Reconcile {
    #[rbac(Deployment, verbs(get))]
    type Error;

    #[rbac(Deployment, verbs(get))]
    fn required(&self) -> u8;

    #[rbac(Deployment, verbs(get))]
    fn bounded<T>(&self, value: T) -> u8
    where
        T: Into<u8>;

    #[rbac(Deployment, verbs(get))]
    fn provided(&self) -> u8 {
        4
    }
}

#[rbac(Deployment, verbs(get))]
impl Reconcile for Controller {
    #[rbac(Deployment, verbs(get))]
    type Error = std::fmt::Error;

    fn required(&self) -> u8 {
        5
    }

    #[rbac(Deployment, verbs(get))]
    fn bounded<T>(&self, value: T) -> u8
    where
        T: Into<u8>,
    {
        value.into()
    }
}

#[rbac(Deployment, verbs(get))]
static SHARED: u8 = 6;

#[rbac(Deployment, verbs(get))]
mod inner {
    use kubewright::rbac;
    #[rbac(super::Deployment, verbs(get))]
    use std::vec::Vec as List;
}

#[rbac(Deployment, verbs(get))]
macro_rules! item {
    () => {};
}

#[test]
fn items_do_what_they_did() {
    let controller = Controller;
    assert_eq!(controller.method(), 2);
    assert_eq!(Controller::LIMIT, 3);
    let dynamic: &dyn Fn(&Controller) -> u8 = &Reconcile::required;
    assert_eq!(dynamic(&controller), 5);
    assert_eq!(controller.provided(), 4);
    assert_eq!(controller.bounded(7), 7);
    assert_eq!(SHARED, 6);
}
