//! Expressions as values.

use super::number;
use super::{Scene, Values, Why, is_text};
use crate::resolve::known::{Known, Plain};
use crate::resolve::names::Meaning;
use crate::resolve::scope::plain;
use crate::resolve::types::{Site, Type};
use serde_json::{Map, Value};
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

    fn repeat(&self, item: &Expr, len: &Expr, scene: &Scene<'_>) -> Result<Value, Why> {
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

    fn call(&self, call: &syn::ExprCall, scene: &Scene<'_>) -> Result<Value, Why> {
        let Expr::Path(path) = &*call.func else {
            return Err("it calls what would have to be run".to_owned());
        };
        if path.qself.is_some() {
            return Err("it calls what would have to be run".to_owned());
        }
        let args: Vec<&Expr> = call.args.iter().collect();
        self.call_path(
            &path_names(&path.path),
            path.path.leading_colon.is_some(),
            &args,
            scene,
        )
    }

    /// A call of a path: a constructor, a conversion of the standard library, or a function without arguments.
    pub(super) fn call_path(
        &self,
        path: &[String],
        leading_colon: bool,
        args: &[&Expr],
        scene: &Scene<'_>,
    ) -> Result<Value, Why> {
        let shown = path.join("::");
        match (self.meaning(path, leading_colon, scene)?, args) {
            (Meaning::Item(id), args) => match self.types.sources.item(&id) {
                Some(syn::Item::Fn(function)) if args.is_empty() && function.sig.inputs.is_empty() => {
                    self.function(function, &id.module, scene)
                }
                Some(syn::Item::Struct(_)) => self.tuple_struct(&id, args, scene),
                _ => Err(format!("`{shown}` would have to be run")),
            },
            (Meaning::Member(of, name), args) => self.member_call(*of, &name, args, scene, &shown),
            (Meaning::Kubernetes(path), [arg]) => self.kubernetes_call(&path, arg, scene),
            (Meaning::Known(path), args) => self.known_call(&path, args, scene, &shown),
            _ => Err(format!("`{shown}` would have to be run")),
        }
    }

    fn function(
        &self,
        function: &syn::ItemFn,
        module: &crate::resolve::names::ModuleId,
        scene: &Scene<'_>,
    ) -> Result<Value, Why> {
        let site = Site {
            module: module.clone(),
            self_type: None,
            parameters: Vec::new(),
        };
        let returned = match &function.sig.output {
            syn::ReturnType::Type(_, ty) => self.types.resolve(&self.containers.ty(ty), &site).ok(),
            syn::ReturnType::Default => None,
        };
        let inner = Scene {
            site: &site,
            wanted: None,
            depth: scene.depth,
        };
        self.block(
            &function.block,
            &inner.wanting(returned.as_ref().or(scene.wanted))?,
        )
    }

    fn known_call(
        &self,
        path: &[String],
        args: &[&Expr],
        scene: &Scene<'_>,
        shown: &str,
    ) -> Result<Value, Why> {
        let [.., of, name] = path else {
            return Err(format!("`{shown}` would have to be run"));
        };
        match (of.as_str(), name.as_str(), args) {
            (_, "Some", [arg])
            | ("Box" | "Arc" | "Rc" | "Cell" | "RefCell" | "Mutex" | "RwLock", "new", [arg]) => {
                self.expr(arg, &scene.wanting(argument(scene.wanted))?)
            }
            ("String", "from", [arg]) => self.expr(arg, &scene.wanting(None)?),
            ("String", "new", []) => Ok(Value::from("")),
            ("Vec" | "BTreeSet" | "HashSet" | "VecDeque", "new", []) => Ok(Value::Array(Vec::new())),
            ("BTreeMap" | "HashMap", "new", []) => Ok(Value::Object(Map::new())),
            ("Vec" | "BTreeSet" | "HashSet" | "VecDeque", "from", [arg]) => {
                self.expr(arg, &scene.wanting(scene.wanted)?)
            }
            ("BTreeMap" | "HashMap", "from", [Expr::Array(entries)]) => self.map(&entries.elems, scene),
            ("Default", "default", []) => match scene.wanted {
                Some(ty) => self.default_at(ty, scene.depth),
                None => Err("the type of `Default::default()` is not written".to_owned()),
            },
            (_, "default", []) => {
                let of: Vec<String> = path.iter().take(path.len() - 1).cloned().collect();
                match crate::resolve::known::by_path(&of) {
                    Some(known) => self.default_at(&Type::Known(known, Vec::new()), scene.depth),
                    None => Err(format!("`{shown}` would have to be run")),
                }
            }
            ("Duration", "from_secs", [arg]) => {
                let secs = self.expr(arg, &scene.wanting(None)?)?;
                Ok(serde_json::json!({"secs": secs, "nanos": 0}))
            }
            _ => Err(format!("`{shown}` would have to be run")),
        }
    }

    fn map(&self, entries: &Punctuated<Expr, Token![,]>, scene: &Scene<'_>) -> Result<Value, Why> {
        let (key, value) = match scene.wanted {
            Some(Type::Known(Known::Map, args)) => (args.first(), args.get(1)),
            _ => (None, None),
        };
        let mut map = Map::new();
        for entry in entries {
            let Expr::Tuple(pair) = entry else {
                return Err("a map's entry is no pair".to_owned());
            };
            let mut parts = pair.elems.iter();
            let (Some(name), Some(content), None) = (parts.next(), parts.next(), parts.next()) else {
                return Err("a map's entry is no pair".to_owned());
            };
            let name = match self.expr(name, &scene.wanting(key)?)? {
                Value::String(name) => name,
                Value::Number(number) => number.to_string(),
                _ => return Err("a map's key is neither text nor a number".to_owned()),
            };
            map.insert(name, self.expr(content, &scene.wanting(value)?)?);
        }
        Ok(Value::Object(map))
    }

    fn method(&self, call: &syn::ExprMethodCall, scene: &Scene<'_>) -> Result<Value, Why> {
        let name = call.method.to_string();
        if !call.args.is_empty() {
            return Err(format!("`.{name}(…)` would have to be run"));
        }
        let kept = matches!(
            name.as_str(),
            "to_owned" | "clone" | "to_vec" | "as_str" | "as_ref"
        );
        let receiver = self.expr(
            &call.receiver,
            &scene.wanting(if kept { scene.wanted } else { None })?,
        )?;
        match (name.as_str(), &receiver) {
            _ if kept => Ok(receiver),
            ("to_string" | "into", Value::String(_))
                if name == "to_string" || scene.wanted.is_none_or(is_text) =>
            {
                Ok(receiver)
            }
            ("to_string", value) if number::whole(value).is_some() => Ok(Value::from(value.to_string())),
            ("into", Value::Number(_))
                if scene
                    .wanted
                    .is_some_and(|ty| number::whole(&receiver).is_some_and(|n| in_range(ty, n))) =>
            {
                Ok(receiver)
            }
            _ => Err(format!("`.{name}()` would have to be run here")),
        }
    }

    fn macro_arguments(&self, call: &syn::Macro) -> Result<Arguments, Why> {
        let tokens = call.tokens.clone();
        let parsed = crate::walk::parse_tokens(self.types.sources.stack, tokens);
        parsed.map_err(|_| "a macro's arguments are written in a form that is not read".to_owned())
    }

    fn macro_call(&self, call: &syn::Macro, scene: &Scene<'_>) -> Result<Value, Why> {
        let name = call
            .path
            .segments
            .last()
            .map(|segment| plain(&segment.ident))
            .unwrap_or_default();
        match name.as_str() {
            "vec" => match self.macro_arguments(call)? {
                Arguments::List(items) => self.list(&items, scene),
                Arguments::Repeat(item, len) => self.repeat(&item, &len, scene),
            },
            "concat" => {
                let Arguments::List(parts) = self.macro_arguments(call)? else {
                    return Err("`concat!` holds what is no list".to_owned());
                };
                let mut text = String::new();
                for part in &parts {
                    match self.expr(part, &scene.wanting(None)?)? {
                        Value::String(part) => text.push_str(&part),
                        other => text.push_str(&other.to_string()),
                    }
                }
                Ok(Value::from(text))
            }
            _ => Err(format!("what `{name}!` makes would have to be expanded")),
        }
    }
}

