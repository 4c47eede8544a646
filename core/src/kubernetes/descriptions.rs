//! Descriptions: most of the bytes of a foreign type's schema.

use serde_json::Value;

/// Removes every `description` of a schema and of the schemas in it.
///
/// A property that is called `description` stays, and so does what stands in a default, an example or an enum.
pub fn strip_descriptions(schema: &mut Value) {
    let mut pending = vec![schema];
    while let Some(schema) = pending.pop() {
        let Some(keywords) = schema.as_object_mut() else {
            continue;
        };
        keywords.remove("description");
        for (keyword, value) in keywords.iter_mut() {
            match keyword.as_str() {
                "properties" | "patternProperties" | "$defs" | "definitions" => {
                    pending.extend(value.as_object_mut().into_iter().flat_map(|map| map.values_mut()));
                }
                "items" | "additionalProperties" | "not" | "allOf" | "anyOf" | "oneOf" => match value {
                    Value::Array(schemas) => pending.extend(schemas),
                    schema => pending.push(schema),
                },
                _ => {}
            }
        }
    }
}
