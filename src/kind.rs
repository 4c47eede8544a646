//! Kinds and their manifests.

use crate::Error;
use crate::private::{Hole, filled};
use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinition;
use kubewright_core::crd::manifest;
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::emit::generated_file;
use kubewright_core::model::Resource;
use kubewright_core::span::Span;
use kubewright_core::structural::{self, Descriptions, KubernetesTypes, Schemas};
use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::Value;

/// A kind whose CustomResourceDefinition follows from its Rust type. Derive it with `#[derive(CustomResource)]`.
pub trait CustomResource: k8s_openapi::Resource {
    /// What the derive knows of the kind.
    #[doc(hidden)]
    const KIND_SOURCE: Kind;

    /// The name of the CustomResourceDefinition: `<plural>.<group>`.
    #[must_use]
    fn crd_name() -> String {
        format!("{}.{}", Self::URL_PATH_SEGMENT, Self::GROUP)
    }

    /// The CustomResourceDefinition as JSON: exactly what is written by `gen-cli manifests`.
    ///
    /// # Errors
    /// What of the kind's types has no structural schema, or what an attribute says that doesn't fit its type.
    fn crd_value() -> Result<Value, Error> {
        let kind = Self::KIND_SOURCE;
        kind.manifest().map_err(|wrong| Error::new(Self::KIND, wrong))
    }

    /// The CustomResourceDefinition as k8s-openapi's type.
    ///
    /// Its bounds are floats: for the exact text take [`crd_yaml`](CustomResource::crd_yaml).
    ///
    /// # Errors
    /// As [`crd_value`](CustomResource::crd_value).
    fn crd() -> Result<CustomResourceDefinition, Error> {
        let value = Self::crd_value()?;
        serde_json::from_value(value).map_err(|error| {
            let message = format!("k8s-openapi can't read the manifest: {error}");
            Error::new(Self::KIND, vec![unreadable(message)])
        })
    }

    /// The CustomResourceDefinition as the file that `gen-cli manifests` writes, byte for byte.
    ///
    /// # Errors
    /// As [`crd_value`](CustomResource::crd_value).
    fn crd_yaml() -> Result<String, Error> {
        Ok(generated_file(&[Self::crd_value()?]))
    }
}

/// What a derive knows of a kind: data, so that nothing is compiled for it until somebody asks.
pub struct Kind {
    /// The `#[resource(…)]` as a template.
    pub resource: &'static str,
    /// What fills its holes.
    pub holes: &'static [Hole],
    /// The schema of the Spec, or of the whole object where the user wrote the root.
    pub schema: SchemaOf,
    /// The schema of the status that goes with a Spec.
    pub status: Option<SchemaOf>,
}

/// A type whose `#[resource(…)]` is read by `#[derive(CustomResource)]`.
pub trait IsAKind {}

/// Asks rustc whether a type is one: the constant of the inherent impl goes before the trait's.
pub struct KindProbe<T: ?Sized>(std::marker::PhantomData<T>);

/// No kind.
pub trait NoKind {
    /// Nothing reads the attribute.
    const KIND: bool = false;
}

impl<T: ?Sized> NoKind for KindProbe<T> {}

impl<T: IsAKind> KindProbe<T> {
    /// `CustomResource` reads the attribute.
    pub const KIND: bool = true;
}

/// How the schema of a type is asked for.
pub type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

impl Kind {
    fn manifest(&self) -> Result<Value, Vec<Diagnostic>> {
        let mut generator = SchemaSettings::draft2020_12().into_generator();
        let resource = self.resource(&mut generator)?;
        let schema = (self.schema)(&mut generator).to_value();
        let status = self.status.map(|of| of(&mut generator).to_value());
        let schemas = if resource.is_root {
            Schemas::Root(&schema)
        } else {
            Schemas::Spec {
                spec: &schema,
                status: status.as_ref(),
            }
        };
        let definitions = generator.take_definitions(true);
        let kind = structural::Kind {
            resource: &resource,
            schemas,
            definitions: &definitions,
            kubernetes: &KubernetesTypes::new(KUBERNETES_MINOR, Descriptions::Own),
        };
        Ok(manifest(&resource, structural::version(&kind)?))
    }

    fn resource(&self, generator: &mut SchemaGenerator) -> Result<Resource, Vec<Diagnostic>> {
        let filled = filled(generator, self.resource, self.holes);
        serde_json::from_value(filled).map_err(|error| {
            vec![unreadable(format!(
                "`#[resource]` has a constant of another type: {error}"
            ))]
        })
    }
}

fn unreadable(message: String) -> Diagnostic {
    Diagnostic::new(Code::KeyValue, Span::NONE, "", message)
}

// The Kubernetes version of the k8s-openapi that is compiled in: its facts and no other's are laid over its types.
k8s_openapi::k8s_if_1_33! { const KUBERNETES_MINOR: u8 = 33; }
k8s_openapi::k8s_if_1_34! { const KUBERNETES_MINOR: u8 = 34; }
k8s_openapi::k8s_if_1_35! { const KUBERNETES_MINOR: u8 = 35; }
k8s_openapi::k8s_if_1_36! { const KUBERNETES_MINOR: u8 = 36; }
k8s_openapi::k8s_if_1_37! { const KUBERNETES_MINOR: u8 = 37; }
