//! With the facts laid over them, the types of every version are structural schemas that the API server takes.
//!
//! Where `KUBEWRIGHT_ORACLE` names a program that reads requests as JSON lines (`{"op": "crd", "crd": …}`) and answers
//! each with the errors of the API server's own validation, that is asked too.

use std::collections::BTreeMap;
use std::env;
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use gen_cli::kubernetes::{Definition, KubernetesSource};
use kubewright_core::kubernetes::{MINORS, lay_facts, strip_descriptions};
use serde_json::{Map, Value, json};

use crate::package::{ROOT, path, paths};

/// The definitions of a version, with the facts and without descriptions.
fn laid(minor: u8) -> BTreeMap<String, Value> {
    let mut source = KubernetesSource::open(&ROOT, &format!("v1_{minor}")).unwrap();
    let read = |path: Vec<String>| source.definition(&path).unwrap().unwrap();
    let lay = |definition: &Definition| {
        let mut schema = definition.schema.clone();
        lay_facts(&definition.name, minor, &mut schema);
        strip_descriptions(&mut schema);
        (definition.name.clone(), schema)
    };
    paths(minor)
        .into_iter()
        .map(read)
        .map(|definition| lay(&definition))
        .collect()
}

/// A definition with every reference inlined; the name of the definition that contains itself, where one does.
fn inlined(definitions: &BTreeMap<String, Value>, name: &str) -> Result<Value, String> {
    fn walk(all: &BTreeMap<String, Value>, schema: &Value, above: &mut Vec<String>) -> Result<Value, String> {
        Ok(match schema {
            Value::Array(items) => items
                .iter()
                .map(|item| walk(all, item, above))
                .collect::<Result<_, _>>()?,
            Value::Object(members) => {
                let mut object = Map::new();
                let reference = members.get("$ref").and_then(Value::as_str);
                if let Some(name) = reference.and_then(|reference| reference.strip_prefix("#/$defs/")) {
                    if above.iter().any(|above| above == name) {
                        return Err(name.to_owned());
                    }
                    above.push(name.to_owned());
                    object.extend(walk(all, &all[name], above)?.as_object().unwrap().clone());
                    above.pop();
                }
                for (keyword, value) in members
                    .iter()
                    .filter(|(_, value)| Some(*value) != members.get("$ref"))
                {
                    object.insert(keyword.clone(), walk(all, value, above)?);
                }
                Value::Object(object)
            }
            scalar => scalar.clone(),
        })
    }
    walk(definitions, &definitions[name], &mut vec![name.to_owned()])
}

/// Each definition that does not contain itself, inlined; by minor version.
static USABLE: LazyLock<BTreeMap<u8, BTreeMap<String, Value>>> = LazyLock::new(|| {
    let usable = |minor: u8| {
        let definitions = laid(minor);
        let inlined = definitions
            .keys()
            .filter_map(|name| Some((name.clone(), inlined(&definitions, name).ok()?)));
        inlined.collect()
    };
    MINORS.map(|minor| (minor, usable(minor))).collect()
});

/// A CRD with the schema as a required field, as a list's items and as a map's values.
fn crd(schema: &Value) -> Value {
    let spec = json!({
        "type": "object",
        "properties": {
            "field": schema,
            "list": { "type": "array", "items": schema },
            "map": { "type": "object", "additionalProperties": schema },
        },
        "required": ["field"],
    });
    json!({
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": { "name": "samples.example.com" },
        "spec": {
            "group": "example.com",
            "names": { "plural": "samples", "singular": "sample", "kind": "Sample", "listKind": "SampleList" },
            "scope": "Namespaced",
            "versions": [{
                "name": "v1", "served": true, "storage": true,
                "schema": { "openAPIV3Schema": { "type": "object", "properties": { "spec": spec } } },
            }],
        },
        "status": { "storedVersions": ["v1"] },
    })
}

/// Calls `each` with every schema in a schema, and a place to name.
fn each_node(schema: &Value, at: &str, each: &mut impl FnMut(&str, &Map<String, Value>)) {
    let Some(node) = schema.as_object() else { return };
    each(at, node);
    for (name, property) in node
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        each_node(property, &format!("{at}.{name}"), each);
    }
    for keyword in ["items", "additionalProperties"] {
        each_node(
            node.get(keyword).unwrap_or(&Value::Null),
            &format!("{at}[]"),
            each,
        );
    }
}

#[test]
fn the_types_that_contain_themselves_are_known() {
    let expected = [(33, 618), (34, 639), (35, 644), (36, 675), (37, 755)];
    for (minor, expected) in expected {
        let usable = &USABLE[&minor];
        assert_eq!(usable.len(), expected, "1.{minor}");
        assert!(
            !usable.contains_key("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps")
        );
    }
}

