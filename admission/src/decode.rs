//! Reading JSON as Go's decoder reads it into typed structs: absent and null are zero, a wrong type is an error that
//! names the struct's field, an unknown field is dropped and told.

use std::cell::RefCell;
use std::fmt;

use serde_json::{Map, Value};

use crate::{go, go_base64};

/// A body that the server could not read: it answers 400 with this text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError(pub(crate) String);

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for DecodeError {}

/// One step from the body's root.
enum Step<'a> {
    Root,
    Field(&'a Place<'a>, &'a str),
    Key(&'a Place<'a>, &'a str),
    Index(&'a Place<'a>, usize),
    /// A type that reads itself: Go forgets the path here, and does not tell unknown fields below.
    Custom,
}

/// A place in the body, and where unknown fields are told.
pub(crate) struct Place<'a> {
    step: Step<'a>,
    unknown: Option<&'a RefCell<Vec<String>>>,
    rewritten: bool,
}

impl<'a> Place<'a> {
    pub(crate) fn root(unknown: Option<&'a RefCell<Vec<String>>>) -> Self {
        Self {
            step: Step::Root,
            unknown,
            rewritten: false,
        }
    }

    /// The root of a value that the server had read without its type, and wrote anew to read it with one: a whole float
    /// has no point any more, and is an integer.
    pub(crate) fn rewritten(unknown: Option<&'a RefCell<Vec<String>>>) -> Self {
        Self {
            step: Step::Root,
            unknown,
            rewritten: true,
        }
    }

    pub(crate) fn field(&'a self, name: &'a str) -> Place<'a> {
        Place {
            step: Step::Field(self, name),
            unknown: self.unknown,
            rewritten: self.rewritten,
        }
    }

    pub(crate) fn key(&'a self, key: &'a str) -> Place<'a> {
        Place {
            step: Step::Key(self, key),
            unknown: self.unknown,
            rewritten: self.rewritten,
        }
    }

    pub(crate) fn index(&'a self, index: usize) -> Place<'a> {
        Place {
            step: Step::Index(self, index),
            unknown: self.unknown,
            rewritten: self.rewritten,
        }
    }

    pub(crate) fn custom() -> Place<'static> {
        Place {
            step: Step::Custom,
            unknown: None,
            rewritten: false,
        }
    }

    fn chain(&'a self) -> Vec<&'a Step<'a>> {
        let mut steps = Vec::new();
        let mut here = Some(self);
        while let Some(place) = here {
            steps.push(&place.step);
            here = match &place.step {
                Step::Root | Step::Custom => None,
                Step::Field(parent, _) | Step::Key(parent, _) | Step::Index(parent, _) => Some(parent),
            };
        }
        steps.reverse();
        steps
    }

    /// The struct fields from the root on, as Go's type errors name them: without keys and indices.
    fn fields(&self) -> String {
        let names: Vec<&str> = self
            .chain()
            .iter()
            .filter_map(|s| {
                if let Step::Field(_, name) = s {
                    Some(*name)
                } else {
                    None
                }
            })
            .collect();
        names.join(".")
    }

    fn full(&self) -> String {
        let mut out = String::new();
        for step in self.chain() {
            match step {
                Step::Root | Step::Custom => {}
                Step::Field(_, name) | Step::Key(_, name) => {
                    if !out.is_empty() {
                        out.push('.');
                    }
                    out.push_str(name);
                }
                Step::Index(_, index) => out.push_str(&format!("[{index}]")),
            }
        }
        out
    }
}

/// The JSON object of one Go struct.
pub(crate) struct Object<'a, 'p> {
    /// The Go struct's name, for errors.
    go_struct: &'static str,
    map: Option<&'a Map<String, Value>>,
    pub(crate) place: &'p Place<'p>,
}

impl<'a, 'p> Object<'a, 'p> {
    /// Reads `value` as the struct `go_struct` with the given fields; null is the empty struct.
    pub(crate) fn read(
        value: &'a Value,
        go_struct: &'static str,
        fields: &[&str],
        place: &'p Place<'p>,
    ) -> Result<Self, DecodeError> {
        let object = Self::open(value, go_struct, place)?;
        for field in object.fields().filter(|field| !fields.contains(&field.name)) {
            field.tell_unknown();
        }
        Ok(object)
    }

