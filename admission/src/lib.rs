//! What the Kubernetes API server would say about a CRD or an object.
