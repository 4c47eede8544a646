//! Parts against a table of keys: unknown, twice, missing. What is left is darling's to put into the struct.

use super::suggest::did_you_mean;
use super::{Fault, keys, read};
use crate::diag::Code;
use darling::FromMeta;
use darling::ast::NestedMeta;
use proc_macro2::{Span, TokenStream};
use std::collections::BTreeMap;
use syn::Meta;

/// One key of a table.
pub struct KeyDoc {
    /// The key as it is written.
    pub name: &'static str,
    /// What it means.
    pub doc: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it may be given more than once.
    pub repeats: bool,
    pub(super) form: fn(&str) -> String,
}

impl KeyDoc {
    /// How it is written, as Markdown: `` `minimum = <a number>` ``.
    #[must_use]
    pub fn form(&self) -> String {
        (self.form)(self.name)
    }
}

/// A table of keys as a struct.
pub(super) trait Keys: FromMeta + Default {
    /// The attribute or key whose keys these are.
    const NAME: &'static str;
    /// Its keys.
    const KEYS: &'static [KeyDoc];
    /// The keys that values without a key are given to, in order.
    const POSITIONS: &'static [&'static str];
    /// The keys that are given, with their places.
    fn given(&self) -> Vec<(&'static str, Span)>;
}

/// A table whose struct becomes a part of the model.
pub(super) trait Model: Keys {
    /// The part of the model.
    type Out;
    /// The part of the model; what is wrong is reported.
    fn model(self, cx: &mut super::Context<'_>) -> Self::Out;
}

/// Reads all the lists of one attribute on one item, each with the place of its name, as one.
pub(super) fn read<T: Keys>(lists: &[(TokenStream, Span)]) -> (T, Vec<Fault>) {
    let mut faults = Vec::new();
    let mut parts = Vec::new();
    for (tokens, _) in lists {
        match read::too_deep(tokens) {
            Some(fault) => faults.push(fault),
            None => {
                let split = read::split(tokens.clone(), &mut faults);
                parts.extend(split.into_iter().enumerate());
            }
        }
    }
    let at = lists.first().map_or_else(Span::call_site, |(_, at)| *at);
    let keys = read_parts(&parts, at, &mut faults);
    (keys, faults)
}

/// Reads parts, each with its position in its list.
pub(super) fn read_parts<T: Keys>(parts: &[(usize, read::Part)], at: Span, faults: &mut Vec<Fault>) -> T {
    let mut metas = Vec::new();
    let mut unread = Vec::new();
    for (index, part) in parts {
        match positioned::<T>(*index, part, at).unwrap_or_else(|| read::keyed(part)) {
            Ok(meta) => metas.push(meta),
            Err(fault) => {
                unread.extend(part.first().map(ToString::to_string));
                faults.push(fault);
            }
        }
    }
    let known = known::<T>(metas, faults);
    missing::<T>(&known, &unread, at, faults);
    let items: Vec<NestedMeta> = known.into_iter().map(NestedMeta::Meta).collect();
    T::from_list(&items).unwrap_or_else(|error| {
        faults.push(Fault::syntax(error.span(), error.to_string()));
        T::default()
    })
}

/// A value without a key as the key of its position, if the table has positions.
fn positioned<T: Keys>(index: usize, part: &read::Part, at: Span) -> Option<Result<Meta, Fault>> {
    if T::POSITIONS.is_empty() || !read::is_lone_value(part) {
        return None;
    }
    let Some(key) = T::POSITIONS.get(index) else {
        let place = part.first().map_or(at, proc_macro2::TokenTree::span);
        let message = format!("`{}` takes {} values without a key", T::NAME, T::POSITIONS.len());
        return Some(Err(Fault::syntax(place, message)));
    };
    Some(Ok(read::pair(key, part, at)))
}

/// The keys that the table has, each once unless it repeats.
fn known<T: Keys>(metas: Vec<Meta>, faults: &mut Vec<Fault>) -> Vec<Meta> {
    let mut first: BTreeMap<&str, Span> = BTreeMap::new();
    let mut kept = Vec::new();
    for meta in metas {
        let (name, at) = read::name(&meta);
        match T::KEYS.iter().find(|doc| doc.name == name) {
            None => faults.push(unknown::<T>(&name, at)),
            Some(doc) => match first.insert(doc.name, at) {
                Some(before) if !doc.repeats => {
                    first.insert(doc.name, before);
                    let message = format!("`{name}` is given twice");
                    faults.push(Fault::new(Code::KeyTwice, at, message).also(before, "first here"));
                }
                _ => kept.push(meta),
            },
        }
    }
    kept
}

fn unknown<T: Keys>(name: &str, at: Span) -> Fault {
    let fault = Fault::new(
        Code::UnknownKey,
        at,
        format!("`{name}` is no key of `{}`", T::NAME),
    );
    if let Some(way) = keys::ELSEWHERE.iter().find(|(key, _)| *key == name) {
        return fault.help(way.1);
    }
    if let Some(near) = did_you_mean(name, T::KEYS.iter().map(|doc| doc.name)) {
        return fault.help(format!("did you mean `{near}`?"));
    }
    let has = |(_, table): &&(&str, &[KeyDoc])| table.iter().any(|doc| doc.name == name);
    match keys::ATTRIBUTES.iter().find(has) {
        Some((other, _)) if *other != T::NAME => fault.help(format!("it is a key of `#[{other}(…)]`")),
        _ => {
            let names: Vec<&str> = T::KEYS.iter().map(|doc| doc.name).collect();
            fault.note(format!("its keys are {}", names.join(", ")))
        }
    }
}

/// Required keys that are not there, unless one that is misspelt or can't be read stands for them.
fn missing<T: Keys>(known: &[Meta], unread: &[String], at: Span, faults: &mut Vec<Fault>) {
    for doc in T::KEYS.iter().filter(|doc| doc.required) {
        let there = known.iter().any(|meta| read::name(meta).0 == doc.name)
            || unread.iter().any(|key| key == doc.name);
        let meant = format!("did you mean `{}`?", doc.name);
        let misspelt = faults.iter().any(|fault| fault.helps(&meant));
        if !there && !misspelt {
            let message = format!("`{}` lacks `{}`", T::NAME, doc.name);
            let fault = Fault::new(Code::KeyMissing, at, message);
            faults.push(fault.help(format!("write {}", doc.form())));
        }
    }
}
