//! The syntax tree of an expression after macro expansion, as cel-go builds it.

use std::sync::Arc;

use crate::cel::types::Type;

/// A node: what it is, where it stands and, after the check, its type and the overloads it may call.
#[derive(Debug, Clone)]
pub struct Expr {
    /// Unique within the expression.
    pub id: u32,
    /// Offset in code points of the token that names the node (operator, parenthesis, identifier).
    pub offset: usize,
    /// What it is.
    pub kind: Kind,
    /// Set by the type checker.
    pub ty: Type,
    /// Identifiers of the overloads that match, set by the type checker.
    pub overloads: Vec<Arc<str>>,
}

/// What a node is.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A constant.
    Literal(Literal),
    /// A variable or a type name.
    Ident(Arc<str>),
    /// `operand.field`, or `has(operand.field)` where `test`.
    Select {
        /// Left of the dot.
        operand: Box<Expr>,
        /// Right of the dot.
        field: Arc<str>,
        /// Only whether the field is there.
        test: bool,
    },
    /// A function, method or operator.
    Call {
        /// Its name; operators are written `_+_`.
        function: Arc<str>,
        /// The receiver of a method.
        target: Option<Box<Expr>>,
        /// The arguments.
        args: Vec<Expr>,
    },
    /// `[a, ?b]`
    List {
        /// The elements.
        elements: Vec<Expr>,
        /// Which of them are optional.
        optional: Vec<bool>,
    },
    /// `{k: v, ?k: v}`
    Map(Vec<MapEntry>),
    /// `Name{field: value}`
    Struct {
        /// The type's name.
        name: Arc<str>,
        /// Its fields.
        fields: Vec<FieldEntry>,
    },
    /// What the macros `all`, `map`, `filter`… become.
    Comprehension(Box<Comprehension>),
}

/// A constant of the source.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true`
    Bool(bool),
    /// `1`
    Int(i64),
    /// `1u`
    Uint(u64),
    /// `1.5`
    Double(f64),
    /// `'a'`
    String(Arc<str>),
    /// `b'a'`
    Bytes(Arc<[u8]>),
}

/// One entry of a map literal.
#[derive(Debug, Clone)]
pub struct MapEntry {
    /// The key.
    pub key: Expr,
    /// The value.
    pub value: Expr,
    /// `?key: value`
    pub optional: bool,
}

/// One field of a struct literal.
#[derive(Debug, Clone)]
pub struct FieldEntry {
    /// Its name.
    pub name: Arc<str>,
    /// Offset of the colon.
    pub offset: usize,
    /// The value.
    pub value: Expr,
    /// `?name: value`
    pub optional: bool,
}

/// A fold over a list or the keys of a map.
#[derive(Debug, Clone)]
pub struct Comprehension {
    /// What is iterated.
    pub range: Expr,
    /// The element (of a list) or key (of a map); with `var2` the index or key.
    pub var: Arc<str>,
    /// The element or value, in the two-variable form.
    pub var2: Option<Arc<str>>,
    /// The accumulator's name.
    pub accu: Arc<str>,
    /// Its first value.
    pub init: Expr,
    /// Continue while this holds.
    pub condition: Expr,
    /// The accumulator's next value.
    pub step: Expr,
    /// The result.
    pub result: Expr,
}

impl Expr {
    /// The name, if the node is a plain identifier.
    pub fn as_ident(&self) -> Option<&Arc<str>> {
        match &self.kind {
            Kind::Ident(name) => Some(name),
            _ => None,
        }
    }

    /// The constant, if the node is one.
    pub fn as_literal(&self) -> Option<&Literal> {
        match &self.kind {
            Kind::Literal(literal) => Some(literal),
            _ => None,
        }
    }

    /// `a.b.c` where the node is such a chain of selections.
    pub fn qualified_name(&self) -> Option<String> {
        let mut parts: Vec<&str> = Vec::new();
        let mut node = self;
        loop {
            match &node.kind {
                Kind::Ident(name) => {
                    parts.push(name);
                    parts.reverse();
                    return Some(parts.join("."));
                }
                Kind::Select {
                    operand,
                    field,
                    test: false,
                } => {
                    parts.push(field);
                    node = operand;
                }
                _ => return None,
            }
        }
    }

    /// The nodes below, in source order.
    pub fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            Kind::Literal(_) | Kind::Ident(_) => Vec::new(),
            Kind::Select { operand, .. } => vec![operand],
            Kind::Call { target, args, .. } => target.iter().map(|t| &**t).chain(args).collect(),
            Kind::List { elements, .. } => elements.iter().collect(),
            Kind::Map(entries) => entries.iter().flat_map(|e| [&e.key, &e.value]).collect(),
            Kind::Struct { fields, .. } => fields.iter().map(|f| &f.value).collect(),
            Kind::Comprehension(c) => vec![&c.range, &c.init, &c.condition, &c.step, &c.result],
        }
    }

    /// The nodes below, to change them.
    pub fn children_mut(&mut self) -> Vec<&mut Expr> {
        match &mut self.kind {
            Kind::Literal(_) | Kind::Ident(_) => Vec::new(),
            Kind::Select { operand, .. } => vec![operand],
            Kind::Call { target, args, .. } => target.iter_mut().map(|t| &mut **t).chain(args).collect(),
            Kind::List { elements, .. } => elements.iter_mut().collect(),
            Kind::Map(entries) => entries
                .iter_mut()
                .flat_map(|e| [&mut e.key, &mut e.value])
                .collect(),
            Kind::Struct { fields, .. } => fields.iter_mut().map(|f| &mut f.value).collect(),
            Kind::Comprehension(c) => {
                let Comprehension {
                    range,
                    init,
                    condition,
                    step,
                    result,
                    ..
                } = &mut **c;
                vec![range, init, condition, step, result]
            }
        }
    }

    /// This node and all below it, parents first.
    pub fn descendants(&self) -> Vec<&Expr> {
        let mut found = vec![self];
        let mut next = 0;
        while let Some(node) = found.get(next).copied() {
            found.extend(node.children());
            next += 1;
        }
        found
    }
}
