//! Whether a type is one of those that a pattern with parameters means, and what its parameters are then.

use crate::resolve::types::Type;
use std::collections::BTreeMap;

/// Whether a type fits a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It doesn't.
    No,
    /// Some of it is not known.
    Perhaps,
    /// It does.
    Yes,
}

/// Whether a type fits a pattern; the pattern's parameters go into `given`.
pub(super) fn fits(pattern: &Type, of: &Type, given: &mut BTreeMap<String, Type>) -> Fit {
    match (pattern, of) {
        (Type::Parameter(name), of) => match given.get(name).cloned() {
            Some(Type::Parameter(_)) | None => {
                given.insert(name.clone(), of.clone());
                Fit::Yes
            }
            Some(known) => fits(&known, of, given),
        },
        (_, Type::Parameter(_)) => Fit::Perhaps,
        (Type::Known(known, args), Type::Known(other, others)) if known == other => all(args, others, given),
        (Type::Item(id, args), Type::Item(other, others)) if id == other => all(args, others, given),
        (Type::Array(item, len), Type::Array(other, others)) if len == others => fits(item, other, given),
        (Type::Tuple(items), Type::Tuple(others)) if items.len() == others.len() => all(items, others, given),
        (Type::Kubernetes(path), Type::Kubernetes(other)) | (Type::Foreign(path), Type::Foreign(other))
            if path == other =>
        {
            Fit::Yes
        }
        _ => Fit::No,
    }
}

/// Arguments that are left out are not known.
fn all(patterns: &[Type], types: &[Type], given: &mut BTreeMap<String, Type>) -> Fit {
    let start = if patterns.len() == types.len() {
        Fit::Yes
    } else {
        Fit::Perhaps
    };
    let pairs = patterns.iter().zip(types);
    pairs.fold(start, |fit, (pattern, of)| fit.min(fits(pattern, of, given)))
}
