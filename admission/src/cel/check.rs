//! The type checker: gives every node its type and the overloads that it may call, or says what does not fit.

use std::sync::Arc;

use super::assign::{Substitution, most_general};
use super::environment::{Environment, FieldLookup, names_type, type_named};
use super::syntax::ast::{Comprehension, Expr, FieldEntry, Kind, Literal};
use super::syntax::source::{Issue, Source};
use super::types::Type;
use crate::KubernetesVersion;

/// A type with more parts than this is treated as `dyn`: types can double with every nesting.
const MAX_TYPE_PARTS: usize = 4096;

/// Checks the expression in place.
///
/// # Errors
/// What is wrong, in cel-go's words.
pub(super) fn check(expr: &mut Expr, source: &Source, env: &Environment) -> Result<(), Vec<Issue>> {
    let mut checker = Checker {
        source,
        env,
        issues: Vec::new(),
        substitution: Substitution::default(),
        scopes: Vec::new(),
        type_variables: 0,
    };
    checker.check(expr);
    if !checker.issues.is_empty() {
        return Err(checker.issues);
    }
    let mut pending = vec![expr];
    while let Some(node) = pending.pop() {
        node.ty = checker.substitution.apply(&node.ty, true);
        pending.extend(node.children_mut());
    }
    Ok(())
}

pub(super) struct Checker<'e> {
    source: &'e Source,
    pub(super) env: &'e Environment,
    issues: Vec<Issue>,
    pub(super) substitution: Substitution,
    /// The variables of the comprehensions around, innermost last.
    scopes: Vec<(Arc<str>, Type)>,
    type_variables: u32,
}

