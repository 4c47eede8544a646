//! Blocks that hold items: each is a module without a name, which sees what stands around it.

use super::Result;
use super::cfg::attributes;
use super::module::{Module, Scope};
use super::opening::CrateContext;
use super::source::FileId;
use super::uncertain::{Uncertain, uncertain};
use kubewright_core::diag::Diagnostics;
use std::rc::Rc;
use syn::visit::{self, Visit};
use syn::{Attribute, Block, Stmt};

/// The blocks with items in the items of a module, but for those in such blocks.
pub(super) fn read(module: &Module, scope: &Scope, context: &Rc<CrateContext>) -> Result<Vec<Rc<Module>>> {
    let (mut blocks, mut errors) = (Vec::new(), Diagnostics::new());
    for (name, found) in in_module(module) {
        let mut inner = scope.clone();
        inner.path.push(name);
        inner.file = found.file;
        inner.uncertain.extend(found.uncertain);
        let (items, statements) = parts(found.block);
        match context.module(inner, Vec::new(), items) {
            Ok(mut read) => {
                read.statements = statements;
                blocks.push(Rc::new(read));
            }
            Err(wrong) => errors.extend(wrong),
        }
    }
    errors.finish(blocks)
}

/// Each with the name that it gets.
fn in_module(module: &Module) -> Vec<(String, Found<'_>)> {
    let of_items = module.items.iter().map(|item| {
        let mut finder = Finder::new(item.file, item.uncertain.clone());
        finder.visit_item(&item.ast);
        finder.found
    });
    let of_statements = module.statements.iter().map(|statement| {
        let mut finder = Finder::new(module.file, Vec::new());
        finder.visit_stmt(statement);
        finder.found
    });
    let each = of_items.chain(of_statements).enumerate();
    let named = each.flat_map(|(index, found)| {
        let found = found.into_iter().enumerate();
        found.map(move |(ordinal, found)| (format!("-{index}-{ordinal}"), found))
    });
    named.collect()
}

/// A block with items, and what is undetermined of whether it is in its module.
struct Found<'i> {
    block: &'i Block,
    file: FileId,
    uncertain: Vec<Uncertain>,
}

/// Looks for the outermost blocks with items.
struct Finder<'i> {
    file: FileId,
    uncertain: Vec<Uncertain>,
    found: Vec<Found<'i>>,
}

impl Finder<'_> {
    fn new(file: FileId, uncertain: Vec<Uncertain>) -> Self {
        Self {
            file,
            uncertain,
            found: Vec::new(),
        }
    }

    /// Goes on below what bears these attributes.
    fn below(&mut self, attributes: &[Attribute], go_on: impl FnOnce(&mut Self)) {
        let outer = self.uncertain.len();
        self.uncertain.extend(uncertain(self.file, attributes));
        go_on(self);
        self.uncertain.truncate(outer);
    }
}

impl<'i> Visit<'i> for Finder<'i> {
    fn visit_block(&mut self, block: &'i Block) {
        if block.stmts.iter().any(|stmt| matches!(stmt, Stmt::Item(_))) {
            self.found.push(Found {
                block,
                file: self.file,
                uncertain: self.uncertain.clone(),
            });
        } else {
            visit::visit_block(self, block);
        }
    }

    fn visit_impl_item(&mut self, item: &'i syn::ImplItem) {
        self.below(attributes::of_impl_item(item), |this| {
            visit::visit_impl_item(this, item);
        });
    }

    fn visit_trait_item(&mut self, item: &'i syn::TraitItem) {
        self.below(attributes::of_trait_item(item), |this| {
            visit::visit_trait_item(this, item);
        });
    }

    fn visit_expr(&mut self, expr: &'i syn::Expr) {
        self.below(attributes::of_expr(expr), |this| visit::visit_expr(this, expr));
    }

    fn visit_local(&mut self, local: &'i syn::Local) {
        self.below(&local.attrs, |this| visit::visit_local(this, local));
    }

    fn visit_arm(&mut self, arm: &'i syn::Arm) {
        self.below(&arm.attrs, |this| visit::visit_arm(this, arm));
    }
}

/// The items of a block, and its other statements; a macro call as a statement may make items.
fn parts(block: &Block) -> (Vec<syn::Item>, Vec<Stmt>) {
    let (mut items, mut statements) = (Vec::new(), Vec::new());
    for statement in &block.stmts {
        match statement {
            Stmt::Item(item) => items.push(item.clone()),
            Stmt::Macro(call) => items.push(syn::Item::Macro(syn::ItemMacro {
                attrs: call.attrs.clone(),
                ident: None,
                mac: call.mac.clone(),
                semi_token: call.semi_token,
            })),
            other => statements.push(other.clone()),
        }
    }
    (items, statements)
}
