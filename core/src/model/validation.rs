//! `#[validation(…)]`.

use crate::span::{Span, Spanned};
use serde::{Deserialize, Serialize};
use serde_json::Value;

type Key<T> = Option<Spanned<T>>;

macro_rules! validation {
    ($($(#[$doc:meta])* $name:ident: $ty:ty,)*) => {
        /// The bounds and rules of one node. A [`Value`] may be a hole until the template is filled.
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct Validation {
            $($(#[$doc])* pub $name: Key<$ty>,)*
            /// `enum(…)`.
            #[serde(rename = "enum", skip_serializing_if = "Option::is_none")]
            pub enum_: Key<Vec<Value>>,
            /// CEL rules, in order.
            #[serde(skip_serializing_if = "Vec::is_empty")]
            pub cel: Vec<Spanned<Rule>>,
            /// For the items of a list.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub items: Key<Box<Validation>>,
            /// For the keys of a map.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub keys: Key<Box<Validation>>,
            /// For the values of a map.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub values: Key<Box<Validation>>,
            /// Exactly one of these fields must be set; repeatable.
            #[serde(skip_serializing_if = "Vec::is_empty")]
            pub exactly_one_of: Vec<Spanned<Vec<Spanned<String>>>>,
            /// At most one of these fields may be set; repeatable.
            #[serde(skip_serializing_if = "Vec::is_empty")]
            pub at_most_one_of: Vec<Spanned<Vec<Spanned<String>>>>,
            /// At least one of these fields must be set; repeatable.
            #[serde(skip_serializing_if = "Vec::is_empty")]
            pub at_least_one_of: Vec<Spanned<Vec<Spanned<String>>>>,
        }
    };
}

validation! {
    /// The smallest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Value,
    /// The largest number.
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Value,
    /// Whether `minimum` itself is not allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    exclusive_minimum: bool,
    /// Whether `maximum` itself is not allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    exclusive_maximum: bool,
    /// What a number must be a multiple of.
    #[serde(skip_serializing_if = "Option::is_none")]
    multiple_of: Value,
    /// The shortest string, in Unicode code points.
    #[serde(skip_serializing_if = "Option::is_none")]
    min_length: Value,
    /// The longest string, in Unicode code points.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_length: Value,
    /// A regular expression (RE2) that a string must contain a match of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pattern: Value,
    /// The format of a string or number.
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Value,
    /// The shortest list.
    #[serde(skip_serializing_if = "Option::is_none")]
    min_items: Value,
    /// The longest list.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_items: Value,
    /// The smallest map or object.
    #[serde(skip_serializing_if = "Option::is_none")]
    min_properties: Value,
    /// The largest map or object.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_properties: Value,
}

impl Validation {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// One CEL rule. A text may be a hole until the template is filled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rule {
    /// The expression.
    pub rule: Value,
    /// What is said when it is false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Key<Value>,
    /// An expression that makes what is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_expression: Key<Value>,
    /// The machine readable reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Key<Value>,
    /// The field that is to blame, relative to the node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field_path: Key<Value>,
    /// Whether `oldSelf` is an optional.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub optional_old_self: Key<bool>,
}

impl Rule {
    /// A rule with a message and nothing else.
    #[must_use]
    pub fn with_message(rule: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            rule: Value::String(rule.into()),
            message: Some(Spanned::new(Value::String(message.into()), Span::NONE)),
            ..Self::default()
        }
    }
}
