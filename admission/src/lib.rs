//! What the Kubernetes API server would say about a CRD or an object.
//!
//! Everything here is a pure function of its input: no cluster, no file, no clock. Errors carry the server's own
//! path and text ([`FieldError`]), so that what is refused here reads as it would read there.

pub mod cel;
mod field_error;
mod go;
mod version;

pub use field_error::{BadValue, ErrorType, FieldError};
pub use version::KubernetesVersion;
