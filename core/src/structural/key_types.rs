//! What the type of a map's keys says: it goes the way of `validation(keys(…))`.

use super::load::Loader;
use super::node::{Child, Node, Type};
use super::place::Place;
use crate::diag::{Code, Diagnostic};
use crate::map_key;
use crate::model::{Facts, Rule, Validation};
use crate::span::{Span, Spanned};
use serde::Deserialize as _;
use serde_json::{Map, Value};

/// What a key type says, from the outside in.
#[derive(Default)]
struct KeyType {
    /// Its attributes, and those of what it is made of.
    said: Vec<Validation>,
    /// The names, where it is an enum.
    names: Option<Vec<String>>,
    /// Where the type is written.
    at: Span,
}

impl Loader<'_> {
    /// Says of a map what its key type says; `schema` is that type's.
    pub(super) fn key_type(&mut self, map: &mut Node, schema: &Value, values: &Node, at: &Place) {
        let mut key = KeyType::default();
        self.gather(schema, 0, &mut key);
        if let Some(names) = key.names.take() {
            self.names_of_keys(map, names, &key, values, at);
            return;
        }
        for said in key.said {
            let said = self.of_a_key(said, at);
            if !said.is_empty() {
                self.keys(map, &said, key.at, at);
            }
        }
    }

    fn gather(&self, schema: &Value, depth: usize, key: &mut KeyType) {
        let Some(object) = schema.as_object().filter(|_| depth < super::load::MAX_DEPTH) else {
            return;
        };
        // What is wrong with facts is told where the type itself is read.
        let facts = object
            .get(Facts::KEY)
            .and_then(|facts| Facts::deserialize(facts).ok())
            .unwrap_or_default();
        if key.at.is_none() {
            key.at = facts.at;
        }
        key.said.extend(facts.type_.map(|own| own.validation));
        key.said.extend(facts.field.map(|own| own.validation));
        if let Some(place) = facts.literal {
            key.said.push(literal(object, place));
        } else if let Some(Value::Array(names)) = object.get("enum") {
            key.names = names
                .iter()
                .map(|name| name.as_str().map(str::to_owned))
                .collect();
        }
        if let Some(inner) = map_key::referred(object).and_then(|name| self.own_definition(&name)) {
            self.gather(inner, depth + 1, key);
        }
    }

    /// The names of an enum are the properties of the map; attributes may leave some out, and say no more of them.
    fn names_of_keys(
        &mut self,
        map: &mut Node,
        names: Vec<String>,
        key: &KeyType,
        values: &Node,
        at: &Place,
    ) {
        let allowed = |name: &str| {
            let mut lists = key.said.iter().filter_map(|said| said.enum_.as_ref());
            lists.all(|list| list.value.iter().any(|choice| choice == name))
        };
        map.closed_map = true;
        for name in names.into_iter().filter(|name| allowed(name)) {
            map.properties.insert(name, Child::new(values.clone()));
        }
        let says_more = |said: &Validation| {
            let others = Validation {
                enum_: None,
                ..said.clone()
            };
            !others.is_empty()
        };
        if key.said.iter().any(says_more) {
            let message =
                "what an enum says of its values can't be kept where it is the type of a map's keys";
            self.error(
                Diagnostic::new(Code::DoesNotFit, key.at, at.path.clone(), message)
                    .note("its names are the fields of the map, and CEL sees no keys of it")
                    .help("leave out the names that are not allowed, or take a list of objects with the enum in a field"),
            );
        }
    }

    /// What of a type's attributes can hold for a key: it has no old value, and where it stands is the map.
    fn of_a_key(&mut self, mut said: Validation, at: &Place) -> Validation {
        said.cel.retain(|rule| !is_transition(&rule.value));
        for rule in &said.cel {
            let parts = [
                ("message_expression", &rule.value.message_expression),
                ("field_path", &rule.value.field_path),
            ];
            for (key, part) in parts {
                if let Some(part) = part {
                    let message =
                        format!("`{key}` of a rule can't be kept where the type is that of a map's keys");
                    self.error(
                        Diagnostic::new(Code::DoesNotFit, part.at, at.path.clone(), message)
                            .note("the rule stands on the map, and the key is only a part of it")
                            .help("write `message`, or take another type for the keys"),
                    );
                }
            }
        }
        said
    }
}

/// Whether a rule is about a change.
fn is_transition(rule: &Rule) -> bool {
    let text = rule.rule.as_str().unwrap_or_default();
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.any(|word| word == "oldSelf")
}

/// What a literal says of strings, as attributes would.
fn literal(object: &Map<String, Value>, place: Span) -> Validation {
    let is_text = object.get("type").is_some_and(|ty| ty == Type::String.as_str());
    let said = |key: &str| object.get(key).filter(|_| is_text);
    let keyword = |key: &str| said(key).map(|value| Spanned::new(value.clone(), place));
    let rules = said("x-kubernetes-validations").and_then(Value::as_array);
    let rules = rules.into_iter().flatten().map(|written| Rule {
        rule: written.get("rule").cloned().unwrap_or_default(),
        message: written
            .get("message")
            .map(|message| Spanned::new(message.clone(), place)),
        ..Rule::default()
    });
    Validation {
        min_length: keyword("minLength"),
        max_length: keyword("maxLength"),
        pattern: keyword("pattern"),
        enum_: said("enum")
            .and_then(Value::as_array)
            .map(|choices| Spanned::new(choices.clone(), place)),
        cel: rules.map(|rule| Spanned::new(rule, place)).collect(),
        ..Validation::default()
    }
}
