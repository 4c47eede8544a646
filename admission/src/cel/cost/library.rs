//! What the functions of the extension libraries cost: cel-go's sets and lists by overload, Kubernetes' own by name.

use super::estimator::{Call, Estimator, Operand};
use super::functions::{Estimate, PER_BYTE, PER_REGEX_BYTE, matching};
use super::path::Path;
use super::range::Range;
use crate::cel::syntax::ast::Literal;
use crate::cel::types::Type;

const CALL_COST: Range = Range::ONE;
const LIST_COST: Range = Range::fixed(10);
/// The longest regular expression of a named format.
const MAX_FORMAT_REGEX: f64 = 128.0;
/// The longest name of a format.
const MAX_FORMAT_NAME: u64 = 64;
/// Bytes of an IP address.
const ADDRESS: Range = Range { min: 4, max: 16 };

impl Estimator<'_> {
    /// The cost of a library function; none where it costs as CEL's own functions do.
    pub(super) fn library_cost(&mut self, call: &Call<'_, '_>, overload: &str) -> Option<Estimate> {
        self.extension_cost(call, overload)
            .or_else(|| self.kubernetes_cost(call, overload))
    }

    /// The size of an operand: known already, else what the schema says now.
    fn size_of(&self, operand: &Operand<'_>) -> Range {
        operand
            .computed
            .or_else(|| self.declared_size(&operand.path))
            .unwrap_or(Range::UNKNOWN)
    }

    fn extension_cost(&self, call: &Call<'_, '_>, overload: &str) -> Option<Estimate> {
        let target = || call.target.map(|t| self.size_of(t));
        let arg = |i: usize| call.args.get(i).map(|a| self.size_of(a));
        Some(match overload {
            "list_sets_contains_list" | "list_sets_intersects_list" => {
                Estimate::cost(arg(0)?.times(arg(1)?).factor(1.0).plus(CALL_COST))
            }
            "list_sets_equivalent_list" => Estimate::cost(arg(0)?.times(arg(1)?).factor(2.0).plus(CALL_COST)),
            "list_slice" => {
                let [start, end] = call.args else { return None };
                let end = int_of(end, target()?.max);
                allocating(1.0, Range::fixed(end.wrapping_sub(int_of(start, 0))))
            }
            "lists_range" => allocating(1.0, Range::fixed(int_of(call.args.first()?, u64::MAX))),
            "list_reverse" => allocating(1.0, target()?),
            "list_flatten" => allocating(1.0, target()?),
            "list_flatten_int" => allocating(int_of(call.args.first()?, u64::MAX) as f64, target()?),
            "list_distinct" => allocating(2.0, square(target()?)),
            _ => {
                let element = overload.strip_prefix("list_")?;
                let (size, element) = match element.strip_suffix("_sort") {
                    Some(element) => (target()?, element),
                    None => (arg(0)?, element.strip_suffix("_sortByAssociatedKeys")?),
                };
                let factor = if matches!(element, "string" | "bytes") {
                    2.0 + PER_BYTE
                } else {
                    2.0
                };
                allocating(factor, square(size))
            }
        })
    }

    fn kubernetes_cost(&mut self, call: &Call<'_, '_>, overload: &str) -> Option<Estimate> {
        let target = || call.target.map(|t| self.size_of(t));
        let arg = |i: usize| call.args.get(i).map(|a| self.size_of(a));
        Some(match call.function {
            "isSorted" | "sum" | "max" | "min" | "indexOf" | "lastIndexOf" | "includes" => {
                return self.traversal(call);
            }
            "url" => Estimate::sized(arg(0)?.factor(PER_BYTE), arg(0)?),
            "lowerAscii" | "upperAscii" | "substring" | "trim" => {
                Estimate::sized(target()?.factor(PER_BYTE), target()?)
            }
            "replace" => {
                let size = target()?;
                Estimate::sized(size.factor(2.0 * PER_BYTE), replaced(size, arg(0)?, arg(1)?))
            }
            "split" => {
                let size = target()?;
                let limit = call.args.get(1).and_then(|limit| int_literal(limit));
                let max = limit.map_or(size.max, |limit| limit as u64);
                Estimate::sized(size.factor(2.0 * PER_BYTE), Range { min: 0, max })
            }
            "join" => return self.join(call),
            "find" | "findAll" => {
                let size = target()?;
                Estimate::sized(
                    matching(size, arg(0)?),
                    Range {
                        min: 0,
                        max: size.max,
                    },
                )
            }
            "ip" if overload == "cidr_ip" => Estimate::cost(Range::ONE),
            "cidr" | "isIP" | "isCIDR" | "ip" | "quantity" | "isQuantity" | "semver" | "isSemver" => {
                Estimate::cost(arg(0)?.factor(PER_BYTE))
            }
            "ip.isCanonical" => Estimate::cost(arg(0)?.factor(2.0 * PER_BYTE)),
            "containsIP" | "containsCIDR" => {
                let mut cost = ADDRESS.plus(ADDRESS).factor(PER_BYTE);
                if call.function == "containsCIDR" {
                    cost = cost.plus(ADDRESS.factor(PER_BYTE)).plus(Range::ONE);
                }
                if matches!(overload, "cidr_contains_ip_string" | "cidr_contains_cidr_string") {
                    cost = cost.plus(arg(0)?.factor(PER_BYTE));
                }
                Estimate::cost(cost)
            }
            "validate" => Estimate::cost(arg(0)?.factor(PER_BYTE).factor(MAX_FORMAT_REGEX * PER_REGEX_BYTE)),
            name if costs_one(name) => Estimate::cost(Range::ONE),
            "_==_" => return equality(call),
            _ => return None,
        })
    }

    /// Functions that go once over a list or a string.
    fn traversal(&self, call: &Call<'_, '_>) -> Option<Estimate> {
        let target = call.target?;
        let size = self.size_of(target);
        let Some(element) = element(target) else {
            let per_item = if call.function == "includes" {
                1.0
            } else {
                PER_BYTE
            };
            return Some(Estimate::cost(size.factor(per_item)));
        };
        let mut per_element = Range::ONE;
        if matches!(element.ty, Type::String | Type::Bytes) {
            per_element = per_element.plus(self.size_of(&element).factor(PER_BYTE));
        }
        Some(Estimate::cost(size.times(per_element)))
    }

    fn join(&self, call: &Call<'_, '_>) -> Option<Estimate> {
        let target = call.target?;
        let count = self.size_of(target);
        let mut size = element(target).map_or(Range::ZERO, |element| count.times(self.size_of(&element)));
        if let Some(separator) = call.args.first() {
            let between = Range {
                min: count.min.saturating_sub(1),
                max: count.max.saturating_sub(1),
            };
            size = size.plus(self.size_of(separator).times(between));
        }
        Some(Estimate::sized(size.factor(PER_BYTE), size))
    }
}

