//! The early check: keys on types that are spelled out.
//!
//! It speaks only where the written type is a primitive, `String`, `Option`, `Box`, `Vec`, or a map or set of the
//! standard library, spelled as such. What an alias or any other type is, shows when the schema is filled.

use super::check::Keys;
use super::keys;
use super::{Context, Fault};
use crate::diag::Code;
use crate::model::{NodeKind, Ty, TyPath, misfit};
use proc_macro2::Span;

/// What a spelled type is.
#[derive(Clone, Copy)]
pub(super) struct Spelled<'t> {
    pub(super) kind: NodeKind,
    /// The items of a list, the values of a map.
    inner: Option<&'t Ty>,
    /// The keys of a map.
    key: Option<&'t Ty>,
}

impl Spelled<'_> {
    /// A kind of which no more is known.
    pub(super) const fn only(kind: NodeKind) -> Self {
        Self {
            kind,
            inner: None,
            key: None,
        }
    }
}

/// What a type is, if it is spelled out and no generic parameter bears the name.
pub(super) fn spelled<'t>(ty: &'t Ty, generics: &[String]) -> Option<Spelled<'t>> {
    let path = match ty {
        Ty::Path(path) => path,
        Ty::Array { item, .. } | Ty::Slice(item, _) => return Some(list(item)),
        Ty::Reference(inner, _) => return spelled(inner, generics),
        Ty::Tuple(..) | Ty::Other(..) => return None,
    };
    let segment = path.segments.last()?;
    let first = segment.args.first();
    match standard(path, generics)? {
        "bool" => Some(Spelled::only(NodeKind::Boolean)),
        "f32" | "f64" => Some(Spelled::only(NodeKind::Number)),
        "String" | "str" | "char" => Some(Spelled::only(NodeKind::String)),
        "Option" | "Box" | "Arc" | "Rc" | "Cow" => spelled(first?, generics),
        "Vec" | "VecDeque" | "LinkedList" | "HashSet" | "BTreeSet" => Some(list(first?)),
        "HashMap" | "BTreeMap" => Some(Spelled {
            kind: NodeKind::Map,
            inner: segment.args.get(1),
            key: first,
        }),
        _ => Some(Spelled::only(NodeKind::Integer)),
    }
}

fn list(item: &Ty) -> Spelled<'_> {
    Spelled {
        kind: NodeKind::Array,
        inner: Some(item),
        key: None,
    }
}

/// The types that are known by name, with the modules of the standard library that they may be spelled with.
const STANDARD: &[(&str, &[&str])] = &[
    ("", &["bool", "char", "str", "f32", "f64"]),
    (
        "",
        &[
            "i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize",
        ],
    ),
    ("string", &["String"]),
    ("option", &["Option"]),
    ("boxed", &["Box"]),
    ("sync", &["Arc"]),
    ("rc", &["Rc"]),
    ("borrow", &["Cow"]),
    ("vec", &["Vec"]),
    (
        "collections",
        &[
            "VecDeque",
            "LinkedList",
            "HashSet",
            "BTreeSet",
            "HashMap",
            "BTreeMap",
        ],
    ),
];

/// The name of a type of the standard library, if the path spells one.
fn standard(path: &TyPath, generics: &[String]) -> Option<&'static str> {
    if path.qself.is_some() {
        return None;
    }
    let names: Vec<&str> = path
        .segments
        .iter()
        .map(|segment| segment.name.as_str())
        .collect();
    let (module, name) = match names.as_slice() {
        [name] if !generics.iter().any(|generic| generic == name) => (None, *name),
        ["std" | "core" | "alloc", module, name] => (Some(*module), *name),
        _ => return None,
    };
    STANDARD
        .iter()
        .filter(|(home, _)| module.is_none_or(|module| module == *home))
        .find_map(|(_, types)| types.iter().find(|known| **known == name).copied())
}

/// Reports the keys that don't fit a node, on every level that is spelled.
pub(super) fn check(
    validation: &keys::Validation,
    schema: &keys::Schema,
    node: Option<Spelled<'_>>,
    generics: &[String],
    cx: &mut Context<'_>,
) {
    let Some(node) = node else { return };
    let laid_over = ["type", "format"];
    let given = schema
        .given()
        .into_iter()
        .filter(|(key, _)| !laid_over.contains(key));
    check_keys(given, node.kind, cx);
    check_validation(validation, node, generics, cx);
}

/// Reports keys that don't fit a kind.
pub(super) fn check_keys(
    given: impl IntoIterator<Item = (&'static str, Span)>,
    kind: NodeKind,
    cx: &mut Context<'_>,
) {
    for (key, at) in given {
        if let Some(misfit) = misfit(key, kind) {
            let fault = Fault::new(Code::DoesNotFit, at, misfit.message);
            cx.report(fault.help(misfit.help));
        }
    }
}

fn check_validation(
    validation: &keys::Validation,
    node: Spelled<'_>,
    generics: &[String],
    cx: &mut Context<'_>,
) {
    check_keys(validation.given(), node.kind, cx);
    let levels = [
        (&validation.items, node.inner, NodeKind::Array),
        (&validation.values, node.inner, NodeKind::Map),
        (&validation.keys, node.key, NodeKind::Map),
    ];
    for (below, ty, kind) in levels {
        let inner = below.as_ref().and_then(|below| below.0.value.as_ref().ok());
        let ty = ty.filter(|_| kind == node.kind);
        if let (Some(inner), Some(node)) = (inner, ty.and_then(|ty| spelled(ty, generics))) {
            check_validation(&inner.keys, node, generics, cx);
        }
    }
}
