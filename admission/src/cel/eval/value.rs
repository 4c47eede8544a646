//! The values of expressions.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;

use super::super::syntax::ast::Literal;
use super::super::types::{OPTIONAL, Type};
use super::net::Cidr;
use super::quantity::Quantity;
use super::semver::Semver;
use crate::go_time::Timestamp;
use crate::go_url::Url;

/// A value, or the error that stands in its place.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Double(f64),
    String(Arc<str>),
    Bytes(Arc<[u8]>),
    /// In nanoseconds.
    Duration(i64),
    Timestamp(Timestamp),
    Type(Arc<str>),
    List(Arc<List>),
    Map(Arc<Map>),
    Object(Arc<Object>),
    Optional(Option<Arc<Value>>),
    Ip(IpAddr),
    Cidr(Cidr),
    Url(Arc<Url>),
    Quantity(Quantity),
    Semver(Arc<Semver>),
    /// A named format.
    Format(&'static str),
    /// Data without a schema.
    Preserved(Arc<serde_json::Value>),
    Error(Arc<str>),
}

/// How lists are compared and added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ListKind {
    /// In order.
    Plain,
    /// In order, as it stands in the data.
    Data,
    /// `x-kubernetes-list-type: set`
    Set,
    /// The same until 1.36, with its elements as they are in the data: so they are compared.
    RawSet(Arc<[serde_json::Value]>),
    /// `x-kubernetes-list-type: map`, with the names of its keys. The keys of equal lists are as many from 1.37 on.
    Map { keys: Arc<[String]>, counted: bool },
}

#[derive(Debug)]
pub(crate) struct List {
    pub(crate) items: Vec<Value>,
    pub(crate) kind: ListKind,
}

/// A map that an expression made.
#[derive(Debug, Default)]
pub(crate) struct Map {
    pub(crate) entries: Vec<(Value, Value)>,
    index: HashMap<Arc<str>, usize>,
}

impl Map {
    /// Sets the value of a key; gives back whether it was there.
    pub(crate) fn insert(&mut self, key: Value, value: Value) -> bool {
        let found = self.position(&key);
        if let Some((_, old)) = found.and_then(|at| self.entries.get_mut(at)) {
            *old = value;
            return true;
        }
        if let Value::String(text) = &key {
            self.index.insert(Arc::clone(text), self.entries.len());
        }
        self.entries.push((key, value));
        false
    }

    /// Takes a key away.
    pub(crate) fn remove(&mut self, key: &Value) {
        let Some(at) = self.position(key) else { return };
        self.entries.remove(at);
        self.index.clear();
        for (at, (known, _)) in self.entries.iter().enumerate() {
            if let Value::String(text) = known {
                self.index.insert(Arc::clone(text), at);
            }
        }
    }

    fn position(&self, key: &Value) -> Option<usize> {
        match key {
            Value::String(text) => self.index.get(text).copied(),
            _ => self.entries.iter().position(|(known, _)| known.is_same_key(key)),
        }
    }

    /// The value of a key; a number may be of another type than the key.
    pub(crate) fn get(&self, key: &Value) -> Option<&Value> {
        let is_number = |v: &Value| matches!(v, Value::Int(_) | Value::Uint(_) | Value::Double(_));
        let equal = || {
            let mut entries = self.entries.iter().filter(|_| is_number(key));
            entries.position(|(known, _)| is_number(known) && known.equals(key))
        };
        self.position(key)
            .or_else(equal)
            .and_then(|at| self.entries.get(at))
            .map(|(_, value)| value)
    }
}

/// An object or map of the data.
#[derive(Debug)]
pub(crate) struct Object {
    /// Has declared properties, which are named escaped; else a map.
    pub(crate) declared: bool,
    /// The known fields; none for a null of an object.
    pub(crate) fields: HashMap<Arc<str>, Option<Value>>,
    /// The names of the known fields, sorted.
    pub(crate) names: Vec<Arc<str>>,
    /// Fields of another type than the schema's, as they are in the data.
    pub(crate) broken: Vec<(Arc<str>, serde_json::Value)>,
    /// Until 1.33 what can't be looked up is unequal to itself.
    pub(crate) strict: bool,
    /// What the schema does not know.
    pub(crate) unknown: serde_json::Map<String, serde_json::Value>,
}

