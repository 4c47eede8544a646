//! Values as serde writes them.

use super::datum::{Datum, Own};
use super::{Values, Why};
use crate::resolve::schemas::is_literal;
use kubewright_core::model::{Container, Field, Shape, Tagging, Variant, VariantShape};
use serde_json::{Map, Value, json};

impl Values<'_> {
    /// A value as serde writes it. `fixed` where nothing sorts what a hash set gives in another order in each run.
    pub(super) fn written(&self, datum: &Datum, fixed: bool) -> Result<Value, Why> {
        match datum {
            Datum::Unit | Datum::Nothing => Ok(Value::Null),
            Datum::Bool(value) => Ok(Value::from(*value)),
            Datum::Char(value) => Ok(Value::from(value.to_string())),
            Datum::Text(text) => Ok(Value::from(text.as_str())),
            Datum::Whole(whole) => whole.written(),
            Datum::Float(float) => float.written(),
            Datum::Some(inner) => self.written(inner, fixed),
            Datum::List(items) | Datum::Tuple(items) => self.list_written(items, fixed),
            Datum::Set(set) if fixed && !set.ordered && set.items.len() > 1 => {
                Err("a hash set has another order in each run".to_owned())
            }
            Datum::Set(set) => self.list_written(&set.items, fixed),
            Datum::Map(entries) => self.map_written(entries, fixed),
            Datum::Own(own) => self.own_written(own, fixed),
            Datum::Written(value) => Ok(value.clone()),
        }
    }

    fn list_written(&self, items: &[Datum], fixed: bool) -> Result<Value, Why> {
        let items = items.iter().map(|item| self.written(item, fixed));
        items.collect::<Result<_, _>>().map(Value::Array)
    }

    fn map_written(&self, entries: &[(Datum, Datum)], fixed: bool) -> Result<Value, Why> {
        let mut map = Map::new();
        for (key, value) in entries {
            let key = match (key, self.written(key, fixed)?) {
                (Datum::Float(_) | Datum::Nothing | Datum::Some(_), _) => None,
                (_, Value::String(name)) => Some(name),
                (_, Value::Number(number)) if !number.is_f64() => Some(number.to_string()),
                (_, Value::Bool(value)) => Some(value.to_string()),
                _ => None,
            };
            let key = key.ok_or_else(|| "a map's key is neither text nor a whole number".to_owned())?;
            map.insert(key, self.written(value, fixed)?);
        }
        Ok(Value::Object(map))
    }

    fn own_written(&self, own: &Own, fixed: bool) -> Result<Value, Why> {
        self.is_written_by_derive(&own.id)?;
        let container = self
            .containers
            .of(&own.id)
            .map_err(|_| "its type has errors of its own".to_owned())?;
        let fixed = fixed || is_literal(&container.facts.schema);
        match (&container.shape, &own.variant) {
            (Shape::Enum(variants), Some(name)) => {
                let variant = variants.iter().find(|variant| variant.member == *name);
                let variant = variant.ok_or_else(|| format!("`{name}` is not written by its type"))?;
                self.variant_written(&container, variant, own, fixed)
            }
            (Shape::Struct(_), None) if container.serde.tagging != Tagging::External => {
                Err("its type is written with a tag".to_owned())
            }
            (Shape::Struct(fields), None) => self.object(fields, own, fixed).map(Value::Object),
            (Shape::Newtype(field), None) => self.inside(field, own, fixed),
            (Shape::Tuple(fields), None) => self.items(fields, own, fixed),
            (Shape::Unit, None) => Ok(Value::Null),
            _ => Err("its type is of another shape".to_owned()),
        }
    }

    fn variant_written(
        &self,
        container: &Container,
        variant: &Variant,
        own: &Own,
        fixed: bool,
    ) -> Result<Value, Why> {
        self.is_variant_written(&own.id, &variant.member)?;
        let content = match &variant.shape {
            VariantShape::Unit => None,
            VariantShape::Newtype(field) => Some(self.inside(field, own, fixed)?),
            VariantShape::Struct(fields) => Some(Value::Object(self.object(fields, own, fixed)?)),
            VariantShape::Tuple(fields) => Some(self.items(fields, own, fixed)?),
        };
        tagged(container, variant, content)
    }

    fn object(&self, fields: &[Field], own: &Own, fixed: bool) -> Result<Map<String, Value>, Why> {
        let mut object = Map::new();
        for field in fields {
            if field.serde.skip || field.serde.skip_serializing.is_some() {
                continue;
            }
            let value = own.field(&field.member)?;
            let if_ = field.serde.skip_serializing_if.is_some();
            if if_ && self.is_left_out(&own.id, own.variant.as_deref(), &field.member, value)? {
                continue;
            }
            let written = self.field_written(field, value, fixed)?;
            if field.serde.flatten {
                flatten(&mut object, value, written, &field.member)?;
            } else {
                object.insert(field.name.clone(), written);
            }
        }
        Ok(object)
    }

    /// A field that its own type writes.
    fn field_written(&self, field: &Field, value: &Datum, fixed: bool) -> Result<Value, Why> {
        match &field.serde.with {
            Some(with) if with.value != "deserialize_with" => {
                Err(format!("`{}` is written by a function of its own", field.member))
            }
            _ => self.written(value, fixed || is_literal(&field.facts.schema)),
        }
    }

    /// The inside of a newtype.
    fn inside(&self, field: &Field, own: &Own, fixed: bool) -> Result<Value, Why> {
        let serde = &field.serde;
        if serde.skip || serde.skip_serializing.is_some() || serde.skip_serializing_if.is_some() {
            return Err(format!(
                "whether `{}` is written would have to be run",
                field.member
            ));
        }
        self.field_written(field, own.field(&field.member)?, fixed)
    }

    /// The items of a tuple struct or variant.
    fn items(&self, fields: &[Field], own: &Own, fixed: bool) -> Result<Value, Why> {
        let mut items = Vec::new();
        for field in fields {
            if field.serde.skip || field.serde.skip_serializing.is_some() {
                continue;
            }
            if field.serde.skip_serializing_if.is_some() {
                return Err(format!(
                    "whether `{}` is written would have to be run",
                    field.member
                ));
            }
            items.push(self.field_written(field, own.field(&field.member)?, fixed)?);
        }
        Ok(Value::Array(items))
    }
}

