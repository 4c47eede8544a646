//! `#[validation(…)]`: bounds of the type and of the field both hold.

use super::formats;
use super::load::Loader;
use super::node::{Bound, Node, Size};
use super::number;
use super::place::Place;
use crate::diag::{Code, Diagnostic};
use crate::model::{NodeKind, Validation};
use crate::span::{Span, Spanned};
use serde_json::{Number, Value};
use std::cmp::Ordering;

type Key<T> = Option<Spanned<T>>;

impl Loader<'_> {
    /// Applies one attribute to a node, and to what is in it.
    pub(super) fn validation(&mut self, node: &mut Node, said: &Validation, at: &Place) {
        if said.is_empty() {
            return;
        }
        self.numbers(node, said, at);
        self.sizes(node, said, at);
        self.strings(node, said, at);
        self.choices_said(node, said, at);
        self.inner(node, said, at);
        self.rules(node, said, at);
    }

    fn inner(&mut self, node: &mut Node, said: &Validation, at: &Place) {
        if let Some(items) = &said.items
            && self.fits(node.kind(), "items", items.at, at)
            && let Some(inner) = node.items.as_deref_mut()
        {
            self.validation(inner, &items.value, &at.items());
        }
        if let Some(values) = &said.values
            && self.fits(node.kind(), "values", values.at, at)
        {
            if let Some(inner) = node.additional.as_deref_mut() {
                self.validation(inner, &values.value, &at.values());
            } else {
                for (name, value) in &mut node.properties {
                    self.validation(value, &values.value, &at.property(name));
                }
            }
        }
        if let Some(keys) = &said.keys
            && self.fits(node.kind(), "keys", keys.at, at)
        {
            self.keys(node, &keys.value, keys.at, at);
        }
    }

    fn numbers(&mut self, node: &mut Node, said: &Validation, at: &Place) {
        let min = self.bound(node, "minimum", &said.minimum, &said.exclusive_minimum, at);
        let max = self.bound(node, "maximum", &said.maximum, &said.exclusive_maximum, at);
        min.iter().for_each(|bound| node.raise(bound.clone()));
        max.iter().for_each(|bound| node.cap(bound.clone()));
        if min.is_some() || max.is_some() {
            self.consistent(node, min.as_ref(), max.as_ref(), at);
        }
        if let Some(multiple) = &said.multiple_of
            && self.fits(node.kind(), "multiple_of", multiple.at, at)
            && let Some(number) = self.number(node, "multiple_of", &multiple.value, multiple.at, at)
        {
            if number.as_f64().is_some_and(|number| number > 0.0) {
                if !node.numbers.multiples.contains(&number) {
                    node.numbers.multiples.push(number);
                }
            } else {
                let help = "write the step between two values that are allowed";
                self.bad_value(multiple.at, at, "`multiple_of` takes a number above 0", help);
            }
        }
    }

    fn bound(
        &mut self,
        node: &Node,
        key: &'static str,
        value: &Key<Value>,
        exclusive: &Key<bool>,
        at: &Place,
    ) -> Option<Bound> {
        let Some(value) = value else {
            if let Some(flag) = exclusive {
                let message = format!("`exclusive_{key}` needs `{key}` beside it");
                self.error(
                    Diagnostic::new(Code::KeyMissing, flag.at, at.path.clone(), message)
                        .note("it says that the bound itself is not allowed, as in OpenAPI v3")
                        .help(format!("write `{key} = …` beside it, or leave it out")),
                );
            }
            return None;
        };
        if !self.fits(node.kind(), key, value.at, at) {
            return None;
        }
        let number = self.number(node, key, &value.value, value.at, at)?;
        let exclusive = exclusive.as_ref().is_some_and(|flag| flag.value);
        if let (Some((min, max)), Some(bound), true) =
            (node.numbers.range, number::integer(&number), key != "multiple_of")
            && !(min..=max).contains(&bound)
        {
            let message = format!("`{key}` is {number}, outside of what the type holds: {min} to {max}");
            self.out_of_range(value.at, at, message);
            return None;
        }
        Some(Bound {
            value: number,
            exclusive,
            at: value.at,
        })
    }

    /// A number that the server can compare values of the node with.
    fn number(&mut self, node: &Node, key: &str, value: &Value, span: Span, at: &Place) -> Option<Number> {
        let Value::Number(number) = value else {
            let message = format!("`{key}` takes a number, not {value}");
            self.bad_value(span, at, message, "write a number, or a constant that holds one");
            return None;
        };
        if !number::is_comparable(number) {
            let message = format!("`{key}` is {number}, of a magnitude over 2^63-1024");
            self.out_of_range(span, at, message);
            return None;
        }
        if node.kind() == NodeKind::Integer && number::integer(number).is_none() {
            self.out_of_range(
                span,
                at,
                format!("`{key}` is {number}, and the value is an integer"),
            );
            return None;
        }
        Some(number::written(number))
    }

    fn out_of_range(&mut self, span: Span, at: &Place, message: String) {
        self.error(
            Diagnostic::new(Code::BoundOutOfRange, span, at.path.clone(), message)
                .note("the API server would take the definition, and then refuse every object or none")
                .help("give a bound that the type can reach, or leave it out"),
        );
    }

    /// After bounds were applied: whether any number is left.
    fn consistent(&mut self, node: &Node, new_min: Option<&Bound>, new_max: Option<&Bound>, at: &Place) {
        let (Some(min), Some(max)) = (&node.numbers.minimum, &node.numbers.maximum) else {
            return;
        };
        let order = number::compare(&min.value, &max.value);
        if order == Ordering::Less || order == Ordering::Equal && !min.exclusive && !max.exclusive {
            return;
        }
        let (min_value, max_value) = (&min.value, &max.value);
        let message =
            format!("no number is left between the minimum {min_value} and the maximum {max_value}");
        let is_new = |new: Option<&Bound>, there: &Bound| new.is_some_and(|new| new.value == there.value);
        let met = Met {
            low: (min.at, is_new(new_min, min)),
            high: (max.at, is_new(new_max, max)),
        };
        let help = if order == Ordering::Equal {
            "leave the bound itself in, or loosen one of the two".to_owned()
        } else {
            format!("write a minimum of at most {max_value}, or a maximum of at least {min_value}")
        };
        self.error(met.told(at, message, help));
    }

    fn sizes(&mut self, node: &mut Node, said: &Validation, at: &Place) {
        let kind = node.kind();
        let (length, count, fields) = (node.length, node.count, node.fields);
        node.length = self.size(
            kind,
            length,
            ("min_length", &said.min_length),
            ("max_length", &said.max_length),
            at,
        );
        node.count = self.size(
            kind,
            count,
            ("min_items", &said.min_items),
            ("max_items", &said.max_items),
            at,
        );
        node.fields = self.size(
            kind,
            fields,
            ("min_properties", &said.min_properties),
            ("max_properties", &said.max_properties),
            at,
        );
    }

    fn size(
        &mut self,
        kind: NodeKind,
        there: Size,
        min: (&'static str, &Key<Value>),
        max: (&'static str, &Key<Value>),
        at: &Place,
    ) -> Size {
        let new_min = self.whole(kind, min, at);
        let new_max = self.whole(kind, max, at);
        let size = Size {
            min: tighter(there.min, new_min, |new, old| new > old),
            max: tighter(there.max, new_max, |new, old| new < old),
        };
        if let (Some(least), Some(most)) = (size.min, size.max)
            && (new_min.is_some() || new_max.is_some())
            && least.value > most.value
        {
            let (low, high) = (least.value, most.value);
            let message = format!(
                "nothing has at least {low} and at most {high} (`{}`, `{}`)",
                min.0, max.0
            );
            let is_new = |new: Option<Spanned<u64>>, there| new.is_some_and(|new| new.value == there);
            let met = Met {
                low: (least.at, is_new(new_min, low)),
                high: (most.at, is_new(new_max, high)),
            };
            let help = format!(
                "write `{}` of at most {high}, or `{}` of at least {low}",
                min.0, max.0
            );
            self.error(met.told(at, message, help));
        }
        size
    }

    fn whole(
        &mut self,
        kind: NodeKind,
        (key, value): (&'static str, &Key<Value>),
        at: &Place,
    ) -> Option<Spanned<u64>> {
        let value = value.as_ref()?;
        if !self.fits(kind, key, value.at, at) {
            return None;
        }
        let whole = match &value.value {
            Value::Number(number) => number::integer(number).and_then(|whole| u64::try_from(whole).ok()),
            _ => None,
        };
        match whole.filter(|whole| i64::try_from(*whole).is_ok()) {
            Some(whole) => Some(Spanned::new(whole, value.at)),
            None => {
                let message = format!("`{key}` takes a whole number from 0, not {}", value.value);
                self.bad_value(
                    value.at,
                    at,
                    message,
                    "write a count, or a constant that holds one",
                );
                None
            }
        }
    }

    fn strings(&mut self, node: &mut Node, said: &Validation, at: &Place) {
        if let Some(pattern) = &said.pattern
            && self.fits(node.kind(), "pattern", pattern.at, at)
            && let Some(text) = self.text("pattern", &pattern.value, pattern.at, at)
        {
            node.add_pattern(text, pattern.at);
        }
        if let Some(format) = &said.format
            && self.fits(node.kind(), "format", format.at, at)
        {
            self.format(node, &format.value, format.at, at, false);
        }
    }

    /// A format; `over`: instead of the one that is there.
    pub(super) fn format(&mut self, node: &mut Node, value: &Value, span: Span, at: &Place, over: bool) {
        let Some(format) = self.text("format", value, span, at) else {
            return;
        };
        let known = formats::known(node.kind());
        if !known.contains(&format.as_str()) {
            let message = format!(
                "`{format}` is no format that the API server knows on {}",
                node.kind().noun()
            );
            let wrong = Diagnostic::new(Code::KeyValue, span, at.path.clone(), message)
                .note("it would drop the format with a warning and check nothing");
            let wrong = if known.is_empty() {
                wrong
            } else {
                wrong.help(format!("one of {}; or a `pattern`", known.join(", ")))
            };
            self.error(wrong);
            return;
        }
        match &node.format {
            Some(there) if !over && *there != format => {
                let message = format!("the type has the format `{there}`, the field `{format}`");
                self.error(
                    Diagnostic::new(Code::Contradiction, span, at.path.clone(), message)
                        .note(BOTH)
                        .help("leave one of the two out, or lay yours over: `#[schema(format = \"…\")]`"),
                );
            }
            _ => node.format = Some(format),
        }
    }
}

/// Why a type's bound and a field's meet.
const BOTH: &str = "what the type says and what the field says both hold";

/// Two bounds that leave nothing between them: the place of each, and whether the attribute that is read says it.
struct Met {
    low: (Span, bool),
    high: (Span, bool),
}

impl Met {
    /// At the bound that is new; where both are, at the upper one.
    fn told(&self, at: &Place, message: String, help: String) -> Diagnostic {
        let (span, other) = if self.high.1 {
            (self.high.0, self.low.0)
        } else {
            (self.low.0, self.high.0)
        };
        let why = if self.low.1 && self.high.1 {
            "both are said of the same value"
        } else {
            BOTH
        };
        let wrong = Diagnostic::new(Code::Contradiction, span, at.path.clone(), message)
            .note(why)
            .help(help);
        if other.is_none() || other == span {
            wrong
        } else {
            wrong.also(other, "the other bound is here")
        }
    }
}

fn tighter(
    old: Option<Spanned<u64>>,
    new: Option<Spanned<u64>>,
    is: fn(u64, u64) -> bool,
) -> Option<Spanned<u64>> {
    match (old, new) {
        (Some(old), Some(new)) if is(new.value, old.value) => Some(new),
        (Some(old), _) => Some(old),
        (None, new) => new,
    }
}
