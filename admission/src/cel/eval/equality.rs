//! Equality and order of values.

use std::cmp::Ordering;
use std::sync::Arc;

use super::value::{List, ListKind, Object, Value};

impl Value {
    /// Whether the values are equal; what cannot be compared is not.
    pub(crate) fn equals(&self, other: &Value) -> bool {
        matches!(self.equal(other), Value::Bool(true))
    }

    /// `==`: a bool or an error.
    pub(crate) fn equal(&self, other: &Value) -> Value {
        match (self, other) {
            (Value::Error(_), _) => self.clone(),
            (Value::Null, _) | (_, Value::Null) => {
                Value::Bool(matches!((self, other), (Value::Null, Value::Null)))
            }
            _ => self.equal_within(other),
        }
    }

    /// As [`Value::equal`], but null is a value as any other: so are elements of data compared, and what is in an
    /// optional.
    fn equal_within(&self, other: &Value) -> Value {
        Value::Bool(match (self, other) {
            (Value::Error(_), _) => return self.clone(),
            (Value::Object(_), Value::Error(_)) => return other.clone(),
            (Value::List(list), Value::Error(_)) if list.kind != ListKind::Plain => return other.clone(),
            (Value::Null, Value::Null) => true,
            (Value::Null, _) => false,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::String(a), Value::String(b)) => a == b,
            (Value::Bytes(a), Value::Bytes(b)) => a == b,
            (Value::Duration(a), Value::Duration(b)) => a == b,
            (Value::Timestamp(a), Value::Timestamp(b)) => a.nanos_since_epoch() == b.nanos_since_epoch(),
            (Value::Type(a), Value::Type(b)) => a == b,
            (Value::List(a), Value::List(b)) => return a.equal(b),
            (Value::List(list), _) if list.kind != ListKind::Plain => return no_such_overload(),
            (Value::Map(_) | Value::Object(_), Value::Map(_) | Value::Object(_)) => {
                return maps_equal(self, other);
            }
            (Value::Object(_), _) => return no_such_overload(),
            (Value::Optional(a), Value::Optional(b)) => match (a, b) {
                (Some(a), Some(b)) => return a.equal_within(b),
                _ => a.is_none() && b.is_none(),
            },
            (Value::Ip(a), Value::Ip(b)) => a == b,
            (Value::Cidr(a), Value::Cidr(b)) => a == b,
            (Value::Url(a), Value::Url(b)) => a == b,
            // The server does not know its own results on this side.
            (Value::Quantity(_), Value::Quantity(b)) if b.is_computed() => return no_such_overload(),
            (Value::Quantity(a), Value::Quantity(b)) => a.compare(b) == Ordering::Equal,
            (Value::Semver(a), Value::Semver(b)) => a.compare(b) == Ordering::Equal,
            (Value::Format(a), Value::Format(b)) => a == b,
            (
                Value::Ip(_)
                | Value::Cidr(_)
                | Value::Url(_)
                | Value::Quantity(_)
                | Value::Semver(_)
                | Value::Format(_),
                _,
            ) => {
                return if other.is_error() {
                    other.clone()
                } else {
                    no_such_overload()
                };
            }
            (Value::Preserved(a), Value::Preserved(b)) => a == b,
            _ => return Value::Bool(numbers(self, other) == Some(Ordering::Equal)),
        })
    }

    /// Whether values of the type have an order.
    pub(crate) fn is_ordered(&self) -> bool {
        matches!(
            self,
            Value::Bool(_)
                | Value::Int(_)
                | Value::Uint(_)
                | Value::Double(_)
                | Value::String(_)
                | Value::Bytes(_)
                | Value::Duration(_)
                | Value::Timestamp(_)
        )
    }

    /// The order of two values of one kind; none where they have none.
    pub(crate) fn compare(&self, other: &Value) -> Result<Ordering, Value> {
        match (self, other) {
            (Value::Bool(a), Value::Bool(b)) => Ok(a.cmp(b)),
            (Value::String(a), Value::String(b)) => Ok(a.cmp(b)),
            (Value::Bytes(a), Value::Bytes(b)) => Ok(a.cmp(b)),
            (Value::Duration(a), Value::Duration(b)) => Ok(a.cmp(b)),
            (Value::Timestamp(a), Value::Timestamp(b)) => {
                Ok(a.nanos_since_epoch().cmp(&b.nanos_since_epoch()))
            }
            // Two doubles without an order are none; else the types have none.
            _ => numbers(self, other).ok_or_else(|| {
                let is_number = |v: &Value| matches!(v, Value::Double(_) | Value::Int(_) | Value::Uint(_));
                if is_number(self) && is_number(other) {
                    Value::error("NaN values cannot be ordered")
                } else {
                    no_such_overload()
                }
            }),
        }
    }
}

