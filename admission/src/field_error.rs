//! One error of one field, worded as the API server words it.

use std::fmt;

use serde_json::Value;

use crate::go;

/// What is wrong with a field: `field.ErrorType` of Kubernetes' apimachinery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ErrorType {
    /// The value was not found.
    NotFound,
    /// A value is needed and missing (or empty).
    Required,
    /// The value is taken already.
    Duplicate,
    /// The value is malformed.
    Invalid,
    /// The value is none of an enumeration.
    NotSupported,
    /// The value is allowed in general, but not here.
    Forbidden,
    /// The value is too long; its text leaves the value out.
    TooLong,
    /// A list or map has too many entries.
    TooMany,
    /// A list or map has too few entries.
    TooFew,
    /// The value is too short.
    TooShort,
    /// The server itself failed.
    Internal,
    /// The value has another type than the schema says.
    TypeInvalid,
}

impl ErrorType {
    /// The machine-readable name, as in a `Status`' causes: `FieldValueRequired`.
    pub fn cause(self) -> &'static str {
        match self {
            Self::NotFound => "FieldValueNotFound",
            Self::Required => "FieldValueRequired",
            Self::Duplicate => "FieldValueDuplicate",
            Self::Invalid => "FieldValueInvalid",
            Self::NotSupported => "FieldValueNotSupported",
            Self::Forbidden => "FieldValueForbidden",
            Self::TooLong => "FieldValueTooLong",
            Self::TooMany => "FieldValueTooMany",
            Self::TooFew => "FieldValueTooFew",
            Self::TooShort => "FieldValueTooShort",
            Self::Internal => "InternalError",
            Self::TypeInvalid => "FieldValueTypeInvalid",
        }
    }

    /// Whether the text of such an error names the refused value.
    fn shows_value(self) -> bool {
        !matches!(
            self,
            Self::Required | Self::Forbidden | Self::TooLong | Self::TooShort | Self::Internal
        )
    }
}

/// The words that start the text of such an error: `Required value`.
impl fmt::Display for ErrorType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFound => "Not found",
            Self::Required => "Required value",
            Self::Duplicate => "Duplicate value",
            Self::Invalid | Self::TypeInvalid => "Invalid value",
            Self::NotSupported => "Unsupported value",
            Self::Forbidden => "Forbidden",
            Self::TooLong => "Too long",
            Self::TooMany => "Too many",
            Self::TooFew => "Too few",
            Self::TooShort => "Too short",
            Self::Internal => "Internal error",
        })
    }
}

/// The refused value.
#[derive(Clone, Debug, PartialEq)]
pub enum BadValue {
    /// A JSON value; strings are printed as Go quotes them, composites as Go's compact JSON.
    Json(Value),
    /// Already printed: a Go struct, whose fields stand in the order of its declaration.
    Printed(String),
    /// Not shown: a composite that broke a rule.
    Omitted,
}

impl<T: Into<Value>> From<T> for BadValue {
    fn from(value: T) -> Self {
        Self::Json(value.into())
    }
}

impl fmt::Display for BadValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(Value::String(text)) => f.write_str(&go::quote(text)),
            Self::Json(Value::Number(number)) => f.write_str(&go::print_number(number)),
            Self::Json(value) => f.write_str(&go::marshal(value)),
            Self::Printed(text) => f.write_str(text),
            Self::Omitted => Ok(()),
        }
    }
}

/// One validation error: `field.Error` of Kubernetes' apimachinery. Its `Display` is the server's text.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    /// What is wrong.
    pub kind: ErrorType,
    /// Where: `spec.versions[0].name`; map keys in brackets without quotes.
    pub field: String,
    /// The refused value.
    pub bad_value: BadValue,
    /// Why, in the server's words; may be empty.
    pub detail: String,
}

impl FieldError {
    fn new(kind: ErrorType, field: impl fmt::Display, bad_value: BadValue, detail: String) -> Self {
        Self {
            kind,
            field: field.to_string(),
            bad_value,
            detail,
        }
    }

    /// A missing value.
    pub fn required(field: impl fmt::Display, detail: impl Into<String>) -> Self {
        Self::new(ErrorType::Required, field, "".into(), detail.into())
    }

    /// A malformed value.
    pub fn invalid(field: impl fmt::Display, value: impl Into<BadValue>, detail: impl Into<String>) -> Self {
        Self::new(ErrorType::Invalid, field, value.into(), detail.into())
    }

    /// A value of another type than the schema's.
    pub fn type_invalid(
        field: impl fmt::Display,
        value: impl Into<BadValue>,
        detail: impl Into<String>,
    ) -> Self {
        Self::new(ErrorType::TypeInvalid, field, value.into(), detail.into())
    }

