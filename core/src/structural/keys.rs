//! `validation(keys(…))`: what is said of a map's keys, as rules on the map, since no keyword can say it.

use super::cel;
use super::load::Loader;
use super::node::Node;
use super::place::Place;
use super::rules::rule;
use crate::diag::{Code, Diagnostic};
use crate::model::{NodeKind, Validation, misfit};
use crate::span::{Span, Spanned};
use serde_json::Value;

impl Loader<'_> {
    pub(super) fn keys(&mut self, node: &mut Node, said: &Validation, span: Span, at: &Place) {
        if node.closed_map {
            let message = "`keys` fits maps with any keys: these are the names of an enum";
            self.error(
                Diagnostic::new(Code::DoesNotFit, span, at.path.clone(), message)
                    .note("only the names of the enum are fields of the map, and CEL sees no keys of it")
                    .help("leave `keys` out, or give the enum the names that are allowed"),
            );
            return;
        }
        if !node.has_cel_type() {
            let message =
                "what is said of keys is a CEL rule, and CEL can't see a map whose values may be anything";
            self.error(
                Diagnostic::new(Code::DoesNotFit, span, at.path.clone(), message)
                    .help("give the values a type"),
            );
            return;
        }
        self.refuse_others(said, at);
        self.key_lengths(node, said, at);
        if let Some(pattern) = &said.pattern
            && let Some(text) = self.text("pattern", &pattern.value, pattern.at, at)
        {
            let shown = text.replace(['\n', '\r'], " ");
            let matches = format!("self.all(key, key.matches({}))", cel::string(&text));
            node.add_rule(rule(matches, format!("every key must match {shown}")), pattern.at);
        }
        if let Some(choices) = &said.enum_ {
            let names: Vec<&str> = choices.value.iter().filter_map(Value::as_str).collect();
            if names.len() != choices.value.len() {
                let message = "the keys of a map are strings";
                self.bad_value(choices.at, at, message, "write each key in quotes");
            }
            let quoted: Vec<String> = names.iter().map(|name| cel::string(name)).collect();
            let listed = format!("self.all(key, key in [{}])", quoted.join(", "));
            node.add_rule(
                rule(listed, format!("every key must be one of {}", names.join(", "))),
                choices.at,
            );
        }
        for said in &said.cel {
            // `self` is the key: the comprehension's variable hides the map.
            if let Some(Value::Object(mut written)) = self.rule(said, at)
                && let Some(Value::String(text)) = written.get_mut("rule")
            {
                *text = format!("self.all(self, {text})");
                node.add_rule(Value::Object(written), said.at);
            }
        }
    }

    fn key_lengths(&mut self, node: &mut Node, said: &Validation, at: &Place) {
        let mut key = Node {
            length: node.key_length,
            ..Node::of(super::node::Type::String)
        };
        let lengths = Validation {
            min_length: said.min_length.clone(),
            max_length: said.max_length.clone(),
            ..Validation::default()
        };
        self.validation(&mut key, &lengths, at);
        let before = std::mem::replace(&mut node.key_length, key.length);
        let is_new =
            |new: Spanned<u64>, old: Option<Spanned<u64>>| old.is_none_or(|old| old.value != new.value);
        if let Some(min) = key.length.min.filter(|min| is_new(*min, before.min)) {
            let enough = format!("self.all(key, size(key) >= {})", min.value);
            let message = format!("every key must have at least {} characters", min.value);
            node.add_rule(rule(enough, message), min.at);
        }
        if let Some(max) = key.length.max.filter(|max| is_new(*max, before.max)) {
            let enough = format!("self.all(key, size(key) <= {})", max.value);
            let message = format!("every key may have at most {} characters", max.value);
            node.add_rule(rule(enough, message), max.at);
        }
    }

    /// What fits no key of a map.
    fn refuse_others(&mut self, said: &Validation, at: &Place) {
        let numbers = [
            ("minimum", &said.minimum),
            ("maximum", &said.maximum),
            ("multiple_of", &said.multiple_of),
            ("min_items", &said.min_items),
            ("max_items", &said.max_items),
            ("min_properties", &said.min_properties),
            ("max_properties", &said.max_properties),
        ];
        let flags = [
            ("exclusive_minimum", &said.exclusive_minimum),
            ("exclusive_maximum", &said.exclusive_maximum),
        ];
        let inner = [
            ("items", &said.items),
            ("keys", &said.keys),
            ("values", &said.values),
        ];
        let groups = [
            ("exactly_one_of", &said.exactly_one_of),
            ("at_most_one_of", &said.at_most_one_of),
            ("at_least_one_of", &said.at_least_one_of),
        ];
        let numbers = numbers
            .into_iter()
            .filter_map(|(key, value)| Some((key, value.as_ref()?.at)));
        let flags = flags
            .into_iter()
            .filter_map(|(key, value)| Some((key, value.as_ref()?.at)));
        let inner = inner
            .into_iter()
            .filter_map(|(key, value)| Some((key, value.as_ref()?.at)));
        let groups = groups
            .into_iter()
            .filter_map(|(key, value)| Some((key, value.first()?.at)));
        for (key, span) in numbers
            .chain(flags)
            .chain(inner)
            .chain(groups)
            .collect::<Vec<_>>()
        {
            if let Some(misfit) = misfit(key, NodeKind::String) {
                self.error(
                    misfit
                        .at(span, at.path.clone())
                        .note("the keys of a map are strings in JSON, whatever their Rust type"),
                );
            }
        }
        if let Some(format) = &said.format {
            let message = "`format` can't be said of a map's keys";
            self.error(
                Diagnostic::new(Code::DoesNotFit, format.at, at.path.clone(), message)
                    .help("use `pattern` or `cel`"),
            );
        }
    }
}
