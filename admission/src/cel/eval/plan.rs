//! The expression as it is evaluated: constants folded, selections and indices gathered into attributes, as the
//! server plans it, because what is evaluated is what is charged for.

use std::sync::Arc;

use super::super::environment::{names_type, type_named};
use super::super::syntax::ast::{Comprehension, Expr, Kind};
use super::super::types::Type;
use super::convert::{convert, is_conversion};
use super::value::{Map, Value};
use crate::KubernetesVersion;

/// A step of the evaluation.
#[derive(Debug)]
pub(crate) enum Plan {
    Constant(Value),
    Attribute(Attribute),
    /// `has(…)`: the last qualifier only tests.
    Has(Attribute),
    Logic {
        or: bool,
        terms: Vec<Plan>,
    },
    Call(Call),
    /// `or` and `orValue` of optionals.
    OptionalOr {
        left: Box<Plan>,
        right: Box<Plan>,
    },
    OptionalOrValue {
        left: Box<Plan>,
        right: Box<Plan>,
    },
    List(Vec<(Plan, bool)>),
    Map(Vec<(Plan, Plan, bool)>),
    /// `google.protobuf.Duration{…}` and `Timestamp`.
    Struct {
        timestamp: bool,
        fields: Vec<(Arc<str>, Plan)>,
    },
    Fold(Box<Fold>),
    /// `in` a list of constants.
    Member {
        arg: Box<Plan>,
        set: Vec<Value>,
    },
}

#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) function: Arc<str>,
    /// The overload, where only one matches.
    pub(crate) overload: Option<Arc<str>>,
    /// The receiver first.
    pub(crate) args: Vec<Plan>,
    /// Behind an argument that is an error, no other is evaluated.
    pub(crate) stops_early: bool,
    /// Its regular expression is a constant.
    pub(crate) compiled: bool,
}

/// A value and what is selected from it.
#[derive(Debug)]
pub(crate) struct Attribute {
    pub(crate) root: Root,
    pub(crate) qualifiers: Vec<Qualifier>,
}

#[derive(Debug)]
pub(crate) enum Root {
    Variable(Arc<str>),
    Value(Box<Plan>),
    Conditional {
        condition: Box<Plan>,
        yes: Box<Attribute>,
        no: Box<Attribute>,
    },
}

/// A field, key or index.
#[derive(Debug, Clone)]
pub(crate) struct Qualifier {
    pub(crate) key: Key,
    pub(crate) optional: bool,
    pub(crate) test: bool,
}

#[derive(Debug, Clone)]
pub(crate) enum Key {
    Constant(Value),
    Computed(Arc<Plan>),
}

#[derive(Debug)]
pub(crate) struct Fold {
    pub(crate) range: Plan,
    pub(crate) var: Arc<str>,
    pub(crate) var2: Option<Arc<str>>,
    pub(crate) accu: Arc<str>,
    pub(crate) init: Plan,
    pub(crate) condition: Plan,
    pub(crate) step: Plan,
    pub(crate) result: Plan,
}

/// Plans a checked expression.
pub(crate) fn plan(expr: &Expr) -> Plan {
    match &expr.kind {
        Kind::Literal(literal) => Plan::Constant(literal.into()),
        Kind::Ident(name) => match &expr.ty {
            Type::Type(_) if names_type(name) => {
                let named = type_named(name, KubernetesVersion::default());
                Plan::Constant(named.as_ref().map_or(Value::Null, Value::type_of))
            }
            _ => Plan::Attribute(Attribute {
                root: Root::Variable(Arc::clone(name)),
                qualifiers: Vec::new(),
            }),
        },
        Kind::Select { operand, field, test } => {
            let key = Key::Constant(Value::String(Arc::clone(field)));
            let mut attribute = attribute(plan(operand));
            attribute.qualify(&Qualifier {
                key,
                optional: false,
                test: *test,
            });
            if *test {
                Plan::Has(attribute)
            } else {
                Plan::Attribute(attribute)
            }
        }
        Kind::Call {
            function,
            target,
            args,
        } => call(expr, function, target.as_deref(), args),
        Kind::List { elements, optional } => {
            list(elements.iter().map(plan).zip(optional.iter().copied()).collect())
        }
        Kind::Map(entries) => map(entries
            .iter()
            .map(|e| (plan(&e.key), plan(&e.value), e.optional))
            .collect()),
        Kind::Struct { name, fields } => Plan::Struct {
            timestamp: matches!(
                type_named(name, KubernetesVersion::default()),
                Some(Type::Timestamp)
            ),
            fields: fields
                .iter()
                .map(|field| (Arc::clone(&field.name), plan(&field.value)))
                .collect(),
        },
        Kind::Comprehension(fold) => comprehension(fold),
    }
}

fn comprehension(fold: &Comprehension) -> Plan {
    Plan::Fold(Box::new(Fold {
        range: plan(&fold.range),
        var: Arc::clone(&fold.var),
        var2: fold.var2.clone(),
        accu: Arc::clone(&fold.accu),
        init: plan(&fold.init),
        condition: plan(&fold.condition),
        step: plan(&fold.step),
        result: plan(&fold.result),
    }))
}