    /// Reads `value` as the struct `go_struct`; its fields are up to the caller.
    pub(crate) fn open(
        value: &'a Value,
        go_struct: &'static str,
        place: &'p Place<'p>,
    ) -> Result<Self, DecodeError> {
        let map = match value {
            Value::Object(map) => Some(map),
            Value::Null => None,
            other => {
                return Err(mismatch(other, go_struct, place, &format!("v1.{go_struct}")));
            }
        };
        Ok(Self {
            go_struct,
            map,
            place,
        })
    }

    /// What is written, by name.
    pub(crate) fn fields(&self) -> impl Iterator<Item = Field<'_, 'a, 'p>> {
        self.map
            .into_iter()
            .flatten()
            .map(|(name, value)| Field::new(self, name, Some(value)))
    }

    /// A field, written or not.
    fn field<'o>(&'o self, name: &'o str) -> Field<'o, 'a, 'p> {
        Field::new(self, name, self.map.and_then(|map| map.get(name)))
    }

    /// The field's value; none where it is absent or null.
    pub(crate) fn get(&self, name: &str) -> Option<&'a Value> {
        self.field(name).value
    }

    pub(crate) fn text(&self, name: &str) -> Result<&'a str, DecodeError> {
        self.field(name).text()
    }

    pub(crate) fn optional_text(&self, name: &str) -> Result<Option<&'a str>, DecodeError> {
        self.field(name).optional_text()
    }

    pub(crate) fn flag(&self, name: &str) -> Result<bool, DecodeError> {
        self.field(name).flag()
    }

    pub(crate) fn optional_flag(&self, name: &str) -> Result<Option<bool>, DecodeError> {
        self.field(name).optional_flag()
    }

    pub(crate) fn int64(&self, name: &str) -> Result<Option<i64>, DecodeError> {
        self.field(name).int64()
    }

    pub(crate) fn int32(&self, name: &str) -> Result<Option<i32>, DecodeError> {
        let field = self.field(name);
        let Some(value) = field.value else {
            return Ok(None);
        };
        let number = value.as_i64().and_then(|n| i32::try_from(n).ok());
        number.map(Some).ok_or_else(|| field.error(value, "int32"))
    }

    pub(crate) fn array(&self, name: &str, go_type: &str) -> Result<Option<&'a Vec<Value>>, DecodeError> {
        self.field(name).array(go_type)
    }

    /// Bytes: base64, or a list of numbers.
    pub(crate) fn bytes(&self, name: &str) -> Result<Vec<u8>, DecodeError> {
        let field = self.field(name);
        let byte = |item: &Value| match item {
            Value::Null => Ok(0),
            item => {
                let number = item.as_u64().and_then(|n| u8::try_from(n).ok());
                number.ok_or_else(|| field.error(item, "uint8"))
            }
        };
        match field.value {
            None => Ok(Vec::new()),
            Some(Value::String(text)) => go_base64::decode(text, go_base64::STANDARD)
                .map_err(|at| DecodeError(format!("illegal base64 data at input byte {at}"))),
            Some(Value::Array(items)) => items.iter().map(byte).collect(),
            Some(other) => Err(field.error(other, "[]uint8")),
        }
    }

    pub(crate) fn texts(&self, name: &str) -> Result<Option<Vec<&'a str>>, DecodeError> {
        self.field(name).texts()
    }

    pub(crate) fn text_map(&self, name: &str) -> Result<Option<Vec<(&'a str, &'a str)>>, DecodeError> {
        let field = self.field(name);
        let Some(map) = field.map("map[string]string")? else {
            return Ok(None);
        };
        let entry = |(key, item): (&'a String, &'a Value)| match item {
            Value::Null => Ok((key.as_str(), "")),
            other => other
                .as_str()
                .map(|t| (key.as_str(), t))
                .ok_or_else(|| field.error(other, "string")),
        };
        map.iter().map(entry).collect::<Result<_, _>>().map(Some)
    }
}

/// A field of a Go struct.
pub(crate) struct Field<'o, 'a, 'p> {
    object: &'o Object<'a, 'p>,
    pub(crate) name: &'o str,
    /// None where it is absent or null.
    pub(crate) value: Option<&'a Value>,
}

