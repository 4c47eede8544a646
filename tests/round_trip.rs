#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]
//! Objects are written and read as the API server has them.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::{ListableResource, Metadata, Resource};
use kubewright::{CustomResource, DeepCopy, Schema};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, PartialEq, Default, Serialize, Deserialize)]
#[resource(group = "example.com", version = "v1", derive(PartialEq, Default))]
#[status]
pub struct WidgetSpec {
    pub size: i32,
}

#[derive(Schema, DeepCopy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[status]
pub struct WidgetStatus {
    pub ready: bool,
}

/// A kind without a status, of the cluster, under another name.
#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[resource(
    group = "example.com",
    version = "v1",
    kind = "Realm",
    scope = "Cluster",
    root = "RealmObject",
    derive(PartialEq),
    attr(allow(clippy::large_enum_variant))
)]
pub(crate) struct RealmSpec {
    pub name: String,
}

/// A whole object, written out.
#[derive(CustomResource, Schema, DeepCopy, Clone, Debug, PartialEq)]
#[resource(group = "example.com", version = "v1", kind = "Note")]
#[serde(rename_all = "camelCase")]
pub struct Note {
    pub metadata: ObjectMeta,
    #[serde(default)]
    pub body_text: String,
    #[serde(flatten)]
    pub more: More,
    #[status]
    pub status: Option<WidgetStatus>,
}

#[derive(Schema, DeepCopy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct More {
    pub author: String,
}

fn widget() -> Value {
    json!({
        "apiVersion": "example.com/v1", "kind": "Widget",
        "metadata": {"name": "w"}, "spec": {"size": 3},
    })
}