    /// A value that is none of `supported`, which are listed in the order given.
    pub fn not_supported(field: impl fmt::Display, value: impl Into<BadValue>, supported: &[&str]) -> Self {
        let quoted: Vec<String> = supported.iter().map(|s| go::quote(s)).collect();
        let detail = if quoted.is_empty() {
            String::new()
        } else {
            format!("supported values: {}", quoted.join(", "))
        };
        Self::new(ErrorType::NotSupported, field, value.into(), detail)
    }

    /// A value that may not stand here.
    pub fn forbidden(field: impl fmt::Display, detail: impl Into<String>) -> Self {
        Self::new(ErrorType::Forbidden, field, "".into(), detail.into())
    }

    /// A second equal value.
    pub fn duplicate(field: impl fmt::Display, value: impl Into<BadValue>) -> Self {
        Self::new(ErrorType::Duplicate, field, value.into(), String::new())
    }

    /// A text longer than `max` bytes (the server says bytes also where it counts characters).
    pub fn too_long(field: impl fmt::Display, max: i64) -> Self {
        let detail = match max {
            i64::MIN..=-1 => "value is too long".to_owned(),
            1 => "may not be more than 1 byte".to_owned(),
            _ => format!("may not be more than {max} bytes"),
        };
        Self::new(ErrorType::TooLong, field, "<value omitted>".into(), detail)
    }

    /// A list or map of `actual` entries where at most `max` are allowed.
    pub fn too_many(field: impl fmt::Display, actual: i64, max: i64) -> Self {
        let detail = match max {
            i64::MIN..=-1 => "has too many items".to_owned(),
            1 => "must have at most 1 item".to_owned(),
            _ => format!("must have at most {max} items"),
        };
        Self::new(ErrorType::TooMany, field, actual.into(), detail)
    }

    /// A failure of the server itself.
    pub fn internal(field: impl fmt::Display, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Self::new(ErrorType::Internal, field, detail.clone().into(), detail)
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.kind)?;
        if self.kind.shows_value() && self.bad_value != BadValue::Omitted {
            write!(f, ": {}", self.bad_value)?;
        }
        if self.detail.is_empty() {
            Ok(())
        } else {
            write!(f, ": {}", self.detail)
        }
    }
}

impl std::error::Error for FieldError {}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_kind_reads_as_the_server_writes_it() {
        let text = |e: FieldError| e.to_string();
        assert_eq!(text(FieldError::required("a.b", "")), "a.b: Required value");
        assert_eq!(text(FieldError::required("a", "why")), "a: Required value: why");
        assert_eq!(
            text(FieldError::invalid("a", "x\"\n", "no")),
            r#"a: Invalid value: "x\"\n": no"#
        );
        assert_eq!(
            text(FieldError::invalid("a", json!({"k": ["<"]}), "no")),
            r#"a: Invalid value: {"k":["\u003c"]}: no"#
        );
        assert_eq!(
            text(FieldError::invalid("a", json!(null), "no")),
            "a: Invalid value: null: no"
        );
        assert_eq!(
            text(FieldError::not_supported("a", "z", &["x", "y"])),
            r#"a: Unsupported value: "z": supported values: "x", "y""#
        );
        assert_eq!(text(FieldError::forbidden("a", "no")), "a: Forbidden: no");
        assert_eq!(
            text(FieldError::duplicate("a[1]", "x")),
            r#"a[1]: Duplicate value: "x""#
        );
        assert_eq!(
            text(FieldError::too_long("a", 1)),
            "a: Too long: may not be more than 1 byte"
        );
        assert_eq!(
            text(FieldError::too_long("a", 2)),
            "a: Too long: may not be more than 2 bytes"
        );
        assert_eq!(
            text(FieldError::too_many("a", 3, 1)),
            "a: Too many: 3: must have at most 1 item"
        );
        assert_eq!(
            text(FieldError::internal("a", "broken")),
            "a: Internal error: broken"
        );
    }

    #[test]
    fn numbers_are_printed_as_go_prints_them() {
        let shown = |v: Value| BadValue::Json(v).to_string();
        assert_eq!(shown(json!(1)), "1");
        assert_eq!(shown(json!(1.0)), "1");
        assert_eq!(shown(json!(1.5)), "1.5");
        assert_eq!(shown(json!(1e21)), "1e+21");
        assert_eq!(shown(json!(1e6)), "1e+06");
        assert_eq!(shown(json!(123456.5)), "123456.5");
        assert_eq!(shown(json!(0.00001)), "1e-05");
        assert_eq!(shown(json!([1e-7, 1.0])), "[1e-7,1]");
    }
}