/// What stands between a macro's brackets.
enum Arguments {
    /// `a, b, c`.
    List(Punctuated<Expr, Token![,]>),
    /// `item; len`.
    Repeat(Box<Expr>, Box<Expr>),
}

impl syn::parse::Parse for Arguments {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            return Ok(Self::List(Punctuated::new()));
        }
        let first: Expr = input.parse()?;
        if input.parse::<Option<Token![;]>>()?.is_some() {
            return Ok(Self::Repeat(Box::new(first), Box::new(input.parse()?)));
        }
        let mut items = Punctuated::new();
        items.push_value(first);
        while let Some(comma) = input.parse::<Option<Token![,]>>()? {
            items.push_punct(comma);
            if input.is_empty() {
                break;
            }
            items.push_value(input.parse()?);
        }
        Ok(Self::List(items))
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

fn in_range(ty: &Type, number: i128) -> bool {
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

/// What `Some(x)` and `Box::new(x)` want of `x`.
fn argument(wanted: Option<&Type>) -> Option<&Type> {
    match wanted? {
        Type::Known(Known::Option | Known::Wrapper, args) => args.last(),
        _ => None,
    }
}

fn path_names(path: &syn::Path) -> Vec<String> {
    path.segments
        .iter()
        .map(|segment| plain(&segment.ident))
        .collect()
}
