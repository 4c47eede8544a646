//! What the server accepts with a warning.

use super::model::Crd;
use super::options::schemas;
use crate::KubernetesVersion;
use crate::formats::is_known;
use crate::schema::{Holds, Schema, each_holding};

/// Unknown fields, then unknown formats and sets of objects that were not there before; each text once.
pub(crate) fn collect(crd: &Crd<'_>, old: Option<&Crd<'_>>, version: KubernetesVersion) -> Vec<String> {
    let mut warnings: Vec<String> = crd
        .unknown
        .iter()
        .map(|path| format!("unknown field \"{path}\""))
        .collect();
    let before = old.map(|old| of_schemas(old, version)).unwrap_or_default();
    for warning in of_schemas(crd, version) {
        if !before.contains(&warning) && !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
    warnings
}

fn of_schemas<'a>(crd: &Crd<'a>, version: KubernetesVersion) -> Vec<String> {
    let (mut formats, mut sets) = (Vec::<&str>::new(), Vec::new());
    let mut visit = |s: &Schema<'a>| {
        if version >= KubernetesVersion::V1_34
            && !s.format.is_empty()
            && !formats.contains(&s.format)
            && !is_known(s.format, s.type_name, version)
        {
            formats.push(s.format);
        }
        let item = s.item().map(|item| item.type_name).unwrap_or_default();
        if version >= KubernetesVersion::V1_37
            && s.list_type == Some("set")
            && matches!(item, "object" | "array")
        {
            sets.push(format!(
                "x-kubernetes-list-type: set for items of type \"{item}\" is not supported by server-side apply or CEL validation rules"
            ));
        }
    };
    for schema in schemas(&crd.spec) {
        each_holding(schema, Holds::FORMAT.or(Holds::SET), &mut visit);
    }
    sets.sort_unstable();
    let formats = formats.into_iter().map(crate::go::quote);
    let formats = formats.map(|format| format!("unrecognized format {format}"));
    formats.chain(sets).collect()
}
