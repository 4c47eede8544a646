//! Checks of the constants in a checked expression: regular expressions, times, aggregates of one type, and what
//! is evaluated before the first run.

use std::sync::Arc;

use super::environment::names_type;
use super::eval::convert::{convert, is_conversion};
use super::eval::value::{List, ListKind, Map, Value};
use super::format_check::check_formats;
use super::syntax::ast::{Expr, Kind, Literal};
use super::syntax::source::{Issue, Source};
use super::types::Type;
use crate::{KubernetesVersion, pattern};

/// The checks that are part of the compilation.
///
/// # Errors
/// What is wrong, in cel-go's words.
pub(super) fn validate(expr: &Expr, source: &Source) -> Result<(), Vec<Issue>> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for node in expr.descendants() {
        if let Kind::Call { function, args, .. } = &node.kind {
            first_argument(function, args, &mut found);
        }
    }
    homogeneous(expr, false, &mut found);
    check_formats(expr, &mut found);
    if found.is_empty() {
        return Ok(());
    }
    Err(found
        .into_iter()
        .map(|(offset, message)| Issue {
            place: source.place(offset),
            message,
        })
        .collect())
}

/// A literal as the first argument of `duration`, `timestamp` or `matches` must be one.
fn first_argument(function: &str, args: &[Expr], found: &mut Vec<(usize, String)>) {
    let Some(arg) = args.first() else { return };
    let Some(literal) = arg.as_literal() else { return };
    let valid = match (function, literal) {
        ("duration" | "timestamp", literal) => {
            convert(function, &literal.into(), KubernetesVersion::default()).is_ok()
        }
        ("matches", Literal::String(pattern)) => pattern::check(pattern).is_ok(),
        _ => return,
    };
    if !valid {
        found.push((arg.offset, format!("invalid {function} argument")));
    }
}

/// All elements of a list or map literal must be of one type, but for the arguments of `format`.
fn homogeneous(expr: &Expr, exempt: bool, found: &mut Vec<(usize, String)>) {
    let exempt = exempt || matches!(&expr.kind, Kind::Call { function, .. } if &**function == "format");
    if !exempt {
        match &expr.kind {
            Kind::List { elements, optional } => {
                let types = elements
                    .iter()
                    .zip(optional)
                    .map(|(e, optional)| (e.offset, element_type(e, *optional)));
                one_type(types, true, found);
            }
            Kind::Map(entries) => {
                one_type(entries.iter().map(|e| (e.key.offset, &e.key.ty)), false, found);
                let values = entries
                    .iter()
                    .map(|e| (e.value.offset, element_type(&e.value, e.optional)));
                one_type(values, false, found);
            }
            _ => {}
        }
    }
    for child in expr.children() {
        homogeneous(child, exempt, found);
    }
}

fn element_type(element: &Expr, optional: bool) -> &Type {
    element
        .ty
        .unwrap_optional()
        .filter(|_| optional)
        .unwrap_or(&element.ty)
}

fn one_type<'t>(
    mut types: impl Iterator<Item = (usize, &'t Type)>,
    only_first: bool,
    found: &mut Vec<(usize, String)>,
) {
    let Some((_, expected)) = types.next() else { return };
    for (offset, actual) in types.filter(|(_, ty)| *ty != expected) {
        found.push((offset, format!("expected type '{expected}' but found '{actual}'")));
        if only_first {
            return;
        }
    }
}

/// What the server evaluates when it makes the program: conversions of constants and constant regular expressions.
///
/// # Errors
/// The first error.
pub(super) fn evaluate_constants(expr: &Expr, version: KubernetesVersion) -> Result<(), String> {
    constant(expr, version).map(drop)
}

/// The value of a constant, conversions of constants included.
fn constant(expr: &Expr, version: KubernetesVersion) -> Result<Option<Value>, String> {
    match &expr.kind {
        Kind::Literal(literal) => Ok(Some(literal.into())),
        // What is a type must be one by its name, be it a variable; the checker knows two names that mean nothing then.
        Kind::Ident(name)
            if matches!(expr.ty, Type::Type(_))
                && (!names_type(name)
                    || matches!(name.trim_start_matches('.'), "timestamp" | "duration")) =>
        {
            Err(format!("reference to undefined type: {name}"))
        }
        Kind::Call {
            function,
            target,
            args,
        } => {
            let mut values = Vec::with_capacity(args.len() + 1);
            for operand in target.iter().map(|t| &**t).chain(args) {
                values.push(constant(operand, version)?);
            }
            if let (true, [Some(value)]) = (is_conversion(function), values.as_slice()) {
                return convert(function, value, version).map(Some);
            }
            // Nothing is in a list of nothing, whatever it is.
            if let ("@in", [_, Some(Value::List(list))]) = (&**function, values.as_slice())
                && expr.overloads.iter().all(|id| &**id == "in_list")
                && list.items.is_empty()
            {
                return Ok(Some(Value::Bool(false)));
            }
            if let ("_[_]" | "_[?_]", [_, Some(index)]) = (&**function, values.as_slice())
                && let Some(go_type) = no_index(index)
            {
                return Err(format!("invalid qualifier type: {go_type}"));
            }
            let constant = matches!(&**function, "matches" | "find" | "findAll")
                .then(|| values.get(1))
                .flatten();
            if let Some(Some(Value::String(text))) = constant {
                pattern::check(text).map_err(|error| error.to_string())?;
            }
            Ok(None)
        }
        Kind::List { elements, optional } if !optional.contains(&true) => {
            let items: Vec<Option<Value>> = elements
                .iter()
                .map(|e| constant(e, version))
                .collect::<Result<_, _>>()?;
            let items: Option<Vec<Value>> = items.into_iter().collect();
            Ok(items.map(|items| {
                let kind = ListKind::Plain;
                Value::List(Arc::new(List { items, kind }))
            }))
        }
        Kind::Map(entries) if entries.iter().all(|entry| !entry.optional) => {
            let mut map = Some(Map::default());
            for entry in entries {
                let (key, value) = (constant(&entry.key, version)?, constant(&entry.value, version)?);
                map = map.zip(key.zip(value)).map(|(mut map, (key, value))| {
                    map.insert(key, value);
                    map
                });
            }
            Ok(map.map(|map| Value::Map(Arc::new(map))))
        }
        _ => {
            for child in expr.children() {
                constant(child, version)?;
            }
            Ok(None)
        }
    }
}

/// Go's type of a constant that can be no key; none of one that can.
fn no_index(value: &Value) -> Option<&'static str> {
    (!value.is_key()).then(|| value.go_type())
}
