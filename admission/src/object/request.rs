//! A request with a custom object, from its body to the answer.

use std::fmt;

use serde_json::Value;

use super::embedded::{self, Malformed};
use super::prune::{drop_nulls, prune};
use super::{defaulting, lists, metadata, rules, scale};
use crate::cel;
use crate::crd::model::{Crd, Subresources};
use crate::object_meta::ObjectMeta;
use crate::path::Path;
use crate::schema::{Schema, unreadable};
use crate::value::correlated::Correlated;
use crate::value::{Subject, Validator};
use crate::{DecodeError, ErrorType, FieldError, KubernetesVersion, depth, go};

/// How an object is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// Created.
    Post,
    /// Replaced.
    Put,
    /// Applied by the server: nulls stay, and undeclared fields are refused.
    Apply,
    /// Its status replaced.
    Status,
}

/// A body that the server refuses before it validates it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

impl From<DecodeError> for Refusal {
    fn from(error: DecodeError) -> Self {
        Self(error.to_string())
    }
}

/// What the server makes of an object, and says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectVerdict {
    /// The object as it would be stored, without what the server itself writes to its metadata.
    pub object: Value,
    /// Why it is refused; none where it is accepted.
    pub errors: Vec<FieldError>,
    /// What the server warns of.
    pub warnings: Vec<String>,
    /// Broken rules of values that did not change: the server warns of them too.
    pub tolerated: Vec<FieldError>,
    /// The undeclared fields that were dropped, by path; those that metadata does not know too.
    pub unknown: Vec<String>,
}

/// One version of a CRD, to judge objects by. Compiled patterns are kept between objects.
pub struct Kind<'a> {
    crd: Crd<'a>,
    name: &'a str,
    version: KubernetesVersion,
    validator: Validator,
    rules: Option<cel::Validator>,
}

impl<'a> Kind<'a> {
    /// The version `name` of a CRD (`apiextensions.k8s.io/v1`, as JSON), which the server is taken to have accepted.
    ///
    /// # Errors
    /// The CRD can't be read, has no such version, or its schema is none that objects can be pruned by.
    pub fn new(crd: &'a Value, name: &'a str, version: KubernetesVersion) -> Result<Self, Refusal> {
        let (crd, rules) = depth::guarded(&[crd], || {
            let crd = Crd::decode(crd)?;
            let found = crd.spec.schema_of(name).ok_or_else(|| {
                DecodeError(format!(
                    "version {name} not found in apiextensionsv1.CustomResourceDefinition: {}",
                    crd.metadata.name
                ))
            });
            let schema = found?;
            if let Some(fault) = unreadable(schema) {
                return Err(DecodeError(fault));
            }
            let rules = schema
                .written
                .0
                .and_then(|written| cel::Validator::new(written, true, version));
            Ok((crd, rules))
        })?;
        Ok(Self {
            crd,
            name,
            version,
            validator: Validator::new(Subject::Object, version),
            rules,
        })
    }

    /// What the server makes of `object`, sent `via`; `old` is what is stored, none for a new object.
    ///
    /// # Errors
    /// The body is refused before it is validated.
    pub fn judge(&self, via: Via, object: &Value, old: Option<&Value>) -> Result<ObjectVerdict, Refusal> {
        let inputs: Vec<&Value> = [object].into_iter().chain(old).collect();
        let judged = depth::guarded(&inputs, || {
            Ok(match old {
                None => self.create(object, via == Via::Apply),
                Some(old) => self.update(object, old, via),
            })
        });
        judged?
    }

