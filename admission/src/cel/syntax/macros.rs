//! The macros: `has`, the comprehensions in one and two variables, `optMap`, `optFlatMap`, `sortBy`.

use std::sync::Arc;

use super::ast::{Comprehension, Expr, Kind, Literal};
use super::nodes::Nodes;
use super::parser::Syntax;

/// The name of the accumulator.
const ACCUMULATOR: &str = "@result";

/// The accumulator's name in older servers, still refused as a variable.
const OLD_ACCUMULATOR: &str = "__result__";

/// A macro with an argument that it cannot take.
#[derive(Debug)]
pub(super) struct Misuse {
    pub(super) offset: usize,
    pub(super) message: String,
}

fn misuse<T>(at: &Expr, message: impl Into<String>) -> Result<T, Misuse> {
    Err(Misuse {
        offset: at.offset,
        message: message.into(),
    })
}

/// The expansion of the call, or the call itself where it is no macro.
pub(super) fn expand(
    nodes: &mut Nodes,
    syntax: Syntax,
    offset: usize,
    name: &str,
    target: Option<Expr>,
    mut args: Vec<Expr>,
) -> Result<Expr, Misuse> {
    let mut make = Make { nodes, offset };
    let Some(target) = target else {
        if name == "has" && args.len() == 1 {
            let mut arg = args.remove(0);
            return match &mut arg.kind {
                Kind::Select { test, .. } => {
                    *test = true;
                    arg.offset = offset;
                    Ok(arg)
                }
                _ => misuse(&arg, "invalid argument to has() macro"),
            };
        }
        return Ok(make.expr(Kind::Call {
            function: Arc::from(name),
            target: None,
            args,
        }));
    };
    match (name, args.len()) {
        ("all" | "exists" | "exists_one", 2) => make.quantifier(name, target, args),
        ("all" | "exists" | "exists_one" | "existsOne", 3) => make.quantifier(name, target, args),
        ("map", 2 | 3) => make.map(target, args),
        ("filter", 2) => make.filter(target, args),
        ("transformList" | "transformMap" | "transformMapEntry", 3 | 4) => make.transform(name, target, args),
        ("optMap" | "optFlatMap", 2) => make.opt_map(name, target, args),
        ("sortBy", 2) if syntax.sort_by => make.sort_by(target, args),
        _ => Ok(make.expr(Kind::Call {
            function: Arc::from(name),
            target: Some(Box::new(target)),
            args,
        })),
    }
}

/// Makes nodes that stand where the macro was called.
struct Make<'n> {
    nodes: &'n mut Nodes,
    offset: usize,
}

/// The variables of a comprehension.
struct Vars {
    first: Arc<str>,
    second: Option<Arc<str>>,
}