/// A list of constants is a constant.
fn list(elements: Vec<(Plan, bool)>) -> Plan {
    let constant = |(plan, _): &(Plan, bool)| match plan {
        Plan::Constant(value) => Some(value.clone()),
        _ => None,
    };
    let all: Option<Vec<Value>> = elements.iter().map(constant).collect();
    match all {
        Some(values) if elements.iter().all(|(_, optional)| !optional) => Plan::Constant(Value::list(values)),
        _ => Plan::List(elements),
    }
}

/// A map of constants is a constant.
fn map(entries: Vec<(Plan, Plan, bool)>) -> Plan {
    let mut constant = Map::default();
    for (key, value, optional) in &entries {
        let (Plan::Constant(key), Plan::Constant(value), false) = (key, value, optional) else {
            return Plan::Map(entries);
        };
        constant.insert(key.clone(), value.clone());
    }
    Plan::Constant(Value::Map(Arc::new(constant)))
}

fn attribute(plan: Plan) -> Attribute {
    match plan {
        Plan::Attribute(attribute) => attribute,
        other => Attribute {
            root: Root::Value(Box::new(other)),
            qualifiers: Vec::new(),
        },
    }
}

impl Attribute {
    /// Selects further; from both branches of a conditional.
    fn qualify(&mut self, qualifier: &Qualifier) {
        match &mut self.root {
            Root::Conditional { yes, no, .. } => {
                yes.qualify(qualifier);
                no.qualify(qualifier);
            }
            _ => self.qualifiers.push(qualifier.clone()),
        }
    }
}

fn call(expr: &Expr, function: &Arc<str>, target: Option<&Expr>, args: &[Expr]) -> Plan {
    let mut planned: Vec<Plan> = target.into_iter().chain(args).map(plan).collect();
    if planned.len() == 3 && &**function == "_?_:_" {
        let (no, yes, condition) = (planned.pop(), planned.pop(), planned.pop());
        if let (Some(condition), Some(yes), Some(no)) = (condition, yes, no) {
            let root = Root::Conditional {
                condition: Box::new(condition),
                yes: Box::new(attribute(yes)),
                no: Box::new(attribute(no)),
            };
            return Plan::Attribute(Attribute {
                root,
                qualifiers: Vec::new(),
            });
        }
    }
    if planned.len() == 2 {
        planned = match binary(function, expr, planned) {
            Ok(plan) => return plan,
            Err(planned) => planned,
        };
    }
    if let ([Plan::Constant(value)], true) = (planned.as_slice(), is_conversion(function))
        // What comes of it is the same in every version.
        && let Ok(value) = convert(function, value, KubernetesVersion::default())
    {
        return Plan::Constant(value);
    }
    let overload = match expr.overloads.as_slice() {
        [only] => Some(Arc::clone(only)),
        _ => None,
    };
    let compiled = matches!(&**function, "matches" | "find" | "findAll")
        && matches!(planned.get(1), Some(Plan::Constant(Value::String(_))));
    // The server has its own way to call functions of one or two arguments. It takes the general one for more, where the
    // overload is not known and each has its own implementation, for `format`, and where it compiled a regular
    // expression beforehand.
    let alone = function.starts_with('_') || ONE_IMPLEMENTATION.contains(&&**function);
    let known = overload.is_some() || alone;
    Plan::Call(Call {
        stops_early: planned.len() > 2 || !known || &**function == "format" || compiled,
        function: Arc::clone(function),
        overload,
        args: planned,
        compiled,
    })
}

/// The functions that have one implementation for all overloads, besides operators.
const ONE_IMPLEMENTATION: [&str; 4] = ["@in", "matches", "sort", "@sortByAssociatedKeys"];

/// The calls of two operands that are planned in their own way; gives the operands back for the others.
fn binary(function: &str, expr: &Expr, mut operands: Vec<Plan>) -> Result<Plan, Vec<Plan>> {
    let (Some(right), Some(left)) = (operands.pop(), operands.pop()) else {
        return Err(operands);
    };
    let only = |id: &str| matches!(expr.overloads.as_slice(), [overload] if &**overload == id);
    Ok(match function {
        "_&&_" | "_||_" => Plan::Logic {
            or: function == "_||_",
            terms: vec![left, right],
        },
        "_[_]" | "_[?_]" | "_?._" => {
            let key = match right {
                Plan::Constant(value) => Key::Constant(value),
                other => Key::Computed(Arc::new(other)),
            };
            let mut attribute = attribute(left);
            attribute.qualify(&Qualifier {
                key,
                optional: function != "_[_]",
                test: false,
            });
            Plan::Attribute(attribute)
        }
        "or" if only("optional_or_optional") => Plan::OptionalOr {
            left: Box::new(left),
            right: Box::new(right),
        },
        "orValue" if only("optional_orValue_value") => Plan::OptionalOrValue {
            left: Box::new(left),
            right: Box::new(right),
        },
        "@in" if only("in_list") => match right {
            Plan::Constant(Value::List(list)) if list.items.is_empty() => Plan::Constant(Value::Bool(false)),
            Plan::Constant(Value::List(list)) if list.items.iter().all(is_primitive) => Plan::Member {
                arg: Box::new(left),
                set: list.items.clone(),
            },
            right => return Err(vec![left, right]),
        },
        _ => return Err(vec![left, right]),
    })
}

fn is_primitive(value: &Value) -> bool {
    matches!(
        value,
        Value::Bool(_) | Value::Double(_) | Value::Int(_) | Value::String(_) | Value::Uint(_)
    )
}
