//! A value against a schema: types, bounds, enums, patterns, formats and junctors, in the texts and with the quirks of
//! the server's validator. Objects and defaults are validated here alike.

pub(crate) mod correlated;
mod enumeration;
mod junctors;
mod numbers;
mod outcome;
mod place;
mod types;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use regex::Regex;
use serde_json::{Map, Value};

use crate::schema::Schema;
use crate::{FieldError, KubernetesVersion, formats, pattern};
use correlated::Correlated;
use numbers::{Num, Range};
use outcome::{Kind, Outcome};
use place::Place;

/// Whether whole objects are validated, or defaults: the server reads the schema otherwise for each.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Subject {
    /// Int-or-string restricts the type; formats that don't count are dropped.
    Object,
    /// Int-or-string restricts nothing by itself; junctors forget `additionalProperties`.
    Default,
}

type Correlation<'c, 'v, 's, 'a> = Option<&'c Correlated<'v, 's, 'a>>;

/// A validator; it keeps the patterns that it compiled.
pub(crate) struct Validator {
    subject: Subject,
    version: KubernetesVersion,
    patterns: Mutex<HashMap<String, Result<Regex, String>>>,
}

impl Validator {
    pub(crate) fn new(subject: Subject, version: KubernetesVersion) -> Self {
        Self {
            subject,
            version,
            patterns: Mutex::default(),
        }
    }

    /// Whether there is nothing to say of a value.
    pub(crate) fn accepts(&self, schema: &Schema<'_>, value: &Value) -> bool {
        !self.node(schema, value, &Place::Root, false, None).failed()
    }

    /// Validates a value; errors stand below `prefix`.
    pub(crate) fn validate(
        &self,
        schema: &Schema<'_>,
        value: &Value,
        prefix: Option<&str>,
    ) -> Vec<FieldError> {
        self.node(schema, value, &Place::Root, false, None)
            .into_errors(prefix, self.version)
    }

    /// Validates a changed value: what did not change may stay invalid.
    pub(crate) fn validate_update(
        &self,
        schema: &Schema<'_>,
        values: Correlated<'_, '_, '_>,
        prefix: Option<&str>,
    ) -> Vec<FieldError> {
        self.changed(schema, &values, &Place::Root, false)
            .into_errors(prefix, self.version)
    }

    fn changed(
        &self,
        s: &Schema<'_>,
        values: &Correlated<'_, '_, '_>,
        place: &Place<'_>,
        nested: bool,
    ) -> Outcome {
        let mut out = self.node(s, values.new, place, nested, Some(values));
        if out.failed() && values.is_unchanged() {
            out.forgive();
        }
        out
    }

    /// One property; where it has no counterpart, nothing below is compared with the old value.
    fn property(
        &self,
        s: &Schema<'_>,
        (name, value): (&str, &Value),
        place: &Place<'_>,
        nested: bool,
        values: Correlation<'_, '_, '_, '_>,
    ) -> Outcome {
        let versioned = |v: &Correlated<'_, '_, '_>| v.is_root() && matches!(name, "kind" | "apiVersion");
        match values.filter(|v| !versioned(v)).and_then(|v| v.key(name)) {
            Some(found) => self.changed(s, &found, place, nested),
            None => self.node(s, value, place, nested, None),
        }
    }

    fn item(
        &self,
        s: &Schema<'_>,
        (index, value): (usize, &Value),
        place: &Place<'_>,
        nested: bool,
        values: Correlation<'_, '_, '_, '_>,
    ) -> Outcome {
        match values.and_then(|v| v.index(index)) {
            Some(found) => self.changed(s, &found, place, nested),
            None => self.node(s, value, place, nested, None),
        }
    }

