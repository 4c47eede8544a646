//! The names of the items that tokens define, as far as that shows without parsing them.

use super::rules::Given;
use crate::resolve::scope::{Namespace, plain};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::collections::BTreeSet;

/// A name in its namespace.
pub(super) type Name = (Namespace, String);

/// What tokens define.
#[derive(Debug, Default)]
pub(super) struct Defined {
    /// The names.
    pub(super) names: BTreeSet<Name>,
    /// The macros that are called, with their arguments.
    pub(super) calls: Vec<(Vec<String>, TokenStream)>,
}

/// What the body of a rule defines, with the names that were given for its variables.
pub(super) fn in_body(body: &TokenStream, given: &Given) -> Defined {
    let mut defined = Defined::default();
    look(body.clone(), given, Groups::Repetitions, &mut defined);
    defined
}

/// What the arguments of a macro define, wherever they hold items.
pub(super) fn in_arguments(arguments: &TokenStream) -> BTreeSet<Name> {
    let mut defined = Defined::default();
    look(arguments.clone(), &Given::new(), Groups::All, &mut defined);
    defined.names
}

/// Whether tokens may declare modules.
pub(super) fn declares_modules(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(name) => name == "mod",
        TokenTree::Group(group) => declares_modules(&group.stream()),
        _ => false,
    })
}

/// The modules that tokens declare in files of their own, at any depth.
pub(super) fn modules(tokens: &TokenStream, given: &Given) -> Vec<String> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => found.extend(modules(&group.stream(), given)),
            TokenTree::Ident(keyword) if keyword == "mod" => {
                let behind = tokens.get(index + 1..).unwrap_or_default();
                let mut rest = behind
                    .iter()
                    .skip_while(|token| !matches!(token, TokenTree::Ident(_)));
                let is_semicolon =
                    |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
                if rest.nth(1).is_some_and(is_semicolon) {
                    found.extend(named(behind, given));
                }
            }
            _ => {}
        }
    }
    found
}

/// Names that arguments may give to items, where the macro is not followed: not those that stand as types.
pub(super) fn candidates(arguments: &TokenStream, found: &mut BTreeSet<String>) {
    let mut after = None;
    for token in arguments.clone() {
        match &token {
            TokenTree::Ident(name) if !after.is_some_and(|punct| ":<&=.$#>-".contains(punct)) => {
                found.insert(plain(name));
            }
            TokenTree::Group(group) => candidates(&group.stream(), found),
            _ => {}
        }
        after = match &token {
            TokenTree::Punct(punct) => Some(punct.as_char()),
            _ => None,
        };
    }
}

/// The groups that are looked into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Groups {
    /// Those that repeat: what stands in others is no item of the module.
    Repetitions,
    All,
}

fn look(tokens: TokenStream, given: &Given, groups: Groups, defined: &mut Defined) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        let behind = tokens.get(index + 1..).unwrap_or_default();
        match token {
            TokenTree::Ident(keyword) if keyword == "use" => imported(behind, given, defined),
            TokenTree::Ident(name) => {
                if let Some(namespaces) = namespaces(&name.to_string()) {
                    for defines in named(behind, given) {
                        let each = namespaces.iter().map(|namespace| (*namespace, defines.clone()));
                        defined.names.extend(each);
                    }
                } else {
                    call(&tokens, index, defined);
                }
            }
            TokenTree::Group(group) if groups == Groups::All || repeats(&tokens, index, group) => {
                look(group.stream(), given, groups, defined);
            }
            _ => {}
        }
        index += 1;
    }
}

/// What a keyword that begins an item defines a name in.
fn namespaces(keyword: &str) -> Option<&'static [Namespace]> {
    Some(match keyword {
        "struct" => &[Namespace::Type, Namespace::Value],
        "enum" | "union" | "type" | "trait" | "mod" => &[Namespace::Type],
        "const" | "static" | "fn" => &[Namespace::Value],
        _ => return None,
    })
}

