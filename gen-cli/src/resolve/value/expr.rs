//! Expressions as values.

use super::number;
use super::{Scene, Values, Why};
use crate::resolve::known::{Known, Plain};
use crate::resolve::scope::plain;
use crate::resolve::types::Type;
use serde_json::Value;
use syn::punctuated::Punctuated;
use syn::{Expr, Lit, Token, UnOp};

impl Values<'_> {
    /// The value of an expression.
    pub(super) fn expr(&self, expr: &Expr, scene: &Scene<'_>) -> Result<Value, Why> {
        let inner = scene.wanting(scene.wanted)?;
        match expr {
            Expr::Lit(lit) => literal(&lit.lit, scene.wanted),
            Expr::Paren(expr) => self.expr(&expr.expr, &inner),
            Expr::Group(expr) => self.expr(&expr.expr, &inner),
            Expr::Reference(expr) => self.expr(&expr.expr, &inner),
            Expr::Cast(expr) => self.cast(expr, scene),
            Expr::Block(expr) if expr.label.is_none() => self.block(&expr.block, &inner),
            Expr::Unary(expr) if matches!(expr.op, UnOp::Neg(_)) => {
                number::negative(&self.expr(&expr.expr, &inner)?)
            }
            Expr::Unary(expr) if matches!(expr.op, UnOp::Not(_)) => match self.expr(&expr.expr, &inner)? {
                Value::Bool(value) => Ok(Value::Bool(!value)),
                _ => Err("`!` stands before what is no bool".to_owned()),
            },
            Expr::Binary(expr) => {
                let (left, right) = (self.expr(&expr.left, &inner)?, self.expr(&expr.right, &inner)?);
                number::binary(&expr.op, &left, &right)
            }
            Expr::Array(expr) => self.list(&expr.elems, scene),
            Expr::Repeat(expr) => self.repeat(&expr.expr, &expr.len, scene),
            Expr::Tuple(expr) => self.tuple(&expr.elems, scene),
            Expr::Path(expr) if expr.qself.is_none() => {
                self.path_value(&path_names(&expr.path), expr.path.leading_colon.is_some(), &inner)
            }
            Expr::Call(call) => self.call(call, &inner),
            Expr::MethodCall(call) => self.method(call, scene),
            Expr::Struct(expr) => self.struct_literal(expr, &inner),
            Expr::Macro(expr) => self.macro_call(&expr.mac, scene),
            _ => Err("it is an expression that would have to be run".to_owned()),
        }
    }

    /// A function's body, or a block: one expression and nothing else.
    pub(super) fn block(&self, block: &syn::Block, scene: &Scene<'_>) -> Result<Value, Why> {
        match block.stmts.as_slice() {
            [syn::Stmt::Expr(Expr::Return(expr), _)] => match &expr.expr {
                Some(expr) => self.expr(expr, scene),
                None => Err("it returns nothing".to_owned()),
            },
            [syn::Stmt::Expr(expr, None)] => self.expr(expr, scene),
            [syn::Stmt::Macro(call)] if call.semi_token.is_none() => self.macro_call(&call.mac, scene),
            _ => Err("its body is more than one value".to_owned()),
        }
    }

    fn cast(&self, cast: &syn::ExprCast, scene: &Scene<'_>) -> Result<Value, Why> {
        let value = self.expr(&cast.expr, &scene.wanting(None)?)?;
        let ty = self.types.resolve(&self.containers.ty(&cast.ty), scene.site).ok();
        match (ty, number::whole(&value)) {
            (Some(Type::Known(Known::Plain(Plain::Format("number", format)), _)), Some(_)) => value
                .as_f64()
                .and_then(|value| number::float(value, format == "float"))
                .ok_or_else(|| "the number is not finite".to_owned()),
            (Some(ty), Some(number)) if in_range(&ty, number) => Ok(value),
            _ => Err("a cast that may change the value would have to be run".to_owned()),
        }
    }

    /// What a list's items are wanted to be.
    fn item_type(wanted: Option<&Type>) -> Option<&Type> {
        match wanted? {
            Type::Known(Known::List | Known::Set, args) => args.first(),
            Type::Known(Known::Wrapper | Known::Option, args) => Self::item_type(args.last()),
            Type::Array(item, _) => Some(item),
            _ => None,
        }
    }

    pub(super) fn list<'e>(
        &self,
        items: impl IntoIterator<Item = &'e Expr>,
        scene: &Scene<'_>,
    ) -> Result<Value, Why> {
        let inner = scene.wanting(Self::item_type(scene.wanted))?;
        items
            .into_iter()
            .map(|item| self.expr(item, &inner))
            .collect::<Result<_, _>>()
            .map(Value::Array)
    }

    pub(super) fn repeat(&self, item: &Expr, len: &Expr, scene: &Scene<'_>) -> Result<Value, Why> {
        const MOST: u64 = 10_000;
        let item = self.expr(item, &scene.wanting(Self::item_type(scene.wanted))?)?;
        match self.expr(len, &scene.wanting(None)?)?.as_u64() {
            Some(len @ 0..=MOST) => Ok(Value::Array((0..len).map(|_| item.clone()).collect())),
            _ => Err("the list's length is no number that is small enough for a default".to_owned()),
        }
    }

    fn tuple(&self, items: &Punctuated<Expr, Token![,]>, scene: &Scene<'_>) -> Result<Value, Why> {
        let types = match scene.wanted {
            Some(Type::Tuple(types)) => types.as_slice(),
            _ => &[],
        };
        if items.is_empty() {
            return Ok(Value::Null);
        }
        let values = items
            .iter()
            .enumerate()
            .map(|(index, item)| self.expr(item, &scene.wanting(types.get(index))?));
        values.collect::<Result<_, _>>().map(Value::Array)
    }
}