impl Make<'_> {
    fn expr(&mut self, kind: Kind) -> Expr {
        self.nodes.new_expr(self.offset, kind)
    }

    fn accu(&mut self) -> Expr {
        self.expr(Kind::Ident(Arc::from(ACCUMULATOR)))
    }

    fn call(&mut self, function: &str, args: Vec<Expr>) -> Expr {
        self.nodes.call(self.offset, function, args)
    }

    fn member(&mut self, function: &str, target: Expr, args: Vec<Expr>) -> Expr {
        self.expr(Kind::Call {
            function: Arc::from(function),
            target: Some(Box::new(target)),
            args,
        })
    }

    fn bool(&mut self, value: bool) -> Expr {
        self.expr(Kind::Literal(Literal::Bool(value)))
    }

    fn int(&mut self, value: i64) -> Expr {
        self.expr(Kind::Literal(Literal::Int(value)))
    }

    fn list(&mut self, elements: Vec<Expr>) -> Expr {
        let optional = vec![false; elements.len()];
        self.expr(Kind::List { elements, optional })
    }

    fn fold(
        &mut self,
        range: Expr,
        vars: Vars,
        init: Expr,
        condition: Expr,
        step: Expr,
        result: Expr,
    ) -> Expr {
        let accu = Arc::from(ACCUMULATOR);
        let Vars {
            first: var,
            second: var2,
        } = vars;
        self.expr(Kind::Comprehension(Box::new(Comprehension {
            range,
            var,
            var2,
            accu,
            init,
            condition,
            step,
            result,
        })))
    }

    /// `condition ? step : accumulator`, or just the step.
    fn guarded(&mut self, filter: Option<Expr>, step: Expr) -> Expr {
        let Some(filter) = filter else { return step };
        let accu = self.accu();
        self.call("_?_:_", vec![filter, step, accu])
    }

    fn quantifier(&mut self, name: &str, target: Expr, mut args: Vec<Expr>) -> Result<Expr, Misuse> {
        let vars = take_vars(&mut args, "argument must be a simple name")?;
        let predicate = take_first(&mut args, self);
        let accu = self.accu();
        Ok(match name {
            "all" => {
                let init = self.bool(true);
                let condition = self.call("@not_strictly_false", vec![accu]);
                let accu = self.accu();
                let step = self.call("_&&_", vec![accu, predicate]);
                let result = self.accu();
                self.fold(target, vars, init, condition, step, result)
            }
            "exists" => {
                let init = self.bool(false);
                let not = self.call("!_", vec![accu]);
                let condition = self.call("@not_strictly_false", vec![not]);
                let accu = self.accu();
                let step = self.call("_||_", vec![accu, predicate]);
                let result = self.accu();
                self.fold(target, vars, init, condition, step, result)
            }
            _ => {
                let init = self.int(0);
                let condition = self.bool(true);
                let one = self.int(1);
                let more = self.call("_+_", vec![accu, one]);
                let step = self.guarded(Some(predicate), more);
                let accu = self.accu();
                let one = self.int(1);
                let result = self.call("_==_", vec![accu, one]);
                self.fold(target, vars, init, condition, step, result)
            }
        })
    }

    fn map(&mut self, target: Expr, mut args: Vec<Expr>) -> Result<Expr, Misuse> {
        let vars = one_var(&args, "argument is not an identifier")?;
        args.remove(0);
        let filter = (args.len() == 2).then(|| args.remove(0));
        let value = take_first(&mut args, self);
        Ok(self.collect(target, vars, filter, value))
    }

    fn filter(&mut self, target: Expr, mut args: Vec<Expr>) -> Result<Expr, Misuse> {
        let vars = one_var(&args, "argument is not an identifier")?;
        let variable = args.remove(0);
        let predicate = take_first(&mut args, self);
        Ok(self.collect(target, vars, Some(predicate), variable))
    }

    /// Folds into a list.
    fn collect(&mut self, target: Expr, vars: Vars, filter: Option<Expr>, value: Expr) -> Expr {
        let init = self.list(Vec::new());
        let condition = self.bool(true);
        let accu = self.accu();
        let element = self.list(vec![value]);
        let step = self.call("_+_", vec![accu, element]);
        let step = self.guarded(filter, step);
        let result = self.accu();
        self.fold(target, vars, init, condition, step, result)
    }

    fn transform(&mut self, name: &str, target: Expr, mut args: Vec<Expr>) -> Result<Expr, Misuse> {
        let vars = two_vars(&mut args)?;
        let filter = (args.len() == 2).then(|| args.remove(0));
        let value = take_first(&mut args, self);
        if name == "transformList" {
            return Ok(self.collect(target, vars, filter, value));
        }
        let init = self.expr(Kind::Map(Vec::new()));
        let condition = self.bool(true);
        let accu = self.accu();
        let insert = if name == "transformMap" {
            let key = self.expr(Kind::Ident(Arc::clone(&vars.first)));
            vec![accu, key, value]
        } else {
            vec![accu, value]
        };
        let step = self.call("cel.@mapInsert", insert);
        let step = self.guarded(filter, step);
        let result = self.accu();
        Ok(self.fold(target, vars, init, condition, step, result))
    }

    /// A variable bound once: a fold over nothing.
    fn bind(&mut self, name: &Arc<str>, value: Expr, result: Expr) -> Expr {
        let range = self.list(Vec::new());
        let condition = self.bool(false);
        let step = self.expr(Kind::Ident(Arc::clone(name)));
        let (var, accu) = (Arc::from("#unused"), Arc::clone(name));
        let fold = Comprehension {
            range,
            var,
            var2: None,
            accu,
            init: value,
            condition,
            step,
            result,
        };
        self.expr(Kind::Comprehension(Box::new(fold)))
    }

    fn opt_map(&mut self, macro_name: &str, target: Expr, mut args: Vec<Expr>) -> Result<Expr, Misuse> {
        let variable = args.remove(0);
        let Some(name) = variable.as_ident().cloned() else {
            return misuse(
                &variable,
                format!("{macro_name}() variable name must be a simple identifier"),
            );
        };
        let mapped = take_first(&mut args, self);
        let Some(copy) = self.nodes.copy(&target) else {
            return Err(Misuse {
                offset: self.offset,
                message: format!("{macro_name}() expands to too large an expression"),
            });
        };
        let has = self.member("hasValue", target, Vec::new());
        let value = self.member("value", copy, Vec::new());
        let bound = self.bind(&name, value, mapped);
        let some = if macro_name == "optMap" {
            self.call("optional.of", vec![bound])
        } else {
            bound
        };
        let none = self.call("optional.none", Vec::new());
        Ok(self.call("_?_:_", vec![has, some, none]))
    }

    fn sort_by(&mut self, target: Expr, mut args: Vec<Expr>) -> Result<Expr, Misuse> {
        let kind_ok = matches!(
            target.kind,
            Kind::List { .. }
                | Kind::Select { .. }
                | Kind::Ident(_)
                | Kind::Comprehension(_)
                | Kind::Call { .. }
        );
        if !kind_ok {
            return misuse(
                &target,
                "sortBy can only be applied to a list, identifier, comprehension, call or select expression",
            );
        }
        let keys_args = std::mem::take(&mut args);
        let name: Arc<str> = Arc::from("@__sortBy_input__");
        let input = self.expr(Kind::Ident(Arc::clone(&name)));
        let keys = self.map(input, keys_args)?;
        let input = self.expr(Kind::Ident(Arc::clone(&name)));
        let sorted = self.member("@sortByAssociatedKeys", input, vec![keys]);
        Ok(self.bind(&name, target, sorted))
    }
}

