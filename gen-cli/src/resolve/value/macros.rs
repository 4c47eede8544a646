//! `vec!` and `concat!` as values.

use super::datum::Datum;
use super::{Scene, Values, Why};
use crate::resolve::names::{Meaning, ModuleId};
use crate::resolve::scope::{Namespace, plain};
use syn::punctuated::Punctuated;
use syn::{Expr, Item, Lit, Macro, Token, UnOp};

impl Values<'_> {
    fn macro_arguments(&self, call: &Macro) -> Result<Arguments, Why> {
        let tokens = call.tokens.clone();
        let parsed = crate::walk::parse_tokens(self.types.sources.stack, tokens);
        parsed.map_err(|_| "a macro's arguments are written in a form that is not read".to_owned())
    }

    pub(super) fn macro_call(&self, call: &Macro, scene: &Scene<'_>) -> Result<Datum, Why> {
        match self.usual_macro(call, &scene.place.site.module).as_deref() {
            Some("vec") => {
                let items = match self.macro_arguments(call)? {
                    Arguments::List(items) => self.list(&items, scene)?,
                    Arguments::Repeat(item, len) => {
                        let items = self.repeat(&item, &len, scene)?;
                        let copied = items.into_iter().map(|item| self.copied(item));
                        let copied: Option<_> = copied.collect();
                        copied.ok_or_else(|| "its items' `clone` would have to be run".to_owned())?
                    }
                };
                Ok(Datum::List(items))
            }
            Some("concat") => self
                .concatenated(call, &scene.place.site.module, 0)
                .map(Datum::Text),
            _ => {
                let names: Vec<String> = call.path.segments.iter().map(|part| plain(&part.ident)).collect();
                Err(format!(
                    "what `{}!` makes would have to be expanded",
                    names.join("::")
                ))
            }
        }
    }

    /// The name of a macro of the standard library.
    fn usual_macro(&self, call: &Macro, module: &ModuleId) -> Option<String> {
        let names: Vec<String> = call.path.segments.iter().map(|part| plain(&part.ident)).collect();
        let name = names.last()?.clone();
        let resolve = &self.types.names;
        let leading = call.path.leading_colon.is_some();
        match resolve.sure(module, leading, &names, Namespace::Macro) {
            Some(Meaning::Known(path)) if path.first().is_some_and(|krate| krate == "std") => Some(name),
            None if names.len() == 1 && !self.is_declared(&name, module) => Some(name),
            _ => None,
        }
    }

    /// Whether a crate has a macro of its own of this name.
    fn is_declared(&self, name: &str, module: &ModuleId) -> bool {
        let sources = self.types.sources;
        sources.modules(module.krate).into_iter().any(|module| {
            let items = sources.items(&module).unwrap_or_default();
            items.iter().any(|item| match &item.ast {
                Item::Macro(item) => item.ident.as_ref().is_some_and(|ident| plain(ident) == name),
                _ => false,
            })
        })
    }

    /// What `concat!` writes: numbers as they are in the source, but for underscores, suffixes, and integers of another
    /// base than ten.
    fn concatenated(&self, call: &Macro, module: &ModuleId, depth: usize) -> Result<String, Why> {
        let unread = || "`concat!` holds what is no literal".to_owned();
        let Arguments::List(parts) = self.macro_arguments(call)? else {
            return Err(unread());
        };
        let mut text = String::new();
        for part in &parts {
            match part {
                Expr::Lit(part) => text.push_str(&spelled(&part.lit).ok_or_else(unread)?),
                Expr::Unary(part) if matches!(part.op, UnOp::Neg(_)) => match &*part.expr {
                    Expr::Lit(number) if matches!(number.lit, Lit::Int(_) | Lit::Float(_)) => {
                        text.push('-');
                        text.push_str(&spelled(&number.lit).ok_or_else(unread)?);
                    }
                    _ => return Err(unread()),
                },
                Expr::Macro(part)
                    if depth < super::DEEPEST
                        && self.usual_macro(&part.mac, module).as_deref() == Some("concat") =>
                {
                    text.push_str(&self.concatenated(&part.mac, module, depth + 1)?);
                }
                _ => return Err(unread()),
            }
        }
        Ok(text)
    }
}

/// A literal as `concat!` writes it.
fn spelled(lit: &Lit) -> Option<String> {
    match lit {
        Lit::Str(text) => Some(text.value()),
        Lit::Char(character) => Some(character.value().to_string()),
        Lit::Bool(value) => Some(value.value.to_string()),
        Lit::Int(number) => Some(number.base10_digits().to_owned()),
        Lit::Float(number) => {
            let written = number.token().to_string();
            let digits = written.strip_suffix(number.suffix())?;
            Some(digits.replace('_', ""))
        }
        _ => None,
    }
}

/// What stands between a macro's brackets.
enum Arguments {
    /// `a, b, c`.
    List(Punctuated<Expr, Token![,]>),
    /// `item; len`.
    Repeat(Box<Expr>, Box<Expr>),
}

impl syn::parse::Parse for Arguments {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            return Ok(Self::List(Punctuated::new()));
        }
        let first: Expr = input.parse()?;
        if input.parse::<Option<Token![;]>>()?.is_some() {
            return Ok(Self::Repeat(Box::new(first), Box::new(input.parse()?)));
        }
        let mut items = Punctuated::new();
        items.push_value(first);
        while let Some(comma) = input.parse::<Option<Token![,]>>()? {
            items.push_punct(comma);
            if input.is_empty() {
                break;
            }
            items.push_value(input.parse()?);
        }
        Ok(Self::List(items))
    }
}
