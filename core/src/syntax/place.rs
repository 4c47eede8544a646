//! Where an attribute, and a key of `#[schema(…)]`, may stand.

use super::attribute::Attribute;
use super::check::Keys;
use super::keys;
use super::{Context, Fault};
use crate::diag::Code;

/// Where attributes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A struct or enum.
    Container,
    /// A named field, or what a newtype holds.
    Field,
    /// A field of a tuple of several.
    TupleItem,
    /// A variant that holds something.
    Variant,
    /// A variant that holds nothing.
    UnitVariant,
}

impl Place {
    const fn noun(self) -> &'static str {
        match self {
            Self::Container => "a struct or enum",
            Self::Field => "a field",
            Self::TupleItem => "an item of a tuple",
            Self::Variant => "a variant",
            Self::UnitVariant => "a variant that holds nothing",
        }
    }

    fn takes(self, attribute: &str) -> bool {
        let taken: &[&str] = match self {
            Self::Container => &["resource", "status", "immutable", "validation", "schema"],
            Self::Field => &[
                "immutable",
                "validation",
                "schema",
                "printcolumn",
                "selectable",
                "scale",
                "status",
            ],
            Self::TupleItem | Self::Variant => &["validation", "schema"],
            Self::UnitVariant => &[],
        };
        taken.contains(&attribute)
    }

    /// The keys of `#[schema(…)]` that have no meaning here.
    const fn refuses(self) -> &'static [&'static str] {
        match self {
            Self::Container => &["no_default", "required", "optional", "skip"],
            Self::TupleItem => &["default", "no_default", "required", "optional", "skip", "crate"],
            Self::Variant | Self::UnitVariant => &["no_default", "required", "optional", "skip", "crate"],
            Self::Field => &["crate"],
        }
    }
}

/// Reports the attributes that have no meaning here, and gives the others.
pub(super) fn allowed(attributes: Vec<Attribute>, place: Place, cx: &mut Context<'_>) -> Vec<Attribute> {
    let (taken, refused): (Vec<_>, Vec<_>) = attributes
        .into_iter()
        .partition(|attribute| place.takes(attribute.name));
    for attribute in refused {
        let name = attribute.name;
        let message = format!("`#[{name}]` has no meaning on {}", place.noun());
        let fault = Fault::place(attribute.at, message);
        cx.report(match way_out(name, place) {
            Some(help) => fault.help(help),
            None => fault,
        });
    }
    taken
}

fn way_out(attribute: &str, place: Place) -> Option<&'static str> {
    match (attribute, place) {
        ("printcolumn", Place::Container) => {
            Some("write it on the field, or `#[resource(printcolumn(name = \"…\", json_path = \"…\"))]`")
        }
        ("selectable", Place::Container) => {
            Some("write it on the field, or `#[resource(selectable(\".spec.…\"))]`")
        }
        ("scale", Place::Container) => {
            Some("write it on the fields, or `#[resource(scale(spec_replicas = \".spec.…\", …))]`")
        }
        ("resource", _) => Some("write it on the struct of the spec, or on the root struct"),
        ("immutable", Place::Variant | Place::UnitVariant) => {
            Some("write it on the enum, or on the field that holds the enum")
        }
        ("immutable", Place::TupleItem) => Some("write it on the field that holds the tuple"),
        ("validation" | "schema", Place::UnitVariant) => Some("write it on the enum"),
        _ => None,
    }
}

/// Reports the keys of `#[schema(…)]` that have no meaning here, and those that contradict each other.
pub(super) fn schema_keys(schema: &keys::Schema, place: Place, cx: &mut Context<'_>) {
    let given = schema.given();
    for (key, at) in &given {
        if place.refuses().contains(key) {
            let message = format!("`{key}` has no meaning on {}", place.noun());
            cx.report(Fault::place(*at, message).help(match *key {
                "crate" => "it is a key of types",
                _ => "it is a key of fields",
            }));
        }
    }
    for (one, other, why) in CONFLICTS {
        let find = |name: &str| given.iter().find(|(key, _)| *key == name).map(|(_, at)| *at);
        if let (Some(first), Some(second)) = (find(one), find(other)) {
            let message = format!("`{one}` and `{other}` contradict each other");
            let fault = Fault::new(Code::KeyConflict, second, message);
            cx.report(fault.note(*why).also(first, format!("`{one}`")));
        }
    }
    list_keys(schema, cx);
    variant_default(schema, place, cx);
}

/// Keys that don't go together, and why.
const CONFLICTS: &[(&str, &str, &str)] = &[
    (
        "default",
        "no_default",
        "one publishes a default, the other doesn't",
    ),
    ("with", "type", "the literal schema has a type of its own"),
    (
        "with",
        "int_or_string",
        "the literal schema has a type of its own",
    ),
    ("type", "int_or_string", "an int-or-string has no type"),
    ("skip", "with", "what is skipped has no schema"),
    ("skip", "default", "what is skipped has no schema"),
    ("skip", "required", "what is skipped has no schema"),
];

fn list_keys(schema: &keys::Schema, cx: &mut Context<'_>) {
    let kind = schema.list_type.as_ref().map(|key| &key.0);
    let names = schema.list_map_keys.as_ref().map(|key| key.0.at);
    let word = kind.and_then(|said| said.value.as_ref().ok().map(|word| (word.as_str(), said.at)));
    match (word, names) {
        (Some(("map", at)), None) => {
            let fault = Fault::new(Code::KeyMissing, at, "a map list needs the names of its keys");
            cx.report(fault.help("add `list_map_keys(\"name\")`"));
        }
        (Some((other, at)), Some(names)) if other != "map" => {
            let message = format!("a list of type \"{other}\" has no keys");
            let fault = Fault::new(Code::KeyConflict, names, message).also(at, "its type");
            cx.report(fault.help("write `list_type = \"map\"`"));
        }
        (None, Some(names)) if kind.is_none() => {
            let fault = Fault::new(
                Code::KeyMissing,
                names,
                "`list_map_keys` needs `list_type = \"map\"`",
            );
            cx.report(fault.help("add `list_type = \"map\"`"));
        }
        _ => {}
    }
}

fn variant_default(schema: &keys::Schema, place: Place, cx: &mut Context<'_>) {
    let Some(default) = &schema.default else { return };
    if place == Place::Variant {
        let message = "a default on a variant would be written into every object";
        let fault = Fault::new(Code::DefaultMisplaced, default.0.at, message);
        let fault = fault.note("an object would hold two variants");
        cx.report(fault.help("write the default on the field that holds the enum"));
    }
}