    /// The types that a node allows.
    fn types<'a>(&self, s: &Schema<'a>) -> Vec<&'a str> {
        if s.int_or_string && self.subject == Subject::Object {
            vec!["integer", "string"]
        } else if s.type_name.is_empty() {
            Vec::new()
        } else {
            vec![s.type_name]
        }
    }

    fn format<'a>(&self, s: &Schema<'a>) -> &'a str {
        let type_name = if s.int_or_string { "" } else { s.type_name };
        let counts = self.subject == Subject::Default || formats::is_known(s.format, type_name, self.version);
        if counts { s.format } else { "" }
    }

    /// Everything of one node; `nested` inside of a junctor.
    fn node(
        &self,
        s: &Schema<'_>,
        value: &Value,
        place: &Place<'_>,
        nested: bool,
        values: Correlation<'_, '_, '_, '_>,
    ) -> Outcome {
        let (types, format) = (self.types(s), self.format(s));
        if value.is_null() {
            let mut out = types::validate_null(&types, s.nullable, place);
            out.merge(enumeration::validate(s, value, place));
            return out;
        }
        // Each check that applies counts for how well an alternative fits, and so does the node.
        let mut out = Outcome::matching(1);
        let mut check = |result: Outcome| {
            out.merge(result);
            out.matches += 1;
        };
        if !types.is_empty() || !format.is_empty() {
            check(types::validate(&types, format, value, place));
        }
        check(self.junctors(s, value, place));
        match value {
            Value::String(text) => {
                check(self.text(s, text, place));
                if formats::has_check(format, self.version) {
                    check(text_format(format, text, place));
                }
            }
            Value::Number(number) => {
                check(numbers::validate(
                    s,
                    Num::of(number),
                    self.range(s, &types, format),
                    place,
                ));
            }
            Value::Array(items) => check(self.list(s, items, place, nested, values)),
            _ => {}
        }
        check(enumeration::validate(s, value, place));
        if let Value::Object(map) = value {
            check(self.map(s, map, place, nested, values));
        }
        out
    }

    fn range<'a>(&self, s: &Schema<'a>, types: &[&'a str], format: &'a str) -> Range<'a> {
        match types {
            _ if self.version < KubernetesVersion::V1_36 => Range {
                type_name: "",
                format: "",
            },
            ["integer"] => {
                let format = if matches!(format, "int32" | "int64") {
                    format
                } else {
                    ""
                };
                Range {
                    type_name: s.type_name,
                    format,
                }
            }
            ["number"] => {
                let format = if matches!(format, "float" | "double") {
                    format
                } else {
                    ""
                };
                Range {
                    type_name: s.type_name,
                    format,
                }
            }
            _ => Range {
                type_name: "",
                format: "",
            },
        }
    }

    /// The first of length and pattern that fails.
    fn text(&self, s: &Schema<'_>, text: &str, place: &Place<'_>) -> Outcome {
        let mut out = Outcome::default();
        let bounded = s.max_length.is_some() || s.min_length.is_some();
        let length = if bounded { text.chars().count() as i64 } else { 0 };
        let value = || Value::from(text);
        if let Some(max) = s.max_length.filter(|max| length > *max) {
            out.fail(
                Kind::TooLong(max),
                place,
                value(),
                &format!("should be at most {max} chars long"),
            );
        } else if let Some(min) = s.min_length.filter(|min| length < *min) {
            out.fail(
                Kind::Invalid,
                place,
                value(),
                &format!("should be at least {min} chars long"),
            );
        } else if let Some(complaint) = self.pattern_complaint(s.pattern, text) {
            out.fail(
                Kind::Invalid,
                place,
                value(),
                &format!("should match '{complaint}'"),
            );
        }
        out
    }

    fn pattern_complaint(&self, written: &str, text: &str) -> Option<String> {
        if written.is_empty() {
            return None;
        }
        let mut patterns = self.patterns.lock().unwrap_or_else(PoisonError::into_inner);
        if !patterns.contains_key(written) {
            patterns.insert(
                written.to_owned(),
                pattern::compile(written).map_err(|error| error.to_string()),
            );
        }
        match patterns.get(written)? {
            Ok(regex) => (!regex.is_match(text)).then(|| written.to_owned()),
            Err(error) => Some(format!("{written}, but pattern is invalid: {error}")),
        }
    }

    fn list(
        &self,
        s: &Schema<'_>,
        items: &[Value],
        place: &Place<'_>,
        nested: bool,
        values: Correlation<'_, '_, '_, '_>,
    ) -> Outcome {
        let mut out = Outcome::matching(1);
        if let Some(schema) = s.item() {
            for (i, item) in items.iter().enumerate() {
                out.merge(self.item(schema, (i, item), &Place::Index(place, i), nested, values));
            }
        }
        let size = items.len() as i64;
        if let Some(min) = s.min_items.filter(|min| size < *min) {
            out.fail(
                Kind::Invalid,
                place,
                size.into(),
                &format!("should have at least {min} items"),
            );
        }
        if let Some(max) = s.max_items.filter(|max| size > *max) {
            out.fail(
                Kind::TooMany(size, max),
                place,
                size.into(),
                &format!("should have at most {max} items"),
            );
        }
        out
    }

    fn map(
        &self,
        s: &Schema<'_>,
        map: &Map<String, Value>,
        place: &Place<'_>,
        nested: bool,
        values: Correlation<'_, '_, '_, '_>,
    ) -> Outcome {
        let mut out = Outcome::default();
        let size = map.len() as i64;
        if let Some(min) = s.min_properties.filter(|min| size < *min) {
            out.fail(
                Kind::Invalid,
                place,
                size.into(),
                &format!("should have at least {min} properties"),
            );
        }
        if let Some(max) = s.max_properties.filter(|max| size > *max) {
            out.fail(
                Kind::TooMany(size, max),
                place,
                size.into(),
                &format!("should have at most {max} properties"),
            );
        }
        let additional = s
            .additional_properties
            .as_ref()
            .filter(|_| !(nested && self.subject == Subject::Default));
        for (name, value) in map {
            let Some(additional) = additional.filter(|_| s.property(name).is_none()) else {
                continue;
            };
            let below = Place::Dotted(place, name);
            if !additional.allows {
                let name_of_parent = place.to_string();
                let message = format!("{below} in body is a forbidden property");
                let value = Value::from(name.as_str());
                out.add(outcome::Failure {
                    kind: Kind::Invalid,
                    name: name_of_parent,
                    value,
                    message,
                });
            } else if let Some(schema) = &additional.schema {
                out.merge(self.property(schema, (name, value), &below, nested, values));
            }
        }
        for (name, schema) in s.each_property() {
            if let Some(value) = map.get(name) {
                out.merge(self.property(
                    schema,
                    (name, value),
                    &Place::Property(place, name),
                    nested,
                    values,
                ));
            }
        }
        for name in s.required_names() {
            if !map.contains_key(*name) {
                out.fail(
                    Kind::Required,
                    &Place::Dotted(place, name),
                    Value::Null,
                    "is required",
                );
            }
        }
        out
    }
}

fn text_format(format: &str, text: &str, place: &Place<'_>) -> Outcome {
    let mut out = Outcome::default();
    if !formats::matches(format, text) {
        types::fail(&mut out, place, format, text);
    }
    out
}
