//! What the Kubernetes API server would say about a CRD or an object.
//!
//! Everything here is a pure function of its input: no cluster, no file, no clock. Errors carry the server's own
//! path and text ([`FieldError`]), so that what is refused here reads as it would read there.

#[cfg(test)]
mod cases;
pub mod cel;
mod crd;
mod decode;
mod depth;
mod field_error;
mod formats;
pub mod go;
mod go_base64;
mod go_netip;
mod go_time;
mod go_url;
pub mod lint;
mod names;
mod object;
mod object_meta;
mod path;
pub mod pattern;
mod pem;
mod schema;
mod value;
mod version;

pub use crd::{CrdVerdict, validate_crd, validate_crd_update, validate_stored_crd};
pub use decode::DecodeError;
pub use field_error::{BadValue, ErrorType, FieldError};
pub use object::{Kind, ObjectVerdict, Refusal, Via, judge_by_schema};
pub use version::KubernetesVersion;
