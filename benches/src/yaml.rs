//! From an edit to YAML: gen-cli, and the program that users of kube-derive write and run for it.

use crate::Result;
use crate::bench::Bench;
use crate::crates::{Crate, Variant};
use crate::measure::{Cost, Rounds, run};
use crate::table::{Table, seconds, times};
use std::path::PathBuf;
use std::process::Command;

/// Measures with each number of kinds, the two in turn.
pub(crate) fn measure(bench: &Bench) -> Result<Table> {
    let mut table = Table::new(
        "Edit one type, then get the YAML (s: wall / CPU)",
        &[
            "kinds",
            "gen-cli",
            "cargo run --bin crdgen",
            "wall ratio",
            "CPU ratio",
        ],
    );
    for &kinds in &bench.kinds {
        let mut ours = bench.krate(Variant::Kubewright, kinds)?;
        let mut theirs = bench.krate(Variant::Kube, kinds)?;
        for krate in [&mut ours, &mut theirs] {
            bench.say(&format!("building {}", krate.name()));
            edit_to_yaml(bench, krate)?;
        }
        let (mut of_ours, mut of_theirs) = (Rounds::default(), Rounds::default());
        for round in 1..=bench.rounds {
            bench.say(&format!("edit to YAML, {kinds} kinds, round {round}"));
            of_ours.0.push(edit_to_yaml(bench, &mut ours)?);
            of_theirs.0.push(edit_to_yaml(bench, &mut theirs)?);
        }
        table.row([
            kinds.to_string(),
            seconds(&of_ours),
            seconds(&of_theirs),
            times(of_ours.ratio(&of_theirs, |cost| cost.wall)),
            times(of_ours.ratio(&of_theirs, |cost| cost.cpu)),
        ]);
    }
    Ok(table)
}

/// Edits a crate and makes its YAML; the edit must be in it.
fn edit_to_yaml(bench: &Bench, krate: &mut Crate) -> Result<Cost> {
    let field = krate.edit()?;
    let mut command = command(bench, krate);
    let cost = run(&mut command)?;
    let file = first_file(krate);
    let yaml = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    if yaml.contains(&format!("{field}:")) {
        Ok(cost)
    } else {
        Err(format!("{} lacks `{field}`, which was just written", file.display()).into())
    }
}

fn command(bench: &Bench, krate: &Crate) -> Command {
    if krate.variant == Variant::Kubewright {
        bench.gen_cli(krate)
    } else {
        bench.cargo.command(krate, &["run", "--bin", "crdgen"])
    }
}

/// The file of the kind that is edited.
fn first_file(krate: &Crate) -> PathBuf {
    krate.folder.join(if krate.variant == Variant::Kubewright {
        "config/crd/bases/bench.example.com_widget00s.yaml"
    } else {
        "config/widget00s.bench.example.com.yaml"
    })
}
