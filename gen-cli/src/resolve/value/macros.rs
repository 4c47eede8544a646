//! `vec!` and `concat!` as values.

use super::{Scene, Values, Why};
use crate::resolve::scope::plain;
use serde_json::Value;
use syn::punctuated::Punctuated;
use syn::{Expr, Token};

impl Values<'_> {
    fn macro_arguments(&self, call: &syn::Macro) -> Result<Arguments, Why> {
        let tokens = call.tokens.clone();
        let parsed = crate::walk::parse_tokens(self.types.sources.stack, tokens);
        parsed.map_err(|_| "a macro's arguments are written in a form that is not read".to_owned())
    }

    pub(super) fn macro_call(&self, call: &syn::Macro, scene: &Scene<'_>) -> Result<Value, Why> {
        let name = call
            .path
            .segments
            .last()
            .map(|segment| plain(&segment.ident))
            .unwrap_or_default();
        match name.as_str() {
            "vec" => match self.macro_arguments(call)? {
                Arguments::List(items) => self.list(&items, scene),
                Arguments::Repeat(item, len) => self.repeat(&item, &len, scene),
            },
            "concat" => {
                let Arguments::List(parts) = self.macro_arguments(call)? else {
                    return Err("`concat!` holds what is no list".to_owned());
                };
                let mut text = String::new();
                for part in &parts {
                    match self.expr(part, &scene.wanting(None)?)? {
                        Value::String(part) => text.push_str(&part),
                        other => text.push_str(&other.to_string()),
                    }
                }
                Ok(Value::from(text))
            }
            _ => Err(format!("what `{name}!` makes would have to be expanded")),
        }
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
