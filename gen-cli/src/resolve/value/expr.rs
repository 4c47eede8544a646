//! Expressions as values.

use super::datum::Datum;
use super::number::NumberType;
use super::{Scene, Values, Why, cast, literal, operators};
use crate::resolve::known::Known;
use crate::resolve::types::Type;
use syn::punctuated::Punctuated;
use syn::{Attribute, BinOp, Expr, ExprBinary, ExprUnary, Token, UnOp};

impl Values<'_> {
    /// The value of an expression.
    pub(super) fn expr(&self, expr: &Expr, scene: &Scene<'_>) -> Result<Datum, Why> {
        let inner = scene.wanting(scene.wanted)?;
        let (attributes, value) = self.read(expr, scene, &inner);
        if attributes.is_empty() {
            value
        } else {
            Err("an attribute stands before it".to_owned())
        }
    }

    fn read<'e>(
        &self,
        expr: &'e Expr,
        scene: &Scene<'_>,
        inner: &Scene<'_>,
    ) -> (&'e [Attribute], Result<Datum, Why>) {
        match expr {
            Expr::Lit(of) => (&of.attrs, literal::literal(&of.lit, scene.wanted)),
            Expr::Paren(of) => (&of.attrs, self.expr(&of.expr, inner)),
            Expr::Group(of) => (&of.attrs, self.expr(&of.expr, inner)),
            Expr::Reference(of) => (&of.attrs, self.referred(&of.expr, scene)),
            Expr::Cast(of) => (&of.attrs, self.cast(of, scene)),
            Expr::Block(of) if of.label.is_none() => (&of.attrs, self.block(&of.block, inner)),
            Expr::Unary(of) => (&of.attrs, self.unary(of, inner)),
            Expr::Binary(of) => (&of.attrs, self.binary(of, scene)),
            Expr::Array(of) => (&of.attrs, self.list(&of.elems, scene).map(Datum::List)),
            Expr::Repeat(of) => (&of.attrs, self.repeat(&of.expr, &of.len, scene).map(Datum::List)),
            Expr::Tuple(of) => (&of.attrs, self.tuple(&of.elems, scene)),
            Expr::Path(of) => {
                let path = self.path(of.qself.as_ref(), &of.path);
                (&of.attrs, path.and_then(|path| self.path_value(&path, inner)))
            }
            Expr::Call(of) => (&of.attrs, self.call(of, inner)),
            Expr::MethodCall(of) => (&of.attrs, self.method(of, scene)),
            Expr::Struct(of) => (&of.attrs, self.struct_literal(of, inner)),
            Expr::Macro(of) => (&of.attrs, self.macro_call(&of.mac, scene)),
            _ => (
                &[],
                Err("it is an expression that would have to be run".to_owned()),
            ),
        }
    }

    /// `&x`: serde writes what it refers to.
    fn referred(&self, of: &Expr, scene: &Scene<'_>) -> Result<Datum, Why> {
        let wanted = match scene.wanted {
            Some(Type::Known(Known::Pointer | Known::Wrapper, args)) => args.last(),
            _ => None,
        };
        self.expr(of, &scene.wanting(wanted)?)
    }

    fn unary(&self, unary: &ExprUnary, scene: &Scene<'_>) -> Result<Datum, Why> {
        match unary.op {
            UnOp::Neg(_) => match literal::negative(&unary.expr, scene.wanted) {
                Some(value) => value,
                None => operators::negative(self.expr(&unary.expr, scene)?),
            },
            UnOp::Not(_) => operators::inverted(self.expr(&unary.expr, scene)?),
            UnOp::Deref(_) => match self.expr(&unary.expr, &scene.wanting(None)?)? {
                Datum::Own(_) | Datum::Written(_) => Err("`*` would have to be run here".to_owned()),
                value => Ok(value),
            },
            _ => Err("an operator of this kind is not read".to_owned()),
        }
    }

    /// The operands of arithmetic have the type of its result.
    fn binary(&self, binary: &ExprBinary, scene: &Scene<'_>) -> Result<Datum, Why> {
        let result = scene.wanted.filter(|ty| NumberType::of(ty).is_some());
        let (left, right) = match binary.op {
            BinOp::Add(_) | BinOp::Sub(_) | BinOp::Mul(_) | BinOp::Div(_) | BinOp::Rem(_) => (result, result),
            BinOp::BitOr(_) | BinOp::BitAnd(_) | BinOp::BitXor(_) => (result, result),
            BinOp::Shl(_) | BinOp::Shr(_) => (result, None),
            _ => (None, None),
        };
        let left = self.expr(&binary.left, &scene.wanting(left)?)?;
        let right = self.expr(&binary.right, &scene.wanting(right)?)?;
        operators::binary(&binary.op, left, right)
    }

    /// A literal takes the type that it is cast to.
    fn cast(&self, of: &syn::ExprCast, scene: &Scene<'_>) -> Result<Datum, Why> {
        let ty = self.syn_type_in(&of.ty, scene.place);
        let ty = ty.ok_or_else(|| "the type of a cast is not known".to_owned())?;
        let wanted = literal::is_literal(&of.expr).then_some(&ty);
        cast::cast(self.expr(&of.expr, &scene.wanting(wanted)?)?, &ty)
    }

    pub(super) fn list<'e>(
        &self,
        items: impl IntoIterator<Item = &'e Expr>,
        scene: &Scene<'_>,
    ) -> Result<Vec<Datum>, Why> {
        let inner = scene.wanting(item_type(scene.wanted))?;
        items.into_iter().map(|item| self.expr(item, &inner)).collect()
    }

    /// `[x; n]`, where `x` is copied.
    pub(super) fn repeat(&self, item: &Expr, len: &Expr, scene: &Scene<'_>) -> Result<Vec<Datum>, Why> {
        let item = self.expr(item, &scene.wanting(item_type(scene.wanted))?)?;
        match self.expr(len, &scene.wanting(None)?)? {
            Datum::Whole(len) => match u64::try_from(len.number) {
                Ok(len) => item.repeated(len),
                Err(_) => Err("the list's length is no number that a list can have".to_owned()),
            },
            _ => Err("the list's length is no number that can be read".to_owned()),
        }
    }

    fn tuple(&self, items: &Punctuated<Expr, Token![,]>, scene: &Scene<'_>) -> Result<Datum, Why> {
        let types = match scene.wanted {
            Some(Type::Tuple(types)) => types.as_slice(),
            _ => &[],
        };
        if items.is_empty() {
            return Ok(Datum::Unit);
        }
        let values = items
            .iter()
            .enumerate()
            .map(|(index, item)| self.expr(item, &scene.wanting(types.get(index))?));
        values.collect::<Result<_, _>>().map(Datum::Tuple)
    }
}

/// What a list's items are wanted to be.
fn item_type(wanted: Option<&Type>) -> Option<&Type> {
    match wanted? {
        Type::Known(Known::List | Known::Heap | Known::Set, args) => args.first(),
        Type::Known(Known::Pointer | Known::Wrapper | Known::Option, args) => item_type(args.last()),
        Type::Array(item, _) => Some(item),
        _ => None,
    }
}
