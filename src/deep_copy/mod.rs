//! Copies that share nothing with the original.

mod containers;
mod kubernetes;
mod leaves;
mod object;

use containers::Wraps;
pub use object::Object;

/// A copy that shares nothing with the original: what is behind an `Arc`, an `Rc` or a `Cow` is copied too.
///
/// Derive it with `#[derive(DeepCopy)]`. k8s-openapi's types have it by `Clone`, since they own all they hold; a field of
/// any other type without it needs `#[deep_copy(clone)]`.
///
/// ```
/// use kubewright::DeepCopy;
/// use std::sync::Arc;
///
/// let labels = Arc::new(vec!["a".to_owned()]);
/// let copy = labels.deep_copy();
/// assert_eq!(copy, labels);
/// assert!(!Arc::ptr_eq(&copy, &labels));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no deep copy",
    label = "`DeepCopy` is not implemented for `{Self}`",
    note = "derive `DeepCopy` for `{Self}`, or write `#[deep_copy(clone)]` on the field if a clone of it shares nothing with the original"
)]
pub trait DeepCopy: Sized {
    /// A copy that shares nothing with `self`.
    #[must_use]
    fn deep_copy(&self) -> Self;

    /// Makes `target` such a copy, reusing what it has allocated.
    fn deep_copy_into(&self, target: &mut Self) {
        *target = self.deep_copy();
    }
}
