//! The derives and attributes of kubewright.
