//! JSON as kubectl reads it before it asks the server, but with an error for a field that is written twice. `1.0` is
//! the integer 1: so it is printed again.

use super::{Document, Fault, lines, scalar};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// The server's decoder stops here.
const MAX_DEPTH: usize = 10_000;

/// The values of a text, one after the other. Nothing is read behind an error.
pub(super) fn documents(text: &str) -> Vec<Result<Document, Fault>> {
    let mut reader = serde_json::Deserializer::from_str(text);
    reader.disable_recursion_limit();
    let mut values = reader.into_iter::<Strict>();
    let mut found = Vec::new();
    loop {
        let behind = text.get(values.byte_offset()..).unwrap_or_default();
        let start = text.len() - behind.trim_start().len();
        let line = lines(text.as_bytes().get(..start).unwrap_or_default()) + 1;
        match values.next() {
            None => return found,
            Some(Ok(Strict(Value::Null))) => {}
            Some(Ok(Strict(value))) => found.push(Ok(Document {
                value,
                line,
                item_lines: Vec::new(),
            })),
            Some(Err(error)) => {
                found.push(Err(fault(&error)));
                return found;
            }
        }
    }
}

fn fault(error: &serde_json::Error) -> Fault {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    Fault::at(
        error.line(),
        text.strip_suffix(&place).unwrap_or(&text).to_owned(),
    )
}

/// A value without fields that are written twice.
struct Strict(Value);

impl<'de> serde::Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Level(0).deserialize(deserializer).map(Strict)
    }
}

/// The value at a level of nesting.
#[derive(Clone, Copy)]
struct Level(usize);

impl Level {
    fn below<E: Error>(self) -> Result<Self, E> {
        if self.0 >= MAX_DEPTH {
            return Err(E::custom("exceeded max depth"));
        }
        Ok(Self(self.0 + 1))
    }
}

impl<'de> DeserializeSeed<'de> for Level {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Level {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(scalar::printed(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let below = self.below()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(below)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let below = self.below()?;
        let mut fields = Map::new();
        while let Some(name) = access.next_key::<String>()? {
            if fields.contains_key(&name) {
                return Err(A::Error::custom(format!("duplicate field \"{name}\"")));
            }
            fields.insert(name, access.next_value_seed(below)?);
        }
        Ok(Value::Object(fields))
    }
}
