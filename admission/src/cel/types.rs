//! The types of CEL.

use std::fmt;
use std::sync::Arc;

/// The type of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// Known only at run time.
    Dyn,
    /// The type of an expression with an error.
    Error,
    /// The type of `null`.
    Null,
    /// `bool`
    Bool,
    /// `int`
    Int,
    /// `uint`
    Uint,
    /// `double`
    Double,
    /// `string`
    String,
    /// `bytes`
    Bytes,
    /// `google.protobuf.Duration`
    Duration,
    /// `google.protobuf.Timestamp`
    Timestamp,
    /// `list(T)`
    List(Arc<Type>),
    /// `map(K, V)`
    Map(Arc<Type>, Arc<Type>),
    /// `type(T)`, the type of a type.
    Type(Arc<Type>),
    /// An object type, by name.
    Struct(Arc<str>),
    /// An abstract type with parameters: `optional_type(T)`, `net.IP`.
    Opaque(Arc<str>, Vec<Type>),
    /// A type variable.
    Param(Arc<str>),
}

/// The name of the optional type.
pub(super) const OPTIONAL: &str = "optional_type";

impl Type {
    /// `list(element)`
    pub fn list(element: Type) -> Type {
        Type::List(Arc::new(element))
    }

    /// `map(key, value)`
    pub fn map(key: Type, value: Type) -> Type {
        Type::Map(Arc::new(key), Arc::new(value))
    }

    /// `optional_type(of)`
    pub fn optional(of: Type) -> Type {
        Type::Opaque(Arc::from(OPTIONAL), vec![of])
    }

    /// `T` of `optional_type(T)`.
    pub fn unwrap_optional(&self) -> Option<&Type> {
        match self {
            Type::Opaque(name, of) if &**name == OPTIONAL => of.first(),
            _ => None,
        }
    }

    /// The parameters of a list, map, type or abstract type.
    pub fn parameters(&self) -> Vec<&Type> {
        match self {
            Type::List(of) | Type::Type(of) => vec![of],
            Type::Map(key, value) => vec![key, value],
            Type::Opaque(_, of) => of.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Whether values have size 1: numbers, booleans, times, and optionals of these.
    pub fn is_scalar(&self) -> bool {
        match self {
            Type::Bool | Type::Int | Type::Uint | Type::Double | Type::Duration | Type::Timestamp => true,
            _ => self.unwrap_optional().is_some_and(Type::is_scalar),
        }
    }

    /// The name by which a program refers to the type.
    pub fn name(&self) -> &str {
        match self {
            Type::Dyn => "dyn",
            Type::Error => "!error!",
            Type::Null => "null_type",
            Type::Bool => "bool",
            Type::Int => "int",
            Type::Uint => "uint",
            Type::Double => "double",
            Type::String => "string",
            Type::Bytes => "bytes",
            Type::Duration => "google.protobuf.Duration",
            Type::Timestamp => "google.protobuf.Timestamp",
            Type::List(_) => "list",
            Type::Map(..) => "map",
            Type::Type(_) => "type",
            Type::Struct(name) | Type::Opaque(name, _) | Type::Param(name) => name,
        }
    }
}

/// As the type checker prints it.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Null => f.write_str("null"),
            Type::Duration => f.write_str("duration"),
            Type::Timestamp => f.write_str("timestamp"),
            _ => {
                f.write_str(self.name())?;
                let parameters = self.parameters();
                if parameters.is_empty() {
                    return Ok(());
                }
                let shown: Vec<String> = parameters.iter().map(ToString::to_string).collect();
                write!(f, "({})", shown.join(", "))
            }
        }
    }
}
