use crate::sample;
use database_operator::api::{Engine, Storage};
use database_operator::error::Error;
use database_operator::resources::{selector, service, stateful_set};
use k8s_openapi::api::core::v1::{Container, PodSpec, PodTemplateSpec};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use serde_json::{Value, json};

fn as_json(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

#[test]
fn both_objects_belong_to_the_database_and_go_with_it() {
    let database = sample();
    let objects = [
        as_json(&stateful_set(&database).unwrap()),
        as_json(&service(&database).unwrap()),
    ];
    for object in objects {
        let metadata = &object["metadata"];
        assert_eq!(
            (&metadata["name"], &metadata["namespace"]),
            (&json!("orders"), &json!("shop"))
        );
        let owner = &metadata["ownerReferences"][0];
        assert_eq!(owner["kind"], "Database");
        assert_eq!(owner["apiVersion"], "stable.example.com/v1alpha1");
        assert_eq!(owner["uid"], "0b6dc0ff-ee00-4000-8000-000000000001");
        assert_eq!(owner["controller"], true);
    }
}

#[test]
fn the_service_and_the_stateful_set_select_the_pods_of_the_template() {
    let database = sample();
    let set = as_json(&stateful_set(&database).unwrap());
    let service = as_json(&service(&database).unwrap());
    let labels = &set["spec"]["template"]["metadata"]["labels"];
    assert_eq!(labels["app.kubernetes.io/instance"], "orders");
    assert_eq!(&set["spec"]["selector"]["matchLabels"], labels);
    assert_eq!(&service["spec"]["selector"], labels);
    assert_eq!(set["spec"]["serviceName"], service["metadata"]["name"]);
    assert_eq!(
        selector("orders"),
        "app.kubernetes.io/instance=orders,app.kubernetes.io/managed-by=database-operator,\
         app.kubernetes.io/name=database"
    );
}

#[test]
fn the_container_of_the_template_is_completed_and_keeps_what_it_says() {
    let set = as_json(&stateful_set(&sample()).unwrap());
    assert_eq!(set["spec"]["replicas"], 2);
    let containers = set["spec"]["template"]["spec"]["containers"].as_array().unwrap();
    assert_eq!(containers.len(), 1);
    assert_eq!(
        containers[0],
        json!({
            "name": "database",
            "image": "postgres:18",
            "resources": { "requests": { "cpu": "500m", "memory": "1Gi" } },
            "ports": [{ "name": "database", "containerPort": 5432 }],
            "volumeMounts": [{ "name": "data", "mountPath": "/var/lib/postgresql" }],
            "env": [{
                "name": "POSTGRES_PASSWORD",
                "valueFrom": { "secretKeyRef": { "name": "orders-password", "key": "password" } },
            }],
        })
    );
}

#[test]
fn a_container_is_added_before_others_where_there_is_none_for_the_database() {
    let mut database = sample();
    database.spec.engine = Engine::MySql;
    let exporter = Container {
        name: "exporter".to_owned(),
        ..Container::default()
    };
    let spec = PodSpec {
        containers: vec![exporter],
        ..PodSpec::default()
    };
    database.spec.template = Some(PodTemplateSpec {
        spec: Some(spec),
        ..PodTemplateSpec::default()
    });
    let set = as_json(&stateful_set(&database).unwrap());
    let containers = &set["spec"]["template"]["spec"]["containers"];
    assert_eq!(
        (&containers[0]["name"], &containers[1]["name"]),
        (&json!("database"), &json!("exporter"))
    );
    assert_eq!(containers[0]["image"], "mysql:18");
}

#[test]
fn an_image_that_the_user_gave_stays() {
    let mut database = sample();
    let spec = database.spec.template.as_mut().unwrap().spec.as_mut().unwrap();
    spec.containers[0].image = Some("registry.example.com/postgres:18".to_owned());
    let set = as_json(&stateful_set(&database).unwrap());
    let containers = &set["spec"]["template"]["spec"]["containers"];
    assert_eq!(containers[0]["image"], "registry.example.com/postgres:18");
}

#[test]
fn what_the_template_says_of_the_same_port_mount_and_variable_is_replaced() {
    let mut database = sample();
    let wanted = as_json(&stateful_set(&database).unwrap());
    let pods = wanted["spec"]["template"].clone();
    database.spec.template = Some(serde_json::from_value(pods).unwrap());
    assert_eq!(as_json(&stateful_set(&database).unwrap()), wanted);
}

#[test]
fn storage_becomes_a_claim_for_each_copy() {
    let mut database = sample();
    database.spec.storage = Some(Storage {
        size: Quantity("20Gi".to_owned()),
        storage_class: None,
    });
    let set = as_json(&stateful_set(&database).unwrap());
    let claim = &set["spec"]["volumeClaimTemplates"][0];
    assert_eq!(claim["metadata"]["name"], "data");
    assert_eq!(
        claim["metadata"]["labels"]["app.kubernetes.io/instance"],
        "orders"
    );
    assert_eq!(claim["spec"]["resources"]["requests"]["storage"], "20Gi");
    assert_eq!(claim["spec"].get("storageClassName"), None);
    assert_eq!(set["spec"]["template"]["spec"].get("volumes"), None);
}

#[test]
fn without_storage_the_data_lies_in_the_pod() {
    let mut database = sample();
    database.spec.storage = None;
    let set = as_json(&stateful_set(&database).unwrap());
    assert_eq!(set["spec"].get("volumeClaimTemplates"), None);
    assert_eq!(
        set["spec"]["template"]["spec"]["volumes"],
        json!([{ "name": "data", "emptyDir": {} }])
    );
}

#[test]
fn an_object_that_comes_from_no_api_server_is_an_error() {
    let mut database = sample();
    database.metadata.uid = None;
    assert!(matches!(stateful_set(&database), Err(Error::Incomplete("uid"))));
    assert!(matches!(service(&database), Err(Error::Incomplete("uid"))));
}
