//! `gen-cli lints`.

use super::selection::{Selected, read_crds};
use super::{ANSWERED_NO, FAILED, say, say_error};
use crate::admit::{object_path, schema_path};
use clap::Args;
use kubewright_admission::KubernetesVersion;
use kubewright_admission::lint::{Level, Lint, lint, lints};
use std::path::PathBuf;
use std::process::ExitCode;

/// The arguments of `lints`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// CRDs in YAML or JSON, folders of them, or `-` for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Look for everything, also for what is off by default
    #[arg(long, requires = "files")]
    all: bool,
    /// Print the list as Markdown
    #[arg(long, conflicts_with = "files")]
    markdown: bool,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    match answer(arguments).and_then(|(text, code)| say(&text).map(|()| code)) {
        Ok(code) => ExitCode::from(code),
        Err(message) => {
            say_error(&format!("error: {message}\n"));
            ExitCode::from(FAILED)
        }
    }
}

/// What is printed, and the exit code.
fn answer(arguments: &Arguments) -> Result<(String, u8), String> {
    if arguments.markdown {
        return Ok((documentation(), 0));
    }
    if arguments.files.is_empty() {
        return Ok((list(), 0));
    }
    let crds = read_crds(&arguments.files, KubernetesVersion::default())?;
    let found: String = crds.iter().map(|one| findings(one, arguments.all)).collect();
    let code = if found.is_empty() { 0 } else { ANSWERED_NO };
    Ok((found, code))
}

/// All lints with their levels.
fn list() -> String {
    let width = lints().map(|lint| lint.name.len()).max().unwrap_or_default();
    let line = |lint: &Lint| {
        format!(
            "{:width$}  {:4}  {}\n",
            lint.name,
            lint.level.as_str(),
            lint.finds
        )
    };
    lints().map(line).collect()
}

/// What the lints find in a CRD that another tool may have made.
fn findings(selected: &Selected, all: bool) -> String {
    let found = lint(&selected.crd, &|lint| all || lint.level != Level::Off);
    let told = found.unwrap_or_default().into_iter().map(|finding| {
        let path = schema_path(&finding.path).map_or_else(|| finding.path.clone(), object_path);
        let at = if path.is_empty() {
            String::new()
        } else {
            format!("{path}: ")
        };
        let Lint {
            name, why, way_out, ..
        } = finding.lint;
        let message = &finding.message;
        format!(
            "{}: {at}{message} ({name})\n  why: {why}\n  way out: {way_out}\n",
            selected.name
        )
    });
    told.collect()
}

/// `docs/lints.md`.
fn documentation() -> String {
    let mut text = DOCUMENTATION.to_owned();
    for Lint {
        name,
        level,
        finds,
        why,
        in_rust,
        ..
    } in lints()
    {
        text.push_str(&format!(
            "| `{name}` | {} | {finds} | {why} | {in_rust} |\n",
            level.as_str()
        ));
    }
    text
}

const DOCUMENTATION: &str = "\
# Lints

What the API server takes and its author hardly meant, or what people who review Kubernetes APIs ask for.
`gen-cli manifests` looks for it in the CRDs that it makes, and tells of it at the attribute; a build script hands it on
as warnings of cargo. `gen-cli lints FILE…` looks for it in the CRDs of any tool.

A lint is `off`, or it warns (`warn`), or what it finds is an error and nothing is written (`deny`). By default it warns
only of what is nearly always a mistake. A package says otherwise in its Cargo.toml:

```toml
[package.metadata.gen-cli.lints]
not-camel-case = \"deny\"
float = \"warn\"
phase = \"off\"
```

This page is what `gen-cli lints --markdown` prints.

| lint | default | finds | why it matters | way out |
|---|---|---|---|---|
";

#[cfg(test)]
mod tests {
    use super::{documentation, findings, list};
    use crate::commands::selection::Selected;
    use kubewright_admission::KubernetesVersion;
    use kubewright_admission::lint::lints;
    use serde_json::json;

    #[test]
    fn the_page_of_the_documentation_lists_every_lint_as_it_is() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/lints.md");
        let page = std::fs::read_to_string(page).unwrap();
        assert_eq!(page, documentation(), "gen-cli lints --markdown > docs/lints.md");
    }

    #[test]
    fn the_list_has_a_line_for_each_lint() {
        assert_eq!(list().lines().count(), lints().count());
        assert!(
            list().contains("min-above-max             warn  a lower bound above the upper one\n"),
            "{}",
            list()
        );
    }

    #[test]
    fn a_finding_is_told_with_its_reason_and_the_way_out_in_keywords_of_a_schema() {
        let properties =
            json!({"a": {"type": "string", "minLength": 3, "maxLength": 2}, "b": {"type": "boolean"}});
        let schema =
            json!({"type": "object", "properties": {"spec": {"type": "object", "properties": properties}}});
        let versions = json!([{"name": "v1", "schema": {"openAPIV3Schema": schema}}]);
        let one = Selected {
            name: "probes.example.com".to_owned(),
            crd: json!({"spec": {"versions": versions}}),
            version: KubernetesVersion::default(),
        };
        let found = findings(&one, false);
        let start = "probes.example.com: spec.a: `minLength` 3 is above `maxLength` 2 (min-above-max)\n  why: the API server takes";
        assert!(found.starts_with(start), "{found}");
        assert_eq!(found.lines().count(), 3);
        assert!(findings(&one, true).contains("spec.b: the value is a boolean (bool)"));
    }
}
