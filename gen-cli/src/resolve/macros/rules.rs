//! The rules of a `macro_rules!`: which of them a call takes, and which names its arguments give.

use crate::resolve::scope::plain;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeMap;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, Token};

/// One rule: what it takes, and what it makes of it.
#[derive(Debug)]
pub(super) struct Rule {
    pattern: Vec<Pattern>,
    /// What it makes.
    pub(super) body: TokenStream,
}

/// The names that were given for each variable.
pub(super) type Given = BTreeMap<String, Vec<String>>;

/// A part of what a rule takes.
#[derive(Debug)]
enum Pattern {
    Token(TokenTree),
    Group(Delimiter, Vec<Pattern>),
    Variable(String, String),
    Repeated {
        inner: Vec<Pattern>,
        separator: Option<TokenTree>,
        times: char,
    },
}

/// The rules in the arguments of `macro_rules!`; those that can't be read are left out.
pub(super) fn read(arguments: &TokenStream) -> Vec<Rule> {
    let mut rules = Vec::new();
    let mut before: Vec<TokenTree> = Vec::new();
    for token in arguments.clone() {
        match (&token, before.as_slice()) {
            (
                TokenTree::Group(body),
                [
                    TokenTree::Group(pattern),
                    TokenTree::Punct(equals),
                    TokenTree::Punct(arrow),
                ],
            ) if equals.as_char() == '=' && arrow.as_char() == '>' => {
                rules.push(Rule {
                    pattern: patterns(pattern.stream()),
                    body: body.stream(),
                });
                before.clear();
            }
            (TokenTree::Punct(punct), []) if punct.as_char() == ';' => {}
            _ => before.push(token),
        }
    }
    rules
}

fn patterns(tokens: TokenStream) -> Vec<Pattern> {
    let mut found = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_variable = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '$');
        found.push(match (token, is_variable) {
            (_, true) => match tokens.next() {
                Some(TokenTree::Ident(name)) => {
                    tokens.next();
                    let kind = tokens.next().map(|kind| kind.to_string());
                    Pattern::Variable(plain(&name), kind.unwrap_or_default())
                }
                Some(TokenTree::Group(group)) => {
                    let (separator, times) = repetition(&mut tokens);
                    Pattern::Repeated {
                        inner: patterns(group.stream()),
                        separator,
                        times,
                    }
                }
                Some(other) => Pattern::Token(other),
                None => break,
            },
            (TokenTree::Group(group), _) => Pattern::Group(group.delimiter(), patterns(group.stream())),
            (token, _) => Pattern::Token(token),
        });
    }
    found
}

/// What stands behind `$(…)`: a separator if there is one, and how often.
fn repetition(tokens: &mut impl Iterator<Item = TokenTree>) -> (Option<TokenTree>, char) {
    let times = |token: &TokenTree| match token {
        TokenTree::Punct(punct) if matches!(punct.as_char(), '*' | '+' | '?') => Some(punct.as_char()),
        _ => None,
    };
    let Some(first) = tokens.next() else {
        return (None, '*');
    };
    match times(&first) {
        Some(times) => (None, times),
        None => (Some(first), tokens.next().as_ref().and_then(times).unwrap_or('*')),
    }
}

impl Rule {
    /// The names that a call gives to each variable; none if the rule doesn't take its arguments.
    pub(super) fn given(&self, arguments: &TokenStream) -> Option<Given> {
        let mut given = Given::new();
        let take = |input: ParseStream<'_>| all(&self.pattern, input, &mut given);
        take.parse2(arguments.clone()).ok()?;
        Some(given)
    }
}

impl Rule {
    /// The variables of what it takes.
    pub(super) fn variables(&self) -> impl Iterator<Item = String> {
        let mut found = Vec::new();
        variables(&self.pattern, &mut found);
        found.into_iter()
    }
}

fn variables(patterns: &[Pattern], found: &mut Vec<String>) {
    for pattern in patterns {
        match pattern {
            Pattern::Variable(name, _) => found.push(name.clone()),
            Pattern::Group(_, inner) | Pattern::Repeated { inner, .. } => variables(inner, found),
            Pattern::Token(_) => {}
        }
    }
}

