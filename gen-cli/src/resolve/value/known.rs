//! Calls of the standard library that everybody writes defaults with.

use super::calls::unread;
use super::datum::{Datum, Set};
use super::number::Whole;
use super::{Scene, Values, Why};
use crate::resolve::known::{Integer, Known, Plain};
use crate::resolve::types::Type;
use kubewright_core::model::TyPath;
use serde_json::json;
use syn::Expr;

impl Values<'_> {
    /// A call by its canonical path; `of` is the type before the last segment.
    pub(super) fn call_known(
        &self,
        known: &[String],
        of: Option<&Type>,
        path: &TyPath,
        args: &[&Expr],
        scene: &Scene<'_>,
    ) -> Result<Datum, Why> {
        let [.., owner, name] = known else {
            return Err(unread(path));
        };
        if known.first().is_none_or(|krate| krate != "std") {
            return match (of, name.as_str(), args) {
                (Some(ty), "default", []) => self.default_value(ty, scene),
                _ => Err(unread(path)),
            };
        }
        match (owner.as_str(), name.as_str(), args) {
            ("Option", "Some", [arg]) => {
                let inner = self.expr(arg, &scene.wanting(argument(scene.wanted))?)?;
                Ok(Datum::Some(Box::new(inner)))
            }
            ("Box" | "Arc" | "Rc" | "Cell" | "RefCell" | "Mutex" | "RwLock", "new", [arg])
            | ("Cow", "Borrowed" | "Owned", [arg]) => self.expr(arg, &scene.wanting(argument(scene.wanted))?),
            ("Default", "default", []) => match scene.wanted {
                Some(ty) => self.default_value(ty, scene),
                None => Err("the type of `Default::default()` is not written".to_owned()),
            },
            (_, "default", []) => match of {
                Some(ty) => self.default_value(with_wanted(ty, scene.wanted), scene),
                None => Err(unread(path)),
            },
            ("Duration", _, _) => self.duration(name, path, args, scene),
            (_, "new", []) | (_, "with_capacity", [_]) => empty(owner).ok_or_else(|| unread(path)),
            (_, "from", [arg]) => self.from(owner, path, arg, scene),
            _ => Err(unread(path)),
        }
    }

    /// `Type::from(x)`.
    fn from(&self, owner: &str, path: &TyPath, arg: &Expr, scene: &Scene<'_>) -> Result<Datum, Why> {
        match owner {
            "String" | "Box" | "Arc" | "Rc" | "Cow" => match self.expr(arg, &scene.wanting(None)?)? {
                Datum::Text(text) => Ok(Datum::Text(text)),
                Datum::Char(character) if owner == "String" => Ok(Datum::text(character)),
                _ => Err(unread(path)),
            },
            "PathBuf" => match self.expr(arg, &scene.wanting(None)?)? {
                Datum::Text(text) => Ok(Datum::Written(json!(text))),
                _ => Err(unread(path)),
            },
            "Vec" | "VecDeque" | "LinkedList" => match self.expr(arg, &scene.wanting(scene.wanted)?)? {
                Datum::List(items) => Ok(Datum::List(items)),
                _ => Err(unread(path)),
            },
            "BTreeSet" | "HashSet" => match self.expr(arg, &scene.wanting(scene.wanted)?)? {
                Datum::List(items) => self.set(items, owner == "BTreeSet").map(Datum::Set),
                _ => Err(unread(path)),
            },
            "BTreeMap" | "HashMap" => {
                let pairs = match scene.wanted {
                    Some(Type::Known(Known::Map, args)) => args.get(..2).map(<[Type]>::to_vec),
                    _ => None,
                };
                let pairs = pairs.map(|pair| Type::Known(Known::List, vec![Type::Tuple(pair)]));
                match self.expr(arg, &scene.wanting(pairs.as_ref())?)? {
                    Datum::List(entries) => self.map(entries, owner == "BTreeMap").map(Datum::Map),
                    _ => Err(unread(path)),
                }
            }
            _ => Err(unread(path)),
        }
    }

    /// Constructors of `Duration` from whole numbers.
    fn duration(&self, name: &str, path: &TyPath, args: &[&Expr], scene: &Scene<'_>) -> Result<Datum, Why> {
        let whole = |arg: &Expr, integer: Integer| -> Result<u128, Why> {
            let wanted = Type::Known(Known::Plain(Plain::Integer(integer)), Vec::new());
            match self.expr(arg, &scene.wanting(Some(&wanted))?)? {
                Datum::Whole(Whole { number, .. }) => u128::try_from(number).map_err(|_| unread(path)),
                _ => Err(unread(path)),
            }
        };
        const SECOND: u128 = 1_000_000_000;
        let nanos = match (name, args) {
            ("default", []) => 0,
            ("from_secs", [arg]) => whole(arg, Integer::U64)? * SECOND,
            ("from_millis", [arg]) => whole(arg, Integer::U64)? * 1_000_000,
            ("from_micros", [arg]) => whole(arg, Integer::U64)? * 1_000,
            ("from_nanos", [arg]) => whole(arg, Integer::U64)?,
            ("new", [seconds, nanos]) => whole(seconds, Integer::U64)? * SECOND + whole(nanos, Integer::U32)?,
            _ => return Err(unread(path)),
        };
        let seconds = u64::try_from(nanos / SECOND).map_err(|_| unread(path))?;
        let rest = u64::try_from(nanos % SECOND).map_err(|_| unread(path))?;
        Ok(Datum::Written(json!({"secs": seconds, "nanos": rest})))
    }
}

/// What holds nothing when it is new.
fn empty(owner: &str) -> Option<Datum> {
    Some(match owner {
        "String" => Datum::text(""),
        "Vec" | "VecDeque" | "LinkedList" | "BinaryHeap" => Datum::List(Vec::new()),
        "BTreeSet" | "HashSet" => Datum::Set(Set {
            items: Vec::new(),
            ordered: true,
        }),
        "BTreeMap" | "HashMap" => Datum::Map(Vec::new()),
        "PathBuf" => Datum::Written(json!("")),
        _ => return None,
    })
}

/// What `Some(x)` and `Box::new(x)` want of `x`.
fn argument(wanted: Option<&Type>) -> Option<&Type> {
    match wanted? {
        Type::Known(Known::Option | Known::Pointer | Known::Wrapper, args) => args.last(),
        _ => None,
    }
}

/// A type whose arguments are left out is the one that is wanted, if that is of its kind.
fn with_wanted<'t>(ty: &'t Type, wanted: Option<&'t Type>) -> &'t Type {
    match (ty, wanted) {
        (Type::Known(known, args), Some(wanted @ Type::Known(other, _)))
            if args.is_empty() && known == other =>
        {
            wanted
        }
        _ => ty,
    }
}
