//! The Service under whose name the pods of a database are found.

use super::engine::image;
use super::{labels, metadata};
use crate::api::Database;
use crate::error::Error;
use k8s_openapi::api::core::v1::{Service, ServicePort, ServiceSpec};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;
use kube::ResourceExt;

/// The headless Service of a database: one name for each of its pods.
///
/// # Errors
/// The object does not come from an API server.
pub fn service(database: &Database) -> Result<Service, Error> {
    let port = image(database.spec.engine).port;
    Ok(Service {
        metadata: metadata(database)?,
        spec: Some(ServiceSpec {
            cluster_ip: Some("None".to_owned()),
            selector: Some(labels(&database.name_any())),
            ports: Some(vec![ServicePort {
                name: Some("database".to_owned()),
                port,
                target_port: Some(IntOrString::Int(port)),
                ..ServicePort::default()
            }]),
            ..ServiceSpec::default()
        }),
        ..Service::default()
    })
}
