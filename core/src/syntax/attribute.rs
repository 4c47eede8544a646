//! The attributes of an item that are ours.

use super::check::{self, Keys};
use super::{Context, Fault};
use crate::diag::Code;
use proc_macro2::{Span, TokenStream};
use syn::{MacroDelimiter, Meta};

/// The names of our attributes.
const OURS: [&str; 10] = [
    "resource",
    "status",
    "immutable",
    "validation",
    "schema",
    "printcolumn",
    "selectable",
    "scale",
    "kubewright",
    "webhook",
];

/// The attribute of ours that a name is likely to be meant for: a letter away, or two or three where it is long.
#[must_use]
pub fn misspelt_attribute(name: &str) -> Option<&'static str> {
    if matches!(name, "doc" | "serde" | "derive") || OURS.contains(&name) {
        return None;
    }
    let near = match name.len() {
        0..=6 => 1,
        7 => 2,
        _ => 3,
    };
    // What is too long or too short by more than that is not near.
    let mut distances: Vec<_> = OURS
        .iter()
        .filter(|own| own.len().abs_diff(name.len()) <= near)
        .map(|own| (strsim::damerau_levenshtein(name, own), *own))
        .collect();
    distances.sort_unstable();
    let (distance, own) = *distances.first()?;
    (1..=near).contains(&distance).then_some(own)
}

/// One attribute of ours.
pub(super) struct Attribute {
    pub(super) name: &'static str,
    pub(super) at: Span,
    /// What stands in its parentheses; none: it has none.
    pub(super) tokens: Option<TokenStream>,
}

/// The attributes of ours on an item. Those that can't be read at all, or later, are reported.
pub(super) fn ours(attributes: &[syn::Attribute], cx: &mut Context<'_>) -> Vec<Attribute> {
    let mut found = Vec::new();
    for attribute in attributes {
        let Some(ident) = attribute.path().get_ident() else {
            continue;
        };
        let (written, at) = (ident.to_string(), ident.span());
        let Some(name) = OURS.iter().find(|name| **name == written) else {
            continue;
        };
        match read(name, at, &attribute.meta) {
            Ok(attribute) => found.push(attribute),
            Err(fault) => cx.report(fault),
        }
    }
    found
}

fn read(name: &'static str, at: Span, meta: &Meta) -> Result<Attribute, Fault> {
    let later = match name {
        "kubewright" => Some("write the attributes bare: `#[schema(…)]`, `#[validation(…)]`"),
        "webhook" => Some("write the webhook configuration by hand for now"),
        _ => None,
    };
    if let Some(help) = later {
        let message = format!("`#[{name}(…)]` is not supported yet");
        return Err(Fault::new(Code::NotYet, at, message).help(help));
    }
    let tokens = match meta {
        Meta::Path(_) => None,
        Meta::List(list) if matches!(list.delimiter, MacroDelimiter::Paren(_)) => Some(list.tokens.clone()),
        _ => {
            let fault = Fault::new(
                Code::KeyForm,
                at,
                format!("`{name}` is written in another form than it takes"),
            );
            return Err(fault.help(format!("write `#[{name}(…)]`")));
        }
    };
    match (&tokens, name) {
        (None, "resource" | "validation" | "schema" | "printcolumn" | "scale") => {
            let fault = Fault::new(
                Code::KeyForm,
                at,
                format!("`#[{name}]` says nothing without keys"),
            );
            Err(fault.help(format!("write `#[{name}(…)]`")))
        }
        (Some(_), "selectable") => {
            let fault = Fault::new(Code::KeyForm, at, "`#[selectable]` on a field takes no keys");
            Err(fault.note("the path is inferred").help("write `#[selectable]`"))
        }
        _ => Ok(Attribute { name, at, tokens }),
    }
}

/// What all attributes of one name on an item say together, with the place of the first; none: there is none.
pub(super) fn gathered<T: Keys>(attributes: &[Attribute], cx: &mut Context<'_>) -> Option<(T, Span)> {
    let named = attributes.iter().filter(|attribute| attribute.name == T::NAME);
    let lists: Vec<(TokenStream, Span)> = named
        .map(|attribute| (attribute.tokens.clone().unwrap_or_default(), attribute.at))
        .collect();
    let at = lists.first().map(|(_, at)| *at)?;
    let (keys, faults) = check::read(&lists);
    cx.report_all(faults);
    Some((keys, at))
}

/// What each attribute of one name on an item says by itself.
pub(super) fn each<T: Keys>(attributes: &[Attribute], cx: &mut Context<'_>) -> Vec<(T, Span)> {
    let named = attributes.iter().filter(|attribute| attribute.name == T::NAME);
    let mut all = Vec::new();
    for attribute in named {
        let tokens = attribute.tokens.clone().unwrap_or_default();
        let (keys, faults) = check::read(&[(tokens, attribute.at)]);
        cx.report_all(faults);
        all.push((keys, attribute.at));
    }
    all
}
