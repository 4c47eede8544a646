//! The item, as far as its copy needs it: scanned, not parsed. rustc has parsed it already, and a whole syntax tree
//! would cost more than all else.

use proc_macro2::{Delimiter, Group, Ident, Literal, TokenStream, TokenTree};
use std::iter::Peekable;

type Tokens = Peekable<proc_macro2::token_stream::IntoIter>;

/// A struct, enum or union.
pub(super) struct Item {
    pub(super) name: Ident,
    /// The tokens of its generics and of its where clause; both empty: it has none.
    pub(super) generics: (TokenStream, TokenStream),
    pub(super) data: Data,
    /// What stands in `#[resource(…)]`.
    pub(super) resource: Vec<TokenStream>,
    /// What stands in the attributes that may say where kubewright is.
    pub(super) places: Vec<TokenStream>,
    /// Its `#[deep_copy…]`.
    pub(super) attributes: Vec<Group>,
    /// Its `#[status]`, with what stands in `#[status(…)]`.
    pub(super) status: Option<Option<TokenStream>>,
}

/// What an item is made of.
pub(super) enum Data {
    Struct(Vec<Field>),
    Enum(Vec<Variant>),
    Union,
}

/// A variant.
pub(super) struct Variant {
    pub(super) name: Ident,
    pub(super) fields: Vec<Field>,
    /// Its `#[deep_copy…]`, which mean nothing there.
    pub(super) attributes: Vec<Group>,
}

/// A field.
pub(super) struct Field {
    /// Its name or number.
    pub(super) member: TokenTree,
    pub(super) ty: Vec<TokenTree>,
    /// Its `#[deep_copy…]`.
    pub(super) attributes: Vec<Group>,
}

impl Item {
    /// Scans an item. None where the tokens are none.
    pub(super) fn scan(tokens: TokenStream) -> Option<Self> {
        let mut tokens = tokens.into_iter().peekable();
        let (mut resource, mut places, mut own) = (Vec::new(), Vec::new(), Vec::new());
        let mut status = None;
        for (name, group) in attributes(&mut tokens, &["resource", "schema", "deep_copy", "status"]) {
            let inner = inner(&group);
            if name == "status" {
                status = status.or(Some(inner));
                continue;
            }
            match name {
                "resource" => resource.extend(inner.clone()),
                "deep_copy" => own.push(group),
                _ => {}
            }
            places.extend(inner);
        }
        let keyword = keyword(&mut tokens)?;
        let Some(TokenTree::Ident(name)) = tokens.next() else {
            return None;
        };
        let parameters = generics(&mut tokens);
        let (fields, bounds) = body(&mut tokens);
        let data = match keyword {
            "enum" => Data::Enum(fields.map_or_else(Vec::new, |fields| variants(fields.stream()))),
            "struct" => Data::Struct(fields.map_or_else(Vec::new, |group| of_group(&group))),
            _ => Data::Union,
        };
        Some(Self {
            name,
            generics: (parameters, bounds),
            data,
            resource,
            places,
            attributes: own,
            status,
        })
    }
}

/// What stands in an attribute's parentheses.
fn inner(attribute: &Group) -> Option<TokenStream> {
    attribute
        .stream()
        .into_iter()
        .nth(1)
        .and_then(|token| match token {
            TokenTree::Group(group) => Some(group.stream()),
            _ => None,
        })
}

/// Takes the attributes that stand first, and gives those with one of these names.
fn attributes(tokens: &mut Tokens, names: &[&'static str]) -> Vec<(&'static str, Group)> {
    let mut found = Vec::new();
    while tokens.next_if(|token| is_punct(token, '#')).is_some() {
        let Some(TokenTree::Group(group)) = tokens.next() else {
            break;
        };
        if let Some(TokenTree::Ident(name)) = group.stream().into_iter().next() {
            let name = name.to_string();
            found.extend(
                names
                    .iter()
                    .find(|known| **known == name)
                    .map(|name| (*name, group)),
            );
        }
    }
    found
}

/// Takes all up to `struct`, `enum` or `union`, that one included.
fn keyword(tokens: &mut Tokens) -> Option<&'static str> {
    tokens.find_map(|token| match token {
        TokenTree::Ident(word) => {
            let word = word.to_string();
            ["struct", "enum", "union"]
                .into_iter()
                .find(|known| *known == word)
        }
        _ => None,
    })
}

/// Takes `<…>`.
fn generics(tokens: &mut Tokens) -> TokenStream {
    let mut taken = Vec::new();
    let mut angles = Angles::default();
    while tokens
        .peek()
        .is_some_and(|token| angles.depth > 0 || is_punct(token, '<'))
    {
        let Some(token) = tokens.next() else { break };
        let closes = angles.see(&token) && angles.depth == 0;
        taken.push(token);
        if closes {
            break;
        }
    }
    taken.into_iter().collect()
}