pub(crate) fn no_such_overload() -> Value {
    Value::error("no such overload")
}

/// The order of two numbers of any types.
fn numbers(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Double(a), Value::Double(b)) => a.partial_cmp(b),
        (Value::Double(a), b) => compare_double(*a, integer(b)?),
        (a, Value::Double(b)) => compare_double(*b, integer(a)?).map(Ordering::reverse),
        _ => Some(integer(a)?.cmp(&integer(b)?)),
    }
}

fn integer(value: &Value) -> Option<i128> {
    match value {
        Value::Int(n) => Some(i128::from(*n)),
        Value::Uint(n) => Some(i128::from(*n)),
        _ => None,
    }
}

/// The server compares as doubles, once the double is within the range of the integer's type.
fn compare_double(a: f64, b: i128) -> Option<Ordering> {
    a.partial_cmp(&(b as f64))
}

impl List {
    /// `in`. A list of the data tells of an element that can't be compared, where none is equal.
    pub(crate) fn contains(&self, value: &Value) -> Value {
        let mut fault = None;
        for item in &self.items {
            let equal = if self.kind == ListKind::Plain {
                value.equal_within(item)
            } else {
                item.equal_within(value)
            };
            match equal {
                Value::Bool(true) => return equal,
                Value::Bool(false) => {}
                error => fault = fault.or(Some(error)),
            }
        }
        fault
            .filter(|_| self.kind != ListKind::Plain)
            .unwrap_or(Value::Bool(false))
    }

    fn equal(&self, other: &List) -> Value {
        if self.items.len() != other.items.len() {
            return Value::Bool(false);
        }
        match &self.kind {
            // What can't be compared is no difference.
            ListKind::Plain => {
                let mut pairs = self.items.iter().zip(&other.items);
                Value::Bool(pairs.all(|(a, b)| !matches!(a.equal(b), Value::Bool(false))))
            }
            ListKind::Data => all_equal(self.items.iter().zip(&other.items)),
            ListKind::Set => {
                let nested =
                    |item: &&Value| matches!(item, Value::List(_) | Value::Map(_) | Value::Object(_));
                if self.items.iter().chain(&other.items).any(|item| nested(&item)) {
                    return Value::error("listSet operations are only supported on lists of scalar values");
                }
                let within = |a: &List, b: &List| {
                    a.items
                        .iter()
                        .all(|item| b.items.iter().any(|other| item.equals(other)))
                };
                Value::Bool(within(other, self) && within(self, other))
            }
            ListKind::Map(keys) => self.equal_by_key(other, keys),
        }
    }

    fn equal_by_key(&self, other: &List, keys: &[String]) -> Value {
        let known: std::collections::HashMap<String, &Value> = self
            .items
            .iter()
            .map(|item| (map_key(item, keys), item))
            .collect();
        let mut seen = std::collections::HashSet::new();
        for item in &other.items {
            let key = map_key(item, keys);
            let Some(own) = known.get(&key) else {
                return Value::Bool(false);
            };
            let equal = own.equal_within(item);
            if !matches!(equal, Value::Bool(true)) {
                return equal;
            }
            seen.insert(key);
        }
        Value::Bool(seen.len() == known.len())
    }

