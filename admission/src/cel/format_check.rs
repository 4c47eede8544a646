//! The check of `'…'.format([…])` with a constant text and a list literal.

use super::format_clause::{Clause, Piece, pieces};
use super::syntax::ast::{Expr, Kind, Literal};
use super::types::Type;

/// Reports each call whose clauses do not fit its arguments, an inner one before that around it.
pub(super) fn check_formats(expr: &Expr, found: &mut Vec<(usize, String)>) {
    for node in expr.descendants().into_iter().rev() {
        let Kind::Call {
            function,
            target: Some(target),
            args,
        } = &node.kind
        else {
            continue;
        };
        let (
            Some(Literal::String(text)),
            [
                Expr {
                    kind: Kind::List { elements, .. },
                    ..
                },
            ],
        ) = (target.as_literal(), args.as_slice())
        else {
            continue;
        };
        if &**function == "format"
            && node.overloads.iter().any(|id| &**id == "string_format")
            && let Err((offset, message)) = check_format(node, text, elements)
        {
            found.push((offset, message));
        }
    }
}

fn check_format(call: &Expr, text: &str, args: &[Expr]) -> Result<(), (usize, String)> {
    let mut wanted = 0;
    for piece in pieces(text) {
        let clause = match piece {
            Piece::Text(_) => continue,
            Piece::Clause(clause) => clause,
        };
        let index = wanted;
        wanted += 1;
        if matches!(&clause, Err(message) if message == "unexpected end of string") {
            return Err((call.offset, "unexpected end of string".to_owned()));
        }
        let Some(arg) = args.get(index) else {
            return Err((call.offset, format!("index {index} out of range")));
        };
        let clause = clause.map_err(|message| {
            (
                call.offset,
                format!("could not parse formatting clause: {message}"),
            )
        })?;
        fits(&clause, arg).map_err(|bad| {
            (
                bad.offset,
                format!("error during formatting: {}", clause.refusal(bad.ty.name())),
            )
        })?;
    }
    if args.len() > wanted {
        let message = format!(
            "too many arguments supplied to string.format (expected {wanted}, got {})",
            args.len()
        );
        return Err((call.offset, message));
    }
    Ok(())
}

/// Whether the clause can print the argument; else the node that it cannot.
fn fits<'e>(clause: &Clause, arg: &'e Expr) -> Result<(), &'e Expr> {
    if arg.ty == Type::Dyn {
        return Ok(());
    }
    let ok = match clause {
        Clause::String => return printable(arg),
        Clause::Decimal | Clause::Octal => matches!(arg.ty, Type::Int | Type::Uint),
        Clause::Fixed(_) | Clause::Scientific(_) => matches!(arg.ty, Type::Double | Type::String),
        Clause::Binary => matches!(arg.ty, Type::Int | Type::Uint | Type::Bool),
        Clause::Hex { .. } => matches!(arg.ty, Type::Int | Type::Uint | Type::String | Type::Bytes),
    };
    if ok { Ok(()) } else { Err(arg) }
}

fn printable(arg: &Expr) -> Result<(), &Expr> {
    if matches!(arg.ty, Type::Struct(_) | Type::Opaque(..)) {
        return Err(arg);
    }
    match &arg.kind {
        Kind::List { elements, .. } => elements.iter().try_for_each(printable),
        Kind::Map(entries) => entries
            .iter()
            .try_for_each(|e| printable(&e.key).and_then(|()| printable(&e.value))),
        _ => Ok(()),
    }
}
