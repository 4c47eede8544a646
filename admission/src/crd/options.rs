//! Which rules an update may go on breaking: those that the old CRD breaks already.

use std::collections::HashSet;

use super::model::{Crd, Spec};
use super::{conversion, defaults, lists};
use crate::KubernetesVersion;
use crate::schema::same::are_same;
use crate::schema::{Holds, Rule, Schema, any_node, each_holding, structural};

const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

/// The most selectable fields of a version.
pub(crate) const MAX_SELECTABLE_FIELDS: usize = 8;

/// The rules in force for one request.
#[derive(Clone)]
pub(crate) struct Options<'a> {
    pub(crate) version: KubernetesVersion,
    pub(crate) require_recognized_review_version: bool,
    pub(crate) require_immutable_names: bool,
    pub(crate) require_schema: bool,
    pub(crate) require_valid_type: bool,
    pub(crate) require_structural: bool,
    pub(crate) require_pruned_defaults: bool,
    pub(crate) require_atomic_set: bool,
    pub(crate) require_map_keys: bool,
    pub(crate) allow_invalid_ca_bundle: bool,
    /// Expressions of the CRD before, which the libraries of every version may stand in.
    pub(crate) stored_rules: HashSet<&'a str>,
    pub(crate) stored_message_expressions: HashSet<&'a str>,
    /// Versions whose schema is as it was.
    pub(crate) unchanged_schemas: Vec<&'a str>,
    /// Versions (`""` for all at once) that may keep their too many selectable fields.
    pub(crate) allow_too_many_selectable: Vec<&'a str>,
}

impl<'a> Options<'a> {
    /// Every rule, as for a new CRD.
    pub(crate) fn create(version: KubernetesVersion) -> Self {
        Self {
            version,
            require_recognized_review_version: true,
            require_immutable_names: false,
            require_schema: true,
            require_valid_type: true,
            require_structural: true,
            require_pruned_defaults: true,
            require_atomic_set: true,
            require_map_keys: true,
            // A CRD that is not established yet may have a broken one.
            allow_invalid_ca_bundle: true,
            stored_rules: HashSet::new(),
            stored_message_expressions: HashSet::new(),
            unchanged_schemas: Vec::new(),
            allow_too_many_selectable: Vec::new(),
        }
    }

    /// The rules for replacing `old` by `new`.
    pub(crate) fn update(new: &'a Crd<'_>, old: &Crd<'a>, version: KubernetesVersion) -> Self {
        let spec = &old.spec;
        let has = |wanted: &dyn Fn(&Schema<'_>) -> bool| schemas(spec).any(|s| any_node(s, wanted));
        Self {
            version,
            require_recognized_review_version: conversion::has_recognized_review_version(&spec.conversion),
            require_immutable_names: old.status.established,
            require_schema: spec.hoisted_schema().is_some()
                || spec.versions.iter().all(|v| v.own_schema().is_some()),
            require_valid_type: !has(&|s| !s.type_name.is_empty() && !TYPES.contains(&s.type_name)),
            require_structural: schemas(spec).all(|s| structural::is_structural(s, version)),
            require_pruned_defaults: !schemas(spec).any(|s| defaults::has_unpruned(s, version)),
            require_atomic_set: !has(&lists::is_non_atomic_set),
            require_map_keys: !has(&lists::breaks_map_keys),
            allow_invalid_ca_bundle: !old.status.established
                || conversion::has_invalid_ca_bundle(&spec.conversion),
            stored_rules: expressions(spec, |rule| rule.rule),
            stored_message_expressions: expressions(spec, |rule| rule.message_expression),
            unchanged_schemas: unchanged_schemas(new, old),
            allow_too_many_selectable: kept_selectable_fields(new, old, version),
        }
    }
}

/// Every schema of the CRD, the common one or each version's.
pub(crate) fn schemas<'s, 'a>(spec: &'s Spec<'a>) -> impl Iterator<Item = &'s Schema<'a>> {
    spec.hoisted_schema()
        .into_iter()
        .chain(spec.versions.iter().filter_map(|v| v.own_schema()))
}

fn expressions<'a>(spec: &Spec<'a>, of: fn(&Rule<'a>) -> &'a str) -> HashSet<&'a str> {
    let mut found = HashSet::new();
    for schema in schemas(spec) {
        each_holding(schema, Holds::RULE, &mut |s| {
            found.extend(s.each_rule().iter().map(of).filter(|text| !text.is_empty()));
        });
    }
    found
}

fn unchanged_schemas<'a>(new: &'a Crd<'_>, old: &Crd<'_>) -> Vec<&'a str> {
    let names = new.spec.versions.iter().map(|v| v.name);
    names
        .filter(|name| {
            // A schema that all versions have in common is every version's, also of one that is new.
            let before = old.spec.hoisted_schema().or_else(|| old.spec.schema_of(name));
            let now = new.spec.schema_of(name);
            now.is_some() && are_same(now, before)
        })
        .collect()
}

fn kept_selectable_fields<'a>(new: &'a Crd<'_>, old: &Crd<'_>, version: KubernetesVersion) -> Vec<&'a str> {
    if version < KubernetesVersion::V1_35 {
        return Vec::new();
    }
    let kept = |new: &[&str], old: &[&str]| old.len() > MAX_SELECTABLE_FIELDS && new == old;
    let mut versions = Vec::new();
    if kept(&new.spec.selectable_fields, &old.spec.selectable_fields) {
        versions.push("");
    }
    for v in &new.spec.versions {
        let before = old.spec.versions.iter().rfind(|o| o.name == v.name);
        if before.is_some_and(|o| kept(&v.selectable_fields, &o.selectable_fields)) {
            versions.push(v.name);
        }
    }
    versions
}
