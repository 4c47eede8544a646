//! Types of the standard library and of `serde_json` that hold no other type of a user's.

use super::{DeepCopy, Wraps};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

/// By `Clone`: these own all they hold.
macro_rules! owned {
    ($($name:ty),* $(,)?) => {$(
        impl DeepCopy for $name {
            fn deep_copy(&self) -> Self {
                self.clone()
            }

            fn deep_copy_into(&self, target: &mut Self) {
                target.clone_from(self);
            }
        }
    )*};
}

owned!(
    (),
    bool,
    char,
    i8,
    i16,
    i32,
    i64,
    i128,
    isize,
    u8,
    u16,
    u32,
    u64,
    u128,
    usize,
    f32,
    f64,
    String,
    &'static str,
    Box<str>,
    std::ffi::OsString,
    std::path::PathBuf,
    std::net::IpAddr,
    std::net::Ipv4Addr,
    std::net::Ipv6Addr,
    std::net::SocketAddr,
    std::num::NonZeroI8,
    std::num::NonZeroI16,
    std::num::NonZeroI32,
    std::num::NonZeroI64,
    std::num::NonZeroIsize,
    std::num::NonZeroU8,
    std::num::NonZeroU16,
    std::num::NonZeroU32,
    std::num::NonZeroU64,
    std::num::NonZeroUsize,
    std::time::Duration,
    std::time::Instant,
    std::time::SystemTime,
    serde_json::Number,
);

impl<T: ?Sized> DeepCopy for std::marker::PhantomData<T> {
    fn deep_copy(&self) -> Self {
        Self
    }
}

impl DeepCopy for Arc<str> {
    fn deep_copy(&self) -> Self {
        Self::from(&**self)
    }
}

impl DeepCopy for Rc<str> {
    fn deep_copy(&self) -> Self {
        Self::from(&**self)
    }
}

impl<B> DeepCopy for Cow<'_, B>
where
    B: ?Sized + ToOwned,
    B::Owned: DeepCopy,
{
    fn deep_copy(&self) -> Self {
        match self {
            // Owning a borrowed value only clones it.
            Cow::Borrowed(borrowed) => Cow::Owned((*borrowed).to_owned().deep_copy()),
            Cow::Owned(owned) => Cow::Owned(owned.deep_copy()),
        }
    }

    fn deep_copy_into(&self, target: &mut Self) {
        match (self, target) {
            (Cow::Owned(source), Cow::Owned(target)) => source.deep_copy_into(target),
            (_, target) => *target = self.deep_copy(),
        }
    }
}

impl DeepCopy for Value {
    fn deep_copy(&self) -> Self {
        self.clone()
    }

    fn deep_copy_into(&self, target: &mut Self) {
        match (self, target) {
            (Value::String(source), Value::String(target)) => target.clone_from(source),
            (Value::Array(source), Value::Array(target)) => source.deep_copy_into(target),
            (Value::Object(source), Value::Object(target)) => source.deep_copy_into(target),
            (source, target) => *target = source.clone(),
        }
    }
}

impl DeepCopy for Map<String, Value> {
    fn deep_copy(&self) -> Self {
        self.clone()
    }

    fn deep_copy_into(&self, target: &mut Self) {
        target.retain(|key, _| self.contains_key(key));
        for (key, source) in self {
            match target.get_mut(key) {
                Some(value) => source.deep_copy_into(value),
                None => drop(target.insert(key.clone(), source.clone())),
            }
        }
    }
}

/// Containers of one type: their items' copies, in a container like it.
macro_rules! by_items {
    ($($(#[$meta:meta])* [$($generics:tt)*] $name:ty: $item:ident;)*) => {$(
        impl<$($generics)*> DeepCopy for $name
        where
            $item: DeepCopy,
        {
            fn deep_copy(&self) -> Self {
                self.copy_with(DeepCopy::deep_copy)
            }

            fn deep_copy_into(&self, target: &mut Self) {
                self.copy_into_with(target, DeepCopy::deep_copy, DeepCopy::deep_copy_into);
            }
        }
    )*};
}

by_items! {
    [T] Option<T>: T;
    [T] Box<T>: T;
    [T] Arc<T>: T;
    [T] Rc<T>: T;
    [T] Box<[T]>: T;
    [T] Arc<[T]>: T;
    [T] Rc<[T]>: T;
    [T] Vec<T>: T;
    [T] std::collections::VecDeque<T>: T;
    [T, const N: usize] [T; N]: T;
    [K: Ord + DeepCopy, V] std::collections::BTreeMap<K, V>: V;
    [K: std::hash::Hash + Eq + DeepCopy, V, S: std::hash::BuildHasher + Clone] std::collections::HashMap<K, V, S>: V;
}

impl<T: Ord + DeepCopy> DeepCopy for std::collections::BTreeSet<T> {
    fn deep_copy(&self) -> Self {
        self.iter().map(DeepCopy::deep_copy).collect()
    }
}

impl<T, S> DeepCopy for std::collections::HashSet<T, S>
where
    T: std::hash::Hash + Eq + DeepCopy,
    S: std::hash::BuildHasher + Clone,
{
    fn deep_copy(&self) -> Self {
        let mut copy = Self::with_capacity_and_hasher(self.len(), self.hasher().clone());
        copy.extend(self.iter().map(DeepCopy::deep_copy));
        copy
    }
}

impl<T: DeepCopy, E: DeepCopy> DeepCopy for Result<T, E> {
    fn deep_copy(&self) -> Self {
        match self {
            Ok(value) => Ok(value.deep_copy()),
            Err(error) => Err(error.deep_copy()),
        }
    }
}

macro_rules! tuples {
    ($($($name:ident $index:tt),+;)*) => {$(
        impl<$($name: DeepCopy),+> DeepCopy for ($($name,)+) {
            fn deep_copy(&self) -> Self {
                ($(self.$index.deep_copy(),)+)
            }

            fn deep_copy_into(&self, target: &mut Self) {
                $(self.$index.deep_copy_into(&mut target.$index);)+
            }
        }
    )*};
}

tuples! {
    A 0;
    A 0, B 1;
    A 0, B 1, C 2;
    A 0, B 1, C 2, D 3;
    A 0, B 1, C 2, D 3, E 4;
    A 0, B 1, C 2, D 3, E 4, F 5;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, L 10;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, L 10, M 11;
}
