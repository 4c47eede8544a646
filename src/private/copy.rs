//! How a field is copied, decided by rustc: the first of these traits that the field's type has.
//!
//! The derive writes `(&&&Of(&field)).kubewright_copy()`: method lookup tries [`ByDeepCopy`] first, then
//! [`ByParts`], then [`NoCopy`], whose bound is the error message.

use crate::deep_copy::{DeepCopy, Wraps};
use k8s_openapi::DeepMerge;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::rc::Rc;
use std::sync::Arc;

/// A field to be copied.
pub struct Of<'a, T>(pub &'a T);

/// The type has a deep copy.
pub trait ByDeepCopy<T> {
    /// The copy.
    fn kubewright_copy(&self) -> T;
    /// The copy, into what is there.
    fn kubewright_copy_into(&self, target: &mut T);
}

impl<T: DeepCopy> ByDeepCopy<T> for &&Of<'_, T> {
    #[inline]
    fn kubewright_copy(&self) -> T {
        self.0.deep_copy()
    }

    #[inline]
    fn kubewright_copy_into(&self, target: &mut T) {
        self.0.deep_copy_into(target);
    }
}

/// The type is made of parts that can be copied, each in one way.
pub trait ByParts<T, How> {
    /// The copy.
    fn kubewright_copy(&self) -> T;
    /// The copy, into what is there.
    fn kubewright_copy_into(&self, target: &mut T);
}

impl<T: Parts<How>, How> ByParts<T, How> for &Of<'_, T> {
    #[inline]
    fn kubewright_copy(&self) -> T {
        self.0.copy_parts()
    }

    #[inline]
    fn kubewright_copy_into(&self, target: &mut T) {
        self.0.copy_parts_into(target);
    }
}

/// The type can't be copied.
pub trait NoCopy<T> {
    /// Never called: the bound does not hold.
    fn kubewright_copy(&self) -> T
    where
        T: DeepCopy;
    /// Never called: without a bound, since one message is enough.
    fn kubewright_copy_into(&self, target: &mut T);
}

impl<T> NoCopy<T> for Of<'_, T> {
    fn kubewright_copy(&self) -> T
    where
        T: DeepCopy,
    {
        self.0.deep_copy()
    }

    fn kubewright_copy_into(&self, _target: &mut T) {}
}

/// A type that can be copied by a way `How`. rustc finds the one way that holds.
pub trait Parts<How> {
    /// The copy.
    fn copy_parts(&self) -> Self;
    /// The copy, into what is there.
    fn copy_parts_into(&self, target: &mut Self);
}

/// By [`DeepCopy`].
pub struct Deep;

/// By `Clone`, as k8s-openapi's types are: they own all they hold. `DeepMerge` is the trait that all of them have.
pub struct Kubernetes;

/// Taken apart, and what is inside by the way `How`.
pub struct Apart<How>(How);

impl<T: DeepCopy> Parts<Deep> for T {
    fn copy_parts(&self) -> Self {
        self.deep_copy()
    }

    fn copy_parts_into(&self, target: &mut Self) {
        self.deep_copy_into(target);
    }
}

impl<T: DeepMerge + Clone> Parts<Kubernetes> for T {
    fn copy_parts(&self) -> Self {
        self.clone()
    }

    fn copy_parts_into(&self, target: &mut Self) {
        target.clone_from(self);
    }
}

/// Implements [`Parts`] for containers by way of [`Wraps`].
macro_rules! by_wraps {
    ($([$($generics:tt)*] $name:ty: $item:ident by $inner:ty;)*) => {$(
        impl<$($generics)*, How> Parts<Apart<$inner>> for $name
        where
            $item: Parts<$inner>,
        {
            fn copy_parts(&self) -> Self {
                self.copy_with(Parts::copy_parts)
            }

            fn copy_parts_into(&self, target: &mut Self) {
                self.copy_into_with(target, Parts::copy_parts, Parts::copy_parts_into);
            }
        }
    )*};
}

// k8s-openapi has `DeepMerge` for `Option` and `Box`: only what is not copied whole is taken apart there.
by_wraps! {
    [T] Option<T>: T by Apart<How>;
    [T] Box<T>: T by Apart<How>;
    [T] Box<[T]>: T by How;
    [T] Arc<T>: T by How;
    [T] Arc<[T]>: T by How;
    [T] Rc<T>: T by How;
    [T] Rc<[T]>: T by How;
    [T] Vec<T>: T by How;
    [T] VecDeque<T>: T by How;
    [T, const N: usize] [T; N]: T by How;
    [K: Ord + DeepCopy, V] BTreeMap<K, V>: V by How;
    [K: Hash + Eq + DeepCopy, V, S: BuildHasher + Clone] HashMap<K, V, S>: V by How;
}

/// A container whose items the derive takes apart by their tokens, since they are tuples.
///
/// A type of the same name that has a deep copy of its own uses that.
pub trait SplitByDeepCopy<T> {
    /// The copy.
    fn kubewright_split<I>(&self, copy: impl Fn(&I) -> I) -> T;
    /// The copy, into what is there.
    fn kubewright_split_into<I>(&self, target: &mut T, copy: impl Fn(&I) -> I, into: impl Fn(&I, &mut I));
}

impl<T: DeepCopy> SplitByDeepCopy<T> for &Of<'_, T> {
    fn kubewright_split<I>(&self, _copy: impl Fn(&I) -> I) -> T {
        self.0.deep_copy()
    }

    fn kubewright_split_into<I>(&self, target: &mut T, _copy: impl Fn(&I) -> I, _into: impl Fn(&I, &mut I)) {
        self.0.deep_copy_into(target);
    }
}

/// The same for the containers of the standard library.
pub trait SplitByItems<T: Wraps> {
    /// The copy.
    fn kubewright_split(&self, copy: impl Fn(&T::Item) -> T::Item) -> T;
    /// The copy, into what is there.
    fn kubewright_split_into(
        &self,
        target: &mut T,
        copy: impl Fn(&T::Item) -> T::Item,
        into: impl Fn(&T::Item, &mut T::Item),
    );
}

impl<T: Wraps> SplitByItems<T> for Of<'_, T> {
    fn kubewright_split(&self, copy: impl Fn(&T::Item) -> T::Item) -> T {
        self.0.copy_with(copy)
    }

    fn kubewright_split_into(
        &self,
        target: &mut T,
        copy: impl Fn(&T::Item) -> T::Item,
        into: impl Fn(&T::Item, &mut T::Item),
    ) {
        self.0.copy_into_with(target, copy, into);
    }
}

#[cfg(test)]
#[path = "copy_tests.rs"]
mod tests;
