//! Which types are found, which files are read for them, and at which version.

use std::collections::BTreeSet;

use gen_cli::kubernetes::{KubernetesSource, Scope};
use serde_json::{Value, json};

use crate::package::{ROOT, path, paths};

#[test]
fn a_type_says_its_name_its_schema_and_what_it_refers_to() {
    let mut source = KubernetesSource::open(&ROOT, "v1_35").unwrap();
    let definition = source
        .definition(&path("api::core::v1::ConfigMapKeySelector"))
        .unwrap()
        .unwrap();
    assert_eq!(definition.name, "io.k8s.api.core.v1.ConfigMapKeySelector");
    assert_eq!(definition.rust_path, path("api::core::v1::ConfigMapKeySelector"));
    assert_eq!(definition.refs, []);
    assert_eq!(definition.resource, None);
    let properties = definition.schema["properties"].as_object().unwrap();
    assert_eq!(properties.keys().collect::<Vec<_>>(), ["key", "name", "optional"]);

    let template = source
        .definition(&path("api::core::v1::PodTemplateSpec"))
        .unwrap()
        .unwrap();
    let refs: Vec<_> = template
        .refs
        .iter()
        .map(|to| (to.name.as_str(), to.rust_path.join("::")))
        .collect();
    assert_eq!(
        refs,
        [
            ("io.k8s.api.core.v1.PodSpec", "api::core::v1::PodSpec".to_owned()),
            (
                "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta",
                "apimachinery::pkg::apis::meta::v1::ObjectMeta".to_owned()
            ),
        ]
    );
    assert_eq!(
        template.schema["properties"]["spec"]["$ref"],
        "#/$defs/io.k8s.api.core.v1.PodSpec"
    );
}

#[test]
fn a_kind_says_its_constants() {
    let mut source = KubernetesSource::open(&ROOT, "v1_35").unwrap();
    let mut resource = |at: &str| {
        source
            .definition(&path(at))
            .unwrap()
            .unwrap()
            .resource
            .clone()
            .unwrap()
    };
    let deployment = resource("api::apps::v1::Deployment");
    assert_eq!(
        (deployment.group.as_str(), deployment.url_path_segment.as_str()),
        ("apps", "deployments")
    );
    assert_eq!(
        (deployment.api_version.as_str(), deployment.version.as_str()),
        ("apps/v1", "v1")
    );
    assert_eq!(
        (deployment.kind.as_str(), deployment.scope),
        ("Deployment", Scope::Namespace)
    );
    assert_eq!(resource("api::core::v1::Node").scope, Scope::Cluster);
    assert_eq!(resource("api::core::v1::Node").group, "");
    assert_eq!(resource("api::policy::v1::Eviction").scope, Scope::Subresource);
}

#[test]
fn nothing_is_found_where_nothing_stands() {
    let mut source = KubernetesSource::open(&ROOT, "v1_35").unwrap();
    for at in [
        "api::core::v1::Pots",
        "api::core::v1",
        "api::core::v1::pod::Pod",
        "v1_35::api::core::v1::Pod",
        "api::core::v1::Pod::Spec",
        "..::v1_36::api",
        "apimachinery::pkg::apis::meta::v1::Duration",
        "List",
        "ByteString",
        "",
    ] {
        assert_eq!(source.definition(&path(at)).unwrap(), None, "{at}");
        assert!(source.closure(&path(at)).unwrap().is_empty());
    }
    assert_eq!(source.definition::<&str>(&[]).unwrap(), None);
}

#[test]
fn a_feature_names_the_version() {
    for (feature, minor) in [("earliest", 33), ("v1_34", 34), ("v1_35", 35), ("latest", 37)] {
        assert_eq!(KubernetesSource::open(&ROOT, feature).unwrap().version(), minor);
    }
    // `io.k8s.api.lifecycle` came with 1.37.
    let lifecycle = paths(37)
        .into_iter()
        .find(|path| path.contains(&"lifecycle".to_owned()))
        .unwrap();
    assert!(
        KubernetesSource::open(&ROOT, "latest")
            .unwrap()
            .definition(&lifecycle)
            .unwrap()
            .is_some()
    );
    assert!(
        KubernetesSource::open(&ROOT, "v1_36")
            .unwrap()
            .definition(&lifecycle)
            .unwrap()
            .is_none()
    );
}

#[test]
fn every_type_of_every_version_is_read() {
    for (minor, expected) in [(33, 626), (34, 647), (35, 652), (36, 683), (37, 769)] {
        let mut source = KubernetesSource::open(&ROOT, &format!("v1_{minor}")).unwrap();
        let mut names = BTreeSet::new();
        let mut referred = BTreeSet::new();
        for path in paths(minor) {
            let definition = source.definition(&path).unwrap().unwrap();
            assert_eq!(definition.rust_path, path);
            referred.extend(definition.refs.iter().map(|reference| reference.name.clone()));
            names.insert(definition.name.clone());
        }
        assert_eq!(names.len(), expected, "1.{minor}");
        assert!(referred.is_subset(&names));
    }
}

#[test]
fn only_the_files_on_the_way_are_read() {
    let mut source = KubernetesSource::open(&ROOT, "v1_35").unwrap();
    assert_eq!(source.files_read().count(), 0);
    source.definition(&path("api::core::v1::EnvVar")).unwrap();
    let version = ROOT.join("src/v1_35");
    let read = |source: &KubernetesSource| -> Vec<String> {
        source
            .files_read()
            .map(|file| {
                file.strip_prefix(&version)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .replace('\\', "/")
            })
            .collect()
    };
    let first = read(&source);
    assert_eq!(
        first,
        [
            "api/core/mod.rs",
            "api/core/v1/env_var.rs",
            "api/core/v1/env_var_source.rs",
            "api/core/v1/mod.rs",
            "api/mod.rs",
            "mod.rs"
        ]
    );
    source.definition(&path("api::core::v1::EnvVar")).unwrap();
    assert_eq!(read(&source), first);
}

#[test]
fn a_closure_holds_all_that_a_schema_leads_to() {
    let mut source = KubernetesSource::open(&ROOT, "v1_35").unwrap();
    let closure = source.closure(&path("api::core::v1::PodTemplateSpec")).unwrap();
    assert!(closure.contains_key("io.k8s.api.core.v1.PodTemplateSpec"));
    assert!(closure.contains_key("io.k8s.apimachinery.pkg.api.resource.Quantity"));
    assert!((100..130).contains(&closure.len()), "{}", closure.len());
    for (name, definition) in &closure {
        assert_eq!(name, &definition.name);
        assert!(definition.refs.iter().all(|to| closure.contains_key(&to.name)));
    }
    // One that refers to itself ends too.
    let props = "apiextensions_apiserver::pkg::apis::apiextensions::v1::JSONSchemaProps";
    let closure = source.closure(&path(props)).unwrap();
    let name = "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps";
    assert!(closure[name].refs.iter().any(|to| to.name == name));
}

#[test]
fn escapes_in_descriptions_are_read() {
    let mut source = KubernetesSource::open(&ROOT, "v1_35").unwrap();
    let quantity = source
        .definition(&path("apimachinery::pkg::api::resource::Quantity"))
        .unwrap()
        .unwrap();
    let description = quantity.schema["description"].as_str().unwrap();
    assert!(
        description.contains("\n\n\t(Note that <suffix> may be empty, from the \"\" case in <decimalSI>.)")
    );
    assert_eq!(quantity.schema["x-kubernetes-int-or-string"], json!(true));
    assert_eq!(quantity.schema.get("type"), None::<&Value>);
}
