//! An object against a schema alone: without metadata, embedded resources and what an update may keep.

use serde_json::Value;

use super::prune::{drop_nulls, prune};
use super::{defaulting, lists, rules};
use crate::cel;
use crate::decode::Place;
use crate::path::Path;
use crate::schema::{Schema, unreadable};
use crate::value::{Subject, Validator};
use crate::{DecodeError, FieldError, KubernetesVersion, depth};

/// Prunes and defaults `object` by a schema (`JSONSchemaProps`), and validates it, lists of type set and map included.
/// `is_resource` says that the schema is the root of a resource, whose type and metadata are kept. Rules are evaluated over
/// the change from `old`.
///
/// # Errors
/// The schema can't be read, or is none that objects can be pruned by.
pub fn judge_by_schema(
    schema: &Value,
    object: &Value,
    old: Option<&Value>,
    is_resource: bool,
    version: KubernetesVersion,
) -> Result<(Value, Vec<FieldError>), DecodeError> {
    depth::guarded(&[schema, object], || {
        let rules = cel::Validator::new(schema, is_resource, version);
        let schema = Schema::decode(schema, &Place::root(None))?;
        if let Some(fault) = unreadable(&schema) {
            return Err(DecodeError(fault));
        }
        let mut object = object.clone();
        prune(&mut object, Some(&schema), is_resource);
        drop_nulls(&mut object, Some(&schema));
        defaulting::fill(&mut object, &schema);
        let mut errors = Validator::new(Subject::Object, version).validate(&schema, &object, None);
        lists::validate(&object, &schema, &Path::Nil, &mut errors);
        if let Some(rules) = rules {
            errors.extend(rules::evaluate(&rules, &object, old, false).errors);
        }
        Ok((object, errors))
    })
}
