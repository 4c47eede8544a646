//! Equality and order of values.

use std::cmp::Ordering;
use std::sync::Arc;

use super::value::{ListKind, Object, Value};

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
    pub(super) fn equal_within(&self, other: &Value) -> Value {
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
            (None, None) if object.strict => return Value::Bool(false),
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
