//! The names that Kubernetes takes, and those that follow from others.

/// What is wrong with a DNS-1123 subdomain, if anything.
pub(super) fn subdomain(name: &str) -> Option<&'static str> {
    let label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if name.len() > 253 {
        Some("it is longer than 253 characters")
    } else if !name.split('.').all(label) {
        Some("it is no DNS subdomain: lower case letters, digits, `-` and `.`, ends alphanumeric")
    } else {
        None
    }
}

/// What is wrong with a DNS-1035 label, if anything.
pub(super) fn label(name: &str) -> Option<&'static str> {
    if name.len() > 63 {
        return Some("it is longer than 63 characters");
    }
    let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
    let ends = !name.ends_with('-');
    let inside = name
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    (!(starts && ends && inside)).then_some(
        "it is no DNS label: lower case letters, digits and `-`, a letter first, no `-` at the end",
    )
}

/// What is wrong with an API group, if anything.
pub(super) fn group(name: &str) -> Option<&'static str> {
    subdomain(name).or_else(|| (!name.contains('.')).then_some("a group of one's own is a domain with a dot"))
}

/// What is wrong with a kind, if anything.
pub(super) fn kind(name: &str) -> Option<&'static str> {
    if !name.starts_with(|c: char| c.is_ascii_uppercase()) || !name.bytes().all(|b| b.is_ascii_alphanumeric())
    {
        return Some("a kind is CamelCase: an upper case letter first, then letters and digits");
    }
    (name.len() > 63).then_some("it is longer than 63 characters")
}

/// What is wrong with the key of a label or annotation, if anything: a name, perhaps with a subdomain before it.
pub(super) fn qualified(key: &str) -> Option<&'static str> {
    let (prefix, name) = match key.split_once('/') {
        Some((prefix, name)) => (Some(prefix), name),
        None => (None, key),
    };
    if name.is_empty() {
        return Some("its name is empty");
    }
    prefix.and_then(subdomain).or_else(|| label_value(name))
}

/// What is wrong with the value of a label, if anything.
pub(super) fn label_value(value: &str) -> Option<&'static str> {
    if value.len() > 63 {
        return Some("it is longer than 63 characters");
    }
    let plain = |c: char| c.is_ascii_alphanumeric();
    let ends = value.is_empty() || (value.starts_with(plain) && value.ends_with(plain));
    let inside = value.chars().all(|c| plain(c) || "-_.".contains(c));
    (!(ends && inside)).then_some("it has letters, digits, `-`, `_` and `.`, a letter or digit at both ends")
}

/// The way out of a name that Kubernetes doesn't take: one that is like it, else an example.
pub(super) fn way_out(what: &str, name: &str, test: fn(&str) -> Option<&'static str>) -> String {
    let lower = name.to_lowercase().replace('_', "-");
    let near = [lower, camel_case(name)]
        .into_iter()
        .find(|near| near != name && test(near).is_none());
    if let Some(near) = near {
        return format!("write `\"{near}\"`");
    }
    match what {
        "group" => "write a domain of your own, such as `\"databases.example.com\"`",
        "version" => "write one such as `\"v1\"` or `\"v1beta1\"`",
        "kind" | "list kind" => "write one such as `\"Database\"`",
        "label's key" | "annotation's key" => "write one such as `\"team\"` or `\"example.com/team\"`",
        "label's value" => "write one such as `\"blue-1\"`; an annotation takes any text",
        _ => "write one such as `\"databases\"`",
    }
    .to_owned()
}

fn camel_case(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let words = words.map(|word| match word.split_at_checked(1) {
        Some((first, rest)) => first.to_uppercase() + rest,
        None => String::new(),
    });
    words.collect()
}

/// Whether a group is one that only the Kubernetes project hands out.
pub(super) fn is_protected(group: &str) -> bool {
    ["k8s.io", "kubernetes.io"].iter().any(|home| {
        group
            .strip_suffix(home)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

/// The English plural of a lower case word, as kube-rs makes it.
pub fn plural(word: &str) -> String {
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    if hisses {
        return format!("{word}es");
    }
    let stem = word
        .strip_suffix('y')
        .filter(|stem| stem.ends_with(|c: char| c.is_ascii_alphabetic() && !"aeiou".contains(c)));
    match stem {
        Some(stem) => format!("{stem}ies"),
        None => format!("{word}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::{group, is_protected, kind, label, plural, subdomain, way_out};

    #[test]
    fn plurals_follow_the_rule_of_kube_rs() {
        let table = [
            ("database", "databases"),
            ("ingress", "ingresses"),
            ("box", "boxes"),
            ("quiz", "quizes"),
            ("batch", "batches"),
            ("mesh", "meshes"),
            ("policy", "policies"),
            ("gateway", "gateways"),
        ];
        for (word, expected) in table {
            assert_eq!(plural(word), expected);
        }
    }

    #[test]
    fn the_way_out_is_a_name_like_it_or_an_example() {
        assert_eq!(way_out("group", "A.b", group), "write `\"a.b\"`");
        assert_eq!(way_out("kind", "my_db", kind), "write `\"MyDb\"`");
        assert_eq!(way_out("plural", "Data_Bases", label), "write `\"data-bases\"`");
        assert!(way_out("group", "example", group).contains("databases.example.com"));
        assert!(way_out("kind", "9a", kind).contains("Database"));
        assert!(way_out("version", "1", label).contains("v1beta1"));
    }

    #[test]
    fn names_that_kubernetes_refuses_are_told_apart() {
        assert!(group("example.com").is_none() && group("example").is_some());
        assert!(subdomain("a..b").is_some() && subdomain("-a.b").is_some());
        assert!(label("v1beta1").is_none() && label("1v").is_some() && label("a_b").is_some());
        assert!(kind("Database").is_none() && kind("database").is_some() && kind("My_Kind").is_some());
        assert!(is_protected("apps.k8s.io") && is_protected("k8s.io") && !is_protected("myk8s.io"));
    }
}