impl Object {
    /// The value of a property by its own name.
    pub(crate) fn property(&self, name: &str) -> Option<&Value> {
        self.fields.get(name)?.as_ref()
    }
}

impl Value {
    pub(crate) fn string(text: impl AsRef<str>) -> Value {
        Value::String(Arc::from(text.as_ref()))
    }

    pub(crate) fn error(message: impl AsRef<str>) -> Value {
        Value::Error(Arc::from(message.as_ref()))
    }

    pub(crate) fn list(items: Vec<Value>) -> Value {
        Value::List(Arc::new(List {
            items,
            kind: ListKind::Plain,
        }))
    }

    pub(crate) fn some(value: Value) -> Value {
        Value::Optional(Some(Arc::new(value)))
    }

    pub(crate) fn type_of(ty: &Type) -> Value {
        Value::Type(Arc::from(ty.name()))
    }

    /// Whether the value can stand in brackets.
    pub(crate) fn is_key(&self) -> bool {
        matches!(
            self,
            Value::String(_) | Value::Int(_) | Value::Uint(_) | Value::Bool(_) | Value::Double(_)
        )
    }

    /// Whether the server fails where it looks for the value in a table.
    pub(crate) fn is_unhashable(&self) -> bool {
        matches!(self, Value::Bytes(_) | Value::Semver(_) | Value::Format(_))
    }

