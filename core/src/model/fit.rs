//! Which keys fit which nodes: one table for the early check of types that are spelled out, and for filled schemas.

use crate::diag::{Code, Diagnostic};
use crate::span::Span;

/// What a node is to the keys that may stand on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// `type: boolean`.
    Boolean,
    /// `type: integer`.
    Integer,
    /// `type: number`.
    Number,
    /// `type: string`, enums of strings too.
    String,
    /// `type: array`.
    Array,
    /// `type: object` with properties.
    Object,
    /// `type: object` with `additionalProperties`.
    Map,
    /// `x-kubernetes-int-or-string`.
    IntOrString,
    /// A node without a type, or of one that isn't known: everything fits.
    Any,
}

impl NodeKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Boolean,
        Self::Integer,
        Self::Number,
        Self::String,
        Self::Array,
        Self::Object,
        Self::Map,
        Self::IntOrString,
        Self::Any,
    ];

    /// The kind with its article, as messages have it: `a string`.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "a list",
            Self::Object => "an object",
            Self::Map => "a map",
            Self::IntOrString => "an int-or-string",
            Self::Any => "a node of any type",
        }
    }
}

/// What a key fits: the kinds, and how a message calls them.
type Takes = (&'static [NodeKind], &'static str);

const NUMBERS: Takes = (&[NodeKind::Integer, NodeKind::Number], "numbers");
const STRINGS: Takes = (&[NodeKind::String, NodeKind::IntOrString], "strings");
const LISTS: Takes = (&[NodeKind::Array], "lists");
const MAPS: Takes = (&[NodeKind::Map], "maps");
const OBJECTS: Takes = (&[NodeKind::Object, NodeKind::Map], "maps and objects");
const STRUCTS: Takes = (&[NodeKind::Object], "structs");
const INTEGERS: Takes = (&[NodeKind::Integer], "integers");
const TEXTS: Takes = (&[NodeKind::String], "strings");
const SELECTABLE: Takes = (
    &[NodeKind::String, NodeKind::Boolean, NodeKind::Integer],
    "strings, booleans and integers",
);
const CELLS: Takes = (
    &[
        NodeKind::String,
        NodeKind::Boolean,
        NodeKind::Integer,
        NodeKind::Number,
        NodeKind::IntOrString,
    ],
    "strings, numbers and booleans",
);

/// What a key fits; none: everything.
fn takes(key: &str) -> Option<Takes> {
    Some(match key {
        "minimum" | "maximum" | "exclusive_minimum" | "exclusive_maximum" | "multiple_of" => NUMBERS,
        "min_length" | "max_length" | "pattern" | "format" => STRINGS,
        "min_items" | "max_items" | "items" | "list_type" | "list_map_keys" => LISTS,
        "min_properties"
        | "max_properties"
        | "map_type"
        | "preserve_unknown_fields"
        | "embedded_resource" => OBJECTS,
        "keys" | "values" => MAPS,
        "exactly_one_of" | "at_most_one_of" | "at_least_one_of" => STRUCTS,
        "printcolumn" => CELLS,
        "selectable" => SELECTABLE,
        "spec_replicas" | "status_replicas" => INTEGERS,
        "label_selector" => TEXTS,
        _ => return None,
    })
}

/// Whether a key of `#[validation]`, `#[schema]` or `#[scale]`, or the attribute `printcolumn` or `selectable`, fits
/// a node. (`schema(format)` and `schema(type)` are laid over what is inferred and fit everything: don't ask.)
///
/// # Errors
/// What the key fits, in the plural: `numbers`.
pub fn fits(key: &str, kind: NodeKind) -> Result<(), &'static str> {
    match takes(key) {
        Some((kinds, what)) if kind != NodeKind::Any && !kinds.contains(&kind) => Err(what),
        _ => Ok(()),
    }
}

/// What is said of a key that doesn't fit: the same words in every stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub help: String,
}

impl Misfit {
    /// The diagnostic, at a place.
    #[must_use]
    pub fn at(self, span: Span, path: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Code::DoesNotFit, span, path, self.message).help(self.help)
    }
}

/// What is wrong where a key stands on a node that it doesn't fit.
#[must_use]
pub fn misfit(key: &str, kind: NodeKind) -> Option<Misfit> {
    let what = fits(key, kind).err()?;
    Some(Misfit {
        message: format!("`{key}` fits {what}, not {}", kind.noun()),
        help: instead(key, kind).unwrap_or_else(|| format!("leave it out, or write it on {what}")),
    })
}

