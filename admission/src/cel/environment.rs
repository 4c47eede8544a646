//! What an expression may refer to: functions by Kubernetes version, type names, `self` and `oldSelf`.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::decl_type::DeclType;
use super::names::RESERVED;
use super::syntax::Syntax;
use super::types::Type;
use crate::KubernetesVersion;

/// The declarations, one overload a line.
const DECLARATIONS: &str = include_str!("data/declarations.tsv");

/// Whether an expression is new or stands in the stored object already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExpressionSet {
    /// New: only what the previous minor version knows too, so that the server can be rolled back.
    New,
    /// Stored: everything that this server knows.
    Stored,
}

/// One way to call a function.
#[derive(Debug)]
pub struct Overload {
    /// Its identifier.
    pub id: Arc<str>,
    /// Called upon a receiver, which is the first argument.
    pub member: bool,
    /// The types of the arguments; type parameters are free.
    pub args: Vec<Type>,
    /// The type of the result.
    pub result: Type,
    /// Whether it has type parameters.
    pub generic: bool,
    since: u32,
    /// The last minor version whose server has it.
    until: u32,
}

/// The functions of all versions, by name.
fn functions() -> &'static HashMap<&'static str, Vec<Overload>> {
    static FUNCTIONS: OnceLock<HashMap<&'static str, Vec<Overload>>> = OnceLock::new();
    FUNCTIONS.get_or_init(|| {
        let mut functions: HashMap<&'static str, Vec<Overload>> = HashMap::new();
        for line in DECLARATIONS.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&'static str> = line.split('\t').collect();
            let [name, kind, id, args, result, since] = columns.as_slice() else {
                continue;
            };
            let args: Vec<Type> = args.split(';').filter(|a| !a.is_empty()).map(read_type).collect();
            let result = read_type(result);
            let generic = args.iter().chain([&result]).any(has_parameter);
            let (since, until) = since.split_once('-').unwrap_or((since, ""));
            let (since, until) = (since.parse().unwrap_or(0), until.parse().unwrap_or(u32::MAX));
            let overload = Overload {
                id: Arc::from(*id),
                member: *kind == "M",
                args,
                result,
                generic,
                since,
                until,
            };
            functions.entry(name).or_default().push(overload);
        }
        functions
    })
}

fn has_parameter(ty: &Type) -> bool {
    matches!(ty, Type::Param(_)) || ty.parameters().into_iter().any(has_parameter)
}

/// A type of the table: `list(A)`, `map(K,V)`, `opt(T)`, `type(T)`, a name; one letter is a type parameter.
fn read_type(text: &str) -> Type {
    if let Some((outer, inner)) = text.strip_suffix(')').and_then(|t| t.split_once('(')) {
        let parts = split_top(inner).map(read_type).collect::<Vec<_>>();
        return match (outer, parts.as_slice()) {
            ("list", [element]) => Type::list(element.clone()),
            ("map", [key, value]) => Type::map(key.clone(), value.clone()),
            ("type", [of]) => Type::Type(Arc::new(of.clone())),
            ("opt", [of]) => Type::optional(of.clone()),
            _ => Type::Opaque(Arc::from(outer), parts),
        };
    }
    match text {
        "dyn" => Type::Dyn,
        "bool" => Type::Bool,
        "int" => Type::Int,
        "uint" => Type::Uint,
        "double" => Type::Double,
        "string" => Type::String,
        "bytes" => Type::Bytes,
        "duration" => Type::Duration,
        "timestamp" => Type::Timestamp,
        "IP" | "CIDR" => Type::Opaque(Arc::from(format!("net.{text}")), Vec::new()),
        "URL" | "Quantity" | "Semver" => Type::Struct(Arc::from(format!("kubernetes.{text}"))),
        "Format" => Type::Struct(Arc::from("kubernetes.NamedFormat")),
        _ if text.len() == 1 => Type::Param(Arc::from(text)),
        _ => Type::Struct(Arc::from(format!("kubernetes.authorization.{text}"))),
    }
}

/// Splits at the commas outside parentheses.
fn split_top(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    text.split(move |c| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    })
}

/// Whether a name stands for a type in an expression.
pub(super) fn names_type(name: &str) -> bool {
    type_named(name, KubernetesVersion::default()).is_some()
}