#[test]
fn every_list_map_is_keyed_by_scalars_that_are_required_or_defaulted() {
    for minor in MINORS {
        let mut lists = 0;
        for (name, schema) in &USABLE[&minor] {
            each_node(schema, name, &mut |at, node| {
                let Some(keys) = node.get("x-kubernetes-list-map-keys") else {
                    return;
                };
                lists += 1;
                assert_eq!(node["x-kubernetes-list-type"], "map", "{at}");
                let items = &node["items"];
                assert_eq!(items["type"], "object", "{at}");
                for key in keys.as_array().unwrap() {
                    let property = &items["properties"][key.as_str().unwrap()];
                    assert!(
                        ["string", "integer", "boolean"]
                            .iter()
                            .any(|of| property["type"] == **of),
                        "{at} {key}"
                    );
                    let required = items["required"]
                        .as_array()
                        .is_some_and(|names| names.contains(key));
                    assert!(
                        required || property.get("default").is_some(),
                        "1.{minor} {at} {key}"
                    );
                }
            });
        }
        assert!(lists > 500, "{lists}");
    }
}

#[test]
fn every_node_has_a_type_or_says_why_not_and_every_default_fits() {
    for minor in MINORS {
        for (name, schema) in &USABLE[&minor] {
            each_node(schema, name, &mut |at, node| {
                let open = [
                    "x-kubernetes-int-or-string",
                    "x-kubernetes-preserve-unknown-fields",
                ];
                assert!(
                    node.contains_key("type") || open.iter().any(|key| node.contains_key(*key)),
                    "{at}"
                );
                let fits = |value: &Value| match node["type"].as_str() {
                    Some("string") => value.is_string(),
                    Some("integer") => value.is_i64(),
                    Some("boolean") => value.is_boolean(),
                    Some("object") => value.is_object(),
                    _ => false,
                };
                assert!(node.get("default").is_none_or(fits), "{at}");
                assert!(
                    node.get("x-kubernetes-list-type")
                        .is_none_or(|_| node["type"] == "array"),
                    "{at}"
                );
                assert!(
                    node.get("x-kubernetes-map-type")
                        .is_none_or(|_| node["type"] == "object"),
                    "{at}"
                );
                assert!(
                    !node.contains_key("description") && !node.contains_key("$ref"),
                    "{at}"
                );
            });
        }
    }
}

#[test]
fn a_pod_template_is_small_and_keeps_its_labels() {
    for (minor, bytes) in [
        (33, 62_207),
        (34, 64_373),
        (35, 64_621),
        (36, 64_534),
        (37, 66_387),
    ] {
        let template = &USABLE[&minor]["io.k8s.api.core.v1.PodTemplateSpec"];
        assert_eq!(template.to_string().len(), bytes, "1.{minor}");
        let labels = json!({ "type": "object", "additionalProperties": { "type": "string" } });
        assert_eq!(template["properties"]["metadata"]["properties"]["labels"], labels);
        let ports =
            &template["properties"]["spec"]["properties"]["containers"]["items"]["properties"]["ports"];
        assert_eq!(
            ports["items"]["properties"]["protocol"],
            json!({ "type": "string", "default": "TCP" })
        );
        assert_eq!(
            ports["x-kubernetes-list-map-keys"],
            json!(["containerPort", "protocol"])
        );
    }
}

#[test]
fn a_claim_as_a_field_is_a_plain_object() {
    let claim = &USABLE[&35]["io.k8s.api.core.v1.PersistentVolumeClaim"];
    assert_eq!(claim.get("required"), None);
    assert_eq!(claim.get("x-kubernetes-embedded-resource"), None);
    let mut source = KubernetesSource::open(&ROOT, "v1_35").unwrap();
    let read = source
        .definition(&path("api::core::v1::PersistentVolumeClaim"))
        .unwrap()
        .unwrap();
    assert_eq!(read.schema["required"], json!(["metadata"]));
}

#[test]
fn the_api_servers_own_validation_takes_every_type_of_every_version() {
    let Some(oracle) = env::var_os("KUBEWRIGHT_ORACLE") else {
        println!("skipped: KUBEWRIGHT_ORACLE names no program to ask");
        return;
    };
    for minor in MINORS {
        let types = &USABLE[&minor];
        let lines: String = types
            .values()
            .map(|schema| format!("{}\n", json!({ "op": "crd", "crd": crd(schema) })))
            .collect();
        let mut asked = Command::new(&oracle)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = asked.stdin.take().unwrap();
        let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()));
        let output = asked.wait_with_output().unwrap();
        writer.join().unwrap().unwrap();
        let answers = String::from_utf8(output.stdout).unwrap();
        assert_eq!(answers.lines().count(), types.len());
        for (name, answer) in types.keys().zip(answers.lines()) {
            let answer: Value = serde_json::from_str(answer).unwrap();
            assert!(
                answer["errors"].as_array().is_none_or(Vec::is_empty),
                "1.{minor} {name}: {answer}"
            );
        }
    }
}