#[test]
fn an_object_is_written_with_its_type_and_without_a_status_that_is_none() {
    let object = Widget::new("w", WidgetSpec { size: 3 });
    assert_eq!(serde_json::to_value(&object).unwrap(), widget());
    let text = serde_json::to_string(&object).unwrap();
    assert!(
        text.starts_with(r#"{"apiVersion":"example.com/v1","kind":"Widget","metadata""#),
        "{text}"
    );
    assert_eq!(serde_json::from_str::<Widget>(&text).unwrap(), object);
}

#[test]
fn a_status_is_written_and_read() {
    let mut object = Widget::new("w", WidgetSpec { size: 3 });
    object.status = Some(WidgetStatus { ready: true });
    let value = serde_json::to_value(&object).unwrap();
    assert_eq!(value["status"], json!({"ready": true}));
    assert_eq!(serde_json::from_value::<Widget>(value).unwrap(), object);
}

#[test]
fn an_item_of_a_list_lacks_its_type_and_unknown_keys_are_ignored() {
    let item = json!({"metadata": {}, "spec": {"size": 3}, "status": null, "other": [1, {"a": 2}]});
    let read: Widget = serde_json::from_value(item).unwrap();
    assert_eq!(read.spec.size, 3);
    assert_eq!(read.status, None);
}

fn refused<T: serde::de::DeserializeOwned + std::fmt::Debug>(value: &Value) -> String {
    serde_json::from_str::<T>(&value.to_string())
        .unwrap_err()
        .to_string()
}

#[test]
fn another_kind_or_version_is_refused_with_its_place() {
    let mut other = widget();
    other["kind"] = json!("Gadget");
    let why = refused::<Widget>(&other);
    assert!(
        why.contains("kind is `Gadget`, expected `Widget`") && why.contains("line 1"),
        "{why}"
    );
    let mut other = widget();
    other["apiVersion"] = json!("example.com/v2");
    assert!(refused::<Widget>(&other).contains("apiVersion is `example.com/v2`, expected `example.com/v1`"));
}

#[test]
fn a_missing_part_and_a_key_given_twice_are_refused() {
    for key in ["spec", "metadata"] {
        let mut lacking = widget();
        lacking.as_object_mut().unwrap().remove(key);
        assert!(refused::<Widget>(&lacking).contains(&format!("missing field `{key}`")));
    }
    let twice = r#"{"metadata": {}, "spec": {"size": 1}, "spec": {"size": 2}}"#;
    let why = serde_json::from_str::<Widget>(twice).unwrap_err().to_string();
    assert!(why.contains("duplicate field `spec`"), "{why}");
    let twice = r#"{"kind": "Widget", "kind": "Widget", "metadata": {}, "spec": {"size": 1}}"#;
    let why = serde_json::from_str::<Widget>(twice).unwrap_err().to_string();
    assert!(why.contains("duplicate field `kind`"), "{why}");
}

#[test]
fn yaml_is_read_and_written_alike() {
    let object = Widget::new("w", WidgetSpec { size: 3 });
    let text = serde_yaml::to_string(&object).unwrap();
    assert_eq!(serde_yaml::from_str::<Widget>(&text).unwrap(), object);
}

#[test]
fn a_kind_is_a_resource_to_every_client() {
    assert_eq!(<Widget as Resource>::API_VERSION, "example.com/v1");
    assert_eq!(<Widget as Resource>::URL_PATH_SEGMENT, "widgets");
    assert_eq!(<Widget as ListableResource>::LIST_KIND, "WidgetList");
    let mut object = Widget::new("w", WidgetSpec { size: 3 });
    object.metadata_mut().namespace = Some("n".to_owned());
    assert_eq!(object.metadata().name.as_deref(), Some("w"));
    let list: k8s_openapi::List<Widget> = k8s_openapi::List {
        items: vec![object],
        ..Default::default()
    };
    let text = serde_json::to_string(&list).unwrap();
    assert_eq!(
        serde_json::from_str::<k8s_openapi::List<Widget>>(&text).unwrap(),
        list
    );
}

#[test]
fn the_root_has_the_derives_that_were_asked_for() {
    assert_eq!(
        Widget::default(),
        Widget {
            metadata: ObjectMeta::default(),
            spec: WidgetSpec::default(),
            status: None
        }
    );
    let realm = RealmObject::new("r", RealmSpec { name: "n".to_owned() });
    let value = serde_json::to_value(&realm).unwrap();
    assert_eq!(value["kind"], "Realm");
    assert_eq!(serde_json::from_value::<RealmObject>(value).unwrap(), realm);
    fn scope<T: Resource<Scope = k8s_openapi::ClusterResourceScope>>() {}
    scope::<RealmObject>();
}

#[test]
fn a_root_that_is_written_out_keeps_serdes_attributes_and_has_its_type() {
    let note = Note {
        metadata: ObjectMeta {
            name: Some("n".to_owned()),
            ..ObjectMeta::default()
        },
        body_text: "b".to_owned(),
        more: More {
            author: "a".to_owned(),
        },
        status: None,
    };
    let value = serde_json::to_value(&note).unwrap();
    let expected = json!({
        "apiVersion": "example.com/v1", "kind": "Note",
        "metadata": {"name": "n"}, "bodyText": "b", "author": "a",
    });
    assert_eq!(value, expected);
    assert_eq!(serde_json::from_value::<Note>(value.clone()).unwrap(), note);
    assert_eq!(serde_json::from_str::<Note>(&value.to_string()).unwrap(), note);
    assert_eq!(
        serde_yaml::from_str::<Note>(&serde_yaml::to_string(&note).unwrap()).unwrap(),
        note
    );
    let mut other = value.clone();
    other["kind"] = json!("Gadget");
    assert!(refused::<Note>(&other).contains("kind is `Gadget`, expected `Note`"));
    let mut untyped = value;
    untyped.as_object_mut().unwrap().remove("kind");
    assert_eq!(serde_json::from_value::<Note>(untyped).unwrap(), note);
}

#[test]
fn every_root_has_a_manifest_with_its_own_properties() {
    let properties = |crd: Result<Value, kubewright::Error>| {
        let schema = crd.unwrap()["spec"]["versions"][0]["schema"]["openAPIV3Schema"].clone();
        let properties = schema["properties"].as_object().unwrap().keys().cloned();
        properties.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(
        properties(Widget::crd_value()),
        "apiVersion kind metadata spec status"
    );
    assert_eq!(
        properties(RealmObject::crd_value()),
        "apiVersion kind metadata spec"
    );
    assert_eq!(
        properties(Note::crd_value()),
        "apiVersion author bodyText kind metadata status"
    );
}
