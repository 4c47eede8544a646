//! Versions as Go prints its internal structs as JSON.

use serde_json::{Value, json};

use super::model::{Column, Subresources, Validation, Version};
use crate::go::marshal;
use crate::schema::dump_schema;

/// `spec.versions`, what was moved to the top left out.
pub(crate) fn versions(versions: &[Version<'_>]) -> String {
    format!("[{}]", versions.iter().map(version).collect::<Vec<_>>().join(","))
}

fn version(v: &Version<'_>) -> String {
    let fields = json!([v.name, v.served, v.storage, v.deprecated, v.deprecation_warning]);
    let names = ["Name", "Served", "Storage", "Deprecated", "DeprecationWarning"];
    let mut out: Vec<String> = names
        .iter()
        .zip(fields.as_array().into_iter().flatten())
        .map(|(name, value)| format!("\"{name}\":{}", marshal(value)))
        .collect();
    out.push(format!(
        "\"Schema\":{}",
        optional(v.validation.as_ref().map(validation))
    ));
    out.push(format!(
        "\"Subresources\":{}",
        optional(v.subresources.as_ref().map(subresources))
    ));
    out.push(format!(
        "\"AdditionalPrinterColumns\":{}",
        list(v.columns.iter().map(column))
    ));
    let path = |path: &&str| format!("{{\"JSONPath\":{}}}", marshal(&Value::from(*path)));
    out.push(format!(
        "\"SelectableFields\":{}",
        list(v.selectable_fields.iter().map(path))
    ));
    format!("{{{}}}", out.join(","))
}

fn optional(printed: Option<String>) -> String {
    printed.unwrap_or_else(|| "null".to_owned())
}

fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() {
        "null".to_owned()
    } else {
        format!("[{}]", items.join(","))
    }
}

fn validation(validation: &Validation<'_>) -> String {
    format!(
        "{{\"OpenAPIV3Schema\":{}}}",
        optional(validation.schema.as_ref().map(dump_schema))
    )
}

fn subresources(s: &Subresources<'_>) -> String {
    let scale = s.scale.as_ref().map(|scale| {
        let text = |text: &str| marshal(&Value::from(text));
        format!(
            "{{\"SpecReplicasPath\":{},\"StatusReplicasPath\":{},\"LabelSelectorPath\":{}}}",
            text(scale.spec_replicas),
            text(scale.status_replicas),
            optional(scale.label_selector.map(text))
        )
    });
    let status = s.status.then(|| "{}".to_owned());
    format!(
        "{{\"Status\":{},\"Scale\":{}}}",
        optional(status),
        optional(scale)
    )
}

fn column(c: &Column<'_>) -> String {
    let text = |text: &str| marshal(&Value::from(text));
    format!(
        "{{\"Name\":{},\"Type\":{},\"Format\":{},\"Description\":{},\"Priority\":{},\"JSONPath\":{}}}",
        text(c.name),
        text(c.type_name),
        text(c.format),
        text(c.description),
        c.priority,
        text(c.json_path)
    )
}
