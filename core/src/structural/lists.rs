//! List types: whether the items carry them, and the conditions of a status.

use super::node::{Node, Type};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::span::{Span, Spanned};

/// The conditions of observed state are told apart by their type, as everywhere in Kubernetes.
pub(super) fn conditions(node: &mut Node) {
    if !node.observed {
        return;
    }
    let Some(list) = node.properties.get_mut("conditions") else {
        return;
    };
    let keyed = list.items.as_deref().is_some_and(|items| {
        let is_string = |ty: &Node| ty.ty == Some(Type::String);
        !items.nullable
            && items.always_has("type")
            && items.properties.get("type").is_some_and(|ty| is_string(ty))
    });
    if keyed && list.ty == Some(Type::Array) && list.list.kind.is_none() && list.list.keys.is_none() {
        let place = |text: &str| Spanned::new(text.to_owned(), Span::NONE);
        list.list.kind = Some(place("map"));
        list.list.keys = Some(Spanned::new(vec![place("type")], Span::NONE));
    }
}

/// Whether the list type of a node fits its items. That it stands on a list, and a map type on an object, is asked of
/// literals alone: keys have been.
pub(super) fn check(node: &Node, path: &str, out: &mut Diagnostics) {
    let (kind, keys) = (node.list.kind.as_ref(), node.list.keys.as_ref());
    if let Some(map) = node.map_type.as_ref().filter(|_| node.ty != Some(Type::Object)) {
        let message = format!("a map type stands on objects, not {}", node.kind().noun());
        out.push(Diagnostic::new(Code::DoesNotFit, map.at, path, message));
    }
    if let Some(kind) = kind.filter(|_| node.ty != Some(Type::Array)) {
        let message = format!("a list type stands on lists, not {}", node.kind().noun());
        out.push(Diagnostic::new(Code::DoesNotFit, kind.at, path, message));
        return;
    }
    let wrong = |code, at, message: String, help: &str| Diagnostic::new(code, at, path, message).help(help);
    match kind.map(|kind| (kind.value.as_str(), kind.at)) {
        Some(("map", at)) => {
            let Some(keys) = keys.filter(|keys| !keys.value.is_empty()) else {
                let message = "a map list needs keys".to_owned();
                out.push(wrong(
                    Code::ListType,
                    at,
                    message,
                    "add `list_map_keys(\"name\")`",
                ));
                return;
            };
            if let Some(items) = node.items.as_deref() {
                check_map(items, at, keys, path, out);
            }
            return;
        }
        Some(("set", at)) => {
            if let Some(items) = node.items.as_deref() {
                check_set(items, at, path, out);
            }
        }
        Some(("atomic", _)) | None => {}
        Some((other, at)) => {
            let message = format!("`{other}` is no list type");
            out.push(wrong(Code::KeyValue, at, message, "map, set or atomic"));
        }
    }
    if let Some(keys) = keys {
        let message = "`list_map_keys` needs `list_type = \"map\"`".to_owned();
        out.push(wrong(
            Code::ListType,
            keys.at,
            message,
            "add `list_type = \"map\"`, or leave the keys out",
        ));
    }
}

fn check_set(items: &Node, at: Span, path: &str, out: &mut Diagnostics) {
    if items.nullable {
        out.push(nullable(at, path, "the items of a set"));
    }
    let atomic = match items.ty {
        Some(Type::Object) => items.map_type.as_ref().is_some_and(|kind| kind.value == "atomic"),
        Some(Type::Array) => items
            .list
            .kind
            .as_ref()
            .is_some_and(|kind| kind.value == "atomic"),
        _ => items.is_scalar(),
    };
    if !atomic {
        let message = format!("a set holds scalars, not {}", items.kind().noun());
        out.push(
            Diagnostic::new(Code::ListType, at, path, message)
                .help("use `list_type = \"map\"` with keys, or `list_type = \"atomic\"`"),
        );
    }
}

fn check_map(
    items: &Node,
    at: Span,
    keys: &Spanned<Vec<Spanned<String>>>,
    path: &str,
    out: &mut Diagnostics,
) {
    if items.nullable {
        out.push(nullable(at, path, "the items of a map list"));
    }
    if items.ty != Some(Type::Object) || items.additional.is_some() {
        let message = format!("a map list holds objects, not {}", items.kind().noun());
        out.push(
            Diagnostic::new(Code::ListType, at, path, message)
                .help("use `list_type = \"set\"` or \"atomic\""),
        );
        return;
    }
    for (index, key) in keys.value.iter().enumerate() {
        let place = if key.at.is_none() { keys.at } else { key.at };
        let twice = keys
            .value
            .iter()
            .take(index)
            .any(|other| other.value == key.value);
        if let Err(wrong) = check_key(items, &key.value, twice) {
            out.push(wrong.place(place, path));
        }
    }
}

/// What is wrong with a key, without its place.
struct Wrong(Code, String, String);

impl Wrong {
    fn place(self, at: Span, path: &str) -> Diagnostic {
        Diagnostic::new(self.0, at, path, self.1).help(self.2)
    }
}

fn check_key(items: &Node, name: &str, twice: bool) -> Result<(), Wrong> {
    let Some(key) = items.properties.get(name) else {
        let message = format!("the items have no field `{name}`");
        let fields: Vec<&str> = items.properties.keys().map(String::as_str).collect();
        let help = format!(
            "the fields of the items, by their JSON names: {}",
            fields.join(", ")
        );
        return Err(Wrong(Code::UnknownField, message, help));
    };
    let (code, message, help) = if twice {
        (
            Code::ListType,
            format!("the key `{name}` is named twice"),
            "name it once",
        )
    } else if !key.is_scalar() {
        (
            Code::ListType,
            format!("the key `{name}` is {}, not a scalar", key.kind().noun()),
            "take a string, number or boolean of the items",
        )
    } else if key.nullable {
        (
            Code::NullableConflict,
            format!("the key `{name}` may be null"),
            "make it no `Option`, or add `#[serde(skip_serializing_if = …)]` and a default",
        )
    } else if !items.always_has(name) {
        (
            Code::ListType,
            format!("the key `{name}` may be absent"),
            "make it required, or give it `#[schema(default = …)]`",
        )
    } else {
        return Ok(());
    };
    Err(Wrong(code, message, help.to_owned()))
}

fn nullable(at: Span, path: &str, what: &str) -> Diagnostic {
    Diagnostic::new(
        Code::NullableConflict,
        at,
        path,
        format!("{what} may not be null"),
    )
    .note("the API server refuses such a definition")
    .help("let the items be no `Option`, or use `list_type = \"atomic\"`")
}
