//! A CRD as the server holds it: decoded from `apiextensions.k8s.io/v1`, defaulted, and what all versions have in
//! common moved to the top (so its errors name `spec.validation`, not `spec.versions[0].schema`).

use std::borrow::Cow;

use crate::object_meta::ObjectMeta;
use crate::schema::Schema;

/// A `CustomResourceDefinition`.
pub(crate) struct Crd<'a> {
    pub(crate) metadata: ObjectMeta<'a>,
    pub(crate) spec: Spec<'a>,
    pub(crate) status: Status<'a>,
    /// The unknown fields that the decoder dropped, by path.
    pub(crate) unknown: Vec<String>,
}

/// `spec`, with what all versions share.
pub(crate) struct Spec<'a> {
    pub(crate) group: &'a str,
    pub(crate) names: Names<'a>,
    pub(crate) scope: &'a str,
    pub(crate) versions: Vec<Version<'a>>,
    pub(crate) validation: Option<Validation<'a>>,
    pub(crate) subresources: Option<Subresources<'a>>,
    pub(crate) columns: Vec<Column<'a>>,
    pub(crate) selectable_fields: Vec<&'a str>,
    pub(crate) conversion: Conversion<'a>,
    pub(crate) preserve_unknown_fields: bool,
}

/// `spec.names` or `status.acceptedNames`.
#[derive(Default)]
pub(crate) struct Names<'a> {
    pub(crate) plural: &'a str,
    pub(crate) singular: Cow<'a, str>,
    pub(crate) short_names: Vec<&'a str>,
    pub(crate) kind: &'a str,
    pub(crate) list_kind: Cow<'a, str>,
    pub(crate) categories: Vec<&'a str>,
}

/// An entry of `spec.versions`, without what was moved to the top.
pub(crate) struct Version<'a> {
    pub(crate) name: &'a str,
    pub(crate) served: bool,
    pub(crate) storage: bool,
    pub(crate) deprecated: bool,
    pub(crate) deprecation_warning: Option<&'a str>,
    pub(crate) validation: Option<Validation<'a>>,
    pub(crate) subresources: Option<Subresources<'a>>,
    pub(crate) columns: Vec<Column<'a>>,
    pub(crate) selectable_fields: Vec<&'a str>,
}

/// `schema`, which may hold no `openAPIV3Schema`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Validation<'a> {
    pub(crate) schema: Option<Schema<'a>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Subresources<'a> {
    pub(crate) status: bool,
    pub(crate) scale: Option<Scale<'a>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Scale<'a> {
    pub(crate) spec_replicas: &'a str,
    pub(crate) status_replicas: &'a str,
    pub(crate) label_selector: Option<&'a str>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Column<'a> {
    pub(crate) name: &'a str,
    pub(crate) type_name: &'a str,
    pub(crate) format: &'a str,
    pub(crate) description: &'a str,
    pub(crate) priority: i32,
    pub(crate) json_path: &'a str,
}

/// `spec.conversion`, in the server's own shape.
#[derive(Default)]
pub(crate) struct Conversion<'a> {
    pub(crate) strategy: &'a str,
    pub(crate) client: Option<Client<'a>>,
    pub(crate) review_versions: Vec<&'a str>,
}

#[derive(Default)]
pub(crate) struct Client<'a> {
    pub(crate) url: Option<&'a str>,
    pub(crate) service: Option<Service<'a>>,
    /// Base64, as written.
    pub(crate) ca_bundle: Vec<u8>,
}

#[derive(Default)]
pub(crate) struct Service<'a> {
    pub(crate) namespace: &'a str,
    pub(crate) name: &'a str,
    pub(crate) path: Option<&'a str>,
    pub(crate) port: i32,
}

#[derive(Default)]
pub(crate) struct Status<'a> {
    pub(crate) accepted_names: Names<'a>,
    pub(crate) stored_versions: Vec<&'a str>,
    pub(crate) established: bool,
}

impl<'a> Spec<'a> {
    pub(crate) fn hoisted_schema(&self) -> Option<&Schema<'a>> {
        self.validation.as_ref()?.schema.as_ref()
    }

    /// The name of the first version, which the server also keeps as `spec.version`.
    pub(crate) fn first_version(&self) -> &'a str {
        self.versions.first().map(|v| v.name).unwrap_or_default()
    }

    pub(crate) fn schema_of(&self, version: &str) -> Option<&Schema<'a>> {
        let own = self.versions.iter().find(|v| v.name == version)?;
        self.hoisted_schema().or_else(|| own.own_schema())
    }

    pub(crate) fn subresources_of(&self, version: &str) -> Option<&Subresources<'a>> {
        if self.versions.iter().all(|v| v.subresources.is_none()) {
            return self.subresources.as_ref();
        }
        self.versions
            .iter()
            .find(|v| v.name == version)?
            .subresources
            .as_ref()
    }

    /// Whether any version has a status.
    pub(crate) fn has_status(&self) -> bool {
        self.subresources
            .iter()
            .chain(self.versions.iter().filter_map(|v| v.subresources.as_ref()))
            .any(|s| s.status)
    }
}

impl<'a> Version<'a> {
    pub(crate) fn own_schema(&self) -> Option<&Schema<'a>> {
        self.validation.as_ref()?.schema.as_ref()
    }
}

impl Crd<'_> {
    /// What the server makes of a new CRD's status: only the storage version.
    pub(crate) fn reset_status(&mut self) {
        // Of several storage versions, only the first counts.
        let stored = self
            .spec
            .versions
            .iter()
            .find(|v| v.storage)
            .map(|v| v.name)
            .into_iter()
            .collect();
        self.status = Status {
            stored_versions: stored,
            ..Status::default()
        };
    }
}
