//! What a call costs beyond its receiver: the operators and functions of CEL itself.

use super::estimator::{Call, Estimator, Operand};
use super::range::Range;

/// Cost of going over one byte of a string.
pub(super) const PER_BYTE: f64 = 0.1;
/// Cost of one byte of a regular expression.
pub(super) const PER_REGEX_BYTE: f64 = 0.25;

/// The cost of a call with one of its overloads, and the size of its result.
pub(super) struct Estimate {
    pub(super) cost: Range,
    pub(super) size: Option<Range>,
}

impl Estimate {
    pub(super) fn cost(cost: Range) -> Estimate {
        Estimate { cost, size: None }
    }

    pub(super) fn sized(cost: Range, size: Range) -> Estimate {
        Estimate {
            cost,
            size: Some(size),
        }
    }
}

impl Operand<'_> {
    pub(super) fn size(&self) -> Range {
        self.computed.unwrap_or(Range::UNKNOWN)
    }
}

impl Estimator<'_> {
    /// The cost of a call, arguments included.
    pub(super) fn function_cost(&mut self, call: &Call<'_, '_>, overload: &str) -> Estimate {
        if let Some(estimate) = self.control(call, overload) {
            return estimate;
        }
        let own = self
            .library_cost(call, overload)
            .or_else(|| self.standard_cost(call, overload))
            .unwrap_or(Estimate::cost(Range::ONE));
        let arguments = call.costs.iter().fold(Range::ZERO, |sum, cost| sum.plus(*cost));
        Estimate {
            cost: own.cost.plus(arguments),
            size: own.size,
        }
    }

    /// The operators that do not evaluate all their operands.
    fn control(&mut self, call: &Call<'_, '_>, overload: &str) -> Option<Estimate> {
        match (overload, call.costs) {
            ("logical_and" | "logical_or", [left, right]) => Some(Estimate::cost(Range {
                min: left.min,
                max: left.plus(*right).max,
            })),
            ("conditional", [condition, yes, no]) => {
                let [_, then, otherwise] = call.args else {
                    return None;
                };
                let entries = self.union_entries(then.expr, otherwise.expr);
                self.set_entries(call.expr.id, entries);
                let size = then.size().union(otherwise.size());
                Some(Estimate::sized(condition.plus(yes.union(*no)), size))
            }
            _ => None,
        }
    }

    fn standard_cost(&mut self, call: &Call<'_, '_>, overload: &str) -> Option<Estimate> {
        let target = call.target.map(Operand::size);
        let arg = |i: usize| call.args.get(i).map(Operand::size);
        Some(match overload {
            "string_format" => Estimate::cost(target?.factor(PER_BYTE)),
            "string_to_bytes" => {
                let size = arg(0)?;
                let result = Range {
                    min: size.min,
                    max: size.max.wrapping_mul(4),
                };
                Estimate::sized(size.factor(PER_BYTE), result)
            }
            "bytes_to_string" => {
                let size = arg(0)?;
                Estimate::sized(
                    size.factor(PER_BYTE),
                    Range {
                        min: size.min / 4,
                        max: size.max,
                    },
                )
            }
            "strings_quote" => {
                let size = arg(0)?;
                let result = Range {
                    min: size.min.wrapping_add(2),
                    max: size.max.wrapping_mul(2).wrapping_add(2),
                };
                Estimate::sized(size.factor(PER_BYTE), result)
            }
            "starts_with_string" | "ends_with_string" => Estimate::cost(arg(0)?.factor(PER_BYTE)),
            "in_list" => Estimate::cost(arg(1)?.factor(1.0)),
            "matches_string" => Estimate::cost(matching(target?, arg(0)?)),
            "matches" => Estimate::cost(matching(arg(0)?, arg(1)?)),
            "contains_string" => Estimate::cost(target?.factor(PER_BYTE).times(arg(0)?.factor(PER_BYTE))),
            "add_string" | "add_bytes" | "add_list" => return self.addition(call, overload),
            name if compares_texts(name) => {
                let max = arg(0)?.max.min(arg(1)?.max);
                Estimate::cost(Range { min: max.min(1), max }.factor(PER_BYTE))
            }
            _ => return None,
        })
    }

    fn addition(&mut self, call: &Call<'_, '_>, overload: &str) -> Option<Estimate> {
        let [left, right] = call.args else { return None };
        let size = left.size().plus(right.size());
        let entries = self.union_entries(left.expr, right.expr);
        self.set_entries(call.expr.id, entries);
        let cost = if overload == "add_list" {
            Range::ONE
        } else {
            size.factor(PER_BYTE)
        };
        Some(Estimate::sized(cost, size))
    }
}

/// The cost of matching a string against a regular expression.
pub(super) fn matching(text: Range, regex: Range) -> Range {
    text.plus(Range::ONE)
        .factor(PER_BYTE)
        .times(regex.factor(PER_REGEX_BYTE))
}

/// Whether an overload goes over two texts, or whatever else they are, until they differ.
pub(in crate::cel) fn compares_texts(overload: &str) -> bool {
    matches!(
        overload,
        "equals"
            | "not_equals"
            | "less_string"
            | "greater_string"
            | "less_equals_string"
            | "greater_equals_string"
            | "less_bytes"
            | "greater_bytes"
            | "less_equals_bytes"
            | "greater_equals_bytes"
    )
}