/// Takes the rest of an item: the group of its fields or variants, and its where clause.
fn body(tokens: &mut Tokens) -> (Option<Group>, TokenStream) {
    let mut fields = None;
    let mut bounds = Vec::new();
    let mut angles = Angles::default();
    for token in tokens {
        angles.see(&token);
        match token {
            TokenTree::Group(group) if bounds.is_empty() => fields = Some(group),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && angles.depth == 0 => {
                fields = Some(group);
            }
            token if is_punct(&token, ';') => {}
            token => bounds.push(token),
        }
    }
    (fields, bounds.into_iter().collect())
}

/// How deep tokens stand in `<…>`.
#[derive(Default)]
struct Angles {
    depth: usize,
    after_dash: bool,
}

impl Angles {
    /// Counts a token; gives whether it is one of the two.
    fn see(&mut self, token: &TokenTree) -> bool {
        let mark = match token {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        // The one of `->` closes nothing.
        let after_dash = std::mem::replace(&mut self.after_dash, mark == '-');
        match mark {
            '<' => self.depth += 1,
            '>' if !after_dash => self.depth = self.depth.saturating_sub(1),
            _ => return false,
        }
        true
    }
}

fn of_group(group: &Group) -> Vec<Field> {
    fields(group.stream(), group.delimiter() == Delimiter::Brace)
}

fn fields(tokens: TokenStream, named: bool) -> Vec<Field> {
    let mut tokens = tokens.into_iter().peekable();
    let mut fields = Vec::new();
    while tokens.peek().is_some() {
        let attributes = attributes(&mut tokens, &["deep_copy"]);
        let member = if named {
            name(&mut tokens)
        } else {
            visibility(&mut tokens);
            Some(TokenTree::Literal(Literal::usize_unsuffixed(fields.len())))
        };
        let Some(member) = member else { break };
        fields.push(Field {
            member,
            ty: ty(&mut tokens),
            attributes: attributes.into_iter().map(|(_, group)| group).collect(),
        });
    }
    fields
}

/// Takes a named field's visibility, name and colon.
fn name(tokens: &mut Tokens) -> Option<TokenTree> {
    let mut name = None;
    for token in tokens.by_ref() {
        if is_punct(&token, ':') {
            break;
        }
        name = Some(token);
    }
    name
}

/// Takes a tuple field's visibility. What a macro substituted comes in a group without delimiters.
fn visibility(tokens: &mut Tokens) {
    let is_public = |token: &TokenTree| match token {
        TokenTree::Ident(word) => word == "pub",
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => match first(group) {
            Some(token) => matches!(token, TokenTree::Ident(word) if word == "pub"),
            None => true,
        },
        _ => false,
    };
    if !matches!(tokens.next_if(is_public), Some(TokenTree::Ident(_))) {
        return;
    }
    // `pub (crate) T`, but `pub (A, B)` is a tuple.
    tokens.next_if(|token| match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
            let words = ["crate", "self", "super", "in"];
            matches!(first(group), Some(TokenTree::Ident(word)) if words.iter().any(|known| word == *known))
                && !group
                    .stream()
                    .into_iter()
                    .nth(1)
                    .is_some_and(|token| is_punct(&token, ':'))
        }
        _ => false,
    });
}

fn first(group: &Group) -> Option<TokenTree> {
    group.stream().into_iter().next()
}

/// Takes a type and the comma behind it.
fn ty(tokens: &mut Tokens) -> Vec<TokenTree> {
    let mut ty = Vec::new();
    let mut angles = Angles::default();
    for token in tokens {
        angles.see(&token);
        if angles.depth == 0 && is_punct(&token, ',') {
            break;
        }
        ty.push(token);
    }
    ty
}

fn variants(tokens: TokenStream) -> Vec<Variant> {
    let mut tokens = tokens.into_iter().peekable();
    let mut variants = Vec::new();
    loop {
        let own = attributes(&mut tokens, &["deep_copy"]);
        let Some(TokenTree::Ident(name)) = tokens.next() else {
            return variants;
        };
        let fields = match tokens.peek() {
            Some(TokenTree::Group(group)) => of_group(group),
            _ => Vec::new(),
        };
        variants.push(Variant {
            name,
            fields,
            attributes: own.into_iter().map(|(_, group)| group).collect(),
        });
        // A discriminant may have commas in it: `Id::<A, B>::NUMBER`.
        let mut angles = Angles::default();
        for token in tokens.by_ref() {
            angles.see(&token);
            if angles.depth == 0 && is_punct(&token, ',') {
                break;
            }
        }
    }
}

pub(super) fn is_punct(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

#[cfg(test)]
#[path = "item_tests.rs"]
mod tests;
