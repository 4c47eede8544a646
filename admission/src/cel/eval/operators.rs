//! The operators.

use std::cmp::Ordering;
use std::sync::Arc;

use super::equality::no_such_overload;
use super::value::{List, ListKind, Value};
use crate::go_time::{MAX_UNIX, MIN_UNIX, Timestamp};

/// Applies an operator to its operands.
pub(super) fn call(operator: &str, args: Vec<Value>) -> Value {
    let mut args = args.into_iter();
    match (args.next(), args.next()) {
        (Some(value), None) => unary(operator, value),
        (Some(left), Some(right)) => binary(operator, left, right),
        _ => no_such_overload(),
    }
}

fn unary(operator: &str, value: Value) -> Value {
    match (operator, value) {
        ("!_", Value::Bool(value)) => Value::Bool(!value),
        ("-_", Value::Int(n)) => n.checked_neg().map_or_else(|| overflow("integer"), Value::Int),
        ("-_", Value::Double(n)) => Value::Double(-n),
        ("-_", Value::Duration(n)) => n
            .checked_neg()
            .map_or_else(|| overflow("integer"), Value::Duration),
        ("-_", Value::Bool(_)) | ("!_", _) => no_such_overload(),
        (_, value) => unknown(operator, &value),
    }
}

/// Of values that take calls themselves the server does not say which one was none of theirs.
pub(super) fn unknown(operator: &str, left: &Value) -> Value {
    match left {
        Value::String(_) | Value::Duration(_) | Value::Timestamp(_) => no_such_overload(),
        _ => Value::error(format!("no such overload: {operator}")),
    }
}

fn overflow(kind: &str) -> Value {
    Value::error(format!("{kind} overflow"))
}

fn binary(operator: &str, left: Value, right: Value) -> Value {
    match operator {
        "_==_" => left.equal(&right),
        "_!=_" => Value::Bool(!left.equals(&right)),
        "_<_" => ordered(operator, &left, &right, |o| o == Ordering::Less),
        "_<=_" => ordered(operator, &left, &right, |o| o != Ordering::Greater),
        "_>_" => ordered(operator, &left, &right, |o| o == Ordering::Greater),
        "_>=_" => ordered(operator, &left, &right, |o| o != Ordering::Less),
        "_+_" => add(left, right),
        "_-_" => subtract(&left, &right),
        _ => multiply(operator, &left, &right),
    }
}

fn ordered(operator: &str, left: &Value, right: &Value, holds: impl Fn(Ordering) -> bool) -> Value {
    if !left.is_ordered() {
        return Value::error(format!("no such overload: {operator}"));
    }
    left.compare(right)
        .map_or_else(|error| error, |order| Value::Bool(holds(order)))
}

fn add(left: Value, right: Value) -> Value {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => a.checked_add(b).map_or_else(|| overflow("integer"), Value::Int),
        (Value::Uint(a), Value::Uint(b)) => a
            .checked_add(b)
            .map_or_else(|| overflow("unsigned integer"), Value::Uint),
        (Value::Double(a), Value::Double(b)) => Value::Double(a + b),
        (Value::String(a), Value::String(b)) => Value::string(format!("{a}{b}")),
        (Value::Bytes(a), Value::Bytes(b)) => Value::Bytes(Arc::from([&*a, &*b].concat())),
        (Value::Duration(a), Value::Duration(b)) => a
            .checked_add(b)
            .map_or_else(|| overflow("integer"), Value::Duration),
        (Value::Timestamp(time), Value::Duration(nanos))
        | (Value::Duration(nanos), Value::Timestamp(time)) => shifted(time, i128::from(nanos)),
        (Value::List(a), Value::List(b)) => append(a, &b),
        (left, _) => {
            let adds = matches!(
                left,
                Value::Int(_)
                    | Value::Uint(_)
                    | Value::Double(_)
                    | Value::String(_)
                    | Value::Bytes(_)
                    | Value::Duration(_)
                    | Value::Timestamp(_)
                    | Value::List(_)
            );
            if adds {
                no_such_overload()
            } else {
                unknown("_+_", &left)
            }
        }
    }
}

