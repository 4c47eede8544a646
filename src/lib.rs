//! Kubernetes manifests from annotated Rust types.
