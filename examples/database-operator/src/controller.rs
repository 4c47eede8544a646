//! The controller: watches databases and what belongs to them, and brings the one in line with the other.
//!
//! The rights it needs stand at the functions that use them; `gen-cli manifests` collects them in `config/rbac`.

use crate::api::{Database, DatabaseStatus};
use crate::cleanup;
use crate::error::Error;
use crate::resources::{self, FIELD_MANAGER};
use crate::status;
use futures::StreamExt;
use k8s_openapi::api::apps::v1::StatefulSet;
use k8s_openapi::api::core::v1::Service;
use kube::api::{Api, Patch, PatchParams};
use kube::runtime::controller::{Action, Controller};
use kube::runtime::events::{Event, EventType, Recorder, Reporter};
use kube::runtime::finalizer::{self, finalizer};
use kube::runtime::watcher;
use kube::{Client, Resource, ResourceExt};
use kubewright::rbac;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// Guards the deletion of a `Database` until [`cleanup::cleanup`] is done.
pub const FINALIZER: &str = "databases.stable.example.com/cleanup";

/// How long after a success a database is looked at again, even if nothing is heard of it.
const RESYNC: Duration = Duration::from_secs(30 * 60);
/// How long after an error it is tried again.
const RETRY: Duration = Duration::from_secs(15);

/// What every reconciliation needs.
pub struct Context {
    /// The connection to the API server.
    pub client: Client,
    /// Publishes events about a database.
    pub recorder: Recorder,
}

/// Runs the controller until the process is told to stop.
#[rbac(Database, verbs(get, list, watch))]
#[rbac(StatefulSet, verbs(get, list, watch))]
#[rbac(Service, verbs(get, list, watch))]
pub async fn run(client: Client) {
    let recorder = Recorder::new(client.clone(), Reporter::from(FIELD_MANAGER));
    let databases = Api::<Database>::all(client.clone());
    let stateful_sets = Api::<StatefulSet>::all(client.clone());
    let services = Api::<Service>::all(client.clone());
    Controller::new(databases, watcher::Config::default())
        .owns(stateful_sets, watcher::Config::default())
        .owns(services, watcher::Config::default())
        .shutdown_on_signal()
        .run(reconcile, error_policy, Arc::new(Context { client, recorder }))
        .for_each(|outcome| async move {
            match outcome {
                Ok((database, _)) => tracing::debug!(%database, "reconciled"),
                Err(error) => tracing::debug!(%error, "not reconciled"),
            }
        })
        .await;
}

/// Brings what exists in line with what a `Database` asks for; called again after every change of either.
///
/// # Errors
/// A request failed; [`error_policy`] says when it is tried again.
#[rbac(Database, verbs(patch))]
pub async fn reconcile(database: Arc<Database>, context: Arc<Context>) -> Result<Action, Error> {
    let namespace = database.namespace().ok_or(Error::Incomplete("namespace"))?;
    let databases = Api::<Database>::namespaced(context.client.clone(), &namespace);
    finalizer(&databases, FINALIZER, database, |event| async {
        match event {
            finalizer::Event::Apply(database) => apply(&database, &namespace, &context).await,
            finalizer::Event::Cleanup(database) => {
                cleanup::cleanup(&database, &namespace, &context.client).await
            }
        }
    })
    .await
    .map_err(|error| Error::Finalizer(Box::new(error)))
}

/// Applies the Service and the StatefulSet, then reports what the StatefulSet says.
///
/// A cluster may ask of whoever makes itself an owner that blocks a deletion the right to change the owner's
/// finalizers.
#[rbac(StatefulSet, verbs(create, patch))]
#[rbac(Service, verbs(create, patch))]
#[rbac(
    groups("stable.example.com"),
    resources("databases/finalizers"),
    verbs(update)
)]
async fn apply(database: &Database, namespace: &str, context: &Context) -> Result<Action, Error> {
    let services = Api::<Service>::namespaced(context.client.clone(), namespace);
    let service = resources::service(database)?;
    services
        .patch(&service.name_any(), &server_side_apply(), &Patch::Apply(&service))
        .await
        .map_err(Error::doing("apply the Service"))?;

    let stateful_sets = Api::<StatefulSet>::namespaced(context.client.clone(), namespace);
    let stateful_set = resources::stateful_set(database)?;
    let applied = stateful_sets
        .patch(
            &stateful_set.name_any(),
            &server_side_apply(),
            &Patch::Apply(&stateful_set),
        )
        .await
        .map_err(Error::doing("apply the StatefulSet"))?;

    report(database, namespace, status::of(database, &applied), context).await?;
    Ok(Action::requeue(RESYNC))
}

/// Writes the status where it differs from the one that is there; a database that becomes ready is an event.
#[rbac(groups("stable.example.com"), resources("databases/status"), verbs(patch))]
#[rbac(groups("events.k8s.io"), resources("events"), verbs(create, patch))]
async fn report(
    database: &Database,
    namespace: &str,
    status: DatabaseStatus,
    context: &Context,
) -> Result<(), Error> {
    if database.status.as_ref() == Some(&status) {
        return Ok(());
    }
    let databases = Api::<Database>::namespaced(context.client.clone(), namespace);
    let patch = json!({
        "apiVersion": Database::api_version(&()),
        "kind": Database::kind(&()),
        "status": status,
    });
    databases
        .patch_status(&database.name_any(), &server_side_apply(), &Patch::Apply(&patch))
        .await
        .map_err(Error::doing("apply the status"))?;
    if status::is_ready(Some(&status)) && !status::is_ready(database.status.as_ref()) {
        let event = Event {
            type_: EventType::Normal,
            reason: "Ready".to_owned(),
            note: Some(format!("{} pods are ready", status.ready_replicas)),
            action: "Reconcile".to_owned(),
            secondary: None,
        };
        context
            .recorder
            .publish(&event, &database.object_ref(&()))
            .await
            .map_err(Error::doing("publish an event"))?;
    }
    Ok(())
}

/// Says when a database that could not be reconciled is tried again.
pub fn error_policy(database: Arc<Database>, error: &Error, _: Arc<Context>) -> Action {
    tracing::warn!(database = database.name_any(), namespace = database.namespace(), %error, "trying again");
    Action::requeue(RETRY)
}

/// We own what we apply: a field that somebody else changed is set back.
fn server_side_apply() -> PatchParams {
    PatchParams::apply(FIELD_MANAGER).force()
}