/// The names right behind a keyword: one that is written, or those that are given for a variable.
fn named(behind: &[TokenTree], given: &Given) -> Vec<String> {
    match behind {
        [TokenTree::Ident(word), rest @ ..] if word == "mut" || word == "ref" || word == "unsafe" => {
            named(rest, given)
        }
        [TokenTree::Ident(name), ..] => vec![plain(name)],
        [TokenTree::Punct(dollar), TokenTree::Ident(variable), ..] if dollar.as_char() == '$' => {
            given.get(&plain(variable)).cloned().unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// The names in a `use`, up to its end.
fn imported(behind: &[TokenTree], given: &Given, defined: &mut Defined) {
    let is_end = |token: &&TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
    let tree: Vec<&TokenTree> = behind.iter().take_while(|token| !is_end(token)).collect();
    let mut pairs = tree.iter().enumerate().peekable();
    while let Some((index, token)) = pairs.next() {
        match token {
            TokenTree::Ident(name) => {
                let is_variable = index
                    .checked_sub(1)
                    .and_then(|before| tree.get(before))
                    .is_some_and(
                        |before| matches!(before, TokenTree::Punct(punct) if punct.as_char() == '$'),
                    );
                let goes_on = pairs.peek().is_some_and(
                    |(_, next)| matches!(next, TokenTree::Punct(punct) if punct.as_char() == ':'),
                );
                let names = if is_variable {
                    given.get(&plain(name)).cloned().unwrap_or_default()
                } else {
                    vec![plain(name)]
                };
                if !goes_on {
                    let both = [Namespace::Type, Namespace::Value];
                    let each = names
                        .iter()
                        .flat_map(|name| both.map(|namespace| (namespace, name.clone())));
                    defined.names.extend(each);
                }
            }
            TokenTree::Group(group) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                imported(&inner, given, defined);
            }
            _ => {}
        }
    }
}

/// Whether a group is that of `$( … )`.
fn repeats(tokens: &[TokenTree], index: usize, group: &Group) -> bool {
    let before = index.checked_sub(1).and_then(|before| tokens.get(before));
    group.delimiter() == Delimiter::Parenthesis
        && matches!(before, Some(TokenTree::Punct(punct)) if punct.as_char() == '$')
}

/// `a::b!(…)` that ends at a name: noted with its path.
fn call(tokens: &[TokenTree], index: usize, defined: &mut Defined) {
    let behind = tokens.get(index + 1..).unwrap_or_default();
    let [TokenTree::Punct(bang), TokenTree::Group(arguments), ..] = behind else {
        return;
    };
    if bang.as_char() != '!' {
        return;
    }
    let mut path = Vec::new();
    let mut at = Some(index);
    while let Some(TokenTree::Ident(name)) = at.and_then(|at| tokens.get(at)) {
        let before = at.and_then(|at| tokens.get(at.checked_sub(1)?));
        let is_of_macro = matches!(before, Some(TokenTree::Punct(punct)) if punct.as_char() == '$');
        path.insert(
            0,
            if is_of_macro {
                format!("${name}")
            } else {
                plain(name)
            },
        );
        let colons = at.and_then(|at| tokens.get(at.checked_sub(2)?..at));
        let is_path = colons.is_some_and(|colons| {
            let is_colon =
                |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':');
            colons.iter().all(is_colon)
        });
        at = if is_path {
            at.and_then(|at| at.checked_sub(3))
        } else {
            None
        };
    }
    defined.calls.push((path, arguments.stream()));
}

/// The paths of all macros that are called in tokens, at any depth.
pub(super) fn all_calls(tokens: &TokenStream) -> Vec<Vec<String>> {
    let list: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut defined = Defined::default();
    for (index, token) in list.iter().enumerate() {
        if matches!(token, TokenTree::Ident(_)) {
            call(&list, index, &mut defined);
        }
    }
    let groups = list.iter().filter_map(|token| match token {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    });
    let inside = groups.flat_map(|group| all_calls(&group));
    let here = defined.calls.into_iter().map(|(path, _)| path);
    here.chain(inside).collect()
}

/// The paths in tokens, at any depth: `a::b`, and `$` for a variable.
pub(super) fn paths(tokens: &TokenStream) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    let (mut colons, mut is_variable) = (0, false);
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(name) => {
                match found.last_mut().filter(|_| colons == 2) {
                    Some(path) => path.push(plain(&name)),
                    None if is_variable && name == "crate" => found.push(vec!["$crate".to_owned()]),
                    None if is_variable => found.push(vec!["$".to_owned()]),
                    None => found.push(vec![plain(&name)]),
                }
                (colons, is_variable) = (0, false);
            }
            TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
            TokenTree::Punct(punct) => (colons, is_variable) = (0, punct.as_char() == '$'),
            TokenTree::Group(group) => {
                if is_variable {
                    found.push(vec!["$".to_owned()]);
                }
                found.extend(paths(&group.stream()));
                (colons, is_variable) = (0, false);
            }
            TokenTree::Literal(_) => (colons, is_variable) = (0, false),
        }
    }
    found
}
