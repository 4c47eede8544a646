//! Applies `cfg` and `cfg_attr` to a whole file.

use super::attributes::{
    expr_attributes, foreign_item_attributes, impl_item_attributes, item_attributes, trait_item_attributes,
};
use super::predicate::{Condition, Predicate, parse_cfg, undetermined};
use super::{Facts, Truth};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, Meta, Token};

/// Drops what is configured out and expands `cfg_attr`, in place, in a whole file; says whether the file itself stays.
/// What can't be decided stays as it is written. Errors are predicates that can't be read.
pub(in crate::walk) fn apply(file: &mut syn::File, facts: &Facts) -> (bool, Vec<syn::Error>) {
    let mut apply = Apply {
        facts,
        errors: Vec::new(),
    };
    let stays = apply.keep(&mut file.attrs);
    if stays {
        apply.visit_file_mut(file);
    }
    (stays, apply.errors)
}

struct Apply<'a> {
    facts: &'a Facts,
    errors: Vec<syn::Error>,
}

impl Apply<'_> {
    /// Expands the attributes of a node, drops the `cfg`s that are true, and says whether the node stays.
    fn keep(&mut self, attributes: &mut Vec<Attribute>) -> bool {
        if !attributes.iter().any(is_conditional) {
            return true;
        }
        let mut stays = true;
        let mut kept = Vec::with_capacity(attributes.len());
        // A stack, the next one on top: what a `cfg_attr` holds comes in its place, and is looked at again.
        let mut rest: Vec<Attribute> = attributes.drain(..).rev().collect();
        while let Some(attribute) = rest.pop() {
            let truth = match self.read(&attribute) {
                Conditional::No => {
                    kept.push(attribute);
                    continue;
                }
                Conditional::Cfg(predicate) => {
                    let truth = predicate.decide(self.facts);
                    stays &= truth != Truth::False;
                    truth
                }
                Conditional::CfgAttr(predicate, inner) => {
                    let truth = predicate.decide(self.facts);
                    if truth == Truth::True {
                        rest.extend(inner.into_iter().rev().map(|meta| in_place_of(&attribute, meta)));
                    }
                    truth
                }
            };
            if truth == Truth::Undetermined {
                kept.push(attribute);
            }
        }
        *attributes = kept;
        stays
    }

    fn read(&mut self, attribute: &Attribute) -> Conditional {
        let parsed = match &attribute.meta {
            Meta::List(list) if list.path.is_ident("cfg") => {
                parse_cfg.parse2(list.tokens.clone()).map(Conditional::Cfg)
            }
            Meta::List(list) if list.path.is_ident("cfg_attr") => parse_cfg_attr.parse2(list.tokens.clone()),
            meta if is_conditional(attribute) => {
                Err(syn::Error::new(meta.span(), "a predicate in brackets is needed"))
            }
            _ => return Conditional::No,
        };
        parsed.unwrap_or_else(|error| {
            self.errors.push(error);
            Conditional::No
        })
    }

    fn retain<T, P>(
        &mut self,
        list: &mut Punctuated<T, P>,
        attributes: impl Fn(&mut T) -> Option<&mut Vec<Attribute>>,
    ) {
        if !list
            .iter_mut()
            .any(|node| attributes(node).is_some_and(|list| list.iter().any(is_conditional)))
        {
            return;
        }
        *list = std::mem::take(list)
            .into_pairs()
            .filter_map(|mut pair| self.keep_node(attributes(pair.value_mut())).then_some(pair))
            .collect();
    }

    fn keep_node(&mut self, attributes: Option<&mut Vec<Attribute>>) -> bool {
        attributes.is_none_or(|attributes| self.keep(attributes))
    }
}

/// What an attribute is to us.
enum Conditional {
    No,
    Cfg(Predicate),
    CfgAttr(Predicate, Vec<Meta>),
}

fn is_conditional(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr")
}

fn parse_cfg_attr(input: ParseStream<'_>) -> syn::Result<Conditional> {
    let predicate = input.parse()?;
    if input.is_empty() {
        return Ok(Conditional::CfgAttr(predicate, Vec::new()));
    }
    input.parse::<Token![,]>()?;
    let inner = Punctuated::<Meta, Token![,]>::parse_terminated(input)?;
    Ok(Conditional::CfgAttr(predicate, inner.into_iter().collect()))
}

/// The path of a `path = "…"`.
pub(in crate::walk) fn path_attribute(meta: &Meta) -> Option<String> {
    match meta {
        Meta::NameValue(syn::MetaNameValue {
            path,
            value:
                Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(file),
                    ..
                }),
            ..
        }) if path.is_ident("path") => Some(file.value()),
        _ => None,
    }
}

/// The paths that undetermined `cfg_attr`s may give to a module.
pub(in crate::walk) fn undetermined_paths(attributes: &[Attribute]) -> Vec<(Condition, String)> {
    let conditions = undetermined(attributes).into_iter();
    let paths = conditions.filter_map(|condition| {
        let path = condition.attributes.iter().find_map(path_attribute)?;
        Some((condition, path))
    });
    paths.collect()
}

