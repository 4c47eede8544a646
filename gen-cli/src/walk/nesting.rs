//! How deep tokens nest, found without recursion, before syn recurses.
//!
//! syn recurses for brackets, but also for `!!!!x`, `&&&&T`, `V<V<V<T>>>`, `|a| |b| c`, `if … else if …`; and dropping
//! what it parsed recurses for `a + b + c`, `a.b().c()`. So the measure is not brackets: it is the number of tokens
//! since the last place where syn is surely back at the level of the group (`;`, `=>`, a `,` outside of `<…>` and
//! closure parameters, a `}` that ends a statement), summed over the groups around it. No recursion is deeper.
//!
//! Inside the arguments of a macro call nobody parses, and only brackets count.

use proc_macro2::{Delimiter, Spacing, Span, TokenStream, TokenTree, token_stream};

/// The most tokens that may nest in each other.
const LIMIT: usize = 4096;

pub(super) const MESSAGE: &str = "the source nests too deep here";
pub(super) const NOTE: &str =
    "more than 4096 tokens stand inside of each other, or in one expression or type without a separator";

/// The place where the tokens nest too deep, if there is one.
pub(super) fn too_deep(tokens: &TokenStream) -> Option<Span> {
    let mut stack = vec![Level::new(tokens.clone(), 0, false)];
    while let Some(level) = stack.last_mut() {
        let Some(token) = level.tokens.next() else {
            stack.pop();
            continue;
        };
        level.count(&token);
        let depth = level.outer + level.run;
        if depth > LIMIT {
            return Some(token.span());
        }
        if let TokenTree::Group(group) = &token {
            let unparsed = level.unparsed || level.before_group == Before::Macro;
            level.close_group(group.delimiter());
            stack.push(Level::new(group.stream(), depth, unparsed));
        }
    }
    None
}

/// What the tokens before say about a group.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing.
    Other,
    /// `name !` or `name ! name`: the group is a macro's arguments.
    Macro,
    /// `#` or `#!`, so many tokens: the group is an attribute, one of a list.
    Attribute(usize),
}

/// The walk through the tokens of one group.
struct Level {
    tokens: token_stream::IntoIter,
    /// The depth at which the group begins.
    outer: usize,
    /// Whether the group is (in) a macro's arguments.
    unparsed: bool,
    /// Tokens since syn was at the level of the group.
    run: usize,
    /// `<` that are open.
    angles: usize,
    /// Whether this is inside a closure's `|…|`.
    parameters: bool,
    /// Whether the last group was a brace that may have ended a statement.
    after_brace: bool,
    before_group: Before,
    /// The last tokens, the last one first.
    last: [Last; 3],
}

/// A token that came before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    None,
    /// A name that is no keyword.
    Name,
    /// A keyword after which an expression begins.
    Keyword,
    /// A punctuation, and whether the next one follows at once.
    Punct(char, bool),
    /// A literal or group.
    Operand,
}

impl Last {
    fn is_operand(self) -> bool {
        matches!(self, Self::Name | Self::Operand | Self::Punct('?', _))
    }
}

impl Level {
    fn new(tokens: TokenStream, outer: usize, unparsed: bool) -> Self {
        Self {
            tokens: tokens.into_iter(),
            outer,
            unparsed,
            run: 0,
            angles: 0,
            parameters: false,
            after_brace: false,
            before_group: Before::Other,
            last: [Last::None; 3],
        }
    }

    /// Takes one token into account.
    fn count(&mut self, token: &TokenTree) {
        if self.unparsed {
            self.run = usize::from(matches!(token, TokenTree::Group(_)));
            return;
        }
        if std::mem::take(&mut self.after_brace) && begins_statement(token) {
            self.restart();
        }
        self.run += 1;
        let kind = match token {
            TokenTree::Punct(punct) => {
                let closes = punct.as_char() == '|' && self.parameters;
                self.punctuation(punct.as_char());
                // What closes a closure's parameters is not the first half of `||`.
                Last::Punct(punct.as_char(), punct.spacing() == Spacing::Joint && !closes)
            }
            TokenTree::Ident(name) if KEYWORDS.iter().any(|keyword| name == keyword) => Last::Keyword,
            TokenTree::Ident(_) => Last::Name,
            TokenTree::Literal(_) => {
                // `1 << 3` opens nothing: no type begins with a literal after `<<`.
                if matches!(self.last, [Last::Punct('<', _), Last::Punct('<', true), _]) {
                    self.angles = self.angles.saturating_sub(2);
                }
                Last::Operand
            }
            TokenTree::Group(_) => {
                self.before_group = match self.last {
                    [Last::Punct('!', _), Last::Name, _] | [Last::Name, Last::Punct('!', _), Last::Name] => {
                        Before::Macro
                    }
                    [Last::Punct('#', _), ..] => Before::Attribute(1),
                    [Last::Punct('!', _), Last::Punct('#', _), _] => Before::Attribute(2),
                    _ => Before::Other,
                };
                Last::Operand
            }
        };
        let [first, second, _] = self.last;
        self.last = [kind, first, second];
    }

    fn punctuation(&mut self, punct: char) {
        let [last, before, _] = self.last;
        match punct {
            ';' => self.restart(),
            '>' if last == Last::Punct('=', true) => self.restart(),
            '>' if last != Last::Punct('-', true) => self.angles = self.angles.saturating_sub(1),
            '<' => self.angles += 1,
            ',' if self.angles == 0 && !self.parameters => self.run = 0,
            '|' if self.parameters => self.parameters = false,
            // After an operand it is the operator `|`, or the first half of `||`.
            '|' => {
                let second_half = last == Last::Punct('|', true) && before.is_operand();
                self.parameters = !last.is_operand() && !second_half;
            }
            _ => {}
        }
    }

    /// Called after a group was counted.
    fn close_group(&mut self, delimiter: Delimiter) {
        match self.before_group {
            // A list of them is read without recursion.
            Before::Attribute(sign) => self.run = self.run.saturating_sub(sign + 1),
            _ => self.after_brace = delimiter == Delimiter::Brace,
        }
    }

    fn restart(&mut self) {
        self.run = 0;
        self.angles = 0;
        self.parameters = false;
    }
}

/// Whether a token after `}` can't go on with what the brace was part of: then the brace ended a statement or an item,
/// or syn stops there with an error.
fn begins_statement(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(name) => name != "else" && name != "as",
        TokenTree::Punct(punct) => matches!(punct.as_char(), '#' | '\''),
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    }
}

/// The keywords that may stand before an expression: after them `!` is an operator and `|` begins a closure.
const KEYWORDS: [&str; 19] = [
    "as", "async", "box", "break", "const", "dyn", "else", "for", "if", "impl", "in", "let", "match", "move",
    "mut", "return", "static", "while", "yield",
];
