//! Kinds and rules that macros make: what no manifest would show is an error where the macro is called.

use super::called::Definition;
use super::names;
use super::rules::Given;
use crate::resolve::names::{ModuleId, Names};
use crate::resolve::ours;
use crate::walk::{self, FileId};
use kubewright_core::diag::{Code, Diagnostic};
use proc_macro2::{TokenStream, TokenTree};
use std::rc::Rc;
use syn::visit::{self, Visit};

/// Macros whose arguments are no items: text, or what another program is to see.
const NO_ITEMS: [&str; 6] = [
    "parse_quote",
    "parse_quote_spanned",
    "quote",
    "quote_spanned",
    "stringify",
    "macro_rules",
];

/// The calls in a crate that make a kind, or a rule.
pub(crate) fn unexpanded(krate: usize, names: &Names<'_>) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    for id in names.sources.modules(krate) {
        let Some(module) = names.sources.module(&id) else {
            continue;
        };
        for call in calls(module) {
            if let Some(made) = made(&call, &id, names) {
                wrong.push(error(&call, &made, names));
            }
        }
    }
    wrong
}

/// A call of a macro.
struct Call<'m> {
    called: &'m syn::Macro,
    file: FileId,
    /// Whether it stands where items do.
    for_items: bool,
}

/// All calls in the items of a module, but for those in blocks that are modules by themselves.
fn calls(module: &walk::Module) -> Vec<Call<'_>> {
    let mut finder = Finder {
        file: module.file,
        found: Vec::new(),
    };
    for item in &module.items {
        finder.file = item.file;
        match &item.ast {
            syn::Item::Macro(call) if call.ident.is_some() => {}
            syn::Item::Macro(call) => finder.add(&call.mac, true),
            other => finder.visit_item(other),
        }
    }
    finder.file = module.file;
    for statement in &module.statements {
        finder.visit_stmt(statement);
    }
    finder.found
}

struct Finder<'m> {
    file: FileId,
    found: Vec<Call<'m>>,
}

impl<'m> Finder<'m> {
    fn add(&mut self, called: &'m syn::Macro, for_items: bool) {
        self.found.push(Call {
            called,
            file: self.file,
            for_items,
        });
    }
}

impl<'m> Visit<'m> for Finder<'m> {
    fn visit_macro(&mut self, call: &'m syn::Macro) {
        self.add(call, false);
    }

    fn visit_stmt_macro(&mut self, call: &'m syn::StmtMacro) {
        self.add(&call.mac, true);
    }

    fn visit_block(&mut self, block: &'m syn::Block) {
        if !block.stmts.iter().any(|stmt| matches!(stmt, syn::Stmt::Item(_))) {
            visit::visit_block(self, block);
        }
    }
}

/// What a call makes of ours: `a kind`.
fn made(call: &Call<'_>, module: &ModuleId, names: &Names<'_>) -> Option<String> {
    let path = ours::segments(&call.called.path);
    if path.last().is_some_and(|name| NO_ITEMS.contains(&name.as_str())) {
        return None;
    }
    let arguments = &call.called.tokens;
    let mut look = Look {
        module,
        names,
        arguments,
        can_parse: names.sources.can_parse(arguments),
        seen: Vec::new(),
    };
    let definitions = names.definitions_of(module, &path);
    let of_arguments = (call.for_items || !definitions.is_empty())
        .then(|| look.tokens(arguments.clone(), module))
        .flatten();
    of_arguments
        .or_else(|| look.modules(arguments, &Given::new()))
        .or_else(|| look.definitions(definitions))
}

/// Looks for derives and attributes of ours in tokens.
struct Look<'a, 's> {
    module: &'a ModuleId,
    names: &'a Names<'s>,
    arguments: &'a TokenStream,
    can_parse: bool,
    /// The macros that were looked into.
    seen: Vec<Rc<Definition>>,
}

impl Look<'_, '_> {
    fn definitions(&mut self, definitions: Vec<Rc<Definition>>) -> Option<String> {
        definitions.into_iter().find_map(|definition| {
            if self.seen.iter().any(|seen| Rc::ptr_eq(seen, &definition)) {
                return None;
            }
            self.seen.push(Rc::clone(&definition));
            let mut rules = definition.rules().iter();
            rules.find_map(|rule| {
                let declares = self.can_parse && names::declares_modules(&rule.body);
                let given = declares.then(|| rule.given(self.arguments)).flatten();
                let modules = given.and_then(|given| self.modules(&rule.body, &given));
                modules.or_else(|| self.body(&rule.body, &definition.module))
            })
        })
    }

