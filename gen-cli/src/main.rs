//! gen-cli: Kubernetes manifests from annotated Rust source.

fn main() {}