    fn schema(&self) -> Result<&Schema<'a>, Refusal> {
        self.crd
            .spec
            .schema_of(self.name)
            .ok_or_else(|| Refusal(format!("version {} has no schema", self.name)))
    }

    fn subresources(&self) -> Option<&Subresources<'a>> {
        self.crd.spec.subresources_of(self.name)
    }

    fn has_status(&self) -> bool {
        self.subresources().is_some_and(|s| s.status)
    }

    fn is_namespaced(&self) -> bool {
        self.crd.spec.scope == "Namespaced"
    }

    /// Reads a body: pruned, nulls dropped, metadata cleaned, defaulted.
    fn decode(&self, body: &Value, apply: bool) -> Result<(Value, Vec<String>), Refusal> {
        let schema = self.schema()?;
        let kind = body.get("kind").and_then(Value::as_str).unwrap_or_default();
        if kind.is_empty() {
            return Err(Refusal(format!(
                "Object 'Kind' is missing in '{}'",
                go::marshal(body)
            )));
        }
        let clean = body
            .get("metadata")
            .map(|m| ObjectMeta::read(m).map(|meta| meta.to_value()))
            .transpose()?;
        let mut object = body.clone();
        go::as_read(&mut object);
        let mut unknown = prune(&mut object, Some(schema), true);
        if apply && !unknown.is_empty() {
            let fields = unknown.join(" ");
            return Err(Refusal(format!(
                "failed to create typed patch object: field not declared in schema: [{fields}]"
            )));
        }
        if !apply {
            drop_nulls(&mut object, Some(schema));
        }
        embedded::unknown_metadata(&object, schema, true, &Path::Nil, &mut unknown);
        unknown.sort_unstable();
        let coerced = embedded::coerce(&mut object, schema, false, Malformed::Refuse, &Path::Nil);
        coerced.map_err(|error| Refusal(error.to_string()))?;
        if let (Some(map), Some(clean)) = (object.as_object_mut(), clean) {
            map.insert("metadata".to_owned(), clean);
        }
        defaulting::fill(&mut object, schema);
        Ok((object, unknown))
    }

    fn create(&self, body: &Value, apply: bool) -> Result<ObjectVerdict, Refusal> {
        let schema = self.schema()?;
        let (mut object, unknown) = self.decode(body, apply)?;
        metadata::ensure(&mut object);
        let placed = metadata::place(&mut object, self.is_namespaced());
        metadata::first_generation(&mut object);
        if self.has_status()
            && let Some(map) = object.as_object_mut()
        {
            map.remove("status");
        }
        let named = metadata::generate_name(&mut object);
        let mut errors = self.type_errors(&object);
        if errors.is_empty() {
            errors = metadata::validate(&object, self.is_namespaced(), self.version);
            errors.extend(self.validator.validate(schema, &object, None));
            self.scale(&object, true, &mut errors);
        }
        embedded::validate(&object, schema, false, &Path::Nil, self.version, &mut errors);
        lists::validate(&object, schema, &Path::Nil, &mut errors);
        self.rules(&object, None, &mut errors);
        if errors.is_empty() {
            errors = metadata::validate_path(&object, self.is_namespaced(), self.version);
        }
        let warnings = metadata::warnings(&object, None, self.version);
        metadata::strip(&mut object, placed, named);
        Ok(ObjectVerdict {
            object,
            errors,
            warnings,
            tolerated: Vec::new(),
            unknown,
        })
    }

    fn update(&self, body: &Value, stored: &Value, via: Via) -> Result<ObjectVerdict, Refusal> {
        let schema = self.schema()?;
        let (mut new, unknown) = self.decode(body, via == Via::Apply)?;
        let (mut old, _) = self.decode(stored, false)?;
        let placed = metadata::place(&mut new, self.is_namespaced());
        metadata::place(&mut old, self.is_namespaced());
        metadata::identify(&mut new);
        metadata::identify(&mut old);
        if via == Via::Status {
            new = with_status(&old, &new);
        } else {
            if self.has_status() {
                keep_status(&mut new, &old);
            }
            metadata::count_generation(&mut new, &old);
        }
        let mut errors = self.type_errors(&new);
        if errors.is_empty() {
            errors = metadata::validate_update(&new, &old, self.version);
            errors.extend(self.changed_values(schema, &new, &old, via));
            self.scale(&new, via != Via::Status, &mut errors);
        }
        if via != Via::Status {
            embedded::validate(&new, schema, false, &Path::Nil, self.version, &mut errors);
        }
        let mut before = Vec::new();
        lists::validate(&old, schema, &Path::Nil, &mut before);
        if before.is_empty() {
            lists::validate(&new, schema, &Path::Nil, &mut errors);
        }
        let tolerated = self.rules(&new, Some(&old), &mut errors);
        let warnings = match via {
            Via::Status => Vec::new(),
            _ => metadata::warnings(&new, Some(&old), self.version),
        };
        metadata::strip(&mut new, placed, false);
        Ok(ObjectVerdict {
            object: new,
            errors,
            warnings,
            tolerated,
            unknown,
        })
    }

    fn changed_values(&self, schema: &Schema<'_>, new: &Value, old: &Value, via: Via) -> Vec<FieldError> {
        if via != Via::Status {
            return self
                .validator
                .validate_update(schema, Correlated::root(new, old, schema), None);
        }
        let (Some(status), Some(status_schema)) = (new.get("status"), schema.property("status")) else {
            return Vec::new();
        };
        if !self.has_status() {
            return Vec::new();
        }
        let old = old.get("status").unwrap_or(&Value::Null);
        self.validator.validate_update(
            status_schema,
            Correlated::root(status, old, status_schema),
            Some("status"),
        )
    }

    fn type_errors(&self, object: &Value) -> Vec<FieldError> {
        let text = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default();
        let mut errors = Vec::new();
        let (kind, api_version) = (
            self.crd.spec.names.kind,
            format!("{}/{}", self.crd.spec.group, self.name),
        );
        if text("kind") != kind {
            errors.push(FieldError::invalid(
                "kind",
                text("kind"),
                format!("must be {kind}"),
            ));
        }
        if text("apiVersion") != api_version {
            errors.push(FieldError::invalid(
                "apiVersion",
                text("apiVersion"),
                format!("must be {api_version}"),
            ));
        }
        errors
    }

    fn scale(&self, object: &Value, with_spec: bool, errors: &mut Vec<FieldError>) {
        let Some(scale) = self.subresources().and_then(|s| s.scale.as_ref()) else {
            return;
        };
        if with_spec {
            scale::validate_spec(object, scale, errors);
        }
        scale::validate_status(object, scale, errors);
    }

    /// Evaluates the rules; but not over an object with an error of a kind that they could stumble over. Answers the
    /// errors that are only warned of.
    fn rules(&self, new: &Value, old: Option<&Value>, errors: &mut Vec<FieldError>) -> Vec<FieldError> {
        let Some(rules) = &self.rules else {
            return Vec::new();
        };
        if errors.iter().any(blocks_rules) {
            let detail = "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation";
            errors.push(FieldError::invalid("<nil>", Value::Null, detail));
            return Vec::new();
        }
        let said = rules::evaluate(rules, new, old, old.is_some());
        errors.extend(said.errors);
        said.tolerated
    }
}

fn blocks_rules(error: &FieldError) -> bool {
    matches!(
        error.kind,
        ErrorType::NotSupported
            | ErrorType::Required
            | ErrorType::TooLong
            | ErrorType::TooMany
            | ErrorType::TypeInvalid
    )
}

/// The old object with the new one's status, and the managers that wrote it.
fn with_status(old: &Value, new: &Value) -> Value {
    let mut object = old.clone();
    let Some(map) = object.as_object_mut() else {
        return object;
    };
    match new.get("status") {
        Some(status) => _ = map.insert("status".to_owned(), status.clone()),
        None => _ = map.remove("status"),
    }
    metadata::manage(&mut object, new);
    object
}

/// Where the status has an endpoint of its own, other requests leave it as it is.
fn keep_status(new: &mut Value, old: &Value) {
    let Some(map) = new.as_object_mut() else { return };
    match old.get("status") {
        Some(status) => _ = map.insert("status".to_owned(), status.clone()),
        None => _ = map.remove("status"),
    }
}