/// The type that a name stands for in an expression, if it names one.
pub(super) fn type_named(name: &str, version: KubernetesVersion) -> Option<Type> {
    let abstract_type = |name: &str| Some(Type::Opaque(Arc::from(name), Vec::new()));
    // Until 1.36 the parts of these have no types yet.
    let old = version < KubernetesVersion::V1_37;
    let part = |name: &str| {
        if old {
            Type::Param(Arc::from(name))
        } else {
            Type::Dyn
        }
    };
    match name.strip_prefix('.').unwrap_or(name) {
        "bool" => Some(Type::Bool),
        "bytes" => Some(Type::Bytes),
        "double" => Some(Type::Double),
        "int" => Some(Type::Int),
        "uint" => Some(Type::Uint),
        "string" => Some(Type::String),
        "null_type" => Some(Type::Null),
        "list" => Some(Type::list(part("A"))),
        "map" => Some(Type::map(part("A"), part("B"))),
        "duration" | "google.protobuf.Duration" => Some(Type::Duration),
        "timestamp" | "google.protobuf.Timestamp" => Some(Type::Timestamp),
        "optional_type" if !old => Some(Type::optional(Type::Dyn)),
        known @ ("type" | "optional_type" | "net.IP" | "net.CIDR") => abstract_type(known),
        _ => None,
    }
}

/// The object types below a root, by name.
pub(crate) type Objects = Arc<HashMap<Arc<str>, Arc<DeclType>>>;

/// Collects the object types of `root` and below.
pub(crate) fn objects_of(root: &Arc<DeclType>) -> Objects {
    let mut objects = HashMap::new();
    let mut pending = vec![Arc::clone(root)];
    while let Some(next) = pending.pop() {
        pending.extend(next.fields.values().chain(&next.element).map(Arc::clone));
        if let Type::Struct(name) = &next.ty {
            objects.insert(Arc::clone(name), next);
        }
    }
    Arc::new(objects)
}

/// What one expression may refer to.
#[derive(Debug, Clone)]
pub struct Environment {
    self_type: Type,
    optional_old_self: bool,
    objects: Objects,
    version: KubernetesVersion,
    set: ExpressionSet,
}

impl Environment {
    /// The environment of rules upon data of type `root`, whose object types are known already.
    pub(crate) fn within(
        root: &DeclType,
        objects: &Objects,
        version: KubernetesVersion,
        set: ExpressionSet,
    ) -> Environment {
        Environment {
            self_type: root.ty.clone(),
            optional_old_self: false,
            objects: Arc::clone(objects),
            version,
            set,
        }
    }

    /// The environment of rules upon data of type `root`.
    pub fn new(root: &Arc<DeclType>, version: KubernetesVersion, set: ExpressionSet) -> Environment {
        Environment::within(root, &objects_of(root), version, set)
    }

    /// The same environment where `oldSelf` is an optional.
    pub fn with_optional_old_self(&self, optional: bool) -> Environment {
        Environment {
            optional_old_self: optional,
            ..self.clone()
        }
    }

    /// The same environment for new or for stored expressions.
    pub fn with_set(&self, set: ExpressionSet) -> Environment {
        Environment { set, ..self.clone() }
    }

    /// The version of the server.
    pub(super) fn version(&self) -> KubernetesVersion {
        self.version
    }

    /// The newest minor version whose functions may be used.
    fn newest(&self) -> u32 {
        match self.set {
            ExpressionSet::New => self.version.minor().saturating_sub(1),
            ExpressionSet::Stored => self.version.minor(),
        }
    }

    /// What the parser has to know.
    pub fn syntax(&self) -> Syntax {
        Syntax {
            sort_by: self.newest() >= 34,
            escaped_names: self.version >= KubernetesVersion::V1_37,
        }
    }

    /// The type of a variable or of a type's name.
    pub fn variable(&self, name: &str) -> Option<Type> {
        match name.strip_prefix('.').unwrap_or(name) {
            "self" => Some(self.self_type.clone()),
            "oldSelf" if self.optional_old_self => Some(Type::optional(self.self_type.clone())),
            "oldSelf" => Some(self.self_type.clone()),
            other => type_named(other, self.version).map(|ty| Type::Type(Arc::new(ty))),
        }
    }

    /// The overloads of a function that this server knows.
    pub fn overloads(&self, name: &str) -> impl Iterator<Item = &'static Overload> + use<> {
        let (newest, server) = (self.newest(), self.version.minor());
        let name = name.strip_prefix('.').unwrap_or(name);
        functions()
            .get(name)
            .into_iter()
            .flatten()
            .filter(move |overload| overload.since <= newest && server <= overload.until)
    }

    /// Whether an object type is known, and the type of one of its fields. A keyword may be written unescaped.
    pub fn field(&self, object: &str, field: &str) -> FieldLookup {
        let Some(decl) = self.objects.get(object) else {
            return FieldLookup::NoObject;
        };
        let escaped = RESERVED.contains(&field).then(|| format!("__{field}__"));
        let found = decl.fields.get(field).or_else(|| decl.fields.get(&escaped?));
        found.map_or(FieldLookup::NoField, |field| FieldLookup::Found(field.ty.clone()))
    }
}

/// What a field of an object type is.
#[derive(Debug)]
pub enum FieldLookup {
    /// The object type is not declared by the schema.
    NoObject,
    /// The object has no such field.
    NoField,
    /// The field's type.
    Found(Type),
}
