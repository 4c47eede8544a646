//! Reading a CRD: decoding, defaulting, and moving to the top what all versions share.

use std::borrow::Cow;
use std::cell::RefCell;

use serde_json::Value;

use super::model::{
    Client, Column, Conversion, Crd, Names, Scale, Service, Spec, Status, Subresources, Validation, Version,
};
use crate::decode::{DecodeError, Object, Place};
use crate::object_meta::ObjectMeta;
use crate::schema::Schema;
use crate::schema::same::are_same;

impl<'a> Crd<'a> {
    /// Decodes and defaults a CRD.
    pub(crate) fn decode(value: &'a Value) -> Result<Self, DecodeError> {
        let unknown = RefCell::new(Vec::new());
        let root = Place::root(Some(&unknown));
        let fields = ["apiVersion", "kind", "metadata", "spec", "status"];
        let object = Object::read(value, "CustomResourceDefinition", &fields, &root)?;
        object.text("apiVersion")?;
        object.text("kind")?;
        let metadata = ObjectMeta::decode(
            object.get("metadata").unwrap_or(&Value::Null),
            &root.field("metadata"),
        )?;
        let spec = spec(object.get("spec").unwrap_or(&Value::Null), &root.field("spec"))?;
        let status = status(
            object.get("status").unwrap_or(&Value::Null),
            &root.field("status"),
        )?;
        let mut crd = Self {
            metadata,
            spec,
            status,
            unknown: unknown.take(),
        };
        crd.unknown.sort();
        hoist(&mut crd.spec);
        Ok(crd)
    }
}

fn spec<'a>(value: &'a Value, place: &Place<'_>) -> Result<Spec<'a>, DecodeError> {
    let fields = [
        "group",
        "names",
        "scope",
        "versions",
        "conversion",
        "preserveUnknownFields",
    ];
    let object = Object::read(value, "CustomResourceDefinitionSpec", &fields, place)?;
    let mut names = names(object.get("names").unwrap_or(&Value::Null), &place.field("names"))?;
    if names.singular.is_empty() {
        names.singular = Cow::Owned(names.kind.to_lowercase());
    }
    if names.list_kind.is_empty() && !names.kind.is_empty() {
        names.list_kind = Cow::Owned(format!("{}List", names.kind));
    }
    let list = place.field("versions");
    let versions = object.array("versions", "[]v1.CustomResourceDefinitionVersion")?;
    let versions = versions
        .into_iter()
        .flatten()
        .enumerate()
        .map(|(i, v)| version(v, &list.index(i)));
    Ok(Spec {
        group: object.text("group")?,
        names,
        scope: object.text("scope")?,
        versions: versions.collect::<Result<_, _>>()?,
        validation: None,
        subresources: None,
        columns: Vec::new(),
        selectable_fields: Vec::new(),
        conversion: match object.get("conversion") {
            Some(value) => conversion(value, &place.field("conversion"))?,
            None => Conversion {
                strategy: "None",
                ..Conversion::default()
            },
        },
        preserve_unknown_fields: object.flag("preserveUnknownFields")?,
    })
}

fn names<'a>(value: &'a Value, place: &Place<'_>) -> Result<Names<'a>, DecodeError> {
    let fields = [
        "plural",
        "singular",
        "shortNames",
        "kind",
        "listKind",
        "categories",
    ];
    let object = Object::read(value, "CustomResourceDefinitionNames", &fields, place)?;
    Ok(Names {
        plural: object.text("plural")?,
        singular: Cow::Borrowed(object.text("singular")?),
        short_names: object.texts("shortNames")?.unwrap_or_default(),
        kind: object.text("kind")?,
        list_kind: Cow::Borrowed(object.text("listKind")?),
        categories: object.texts("categories")?.unwrap_or_default(),
    })
}

fn version<'a>(value: &'a Value, place: &Place<'_>) -> Result<Version<'a>, DecodeError> {
    let fields = [
        "name",
        "served",
        "storage",
        "deprecated",
        "deprecationWarning",
        "schema",
        "subresources",
        "additionalPrinterColumns",
        "selectableFields",
    ];
    let object = Object::read(value, "CustomResourceDefinitionVersion", &fields, place)?;
    let columns = object.array("additionalPrinterColumns", "[]v1.CustomResourceColumnDefinition")?;
    let list = place.field("additionalPrinterColumns");
    let columns = columns
        .into_iter()
        .flatten()
        .enumerate()
        .map(|(i, c)| column(c, &list.index(i)));
    let selectable = object.array("selectableFields", "[]v1.SelectableField")?;
    let list = place.field("selectableFields");
    let selectable = selectable.into_iter().flatten().enumerate().map(|(i, field)| {
        let place = list.index(i);
        Object::read(field, "SelectableField", &["jsonPath"], &place)?.text("jsonPath")
    });
    Ok(Version {
        name: object.text("name")?,
        served: object.flag("served")?,
        storage: object.flag("storage")?,
        deprecated: object.flag("deprecated")?,
        deprecation_warning: object.optional_text("deprecationWarning")?,
        validation: object
            .get("schema")
            .map(|v| validation(v, &place.field("schema")))
            .transpose()?,
        subresources: object
            .get("subresources")
            .map(|v| subresources(v, &place.field("subresources")))
            .transpose()?,
        columns: columns.collect::<Result<_, _>>()?,
        selectable_fields: selectable.collect::<Result<_, _>>()?,
    })
}

