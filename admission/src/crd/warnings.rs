//! What the server accepts with a warning.

use std::cell::RefCell;

use super::model::Crd;
use super::options::schemas;
use crate::KubernetesVersion;
use crate::formats;
use crate::schema::{Schema, any_node};

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

fn of_schemas(crd: &Crd<'_>, version: KubernetesVersion) -> Vec<String> {
    let (formats, sets) = (RefCell::new(Vec::new()), RefCell::new(Vec::new()));
    let visit = |s: &Schema<'_>| {
        if version >= KubernetesVersion::V1_34
            && !s.format.is_empty()
            && !formats::is_known(s.format, s.type_name, version)
        {
            formats
                .borrow_mut()
                .push(format!("unrecognized format {}", crate::go::quote(s.format)));
        }
        let item = s.item().map(|item| item.type_name).unwrap_or_default();
        if version >= KubernetesVersion::V1_37
            && s.list_type == Some("set")
            && matches!(item, "object" | "array")
        {
            sets.borrow_mut().push(format!(
                "x-kubernetes-list-type: set for items of type \"{item}\" is not supported by server-side apply or CEL validation rules"
            ));
        }
        false
    };
    for schema in schemas(&crd.spec) {
        any_node(schema, &visit);
    }
    let mut sets = sets.take();
    sets.sort_unstable();
    let mut warnings = formats.take();
    warnings.append(&mut sets);
    warnings
}
