//! A parsed pattern in the syntax of Rust's `regex`.

use std::fmt::Write;

use super::class::{Class, Item};
use super::parse::{Kind, Node};

/// Writes the pattern. Greed is kept; nothing captures.
pub(super) fn translate(node: &Node) -> String {
    let mut out = String::new();
    write_node(node, &mut out);
    out
}

fn write_node(node: &Node, out: &mut String) {
    match &node.kind {
        Kind::Empty => out.push_str("(?:)"),
        Kind::Char(code, fold_case) => write_char(*code, *fold_case, out),
        Kind::Class(class) => write_class(class, out),
        Kind::Any(true) => out.push_str("(?s:.)"),
        Kind::Any(false) => out.push_str("[^\\n]"),
        Kind::Assert(assertion) => out.push_str(assertion),
        Kind::Capture(inner) => write_group(inner, out),
        Kind::Repeat {
            node,
            min,
            max,
            greedy,
        } => {
            write_group(node, out);
            _ = match (*min, *max) {
                (0, -1) => write!(out, "*"),
                (1, -1) => write!(out, "+"),
                (0, 1) => write!(out, "?"),
                (min, -1) => write!(out, "{{{min},}}"),
                (min, max) => write!(out, "{{{min},{max}}}"),
            };
            if !greedy {
                out.push('?');
            }
        }
        Kind::Concat(nodes) => nodes.iter().for_each(|node| match node.kind {
            Kind::Alternate(_) => write_group(node, out),
            _ => write_node(node, out),
        }),
        Kind::Alternate(nodes) => {
            for (i, node) in nodes.iter().enumerate() {
                if i > 0 {
                    out.push('|');
                }
                write_node(node, out);
            }
        }
    }
}

fn write_group(node: &Node, out: &mut String) {
    let atom = matches!(
        node.kind,
        Kind::Char(..) | Kind::Class(_) | Kind::Any(_) | Kind::Capture(_)
    );
    if atom {
        return write_node(node, out);
    }
    out.push_str("(?:");
    write_node(node, out);
    out.push(')');
}

fn write_char(code: u32, fold_case: bool, out: &mut String) {
    match char::from_u32(code) {
        Some(c) if c.is_ascii_alphanumeric() && !fold_case => out.push(c),
        Some(_) if fold_case => _ = write!(out, "(?i:\\x{{{code:X}}})"),
        Some(_) => _ = write!(out, "\\x{{{code:X}}}"),
        // A surrogate: in no text.
        None => out.push_str("[a&&b]"),
    }
}

fn write_class(class: &Class, out: &mut String) {
    out.push_str(if class.fold_case { "(?i:" } else { "(?:" });
    out.push_str(if class.negated { "[^" } else { "[" });
    // So that the class is never without an item.
    out.push_str("[a&&b]");
    for item in &class.items {
        match item {
            Item::Range(low, high) => {
                // Surrogates are in no text, and no range may start or end at one.
                for (low, high) in [(*low, (*high).min(0xd7ff)), ((*low).max(0xe000), *high)] {
                    if low <= high {
                        _ = write!(out, "\\x{{{low:X}}}-\\x{{{high:X}}}");
                    }
                }
            }
            Item::Ascii(ranges, negated) => {
                _ = write!(out, "[{}{ranges}]", if *negated { "^" } else { "" });
            }
            Item::Unicode(set, negated) => _ = write!(out, "[{}{set}]", if *negated { "^" } else { "" }),
        }
    }
    out.push_str("])");
}
