//! The type checker at calls: which overloads match, and what they return.

use std::sync::Arc;

use super::check::Checker;
use super::environment::Overload;
use super::syntax::ast::{Expr, Kind, Literal};
use super::types::Type;

impl Checker<'_> {
    pub(super) fn call(&mut self, expr: &mut Expr) -> Type {
        let offset = expr.offset;
        let Kind::Call {
            function,
            target,
            args,
        } = &mut expr.kind
        else {
            return Type::Error;
        };
        if &**function == "_?._" {
            return self.optional_select(expr);
        }
        for arg in args.iter_mut() {
            self.check(arg);
        }
        let Some(receiver) = target else {
            // A leading point names the function in no container, where all of them are.
            let name: Arc<str> = Arc::from(function.strip_prefix('.').unwrap_or(function));
            if self.env.overloads(&name).next().is_none() {
                let name = Arc::clone(function);
                return self.undeclared(offset, &name);
            }
            *function = Arc::clone(&name);
            return self.resolve_overloads(expr, &name);
        };
        if let Some(prefix) = receiver.qualified_name() {
            let qualified = format!("{prefix}.{function}");
            if self.env.overloads(&qualified).next().is_some() {
                let name: Arc<str> = Arc::from(qualified);
                *function = Arc::clone(&name);
                *target = None;
                return self.resolve_overloads(expr, &name);
            }
        }
        let name = Arc::clone(function);
        self.check(receiver);
        if self.env.overloads(&name).next().is_none() {
            return self.undeclared(offset, &name);
        }
        self.resolve_overloads(expr, &name)
    }

    fn optional_select(&mut self, expr: &mut Expr) -> Type {
        let offset = expr.offset;
        let Kind::Call { args, .. } = &mut expr.kind else {
            return Type::Error;
        };
        let [operand, field] = args.as_mut_slice() else {
            return Type::Error;
        };
        let Some(Literal::String(name)) = field.as_literal().cloned() else {
            return Type::Error;
        };
        field.ty = Type::String;
        let ty = self.field(offset, operand, &name, true);
        expr.overloads = vec![Arc::from("select_optional_field")];
        self.substitution.apply(&ty, false)
    }

    fn resolve_overloads(&mut self, expr: &mut Expr, name: &str) -> Type {
        let offset = expr.offset;
        let Kind::Call { target, args, .. } = &expr.kind else {
            return Type::Error;
        };
        let member = target.is_some();
        let operands: Vec<&Expr> = target.iter().map(|t| &**t).chain(args).collect();
        let types: Vec<Type> = operands.iter().map(|operand| operand.ty.clone()).collect();
        if matches!(name, "_&&_" | "_||_") {
            let places: Vec<usize> = operands.iter().map(|operand| operand.offset).collect();
            return self.logic(expr, name, &types, &places);
        }
        let mut result: Option<Type> = None;
        let mut found = Vec::new();
        for overload in self
            .env
            .overloads(name)
            .filter(|overload| overload.member == member)
        {
            let (args, returns) = if overload.generic {
                self.fresh(overload)
            } else {
                (overload.args.clone(), overload.result.clone())
            };
            if !self.substitution.assign_all(&types, &args) {
                continue;
            }
            found.push(Arc::clone(&overload.id));
            let returns = self.substitution.apply(&returns, false);
            result = Some(match result {
                None => returns,
                Some(known) if known == Type::Dyn || known == returns => known,
                Some(_) => Type::Dyn,
            });
        }
        expr.overloads = found;
        if let Some(result) = result {
            return result;
        }
        let shown: Vec<String> = types
            .iter()
            .map(|ty| self.substitution.apply(ty, true).to_string())
            .collect();
        let signature = match shown.split_first() {
            Some((target, rest)) if member => format!("{target}.({})", rest.join(", ")),
            _ => format!("({})", shown.join(", ")),
        };
        self.report(
            offset,
            format!("found no matching overload for '{name}' applied to '{signature}'"),
        );
        Type::Error
    }

    fn logic(&mut self, expr: &mut Expr, name: &str, types: &[Type], places: &[usize]) -> Type {
        let mut result = Type::Bool;
        for (ty, place) in types.iter().zip(places) {
            if !self.substitution.assign(ty, &Type::Bool) {
                self.mismatch(*place, &Type::Bool, ty);
                result = Type::Error;
            }
        }
        expr.overloads = vec![Arc::from(if name == "_&&_" {
            "logical_and"
        } else {
            "logical_or"
        })];
        result
    }

    /// The overload's types with type variables of its own.
    fn fresh(&mut self, overload: &Overload) -> (Vec<Type>, Type) {
        let mut names: Vec<(Arc<str>, Type)> = Vec::new();
        let mut rename = |ty: &Type| self.renamed(ty, &mut names);
        let args = overload.args.iter().map(&mut rename).collect();
        (args, rename(&overload.result))
    }

    fn renamed(&mut self, ty: &Type, names: &mut Vec<(Arc<str>, Type)>) -> Type {
        match ty {
            Type::Param(name) => {
                if let Some((_, known)) = names.iter().find(|(known, _)| known == name) {
                    return known.clone();
                }
                let variable = self.type_variable();
                names.push((Arc::clone(name), variable.clone()));
                variable
            }
            Type::List(of) => Type::list(self.renamed(of, names)),
            Type::Map(key, value) => Type::map(self.renamed(key, names), self.renamed(value, names)),
            Type::Type(of) => Type::Type(Arc::new(self.renamed(of, names))),
            Type::Opaque(name, of) => Type::Opaque(
                Arc::clone(name),
                of.iter().map(|p| self.renamed(p, names)).collect(),
            ),
            _ => ty.clone(),
        }
    }
}
