//! The syntax of names: DNS labels and subdomains, label keys and values, path segments.
//!
//! Every function answers the server's complaints, none for a valid name.

use std::borrow::Cow;

use crate::KubernetesVersion;

const DNS1035_LABEL: &str = "[a-z]([-a-z0-9]*[a-z0-9])?";
const DNS1123_LABEL: &str = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const DNS1123_SUBDOMAIN: &str = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
const LABEL_KEY: &str = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const LABEL_VALUE: &str = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";
const LABEL_KEY_RULE: &str = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

fn explain(rule: &str, examples: &[&str], regex: &str) -> String {
    let quoted: Vec<String> = examples.iter().map(|e| format!("'{e}', ")).collect();
    format!(
        "{rule} (e.g. {}regex used for validation is '{regex}')",
        quoted.join(" or ")
    )
}

fn too_long(length: usize) -> String {
    format!("must be no more than {length} characters")
}

/// As [`too_long`], of label keys and values: from 1.35 on in bytes.
fn too_long_label(length: usize, version: KubernetesVersion) -> String {
    let unit = if version <= KubernetesVersion::V1_34 {
        "characters"
    } else {
        "bytes"
    };
    format!("must be no more than {length} {unit}")
}

/// Letters, digits and inner dashes, `first` deciding the first character.
fn is_label(text: &str, first: fn(u8) -> bool) -> bool {
    let alphanumeric = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    match text.as_bytes() {
        [] => false,
        [head, rest @ ..] => {
            first(*head)
                && rest.iter().all(|b| alphanumeric(*b) || *b == b'-')
                && rest.last().is_none_or(|b| alphanumeric(*b))
        }
    }
}

pub(crate) fn is_dns1123_label(text: &str) -> bool {
    is_label(text, |b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

pub(crate) fn is_dns1123_subdomain(text: &str) -> bool {
    text.split('.').all(is_dns1123_label)
}

pub(crate) fn dns1035_label(text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    if text.len() > 63 {
        complaints.push(too_long(63));
    }
    if !is_label(text, |b| b.is_ascii_lowercase()) {
        let rule = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an \
                    alphabetic character, and end with an alphanumeric character";
        complaints.push(explain(rule, &["my-name", "abc-123"], DNS1035_LABEL));
    }
    complaints
}

pub(crate) fn dns1123_label(text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    if text.len() > 63 {
        complaints.push(too_long(63));
    }
    if !is_dns1123_label(text) {
        let rule = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must \
                    start and end with an alphanumeric character";
        complaints.push(if is_dns1123_subdomain(text) {
            "must not contain dots".to_owned()
        } else {
            explain(rule, &["my-name", "123-abc"], DNS1123_LABEL)
        });
    }
    complaints
}

pub(crate) fn dns1123_subdomain(text: &str) -> Vec<String> {
    subdomain(text, too_long(253))
}

fn subdomain(text: &str, too_long: String) -> Vec<String> {
    let mut complaints = Vec::new();
    if text.len() > 253 {
        complaints.push(too_long);
    }
    if !is_dns1123_subdomain(text) {
        let rule = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', \
                    and must start and end with an alphanumeric character";
        complaints.push(explain(rule, &["example.com"], DNS1123_SUBDOMAIN));
    }
    complaints
}

/// A qualified name: an optional subdomain and a slash, then a name.
pub(crate) fn label_key(text: &str, version: KubernetesVersion) -> Vec<String> {
    let mut complaints = Vec::new();
    let examples = ["MyName", "my.name", "123-abc"];
    let mut parts = text.splitn(3, '/');
    let name = match (parts.next(), parts.next(), parts.next()) {
        (Some(name), None, _) => name,
        (Some(prefix), Some(name), None) => {
            if prefix.is_empty() {
                complaints.push("prefix part must be non-empty".to_owned());
            } else {
                complaints.extend(
                    subdomain(prefix, too_long_label(253, version))
                        .into_iter()
                        .map(|c| format!("prefix part {c}")),
                );
            }
            name
        }
        _ => {
            let kind = if version <= KubernetesVersion::V1_34 {
                "qualified name"
            } else {
                "valid label key"
            };
            return vec![format!(
                "a {kind} {} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
                explain(LABEL_KEY_RULE, &examples, LABEL_KEY)
            )];
        }
    };
    if name.is_empty() {
        complaints.push("name part must be non-empty".to_owned());
    } else if name.len() > 63 {
        complaints.push(format!("name part {}", too_long_label(63, version)));
    }
    if !is_label_name(name) {
        complaints.push(format!(
            "name part {}",
            explain(LABEL_KEY_RULE, &examples, LABEL_KEY)
        ));
    }
    complaints
}

pub(crate) fn label_value(text: &str, version: KubernetesVersion) -> Vec<String> {
    let mut complaints = Vec::new();
    if text.len() > 63 {
        complaints.push(too_long_label(63, version));
    }
    if !text.is_empty() && !is_label_name(text) {
        let rule = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', \
                    and must start and end with an alphanumeric character";
        complaints.push(explain(rule, &["MyValue", "my_value", "12345"], LABEL_VALUE));
    }
    complaints
}

fn is_label_name(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.last().is_some_and(u8::is_ascii_alphanumeric)
        && bytes
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(b))
}

/// A name that can stand as one segment of a URL's path; `prefix` where more text will follow it.
pub(crate) fn path_segment(text: &str, prefix: bool) -> Vec<String> {
    if !prefix && (text == "." || text == "..") {
        return vec![format!("may not be '{text}'")];
    }
    ["/", "%"]
        .iter()
        .filter(|c| text.contains(**c))
        .map(|c| format!("may not contain '{c}'"))
        .collect()
}

/// The name of an object: a subdomain. A prefix may end in a dash, since more text will follow.
pub(crate) fn object_name(text: &str, prefix: bool) -> Vec<String> {
    if prefix {
        dns1123_subdomain(&masked(text))
    } else {
        dns1123_subdomain(text)
    }
}

/// A prefix as it is judged: with a letter in place of its last dash and, as the server does it, of what is before.
pub(crate) fn masked(prefix: &str) -> Cow<'_, str> {
    match prefix.strip_suffix('-') {
        Some(head) if !head.is_empty() => {
            let mut masked = head.to_owned();
            if head.ends_with(|c: char| c.is_ascii()) {
                masked.pop();
            }
            masked.push('a');
            Cow::Owned(masked)
        }
        _ => Cow::Borrowed(prefix),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_subdomains_are_told_apart() {
        let version = KubernetesVersion::V1_37;
        for good in ["a", "a-b", "a1"] {
            assert!(dns1035_label(good).is_empty(), "{good}");
        }
        for bad in ["", "1a", "a-", "-a", "A", "a.b", "a_b"] {
            assert_eq!(dns1035_label(bad).len(), 1, "{bad}");
        }
        assert_eq!(dns1123_label("a.b"), ["must not contain dots"]);
        assert!(dns1123_subdomain("1.a-b").is_empty());
        assert_eq!(dns1123_subdomain("a..b").len(), 1);
        assert_eq!(
            dns1123_subdomain(&"a".repeat(254)),
            ["must be no more than 253 characters"]
        );
        assert!(label_key("a.b/C_d.e", version).is_empty());
        assert_eq!(label_key("/x", version), ["prefix part must be non-empty"]);
        assert_eq!(label_key("", version).len(), 2);
        assert!(label_value("", version).is_empty());
        assert!(object_name("web-", true).is_empty());
        assert_eq!(object_name("web-", false).len(), 1);
        assert_eq!(path_segment("a/b%c", false).len(), 2);
    }
}