/// A flattened field: its entries stand among the others, the later ones count.
fn flatten(object: &mut Map<String, Value>, value: &Datum, written: Value, member: &str) -> Result<(), Why> {
    match (value, written) {
        (Datum::Unit | Datum::Nothing, _) => Ok(()),
        (Datum::Own(_) | Datum::Map(_) | Datum::Some(_) | Datum::Written(_), Value::Object(inner)) => {
            object.extend(inner);
            Ok(())
        }
        _ => Err(format!("how `{member}` is flattened would have to be run")),
    }
}

/// A variant's content with its tag, as serde writes it.
fn tagged(container: &Container, variant: &Variant, content: Option<Value>) -> Result<Value, Why> {
    if variant.untagged.is_some() {
        return Ok(content.unwrap_or(Value::Null));
    }
    let name = variant.name.as_str();
    match (&container.serde.tagging, content) {
        (Tagging::External, None) => Ok(Value::from(name)),
        (Tagging::External, Some(content)) => Ok(json!({name: content})),
        (Tagging::Internal(tag), None) => Ok(json!({tag: name})),
        (Tagging::Internal(tag), Some(Value::Object(content))) => {
            let mut object = Map::new();
            object.insert(tag.clone(), Value::from(name));
            object.extend(content);
            Ok(Value::Object(object))
        }
        (Tagging::Internal(_), Some(_)) => Err("a tag can't stand in what is no object".to_owned()),
        (Tagging::Adjacent(tag, _), None) => Ok(json!({tag: name})),
        (Tagging::Adjacent(tag, key), Some(content)) => Ok(json!({tag: name, key: content})),
        (Tagging::Untagged, content) => Ok(content.unwrap_or(Value::Null)),
    }
}
