//! Whether a value of one type may stand where another is wanted, and what type parameters that fixes.

use std::collections::HashMap;
use std::sync::Arc;

use super::types::Type;

/// What the type variables stand for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Substitution {
    known: HashMap<Arc<str>, Type>,
    /// What stood before each change since the last attempt began.
    undo: Vec<(Arc<str>, Option<Type>)>,
}

impl Substitution {
    fn find(&self, ty: &Type) -> Option<&Type> {
        match ty {
            Type::Param(name) => self.known.get(name),
            _ => None,
        }
    }

    fn add(&mut self, param: &Type, ty: Type) {
        if let Type::Param(name) = param {
            let before = self.known.insert(Arc::clone(name), ty);
            self.undo.push((Arc::clone(name), before));
        }
    }

    /// Keeps what an attempt learned if it succeeded.
    fn settle(&mut self, success: bool) -> bool {
        while let Some((name, before)) = self.undo.pop() {
            match before {
                _ if success => {}
                Some(before) => drop(self.known.insert(name, before)),
                None => drop(self.known.remove(&name)),
            }
        }
        success
    }

    /// Whether each of `from` fits into its counterpart; what is learned is kept only if all do.
    pub(crate) fn assign_all(&mut self, from: &[Type], into: &[Type]) -> bool {
        let fits = self.fit_all(from, into);
        self.settle(fits)
    }

    /// Whether `from` fits into `into`.
    pub(crate) fn assign(&mut self, from: &Type, into: &Type) -> bool {
        let fits = self.fit(from, into);
        self.settle(fits)
    }

    fn fit_all(&mut self, from: &[Type], into: &[Type]) -> bool {
        from.len() == into.len() && from.iter().zip(into).all(|(from, into)| self.fit(from, into))
    }

    fn fit(&mut self, t1: &Type, t2: &Type) -> bool {
        if let Type::Param(_) = t2 {
            let (valid, bound) = self.bind(t1, t2);
            if valid || bound {
                return valid;
            }
        }
        if let Type::Param(_) = t1 {
            return self.bind(t2, t1).0;
        }
        match (t1, t2) {
            (Type::Dyn | Type::Error, _) | (_, Type::Dyn | Type::Error) => true,
            (Type::Null, other) | (other, Type::Null) => nullable(other),
            (Type::Type(_), Type::Type(_)) => true,
            (Type::List(a), Type::List(b)) => self.fit(a, b),
            (Type::Map(k1, v1), Type::Map(k2, v2)) => self.fit(k1, k2) && self.fit(v1, v2),
            (Type::Opaque(n1, p1), Type::Opaque(n2, p2)) => n1 == n2 && self.fit_all(p1, p2),
            _ => t1 == t2,
        }
    }

    /// Lets the type variable `param` stand for `ty`: whether that can be, and whether it stood for something.
    fn bind(&mut self, ty: &Type, param: &Type) -> (bool, bool) {
        if ty == param {
            return (true, true);
        }
        if let Some(known) = self.find(param).cloned() {
            if *ty == known {
                return (true, true);
            }
            if !self.fit(ty, &known) {
                return (false, true);
            }
            let wider = most_general(ty, &known).clone();
            if self.not_within(param, &wider) {
                self.add(param, wider);
            }
            return (true, true);
        }
        if self.not_within(param, ty) {
            self.add(param, ty.clone());
            return (true, false);
        }
        (false, false)
    }

    /// Whether the type variable does not occur in `within`.
    fn not_within(&self, param: &Type, within: &Type) -> bool {
        if param == within {
            return false;
        }
        match within {
            Type::Param(_) => self
                .find(within)
                .is_none_or(|known| self.not_within(param, known)),
            _ => within
                .parameters()
                .into_iter()
                .all(|inner| self.not_within(param, inner)),
        }
    }

    /// The type with all that is known put in; what stays open becomes `dyn` where `close` is set.
    pub(crate) fn apply(&self, ty: &Type, close: bool) -> Type {
        if let Some(known) = self.find(ty) {
            return self.apply(known, close);
        }
        match ty {
            Type::Param(_) if close => Type::Dyn,
            Type::List(of) => Type::list(self.apply(of, close)),
            Type::Map(key, value) => Type::map(self.apply(key, close), self.apply(value, close)),
            Type::Type(of) => Type::Type(Arc::new(self.apply(of, close))),
            Type::Opaque(name, of) => Type::Opaque(
                Arc::clone(name),
                of.iter().map(|p| self.apply(p, close)).collect(),
            ),
            _ => ty.clone(),
        }
    }
}

/// Whether `null` may stand for a value of the type.
fn nullable(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Null | Type::Opaque(..) | Type::Struct(_) | Type::Duration | Type::Timestamp
    )
}

/// The wider of two assignable types.
pub(crate) fn most_general<'t>(t1: &'t Type, t2: &'t Type) -> &'t Type {
    if less_specific(t1, t2) { t1 } else { t2 }
}

fn less_specific(t1: &Type, t2: &Type) -> bool {
    match (t1, t2) {
        (Type::Dyn | Type::Error | Type::Param(_), _) => !matches!(t1, Type::Error) || t1 == t2,
        (_, Type::Dyn | Type::Param(_)) => false,
        (Type::List(a), Type::List(b)) => less_specific(a, b),
        (Type::Map(k1, v1), Type::Map(k2, v2)) => less_specific(k1, k2) && less_specific(v1, v2),
        (Type::Opaque(n1, p1), Type::Opaque(n2, p2)) => {
            n1 == n2 && p1.len() == p2.len() && p1.iter().zip(p2).all(|(a, b)| less_specific(a, b))
        }
        (Type::Type(_), Type::Type(_)) => true,
        _ => t1 == t2,
    }
}