fn literal(lit: &Lit, wanted: Option<&Type>) -> Result<Value, Why> {
    let single = matches!(
        wanted,
        Some(Type::Known(Known::Plain(Plain::Format("number", "float")), _))
    );
    match lit {
        Lit::Str(text) => Ok(Value::from(text.value())),
        Lit::Char(character) => Ok(Value::from(character.value().to_string())),
        Lit::Bool(value) => Ok(Value::from(value.value)),
        Lit::Int(number) if matches!(number.suffix(), "f32" | "f64") => {
            let float = number
                .base10_digits()
                .parse()
                .ok()
                .and_then(|value| number::float(value, number.suffix() == "f32"));
            float.ok_or_else(|| format!("{number} is no finite number"))
        }
        Lit::Int(number) => number
            .base10_parse::<i128>()
            .ok()
            .and_then(number::integer)
            .ok_or_else(|| format!("{number} doesn't fit in 64 bits")),
        Lit::Float(number) => {
            let float = number
                .base10_parse()
                .ok()
                .and_then(|value| number::float(value, single || number.suffix() == "f32"));
            float.ok_or_else(|| format!("{number} is no finite number"))
        }
        _ => Err("a literal of this kind is not read".to_owned()),
    }
}

pub(super) fn in_range(ty: &Type, number: i128) -> bool {
    let Type::Known(Known::Plain(plain), _) = ty else {
        return false;
    };
    let (low, high) = match plain {
        Plain::Ranged(_, low, high) => (i128::from(*low), i128::from(*high)),
        Plain::Format("integer", "int32") => (i32::MIN.into(), i32::MAX.into()),
        Plain::Format("integer", "int64" | "int") => (i64::MIN.into(), i64::MAX.into()),
        Plain::Unsigned("uint32", 0) => (0, u32::MAX.into()),
        Plain::Unsigned("uint64" | "uint", 0) => (0, u64::MAX.into()),
        _ => return false,
    };
    (low..=high).contains(&number)
}

pub(super) fn path_names(path: &syn::Path) -> Vec<String> {
    path.segments
        .iter()
        .map(|segment| plain(&segment.ident))
        .collect()
}
