//! What is read from source is what the compiled impls say.

use std::any::type_name;

use gen_cli::kubernetes::{KubernetesSource, ResourceConstants, Scope};
use k8s_openapi::Resource;
use schemars::generate::SchemaSettings;

use crate::package::{ROOT, paths};

/// For each type of the list, `$each::<T>($argument)`.
macro_rules! for_types {
    ($each:ident($argument:expr); $($($module:ident)::+ : $($ty:ident $(<$parameter:ty>)?),+;)*) => {
        $({
            use k8s_openapi::$($module)::+::{$($ty),+};
            $($each::<$ty $(<$parameter>)?>($argument);)+
        })*
    };
}

#[test]
fn every_type_has_the_schema_of_its_compiled_impl() {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let types = &mut generator;
    // The types that no other refers to: all others are below them.
    for_types! { register(types);
        api::admissionregistration::v1:
            MutatingWebhookConfiguration, ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding,
            ValidatingWebhookConfiguration;
        api::admissionregistration::v1alpha1: MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding;
        api::admissionregistration::v1beta1: MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding;
        api::apiserverinternal::v1alpha1: StorageVersion;
        api::apps::v1: ControllerRevision, DaemonSet, Deployment, ReplicaSet, StatefulSet;
        api::authentication::v1: SelfSubjectReview, TokenRequest, TokenReview;
        api::authorization::v1:
            LocalSubjectAccessReview, SelfSubjectAccessReview, SelfSubjectRulesReview, SubjectAccessReview;
        api::autoscaling::v1: HorizontalPodAutoscaler, Scale;
        api::autoscaling::v2: HorizontalPodAutoscaler;
        api::batch::v1: CronJob, Job;
        api::certificates::v1: CertificateSigningRequest;
        api::certificates::v1alpha1: ClusterTrustBundle;
        api::certificates::v1beta1: ClusterTrustBundle, PodCertificateRequest;
        api::coordination::v1: Lease;
        api::coordination::v1alpha2: LeaseCandidate;
        api::coordination::v1beta1: LeaseCandidate;
        api::core::v1:
            Binding, ComponentStatus, ConfigMap, Endpoints, Event, LimitRange, Namespace, Node, PersistentVolume,
            Pod, PodTemplate, ReplicationController, ResourceQuota, Secret, Service, ServiceAccount;
        api::discovery::v1: EndpointSlice;
        api::events::v1: Event;
        api::flowcontrol::v1: FlowSchema, PriorityLevelConfiguration;
        api::networking::v1: IPAddress, Ingress, IngressClass, NetworkPolicy, ServiceCIDR;
        api::networking::v1beta1: IPAddress, ServiceCIDR;
        api::node::v1: RuntimeClass;
        api::policy::v1: Eviction, PodDisruptionBudget;
        api::rbac::v1: ClusterRole, ClusterRoleBinding, Role, RoleBinding;
        api::resource::v1: DeviceClass, ResourceClaim, ResourceClaimTemplate, ResourceSlice;
        api::resource::v1alpha3: DeviceTaintRule;
        api::resource::v1beta1: DeviceClass, ResourceClaim, ResourceClaimTemplate, ResourceSlice;
        api::resource::v1beta2: DeviceClass, ResourceClaim, ResourceClaimTemplate, ResourceSlice;
        api::scheduling::v1: PriorityClass;
        api::scheduling::v1alpha1: Workload;
        api::storage::v1:
            CSIDriver, CSINode, CSIStorageCapacity, StorageClass, VolumeAttachment, VolumeAttributesClass;
        api::storage::v1beta1: VolumeAttributesClass;
        api::storagemigration::v1beta1: StorageVersionMigration;
        apiextensions_apiserver::pkg::apis::apiextensions::v1: CustomResourceDefinition;
        apimachinery::pkg::apis::meta::v1:
            APIGroupList, APIResourceList, APIVersions, Patch, Status, WatchEvent<()>;
        apimachinery::pkg::version: Info;
        kube_aggregator::pkg::apis::apiregistration::v1: APIService;
    }
    let compiled = generator.take_definitions(false);

    let mut source = KubernetesSource::open(&ROOT, "v1_35").unwrap();
    let read = paths(35);
    for path in &read {
        let definition = source.definition(path).unwrap().unwrap();
        let expected = &compiled[&definition.name];
        // As values, and as text: what the two print has the same bytes.
        assert_eq!(&definition.schema, expected, "{path:?}");
        assert_eq!(definition.schema.to_string(), expected.to_string(), "{path:?}");
    }
    assert_eq!(read.len(), 652);
    assert_eq!(compiled.len(), read.len());
}

fn register<T: schemars::JsonSchema>(generator: &mut schemars::SchemaGenerator) {
    generator.subschema_for::<T>();
}

