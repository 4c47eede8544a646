//! `apiVersion` and `kind` around an object whose other keys a serde impl of its own writes and reads: the root
//! structs that a user writes out.

use serde::de::value::StringDeserializer;
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, Visitor};
use serde::ser::{Error as _, Impossible, Serialize, SerializeMap, SerializeStruct, Serializer};
use std::fmt;

/// Which kind an object is.
#[derive(Clone, Copy)]
struct TypeMeta {
    api_version: &'static str,
    kind: &'static str,
}

/// Writes `apiVersion` and `kind`, then what `object` writes.
///
/// # Errors
/// What the serializer says.
pub fn serialize_typed<S: Serializer>(
    serializer: S,
    api_version: &'static str,
    kind: &'static str,
    object: impl FnOnce(Typed<S>) -> Result<S::Ok, S::Error>,
) -> Result<S::Ok, S::Error> {
    let meta = TypeMeta { api_version, kind };
    object(Typed {
        meta,
        inner: serializer,
    })
}

/// Checks `apiVersion` and `kind` where they are given; `object` reads the other keys.
///
/// # Errors
/// Another kind, or what the deserializer says.
pub fn deserialize_typed<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    api_version: &'static str,
    kind: &'static str,
    object: impl FnOnce(Typed<D>) -> Result<T, D::Error>,
) -> Result<T, D::Error> {
    let meta = TypeMeta { api_version, kind };
    object(Typed {
        meta,
        inner: deserializer,
    })
}

/// Refuses the value of `apiVersion` or `kind` that another kind has.
pub(super) fn check_value<E: serde::de::Error>(
    given: String,
    key: &'static str,
    expected: &'static str,
) -> Result<(), E> {
    if given == expected {
        Ok(())
    } else {
        Err(E::custom(format_args!(
            "{key} is `{given}`, expected `{expected}`"
        )))
    }
}

/// A serializer, deserializer, visitor or map with the two keys added.
pub struct Typed<T> {
    meta: TypeMeta,
    inner: T,
}

macro_rules! not_an_object {
    ($($method:ident($($arg:ident: $ty:ty),*) $(-> $ok:ty)?;)*) => {$(
        fn $method(self, $($arg: $ty),*) -> Result<not_an_object!(@ok $($ok)?), S::Error> {
            $(let _ = $arg;)*
            Err(S::Error::custom(NOT_AN_OBJECT))
        }
    )*};
    (@ok $ok:ty) => { $ok };
    (@ok) => { S::Ok };
}

const NOT_AN_OBJECT: &str = "a Kubernetes object is written as a map";

impl<S: Serializer> Serializer for Typed<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = S::SerializeMap;
    type SerializeStruct = S::SerializeStruct;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<S::SerializeStruct, S::Error> {
        let mut object = self.inner.serialize_struct(name, len.saturating_add(2))?;
        object.serialize_field("apiVersion", self.meta.api_version)?;
        object.serialize_field("kind", self.meta.kind)?;
        Ok(object)
    }

    fn serialize_map(self, len: Option<usize>) -> Result<S::SerializeMap, S::Error> {
        let len = len.map(|len| len.saturating_add(2));
        let mut object = self.inner.serialize_map(len)?;
        object.serialize_entry("apiVersion", self.meta.api_version)?;
        object.serialize_entry("kind", self.meta.kind)?;
        Ok(object)
    }

    not_an_object! {
        serialize_bool(v: bool);
        serialize_i8(v: i8);
        serialize_i16(v: i16);
        serialize_i32(v: i32);
        serialize_i64(v: i64);
        serialize_u8(v: u8);
        serialize_u16(v: u16);
        serialize_u32(v: u32);
        serialize_u64(v: u64);
        serialize_f32(v: f32);
        serialize_f64(v: f64);
        serialize_char(v: char);
        serialize_str(v: &str);
        serialize_bytes(v: &[u8]);
        serialize_none();
        serialize_unit();
        serialize_unit_struct(name: &'static str);
        serialize_unit_variant(name: &'static str, index: u32, variant: &'static str);
        serialize_seq(len: Option<usize>) -> Self::SerializeSeq;
        serialize_tuple(len: usize) -> Self::SerializeTuple;
        serialize_tuple_struct(name: &'static str, len: usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(name: &'static str, index: u32, variant: &'static str, len: usize)
            -> Self::SerializeTupleVariant;
        serialize_struct_variant(name: &'static str, index: u32, variant: &'static str, len: usize)
            -> Self::SerializeStructVariant;
    }

    fn serialize_some<T: ?Sized + Serialize>(self, _value: &T) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom(NOT_AN_OBJECT))
    }

    fn serialize_newtype_struct<T>(self, _name: &'static str, _value: &T) -> Result<S::Ok, S::Error>
    where
        T: ?Sized + Serialize,
    {
        Err(S::Error::custom(NOT_AN_OBJECT))
    }

    fn serialize_newtype_variant<T>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<S::Ok, S::Error>
    where
        T: ?Sized + Serialize,
    {
        Err(S::Error::custom(NOT_AN_OBJECT))
    }
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Typed<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_map(Typed {
            meta: self.meta,
            inner: visitor,
        })
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Typed<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of kind {}", self.meta.kind)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(Typed {
            meta: self.meta,
            inner: map,
        })
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Typed<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.inner.next_key::<String>()? {
            let expected = match key.as_str() {
                "apiVersion" => ("apiVersion", self.meta.api_version),
                "kind" => ("kind", self.meta.kind),
                _ => {
                    let key: StringDeserializer<A::Error> = key.into_deserializer();
                    return seed.deserialize(key).map(Some);
                }
            };
            check_value::<A::Error>(self.inner.next_value()?, expected.0, expected.1)?;
        }
        Ok(None)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, A::Error> {
        self.inner.next_value_seed(seed)
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}