/// The elements of a list (or, as the server has it, of anything with a type parameter).
fn element<'e>(list: &Operand<'e>) -> Option<Operand<'e>> {
    let ty = (*list.ty.parameters().first()?).clone();
    let path = if list.path.is_empty() {
        Path::default()
    } else {
        list.path.copy_and_append("@items")
    };
    Some(Operand {
        path,
        ty,
        expr: None,
        computed: None,
    })
}

fn square(size: Range) -> Range {
    size.times(size)
}

/// A function that makes a list of `size` elements.
fn allocating(per_element: f64, size: Range) -> Estimate {
    Estimate::sized(size.factor(per_element).plus(CALL_COST).plus(LIST_COST), size)
}

fn int_literal(operand: &Operand<'_>) -> Option<i64> {
    match operand.expr?.as_literal()? {
        Literal::Int(n) => Some(*n),
        _ => None,
    }
}

/// The value of an integer literal, not below 0; else `default`.
fn int_of(operand: &Operand<'_>, default: u64) -> u64 {
    int_literal(operand).map_or(default, |n| u64::try_from(n).unwrap_or(0))
}

/// The size of a string after `replace`.
fn replaced(size: Range, from: Range, to: Range) -> Range {
    let (mut count, mut kept) = (Range::ZERO, Range::ZERO);
    if from.min == 0 {
        count.max = size.max.saturating_add(1);
        kept.max = size.max;
    } else if to.max <= from.min {
        kept.max = size.max;
    } else {
        count.max = (size.max as f64 / from.min as f64).ceil() as u64;
    }
    if from.max == 0 {
        count.min = size.min.saturating_add(1);
        kept.min = size.min;
    } else if from.max <= to.min {
        kept.min = size.min;
    } else {
        count.min = (size.min as f64 / from.max as f64).ceil() as u64;
    }
    count.times(to).plus(kept)
}

/// The comparison of two values of one of Kubernetes' own types.
fn equality(call: &Call<'_, '_>) -> Option<Estimate> {
    let [left, right] = call.args else { return None };
    if left.ty != right.ty {
        return None;
    }
    let (Type::Opaque(name, _) | Type::Struct(name)) = &left.ty else {
        return None;
    };
    Some(Estimate::cost(match &**name {
        "net.IP" | "net.CIDR" | "kubernetes.Quantity" | "kubernetes.Semver" => Range::ONE,
        "kubernetes.NamedFormat" => Range {
            min: 1,
            max: MAX_FORMAT_NAME,
        }
        .factor(PER_BYTE),
        "kubernetes.URL" => Range {
            min: 1,
            max: right.computed.map_or(1, |size| size.max),
        }
        .factor(PER_BYTE),
        _ => return None,
    }))
}

/// Whether a function of Kubernetes' libraries costs 1 whatever it is given, when it is estimated and when it is called.
pub(in crate::cel) fn costs_one(function: &str) -> bool {
    matches!(
        function,
        "masked"
            | "prefixLength"
            | "family"
            | "isUnspecified"
            | "isLoopback"
            | "isLinkLocalMulticast"
            | "isLinkLocalUnicast"
            | "isGlobalUnicast"
            | "format.named"
            | "sign"
            | "asInteger"
            | "isInteger"
            | "asApproximateFloat"
            | "isGreaterThan"
            | "isLessThan"
            | "compareTo"
            | "add"
            | "sub"
            | "major"
            | "minor"
            | "patch"
            | "getScheme"
            | "getHostname"
            | "getHost"
            | "getPort"
            | "getEscapedPath"
            | "getQuery"
    )
}
