//! What our attributes say of a node, applied from the inside out: the type's, then the field's.

use super::extensions;
use super::load::Loader;
use super::node::{Child, Hooks, Node, Presence, Type};
use super::place::Place;
use crate::diag::{Code, Diagnostic};
use crate::model::misfit;
use crate::model::{DefaultKey, Facts, FieldFacts, Immutable, NodeKind, SchemaKeys, TypeFacts};
use crate::span::{Span, Spanned};
use serde_json::Value;

impl Loader<'_> {
    /// Applies the facts of one layer. A newtype has both sorts: its field's are the inner ones.
    pub(super) fn apply(&mut self, node: &mut Node, facts: &Facts, at: &Place) {
        node.option = !facts.newtype && (node.option || facts.option);
        if let Some(own) = &facts.field {
            self.field_facts(node, own, facts, at);
        }
        if let Some(own) = &facts.type_ {
            self.type_facts(node, own, facts, at);
        }
    }

    fn field_facts(&mut self, node: &mut Node, own: &FieldFacts, facts: &Facts, at: &Place) {
        self.schema_keys(node, &own.schema, at);
        let leaves_null_out = facts.skipped.is_some() && node.option && own.schema.nullable.is_none();
        if leaves_null_out && !node.is_any() {
            self.null_left_out(&own.validation, at);
        }
        self.validation(node, &own.validation, at);
        immutable(node, own.immutable.as_ref());
        node.presence = Presence {
            required: own.schema.required.as_ref().map(|said| said.value),
            nullable: own.schema.nullable.as_ref().map(|said| said.value),
            skipped: facts.skipped,
        };
        let inner = std::mem::take(&mut node.hooks);
        let speaks = !own.printcolumns.is_empty() || own.selectable.is_some() || !own.scale.is_empty();
        node.hooks = Hooks {
            columns: [inner.columns, own.printcolumns.clone()].concat(),
            selectable: own.selectable.or(inner.selectable),
            scale: [inner.scale, own.scale.clone()].concat(),
            status: own.status,
            order: vec![facts.order],
            field: if speaks { at.field() } else { inner.field },
        };
    }

    fn type_facts(&mut self, node: &mut Node, own: &TypeFacts, facts: &Facts, at: &Place) {
        let shapeless = node.is_any() && !node.option && !facts.newtype && !facts.transparent;
        if shapeless && own.schema.preserve_unknown_fields.is_some() {
            // An enum that consents to have no schema: null is none of its values.
            node.nullable = false;
        }
        self.schema_keys(node, &own.schema, at);
        self.validation(node, &own.validation, at);
        immutable(node, own.immutable.as_ref());
        node.observed |= own.status.is_some();
    }

    /// Whether a key fits the node; if not, that is an error.
    pub(super) fn fits(&mut self, kind: NodeKind, key: &str, span: Span, at: &Place) -> bool {
        let Some(misfit) = misfit(key, kind) else {
            return true;
        };
        self.error(misfit.at(span, at.path.clone()));
        false
    }

    /// Whether a key that the server takes only beside a type fits the node; if not, that is an error.
    pub(super) fn fits_type(&mut self, kind: NodeKind, key: &str, span: Span, at: &Place) -> bool {
        if kind == NodeKind::Any {
            self.error(untyped(key, span, &at.path));
            return false;
        }
        self.fits(kind, key, span, at)
    }

    /// A key whose value it can't take.
    pub(super) fn bad_value(&mut self, span: Span, at: &Place, message: impl Into<String>, help: &str) {
        self.error(Diagnostic::new(Code::KeyValue, span, at.path.clone(), message).help(help));
    }

    fn schema_keys(&mut self, node: &mut Node, keys: &SchemaKeys, at: &Place) {
        self.type_keys(node, keys, at);
        self.annotation_keys(node, keys, at);
        if let Some(Spanned {
            value: DefaultKey::Value(value),
            at: span,
        }) = &keys.default
        {
            node.default = Some(Spanned::new(value.clone(), *span));
        }
        if let Some(nullable) = &keys.nullable {
            node.nullable = nullable.value;
        }
        self.topology_keys(node, keys, at);
        self.extension_keys(node, keys, at);
    }

    /// `type`, `format` and `int_or_string`: over what is inferred.
    fn type_keys(&mut self, node: &mut Node, keys: &SchemaKeys, at: &Place) {
        if let Some(name) = &keys.type_ {
            match Type::parse(&name.value) {
                Some(ty) => self.retype(node, ty, name.at, at),
                None => {
                    let message = format!("`{}` is no type", name.value);
                    self.bad_value(
                        name.at,
                        at,
                        message,
                        "write one of string, integer, number, boolean, array, object",
                    );
                }
            }
        }
        if keys.int_or_string.as_ref().is_some_and(|flag| flag.value) && !node.int_or_string {
            *node = Node {
                int_or_string: true,
                ..without_shape(node)
            };
        }
        if let Some(format) = &keys.format {
            self.format(node, &format.value, format.at, at, true);
        }
    }

    fn retype(&mut self, node: &mut Node, ty: Type, span: Span, at: &Place) {
        if node.ty == Some(ty) {
            return;
        }
        *node = Node {
            ty: Some(ty),
            ..without_shape(node)
        };
        if ty == Type::Array {
            node.items = Some(Child::new(Node::any()));
            self.error(
                Diagnostic::new(
                    Code::KeyValue,
                    span,
                    at.path.clone(),
                    "`type = \"array\"` says nothing of the items",
                )
                .help("give the whole schema: `with = { \"type\": \"array\", \"items\": { … } }`"),
            );
        }
    }

    fn annotation_keys(&mut self, node: &mut Node, keys: &SchemaKeys, at: &Place) {
        if let Some(title) = &keys.title {
            node.title = self.text("title", &title.value, title.at, at);
        }
        if let Some(description) = &keys.description {
            node.description = self.text("description", &description.value, description.at, at);
        }
        if let Some(example) = &keys.example {
            node.example = Some(example.value.clone());
        }
        if let Some(docs) = &keys.external_docs {
            if extensions::is_external_docs(&docs.value) {
                node.external_docs = Some(docs.value.clone());
            } else {
                let message = format!(
                    "`external_docs` takes texts for `url` and `description`, not {}",
                    docs.value
                );
                self.bad_value(
                    docs.at,
                    at,
                    message,
                    "write `external_docs(url = \"…\", description = \"…\")`",
                );
            }
        }
    }

    /// A text, perhaps from a constant.
    pub(super) fn text(&mut self, key: &str, value: &Value, span: Span, at: &Place) -> Option<String> {
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            let message = format!("`{key}` takes a string, not {value}");
            self.bad_value(span, at, message, "write a string, or a constant that holds one");
        }
        text
    }

    fn topology_keys(&mut self, node: &mut Node, keys: &SchemaKeys, at: &Place) {
        if let Some(kind) = &keys.list_type
            && self.fits_type(node.kind(), "list_type", kind.at, at)
        {
            node.list.kind = Some(kind.clone());
            node.list.keys = node.list.keys.take().filter(|_| kind.value == "map");
        }
        if let Some(names) = &keys.list_map_keys
            && self.fits_type(node.kind(), "list_map_keys", names.at, at)
        {
            node.list.keys = Some(names.clone());
        }
        if let Some(kind) = &keys.map_type
            && self.fits_type(node.kind(), "map_type", kind.at, at)
        {
            if matches!(kind.value.as_str(), "atomic" | "granular") {
                node.map_type = Some(kind.clone());
            } else {
                let message = format!("`{}` is no map type", kind.value);
                self.bad_value(kind.at, at, message, "write \"granular\" or \"atomic\"");
            }
        }
    }

    fn extension_keys(&mut self, node: &mut Node, keys: &SchemaKeys, at: &Place) {
        if let Some(flag) = &keys.preserve_unknown_fields
            && self.fits(node.kind(), "preserve_unknown_fields", flag.at, at)
        {
            node.preserve = flag.value;
            if !flag.value && node.is_any() {
                let message = "a value of any type keeps its fields: nothing else is known of it";
                self.bad_value(
                    flag.at,
                    at,
                    message,
                    "leave it out, or say the type: `#[schema(type = \"…\")]`",
                );
            }
        }
        if let Some(flag) = &keys.embedded_resource
            && self.fits(node.kind(), "embedded_resource", flag.at, at)
        {
            node.embedded = flag.value.then_some(flag.at);
            if flag.value && node.is_any() {
                // Any JSON that is a whole Kubernetes object is an object.
                node.ty = Some(Type::Object);
            }
        }
    }
}

/// A key on a value of any type that asks for a certain one.
pub(super) fn untyped(key: &str, span: Span, path: &str) -> Diagnostic {
    let message = format!("`{key}` needs a value of a certain type, and this one may be anything");
    Diagnostic::new(Code::DoesNotFit, span, path, message).help("say the type: `#[schema(type = \"…\")]`")
}

/// The outermost `#[immutable]` speaks.
fn immutable(node: &mut Node, said: Option<&Spanned<Immutable>>) {
    if let Some(said) = said {
        node.immutable = Some(said.clone());
    }
}

/// What stays of a node that gets another type: what is said of it, and nothing of its shape.
fn without_shape(node: &Node) -> Node {
    Node {
        description: node.description.clone(),
        title: node.title.clone(),
        default: node.default.clone(),
        example: node.example.clone(),
        external_docs: node.external_docs.clone(),
        // A value of any type is nullable by itself, any other only where it is an `Option`.
        nullable: node.nullable && (!node.is_any() || node.option),
        option: node.option,
        presence: node.presence.clone(),
        immutable: node.immutable.clone(),
        hooks: node.hooks.clone(),
        origin: node.origin,
        ..Node::default()
    }
}