impl Checker<'_> {
    pub(super) fn report(&mut self, offset: usize, message: String) {
        self.issues.push(Issue {
            place: self.source.place(offset),
            message,
        });
    }

    pub(super) fn type_variable(&mut self) -> Type {
        self.type_variables += 1;
        Type::Param(Arc::from(format!("_var{}", self.type_variables - 1)))
    }

    pub(super) fn mismatch(&mut self, offset: usize, expected: &Type, actual: &Type) {
        self.report(offset, format!("expected type '{expected}' but found '{actual}'"));
    }

    pub(super) fn undeclared(&mut self, offset: usize, name: &str) -> Type {
        self.report(
            offset,
            format!("undeclared reference to '{name}' (in container '')"),
        );
        Type::Error
    }

    pub(super) fn check(&mut self, expr: &mut Expr) {
        let ty = match &mut expr.kind {
            Kind::Literal(literal) => type_of_literal(literal),
            Kind::Ident(name) => match (self.local(name), self.env.variable(name)) {
                (Some((found, ty)), _) => {
                    *name = found;
                    ty
                }
                (None, Some(ty)) => ty,
                (None, None) => {
                    let name = Arc::clone(name);
                    self.undeclared(expr.offset, &name)
                }
            },
            Kind::Select { .. } => self.select(expr),
            Kind::Call { .. } => self.call(expr),
            Kind::List { .. } => self.list(expr),
            Kind::Map(_) => self.map(expr),
            Kind::Struct { name, fields } => {
                let name = Arc::clone(name);
                self.structure(expr.offset, &name, fields)
            }
            Kind::Comprehension(comprehension) => self.comprehension(comprehension),
        };
        expr.ty = if parts(&ty, MAX_TYPE_PARTS) == 0 {
            Type::Dyn
        } else {
            ty
        };
    }

    /// The variable of a comprehension around. A point in front says from 1.37 on that none is meant.
    fn local(&self, name: &str) -> Option<(Arc<str>, Type)> {
        let name = match name.strip_prefix('.') {
            Some(_) if self.env.version() >= KubernetesVersion::V1_37 => return None,
            Some(name) => name,
            None => name,
        };
        let found = self.scopes.iter().rev().find(|(variable, _)| **variable == *name);
        found.cloned()
    }

    fn select(&mut self, expr: &mut Expr) -> Type {
        // A chain of names is first tried as the name of a type, unless it begins with a local variable.
        if let Some(name) = expr.qualified_name() {
            let above = name.strip_prefix('.').map_or("", |_| ".");
            let first = name.trim_start_matches('.').split('.').next().unwrap_or_default();
            let local = self.local(&format!("{above}{first}")).is_some();
            if !local && names_type(&name) {
                let ty = self.env.variable(&name).unwrap_or(Type::Dyn);
                expr.kind = Kind::Ident(Arc::from(name));
                return ty;
            }
        }
        let offset = expr.offset;
        let Kind::Select { operand, field, test } = &mut expr.kind else {
            return Type::Error;
        };
        let ty = self.field(offset, operand, field, false);
        if *test {
            Type::Bool
        } else {
            self.substitution.apply(&ty, false)
        }
    }

    /// The type of a field of the operand.
    pub(super) fn field(&mut self, offset: usize, operand: &mut Expr, field: &str, optional: bool) -> Type {
        self.check(operand);
        let whole = self.substitution.apply(&operand.ty, false);
        let inner = whole.unwrap_optional();
        let target = inner.unwrap_or(&whole);
        let result = match target {
            Type::Map(_, value) => (**value).clone(),
            Type::Struct(object) => match self.env.field(object, field) {
                FieldLookup::Found(ty) => ty,
                FieldLookup::NoField => {
                    self.report(offset, format!("undefined field '{field}'"));
                    Type::Error
                }
                FieldLookup::NoObject => {
                    self.report(offset, format!("unexpected failed resolution of '{object}'"));
                    Type::Error
                }
            },
            Type::Param(_) => {
                let target = target.clone();
                self.substitution.assign(&Type::Dyn, &target);
                Type::Dyn
            }
            Type::Dyn | Type::Error => Type::Dyn,
            other => {
                self.report(offset, format!("type '{other}' does not support field selection"));
                Type::Dyn
            }
        };
        if inner.is_some() || optional {
            Type::optional(result)
        } else {
            result
        }
    }

    /// The type of an element, without the optional around it where the element is marked.
    fn element(&mut self, element: &mut Expr, optional: bool) -> Type {
        self.check(element);
        self.element_of(element, optional)
    }

    fn element_of(&mut self, element: &Expr, optional: bool) -> Type {
        let ty = element.ty.clone();
        if !optional {
            return ty;
        }
        match ty.unwrap_optional() {
            Some(inner) => inner.clone(),
            None => {
                if ty != Type::Dyn {
                    self.mismatch(element.offset, &Type::optional(ty.clone()), &ty);
                }
                ty
            }
        }
    }

    /// The type of an aggregate's elements once another one is known. That they differ is found later.
    fn join(&mut self, before: Option<Type>, next: Type) -> Type {
        let Some(before) = before else { return next };
        if self.substitution.assign(&before, &next) {
            return most_general(&before, &next).clone();
        }
        Type::Dyn
    }

    fn list(&mut self, expr: &mut Expr) -> Type {
        let Kind::List { elements, optional } = &mut expr.kind else {
            return Type::Error;
        };
        let mut joined = None;
        for (element, optional) in elements.iter_mut().zip(optional) {
            let ty = self.element(element, *optional);
            joined = Some(self.join(joined, ty));
        }
        Type::list(joined.unwrap_or_else(|| self.type_variable()))
    }

    fn map(&mut self, expr: &mut Expr) -> Type {
        let Kind::Map(entries) = &mut expr.kind else {
            return Type::Error;
        };
        let (mut keys, mut values) = (None, None);
        for entry in entries {
            self.check(&mut entry.key);
            keys = Some(self.join(keys, entry.key.ty.clone()));
            let value = self.element(&mut entry.value, entry.optional);
            values = Some(self.join(values, value));
        }
        match (keys, values) {
            (Some(keys), Some(values)) => Type::map(keys, values),
            _ => {
                let key = self.type_variable();
                Type::map(key, self.type_variable())
            }
        }
    }

    /// A struct literal: of the declared types only the two of protocol buffers can be made.
    fn structure(&mut self, offset: usize, name: &str, fields: &mut [FieldEntry]) -> Type {
        let Some(ty) = type_named(name, self.env.version()) else {
            return self.undeclared(offset, name);
        };
        let message = matches!(ty, Type::Duration | Type::Timestamp);
        let no_field = |field: &str| match ty.name() {
            name @ ("type" | "optional_type") => format!("unexpected failed resolution of '{name}'"),
            _ => format!("undefined field '{field}'"),
        };
        if !message {
            self.report(offset, format!("'{}' is not a message type", ty.name()));
        }
        for FieldEntry {
            name,
            offset,
            value,
            optional,
        } in fields
        {
            self.check(value);
            if !message || !matches!(&**name, "seconds" | "nanos") {
                self.report(*offset, no_field(name));
                continue;
            }
            let given = self.element_of(value, *optional);
            if !self.substitution.assign(&Type::Int, &given) {
                let problem =
                    format!("expected type of field '{name}' is 'int' but provided type is '{given}'");
                self.report(*offset, problem);
            }
        }
        if message { ty } else { Type::Error }
    }

    fn comprehension(&mut self, fold: &mut Comprehension) -> Type {
        self.check(&mut fold.range);
        self.check(&mut fold.init);
        let range = self.substitution.apply(&fold.range.ty, false);
        let accu = fold.init.ty.clone();
        let outer = self.scopes.len();
        self.scopes.push((Arc::clone(&fold.accu), accu.clone()));
        let inner = self.scopes.len();
        let (first, second) = match &range {
            Type::List(of) if fold.var2.is_some() => (Type::Int, (**of).clone()),
            Type::List(of) => ((**of).clone(), Type::Error),
            Type::Map(key, value) => ((**key).clone(), (**value).clone()),
            Type::Dyn | Type::Error | Type::Param(_) => {
                self.substitution.assign(&Type::Dyn, &range);
                (Type::Dyn, Type::Dyn)
            }
            other => {
                self.report(fold.range.offset, format!("expression of type '{other}' cannot be range of a comprehension (must be list, map, or dynamic)"));
                (Type::Error, Type::Error)
            }
        };
        self.scopes.push((Arc::clone(&fold.var), first));
        if let Some(var2) = &fold.var2 {
            self.scopes.push((Arc::clone(var2), second));
        }
        self.check(&mut fold.condition);
        self.assert_type(&fold.condition, &Type::Bool);
        self.check(&mut fold.step);
        self.assert_type(&fold.step, &accu);
        self.scopes.truncate(inner);
        self.check(&mut fold.result);
        self.scopes.truncate(outer);
        self.substitution.apply(&fold.result.ty, false)
    }

    fn assert_type(&mut self, expr: &Expr, wanted: &Type) {
        if !self.substitution.assign(wanted, &expr.ty) {
            self.mismatch(expr.offset, wanted, &expr.ty);
        }
    }
}

fn type_of_literal(literal: &Literal) -> Type {
    match literal {
        Literal::Null => Type::Null,
        Literal::Bool(_) => Type::Bool,
        Literal::Int(_) => Type::Int,
        Literal::Uint(_) => Type::Uint,
        Literal::Double(_) => Type::Double,
        Literal::String(_) => Type::String,
        Literal::Bytes(_) => Type::Bytes,
    }
}

/// What is left of `budget` after counting the parts of a type; 0 if it has more.
fn parts(ty: &Type, budget: usize) -> usize {
    let mut left = budget;
    let mut pending = vec![ty];
    while let Some(next) = pending.pop() {
        if left == 0 {
            return 0;
        }
        left -= 1;
        pending.extend(next.parameters());
    }
    left
}
