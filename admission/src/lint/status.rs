//! The status: what a controller has observed.

use super::node::{Level as Place, Node, required};
use super::{Check, Level, Lint, Told};
use serde_json::Value;

pub(super) const LINTS: &[Lint] = &[
    Lint {
        name: "status-required",
        level: Level::Warn,
        finds: "a required field of the status",
        why: "a controller that writes a part of the status is refused, and one that reads an object from before the field can't decode it",
        way_out: "leave it out of `required`",
        in_rust: "make the field an `Option`, or give it `#[serde(default)]`",
        check: Check::Node(status_required),
    },
    Lint {
        name: "status-not-a-subresource",
        level: Level::Warn,
        finds: "a `status` with fields in a version without the status subresource",
        why: "whoever may write the spec may write the status, and a write of one loses the other",
        way_out: "add `subresources: {status: {}}`",
        in_rust: "add `#[status]`",
        check: Check::Version(not_a_subresource),
    },
    Lint {
        name: "status-without-schema",
        level: Level::Warn,
        finds: "the status subresource in a version whose schema has no `status`",
        why: "what a controller writes there is dropped",
        way_out: "add `status` to the schema, or leave the subresource out",
        in_rust: "name the status type: `#[status(…)]`",
        check: Check::Version(without_schema),
    },
    Lint {
        name: "phase",
        level: Level::Off,
        finds: "`status.phase`",
        why: "a phase is a state machine that can't be extended; Kubernetes' API conventions have conditions instead",
        way_out: "use conditions",
        in_rust: "use conditions",
        check: Check::Node(phase),
    },
];

fn status_required(node: &Node<'_, '_>, told: &mut Told<'_>) {
    if node.level == Place::Status {
        for name in required(node.schema) {
            told.at(
                &format!("properties[{name}]"),
                format!("`status.{name}` is required"),
            );
        }
    }
}

const STATUS: &str = "/schema/openAPIV3Schema/properties/status";

fn not_a_subresource(version: &Value, told: &mut Told<'_>) {
    let fields = version
        .pointer(STATUS)
        .and_then(|status| status.get("properties"));
    let fields = fields
        .and_then(Value::as_object)
        .is_some_and(|fields| !fields.is_empty());
    if fields && version.pointer("/subresources/status").is_none_or(Value::is_null) {
        told.at(
            "subresources",
            "the schema has a status, and it is no subresource",
        );
    }
}

fn without_schema(version: &Value, told: &mut Told<'_>) {
    let open = version.pointer("/schema/openAPIV3Schema/x-kubernetes-preserve-unknown-fields")
        == Some(&Value::Bool(true));
    let subresource = version
        .pointer("/subresources/status")
        .is_some_and(Value::is_object);
    if subresource && !open && version.pointer(STATUS).is_none() {
        told.at(
            "subresources.status",
            "the status is a subresource, and the schema has none",
        );
    }
}

fn phase(node: &Node<'_, '_>, told: &mut Told<'_>) {
    if node.level == Place::InStatus && node.name() == Some("phase") {
        told.at("", "the status has a `phase`");
    }
}
