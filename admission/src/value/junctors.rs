//! `anyOf`, `oneOf`, `allOf` and `not`. Of alternatives that all fail, the errors of the one that fits best are told.

use serde_json::Value;

use super::Validator;
use super::outcome::Outcome;
use super::place::Place;
use crate::go::quote;
use crate::schema::Schema;

impl Validator {
    /// Validates the junctors of a node. Their branches know no old value: what did not change must fit them too, unless
    /// the node as a whole did not change.
    pub(super) fn junctors(&self, s: &Schema<'_>, value: &Value, place: &Place<'_>) -> Outcome {
        let mut out = Outcome::matching(1);
        let branch = |schema: &Schema<'_>| self.node(schema, value, place, true, None);
        let say = |rest: &str| format!("{} {rest}", quote(&place.to_string()));
        if !s.any_of.is_empty() {
            let best = first_or_best(s.any_of.iter().map(branch));
            if best.failed() {
                out.fail_bare(say("must validate at least one schema (anyOf)"));
            }
            out.merge(best);
        }
        if !s.one_of.is_empty() {
            one_of(s.one_of.iter().map(branch), say, &mut out);
        }
        if !s.all_of.is_empty() {
            let mut valid = 0;
            for result in s.all_of.iter().map(branch) {
                valid += usize::from(!result.failed());
                out.merge(result);
            }
            if valid != s.all_of.len() {
                let none = if valid == 0 { ". None validated" } else { "" };
                out.fail_bare(say(&format!("must validate all the schemas (allOf){none}")));
            }
        }
        if s.not.as_deref().is_some_and(|not| !branch(not).failed()) {
            out.fail_bare(say("must not validate the schema (not)"));
        }
        out
    }
}

/// The first that is valid, else the first of those that fit best.
fn first_or_best(results: impl Iterator<Item = Outcome>) -> Outcome {
    let mut best: Option<Outcome> = None;
    for result in results {
        if !result.failed() {
            return result;
        }
        if best.as_ref().is_none_or(|b| result.matches > b.matches) {
            best = Some(result);
        }
    }
    best.unwrap_or_default()
}

fn one_of(results: impl Iterator<Item = Outcome>, say: impl Fn(&str) -> String, out: &mut Outcome) {
    let (mut best, mut first_valid, mut valid) = (None::<Outcome>, None, 0);
    for result in results {
        if !result.failed() {
            valid += 1;
            first_valid.get_or_insert(result);
        } else if valid == 0 && best.as_ref().is_none_or(|b| result.matches > b.matches) {
            best = Some(result);
        }
    }
    match valid {
        1 => out.merge(first_valid.unwrap_or_default()),
        0 => {
            out.fail_bare(say(
                "must validate one and only one schema (oneOf). Found none valid",
            ));
            out.merge(best.unwrap_or_default());
        }
        _ => out.fail_bare(say(&format!(
            "must validate one and only one schema (oneOf). Found {valid} valid alternatives"
        ))),
    }
}
