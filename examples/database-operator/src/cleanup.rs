//! What is left to do when a `Database` is deleted.

use crate::api::{Database, DeletionPolicy};
use crate::error::Error;
use crate::resources;
use k8s_openapi::api::core::v1::PersistentVolumeClaim;
use kube::api::{Api, DeleteParams, ListParams};
use kube::runtime::controller::Action;
use kube::{Client, ResourceExt};
use kubewright::rbac;

/// Deletes the volume claims if the database says so.
///
/// The Service and the StatefulSet go by themselves, for the `Database` is their owner; a StatefulSet's volume
/// claims have none.
///
/// # Errors
/// A request failed.
#[rbac(PersistentVolumeClaim, verbs(deletecollection))]
pub async fn cleanup(database: &Database, namespace: &str, client: &Client) -> Result<Action, Error> {
    if database.spec.deletion_policy == DeletionPolicy::Delete {
        let claims = Api::<PersistentVolumeClaim>::namespaced(client.clone(), namespace);
        let ours = ListParams::default().labels(&resources::selector(&database.name_any()));
        claims
            .delete_collection(&DeleteParams::default(), &ours)
            .await
            .map_err(Error::doing("delete the volume claims"))?;
    }
    Ok(Action::await_change())
}
