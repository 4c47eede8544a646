//! CA bundles: PEM certificates.

/// Why `bundle` holds no certificates, in the server's words.
pub(crate) fn complaint(bundle: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(bundle);
    let has_certificate =
        text.contains("-----BEGIN CERTIFICATE-----") && text.contains("-----END CERTIFICATE-----");
    (!has_certificate).then_some("unable to load root certificates: unable to parse bytes as PEM block")
}
