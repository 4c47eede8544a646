//! The paths of `selectableFields`: `.a.b`, looked up in a schema.

use crate::cel::split_field_path as split;
use crate::schema::Schema;

/// What a path leads to: its steps, and the node.
#[derive(Debug)]
pub(crate) struct Found<'s, 'a> {
    pub(crate) steps: Vec<Step>,
    pub(crate) schema: Option<&'s Schema<'a>>,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A declared property.
    Name(String),
    /// A key of a map.
    Key(String),
}

/// The complaint about a path that the schema does not have.
pub(crate) const NO_FIELD: &str = "does not refer to a valid field";
const UNEXPECTED_END: &str = "unexpected end of JSON path";

/// Follows `path` from `schema` on. `['name']` is not allowed here.
///
/// # Errors
/// The server's complaint.
pub(crate) fn find<'s, 'a>(path: &str, schema: &'s Schema<'a>) -> Result<Found<'s, 'a>, String> {
    let mut tokens = split(path).into_iter();
    let mut found = Found {
        steps: Vec::new(),
        schema: Some(schema),
    };
    while let Some(token) = tokens.next() {
        match token.as_str() {
            "[" => return Err("array notation is not allowed".to_owned()),
            "." => step(&mut found, tokens.next().ok_or(UNEXPECTED_END)?)?,
            other => return Err(format!("expected [ or . but got: {other}")),
        }
    }
    Ok(found)
}

fn step(found: &mut Found<'_, '_>, name: String) -> Result<(), String> {
    let schema = found.schema.ok_or(NO_FIELD)?;
    if schema.has_properties() {
        found.schema = Some(schema.property(&name).ok_or(NO_FIELD)?);
        found.steps.push(Step::Name(name));
    } else if schema.additional_properties.is_some() {
        found.schema = schema.values();
        found.steps.push(Step::Key(name));
    } else {
        return Err(NO_FIELD.to_owned());
    }
    Ok(())
}
