//! Enums: unit enums and externally tagged ones.

use super::fields::{is_defaulted, is_in_schema};
use super::{Lowering, Node, describe};
use crate::diag::{Code, Diagnostic};
use crate::model::{Facts, Field, FieldFacts, Tagging, Variant, VariantShape};
use crate::template::escape;
use serde_json::{Value, json};

/// What an enum that can't be lowered may do instead.
const SAY_THE_SCHEMA: &str =
    "give the schema: `#[schema(with = { … })]` on the enum, or `#[schema(preserve_unknown_fields)]`";

impl Lowering<'_> {
    pub(super) fn enumeration(&mut self, variants: &[Variant], facts: &mut Facts) -> Node {
        let wrong = self.enum_errors(variants);
        if !wrong.is_empty() {
            // What has no structural schema is taken as it comes, where the author consents.
            let consent = &self.container.facts.schema.preserve_unknown_fields;
            if !consent.as_ref().is_some_and(|flag| flag.value) {
                self.diagnostics.extend(wrong);
            }
            return Node::new();
        }
        if is_unit(variants) {
            return unit_enum(variants);
        }
        facts.external_enum = true;
        let branches = variants.iter().map(|variant| self.branch(variant)).collect();
        let mut node = Node::new();
        node.insert("oneOf".to_owned(), Value::Array(branches));
        node
    }

    fn enum_errors(&self, variants: &[Variant]) -> Vec<Diagnostic> {
        let container = self.container;
        let mut wrong = Vec::new();
        if variants.is_empty() {
            let message = "an enum without variants has no value";
            wrong.push(
                Diagnostic::new(
                    Code::ShapeUnsupported,
                    container.span,
                    container.name.clone(),
                    message,
                )
                .help(SAY_THE_SCHEMA),
            );
        }
        wrong.extend(self.tagging_error());
        wrong.extend(variants.iter().filter_map(|variant| self.variant_error(variant)));
        wrong.extend(self.mixed_error(variants));
        wrong
    }

    fn tagging_error(&self) -> Option<Diagnostic> {
        let how = match &self.container.serde.tagging {
            Tagging::External => return None,
            Tagging::Internal(_) => "internally tagged",
            Tagging::Adjacent(..) => "adjacently tagged",
            Tagging::Untagged => "untagged",
        };
        let span = self.container.serde.tagging_at.unwrap_or(self.container.span);
        let name = self.container.name.clone();
        let wrong = Diagnostic::new(
            Code::NotYet,
            span,
            name,
            format!("an enum that is {how} is not supported yet"),
        )
        .help(format!(
            "leave `tag`, `content` and `untagged` out, or {SAY_THE_SCHEMA}"
        ));
        Some(wrong)
    }

    fn variant_error(&self, variant: &Variant) -> Option<Diagnostic> {
        let (what, span) = match (variant.other, variant.untagged) {
            (Some(at), _) => ("`#[serde(other)]` is", at),
            (None, Some(at)) => ("`#[serde(untagged)]` on a variant is", at),
            (None, None) => return None,
        };
        let wrong = Diagnostic::new(
            Code::NotYet,
            span,
            self.variant_path(variant),
            format!("{what} not supported yet"),
        )
        .help(format!("leave it out, or {SAY_THE_SCHEMA}"));
        Some(wrong)
    }

    fn mixed_error(&self, variants: &[Variant]) -> Option<Diagnostic> {
        let unit = variants.iter().find(|variant| holds_nothing(variant))?;
        let data = variants.iter().find(|variant| !holds_nothing(variant))?;
        let wrong = Diagnostic::new(
            Code::MixedEnum,
            unit.span,
            self.variant_path(unit),
            "an enum with data in some variants and none in others has no structural schema",
        )
        .note("serde writes the one as a string and the other as an object")
        .help(format!(
            "write `{} {{}}`, which is an empty object, or {SAY_THE_SCHEMA}",
            unit.member
        ))
        .also(data.span, "this variant has data");
        Some(wrong)
    }

    fn variant_path(&self, variant: &Variant) -> String {
        format!("{}::{}", self.container.name, variant.member)
    }

    /// `{"V": …}`: an object with this one property.
    fn branch(&mut self, variant: &Variant) -> Value {
        let content = self.content(variant);
        let mut properties = Node::new();
        properties.insert(escape(&variant.name), Value::Object(content));
        let mut branch = Node::new();
        branch.insert("type".to_owned(), json!("object"));
        branch.insert("properties".to_owned(), Value::Object(properties));
        branch.insert("required".to_owned(), json!([variant.name]));
        describe(&mut branch, &variant.docs);
        Value::Object(branch)
    }

    fn content(&mut self, variant: &Variant) -> Node {
        let path = self.variant_path(variant);
        let mut own = variant.facts.clone();
        let literal = self.literal(&mut own.schema, &path);
        let facts = Facts {
            literal: literal.as_ref().map(|literal| literal.at),
            field: Some(own),
            at: variant.span,
            name: variant.member.clone(),
            ..Facts::default()
        };
        let mut node = match (literal, &variant.shape) {
            (Some(literal), _) => literal.value,
            (None, VariantShape::Newtype(field)) => {
                return self.variant_newtype(variant, field, facts, &path);
            }
            (None, VariantShape::Tuple(fields)) => self.tuple(fields, &path),
            (None, VariantShape::Struct(fields)) => self.structure(fields, false, &path),
            // Only in a mixed enum, which has been refused.
            (None, VariantShape::Unit) => Node::new(),
        };
        self.attach(&mut node, &facts);
        node
    }

    /// The variant's and the field's keys both hold: one node where only one of them says something, else the
    /// variant's around the field's.
    fn variant_newtype(&mut self, variant: &Variant, field: &Field, facts: Facts, path: &str) -> Node {
        let inner_path = format!("{path}.{}", field.member);
        if !is_in_schema(field) {
            self.refuse("a variant whose only field is skipped holds nothing", &inner_path);
            return Node::new();
        }
        let inner = self.field_facts(field, is_defaulted(field), &inner_path);
        if variant.facts == FieldFacts::default() {
            let name = facts.name;
            return self.field_node(field, Facts { name, ..inner }, &inner_path);
        }
        let mut node = Node::new();
        if inner.field == Some(FieldFacts::default()) {
            return self.field_node(field, facts, path);
        }
        let inner = self.field_node(field, inner, &inner_path);
        node.insert("allOf".to_owned(), json!([inner]));
        self.attach(&mut node, &facts);
        node
    }
}

fn holds_nothing(variant: &Variant) -> bool {
    variant.shape == VariantShape::Unit
}

fn is_unit(variants: &[Variant]) -> bool {
    variants.iter().all(holds_nothing)
}

fn unit_enum(variants: &[Variant]) -> Node {
    let names: Vec<&str> = variants.iter().map(|variant| variant.name.as_str()).collect();
    let mut node = Node::new();
    node.insert("type".to_owned(), json!("string"));
    node.insert("enum".to_owned(), json!(names));
    node
}