fn validation<'a>(value: &'a Value, place: &Place<'_>) -> Result<Validation<'a>, DecodeError> {
    let object = Object::read(value, "CustomResourceValidation", &["openAPIV3Schema"], place)?;
    let below = place.field("openAPIV3Schema");
    let schema = object
        .get("openAPIV3Schema")
        .map(|v| Schema::decode(v, &below))
        .transpose()?;
    Ok(Validation { schema })
}

fn subresources<'a>(value: &'a Value, place: &Place<'_>) -> Result<Subresources<'a>, DecodeError> {
    let object = Object::read(value, "CustomResourceSubresources", &["status", "scale"], place)?;
    if let Some(status) = object.get("status") {
        let below = place.field("status");
        Object::read(status, "CustomResourceSubresourceStatus", &[], &below)?;
    }
    let scale = match object.get("scale") {
        None => None,
        Some(value) => {
            let fields = ["specReplicasPath", "statusReplicasPath", "labelSelectorPath"];
            let below = place.field("scale");
            let scale = Object::read(value, "CustomResourceSubresourceScale", &fields, &below)?;
            Some(Scale {
                spec_replicas: scale.text("specReplicasPath")?,
                status_replicas: scale.text("statusReplicasPath")?,
                label_selector: scale.optional_text("labelSelectorPath")?,
            })
        }
    };
    Ok(Subresources {
        status: object.get("status").is_some(),
        scale,
    })
}

fn column<'a>(value: &'a Value, place: &Place<'_>) -> Result<Column<'a>, DecodeError> {
    let fields = ["name", "type", "format", "description", "priority", "jsonPath"];
    let object = Object::read(value, "CustomResourceColumnDefinition", &fields, place)?;
    Ok(Column {
        name: object.text("name")?,
        type_name: object.text("type")?,
        format: object.text("format")?,
        description: object.text("description")?,
        priority: object.int32("priority")?.unwrap_or_default(),
        json_path: object.text("jsonPath")?,
    })
}

fn conversion<'a>(value: &'a Value, place: &Place<'_>) -> Result<Conversion<'a>, DecodeError> {
    let object = Object::read(value, "CustomResourceConversion", &["strategy", "webhook"], place)?;
    let mut conversion = Conversion {
        strategy: object.text("strategy")?,
        ..Conversion::default()
    };
    let Some(webhook) = object.get("webhook") else {
        return Ok(conversion);
    };
    let place = place.field("webhook");
    let webhook = Object::read(
        webhook,
        "WebhookConversion",
        &["clientConfig", "conversionReviewVersions"],
        &place,
    )?;
    conversion.review_versions = webhook.texts("conversionReviewVersions")?.unwrap_or_default();
    let Some(client) = webhook.get("clientConfig") else {
        return Ok(conversion);
    };
    let place = place.field("clientConfig");
    let client = Object::read(
        client,
        "WebhookClientConfig",
        &["url", "service", "caBundle"],
        &place,
    )?;
    let service = client
        .get("service")
        .map(|v| service(v, &place.field("service")))
        .transpose()?;
    conversion.client = Some(Client {
        url: client.optional_text("url")?,
        service,
        ca_bundle: client.bytes("caBundle")?,
    });
    Ok(conversion)
}

fn service<'a>(value: &'a Value, place: &Place<'_>) -> Result<Service<'a>, DecodeError> {
    let object = Object::read(
        value,
        "ServiceReference",
        &["namespace", "name", "path", "port"],
        place,
    )?;
    Ok(Service {
        namespace: object.text("namespace")?,
        name: object.text("name")?,
        path: object.optional_text("path")?,
        port: object.int32("port")?.unwrap_or(443),
    })
}

fn status<'a>(value: &'a Value, place: &Place<'_>) -> Result<Status<'a>, DecodeError> {
    let fields = [
        "conditions",
        "acceptedNames",
        "storedVersions",
        "observedGeneration",
    ];
    let object = Object::read(value, "CustomResourceDefinitionStatus", &fields, place)?;
    let conditions = object.array("conditions", "[]v1.CustomResourceDefinitionCondition")?;
    let is_established = |c: &Value| {
        let text = |name: &str| c.get(name).and_then(Value::as_str);
        text("type") == Some("Established") && text("status") == Some("True")
    };
    Ok(Status {
        accepted_names: names(
            object.get("acceptedNames").unwrap_or(&Value::Null),
            &place.field("acceptedNames"),
        )?,
        stored_versions: object.texts("storedVersions")?.unwrap_or_default(),
        established: conditions.into_iter().flatten().any(is_established),
    })
}

fn is_same_validation(a: &Option<Validation<'_>>, b: &Option<Validation<'_>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => are_same(a.schema.as_ref(), b.schema.as_ref()),
        _ => a.is_none() && b.is_none(),
    }
}

/// Moves to the top what is the same in all versions.
fn hoist(spec: &mut Spec<'_>) {
    let Some((first, rest)) = spec.versions.split_first_mut() else {
        return;
    };
    if rest
        .iter()
        .all(|v| is_same_validation(&v.validation, &first.validation))
    {
        spec.validation = first.validation.take();
        rest.iter_mut().for_each(|v| v.validation = None);
    }
    if rest.iter().all(|v| v.subresources == first.subresources) {
        spec.subresources = first.subresources.take();
        rest.iter_mut().for_each(|v| v.subresources = None);
    }
    if rest.iter().all(|v| v.columns == first.columns) {
        spec.columns = std::mem::take(&mut first.columns);
        rest.iter_mut().for_each(|v| v.columns.clear());
    }
    if rest
        .iter()
        .all(|v| v.selectable_fields == first.selectable_fields)
    {
        spec.selectable_fields = std::mem::take(&mut first.selectable_fields);
        rest.iter_mut().for_each(|v| v.selectable_fields.clear());
    }
}
