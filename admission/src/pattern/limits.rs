//! Go's limits: how often, how large, how deep.

use super::PatternError;
use super::parse::{Kind, Node};

/// The most repetitions, nested ones multiplied.
pub(super) const MAX_REPEAT: i64 = 1000;

/// The most instructions of a compiled pattern: 128 MiB of 40 bytes each.
const MAX_SIZE: i64 = (128 << 20) / 40;
const MAX_HEIGHT: usize = 1000;

/// How large a node is when compiled, in instructions, and how deep.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    instructions: i64,
    height: usize,
}

/// The node of `kind`, if Go's limits allow it.
pub(super) fn measured(kind: Kind, whole: &str) -> Result<Node, PatternError> {
    let sum = |nodes: &[Node]| nodes.iter().map(|n| n.size.instructions).sum::<i64>();
    let tallest = |nodes: &[Node]| nodes.iter().map(|n| n.size.height).max().unwrap_or_default();
    let (instructions, below) = match &kind {
        Kind::Empty | Kind::Char(..) | Kind::Class(_) | Kind::Any(_) | Kind::Assert(_) => (1, 0),
        Kind::Capture(node) => (2 + node.size.instructions, node.size.height),
        Kind::Repeat { node, min, max, .. } => {
            let once = node.size.instructions;
            let size = match (*min, *max) {
                (0, -1) => 2 + once,
                (min, -1) => 1 + min * once,
                (min, max) => max * once + (max - min),
            };
            (size, node.size.height)
        }
        Kind::Concat(nodes) => (sum(nodes), tallest(nodes)),
        Kind::Alternate(nodes) => (sum(nodes) + nodes.len() as i64 - 1, tallest(nodes)),
    };
    let size = Size {
        instructions: instructions.max(1),
        height: below + 1,
    };
    if size.instructions > MAX_SIZE {
        return Err(PatternError::new("expression too large", whole));
    }
    if size.height > MAX_HEIGHT {
        return Err(PatternError::new("expression nests too deeply", whole));
    }
    Ok(Node { kind, size })
}

/// Whether no more than `n` copies of the innermost thing come out.
pub(super) fn repeat_is_valid(node: &Node, n: i64) -> bool {
    match &node.kind {
        Kind::Repeat { node, min, max, .. } => {
            let times = if *max < 0 { *min } else { *max };
            if *max == 0 {
                return true;
            }
            times <= n && repeat_is_valid(node, if times > 0 { n / times } else { n })
        }
        Kind::Capture(inner) => repeat_is_valid(inner, n),
        Kind::Concat(nodes) | Kind::Alternate(nodes) => nodes.iter().all(|node| repeat_is_valid(node, n)),
        Kind::Empty | Kind::Char(..) | Kind::Class(_) | Kind::Any(_) | Kind::Assert(_) => true,
    }
}

/// `{2}`, `{2,}` or `{2,3}`: minimum, maximum (-1 for none) and what follows. A minimum of -1 stands for a number that
/// is far too large. None where the brace is a literal one.
pub(super) fn counted_repeat(text: &str) -> Option<(i64, i64, &str)> {
    let (mut min, rest) = number(text.strip_prefix('{')?)?;
    let (max, rest) = match rest.strip_prefix(',') {
        None => (min, rest),
        Some(rest) if rest.starts_with('}') => (-1, rest),
        Some(rest) => {
            let (max, rest) = number(rest)?;
            if max < 0 {
                min = -1;
            }
            (max, rest)
        }
    };
    Some((min, max, rest.strip_prefix('}')?))
}

/// Decimal digits without a leading zero; -1 for too large a number.
fn number(text: &str) -> Option<(i64, &str)> {
    let end = text
        .bytes()
        .position(|b| !b.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    if digits.is_empty() || (digits.len() > 1 && digits.starts_with('0')) {
        return None;
    }
    Some((
        if digits.len() > 9 {
            -1
        } else {
            digits.parse().unwrap_or(-1)
        },
        rest,
    ))
}
