//! References to definitions, as schemars writes them.

/// Where `$ref`s lead.
const DEFINITIONS: [&str; 2] = ["#/$defs/", "#/definitions/"];

/// The name of the definition that a `$ref` leads to: it is a JSON pointer in the fragment of a URI.
pub(crate) fn definition(reference: &str) -> Option<String> {
    let mut prefixes = DEFINITIONS.iter();
    let name = prefixes.find_map(|prefix| reference.strip_prefix(prefix))?;
    Some(decoded(name).replace("~1", "/").replace("~0", "~"))
}

/// A text whose bytes beyond those of a URI are written as `%C3`; a `%` before anything else is itself.
fn decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text);
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend(before.bytes());
        let digits = after.split_at_checked(2);
        let byte = digits.and_then(|(digits, rest)| Some((u8::from_str_radix(digits, 16).ok()?, rest)));
        let (byte, others) = byte.unwrap_or((b'%', after));
        bytes.push(byte);
        rest = others;
    }
    bytes.extend(rest.bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::definition;

    #[test]
    fn a_reference_leads_to_the_name_as_it_was_before_schemars_wrote_it() {
        let table = [
            ("#/$defs/Engine", Some("Engine")),
            (
                "#/definitions/io.k8s.api.core.v1.Pod",
                Some("io.k8s.api.core.v1.Pod"),
            ),
            ("#/$defs/Gr%C3%B6%C3%9Fe", Some("Größe")),
            ("#/$defs/Größe", Some("Größe")),
            ("#/$defs/a~1b~01", Some("a/b~1")),
            ("#/$defs/100%25%2D", Some("100%-")),
            ("#/$defs/5%", Some("5%")),
            ("#/$defs/%zz%ä", Some("%zz%ä")),
            ("#/$defs/%FF", Some("%FF")),
            ("#/properties/a", None),
        ];
        for (reference, name) in table {
            assert_eq!(definition(reference).as_deref(), name, "{reference}");
        }
    }
}
