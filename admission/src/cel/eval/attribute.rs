//! Variables, and what is selected from values.

use std::sync::Arc;

use super::functions::show;
use super::plan::{Attribute, Key, Plan, Qualifier, Root};
use super::run::{Run, Stop};
use super::value::{ListKind, Value};

/// The value of a variable.
enum Slot<'p> {
    Value(Value),
    /// Evaluated when it is first used.
    Lazy(&'p Plan),
    /// Its next use takes the value away: it is replaced by what comes of it.
    Once(Value),
}

/// The variables in scope, innermost last.
pub(crate) struct Variables<'p> {
    own: Value,
    old: Option<Value>,
    stack: Vec<(&'p Arc<str>, Slot<'p>)>,
}

impl<'p> Variables<'p> {
    pub(super) fn new(own: Value, old: Option<Value>) -> Variables<'p> {
        Variables {
            own,
            old,
            stack: Vec::new(),
        }
    }

    pub(super) fn depth(&self) -> usize {
        self.stack.len()
    }

    pub(super) fn push(&mut self, name: &'p Arc<str>, value: Value) {
        self.stack.push((name, Slot::Value(value)));
    }

    pub(super) fn push_lazy(&mut self, name: &'p Arc<str>, plan: &'p Plan) {
        self.stack.push((name, Slot::Lazy(plan)));
    }

    pub(super) fn truncate(&mut self, depth: usize) {
        self.stack.truncate(depth);
    }

    pub(super) fn set(&mut self, at: usize, value: Value) {
        if let Some((_, slot)) = self.stack.get_mut(at) {
            *slot = Slot::Value(value);
        }
    }

    /// Lets the next use of the variable take its value.
    pub(super) fn take_at(&mut self, at: usize) {
        if let Some((_, slot)) = self.stack.get_mut(at)
            && let Slot::Value(value) = slot
        {
            *slot = Slot::Once(std::mem::replace(value, Value::Null));
        }
    }
}

impl Attribute {
    pub(super) fn is_conditional(&self) -> bool {
        matches!(self.root, Root::Conditional { .. })
    }
}

impl<'p> Run<'p> {
    /// The value of a variable, or the error that there is none.
    fn variable(&mut self, name: &str) -> Result<Value, Stop> {
        let local = self
            .variables
            .stack
            .iter()
            .rposition(|(known, _)| ***known == *name);
        let Some(at) = local else {
            let missing = || Value::error(format!("no such attribute(s): {name}"));
            return Ok(match name.strip_prefix('.').unwrap_or(name) {
                "self" => self.variables.own.clone(),
                "oldSelf" => self.variables.old.clone().unwrap_or_else(missing),
                _ => missing(),
            });
        };
        let plan = match self.variables.stack.get_mut(at) {
            Some((_, Slot::Value(value))) => return Ok(value.clone()),
            Some((_, Slot::Once(value))) => return Ok(std::mem::replace(value, Value::Null)),
            Some((_, Slot::Lazy(plan))) => *plan,
            None => return Ok(Value::Null),
        };
        // The first value is evaluated outside the comprehension.
        let inner = self.variables.stack.split_off(at);
        let value = self.run(plan);
        self.variables.stack.extend(inner);
        let value = value?;
        self.variables.set(at, value.clone());
        Ok(value)
    }

    /// The value that an attribute leads to.
    pub(super) fn resolve(&mut self, attribute: &'p Attribute) -> Result<Value, Stop> {
        let value = match &attribute.root {
            Root::Variable(name) => self.variable(name)?,
            Root::Value(plan) => self.run(plan)?,
            Root::Conditional { condition, yes, no } => {
                return match self.run(condition)? {
                    Value::Bool(true) => self.resolve(yes),
                    Value::Bool(false) => self.resolve(no),
                    error @ Value::Error(_) => Ok(error),
                    _ => Ok(Value::error("no such overload")),
                };
            }
        };
        if attribute.qualifiers.is_empty() || value.is_error() {
            return Ok(value);
        }
        self.qualify(value, &attribute.qualifiers)
    }

    fn qualify(&mut self, value: Value, qualifiers: &'p [Qualifier]) -> Result<Value, Stop> {
        let (mut value, mut optional) = match value {
            Value::Optional(None) => return Ok(Value::Optional(None)),
            Value::Optional(Some(inner)) => ((*inner).clone(), true),
            value => (value, false),
        };
        for qualifier in qualifiers {
            optional = optional || qualifier.optional;
            let key = match &qualifier.key {
                Key::Constant(key) => key.clone(),
                Key::Computed(plan) => self.key(plan)?,
            };
            let found = match key {
                Value::Error(_) => Err(key.clone()),
                _ if key.is_key() => find(&value, &key),
                _ => Err(Value::error(format!("invalid qualifier type: {}", key.go_type()))),
            };
            match found {
                Ok(Some(found)) => {
                    self.charge(1)?;
                    value = if qualifier.test && !optional {
                        Value::Bool(true)
                    } else {
                        found
                    };
                }
                Ok(None) if qualifier.test && !optional => {
                    self.charge(1)?;
                    value = Value::Bool(false);
                }
                Ok(None) if optional => return Ok(Value::Optional(None)),
                Ok(None) => {
                    self.charge(1)?;
                    return Ok(missing(&value, &key));
                }
                Err(error) => {
                    if !optional {
                        self.charge(1)?;
                    }
                    return Ok(error);
                }
            }
            if value.is_error() {
                return Ok(value);
            }
        }
        Ok(if optional { Value::some(value) } else { value })
    }

    /// The key that an expression gives; the variable itself is not charged for.
    fn key(&mut self, plan: &'p Plan) -> Result<Value, Stop> {
        match plan {
            Plan::Attribute(attribute) => self.resolve(attribute),
            other => self.run(other),
        }
    }
}

fn missing(value: &Value, key: &Value) -> Value {
    let key = show(key);
    match value {
        Value::List(_) => Value::error(format!("index out of bounds: {key}")),
        _ => Value::error(format!("no such key: {key}")),
    }
}

/// What stands at a key or index; none where nothing does.
fn find(value: &Value, key: &Value) -> Result<Option<Value>, Value> {
    match value {
        Value::Error(_) => Err(value.clone()),
        Value::List(list) => {
            let found = index(key)?.and_then(|index| list.items.get(index)).cloned();
            if found.is_some() && list.kind != ListKind::Plain && !matches!(key, Value::Int(_)) {
                return Err(Value::error(format!("unsupported index: {}", show(key))));
            }
            Ok(found)
        }
        _ => match value.find(key) {
            Some(error @ Value::Error(_)) => Err(error),
            found => Ok(found),
        },
    }
}

/// The index that a number is; none where it is negative.
fn index(key: &Value) -> Result<Option<usize>, Value> {
    match key {
        Value::Int(n) => Ok(usize::try_from(*n).ok()),
        Value::Uint(n) if i64::try_from(*n).is_err() => {
            Err(Value::error(format!("unsupported index value {n} in list")))
        }
        Value::Uint(n) => Ok(usize::try_from(*n).ok()),
        Value::Double(n) if n.fract() == 0.0 && n.abs() < 9e15 => Ok(usize::try_from(*n as i64).ok()),
        Value::Double(n) => Err(Value::error(format!(
            "unsupported index value {} in list",
            crate::go::print_float(*n)
        ))),
        other => Err(Value::error(format!(
            "unsupported index type '{}' in list",
            other.type_name()
        ))),
    }
}