/// The attribute that a `cfg_attr` stands for; its place is that of what was written.
fn in_place_of(outer: &Attribute, meta: Meta) -> Attribute {
    Attribute {
        pound_token: Token![#](meta.span()),
        style: outer.style,
        bracket_token: syn::token::Bracket(meta.span()),
        meta,
    }
}

impl VisitMut for Apply<'_> {
    /// Nodes that can't be configured out still have attributes to expand.
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        self.keep(attributes);
    }

    fn visit_file_mut(&mut self, file: &mut syn::File) {
        file.items
            .retain_mut(|item| self.keep_node(item_attributes(item)));
        visit_mut::visit_file_mut(self, file);
    }

    fn visit_item_mod_mut(&mut self, module: &mut syn::ItemMod) {
        if let Some((_, items)) = &mut module.content {
            items.retain_mut(|item| self.keep_node(item_attributes(item)));
        }
        visit_mut::visit_item_mod_mut(self, module);
    }

    fn visit_item_impl_mut(&mut self, item: &mut syn::ItemImpl) {
        item.items
            .retain_mut(|item| self.keep_node(impl_item_attributes(item)));
        visit_mut::visit_item_impl_mut(self, item);
    }

    fn visit_item_trait_mut(&mut self, item: &mut syn::ItemTrait) {
        item.items
            .retain_mut(|item| self.keep_node(trait_item_attributes(item)));
        visit_mut::visit_item_trait_mut(self, item);
    }

    fn visit_item_foreign_mod_mut(&mut self, item: &mut syn::ItemForeignMod) {
        item.items
            .retain_mut(|item| self.keep_node(foreign_item_attributes(item)));
        visit_mut::visit_item_foreign_mod_mut(self, item);
    }

    fn visit_fields_named_mut(&mut self, fields: &mut syn::FieldsNamed) {
        self.retain(&mut fields.named, |field| Some(&mut field.attrs));
        visit_mut::visit_fields_named_mut(self, fields);
    }

    fn visit_fields_unnamed_mut(&mut self, fields: &mut syn::FieldsUnnamed) {
        self.retain(&mut fields.unnamed, |field| Some(&mut field.attrs));
        visit_mut::visit_fields_unnamed_mut(self, fields);
    }

    fn visit_item_enum_mut(&mut self, item: &mut syn::ItemEnum) {
        self.retain(&mut item.variants, |variant| Some(&mut variant.attrs));
        visit_mut::visit_item_enum_mut(self, item);
    }

    fn visit_generics_mut(&mut self, generics: &mut syn::Generics) {
        self.retain(&mut generics.params, |parameter| {
            Some(match parameter {
                syn::GenericParam::Lifetime(lifetime) => &mut lifetime.attrs,
                syn::GenericParam::Type(ty) => &mut ty.attrs,
                syn::GenericParam::Const(constant) => &mut constant.attrs,
            })
        });
        visit_mut::visit_generics_mut(self, generics);
    }

    fn visit_signature_mut(&mut self, signature: &mut syn::Signature) {
        self.retain(&mut signature.inputs, |input| {
            Some(match input {
                syn::FnArg::Receiver(receiver) => &mut receiver.attrs,
                syn::FnArg::Typed(typed) => &mut typed.attrs,
            })
        });
        visit_mut::visit_signature_mut(self, signature);
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        block.stmts.retain_mut(|statement| {
            self.keep_node(match statement {
                syn::Stmt::Local(local) => Some(&mut local.attrs),
                syn::Stmt::Item(item) => item_attributes(item),
                syn::Stmt::Expr(expr, _) => expr_attributes(leftmost(expr)),
                syn::Stmt::Macro(call) => Some(&mut call.attrs),
            })
        });
        visit_mut::visit_block_mut(self, block);
    }

    fn visit_expr_match_mut(&mut self, expr: &mut syn::ExprMatch) {
        expr.arms.retain_mut(|arm| self.keep(&mut arm.attrs));
        visit_mut::visit_expr_match_mut(self, expr);
    }

    fn visit_expr_struct_mut(&mut self, expr: &mut syn::ExprStruct) {
        self.retain(&mut expr.fields, |field| Some(&mut field.attrs));
        visit_mut::visit_expr_struct_mut(self, expr);
    }

    fn visit_pat_struct_mut(&mut self, pattern: &mut syn::PatStruct) {
        self.retain(&mut pattern.fields, |field| Some(&mut field.attrs));
        visit_mut::visit_pat_struct_mut(self, pattern);
    }

    fn visit_expr_array_mut(&mut self, expr: &mut syn::ExprArray) {
        self.retain(&mut expr.elems, expr_attributes);
        visit_mut::visit_expr_array_mut(self, expr);
    }

    fn visit_expr_tuple_mut(&mut self, expr: &mut syn::ExprTuple) {
        self.retain(&mut expr.elems, expr_attributes);
        visit_mut::visit_expr_tuple_mut(self, expr);
    }

    fn visit_expr_call_mut(&mut self, expr: &mut syn::ExprCall) {
        self.retain(&mut expr.args, expr_attributes);
        visit_mut::visit_expr_call_mut(self, expr);
    }

    fn visit_expr_method_call_mut(&mut self, expr: &mut syn::ExprMethodCall) {
        self.retain(&mut expr.args, expr_attributes);
        visit_mut::visit_expr_method_call_mut(self, expr);
    }
}

/// Where syn puts the attributes of a statement such as `#[cfg(x)] a = b;`.
fn leftmost(mut expr: &mut Expr) -> &mut Expr {
    loop {
        expr = match expr {
            Expr::Assign(assign) => &mut assign.left,
            Expr::Binary(binary) => &mut binary.left,
            other => return other,
        };
    }
}