/// The left list with the right one behind it; in place where nobody else has the left one.
fn append(mut left: Arc<List>, right: &List) -> Value {
    if left.kind != ListKind::Plain {
        return left.add(right);
    }
    match Arc::get_mut(&mut left) {
        Some(list) => list.items.extend(right.items.iter().cloned()),
        None => return left.add(right),
    }
    Value::List(left)
}

fn shifted(time: Timestamp, nanos: i128) -> Value {
    let total = time.nanos_since_epoch() + nanos;
    let seconds = total.div_euclid(1_000_000_000);
    match i64::try_from(seconds) {
        Ok(seconds) if (MIN_UNIX..=MAX_UNIX).contains(&seconds) => {
            let nanos = u32::try_from(total.rem_euclid(1_000_000_000)).unwrap_or(0);
            Value::Timestamp(Timestamp {
                seconds,
                nanos,
                offset: time.offset,
            })
        }
        _ => overflow("timestamp"),
    }
}

fn subtract(left: &Value, right: &Value) -> Value {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => a.checked_sub(*b).map_or_else(|| overflow("integer"), Value::Int),
        (Value::Uint(a), Value::Uint(b)) => a
            .checked_sub(*b)
            .map_or_else(|| overflow("unsigned integer"), Value::Uint),
        (Value::Double(a), Value::Double(b)) => Value::Double(a - b),
        (Value::Duration(a), Value::Duration(b)) => a
            .checked_sub(*b)
            .map_or_else(|| overflow("integer"), Value::Duration),
        // The least duration has no negative.
        (Value::Timestamp(_), Value::Duration(i64::MIN)) => overflow("integer"),
        (Value::Timestamp(time), Value::Duration(nanos)) => shifted(*time, -i128::from(*nanos)),
        (Value::Timestamp(a), Value::Timestamp(b)) => {
            let nanos = a.nanos_since_epoch() - b.nanos_since_epoch();
            i64::try_from(nanos).map_or_else(|_| overflow("integer"), Value::Duration)
        }
        (Value::Int(_) | Value::Uint(_) | Value::Double(_) | Value::Duration(_) | Value::Timestamp(_), _) => {
            no_such_overload()
        }
        (left, _) => unknown("_-_", left),
    }
}

fn multiply(operator: &str, left: &Value, right: &Value) -> Value {
    match (operator, left, right) {
        ("_*_", Value::Double(a), Value::Double(b)) => Value::Double(a * b),
        ("_/_", Value::Double(a), Value::Double(b)) => Value::Double(a / b),
        ("_/_", Value::Int(_), Value::Int(0)) | ("_/_", Value::Uint(_), Value::Uint(0)) => {
            Value::error("division by zero")
        }
        ("_%_", Value::Int(_), Value::Int(0)) | ("_%_", Value::Uint(_), Value::Uint(0)) => {
            Value::error("modulus by zero")
        }
        (_, Value::Int(a), Value::Int(b)) => {
            let result = match operator {
                "_*_" => a.checked_mul(*b),
                "_/_" => a.checked_div(*b),
                _ => a.checked_rem(*b),
            };
            result.map_or_else(|| overflow("integer"), Value::Int)
        }
        (_, Value::Uint(a), Value::Uint(b)) => {
            let result = match operator {
                "_*_" => a.checked_mul(*b),
                "_/_" => a.checked_div(*b),
                _ => a.checked_rem(*b),
            };
            result.map_or_else(|| overflow("unsigned integer"), Value::Uint)
        }
        (_, Value::Int(_) | Value::Uint(_), _) => no_such_overload(),
        (_, Value::Double(_), _) if operator != "_%_" => no_such_overload(),
        _ => unknown(operator, left),
    }
}
