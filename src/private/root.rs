//! How a generated root is written and read: `apiVersion` and `kind` are written, and checked when read.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// Metadata with a name and nothing else.
#[must_use]
pub fn named(name: &str) -> ObjectMeta {
    ObjectMeta {
        name: Some(name.to_owned()),
        ..ObjectMeta::default()
    }
}
/// Writes an object; a status that is `None` is left out.
///
/// # Errors
/// What the serializer says.
pub fn serialize_root<S: Serializer, Spec: Serialize, Status: Serialize>(
    serializer: S,
    name: &'static str,
    api_version: &'static str,
    kind: &'static str,
    (metadata, spec, status): (&ObjectMeta, &Spec, Option<&Status>),
) -> Result<S::Ok, S::Error> {
    let length = 4 + usize::from(status.is_some());
    let mut object = serializer.serialize_struct(name, length)?;
    object.serialize_field("apiVersion", api_version)?;
    object.serialize_field("kind", kind)?;
    object.serialize_field("metadata", metadata)?;
    object.serialize_field("spec", spec)?;
    match status {
        Some(status) => object.serialize_field("status", status)?,
        None => object.skip_field("status")?,
    }
    object.end()
}

/// What is read of an object.
pub type Parts<Spec, Status> = (ObjectMeta, Spec, Option<Status>);

/// Reads an object. A missing `apiVersion` or `kind` is taken (the items of a list have neither), a wrong one refused,
/// an unknown key ignored.
///
/// # Errors
/// Another kind, a missing `spec`, or what the deserializer says.
pub fn deserialize_root<'de, D, Spec, Status>(
    deserializer: D,
    name: &'static str,
    api_version: &'static str,
    kind: &'static str,
) -> Result<Parts<Spec, Status>, D::Error>
where
    D: Deserializer<'de>,
    Spec: Deserialize<'de>,
    Status: Deserialize<'de>,
{
    let visitor = Root {
        api_version,
        kind,
        parts: PhantomData,
    };
    deserializer.deserialize_struct(name, FIELDS, visitor)
}

const FIELDS: &[&str] = &["apiVersion", "kind", "metadata", "spec", "status"];

enum Key {
    ApiVersion,
    Kind,
    Metadata,
    Spec,
    Status,
    Other,
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;

        impl Visitor<'_> for Name {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_str<E>(self, name: &str) -> Result<Key, E> {
                Ok(match name {
                    "apiVersion" => Key::ApiVersion,
                    "kind" => Key::Kind,
                    "metadata" => Key::Metadata,
                    "spec" => Key::Spec,
                    "status" => Key::Status,
                    _ => Key::Other,
                })
            }
        }

        deserializer.deserialize_identifier(Name)
    }
}

struct Root<Spec, Status> {
    api_version: &'static str,
    kind: &'static str,
    parts: PhantomData<(Spec, Status)>,
}

impl<'de, Spec: Deserialize<'de>, Status: Deserialize<'de>> Visitor<'de> for Root<Spec, Status> {
    type Value = Parts<Spec, Status>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object of kind {}", self.kind)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut metadata = None;
        let mut spec = None;
        let mut status: Option<Option<Status>> = None;
        let (mut api_version_seen, mut kind_seen) = (false, false);
        while let Some(key) = map.next_key::<Key>()? {
            match key {
                Key::ApiVersion => check(&mut map, &mut api_version_seen, "apiVersion", self.api_version)?,
                Key::Kind => check(&mut map, &mut kind_seen, "kind", self.kind)?,
                Key::Metadata => read_once(&mut map, &mut metadata, "metadata")?,
                Key::Spec => read_once(&mut map, &mut spec, "spec")?,
                Key::Status => read_once(&mut map, &mut status, "status")?,
                Key::Other => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        let metadata = metadata.ok_or_else(|| A::Error::missing_field("metadata"))?;
        let spec = spec.ok_or_else(|| A::Error::missing_field("spec"))?;
        Ok((metadata, spec, status.flatten()))
    }
}

fn read_once<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
    map: &mut A,
    slot: &mut Option<T>,
    key: &'static str,
) -> Result<(), A::Error> {
    if slot.is_some() {
        return Err(A::Error::duplicate_field(key));
    }
    *slot = Some(map.next_value()?);
    Ok(())
}

fn check<'de, A: MapAccess<'de>>(
    map: &mut A,
    seen: &mut bool,
    key: &'static str,
    expected: &'static str,
) -> Result<(), A::Error> {
    if std::mem::replace(seen, true) {
        return Err(A::Error::duplicate_field(key));
    }
    super::type_meta::check_value(map.next_value()?, key, expected)
}