    /// Whether two values are one key of a map. The server tells lists and the like apart by where they are kept, so
    /// each is a key of its own.
    fn is_same_key(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Uint(a), Value::Uint(b)) => a == b,
            (Value::Double(a), Value::Double(b)) => a == b,
            (Value::Optional(a), Value::Optional(b)) => a.is_none() && b.is_none(),
            (Value::Int(_) | Value::Uint(_) | Value::Double(_), _)
            | (
                Value::List(_) | Value::Map(_) | Value::Object(_) | Value::Optional(_) | Value::Quantity(_),
                _,
            ) => false,
            _ => self.equals(other),
        }
    }

    pub(crate) fn is_error(&self) -> bool {
        matches!(self, Value::Error(_))
    }

    /// The name of the value's type at run time.
    pub(crate) fn type_name(&self) -> &str {
        match self {
            Value::Null => "null_type",
            Value::Bool(_) => "bool",
            Value::Int(_) => "int",
            Value::Uint(_) => "uint",
            Value::Double(_) => "double",
            Value::String(_) => "string",
            Value::Bytes(_) => "bytes",
            Value::Duration(_) => "google.protobuf.Duration",
            Value::Timestamp(_) => "google.protobuf.Timestamp",
            Value::Type(_) => "type",
            Value::List(_) => "list",
            Value::Map(_) | Value::Object(_) => "map",
            Value::Optional(_) => OPTIONAL,
            Value::Ip(_) => "net.IP",
            Value::Cidr(_) => "net.CIDR",
            Value::Url(_) => "kubernetes.URL",
            Value::Quantity(_) => "kubernetes.Quantity",
            Value::Semver(_) => "kubernetes.Semver",
            Value::Format(_) => "kubernetes.NamedFormat",
            Value::Preserved(_) => "unknown",
            Value::Error(_) => "error",
        }
    }

    /// The name of the server's own type for the value, which some errors show.
    pub(crate) fn go_type(&self) -> &'static str {
        match self {
            Value::Null => "types.Null",
            Value::Bool(_) => "types.Bool",
            Value::Int(_) => "types.Int",
            Value::Uint(_) => "types.Uint",
            Value::Double(_) => "types.Double",
            Value::String(_) => "types.String",
            Value::Bytes(_) => "types.Bytes",
            Value::Duration(_) => "types.Duration",
            Value::Timestamp(_) => "types.Timestamp",
            Value::Type(_) => "*types.Type",
            Value::Optional(_) => "*types.Optional",
            Value::List(list) => match list.kind {
                ListKind::Plain => "*types.baseList",
                ListKind::Data => "*common.unstructuredList",
                ListKind::Set | ListKind::RawSet(_) => "*common.unstructuredSetList",
                ListKind::Map { .. } => "*common.unstructuredMapList",
            },
            Value::Map(_) => "*types.baseMap",
            Value::Object(_) => "*common.unstructuredMap",
            Value::Ip(_) => "cel.IP",
            Value::Cidr(_) => "cel.CIDR",
            Value::Url(_) => "cel.URL",
            Value::Quantity(quantity) if quantity.is_computed() => "*cel.Quantity",
            Value::Quantity(_) => "cel.Quantity",
            Value::Semver(_) => "cel.Semver",
            Value::Format(_) => "cel.Format",
            Value::Error(_) => "*types.Err",
            Value::Preserved(_) => "ref.Val",
        }
    }

    /// What `size()` gives; none where the value has no size.
    pub(crate) fn size(&self) -> Option<usize> {
        Some(match self {
            Value::String(text) => text.chars().count(),
            Value::Bytes(bytes) => bytes.len(),
            Value::List(list) => list.items.len(),
            Value::Map(map) => map.entries.len(),
            Value::Object(object) => object.fields.len() + object.unknown.len(),
            Value::Ip(ip) => {
                if ip.is_ipv4() {
                    4
                } else {
                    16
                }
            }
            Value::Cidr(cidr) => usize::from(cidr.bits).div_ceil(8),
            _ => return None,
        })
    }

    /// Whether the value is the zero value of its type.
    pub(crate) fn is_zero(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Bool(b) => !b,
            Value::Int(n) => *n == 0,
            Value::Uint(n) => *n == 0,
            Value::Double(n) => *n == 0.0,
            Value::Duration(n) => *n == 0,
            Value::Timestamp(time) => time.is_zero(),
            Value::String(_) | Value::Bytes(_) | Value::Map(_) => self.size() == Some(0),
            // Those of the data are never zero.
            Value::List(list) => list.kind == ListKind::Plain && list.items.is_empty(),
            _ => false,
        }
    }

    /// The elements of a list, or the keys of a map.
    pub(crate) fn iterate(&self) -> Option<Vec<Value>> {
        Some(match self {
            Value::List(list) => list.items.clone(),
            Value::Map(map) => map.entries.iter().map(|(key, _)| key.clone()).collect(),
            Value::Object(object) => object.keys(),
            _ => return None,
        })
    }

    /// Keys and values of a map, or indices and elements of a list.
    pub(crate) fn entries(&self) -> Option<Vec<(Value, Value)>> {
        Some(match self {
            Value::List(list) => list
                .items
                .iter()
                .enumerate()
                .map(|(i, item)| (Value::Int(i as i64), item.clone()))
                .collect(),
            Value::Map(map) => map.entries.clone(),
            Value::Object(object) => {
                let entry = |key: Value| {
                    let value = self.find(&key).unwrap_or(Value::Null);
                    (key, value)
                };
                object.keys().into_iter().map(entry).collect()
            }
            _ => return None,
        })
    }

    /// The value of a key of a map or object.
    pub(crate) fn find(&self, key: &Value) -> Option<Value> {
        match (self, key) {
            (Value::Map(map), key) => map.get(key).cloned(),
            (Value::Object(object), Value::String(name)) if object.declared => {
                let name = super::data::unescape(name)?;
                object.property(&name).cloned()
            }
            (Value::Object(object), Value::String(name)) => object.property(name).cloned(),
            (Value::Object(_), Value::Error(_)) => Some(key.clone()),
            (Value::Object(_), _) => Some(Value::error("no such overload")),
            _ => None,
        }
    }
}

impl Object {
    fn keys(&self) -> Vec<Value> {
        let key = |name: &Arc<str>| match super::super::names::escape(name) {
            Some(escaped) if self.declared => Value::string(escaped),
            _ => Value::String(Arc::clone(name)),
        };
        self.names.iter().map(key).collect()
    }
}

impl From<&Literal> for Value {
    fn from(literal: &Literal) -> Value {
        match literal {
            Literal::Null => Value::Null,
            Literal::Bool(b) => Value::Bool(*b),
            Literal::Int(n) => Value::Int(*n),
            Literal::Uint(n) => Value::Uint(*n),
            Literal::Double(n) => Value::Double(*n),
            Literal::String(text) => Value::String(Arc::clone(text)),
            Literal::Bytes(bytes) => Value::Bytes(Arc::clone(bytes)),
        }
    }
}