fn take_first(args: &mut Vec<Expr>, make: &mut Make<'_>) -> Expr {
    if args.is_empty() {
        make.bool(true)
    } else {
        args.remove(0)
    }
}

/// One variable before one remaining argument, else two.
fn take_vars(args: &mut Vec<Expr>, message: &str) -> Result<Vars, Misuse> {
    if args.len() == 3 {
        return two_vars(args);
    }
    let vars = one_var(args, message)?;
    args.remove(0);
    Ok(vars)
}

fn one_var(args: &[Expr], message: &str) -> Result<Vars, Misuse> {
    let Some(arg) = args.first() else {
        return Err(Misuse {
            offset: 0,
            message: message.to_owned(),
        });
    };
    let Some(name) = arg.as_ident() else {
        return misuse(arg, message);
    };
    check_accumulator(arg, name)?;
    Ok(Vars {
        first: Arc::clone(name),
        second: None,
    })
}

fn two_vars(args: &mut Vec<Expr>) -> Result<Vars, Misuse> {
    let (first, second) = (args.remove(0), args.remove(0));
    let name = |arg: &Expr| match arg.as_ident() {
        Some(name) => Ok(Arc::clone(name)),
        None => misuse(arg, "argument must be a simple name"),
    };
    let (one, two) = (name(&first)?, name(&second)?);
    if one == two {
        return misuse(&second, format!("duplicate variable name: {one}"));
    }
    check_accumulator(&first, &one)?;
    check_accumulator(&second, &two)?;
    Ok(Vars {
        first: one,
        second: Some(two),
    })
}

fn check_accumulator(arg: &Expr, name: &str) -> Result<(), Misuse> {
    if name == ACCUMULATOR || name == OLD_ACCUMULATOR {
        return misuse(arg, "iteration variable overwrites accumulator variable");
    }
    Ok(())
}
