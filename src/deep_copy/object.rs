//! Kubernetes objects of any kind behind one pointer.

use super::DeepCopy;
use k8s_openapi::Resource;
use std::any::Any;

/// A Kubernetes object of any kind. Every kind that has a deep copy is one.
///
/// ```
/// use kubewright::{DeepCopy, Object};
///
/// fn remember(seen: &mut Vec<Box<dyn Object>>, object: &dyn Object) {
///     seen.push(object.deep_copy_object());
/// }
/// ```
pub trait Object: Any + Send + Sync {
    /// The object's `apiVersion`.
    fn api_version(&self) -> &'static str;

    /// The object's `kind`.
    fn kind(&self) -> &'static str;

    /// A copy that shares nothing with `self`.
    fn deep_copy_object(&self) -> Box<dyn Object>;

    /// The object, to be downcast.
    fn as_any(&self) -> &dyn Any;
}

impl<T: DeepCopy + Resource + Any + Send + Sync> Object for T {
    fn api_version(&self) -> &'static str {
        T::API_VERSION
    }

    fn kind(&self) -> &'static str {
        T::KIND
    }

    fn deep_copy_object(&self) -> Box<dyn Object> {
        Box::new(self.deep_copy())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl DeepCopy for Box<dyn Object> {
    fn deep_copy(&self) -> Self {
        (**self).deep_copy_object()
    }
}

impl DeepCopy for std::sync::Arc<dyn Object> {
    fn deep_copy(&self) -> Self {
        (**self).deep_copy_object().into()
    }
}

impl DeepCopy for std::rc::Rc<dyn Object> {
    fn deep_copy(&self) -> Self {
        (**self).deep_copy_object().into()
    }
}

impl std::fmt::Debug for dyn Object {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.api_version(), self.kind())
    }
}
