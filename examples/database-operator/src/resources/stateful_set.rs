//! The StatefulSet that runs a database.

use super::engine::image;
use super::{labels, metadata};
use crate::api::{Database, Storage};
use crate::error::Error;
use k8s_openapi::api::apps::v1::{StatefulSet, StatefulSetSpec};
use k8s_openapi::api::core::v1::{
    Container, ContainerPort, EmptyDirVolumeSource, EnvVar, EnvVarSource, PersistentVolumeClaim,
    PersistentVolumeClaimSpec, PodTemplateSpec, SecretKeySelector, Volume, VolumeMount,
    VolumeResourceRequirements,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};
use kube::ResourceExt;

/// The name of the container in which the database runs.
const CONTAINER: &str = "database";
/// The name of the volume that holds its data.
const DATA: &str = "data";

/// The StatefulSet of a database.
///
/// # Errors
/// The object does not come from an API server.
pub fn stateful_set(database: &Database) -> Result<StatefulSet, Error> {
    let name = database.name_any();
    Ok(StatefulSet {
        metadata: metadata(database)?,
        spec: Some(StatefulSetSpec {
            replicas: Some(database.spec.replicas),
            selector: LabelSelector {
                match_labels: Some(labels(&name)),
                ..LabelSelector::default()
            },
            service_name: Some(name),
            template: pods(database),
            volume_claim_templates: database
                .spec
                .storage
                .as_ref()
                .map(|storage| vec![claim(database, storage)]),
            ..StatefulSetSpec::default()
        }),
        ..StatefulSet::default()
    })
}

/// The user's template with what the database needs in it.
fn pods(database: &Database) -> PodTemplateSpec {
    let mut template = database.spec.template.clone().unwrap_or_default();
    let metadata = template.metadata.get_or_insert_default();
    metadata
        .labels
        .get_or_insert_default()
        .extend(labels(&database.name_any()));

    let spec = template.spec.get_or_insert_default();
    match spec
        .containers
        .iter_mut()
        .find(|container| container.name == CONTAINER)
    {
        Some(container) => complete(container, database),
        None => {
            let mut container = Container {
                name: CONTAINER.to_owned(),
                ..Container::default()
            };
            complete(&mut container, database);
            spec.containers.insert(0, container);
        }
    }
    if database.spec.storage.is_none() {
        let volume = Volume {
            name: DATA.to_owned(),
            empty_dir: Some(EmptyDirVolumeSource::default()),
            ..Volume::default()
        };
        put(&mut spec.volumes, volume, |other| other.name == DATA);
    }
    template
}

/// Adds to the container what makes it one of the database; an image that the user gave stays.
fn complete(container: &mut Container, database: &Database) {
    let image = image(database.spec.engine);
    container
        .image
        .get_or_insert_with(|| format!("{}:{}", image.repository, database.spec.version));
    let port = ContainerPort {
        name: Some(CONTAINER.to_owned()),
        container_port: image.port,
        ..ContainerPort::default()
    };
    put(&mut container.ports, port, |other| {
        other.container_port == image.port
    });
    let data = VolumeMount {
        name: DATA.to_owned(),
        mount_path: image.data.to_owned(),
        ..VolumeMount::default()
    };
    put(&mut container.volume_mounts, data, |other| {
        other.mount_path == image.data
    });
    put(&mut container.env, password(image.password, database), |other| {
        other.name == image.password
    });
}

/// The variable that holds the administrator's password, from the Secret.
fn password(variable: &str, database: &Database) -> EnvVar {
    let key = SecretKeySelector {
        name: database.spec.password_secret.0.clone(),
        key: "password".to_owned(),
        optional: None,
    };
    EnvVar {
        name: variable.to_owned(),
        value_from: Some(EnvVarSource {
            secret_key_ref: Some(key),
            ..EnvVarSource::default()
        }),
        ..EnvVar::default()
    }
}

/// Adds an item to a list in which the server allows one of its key, in the place of another with that key.
fn put<T>(list: &mut Option<Vec<T>>, item: T, same_key: impl Fn(&T) -> bool) {
    let list = list.get_or_insert_default();
    list.retain(|other| !same_key(other));
    list.push(item);
}

/// The claim for one copy's volume. It bears our labels, by which it is found when the database is deleted.
fn claim(database: &Database, storage: &Storage) -> PersistentVolumeClaim {
    let requests = [("storage".to_owned(), storage.size.clone())].into();
    PersistentVolumeClaim {
        metadata: ObjectMeta {
            name: Some(DATA.to_owned()),
            labels: Some(labels(&database.name_any())),
            ..ObjectMeta::default()
        },
        spec: Some(PersistentVolumeClaimSpec {
            access_modes: Some(vec!["ReadWriteOnce".to_owned()]),
            storage_class_name: storage.storage_class.as_ref().map(|class| class.0.clone()),
            resources: Some(VolumeResourceRequirements {
                requests: Some(requests),
                limits: None,
            }),
            ..PersistentVolumeClaimSpec::default()
        }),
        ..PersistentVolumeClaim::default()
    }
}