fn all(patterns: &[Pattern], input: ParseStream<'_>, given: &mut Given) -> syn::Result<()> {
    patterns.iter().try_for_each(|pattern| one(pattern, input, given))
}

fn one(pattern: &Pattern, input: ParseStream<'_>, given: &mut Given) -> syn::Result<()> {
    match pattern {
        Pattern::Token(wanted) => {
            let found: TokenTree = input.parse()?;
            if is_same(wanted, &found) {
                Ok(())
            } else {
                Err(syn::Error::new(found.span(), "another token"))
            }
        }
        Pattern::Group(delimiter, inner) => match input.parse()? {
            TokenTree::Group(group) if group.delimiter() == *delimiter => {
                let take = |input: ParseStream<'_>| all(inner, input, given);
                take.parse2(group.stream())
            }
            other => Err(syn::Error::new(other.span(), "no such group")),
        },
        Pattern::Variable(name, kind) => {
            let names = fragment(kind, input)?;
            given.entry(name.clone()).or_default().extend(names);
            Ok(())
        }
        Pattern::Repeated {
            inner,
            separator,
            times,
        } => repeated(inner, separator.as_ref(), *times, input, given),
    }
}

fn repeated(
    inner: &[Pattern],
    separator: Option<&TokenTree>,
    times: char,
    input: ParseStream<'_>,
    given: &mut Given,
) -> syn::Result<()> {
    use syn::parse::discouraged::Speculative;
    let mut count = 0;
    while !input.is_empty() && (times != '?' || count == 0) {
        let ahead = input.fork();
        let mut more = given.clone();
        let separated = match separator.filter(|_| count > 0) {
            Some(wanted) => ahead.parse().is_ok_and(|found| is_same(wanted, &found)),
            None => true,
        };
        if !separated || all(inner, &ahead, &mut more).is_err() || ahead.cursor() == input.cursor() {
            break;
        }
        input.advance_to(&ahead);
        *given = more;
        count += 1;
    }
    if times == '+' && count == 0 {
        return Err(input.error("nothing is repeated"));
    }
    Ok(())
}

fn is_same(wanted: &TokenTree, found: &TokenTree) -> bool {
    wanted.to_string() == found.to_string()
}

/// Takes what a variable of this kind takes; gives the name, if it is one.
fn fragment(kind: &str, input: ParseStream<'_>) -> syn::Result<Option<String>> {
    match kind {
        "ident" => return input.call(Ident::parse_any).map(|name| Some(plain(&name))),
        "tt" => {
            return input.parse().map(|token: TokenTree| match token {
                TokenTree::Ident(name) => Some(plain(&name)),
                _ => None,
            });
        }
        "ty" => drop(input.parse::<syn::Type>()?),
        "path" => drop(input.parse::<syn::Path>()?),
        "expr" | "expr_2021" => drop(input.parse::<syn::Expr>()?),
        "pat" | "pat_param" => drop(syn::Pat::parse_multi(input)?),
        "stmt" => statement(input)?,
        "block" => drop(input.parse::<syn::Block>()?),
        "item" => drop(input.parse::<syn::Item>()?),
        "meta" => drop(input.parse::<syn::Meta>()?),
        "vis" => drop(input.parse::<syn::Visibility>()?),
        "lifetime" => drop(input.parse::<syn::Lifetime>()?),
        "literal" => {
            input.parse::<Option<Token![-]>>()?;
            drop(input.parse::<syn::Lit>()?);
        }
        _ => return Err(input.error("a kind that is not known")),
    }
    Ok(None)
}

/// A statement without its semicolon, which is no part of it here.
fn statement(input: ParseStream<'_>) -> syn::Result<()> {
    if input.peek(Token![let]) {
        while !input.is_empty() && !input.peek(Token![;]) {
            input.parse::<TokenTree>()?;
        }
    } else if input.fork().parse::<syn::Item>().is_ok() {
        input.parse::<syn::Item>()?;
    } else {
        input.parse::<syn::Expr>()?;
    }
    Ok(())
}
