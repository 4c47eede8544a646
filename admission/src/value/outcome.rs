//! What came out of validating one value: failures, and how much fitted.

use std::collections::HashSet;
use std::fmt::Display;

use serde_json::Value;

use crate::field_error::BadValue;
use crate::{ErrorType, FieldError, KubernetesVersion};

/// What kind of error a failure becomes.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    Required,
    /// With what is supported.
    Enum(Vec<String>),
    TooLong(i64),
    /// Entries, and how many are allowed.
    TooMany(i64, i64),
    Type,
    Invalid,
    /// Without a place of its own.
    Bare,
}

/// One failure.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub(super) kind: Kind,
    /// The place, below the validated value.
    pub(super) name: String,
    pub(super) value: Value,
    pub(super) message: String,
}

/// Failures, each text once, and the number of checks that say how well an alternative fits.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) failures: Vec<Failure>,
    messages: HashSet<String>,
    pub(super) matches: u64,
}

impl Outcome {
    pub(super) fn matching(matches: u64) -> Self {
        Self {
            matches,
            ..Self::default()
        }
    }

    pub(super) fn failed(&self) -> bool {
        !self.failures.is_empty()
    }

    pub(super) fn add(&mut self, failure: Failure) {
        if self.messages.insert(failure.message.clone()) {
            self.failures.push(failure);
        }
    }

    /// Adds a failure at `name` whose message starts with it: `{name} in body {rest}`.
    pub(super) fn fail(&mut self, kind: Kind, name: &impl Display, value: Value, rest: &str) {
        let name = name.to_string();
        let message = format!("{name} in body {rest}");
        self.add(Failure {
            kind,
            name,
            value,
            message,
        });
    }

    /// Adds a failure without a place.
    pub(super) fn fail_bare(&mut self, message: String) {
        self.add(Failure {
            kind: Kind::Bare,
            name: String::new(),
            value: Value::Null,
            message,
        });
    }

    pub(super) fn merge(&mut self, other: Outcome) {
        self.matches += other.matches;
        other.failures.into_iter().for_each(|failure| self.add(failure));
    }

    /// Drops the failures, as of a value that was there before.
    pub(super) fn forgive(&mut self) {
        self.failures.clear();
        self.messages.clear();
    }

    /// The failures as the server tells them, below `prefix` where there is one.
    pub(super) fn into_errors(self, prefix: Option<&str>, version: KubernetesVersion) -> Vec<FieldError> {
        let mut errors: Vec<FieldError> = self
            .failures
            .into_iter()
            .map(|failure| failure.into_error(prefix))
            .collect();
        if version <= KubernetesVersion::V1_33 {
            errors.iter_mut().for_each(word);
        }
        errors
    }
}

/// 1.33 has no singular for the limits.
fn word(error: &mut FieldError) {
    let limit = matches!(error.kind, ErrorType::TooMany | ErrorType::TooLong);
    if limit && (error.detail.ends_with(" 1 item") || error.detail.ends_with(" 1 byte")) {
        error.detail.push('s');
    }
}

impl Failure {
    fn into_error(self, prefix: Option<&str>) -> FieldError {
        let name = self.name.strip_prefix('.').unwrap_or(&self.name);
        let field = match (prefix, name) {
            (Some(prefix), "") => prefix.to_owned(),
            (Some(prefix), name) => format!("{prefix}.{name}"),
            (None, "") => "<nil>".to_owned(),
            (None, name) => name.to_owned(),
        };
        let value = if self.value.is_null() {
            BadValue::from("")
        } else {
            BadValue::Json(self.value.clone())
        };
        match self.kind {
            Kind::Required => FieldError::required(field, ""),
            Kind::Enum(supported) => {
                let supported: Vec<&str> = supported.iter().map(String::as_str).collect();
                FieldError::not_supported(field, self.value, &supported)
            }
            Kind::TooLong(max) => FieldError::too_long(field, max),
            Kind::TooMany(actual, max) => FieldError::too_many(field, actual, max),
            Kind::Type => FieldError::type_invalid(field, value, self.message),
            Kind::Invalid => FieldError::invalid(field, value, self.message),
            Kind::Bare => FieldError::invalid(prefix.unwrap_or("<nil>"), "", self.message),
        }
    }
}