    /// A module that is declared, in a file that speaks of us.
    fn modules(&self, tokens: &TokenStream, given: &Given) -> Option<String> {
        let module = self.names.sources.module(self.module)?;
        let mut declared = names::modules(tokens, given).into_iter();
        let name = declared.find(|name| {
            let inner = module.undeclared(name);
            inner.is_some_and(|inner| self.speaks_of_us(&inner))
        })?;
        Some(format!("the module `{name}`, with kinds or rules"))
    }

    fn speaks_of_us(&self, module: &walk::Module) -> bool {
        let text = self.names.sources.text(module.file);
        ["CustomResource", "rbac"].iter().any(|word| text.contains(word))
            || module.children.iter().any(|child| {
                let inner = child.load().ok().flatten();
                inner.is_some_and(|inner| self.speaks_of_us(&inner))
            })
    }

    /// What is in the body of a macro that stands in a module.
    fn body(&mut self, body: &TokenStream, of: &ModuleId) -> Option<String> {
        self.tokens(body.clone(), of).or_else(|| {
            let calls = names::all_calls(body);
            calls.into_iter().find_map(|path| {
                let definitions = self.names.definitions_within(of, self.module, &path);
                self.definitions(definitions)
            })
        })
    }

    fn tokens(&self, tokens: TokenStream, of: &ModuleId) -> Option<String> {
        let mut after_pound = false;
        for token in tokens {
            if let TokenTree::Group(group) = &token {
                let found = after_pound.then(|| self.attribute(group.stream(), of)).flatten();
                if let Some(found) = found.or_else(|| self.tokens(group.stream(), of)) {
                    return Some(found);
                }
            }
            after_pound = is(&token, '#');
        }
        None
    }

    /// What stands in `#[…]`.
    fn attribute(&self, tokens: TokenStream, of: &ModuleId) -> Option<String> {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        match tokens.as_slice() {
            [TokenTree::Ident(name), TokenTree::Group(list)] if name == "derive" => {
                self.any(&list.stream(), of)
            }
            [TokenTree::Ident(name), TokenTree::Group(list)] if name == "cfg_attr" => {
                // the predicate, and one attribute after the other
                let list: Vec<TokenTree> = list.stream().into_iter().collect();
                let mut each = list.split(|token| is(token, ',')).skip(1);
                each.find_map(|meta| self.attribute(meta.iter().cloned().collect(), of))
            }
            _ => {
                let path = tokens
                    .into_iter()
                    .take_while(|token| !matches!(token, TokenTree::Group(_)));
                self.any(&path.collect(), of)
            }
        }
    }

    /// What one of the paths in a list is of ours. What a variable stands for is among the macro's arguments.
    fn any(&self, list: &TokenStream, of: &ModuleId) -> Option<String> {
        let paths = names::paths(list);
        let is_variable = |path: &Vec<String>| path.first().is_some_and(|first| first == "$");
        let given = if paths.iter().any(is_variable) {
            names::paths(self.arguments)
        } else {
            Vec::new()
        };
        paths.iter().chain(&given).find_map(|path| self.ours(path, of))
    }

    fn ours(&self, path: &[String], of: &ModuleId) -> Option<String> {
        let (module, path) = match path.split_first() {
            Some((first, rest)) if first == "$crate" => (of.root(), rest),
            _ => (self.module.clone(), path),
        };
        match ours::macro_at(&module, false, path, self.names)?.name.as_str() {
            "CustomResource" => Some("a kind".to_owned()),
            "rbac" => Some("a rule".to_owned()),
            _ => None,
        }
    }
}

fn is(token: &TokenTree, punctuation: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == punctuation)
}

fn error(call: &Call<'_>, made: &str, names: &Names<'_>) -> Diagnostic {
    let name = ours::segments(&call.called.path).join("::");
    let place = names.sources.placer_in(call.file);
    let at = call.called.path.segments.first().map(|first| first.ident.span());
    let at = at.map_or(kubewright_core::span::Span::NONE, place);
    Diagnostic::new(
        Code::MacroUnexpanded,
        at,
        "",
        format!("`{name}!` makes {made} that no manifest would show"),
    )
    .note("the derive or attribute is among its arguments or in its definition, and no macro is expanded")
    .help("write out what it makes")
}
