//! The evaluation of a plan, with its cost.

use std::borrow::Cow;
use std::sync::Arc;

use super::attribute::Variables;
use super::cost::{call_cost, compared};
use super::equality::no_such_overload;
use super::functions::{self, Regexes};
use super::plan::{Call, Fold, Plan};
use super::value::{List, ListKind, Map, Value};
use crate::KubernetesVersion;

/// Most elements of a list that an expression makes; far beyond what its cost limit allows.
const MAX_ELEMENTS: usize = 4_000_000;

/// Why an evaluation ends at once.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The cost limit was exceeded.
    Cost,
    /// The server itself fails, with this error.
    Internal(Cow<'static, str>),
}

/// How an error begins that ends the whole evaluation.
const INTERNAL: &str = "internal error: ";

/// The server fails where it looks for some values in a table.
pub(super) fn unhashable(found: &str) -> String {
    format!("{INTERNAL}runtime error: hash of unhashable type {found}")
}

/// The server fails where it charges for comparing the elements of what is no list.
fn no_list(value: &Value) -> Stop {
    let found = value.go_type();
    // The first method that is missing.
    let missing = match value {
        Value::Int(_)
        | Value::Uint(_)
        | Value::Double(_)
        | Value::String(_)
        | Value::Bytes(_)
        | Value::Duration(_)
        | Value::Timestamp(_) => "Contains",
        _ => "Add",
    };
    let fault =
        format!("{INTERNAL}interface conversion: {found} is not traits.Lister: missing method {missing}");
    Stop::Internal(fault.into())
}

/// The evaluation of one expression.
pub(crate) struct Run<'p> {
    pub(super) variables: Variables<'p>,
    /// What has been charged.
    pub(crate) cost: u64,
    limit: u64,
    version: KubernetesVersion,
    regexes: Regexes,
}

