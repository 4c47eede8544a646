//! `metadata` of an object: read, checked, written back without what it does not know.

mod validate;

use std::cell::RefCell;

use serde_json::{Map, Value};

use crate::decode::{DecodeError, Object, Place};
use crate::go_time::{Timestamp, parse_rfc3339};

pub(crate) use validate::{NameRule, validate, validate_update};

const FIELDS: &[&str] = &[
    "name",
    "generateName",
    "namespace",
    "selfLink",
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "labels",
    "annotations",
    "ownerReferences",
    "finalizers",
    "managedFields",
];

/// `metav1.ObjectMeta`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ObjectMeta<'a> {
    pub(crate) name: &'a str,
    pub(crate) generate_name: &'a str,
    pub(crate) namespace: &'a str,
    pub(crate) self_link: &'a str,
    pub(crate) uid: &'a str,
    pub(crate) resource_version: &'a str,
    pub(crate) generation: i64,
    pub(crate) creation_timestamp: Option<Time>,
    pub(crate) deletion_timestamp: Option<Time>,
    pub(crate) deletion_grace_period_seconds: Option<i64>,
    pub(crate) labels: Vec<(&'a str, &'a str)>,
    pub(crate) annotations: Vec<(&'a str, &'a str)>,
    pub(crate) owners: Vec<Owner<'a>>,
    pub(crate) finalizers: Vec<&'a str>,
    pub(crate) managed_fields: Vec<Managed<'a>>,
}

/// A point in time, of which seconds are kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Time(Timestamp);

impl PartialEq for Time {
    fn eq(&self, other: &Self) -> bool {
        self.0.nanos_since_epoch() == other.0.nanos_since_epoch()
    }
}

impl Time {
    /// As it is stored.
    pub(crate) fn to_value(self) -> Value {
        if self.0.is_zero() {
            Value::Null
        } else {
            self.0.print_utc().into()
        }
    }
}

/// An entry of `ownerReferences`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Owner<'a> {
    pub(crate) api_version: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) name: &'a str,
    pub(crate) uid: &'a str,
    pub(crate) controller: Option<bool>,
    pub(crate) block_owner_deletion: Option<bool>,
}

/// An entry of `managedFields`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Managed<'a> {
    pub(crate) manager: &'a str,
    pub(crate) operation: &'a str,
    pub(crate) api_version: &'a str,
    pub(crate) time: Option<Time>,
    pub(crate) fields_type: &'a str,
    pub(crate) fields: Option<&'a Value>,
    pub(crate) subresource: &'a str,
}

impl<'a> ObjectMeta<'a> {
    /// Reads `metadata`; unknown fields are dropped.
    pub(crate) fn decode(value: &'a Value, place: &Place<'_>) -> Result<Self, DecodeError> {
        let object = Object::read(value, "ObjectMeta", FIELDS, place)?;
        Ok(Self {
            name: object.text("name")?,
            generate_name: object.text("generateName")?,
            namespace: object.text("namespace")?,
            self_link: object.text("selfLink")?,
            uid: object.text("uid")?,
            resource_version: object.text("resourceVersion")?,
            generation: object.int64("generation")?.unwrap_or_default(),
            creation_timestamp: time(&object, "creationTimestamp")?,
            deletion_timestamp: time(&object, "deletionTimestamp")?,
            deletion_grace_period_seconds: object.int64("deletionGracePeriodSeconds")?,
            labels: object.text_map("labels")?.unwrap_or_default(),
            annotations: object.text_map("annotations")?.unwrap_or_default(),
            owners: owners(&object)?,
            finalizers: object.texts("finalizers")?.unwrap_or_default(),
            managed_fields: managed_fields(&object)?,
        })
    }

    /// Reads the metadata of an embedded or whole object.
    pub(crate) fn read(value: &'a Value) -> Result<Self, DecodeError> {
        Self::decode(value, &Place::rewritten(None))
    }

    /// The fields that `metadata` does not know, by path below it.
    pub(crate) fn unknown_fields(value: &Value) -> Vec<String> {
        let unknown = RefCell::new(Vec::new());
        // What can't be read is told as such.
        _ = ObjectMeta::decode(value, &Place::rewritten(Some(&unknown)));
        unknown.take()
    }

    /// When it was created: the zero time is none here.
    pub(crate) fn created(&self) -> Option<Time> {
        self.creation_timestamp.filter(|time| !time.0.is_zero())
    }

