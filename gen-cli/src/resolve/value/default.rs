//! `<T as Default>::default()`, as serde would write it.

use super::{DEEPEST, Scene, Values, Why};
use crate::resolve::known::{Known, Plain};
use crate::resolve::names::ItemId;
use crate::resolve::scope::plain;
use crate::resolve::types::{Site, Type};
use serde_json::{Map, Value, json};
use syn::Item;

impl Values<'_> {
    pub(super) fn default_at(&self, ty: &Type, depth: usize) -> Result<Value, Why> {
        if depth > DEEPEST {
            return Err("the default of its type leads to itself".to_owned());
        }
        match ty {
            Type::Known(Known::Plain(plain), _) => plain_default(*plain),
            Type::Known(Known::Option, _) => Ok(Value::Null),
            Type::Known(Known::List | Known::Set, _) => Ok(Value::Array(Vec::new())),
            Type::Known(Known::Map | Known::JsonMap, _) => Ok(Value::Object(Map::new())),
            Type::Known(Known::Wrapper, args) => match args.last() {
                Some(inner) => self.default_at(inner, depth + 1),
                None => Err("the type's argument is not written".to_owned()),
            },
            Type::Array(item, len) if *len <= 32 => {
                let item = self.default_at(item, depth + 1)?;
                Ok(Value::Array((0..*len).map(|_| item.clone()).collect()))
            }
            Type::Tuple(items) if items.is_empty() => Ok(Value::Null),
            Type::Tuple(items) => items
                .iter()
                .map(|item| self.default_at(item, depth + 1))
                .collect::<Result<_, _>>()
                .map(Value::Array),
            Type::Item(id, args) => self.item_default(id, args, depth + 1),
            Type::Array(..) | Type::Kubernetes(_) | Type::Foreign(_) | Type::Parameter(_) => {
                Err("the default of its type is not in the source that is read".to_owned())
            }
        }
    }

    fn item_default(&self, id: &ItemId, args: &[Type], depth: usize) -> Result<Value, Why> {
        if let Some((module, function)) = self.impl_default(id) {
            let site = Site {
                module,
                self_type: Some(Type::Item(id.clone(), args.to_vec())),
                parameters: Vec::new(),
            };
            let itself = Type::Item(id.clone(), args.to_vec());
            return self.block(
                &function.block,
                &Scene {
                    site: &site,
                    wanted: Some(&itself),
                    depth,
                },
            );
        }
        match self.types.sources.item(id) {
            Some(Item::Enum(item)) if derives_default(&item.attrs) => {
                let default = item
                    .variants
                    .iter()
                    .find(|variant| variant.attrs.iter().any(|a| a.path().is_ident("default")));
                match default {
                    Some(variant) => self
                        .unit_variant(id, &plain(&variant.ident))
                        .unwrap_or_else(|| Err("its default variant is not read".to_owned())),
                    None => Err("it has no `#[default]` variant".to_owned()),
                }
            }
            Some(Item::Struct(item)) if derives_default(&item.attrs) => {
                self.struct_of(id, args, &[], true, depth)
            }
            _ => Err(
                "the type neither derives `Default` nor has an `impl Default` that can be read".to_owned(),
            ),
        }
    }
}

fn plain_default(plain: Plain) -> Result<Value, Why> {
    Ok(match plain {
        Plain::Type("boolean") => json!(false),
        Plain::Type("string") => json!(""),
        Plain::Format("number", _) => json!(0.0),
        Plain::Type(_) | Plain::Ranged(..) | Plain::Unsigned(_, 0) | Plain::Format("integer", _) => json!(0),
        Plain::Char => json!("\0"),
        Plain::Any => Value::Null,
        Plain::SecondsAndNanos("secs", _) => json!({"secs": 0, "nanos": 0}),
        Plain::Format("string", "uuid") => json!("00000000-0000-0000-0000-000000000000"),
        _ => return Err("the type has no default".to_owned()),
    })
}

/// Whether `Default` is among the derives.
fn derives_default(attrs: &[syn::Attribute]) -> bool {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident("derive"))
        .any(|attr| {
            let mut found = false;
            // a derive list that can't be read derives nothing that rustc would accept
            let _ = attr.parse_nested_meta(|meta| {
                found |= meta
                    .path
                    .segments
                    .last()
                    .is_some_and(|segment| segment.ident == "Default");
                Ok(())
            });
            found
        })
}
