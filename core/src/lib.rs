//! The model of kubewright: from attributes to manifests.