    /// Writes it back, without empty fields.
    pub(crate) fn to_value(&self) -> Value {
        let mut out = Map::new();
        let texts = [
            ("name", self.name),
            ("generateName", self.generate_name),
            ("namespace", self.namespace),
            ("selfLink", self.self_link),
            ("uid", self.uid),
            ("resourceVersion", self.resource_version),
        ];
        texts
            .into_iter()
            .for_each(|(name, text)| put_text(&mut out, name, text));
        // Where no time is said, this one is left out, and the other ones are null.
        put_time(&mut out, "creationTimestamp", self.created());
        put_time(&mut out, "deletionTimestamp", self.deletion_timestamp);
        if self.generation != 0 {
            out.insert("generation".to_owned(), self.generation.into());
        }
        if let Some(seconds) = self.deletion_grace_period_seconds {
            out.insert("deletionGracePeriodSeconds".to_owned(), seconds.into());
        }
        for (name, entries) in [("labels", &self.labels), ("annotations", &self.annotations)] {
            if !entries.is_empty() {
                let map = entries
                    .iter()
                    .map(|(k, v)| ((*k).to_owned(), Value::from(*v)))
                    .collect();
                out.insert(name.to_owned(), Value::Object(map));
            }
        }
        let lists = [
            (
                "ownerReferences",
                self.owners.iter().map(Owner::to_value).collect::<Vec<_>>(),
            ),
            (
                "finalizers",
                self.finalizers.iter().map(|f| Value::from(*f)).collect(),
            ),
            (
                "managedFields",
                self.managed_fields.iter().map(Managed::to_value).collect(),
            ),
        ];
        for (name, list) in lists {
            if !list.is_empty() {
                out.insert(name.to_owned(), Value::Array(list));
            }
        }
        Value::Object(out)
    }
}

/// A field's value alone, where it can be read: what is left of malformed metadata.
pub(crate) fn readable_fields(metadata: &Map<String, Value>) -> Map<String, Value> {
    let alone = |(key, value): (&String, &Value)| {
        let single = Value::Object(Map::from_iter([(key.clone(), value.clone())]));
        ObjectMeta::read(&single)
            .is_ok()
            .then(|| (key.clone(), value.clone()))
    };
    metadata.iter().filter_map(alone).collect()
}

fn put_text(map: &mut Map<String, Value>, name: &str, text: &str) {
    if !text.is_empty() {
        map.insert(name.to_owned(), text.into());
    }
}

fn put_time(map: &mut Map<String, Value>, name: &str, time: Option<Time>) {
    if let Some(time) = time {
        map.insert(name.to_owned(), time.to_value());
    }
}

impl Owner<'_> {
    fn to_value(&self) -> Value {
        let texts = [
            ("apiVersion", self.api_version),
            ("kind", self.kind),
            ("name", self.name),
            ("uid", self.uid),
        ];
        let mut out: Map<String, Value> = texts
            .iter()
            .map(|(k, v)| ((*k).to_owned(), Value::from(*v)))
            .collect();
        for (name, flag) in [
            ("controller", self.controller),
            ("blockOwnerDeletion", self.block_owner_deletion),
        ] {
            if let Some(flag) = flag {
                out.insert(name.to_owned(), flag.into());
            }
        }
        Value::Object(out)
    }
}

impl Managed<'_> {
    fn to_value(&self) -> Value {
        let mut out = Map::new();
        let texts = [
            ("manager", self.manager),
            ("operation", self.operation),
            ("apiVersion", self.api_version),
            ("fieldsType", self.fields_type),
            ("subresource", self.subresource),
        ];
        texts
            .into_iter()
            .for_each(|(name, text)| put_text(&mut out, name, text));
        put_time(&mut out, "time", self.time);
        if let Some(fields) = self.fields {
            out.insert("fieldsV1".to_owned(), fields.clone());
        }
        Value::Object(out)
    }
}

fn time(object: &Object<'_, '_>, name: &str) -> Result<Option<Time>, DecodeError> {
    let text = object.optional_text(name)?;
    let read = |text| parse_rfc3339(text).map(Time).map_err(DecodeError);
    text.map(read).transpose()
}

fn owners<'a>(object: &Object<'a, '_>) -> Result<Vec<Owner<'a>>, DecodeError> {
    let entries = object.array("ownerReferences", "[]v1.OwnerReference")?;
    let list = object.place.field("ownerReferences");
    let fields = [
        "apiVersion",
        "kind",
        "name",
        "uid",
        "controller",
        "blockOwnerDeletion",
    ];
    let read = |(i, value): (usize, &'a Value)| {
        let place = list.index(i);
        let owner = Object::read(value, "OwnerReference", &fields, &place)?;
        Ok(Owner {
            api_version: owner.text("apiVersion")?,
            kind: owner.text("kind")?,
            name: owner.text("name")?,
            uid: owner.text("uid")?,
            controller: owner.optional_flag("controller")?,
            block_owner_deletion: owner.optional_flag("blockOwnerDeletion")?,
        })
    };
    entries.into_iter().flatten().enumerate().map(read).collect()
}

fn managed_fields<'a>(object: &Object<'a, '_>) -> Result<Vec<Managed<'a>>, DecodeError> {
    let entries = object.array("managedFields", "[]v1.ManagedFieldsEntry")?;
    let list = object.place.field("managedFields");
    let fields = [
        "manager",
        "operation",
        "apiVersion",
        "time",
        "fieldsType",
        "fieldsV1",
        "subresource",
    ];
    let read = |(i, value): (usize, &'a Value)| {
        let place = list.index(i);
        let entry = Object::read(value, "ManagedFieldsEntry", &fields, &place)?;
        Ok(Managed {
            manager: entry.text("manager")?,
            operation: entry.text("operation")?,
            api_version: entry.text("apiVersion")?,
            time: time(&entry, "time")?,
            fields_type: entry.text("fieldsType")?,
            fields: entry.get("fieldsV1"),
            subresource: entry.text("subresource")?,
        })
    };
    entries.into_iter().flatten().enumerate().map(read).collect()
}