    /// The list as it was appended to one of the data until 1.36: there it is read once more, and what the data has as
    /// text is none any more.
    pub(crate) fn as_data(&self) -> List {
        let read = |item: &Value| {
            let of_text = |go_type| Value::error(format!("invalid data, expected string, got {go_type}"));
            match item {
                Value::Timestamp(_) => of_text("time.Time"),
                Value::Duration(_) => of_text("time.Duration"),
                Value::Bytes(_) => of_text("[]uint8"),
                Value::Map(_) => {
                    Value::error("invalid data, expected a map for the provided schema with type=object")
                }
                other => other.clone(),
            }
        };
        List {
            items: self.items.iter().map(read).collect(),
            kind: self.kind.clone(),
        }
    }

    /// `+`, by the kind of the left list.
    pub(crate) fn add(&self, other: &List) -> Value {
        let mut items = self.items.clone();
        match &self.kind {
            ListKind::Plain | ListKind::Data => items.extend(other.items.iter().cloned()),
            ListKind::Set => {
                for item in &other.items {
                    if !items.iter().any(|known| known.equals(item)) {
                        items.push(item.clone());
                    }
                }
            }
            ListKind::Map(keys) => {
                let mut known: std::collections::HashMap<String, usize> = items
                    .iter()
                    .enumerate()
                    .map(|(i, item)| (map_key(item, keys), i))
                    .collect();
                for item in &other.items {
                    let key = map_key(item, keys);
                    match known.get(&key).and_then(|at| items.get_mut(*at)) {
                        Some(slot) => *slot = item.clone(),
                        None => {
                            known.insert(key, items.len());
                            items.push(item.clone());
                        }
                    }
                }
            }
        }
        let kind = if self.kind == ListKind::Data {
            ListKind::Plain
        } else {
            self.kind.clone()
        };
        Value::List(Arc::new(List { items, kind }))
    }
}

/// The values of the keys of an element, as one text.
fn map_key(element: &Value, keys: &[String]) -> String {
    let part = |key: &String| format!("{:?}", element.find(&Value::string(key)));
    keys.iter().map(part).collect::<Vec<_>>().join("\u{0}")
}

fn all_equal<'v>(pairs: impl Iterator<Item = (&'v Value, &'v Value)>) -> Value {
    for (a, b) in pairs {
        let equal = a.equal_within(b);
        if !matches!(equal, Value::Bool(true)) {
            return equal;
        }
    }
    Value::Bool(true)
}

fn maps_equal(a: &Value, b: &Value) -> Value {
    if a.size() != b.size() {
        return Value::Bool(false);
    }
    if let Value::Object(object) = a {
        return object_equal(object, a, b);
    }
    for (key, value) in a.entries().unwrap_or_default() {
        let Some(other) = b.find(&key) else {
            return Value::Bool(false);
        };
        if matches!(value.equal(&other), Value::Bool(false)) {
            return Value::Bool(false);
        }
    }
    Value::Bool(true)
}

fn object_equal(object: &Object, a: &Value, b: &Value) -> Value {
    for name in &object.names {
        // The server looks properties up by their own names here, as if they were escaped.
        let key = Value::String(Arc::clone(name));
        match (a.find(&key), b.find(&key)) {
            (None, None) => {}
            (Some(value), Some(other)) => {
                let equal = value.equal_within(&other);
                if !matches!(equal, Value::Bool(true)) {
                    return equal;
                }
            }
            _ => return Value::Bool(false),
        }
    }
    for (name, json) in &object.unknown {
        let Value::Object(other) = b else {
            return no_such_overload();
        };
        if other.unknown.get(name).is_some_and(|other| other != json) {
            return Value::Bool(false);
        }
    }
    Value::Bool(true)
}
