//! `<T as Default>::default()`.

use super::datum::{Datum, Own, Set};
use super::impls::{Content, Of};
use super::number::{Float, Whole};
use super::{Scene, Values, Why};
use crate::resolve::known::{Known, Plain};
use crate::resolve::names::{ItemId, Meaning};
use crate::resolve::scope::plain;
use crate::resolve::types::Type;
use serde_json::{Value, json};
use syn::Item;

impl Values<'_> {
    /// The default of a type. The scene is where it is asked for.
    pub(super) fn default_value(&self, ty: &Type, scene: &Scene<'_>) -> Result<Datum, Why> {
        let scene = &scene.wanting(Some(ty))?;
        match ty {
            Type::Known(Known::Plain(plain), _) => plain_default(*plain),
            Type::Known(Known::Option, _) => Ok(Datum::Nothing),
            Type::Known(Known::List | Known::Heap | Known::SmallVec, _) => Ok(Datum::List(Vec::new())),
            Type::Known(Known::Set, _) => Ok(Datum::Set(Set {
                items: Vec::new(),
                ordered: true,
            })),
            Type::Known(Known::Map | Known::JsonMap, _) => Ok(Datum::Map(Vec::new())),
            Type::Known(Known::Pointer | Known::Wrapper, args) => match args.last() {
                Some(inner) => self.default_value(inner, scene),
                None => Err("the type's argument is not written".to_owned()),
            },
            Type::Array(item, len) if *len <= 32 => {
                let item = self.default_value(item, scene)?;
                item.repeated(*len).map(Datum::List)
            }
            Type::Tuple(items) if items.is_empty() => Ok(Datum::Unit),
            Type::Tuple(items) => items
                .iter()
                .map(|item| self.default_value(item, scene))
                .collect::<Result<_, _>>()
                .map(Datum::Tuple),
            Type::Item(id, args) => self.item_default(ty, id, args, scene),
            Type::Known(Known::NonZero | Known::Either | Known::Result | Known::Range, _)
            | Type::Array(..)
            | Type::Kubernetes(_)
            | Type::Foreign(_)
            | Type::Parameter(_) => {
                Err("the default of its type is not in the source that is read".to_owned())
            }
        }
    }

    fn item_default(&self, ty: &Type, id: &ItemId, args: &[Type], scene: &Scene<'_>) -> Result<Datum, Why> {
        if self.derives(id, "Default") {
            self.unchanged_type(id)?;
            return self.derived_default(id, args, scene);
        }
        let default = ["std", "default", "Default"].map(str::to_owned).to_vec();
        let of = Meaning::Known(default);
        let written = self.associated(ty, &Of::Trait(&of), "default", &scene.place.site.module)?;
        match written.map(|found| (found.place, found.content)) {
            Some((place, Content::Fn(sig, body))) => self.function(sig, body, place, scene),
            _ => Err(
                "the type neither derives `Default` nor has an `impl Default` that can be read".to_owned(),
            ),
        }
    }

    fn derived_default(&self, id: &ItemId, args: &[Type], scene: &Scene<'_>) -> Result<Datum, Why> {
        match self.types.sources.item(id) {
            Some(Item::Enum(item)) => {
                let default = item
                    .variants
                    .iter()
                    .find(|variant| variant.attrs.iter().any(|a| a.path().is_ident("default")));
                match default {
                    Some(variant) => self.variant_without_fields(id, &plain(&variant.ident)),
                    None => Err("it has no `#[default]` variant".to_owned()),
                }
            }
            _ => {
                let declared = self.declared(id, args, None).into_iter();
                let fields = declared.map(|(member, ty)| {
                    let value = match ty {
                        Some(ty) => self.default_value(&ty, scene),
                        None => Err(format!("the type of `{member}` is not known")),
                    };
                    (member, value)
                });
                Ok(Datum::Own(Own {
                    id: id.clone(),
                    variant: None,
                    fields: fields.collect(),
                }))
            }
        }
    }
}

fn plain_default(plain: Plain) -> Result<Datum, Why> {
    Ok(match plain {
        Plain::Type("boolean") => Datum::Bool(false),
        Plain::Type("string") => Datum::text(""),
        Plain::Path => Datum::Written(json!("")),
        Plain::Format("number", "float") => Datum::Float(Float::Single(0.0)),
        Plain::Format("number", "double") => Datum::Float(Float::Double(0.0)),
        Plain::Integer(integer) => Whole::new(0, Some(integer)).map(Datum::Whole)?,
        Plain::Char => Datum::Char('\0'),
        Plain::Any => Datum::Written(Value::Null),
        Plain::SecondsAndNanos("secs", _) => Datum::Written(json!({"secs": 0, "nanos": 0})),
        Plain::Format("string", "uuid") => Datum::Written(json!("00000000-0000-0000-0000-000000000000")),
        _ => return Err("the type has no default that is known".to_owned()),
    })
}
