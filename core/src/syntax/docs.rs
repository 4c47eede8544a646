//! Doc comments to descriptions, by controller-gen's rules.
//!
//! Line breaks are kept; runs of blank lines become one, and none is left at either end; a line that starts with
//! `TODO` is dropped and one that starts with `---` ends the text, both outside of code fences alone.

use super::{Fault, value};
use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The description in an item's doc comments, empty if there is none.
pub(super) fn description(attributes: &[Attribute]) -> Result<String, Fault> {
    let mut lines = Vec::new();
    for attribute in attributes {
        if let Meta::NameValue(pair) = &attribute.meta
            && pair.path.is_ident("doc")
        {
            lines.extend(comment_lines(&text(&pair.value)?));
        }
    }
    Ok(clean(&lines))
}

fn text(value: &Expr) -> Result<String, Fault> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) => Ok(text.value()),
        Expr::Group(group) => text(&group.expr),
        Expr::Macro(call) if call.mac.path.is_ident("concat") => value::concatenated(call.mac.tokens.clone()),
        other => {
            let at = syn::spanned::Spanned::span(other);
            let fault = Fault::value(at, "a doc comment that is not written here can't be read");
            Err(fault.help("write it as `///`, or give `#[schema(description = \"…\")]`"))
        }
    }
}

/// The lines of one comment: without the space after `///`, or the margin of `/** … */`.
fn comment_lines(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() < 2 {
        return vec![text.strip_prefix(' ').unwrap_or(text).trim_end().to_owned()];
    }
    let starred = |line: &&str| line.trim_start().starts_with('*') || line.trim().is_empty();
    let is_starred = lines.iter().skip(1).all(starred);
    let bare: Vec<&str> = lines
        .iter()
        .map(|line| match line.trim_start().strip_prefix('*') {
            Some(rest) if is_starred => rest,
            _ => line,
        })
        .collect();
    let indents = bare.iter().skip(1).filter(|line| !line.trim().is_empty());
    let margin = indents
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let mut out = Vec::new();
    for (index, line) in bare.iter().enumerate() {
        let line = if index == 0 {
            line.trim_start()
        } else {
            line.get(margin..).unwrap_or("")
        };
        out.push(line.trim_end().to_owned());
    }
    out
}

/// A comment without what is not meant for users, and without surplus blank lines.
fn clean(lines: &[String]) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut fenced = false;
    for line in lines.iter().map(String::as_str) {
        if line.starts_with("```") || line.starts_with("~~~") {
            fenced = !fenced;
        }
        if !fenced && line.starts_with("TODO") {
            continue;
        }
        if !fenced && line.starts_with("---") {
            break;
        }
        if !(line.is_empty() && kept.last().is_none_or(|last| last.is_empty())) {
            kept.push(line);
        }
    }
    kept.join("\n").trim_end_matches('\n').to_owned()
}
