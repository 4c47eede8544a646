//! The CRDs that are known, and which one serves a kind.

use super::deprecation;
use super::part::Part;
use kubewright_admission::{KubernetesVersion, validate_crd};
use serde_json::Value;
use std::cell::OnceCell;

/// Where a CRD comes from. The first of these that has one for a kind counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// It is among what is validated.
    Input,
    /// It was given as known.
    Given,
    /// The crate makes it.
    Crate,
}

/// A CRD that objects may be judged by.
pub(crate) struct Known {
    pub(crate) crd: Value,
    pub(crate) origin: Origin,
    /// Where it is written.
    pub(crate) place: String,
    refusal: OnceCell<Option<String>>,
}

impl Known {
    fn text(&self, pointer: &str) -> &str {
        self.crd
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    fn serves(&self, group: &str, kind: &str) -> bool {
        self.text("/spec/group") == group && self.text("/spec/names/kind") == kind
    }

    fn version(&self, name: &str) -> Option<&Value> {
        let versions = self.crd.pointer("/spec/versions")?.as_array()?;
        let is_it = |version: &&Value| version.get("name").and_then(Value::as_str) == Some(name);
        versions.iter().find(is_it)
    }

    /// Whether objects of this version can be sent.
    pub(crate) fn serves_version(&self, name: &str) -> bool {
        let served = self.version(name).and_then(|version| version.get("served"));
        served.and_then(Value::as_bool) == Some(true)
    }

    /// A version's name as the CRD has it; empty where it has none of that name.
    pub(crate) fn version_name(&self, name: &str) -> &str {
        let found = self.version(name).and_then(|version| version.get("name"));
        found.and_then(Value::as_str).unwrap_or_default()
    }

    pub(crate) fn is_namespaced(&self) -> bool {
        self.text("/spec/scope") == "Namespaced"
    }

    /// Whether objects of this version have a status of their own.
    pub(crate) fn has_status(&self, version: &str) -> bool {
        let status = self
            .version(version)
            .and_then(|v| v.pointer("/subresources/status"));
        status.is_some_and(|status| !status.is_null())
    }

    /// Whether objects go from version to version as they are.
    pub(crate) fn converts_by_name(&self) -> bool {
        matches!(self.text("/spec/conversion/strategy"), "" | "None")
    }

    /// The schema of a version.
    pub(crate) fn schema(&self, version: &str) -> Option<&Value> {
        self.version(version)?.pointer("/schema/openAPIV3Schema")
    }

    /// What the server warns of in every request for this version.
    pub(crate) fn deprecation(&self, version: &str) -> Option<String> {
        let is = |version: &Value, flag: &str| version.get(flag).and_then(Value::as_bool) == Some(true);
        let found = self.version(version).filter(|found| is(found, "deprecated"))?;
        if let Some(own) = found.get("deprecationWarning").and_then(Value::as_str) {
            return Some(own.to_owned());
        }
        let all = self.crd.pointer("/spec/versions").and_then(Value::as_array);
        let others = all
            .into_iter()
            .flatten()
            .filter(|other| is(other, "served") && !is(other, "deprecated"));
        let names: Vec<&str> = others.filter_map(|other| other.get("name")?.as_str()).collect();
        let (group, kind) = (self.text("/spec/group"), self.text("/spec/names/kind"));
        Some(deprecation::warning(group, kind, version, &names))
    }

    /// The first reason why the server refuses the CRD itself.
    pub(crate) fn refusal(&self, version: KubernetesVersion) -> Option<&str> {
        let judged = self
            .refusal
            .get_or_init(|| match validate_crd(&self.crd, version) {
                Ok(verdict) => verdict.errors.first().map(ToString::to_string),
                Err(error) => Some(error.to_string()),
            });
        judged.as_deref()
    }
}

/// All CRDs that are known.
#[derive(Default)]
pub(crate) struct Catalogue {
    crds: Vec<Known>,
}

/// What serves a kind.
pub(crate) enum Server<'c> {
    /// This CRD, by its number.
    One(usize, &'c Known),
    /// Several that differ: their places.
    Several(Vec<&'c str>),
    /// None that is known.
    Nothing,
}

impl Catalogue {
    pub(crate) fn add(&mut self, crd: Value, origin: Origin, place: String) {
        self.crds.push(Known {
            crd,
            origin,
            place,
            refusal: OnceCell::new(),
        });
    }

    /// Adds the CRDs among the parts; answers how many there are.
    pub(crate) fn add_all(&mut self, parts: &[Part], origin: Origin) -> usize {
        let crds = parts
            .iter()
            .filter(|part| part.is_crd() && part.version() == "v1");
        crds.map(|part| self.add(part.value.clone(), origin, part.place.clone()))
            .count()
    }

    /// Whether a CRD is of this group. A group is its CRDs' alone: what none of them serves is served by nobody.
    pub(crate) fn serves_group(&self, group: &str) -> bool {
        self.crds.iter().any(|known| known.text("/spec/group") == group)
    }

    /// The CRD of a kind.
    pub(crate) fn server_of(&self, group: &str, kind: &str) -> Server<'_> {
        let all = self.crds.iter().enumerate();
        let mut serving: Vec<_> = all.filter(|(_, known)| known.serves(group, kind)).collect();
        let Some(nearest) = serving.iter().map(|(_, known)| known.origin).min() else {
            return Server::Nothing;
        };
        serving.retain(|(_, known)| known.origin == nearest);
        match serving.as_slice() {
            [] => Server::Nothing,
            [(number, first), others @ ..] => {
                if others.iter().all(|(_, other)| other.crd == first.crd) {
                    return Server::One(*number, first);
                }
                Server::Several(serving.iter().map(|(_, known)| known.place.as_str()).collect())
            }
        }
    }
}
