//! Flattened fields: their properties, rules and branches become those of the struct around them.

use super::load::Loader;
use super::node::{Junctors, Node, Type};
use super::place::Place;
use crate::diag::{Code, Diagnostic};
use crate::model::Facts;
use crate::span::Span;
use serde_json::{Map, Value, json};

/// Whether a member of `allOf` is a flattened field.
pub(super) fn is_flattened(member: &Value) -> bool {
    member
        .get(Facts::KEY)
        .and_then(|facts| facts.get("flatten"))
        .and_then(Value::as_bool)
        .unwrap_or_default()
}

impl Loader<'_> {
    pub(super) fn flattened(&mut self, node: &mut Node, object: &Map<String, Value>, at: &Place) {
        let members = object.get("allOf").and_then(Value::as_array);
        let members: Vec<&Value> = members
            .into_iter()
            .flatten()
            .filter(|member| is_flattened(member))
            .collect();
        let alone = node.properties.is_empty() && members.len() == 1;
        for member in members {
            let mut field = self.node(member, &at.within());
            let order = field.hooks.order.clone();
            for property in field.properties.values_mut() {
                property.hooks.order.splice(0..0, order.iter().copied());
            }
            let span = place_of(member);
            self.refuse_facts(&field, at, span);
            if let Err(message) = merge(node, field, alone) {
                let help = "name the field instead of flattening it, or rename what collides";
                self.error(Diagnostic::new(Code::FlattenConflict, span, at.path.clone(), message).help(help));
            }
        }
    }

    /// What can't be said of a field that has no place of its own.
    fn refuse_facts(&mut self, field: &Node, at: &Place, span: Span) {
        if let Some(immutable) = &field.immutable {
            let message = "a flattened field can't be immutable, since it is no field of the object";
            self.error(
                Diagnostic::new(Code::Immutable, immutable.at, at.path.clone(), message)
                    .help("mark the fields of the flattened struct"),
            );
        }
        if let Some(default) = &field.default {
            let message = "a flattened field can't have a default, since it is no field of the object";
            self.error(
                Diagnostic::new(Code::DefaultMisplaced, default.at, at.path.clone(), message)
                    .help("give the fields of the flattened struct their defaults"),
            );
        }
        let hooks = &field.hooks;
        let column = hooks.columns.first().map(|column| column.at);
        let scale = hooks.scale.first().map(|scale| scale.at);
        if let Some(place) = column.or(hooks.selectable).or(scale) {
            let place = if place.is_none() { span } else { place };
            let message = "a flattened field has no path";
            self.error(
                Diagnostic::new(Code::PathUnknown, place, at.path.clone(), message)
                    .help("write the attribute on a field of the flattened struct"),
            );
        }
    }
}

fn place_of(member: &Value) -> Span {
    let place = member.get(Facts::KEY).and_then(|facts| facts.get("at"));
    let id = place
        .and_then(Value::as_u64)
        .and_then(|id| u32::try_from(id).ok());
    id.map_or(Span::NONE, Span::new)
}

/// Merges a flattened field into its struct. `alone`: the struct has nothing else.
fn merge(node: &mut Node, field: Node, alone: bool) -> Result<(), String> {
    match field.ty {
        None if !field.int_or_string => {
            node.preserve = true;
            Ok(())
        }
        Some(Type::Object) if field.additional.is_some() => merge_map(node, field, alone),
        Some(Type::Object) => merge_struct(node, field),
        _ => Err(format!(
            "{} can't be flattened: it has no fields",
            field.kind().noun()
        )),
    }
}

fn merge_map(node: &mut Node, field: Node, alone: bool) -> Result<(), String> {
    let Some(values) = field.additional else {
        return Ok(());
    };
    let says_more = !field.rules.is_empty() || field.fields.min.is_some() || field.fields.max.is_some();
    if values.is_any() && !says_more {
        node.preserve = true;
        return Ok(());
    }
    if !alone {
        return Err(
            "a flattened map can't stand beside other fields: a structural schema has either properties or values"
                .to_owned(),
        );
    }
    node.additional = Some(values);
    node.fields = field.fields;
    field
        .rules
        .into_iter()
        .for_each(|rule| node.add_rule(rule.value, rule.at));
    Ok(())
}

fn merge_struct(node: &mut Node, mut field: Node) -> Result<(), String> {
    let optional = field.option || field.nullable;
    if optional && !(field.rules.is_empty() && field.junctors.is_empty()) {
        return Err(
            "a flattened `Option` can't have rules or variants: they would hold where it is none".to_owned(),
        );
    }
    if field.fields.min.is_some() || field.fields.max.is_some() {
        return Err("a flattened struct can't bound the number of its properties".to_owned());
    }
    let taken: Vec<&str> = field
        .properties
        .keys()
        .filter(|name| node.properties.contains_key(*name))
        .map(String::as_str)
        .collect();
    if !taken.is_empty() {
        return Err(format!("flattened fields collide: {}", taken.join(", ")));
    }
    node.preserve |= field.preserve;
    node.properties.append(&mut field.properties);
    if !optional {
        node.required.append(&mut field.required);
    }
    field
        .rules
        .into_iter()
        .for_each(|rule| node.add_rule(rule.value, rule.at));
    join(node, field.junctors);
    Ok(())
}

/// Two enums flattened into one struct: each has its own `oneOf`.
fn join(node: &mut Node, inner: Junctors) {
    if inner.one_of.is_empty() {
        return;
    }
    if node.junctors.one_of.is_empty() {
        node.junctors.one_of = inner.one_of;
    } else {
        node.junctors.all_of.push(json!({ "oneOf": inner.one_of }));
    }
    node.junctors.all_of.extend(inner.all_of);
}
