//! `include!("…")` in the place of items: which file it means, where that can be known.

use std::path::Path;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprMacro, Lit, Macro, Token};

/// The path that an `include!` names; nothing for another macro, and for what can't be known from source, such as a
/// file in `OUT_DIR`.
pub(super) fn path_of(call: &Macro, package: &Path) -> Option<String> {
    if !is(call, "include") {
        return None;
    }
    text(&call.parse_body::<Expr>().ok()?, package)
}

/// Whether the macro is this one of the standard library, by its usual names.
fn is(call: &Macro, name: &str) -> bool {
    let names: Vec<String> = call
        .path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect();
    match names.as_slice() {
        [only] => only == name,
        [root, last] => (root == "std" || root == "core") && last == name,
        _ => false,
    }
}

fn text(expr: &Expr, package: &Path) -> Option<String> {
    match expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        Expr::Macro(ExprMacro { mac, .. }) if is(mac, "concat") => {
            let parts = Punctuated::<Expr, Token![,]>::parse_terminated
                .parse2(mac.tokens.clone())
                .ok()?;
            parts.iter().map(|part| text(part, package)).collect()
        }
        Expr::Macro(ExprMacro { mac, .. }) if is(mac, "env") => {
            let name: syn::LitStr = mac.parse_body().ok()?;
            (name.value() == "CARGO_MANIFEST_DIR").then(|| package.to_str().map(str::to_owned))?
        }
        _ => None,
    }
}
