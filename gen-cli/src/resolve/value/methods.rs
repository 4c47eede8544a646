//! Methods without arguments: copies, and conversions of the standard library.

use super::datum::Datum;
use super::number::{Float, NumberType, Whole};
use super::paths::is_text;
use super::{Scene, Values, Why};
use crate::resolve::known::{Known, Plain};
use crate::resolve::types::Type;
use serde_json::json;

impl Values<'_> {
    pub(super) fn method(&self, call: &syn::ExprMethodCall, scene: &Scene<'_>) -> Result<Datum, Why> {
        let name = call.method.to_string();
        if !call.args.is_empty() {
            return Err(format!("`.{name}(…)` would have to be run"));
        }
        let kept = matches!(
            name.as_str(),
            "clone" | "to_owned" | "to_vec" | "as_str" | "as_ref"
        );
        let receiver = self.expr(
            &call.receiver,
            &scene.wanting(if kept { scene.wanted } else { None })?,
        )?;
        let unread = || format!("`.{name}()` would have to be run here");
        match (name.as_str(), receiver) {
            ("clone" | "to_owned", value) => self.copied(value).ok_or_else(unread),
            ("to_vec", value @ Datum::List(_)) => self.copied(value).ok_or_else(unread),
            ("as_str", value @ Datum::Text(_)) => Ok(value),
            // what `as_ref` refers to is told by what is wanted
            ("as_ref", value @ Datum::Text(_)) if scene.wanted.is_some_and(is_text) => Ok(value),
            ("as_ref", value @ (Datum::Some(_) | Datum::Nothing)) => Ok(value),
            ("to_string", value) => shown(value).map(Datum::Text).ok_or_else(unread),
            ("into", value) => scene
                .wanted
                .and_then(|wanted| converted(value, wanted))
                .ok_or_else(unread),
            _ => Err(unread()),
        }
    }

    /// A copy of a value: the value itself, where nobody wrote the copying.
    pub(super) fn copied(&self, value: Datum) -> Option<Datum> {
        self.is_copied(&value).then_some(value)
    }

    fn is_copied(&self, value: &Datum) -> bool {
        match value {
            Datum::Some(inner) => self.is_copied(inner),
            Datum::List(items) | Datum::Tuple(items) => items.iter().all(|item| self.is_copied(item)),
            Datum::Set(set) => set.items.iter().all(|item| self.is_copied(item)),
            Datum::Map(entries) => entries
                .iter()
                .all(|(key, value)| self.is_copied(key) && self.is_copied(value)),
            Datum::Own(own) => {
                let mut fields = own.fields.iter();
                self.derives(&own.id, "Clone")
                    && self.unchanged_type(&own.id).is_ok()
                    && fields.all(|(_, value)| value.as_ref().map_or(true, |value| self.is_copied(value)))
            }
            _ => true,
        }
    }
}

/// What `to_string` gives. What nobody told the type of is an `i32` or an `f64`.
fn shown(value: Datum) -> Option<String> {
    match value {
        Datum::Text(text) => Some(text),
        Datum::Char(character) => Some(character.to_string()),
        Datum::Bool(value) => Some(value.to_string()),
        Datum::Whole(whole) => Some(whole.number.to_string()),
        Datum::Float(Float::Single(single)) => Some(single.to_string()),
        Datum::Float(Float::Double(double) | Float::Either(_, double)) => Some(double.to_string()),
        _ => None,
    }
}

/// What `into` makes of text and numbers.
fn converted(value: Datum, wanted: &Type) -> Option<Datum> {
    if let Type::Known(Known::Option, args) = wanted {
        let inner = converted(value, args.first()?)?;
        return Some(Datum::Some(Box::new(inner)));
    }
    match (value, NumberType::of(wanted)) {
        (Datum::Text(text), None) if is_text(wanted) => Some(Datum::Text(text)),
        (Datum::Char(character), None) if is_text(wanted) => Some(Datum::text(character)),
        (Datum::Text(text), None) if is(wanted, Plain::Path) => Some(Datum::Written(json!(text))),
        (Datum::Whole(whole), Some(NumberType::Integer(integer))) => {
            Whole::new(whole.number, Some(integer)).ok().map(Datum::Whole)
        }
        #[expect(clippy::cast_precision_loss, reason = "what is converted fits")]
        (Datum::Whole(whole), Some(NumberType::Single)) => {
            Some(Datum::Float(Float::Single(whole.number as f32)))
        }
        #[expect(clippy::cast_precision_loss, reason = "what is converted fits")]
        (Datum::Whole(whole), Some(NumberType::Double)) => {
            Some(Datum::Float(Float::Double(whole.number as f64)))
        }
        (Datum::Float(Float::Single(single)), Some(NumberType::Double)) => {
            Some(Datum::Float(Float::Double(f64::from(single))))
        }
        (value @ Datum::Bool(_), None) if is(wanted, Plain::Type("boolean")) => Some(value),
        (value @ Datum::Char(_), None) if is(wanted, Plain::Char) => Some(value),
        // `serde_json::Value` takes these as serde writes them
        (value @ (Datum::Text(_) | Datum::Bool(_) | Datum::Whole(_)), None) if is(wanted, Plain::Any) => {
            Some(value)
        }
        _ => None,
    }
}

fn is(ty: &Type, plain: Plain) -> bool {
    matches!(ty, Type::Known(Known::Plain(known), _) if *known == plain)
}
