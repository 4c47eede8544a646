//! The format library: named formats that strings are checked against.

use super::value::Value;
use crate::{KubernetesVersion, formats, go_url, names};

/// The names of the formats and the length of the regular expression that the server charges for each.
const FORMATS: [(&str, u64); 13] = [
    ("dns1123Label", 30),
    ("dns1123Subdomain", 60),
    ("dns1035Label", 30),
    ("qualifiedName", 60),
    ("dns1123LabelPrefix", 30),
    ("dns1123SubdomainPrefix", 60),
    ("dns1035LabelPrefix", 30),
    ("labelValue", 40),
    ("uri", 1103),
    ("uuid", 70),
    ("byte", 84),
    ("date", 71),
    ("datetime", 71),
];

/// The length of the regular expression that checking against a format costs.
pub(super) fn regex_size(format: &str) -> u64 {
    FORMATS
        .iter()
        .find(|(name, _)| *name == format)
        .map_or(0, |(_, size)| *size)
}

fn named(name: &str) -> Option<&'static str> {
    FORMATS
        .iter()
        .map(|(known, _)| *known)
        .find(|known| *known == name)
}

/// A function of the library; none where the arguments are not its.
pub(super) fn call(function: &str, args: &[Value], version: KubernetesVersion) -> Option<Value> {
    Some(match (function, args) {
        ("format.named", [Value::String(name)]) => {
            named(name).map_or(Value::Optional(None), |name| Value::some(Value::Format(name)))
        }
        ("validate", [Value::Format(name), Value::String(text)]) => {
            let problems = problems(name, text, version);
            if problems.is_empty() {
                Value::Optional(None)
            } else {
                Value::some(Value::list(problems.into_iter().map(Value::string).collect()))
            }
        }
        (_, []) => Value::Format(named(function.strip_prefix("format.")?)?),
        _ => return None,
    })
}

fn problems(format: &str, text: &str, version: KubernetesVersion) -> Vec<String> {
    let of_data = |name: &str, complaint: &str| {
        let valid = formats::matches(name, text);
        (!valid).then(|| complaint.to_owned()).into_iter().collect()
    };
    match format {
        "dns1123Label" => names::dns1123_label(text),
        "dns1035Label" => names::dns1035_label(text),
        "dns1123Subdomain" => names::dns1123_subdomain(text),
        "dns1123LabelPrefix" => names::dns1123_label(&names::masked(text)),
        "dns1035LabelPrefix" => names::dns1035_label(&names::masked(text)),
        "dns1123SubdomainPrefix" => names::object_name(text, true),
        "labelValue" => names::label_value(text, version),
        "qualifiedName" => names::label_key(text, version),
        "uri" => go_url::parse_request_uri(text).err().into_iter().collect(),
        "uuid" => of_data("uuid", "does not match the UUID format"),
        "byte" => of_data("byte", "invalid base64"),
        "date" => of_data("date", "invalid date"),
        "datetime" => of_data("datetime", "invalid datetime"),
        _ => Vec::new(),
    }
}
