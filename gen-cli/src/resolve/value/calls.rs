//! Calls as values: constructors, conversions of the standard library, functions without arguments.

use super::expr::{in_range, path_names};
use super::{Scene, Values, Why, is_text, number};
use crate::resolve::known::Known;
use crate::resolve::names::{Meaning, ModuleId};
use crate::resolve::types::{Site, Type};
use serde_json::{Map, Value};
use syn::punctuated::Punctuated;
use syn::{Expr, Token};

impl Values<'_> {
    pub(super) fn call(&self, call: &syn::ExprCall, scene: &Scene<'_>) -> Result<Value, Why> {
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

    fn function(&self, function: &syn::ItemFn, module: &ModuleId, scene: &Scene<'_>) -> Result<Value, Why> {
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

    pub(super) fn method(&self, call: &syn::ExprMethodCall, scene: &Scene<'_>) -> Result<Value, Why> {
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
}

/// What `Some(x)` and `Box::new(x)` want of `x`.
fn argument(wanted: Option<&Type>) -> Option<&Type> {
    match wanted? {
        Type::Known(Known::Option | Known::Wrapper, args) => args.last(),
        _ => None,
    }
}