/// The key of the same sense that fits, or the place where this one does.
fn instead(key: &str, kind: NodeKind) -> Option<String> {
    let (bound, _) = key
        .split_once('_')
        .filter(|(bound, rest)| {
            ["min", "max"].contains(bound) && ["length", "items", "properties"].contains(rest)
        })
        .unwrap_or_default();
    let sibling = match kind {
        _ if bound.is_empty() => None,
        NodeKind::String | NodeKind::IntOrString => Some(format!("{bound}_length")),
        NodeKind::Array => Some(format!("{bound}_items")),
        NodeKind::Map | NodeKind::Object => Some(format!("{bound}_properties")),
        NodeKind::Integer | NodeKind::Number => Some(format!("{bound}imum")),
        NodeKind::Boolean | NodeKind::Any => None,
    };
    match (sibling, kind) {
        (Some(sibling), _) => Some(format!("did you mean `{sibling}`?")),
        (None, NodeKind::Array) if takes_scalars(key) => {
            Some(format!("for the items of a list write it in `items({key} …)`"))
        }
        (None, NodeKind::Map) if takes_scalars(key) => {
            Some(format!("for the values of a map write it in `values({key} …)`"))
        }
        (None, NodeKind::Map) if key == "items" => {
            Some("write `values(…)` for the values of a map".to_owned())
        }
        (None, NodeKind::Array) if key == "values" => {
            Some("write `items(…)` for the items of a list".to_owned())
        }
        (None, NodeKind::Object) if key == "values" || key == "keys" => {
            Some("write the attribute on the fields of the struct".to_owned())
        }
        (None, NodeKind::Map) if key == "list_type" => Some("did you mean `map_type`?".to_owned()),
        (None, NodeKind::Array) if key == "map_type" => Some("did you mean `list_type`?".to_owned()),
        _ => None,
    }
}

/// Whether a key is a bound of scalars, which a list or map may have for what it holds.
fn takes_scalars(key: &str) -> bool {
    takes(key).is_some_and(|takes| takes == NUMBERS || takes == STRINGS)
}

#[cfg(test)]
mod tests {
    use super::{NodeKind, fits, misfit};

    #[test]
    fn the_way_out_of_a_misfit_is_a_sibling_or_a_place_below() {
        let table = [
            ("min_length", NodeKind::Array, "did you mean `min_items`?"),
            ("max_items", NodeKind::String, "did you mean `max_length`?"),
            ("max_items", NodeKind::Map, "did you mean `max_properties`?"),
            ("min_length", NodeKind::Integer, "did you mean `minimum`?"),
            (
                "pattern",
                NodeKind::Array,
                "for the items of a list write it in `items(pattern …)`",
            ),
            (
                "minimum",
                NodeKind::Map,
                "for the values of a map write it in `values(minimum …)`",
            ),
            (
                "items",
                NodeKind::Map,
                "write `values(…)` for the values of a map",
            ),
            ("map_type", NodeKind::Array, "did you mean `list_type`?"),
            (
                "minimum",
                NodeKind::String,
                "leave it out, or write it on numbers",
            ),
        ];
        for (key, kind, way) in table {
            let told = misfit(key, kind).map(|misfit| misfit.help);
            assert_eq!(told.as_deref(), Some(way), "{key} on {kind:?}");
        }
    }

    #[test]
    fn every_key_fits_the_kinds_of_the_table_and_no_other() {
        use NodeKind::{Array, Boolean, IntOrString, Integer, Map, Number, Object, String};
        let table: &[(&str, &[NodeKind])] = &[
            ("minimum", &[Integer, Number]),
            ("multiple_of", &[Integer, Number]),
            ("max_length", &[String, IntOrString]),
            ("pattern", &[String, IntOrString]),
            ("min_items", &[Array]),
            ("list_type", &[Array]),
            ("max_properties", &[Object, Map]),
            ("map_type", &[Object, Map]),
            ("keys", &[Map]),
            ("exactly_one_of", &[Object]),
            ("selectable", &[Boolean, Integer, String]),
            ("label_selector", &[String]),
        ];
        for (key, kinds) in table {
            for kind in NodeKind::ALL {
                let fit = kinds.contains(&kind) || kind == NodeKind::Any;
                assert_eq!(fits(key, kind).is_ok(), fit, "{key} on {kind:?}");
            }
        }
    }

    #[test]
    fn keys_that_say_nothing_of_a_type_fit_every_kind() {
        for key in ["enum", "cel", "title", "default", "nullable"] {
            assert!(NodeKind::ALL.iter().all(|kind| fits(key, *kind).is_ok()), "{key}");
        }
    }

    #[test]
    fn a_misfit_names_the_key_what_it_fits_and_what_it_is_on() {
        let message = misfit("minimum", NodeKind::String).map(|misfit| misfit.message);
        assert_eq!(message.as_deref(), Some("`minimum` fits numbers, not a string"));
    }
}
