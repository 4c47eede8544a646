//! What `--check` says of files that are not as they should be.

use crate::output::{Change, Files};
use similar::TextDiff;

/// Each file that is missing, differs or is stale, with a unified diff from what is there to what should be.
pub(crate) fn differences(out: &str, files: &Files, changes: &[(String, Change)]) -> String {
    let mut text = String::new();
    for (name, change) in changes {
        let wanted = files.texts.get(name).map_or("", String::as_str);
        let (what, old, new) = match change {
            Change::Missing => ("missing", "", wanted),
            Change::Differs(old) => ("differs", old.as_str(), wanted),
            Change::Stale(old) => ("stale: nothing makes it any more", old.as_str(), ""),
            // An error before anything is shown.
            Change::Foreign => continue,
        };
        text.push_str(&format!("{out}/{name}: {what}\n"));
        let diff = TextDiff::from_lines(old, new);
        let headed = diff
            .unified_diff()
            .context_radius(3)
            .header("on disk", "from source")
            .to_string();
        text.push_str(&headed);
    }
    text
}
