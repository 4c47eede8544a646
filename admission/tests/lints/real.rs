//! The defaults leave the CRDs of real projects in peace.

use kubewright_admission::lint::{Level, lint, lints};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn corpus() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Ok(projects) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: no corpus beside the workspace");
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = projects
        .filter_map(|project| std::fs::read_dir(project.unwrap().path()).ok())
        .flatten()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    let read = |path: &PathBuf| serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    files.iter().map(read).collect()
}

#[test]
fn what_warns_by_default_warns_of_few_crds_of_real_projects() {
    let corpus = corpus();
    let mut crds: BTreeMap<&str, usize> = lints().map(|lint| (lint.name, 0)).collect();
    let mut findings = crds.clone();
    for crd in &corpus {
        let mut found = lint(crd, &|_| true).unwrap();
        for one in &found {
            *findings.get_mut(one.lint.name).unwrap() += 1;
        }
        found.sort_by_key(|one| one.lint.name);
        found.dedup_by_key(|one| one.lint.name);
        for one in &found {
            *crds.get_mut(one.lint.name).unwrap() += 1;
        }
    }
    for lint in lints() {
        let told = crds[lint.name];
        assert!(
            lint.level == Level::Off || told * 3 < corpus.len().max(1),
            "{} warns of {told} CRDs",
            lint.name
        );
        println!(
            "{:28} {:5} {:4} crds {:6} findings",
            lint.name,
            lint.level.as_str(),
            crds[lint.name],
            findings[lint.name]
        );
    }
}
