//! The fields of a struct or variant, sorted by how they are copied.

use super::item::Field;
use crate::pieces::Pieces;
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::syntax::Marks;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Attribute;
use syn::meta::ParseNestedMeta;
use syn::parse::Parser;

/// How a field is copied.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// As it is.
    Plain,
    /// By its deep copy, which the type has as it is spelled.
    Known,
    /// By its deep copy, if it has one.
    Typed,
    /// By `Clone`.
    Cloned,
}

/// Types that are copied as they are.
const PLAIN: &[&str] = &[
    "bool", "char", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize",
    "f32", "f64",
];

/// Types that have a deep copy if their arguments have. Where another type bears the name it needs one of its own.
const KNOWN: &[&str] = &[
    "String", "Option", "Vec", "Box", "BTreeMap", "HashMap", "BTreeSet", "HashSet",
];

/// Where the fields are.
#[derive(Clone, Copy)]
pub(super) enum Within {
    /// In a struct: a field is its name.
    Struct,
    /// In a variant: the bindings of what it is copied from and into stand beside its name.
    Variant,
}

impl Within {
    fn entry(self, index: usize, field: &Field) -> TokenStream {
        match self {
            Self::Struct => field.member.clone().into(),
            Self::Variant => {
                let entry = format!("{} __source_{index} __target_{index}", field.member);
                entry.parse().unwrap_or_default()
            }
        }
    }

    fn text(self, index: usize, field: &Field) -> String {
        match self {
            Self::Struct => field.member.to_string(),
            Self::Variant => format!("({} __source_{index} __target_{index})", field.member),
        }
    }
}

/// Writes the fields as the runtime's macro takes them.
pub(super) fn write(
    fields: &[Field],
    within: Within,
    owner: &str,
    pieces: &mut Pieces,
    (marks, wrong): (&mut Marks, &mut Vec<Diagnostic>),
) {
    let read: Vec<How> = fields
        .iter()
        .map(|field| how(field, owner, marks, wrong))
        .collect();
    let of = |how| {
        let numbered = read.iter().zip(fields).enumerate();
        numbered
            .filter(move |(_, (is, _))| **is == how)
            .map(|(index, (_, field))| (index, field))
    };
    for how in [How::Plain, How::Known] {
        pieces.text("[");
        of(how).for_each(|(index, field)| pieces.text(&within.text(index, field)));
        pieces.text("]");
    }
    for how in [How::Typed, How::Cloned] {
        let list = of(how).map(|(index, field)| {
            let mut entry = within.entry(index, field);
            entry.extend(field.ty.iter().cloned());
            TokenTree::Group(Group::new(Delimiter::Parenthesis, entry))
        });
        pieces.list(list.collect());
    }
}

fn how(field: &Field, owner: &str, marks: &mut Marks, wrong: &mut Vec<Diagnostic>) -> How {
    let path = || format!("{owner}.{}", field.member);
    if field
        .attributes
        .iter()
        .any(|attribute| by_clone(attribute, path, marks, wrong))
    {
        return How::Cloned;
    }
    let spelled = |names: &[&str], token: &TokenTree| match token {
        TokenTree::Ident(name) => {
            let name = name.to_string();
            names.iter().any(|known| *known == name)
        }
        _ => false,
    };
    match field.ty.as_slice() {
        [only] if spelled(PLAIN, only) => How::Plain,
        tokens
            if tokens.iter().all(|token| match token {
                TokenTree::Punct(mark) => matches!(mark.as_char(), '<' | '>' | ','),
                token => spelled(KNOWN, token) || spelled(PLAIN, token),
            }) =>
        {
            How::Known
        }
        _ => How::Typed,
    }
}

/// Reads `#[deep_copy(clone)]`.
fn by_clone(
    group: &Group,
    path: impl Fn() -> String,
    marks: &mut Marks,
    wrong: &mut Vec<Diagnostic>,
) -> bool {
    let mut clone = false;
    let read = read(group, |key| {
        clone |= key.path.is_ident("clone");
        if key.path.is_ident("clone") {
            return Ok(());
        }
        Err(unknown(&key))
    });
    if let Err(error) = read {
        let at = marks.mark(error.span());
        wrong.push(
            Diagnostic::new(Code::UnknownKey, at, path(), error.to_string()).help(
                "its one key on a field is `clone`: write `#[deep_copy(clone)]`, or leave the attribute out",
            ),
        );
    }
    clone
}

/// Reads `#[deep_copy(crate = path)]` on an item. What the path is, is taken from the tokens.
pub(super) fn on_item(group: &Group, name: &str, marks: &mut Marks, wrong: &mut Vec<Diagnostic>) {
    let read = read(group, |key| {
        if key.path.is_ident("crate") {
            return key.value()?.parse::<syn::Path>().map(|_| ());
        }
        Err(unknown(&key))
    });
    if let Err(error) = read {
        let at = marks.mark(error.span());
        wrong.push(
            Diagnostic::new(Code::UnknownKey, at, name, error.to_string()).help(
                "its one key on a type is `crate`, where kubewright is re-exported; `clone` is one of fields",
            ),
        );
    }
}

/// Reports `#[deep_copy…]` on a variant.
pub(super) fn on_variant(group: &Group, path: &str, marks: &mut Marks, wrong: &mut Vec<Diagnostic>) {
    let name = group.stream().into_iter().next();
    let at = marks.mark(name.map_or_else(|| group.span(), |name| name.span()));
    wrong.push(
        Diagnostic::new(
            Code::KeyPlace,
            at,
            path,
            "`#[deep_copy]` has no meaning on a variant",
        )
        .help("write `#[deep_copy(clone)]` on its fields"),
    );
}

fn unknown(key: &ParseNestedMeta<'_>) -> syn::Error {
    let name = key.path.to_token_stream();
    key.error(format!("`{name}` is no key of `deep_copy`"))
}

/// Reads the keys of an attribute, from what stands behind its `#`.
fn read(group: &Group, mut each: impl FnMut(ParseNestedMeta<'_>) -> syn::Result<()>) -> syn::Result<()> {
    let mark = TokenTree::Punct(proc_macro2::Punct::new('#', proc_macro2::Spacing::Alone));
    let tokens = TokenStream::from_iter([mark, TokenTree::Group(group.clone())]);
    for attribute in Attribute::parse_outer.parse2(tokens)? {
        attribute.parse_nested_meta(&mut each)?;
    }
    Ok(())
}