impl<'p> Run<'p> {
    pub(crate) fn new(own: Value, old: Option<Value>, limit: u64, version: KubernetesVersion) -> Run<'p> {
        Run {
            variables: Variables::new(own, old),
            cost: 0,
            limit,
            version,
            regexes: Regexes::default(),
        }
    }

    pub(super) fn charge(&mut self, cost: u64) -> Result<(), Stop> {
        self.cost = self.cost.saturating_add(cost);
        if self.cost > self.limit {
            Err(Stop::Cost)
        } else {
            Ok(())
        }
    }

    /// The value of the plan; an error of the expression is a value too.
    pub(crate) fn run(&mut self, plan: &'p Plan) -> Result<Value, Stop> {
        match plan {
            Plan::Constant(value) => Ok(value.clone()),
            Plan::Attribute(attribute) => {
                let value = self.resolve(attribute)?;
                if !attribute.is_conditional() {
                    self.charge(1)?;
                }
                Ok(value)
            }
            Plan::Has(attribute) => Ok(match self.resolve(attribute)? {
                Value::Optional(inner) => Value::Bool(inner.is_some()),
                value => value,
            }),
            Plan::Logic { or, terms } => self.logic(*or, terms),
            Plan::Call(call) => self.call(call),
            Plan::OptionalOr { left, right } => match self.run(left)? {
                Value::Optional(None) => self.run(right),
                value @ (Value::Optional(_) | Value::Error(_)) => Ok(value),
                value => Ok(self.no_optional(value)),
            },
            Plan::OptionalOrValue { left, right } => match self.run(left)? {
                Value::Optional(None) => self.run(right),
                Value::Optional(Some(value)) => Ok((*value).clone()),
                value @ Value::Error(_) => Ok(value),
                value => Ok(self.no_optional(value)),
            },
            Plan::List(elements) => self.list(elements),
            Plan::Map(entries) => self.map(entries),
            Plan::Struct { timestamp, fields } => self.structure(*timestamp, fields),
            Plan::Fold(fold) => self.fold(fold),
            Plan::Member { arg, set } => {
                let value = self.run(arg)?;
                if value.is_unhashable() {
                    return Err(Stop::Internal(unhashable(value.go_type()).into()));
                }
                Ok(if value.is_error() {
                    value
                } else {
                    Value::Bool(set.iter().any(|known| known.equals(&value)))
                })
            }
        }
    }

    /// What is no optional stood for itself until 1.36.
    fn no_optional(&self, value: Value) -> Value {
        if self.version < KubernetesVersion::V1_37 {
            value
        } else {
            no_such_overload()
        }
    }

    fn logic(&mut self, or: bool, terms: &'p [Plan]) -> Result<Value, Stop> {
        let mut error = None;
        for term in terms {
            match self.run(term)? {
                Value::Bool(value) if value == or => return Ok(Value::Bool(or)),
                Value::Bool(_) => {}
                value => {
                    let overload = || Value::error("no such overload");
                    error.get_or_insert_with(|| if value.is_error() { value } else { overload() });
                }
            }
        }
        Ok(error.unwrap_or(Value::Bool(!or)))
    }

    fn call(&mut self, call: &'p Call) -> Result<Value, Stop> {
        let lenient = &*call.function == "@not_strictly_false";
        let mut args = Vec::with_capacity(call.args.len());
        for arg in &call.args {
            let value = self.run(arg)?;
            let stops = call.stops_early && value.is_error();
            args.push(value);
            if stops {
                break;
            }
        }
        if args.len() < call.args.len() {
            // What was not evaluated can't be charged for.
            return Ok(args.pop().unwrap_or(Value::Null));
        }
        let overload = call.overload.as_deref().unwrap_or_default();
        let failed = if lenient {
            None
        } else {
            args.iter().find(|arg| arg.is_error()).cloned()
        };
        if let Some(value) = compared(overload, &args).filter(|value| !matches!(value, Value::List(_))) {
            return Err(no_list(value));
        }
        if overload == "list_flatten_int"
            && let Some(depth) = args.get(1).filter(|depth| !matches!(depth, Value::Int(_)))
        {
            let found = depth.go_type();
            let fault = format!("{INTERNAL}interface conversion: ref.Val is {found}, not types.Int");
            return Err(Stop::Internal(fault.into()));
        }
        if let Some(key) = functions::unhashable(&call.function, &args) {
            return Err(Stop::Internal(unhashable(key.go_type()).into()));
        }
        // Appending to the accumulator of a comprehension must not copy it, so its cost is taken before.
        let before = super::cost::needs_result(&call.function).then(|| args.clone());
        let cost = if before.is_none() {
            call_cost(self.version, &call.function, overload, &args, &Value::Null)
        } else {
            0
        };
        let value = match failed {
            Some(error) => error,
            None => {
                let value = functions::call(self.version, &mut self.regexes, &call.function, overload, args)?;
                match &value {
                    Value::Error(error) if error.starts_with(INTERNAL) => {
                        return Err(Stop::Internal(error.to_string().into()));
                    }
                    // The compiled pattern names no function.
                    Value::Error(error) if call.compiled && error.starts_with("no such overload") => {
                        no_such_overload()
                    }
                    _ => value,
                }
            }
        };
        let cost = before.map_or(cost, |args| {
            call_cost(self.version, &call.function, overload, &args, &value)
        });
        self.charge(cost)?;
        match &value {
            Value::List(list) if list.items.len() > MAX_ELEMENTS => Err(Stop::Cost),
            _ => Ok(value),
        }
    }

    fn list(&mut self, elements: &'p [(Plan, bool)]) -> Result<Value, Stop> {
        let mut items = Vec::with_capacity(elements.len());
        for (element, optional) in elements {
            let value = self.run(element)?;
            match value {
                Value::Error(_) => {
                    self.charge(10)?;
                    return Ok(value);
                }
                Value::Optional(inner) if *optional => items.extend(inner.map(|inner| (*inner).clone())),
                value if *optional => {
                    self.charge(10)?;
                    let shown = functions::show(&value);
                    return Ok(Value::error(format!(
                        "cannot initialize optional list element from non-optional value {shown}"
                    )));
                }
                value => items.push(value),
            }
        }
        self.charge(10)?;
        Ok(Value::List(Arc::new(List {
            items,
            kind: ListKind::Plain,
        })))
    }

    fn map(&mut self, entries: &'p [(Plan, Plan, bool)]) -> Result<Value, Stop> {
        let value = self.map_entries(entries)?;
        self.charge(30)?;
        Ok(value)
    }

    fn map_entries(&mut self, entries: &'p [(Plan, Plan, bool)]) -> Result<Value, Stop> {
        let mut map = Map::default();
        for (key, value, optional) in entries {
            let key = self.run(key)?;
            if key.is_error() {
                return Ok(key);
            }
            let value = self.run(value)?;
            match value {
                Value::Error(_) => return Ok(value),
                _ if key.is_unhashable() => return Err(Stop::Internal(unhashable(key.go_type()).into())),
                Value::Optional(None) if *optional => map.remove(&key),
                Value::Optional(Some(inner)) if *optional => _ = map.insert(key, (*inner).clone()),
                value if *optional => {
                    let (key, value) = (functions::show(&key), functions::show(&value));
                    return Ok(Value::error(format!(
                        "cannot initialize optional entry '{key}' from non-optional value {value}"
                    )));
                }
                value => _ = map.insert(key, value),
            }
        }
        Ok(Value::Map(Arc::new(map)))
    }

    fn structure(&mut self, timestamp: bool, fields: &'p [(Arc<str>, Plan)]) -> Result<Value, Stop> {
        let (mut seconds, mut nanos) = (0i64, 0i64);
        for (name, plan) in fields {
            match self.run(plan)? {
                Value::Int(n) if &**name == "seconds" => seconds = n,
                Value::Int(n) => nanos = n,
                value => return Ok(value),
            }
        }
        self.charge(40)?;
        Ok(if timestamp {
            let nanos = u32::try_from(nanos).unwrap_or(0);
            Value::Timestamp(crate::go_time::Timestamp::utc(seconds, nanos))
        } else {
            Value::Duration(seconds.saturating_mul(1_000_000_000).saturating_add(nanos))
        })
    }

    fn fold(&mut self, fold: &'p Fold) -> Result<Value, Stop> {
        let range = self.run(&fold.range)?;
        if range.is_error() {
            return Ok(range);
        }
        let entries = match &fold.var2 {
            Some(_) => range.entries(),
            None => range
                .iterate()
                .map(|keys| keys.into_iter().map(|key| (key, Value::Null)).collect()),
        };
        let Some(entries) = entries else {
            let found = range.go_type();
            return Ok(Value::error(match fold.var2 {
                Some(_) => format!("unsupported comprehension range type: {found}"),
                None => format!("got '{found}', expected iterable type"),
            }));
        };
        let outer = self.variables.depth();
        self.variables.push_lazy(&fold.accu, &fold.init);
        for (first, second) in entries {
            let inner = self.variables.depth();
            self.variables.push(&fold.var, first);
            if let Some(var2) = &fold.var2 {
                self.variables.push(var2, second);
            }
            let goes_on = self.run(&fold.condition)?;
            if matches!(goes_on, Value::Bool(false)) {
                self.variables.truncate(inner);
                break;
            }
            self.variables.take_at(outer);
            let next = self.run(&fold.step)?;
            self.variables.truncate(inner);
            self.variables.set(outer, next);
        }
        let result = self.run(&fold.result);
        self.variables.truncate(outer);
        result
    }
}
