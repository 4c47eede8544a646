//! Bodies of functions, and blocks.

use super::datum::Datum;
use super::{Place, Scene, Values, Why};
use crate::resolve::scope::plain;
use syn::{Block, Expr, Signature, Stmt};

impl Values<'_> {
    /// A function's body, or a block: one expression and nothing else.
    pub(super) fn block(&self, block: &Block, scene: &Scene<'_>) -> Result<Datum, Why> {
        match block.stmts.as_slice() {
            [Stmt::Expr(Expr::Return(expr), _)] if expr.attrs.is_empty() => match &expr.expr {
                Some(expr) => self.expr(expr, scene),
                None => Err("it returns nothing".to_owned()),
            },
            [Stmt::Expr(expr, None)] => self.expr(expr, scene),
            [Stmt::Macro(call)] if call.semi_token.is_none() && call.attrs.is_empty() => {
                self.macro_call(&call.mac, scene)
            }
            _ => Err("its body is more than one value".to_owned()),
        }
    }

    /// What a function without arguments gives. `place` is that of the signature; the function's own parameters are
    /// those that its result shows.
    pub(super) fn function(
        &self,
        sig: &Signature,
        body: &Block,
        mut place: Place,
        scene: &Scene<'_>,
    ) -> Result<Datum, Why> {
        if !sig.inputs.is_empty() || sig.asyncness.is_some() {
            return Err(format!("`{}` would have to be run", sig.ident));
        }
        let own = sig.generics.type_params().map(|param| plain(&param.ident));
        let own: Vec<String> = own.collect();
        for name in &own {
            place.given.remove(name);
        }
        place.site.parameters.extend(own.iter().cloned());
        let constants = sig.generics.const_params().map(|param| plain(&param.ident));
        place.constants.extend(constants);
        let returned = match &sig.output {
            syn::ReturnType::Type(_, ty) => self.syn_type_in(ty, &place),
            syn::ReturnType::Default => None,
        };
        if let (Some(returned), Some(wanted), false) = (&returned, scene.wanted, own.is_empty()) {
            super::unify::fits(returned, wanted, &mut place.given);
        }
        let returned = returned.map(|ty| crate::resolve::types::substitute(&ty, &place.given));
        let returned = returned.as_ref();
        self.block(body, &scene.place(&place, returned)?)
    }
}
