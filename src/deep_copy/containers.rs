//! Containers of items, taken apart once: how an item is copied is the caller's word.

use super::DeepCopy;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::rc::Rc;
use std::sync::Arc;

/// A container of items of one type.
pub(super) trait Wraps: Sized {
    /// The items; of a map, its values.
    type Item;

    /// The same container around copies of the items.
    fn copy_with(&self, copy: impl Fn(&Self::Item) -> Self::Item) -> Self;

    /// Makes `target` that, reusing what it has allocated; `into` makes one item a copy of another.
    fn copy_into_with(
        &self,
        target: &mut Self,
        copy: impl Fn(&Self::Item) -> Self::Item,
        into: impl Fn(&Self::Item, &mut Self::Item),
    );
}

impl<T> Wraps for Option<T> {
    type Item = T;

    fn copy_with(&self, copy: impl Fn(&T) -> T) -> Self {
        self.as_ref().map(copy)
    }

    fn copy_into_with(&self, target: &mut Self, copy: impl Fn(&T) -> T, into: impl Fn(&T, &mut T)) {
        match (self, target) {
            (Some(source), Some(target)) => into(source, target),
            (source, target) => *target = source.copy_with(copy),
        }
    }
}

impl<T> Wraps for Box<T> {
    type Item = T;

    fn copy_with(&self, copy: impl Fn(&T) -> T) -> Self {
        Self::new(copy(self))
    }

    fn copy_into_with(&self, target: &mut Self, _copy: impl Fn(&T) -> T, into: impl Fn(&T, &mut T)) {
        into(self, target);
    }
}

/// What is shared is never written to: a target that others hold too is replaced.
macro_rules! shared {
    ($($pointer:ident)*) => {$(
        impl<T> Wraps for $pointer<T> {
            type Item = T;

            fn copy_with(&self, copy: impl Fn(&T) -> T) -> Self {
                Self::new(copy(self))
            }

            fn copy_into_with(&self, target: &mut Self, copy: impl Fn(&T) -> T, into: impl Fn(&T, &mut T)) {
                match Self::get_mut(target) {
                    Some(target) => into(self, target),
                    None => *target = self.copy_with(copy),
                }
            }
        }

        impl<T> Wraps for $pointer<[T]> {
            type Item = T;

            fn copy_with(&self, copy: impl Fn(&T) -> T) -> Self {
                self.iter().map(copy).collect()
            }

            fn copy_into_with(&self, target: &mut Self, copy: impl Fn(&T) -> T, into: impl Fn(&T, &mut T)) {
                match Self::get_mut(target) {
                    Some(target) if target.len() == self.len() => {
                        self.iter().zip(target).for_each(|(source, target)| into(source, target));
                    }
                    _ => *target = self.copy_with(copy),
                }
            }
        }
    )*};
}

shared!(Arc Rc);

impl<T> Wraps for Box<[T]> {
    type Item = T;

    fn copy_with(&self, copy: impl Fn(&T) -> T) -> Self {
        self.iter().map(copy).collect()
    }

    fn copy_into_with(&self, target: &mut Self, copy: impl Fn(&T) -> T, into: impl Fn(&T, &mut T)) {
        if target.len() == self.len() {
            self.iter()
                .zip(target.iter_mut())
                .for_each(|(source, target)| into(source, target));
        } else {
            *target = self.copy_with(copy);
        }
    }
}

/// Growable lists: the items that are there are written over, the rest is cut off or added.
macro_rules! lists {
    ($($list:ident)*) => {$(
        impl<T> Wraps for $list<T> {
            type Item = T;

            fn copy_with(&self, copy: impl Fn(&T) -> T) -> Self {
                self.iter().map(copy).collect()
            }

            fn copy_into_with(&self, target: &mut Self, copy: impl Fn(&T) -> T, into: impl Fn(&T, &mut T)) {
                target.truncate(self.len());
                let mut sources = self.iter();
                for (target, source) in target.iter_mut().zip(sources.by_ref()) {
                    into(source, target);
                }
                target.extend(sources.map(copy));
            }
        }
    )*};
}

lists!(Vec VecDeque);

impl<T, const N: usize> Wraps for [T; N] {
    type Item = T;

    fn copy_with(&self, copy: impl Fn(&T) -> T) -> Self {
        self.each_ref().map(copy)
    }

    fn copy_into_with(&self, target: &mut Self, _copy: impl Fn(&T) -> T, into: impl Fn(&T, &mut T)) {
        self.iter()
            .zip(target)
            .for_each(|(source, target)| into(source, target));
    }
}

/// Moves entries from `old` to the empty `target`, each made a copy of the source's; a key that is kept is copied
/// too, since it may share something with the original.
macro_rules! refill {
    ($source:expr, $old:expr, $target:expr, $copy:expr, $into:expr) => {
        for (key, value) in $source {
            let entry = match $old.remove_entry(key) {
                Some((mut kept, mut target)) => {
                    key.deep_copy_into(&mut kept);
                    $into(value, &mut target);
                    (kept, target)
                }
                None => (key.deep_copy(), $copy(value)),
            };
            $target.insert(entry.0, entry.1);
        }
    };
}

impl<K: Ord + DeepCopy, V> Wraps for BTreeMap<K, V> {
    type Item = V;

    fn copy_with(&self, copy: impl Fn(&V) -> V) -> Self {
        self.iter()
            .map(|(key, value)| (key.deep_copy(), copy(value)))
            .collect()
    }

    fn copy_into_with(&self, target: &mut Self, copy: impl Fn(&V) -> V, into: impl Fn(&V, &mut V)) {
        let mut old = std::mem::take(target);
        refill!(self, old, target, copy, into);
    }
}

impl<K, V, S> Wraps for HashMap<K, V, S>
where
    K: Hash + Eq + DeepCopy,
    S: BuildHasher + Clone,
{
    type Item = V;

    fn copy_with(&self, copy: impl Fn(&V) -> V) -> Self {
        let mut made = Self::with_capacity_and_hasher(self.len(), self.hasher().clone());
        made.extend(self.iter().map(|(key, value)| (key.deep_copy(), copy(value))));
        made
    }

    fn copy_into_with(&self, target: &mut Self, copy: impl Fn(&V) -> V, into: impl Fn(&V, &mut V)) {
        let empty = Self::with_capacity_and_hasher(self.len(), self.hasher().clone());
        let mut old = std::mem::replace(target, empty);
        refill!(self, old, target, copy, into);
    }
}
