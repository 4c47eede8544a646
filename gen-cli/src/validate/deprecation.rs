//! The order of versions, and which one is named in place of a deprecated one.

use std::cmp::{Ordering, Reverse};

/// What the server warns of where a CRD has no text of its own. `others` are the versions that are served and not
/// deprecated.
pub(super) fn warning(group: &str, kind: &str, version: &str, others: &[&str]) -> String {
    let newer = others
        .iter()
        .filter(|other| compare(version, other) == Ordering::Less);
    let newest = newer.max_by(|a, b| compare(a, b));
    let instead = newest.map(|newest| format!("; use {group}/{newest} {kind}"));
    format!(
        "{group}/{version} {kind} is deprecated{}",
        instead.unwrap_or_default()
    )
}

/// `v1alpha1`, `v1beta2`, `v1`, `v2`, in this order; names of another form before them, the last by its letters first.
/// The rule is `CompareKubeAwareVersionStrings` of apimachinery.
fn compare(a: &str, b: &str) -> Ordering {
    let rank = |name| {
        (
            parts(name).is_some(),
            parts(name),
            parts(name).is_none().then_some(Reverse(name)),
        )
    };
    rank(a).cmp(&rank(b))
}

/// How stable a version is, and its numbers.
fn parts(name: &str) -> Option<(u8, u64, u64)> {
    let rest = name.strip_prefix('v')?;
    let number = |text: &str| {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().ok()).flatten()
    };
    for (stability, word) in [(0, "alpha"), (1, "beta")] {
        if let Some((major, minor)) = rest.split_once(word) {
            return Some((stability, number(major)?, number(minor)?));
        }
    }
    Some((2, number(rest)?, 0))
}

#[cfg(test)]
mod tests {
    use super::{compare, warning};
    use std::cmp::Ordering;

    #[test]
    fn versions_are_ordered_by_stability_then_number() {
        let ordered = [
            "zoo", "foo", "v1alpha1", "v1alpha2", "v3alpha1", "v1beta1", "v1", "v2", "v10",
        ];
        for (place, version) in ordered.iter().enumerate() {
            for (other_place, other) in ordered.iter().enumerate() {
                assert_eq!(
                    compare(version, other),
                    place.cmp(&other_place),
                    "{version} {other}"
                );
            }
        }
        assert_eq!(compare("vbeta", "v1"), Ordering::Less);
    }

    #[test]
    fn the_newest_of_the_newer_versions_is_named() {
        let said = |others: &[&str]| warning("g.example.com", "Thing", "v1beta1", others);
        assert_eq!(said(&["v1alpha1"]), "g.example.com/v1beta1 Thing is deprecated");
        assert_eq!(
            said(&["v1", "v2", "v1beta2"]),
            "g.example.com/v1beta1 Thing is deprecated; use g.example.com/v2 Thing"
        );
    }
}