impl<'o, 'a, 'p> Field<'o, 'a, 'p> {
    fn new(object: &'o Object<'a, 'p>, name: &'o str, value: Option<&'a Value>) -> Self {
        let value = value.filter(|value| !value.is_null());
        Self { object, name, value }
    }

    /// Where it stands.
    pub(crate) fn place(&self) -> Place<'_> {
        self.object.place.field(self.name)
    }

    /// Tells that the struct doesn't have it, where that is asked for.
    pub(crate) fn tell_unknown(&self) {
        if let Some(unknown) = self.object.place.unknown {
            unknown.borrow_mut().push(self.place().full());
        }
    }

    fn error(&self, value: &Value, go_type: &str) -> DecodeError {
        mismatch(value, self.object.go_struct, &self.place(), go_type)
    }

    /// Reads the value, where there is one.
    fn read<T>(
        &self,
        read: impl FnOnce(&'a Value) -> Option<T>,
        go_type: &str,
    ) -> Result<Option<T>, DecodeError> {
        let Some(value) = self.value else {
            return Ok(None);
        };
        read(value).map(Some).ok_or_else(|| self.error(value, go_type))
    }

    pub(crate) fn text(&self) -> Result<&'a str, DecodeError> {
        self.optional_text().map(Option::unwrap_or_default)
    }

    pub(crate) fn optional_text(&self) -> Result<Option<&'a str>, DecodeError> {
        self.read(Value::as_str, "string")
    }

    pub(crate) fn flag(&self) -> Result<bool, DecodeError> {
        self.optional_flag().map(Option::unwrap_or_default)
    }

    pub(crate) fn optional_flag(&self) -> Result<Option<bool>, DecodeError> {
        self.read(Value::as_bool, "bool")
    }

    pub(crate) fn int64(&self) -> Result<Option<i64>, DecodeError> {
        let rewritten = |value: &Value| {
            let text = self.object.place.rewritten.then(|| go::marshal(value));
            text.and_then(|text| text.parse().ok())
        };
        self.read(|value| value.as_i64().or_else(|| rewritten(value)), "int64")
    }

    pub(crate) fn float64(&self) -> Result<Option<f64>, DecodeError> {
        self.read(Value::as_f64, "float64")
    }

    pub(crate) fn array(&self, go_type: &str) -> Result<Option<&'a Vec<Value>>, DecodeError> {
        self.read(Value::as_array, go_type)
    }

    pub(crate) fn map(&self, go_type: &str) -> Result<Option<&'a Map<String, Value>>, DecodeError> {
        self.read(Value::as_object, go_type)
    }

    pub(crate) fn texts(&self) -> Result<Option<Vec<&'a str>>, DecodeError> {
        let Some(items) = self.array("[]string")? else {
            return Ok(None);
        };
        let text = |item: &'a Value| match item {
            Value::Null => Ok(""),
            other => other.as_str().ok_or_else(|| self.error(other, "string")),
        };
        items.iter().map(text).collect::<Result<_, _>>().map(Some)
    }
}

/// The error of Go's decoder for a value of another type than the field's.
fn mismatch(value: &Value, go_struct: &str, place: &Place<'_>, go_type: &str) -> DecodeError {
    let kind = match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => "bool".to_owned(),
        // A number that does not fit is named; one where none is wanted is not.
        Value::Number(_) if place.rewritten && go_type == "int64" => format!("number {}", go::marshal(value)),
        Value::Number(n) if matches!(go_type, "int64" | "int32" | "uint8" | "float64") => {
            format!("number {n}")
        }
        Value::Number(_) => "number".to_owned(),
        Value::String(_) => "string".to_owned(),
        Value::Array(_) => "array".to_owned(),
        Value::Object(_) => "object".to_owned(),
    };
    let fields = place.fields();
    if fields.is_empty() {
        return DecodeError(format!(
            "json: cannot unmarshal {kind} into Go value of type {go_type}"
        ));
    }
    DecodeError(format!(
        "json: cannot unmarshal {kind} into Go struct field {go_struct}.{fields} of type {go_type}"
    ))
}
