//! Evaluation of expressions upon objects.

mod attribute;
pub(crate) mod convert;
mod cost;
pub(crate) mod data;
mod equality;
mod format;
mod formats;
mod functions;
mod list_kinds;
mod lists;
mod net;
mod operators;
pub(crate) mod plan;
mod quantity;
pub(crate) mod run;
mod semver;
mod strings;
mod times;
mod url;
pub(crate) mod value;

use std::cmp::Ordering;

use value::Value;

/// The functions by which quantities and versions are compared.
fn order(function: &str, order: Ordering) -> Option<Value> {
    Some(match function {
        "isGreaterThan" => Value::Bool(order == Ordering::Greater),
        "isLessThan" => Value::Bool(order == Ordering::Less),
        "compareTo" => Value::Int(order as i64),
        _ => return None,
    })
}
