//! The constants of a type's `Resource` impl.
//!
//! ```text
//! impl crate::Resource for Deployment {
//!     const API_VERSION: &'static str = "apps/v1";
//!     const GROUP: &'static str = "apps";
//!     const KIND: &'static str = "Deployment";
//!     const VERSION: &'static str = "v1";
//!     const URL_PATH_SEGMENT: &'static str = "deployments";
//!     type Scope = crate::NamespaceResourceScope;
//! }
//! ```

use std::path::Path;

use super::Error;
use super::cursor::Cursor;

/// Where the objects of a kind live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In the cluster: no namespace.
    Cluster,
    /// In a namespace.
    Namespace,
    /// Below an object of another kind: a pod's eviction, a deployment's scale.
    Subresource,
}

/// What the `Resource` impl of a type of k8s-openapi says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceConstants {
    /// `apps/v1`; the version alone in the core group.
    pub api_version: String,
    /// `apps`; empty for the core group.
    pub group: String,
    /// `Deployment`.
    pub kind: String,
    /// `v1`.
    pub version: String,
    /// `deployments`; of a subresource, its own name: `eviction`.
    pub url_path_segment: String,
    /// Where its objects live.
    pub scope: Scope,
}

/// The constants of the type `ty` in its file; none where it is no resource.
pub(super) fn read(file: &Path, text: &str, ty: &str) -> Result<Option<ResourceConstants>, Error> {
    let Some(mut cursor) = Cursor::behind(file, text, "impl crate::Resource for ") else {
        return Ok(None);
    };
    cursor.expect(ty)?;
    cursor.expect("{")?;
    Ok(Some(ResourceConstants {
        api_version: constant(&mut cursor, "API_VERSION")?,
        group: constant(&mut cursor, "GROUP")?,
        kind: constant(&mut cursor, "KIND")?,
        version: constant(&mut cursor, "VERSION")?,
        url_path_segment: constant(&mut cursor, "URL_PATH_SEGMENT")?,
        scope: scope(&mut cursor)?,
    }))
}

fn constant(cursor: &mut Cursor<'_>, name: &str) -> Result<String, Error> {
    cursor.expect("const")?;
    cursor.expect(name)?;
    cursor.expect(": & 'static str =")?;
    let value = cursor.string()?;
    cursor.expect(";")?;
    Ok(value)
}

fn scope(cursor: &mut Cursor<'_>) -> Result<Scope, Error> {
    cursor.expect("type Scope = crate ::")?;
    let before = cursor.clone();
    let scope = match cursor.word()? {
        "ClusterResourceScope" => Scope::Cluster,
        "NamespaceResourceScope" => Scope::Namespace,
        "SubResourceScope" => Scope::Subresource,
        _ => return Err(before.expected("a scope")),
    };
    cursor.expect(";")?;
    Ok(scope)
}
