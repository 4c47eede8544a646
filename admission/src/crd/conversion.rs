//! `spec.conversion`.

use super::model::{Client, Conversion, Service};
use super::options::Options;
use crate::field_error::BadValue;
use crate::path::Path;
use crate::schema::dump_text_list;
use crate::{FieldError, KubernetesVersion, go_base64, go_url, names, pem};

const DESIRED: &str = "; desired format: https://host[/path]";

/// Validates the conversion of a CRD.
pub(crate) fn validate(
    conversion: &Conversion<'_>,
    path: &Path<'_>,
    options: &Options<'_>,
    errors: &mut Vec<FieldError>,
) {
    let place = path.child("strategy");
    match conversion.strategy {
        "" => errors.push(FieldError::required(place, "")),
        "None" | "Webhook" => {}
        other => errors.push(FieldError::not_supported(place, other, &["None", "Webhook"])),
    }
    let (client_path, review_path) = (
        path.child("webhookClientConfig"),
        path.child("conversionReviewVersions"),
    );
    if conversion.strategy != "Webhook" {
        let detail = "should not be set when strategy is not set to Webhook";
        if conversion.client.is_some() {
            errors.push(FieldError::forbidden(client_path, detail));
        }
        if !conversion.review_versions.is_empty() {
            errors.push(FieldError::forbidden(review_path, detail));
        }
        return;
    }
    match &conversion.client {
        None => errors.push(FieldError::required(
            client_path,
            "required when strategy is set to Webhook",
        )),
        Some(client) => webhook(client, &client_path, options, errors),
    }
    review_versions(&conversion.review_versions, &review_path, options, errors);
}

/// Whether a version that the server speaks is among the review versions, or there are none.
pub(crate) fn has_recognized_review_version(conversion: &Conversion<'_>) -> bool {
    conversion.review_versions.is_empty() || conversion.review_versions.iter().any(|v| is_recognized(v))
}

/// Whether the CRD has a CA bundle that is none.
pub(crate) fn has_invalid_ca_bundle(conversion: &Conversion<'_>) -> bool {
    conversion
        .client
        .as_ref()
        .is_some_and(|c| !c.ca_bundle.is_empty() && pem::complaint(&c.ca_bundle).is_some())
}

fn is_recognized(version: &str) -> bool {
    matches!(version, "v1" | "v1beta1")
}

fn webhook(client: &Client<'_>, path: &Path<'_>, options: &Options<'_>, errors: &mut Vec<FieldError>) {
    match (client.url, &client.service) {
        (Some(address), None) => url(address, &path.child("url"), errors),
        (None, Some(reference)) => service(reference, &path.child("service"), options, errors),
        _ => errors.push(FieldError::required(
            path,
            "exactly one of url or service is required",
        )),
    }
    if !client.ca_bundle.is_empty()
        && !options.allow_invalid_ca_bundle
        && let Some(complaint) = pem::complaint(&client.ca_bundle)
    {
        errors.push(FieldError::invalid(
            path.child("caBundle"),
            go_base64::encode(&client.ca_bundle),
            complaint,
        ));
    }
}

fn url(address: &str, path: &Path<'_>, errors: &mut Vec<FieldError>) {
    let url = match go_url::parse(address) {
        Ok(url) => url,
        Err(error) => {
            errors.push(FieldError::required(
                path,
                format!("url must be a valid URL: {error}{DESIRED}"),
            ));
            return;
        }
    };
    if url.scheme != "https" {
        let detail = format!("'https' is the only allowed URL scheme{DESIRED}");
        errors.push(FieldError::invalid(path, url.scheme.as_str(), detail));
    }
    if url.host.is_empty() {
        errors.push(FieldError::invalid(
            path,
            "",
            format!("host must be specified{DESIRED}"),
        ));
    }
    let forbidden = [
        (url.user, "user information is not permitted in the URL"),
        (
            Some(url.fragment).filter(|f| !f.is_empty()),
            "fragments are not permitted in the URL",
        ),
        (
            Some(url.query).filter(|q| !q.is_empty()),
            "query parameters are not permitted in the URL",
        ),
    ];
    for (part, detail) in forbidden {
        if let Some(part) = part {
            errors.push(FieldError::invalid(path, part, detail));
        }
    }
}

fn service(service: &Service<'_>, path: &Path<'_>, options: &Options<'_>, errors: &mut Vec<FieldError>) {
    // Only 1.33 says more than that it is required.
    let required = |detail| {
        if options.version <= KubernetesVersion::V1_33 {
            detail
        } else {
            ""
        }
    };
    // The server swaps the two: an empty name is told of the namespace, and the other way round.
    if service.namespace.is_empty() {
        errors.push(FieldError::required(
            path.child("name"),
            required("service name is required"),
        ));
    }
    if service.name.is_empty() {
        errors.push(FieldError::required(
            path.child("namespace"),
            required("service namespace is required"),
        ));
    }
    if !(1..=65535).contains(&service.port) {
        let detail = "port is not valid: must be between 1 and 65535, inclusive";
        errors.push(FieldError::invalid(path.child("port"), service.port, detail));
    }
    let Some(written) = service.path.filter(|p| !p.is_empty() && *p != "/") else {
        return;
    };
    let place = path.child("path");
    let mut refuse = |detail: String| errors.push(FieldError::invalid(place, written, detail));
    if written == "//" {
        return refuse("segment[0] may not be empty".to_owned());
    }
    if !written.starts_with('/') {
        refuse("must start with a '/'".to_owned());
    }
    // The first byte is taken for the slash, whatever it is.
    let rest = String::from_utf8_lossy(written.as_bytes().get(1..).unwrap_or_default());
    for (i, segment) in rest.strip_suffix('/').unwrap_or(&rest).split('/').enumerate() {
        if segment.is_empty() {
            refuse(format!("segment[{i}] may not be empty"));
            continue;
        }
        for complaint in names::dns1123_subdomain(segment) {
            refuse(format!("segment[{i}]: {complaint}"));
        }
    }
}

fn review_versions(versions: &[&str], path: &Path<'_>, options: &Options<'_>, errors: &mut Vec<FieldError>) {
    if versions.is_empty() {
        errors.push(FieldError::required(path, ""));
        return;
    }
    for (i, version) in versions.iter().enumerate() {
        let place = path.index(i);
        if versions.iter().take(i).any(|earlier| earlier == version) {
            errors.push(FieldError::invalid(place, *version, "duplicate version"));
            continue;
        }
        for complaint in names::dns1035_label(version) {
            errors.push(FieldError::invalid(place, *version, complaint));
        }
    }
    if options.require_recognized_review_version && !versions.iter().any(|v| is_recognized(v)) {
        let value = BadValue::Printed(dump_text_list(versions));
        errors.push(FieldError::invalid(
            path,
            value,
            "must include at least one of v1, v1beta1",
        ));
    }
}
