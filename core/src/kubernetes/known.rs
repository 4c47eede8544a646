//! The definitions whose schema is more than an object with properties.

use serde_json::{Map, Value, json};

/// What a `Quantity` may look like as a string: the pattern that controller-gen writes for it.
pub const QUANTITY_PATTERN: &str = r"^(\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\+|-)?(([0-9]+(\.[0-9]*)?)|(\.[0-9]+))))?$";

const INT_OR_STRING: &str = "x-kubernetes-int-or-string";
const PRESERVE: &str = "x-kubernetes-preserve-unknown-fields";

/// Makes the schema of a definition that is not just an object what it has to be; drops `metadata` from what a kind
/// requires.
pub(super) fn lay(definition: &str, schema: &mut Map<String, Value>) {
    match definition {
        "io.k8s.apimachinery.pkg.api.resource.Quantity" => {
            integer_or_string(schema);
            schema.insert("pattern".into(), QUANTITY_PATTERN.into());
        }
        "io.k8s.apimachinery.pkg.util.intstr.IntOrString" => integer_or_string(schema),
        // Objects of any content: k8s-openapi says `type: object` alone, of which the API server would prune everything.
        "io.k8s.apimachinery.pkg.runtime.RawExtension" | "io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1" => {
            schema.insert(PRESERVE.into(), true.into());
        }
        // Any JSON value, null among them.
        "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON" => {
            schema.remove("type");
            schema.insert(PRESERVE.into(), true.into());
            schema.insert("nullable".into(), true.into());
        }
        // A JSON patch is a list, the others are objects.
        "io.k8s.apimachinery.pkg.apis.meta.v1.Patch" => {
            schema.remove("type");
            schema.insert(PRESERVE.into(), true.into());
        }
        _ if is_kind(schema) => super::facts::drop_required(schema, "metadata"),
        _ => {}
    }
}

/// The form in which the API server takes `x-kubernetes-int-or-string` with a pattern beside it, and which
/// controller-gen writes.
fn integer_or_string(schema: &mut Map<String, Value>) {
    schema.remove("type");
    schema.insert(
        "anyOf".into(),
        json!([{ "type": "integer" }, { "type": "string" }]),
    );
    schema.insert(INT_OR_STRING.into(), true.into());
}

fn is_kind(schema: &Map<String, Value>) -> bool {
    let properties = schema.get("properties").and_then(Value::as_object);
    properties.is_some_and(|properties| {
        ["apiVersion", "kind", "metadata"]
            .iter()
            .all(|name| properties.contains_key(*name))
    })
}