#[test]
fn every_kind_has_the_constants_of_its_compiled_impl() {
    let mut source = KubernetesSource::open(&ROOT, "v1_35").unwrap();
    let mut kinds = 0;
    let each = &mut |ty: &str, expected: ResourceConstants| {
        let path = public_path(ty);
        let definition = source.definition(&path).unwrap().unwrap();
        assert_eq!(definition.resource.as_ref(), Some(&expected), "{path:?}");
        kinds += 1;
    };
    for_types! { constants(each);
        api::admissionregistration::v1:
            MutatingWebhookConfiguration, ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding,
            ValidatingWebhookConfiguration;
        api::admissionregistration::v1alpha1: MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding;
        api::admissionregistration::v1beta1: MutatingAdmissionPolicy, MutatingAdmissionPolicyBinding;
        api::apiserverinternal::v1alpha1: StorageVersion;
        api::apps::v1: ControllerRevision, DaemonSet, Deployment, ReplicaSet, StatefulSet;
        api::authentication::v1: SelfSubjectReview, TokenRequest, TokenReview;
        api::authorization::v1:
            LocalSubjectAccessReview, SelfSubjectAccessReview, SelfSubjectRulesReview, SubjectAccessReview;
        api::autoscaling::v1: HorizontalPodAutoscaler, Scale;
        api::autoscaling::v2: HorizontalPodAutoscaler;
        api::batch::v1: CronJob, Job;
        api::certificates::v1: CertificateSigningRequest;
        api::certificates::v1alpha1: ClusterTrustBundle;
        api::certificates::v1beta1: ClusterTrustBundle, PodCertificateRequest;
        api::coordination::v1: Lease;
        api::coordination::v1alpha2: LeaseCandidate;
        api::coordination::v1beta1: LeaseCandidate;
        api::core::v1:
            Binding, ComponentStatus, ConfigMap, Endpoints, Event, LimitRange, Namespace, Node, PersistentVolume,
            PersistentVolumeClaim, Pod, PodTemplate, ReplicationController, ResourceQuota, Secret, Service,
            ServiceAccount;
        api::discovery::v1: EndpointSlice;
        api::events::v1: Event;
        api::flowcontrol::v1: FlowSchema, PriorityLevelConfiguration;
        api::networking::v1: IPAddress, Ingress, IngressClass, NetworkPolicy, ServiceCIDR;
        api::networking::v1beta1: IPAddress, ServiceCIDR;
        api::node::v1: RuntimeClass;
        api::policy::v1: Eviction, PodDisruptionBudget;
        api::rbac::v1: ClusterRole, ClusterRoleBinding, Role, RoleBinding;
        api::resource::v1: DeviceClass, ResourceClaim, ResourceClaimTemplate, ResourceSlice;
        api::resource::v1alpha3: DeviceTaintRule;
        api::resource::v1beta1: DeviceClass, ResourceClaim, ResourceClaimTemplate, ResourceSlice;
        api::resource::v1beta2: DeviceClass, ResourceClaim, ResourceClaimTemplate, ResourceSlice;
        api::scheduling::v1: PriorityClass;
        api::scheduling::v1alpha1: Workload;
        api::storage::v1:
            CSIDriver, CSINode, CSIStorageCapacity, StorageClass, VolumeAttachment, VolumeAttributesClass;
        api::storage::v1beta1: VolumeAttributesClass;
        api::storagemigration::v1beta1: StorageVersionMigration;
        apiextensions_apiserver::pkg::apis::apiextensions::v1: CustomResourceDefinition;
        apimachinery::pkg::apis::meta::v1: APIGroup, APIGroupList, APIResourceList, APIVersions, Status;
        kube_aggregator::pkg::apis::apiregistration::v1: APIService;
    }
    assert_eq!(kinds, 98);
    let with_constants = paths(35).into_iter().filter(|path| {
        let definition = source.definition(path).unwrap().unwrap();
        definition.resource.is_some()
    });
    assert_eq!(with_constants.count(), kinds);
}

fn constants<T: Resource>(each: &mut impl FnMut(&str, ResourceConstants)) {
    let scope = match type_name::<T::Scope>().rsplit("::").next() {
        Some("ClusterResourceScope") => Scope::Cluster,
        Some("NamespaceResourceScope") => Scope::Namespace,
        Some("SubResourceScope") => Scope::Subresource,
        other => panic!("{other:?}"),
    };
    let constants = ResourceConstants {
        api_version: T::API_VERSION.to_owned(),
        group: T::GROUP.to_owned(),
        kind: T::KIND.to_owned(),
        version: T::VERSION.to_owned(),
        url_path_segment: T::URL_PATH_SEGMENT.to_owned(),
        scope,
    };
    each(type_name::<T>(), constants);
}

/// `k8s_openapi::v1_35::api::core::v1::pod::Pod` as a user reaches it: without the version and the file's module.
fn public_path(type_name: &str) -> Vec<&str> {
    let mut segments: Vec<_> = type_name.split("::").skip(2).collect();
    segments.remove(segments.len() - 2);
    segments
}
