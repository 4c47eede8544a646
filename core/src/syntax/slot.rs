//! The forms of keys: what a field of a table's struct can be.
//!
//! Reading a key never fails: what is wrong with it is kept in its place and reported when the model is made. So
//! one wrong value hides no other, and darling, which fills the structs, has no errors of its own to carry.

use super::check::{self, Keys, Model};
use super::leaf::{Leaf, Name, Placed, Truth};
use super::value::Text;
use super::{Context, Fault, read};
use crate::diag::Code;
use crate::span::{Span, Spanned};
use darling::FromMeta;
use proc_macro2::Span as Place;
use serde_json::Value;
use syn::Meta;

/// What stands in a table's struct for one key.
pub(super) trait Slot {
    /// How the key is written.
    fn form(key: &str) -> String;
    /// The places of the key.
    fn places(&self) -> Vec<Place>;
}

/// A [`Slot`] of which the model has a field of the same name.
pub(super) trait IntoModel: Slot {
    /// The model's field.
    type Out;
    /// The model's field; what is wrong is reported.
    fn into_model(self, cx: &mut Context<'_>) -> Self::Out;
}

/// One reading of a key: its place, and what it says or what is wrong with it.
pub(super) struct Said<T> {
    pub(super) at: Place,
    pub(super) value: Result<T, Fault>,
}

impl<T> Said<T> {
    /// The value with its place, or a report.
    pub(super) fn spanned<U>(
        self,
        cx: &mut Context<'_>,
        model: impl FnOnce(T, &mut Context<'_>) -> U,
    ) -> Option<Spanned<U>> {
        let at = cx.mark(self.at);
        match self.value {
            Ok(value) => Some(Spanned::new(model(value, cx), at)),
            Err(fault) => {
                cx.report(fault);
                None
            }
        }
    }
}

/// A kind of slot: a wrapper around [`Said`] that knows its form.
pub(super) trait Form: Sized {
    type Value;
    type Out;
    fn form(key: &str) -> String;
    fn read(meta: &Meta, at: Place) -> Result<Self::Value, Fault>;
    fn wrap(said: Said<Self::Value>) -> Self;
    fn place(&self) -> Place;
    fn out(self, cx: &mut Context<'_>) -> Option<Self::Out>;
}

/// The fault of a key in another form than it takes.
fn wrong_form(key: &str, at: Place, form: &str) -> Fault {
    let message = format!("`{key}` is written in another form than it takes");
    Fault::new(Code::KeyForm, at, message).help(format!("write {form}"))
}

macro_rules! form {
    ($(#[$doc:meta])* $name:ident<$($param:ident: $bound:path)?> $value:ty => $out:ty;
        form $form:expr; read $read:expr; out $to_out:expr;) => {
        $(#[$doc])*
        pub(super) struct $name$(<$param: $bound>)?(pub(super) Said<$value>);

        impl$(<$param: $bound>)? Form for $name$(<$param>)? {
            type Value = $value;
            type Out = $out;
            fn form(key: &str) -> String {
                let form: fn(&str) -> String = $form;
                form(key)
            }
            fn read(meta: &Meta, at: Place) -> Result<$value, Fault> {
                let read: fn(&Meta, Place) -> Option<Result<$value, Fault>> = $read;
                let (key, _) = read::name(meta);
                read(meta, at).unwrap_or_else(|| Err(wrong_form(&key, at, &<Self as Form>::form(&key))))
            }
            fn wrap(said: Said<$value>) -> Self {
                Self(said)
            }
            fn place(&self) -> Place {
                self.0.at
            }
            fn out(self, cx: &mut Context<'_>) -> Option<$out> {
                let to_out: fn(Said<$value>, &mut Context<'_>) -> Option<$out> = $to_out;
                to_out(self.0, cx)
            }
        }

        impl$(<$param: $bound>)? FromMeta for $name$(<$param>)? {
            fn from_meta(meta: &Meta) -> darling::Result<Self> {
                let (key, at) = read::name(meta);
                let written = || format!("write {}", <Self as Form>::form(&key));
                let value = <Self as Form>::read(meta, at).map_err(|fault| fault.or_help(written));
                Ok(Self::wrap(Said { at, value }))
            }
        }
    };
}

form! {
    /// `key = value`.
    Key<T: Leaf> T => Spanned<T::Out>;
    form |key| format!("`{key} = <{}>`", T::takes());
    read |meta, at| read::value_tokens(meta).map(|tokens| T::read(&tokens, at));
    out |said, cx| said.spanned(cx, T::model);
}

form! {
    /// `key` or `key = true|false`.
    Flag<> bool => Spanned<bool>;
    form |key| format!("`{key}` or `{key} = false`");
    read flag;
    out |said, cx| said.spanned(cx, |truth, _| truth);
}

form! {
    /// A [`Flag`] of which only the place matters.
    Presence<> bool => Span;
    form |key| format!("`{key}` or `{key} = false`");
    read flag;
    out |said, cx| said.spanned(cx, |truth, _| truth).filter(|said| said.value).map(|said| said.at);
}

form! {
    /// `key` or `key = value`.
    Maybe<T: Leaf> Option<T> => Spanned<Option<T::Out>>;
    form |key| format!("`{key}` or `{key} = <{}>`", T::takes());
    read |meta, at| match meta {
        Meta::Path(_) => Some(Ok(None)),
        other => read::value_tokens(other).map(|tokens| T::read(&tokens, at).map(Some)),
    };
    out |said, cx| said.spanned(cx, |value, cx| value.map(|value| value.model(cx)));
}

form! {
    /// `key(value, …)`.
    List<T: Leaf> Vec<Result<T, Fault>> => Spanned<Vec<T::Out>>;
    form list_form::<T>;
    read |meta, at| list(meta).map(|tokens| items(tokens, meta, at));
    out |said, cx| said.spanned(cx, all);
}

form! {
    /// `key("name", …)`, each name once.
    Names<> Vec<Result<Placed<Name>, Fault>> => Spanned<Vec<Spanned<String>>>;
    form list_form::<Name>;
    read |meta, at| list(meta).map(|tokens| {
        let mut names = items::<Placed<Name>>(tokens, meta, at)?;
        names.extend(repeated(&names).into_iter().map(Err));
        Ok(names)
    });
    out |said, cx| said.spanned(cx, all);
}

fn list_form<T: Leaf>(key: &str) -> String {
    format!("`{key}(<{}>, …)`", T::takes())
}

/// The values of a list, and what is wrong with those that can't be read.
fn items<T: Leaf>(
    tokens: proc_macro2::TokenStream,
    meta: &Meta,
    at: Place,
) -> Result<Vec<Result<T, Fault>>, Fault> {
    let (key, _) = read::name(meta);
    let written = || format!("write {}", list_form::<T>(&key));
    let mut faults = Vec::new();
    let parts = read::split(tokens, &mut faults);
    let items = parts.iter().map(|part| T::read(part, at));
    let items = items.map(|item| item.map_err(|fault| fault.or_help(written)));
    let items: Vec<_> = items.chain(faults.into_iter().map(Err)).collect();
    if items.is_empty() {
        return Err(Fault::value(at, "an empty list says nothing"));
    }
    Ok(items)
}

/// The values; what is wrong with the others is reported.
fn all<T: Leaf>(items: Vec<Result<T, Fault>>, cx: &mut Context<'_>) -> Vec<T::Out> {
    let mut out = Vec::new();
    for item in items {
        match item {
            Ok(item) => out.push(item.model(cx)),
            Err(fault) => cx.report(fault),
        }
    }
    out
}

/// What is wrong with names that stand in a list twice.
pub(super) fn repeated(names: &[Result<Placed<Name>, Fault>]) -> Vec<Fault> {
    let names: Vec<&Placed<Name>> = names.iter().flatten().collect();
    let mut faults = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let first = names.iter().take(index).find(|first| first.text() == name.text());
        if let Some(first) = first {
            let message = format!("`{}` is given twice", name.text());
            let fault = Fault::new(Code::KeyTwice, name.place(), message);
            faults.push(fault.also(first.place(), "first here").help("name it once"));
        }
    }
    faults
}

form! {
    /// `key("k", "v")`.
    Pair<> (Text, Text) => Spanned<(Value, Value)>;
    form |key| format!("`{key}(\"key\", \"value\")`");
    read |meta, at| list(meta).map(|tokens| {
        let mut faults = Vec::new();
        let parts = read::split(tokens, &mut faults);
        match (faults.pop(), parts.as_slice()) {
            (Some(fault), _) => Err(fault),
            (None, [key, value]) => Ok((Text::read(key, at)?, Text::read(value, at)?)),
            _ => Err(Fault::value(at, "expected a key and a value: `(\"key\", \"value\")`")),
        }
    });
    out |said, cx| said.spanned(cx, |(key, value), cx| (key.model(cx), value.model(cx)));
}

/// A group's content, and what is wrong with it besides.
pub(super) struct Inner<T> {
    pub(super) keys: Box<T>,
    pub(super) faults: Vec<Fault>,
}

impl<T: Model> Inner<T> {
    fn model(self, cx: &mut Context<'_>) -> T::Out {
        cx.report_all(self.faults);
        self.keys.model(cx)
    }
}

form! {
    /// `key(key = value, …)`.
    Group<T: Model> Inner<T> => Spanned<T::Out>;
    form group_form::<T>;
    read |meta, at| list(meta).map(|tokens| Ok(inner(tokens, at)));
    out |said, cx| said.spanned(cx, Inner::model);
}

form! {
    /// A [`Group`] that the model keeps in a box, since it may hold itself.
    Boxed<T: Model> Inner<T> => Spanned<Box<T::Out>>;
    form group_form::<T>;
    read |meta, at| list(meta).map(|tokens| Ok(inner(tokens, at)));
    out |said, cx| said.spanned(cx, |inner, cx| Box::new(inner.model(cx)));
}

fn group_form<T: Keys>(key: &str) -> String {
    let first = T::KEYS.first().map_or("…", |doc| doc.name);
    format!("`{key}({first} …)`")
}

fn inner<T: Keys>(tokens: proc_macro2::TokenStream, at: Place) -> Inner<T> {
    let (keys, faults) = check::read(&[(tokens, at)]);
    Inner {
        keys: Box::new(keys),
        faults,
    }
}

fn list(meta: &Meta) -> Option<proc_macro2::TokenStream> {
    match meta {
        Meta::List(list) => Some(list.tokens.clone()),
        _ => None,
    }
}

fn flag(meta: &Meta, at: Place) -> Option<Result<bool, Fault>> {
    match meta {
        Meta::Path(_) => Some(Ok(true)),
        other => read::value_tokens(other).map(|tokens| Truth::read(&tokens, at).map(|truth| truth.0)),
    }
}

/// A key that is known, but not supported yet, in any form.
pub(super) struct Later(Place);

impl FromMeta for Later {
    fn from_meta(meta: &Meta) -> darling::Result<Self> {
        Ok(Self(read::name(meta).1))
    }
}

impl Later {
    /// Says so.
    pub(super) fn report(slots: &[Self], what: &str, help: &str, cx: &mut Context<'_>) {
        for slot in slots {
            let message = format!("{what} is not supported yet");
            cx.report(Fault::new(Code::NotYet, slot.0, message).help(help));
        }
    }
}

impl Slot for Vec<Later> {
    fn form(key: &str) -> String {
        format!("`{key}(…)`")
    }
    fn places(&self) -> Vec<Place> {
        self.iter().map(|slot| slot.0).collect()
    }
}

impl<F: Form> Slot for Option<F> {
    fn form(key: &str) -> String {
        F::form(key)
    }
    fn places(&self) -> Vec<Place> {
        self.iter().map(Form::place).collect()
    }
}

impl<F: Form> IntoModel for Option<F> {
    type Out = Option<F::Out>;
    fn into_model(self, cx: &mut Context<'_>) -> Self::Out {
        self.and_then(|form| form.out(cx))
    }
}

impl<F: Form> Slot for Vec<F> {
    fn form(key: &str) -> String {
        F::form(key)
    }
    fn places(&self) -> Vec<Place> {
        self.iter().map(Form::place).collect()
    }
}

impl<F: Form> IntoModel for Vec<F> {
    type Out = Vec<F::Out>;
    fn into_model(self, cx: &mut Context<'_>) -> Self::Out {
        self.into_iter().filter_map(|form| form.out(cx)).collect()
    }
}
