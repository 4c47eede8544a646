//! Where gen-cli's time goes.

use crate::Result;
use crate::bench::Bench;
use crate::cargo::cargo;
use crate::crates::{Crate, Variant};
use crate::measure::{median, run};
use crate::table::Table;
use gen_cli::walk::{LoadOptions, Workspace, on_large_stack};
use gen_cli::{Options, generate};
use kubewright_admission::{KubernetesVersion, validate_crd};
use serde_json::Value;
use std::time::Instant;

/// What one run took, in milliseconds from its start, after each stage.
struct Times {
    metadata: f64,
    load: f64,
    walk: f64,
    generate: f64,
    /// All that `generate` asks of the API server's rules, once more, on one core. Not from the start.
    judge: f64,
    program: f64,
    cpu: f64,
}

/// Runs gen-cli often, with nothing to change, and its stages in this process.
pub(crate) fn measure(bench: &Bench) -> Result<Table> {
    let mut table = Table::new(
        "gen-cli with nothing changed (ms)",
        &[
            "kinds",
            "cargo metadata --no-deps",
            "+ lock file, manifests",
            "+ reading and parsing source",
            "+ schemas, manifests, text",
            "+ start, comparing files = whole program",
            "its CPU",
            "the API server's rules, of its CPU",
        ],
    );
    let mut crates = Vec::new();
    for &kinds in &bench.kinds {
        let krate = bench.krate(Variant::Kubewright, kinds)?;
        run(&mut bench.gen_cli(&krate))?;
        crates.push((krate, Vec::new()));
    }
    let runs = bench.rounds * 5;
    bench.say(&format!("gen-cli alone, {runs} runs"));
    for _ in 0..runs {
        for (krate, times) in &mut crates {
            times.push(one_run(bench, krate)?);
        }
    }
    for (krate, times) in &crates {
        let of = |what: fn(&Times) -> f64| format!("{:.1}", median(times.iter().map(what)));
        table.row([
            krate.kinds.to_string(),
            of(|times| times.metadata),
            of(|times| times.load - times.metadata),
            of(|times| times.walk - times.load),
            of(|times| times.generate - times.walk),
            format!(
                "{} = {}",
                of(|times| times.program - times.generate),
                of(|times| times.program)
            ),
            of(|times| times.cpu),
            format!(
                "{} = {:.1} %",
                of(|times| times.judge),
                median(times.iter().map(|times| times.judge / times.cpu * 100.0))
            ),
        ]);
    }
    Ok(table)
}

fn one_run(bench: &Bench, krate: &Crate) -> Result<Times> {
    let manifest_path = Some(krate.folder.join("Cargo.toml"));
    let load = LoadOptions {
        manifest_path: manifest_path.clone(),
        packages: Vec::new(),
    };
    let options = Options {
        manifest_path,
        ..Options::default()
    };
    let mut metadata = cargo(&krate.folder);
    metadata.args(["metadata", "--no-deps", "--format-version", "1"]);
    let metadata = millis(|| run(&mut metadata).map(drop))?;
    let walk = millis(|| walk_crates(&load, true))?;
    let load = millis(|| walk_crates(&load, false))?;
    let mut made = Vec::new();
    let generate = millis(|| {
        made = generate(&options).map_err(|wrong| wrong.to_string())?;
        Ok(())
    })?;
    let crds: Vec<_> = made
        .iter()
        .map(|package| (package.crds(), package.kubernetes_version))
        .collect();
    let judge = judge(&crds)?;
    let mut cpu = 0.0;
    let program = millis(|| {
        cpu = run(&mut bench.gen_cli(krate))?.cpu.as_secs_f64() * 1e3;
        Ok(())
    })?;
    Ok(Times {
        metadata,
        load,
        walk,
        generate,
        judge,
        program,
        cpu,
    })
}

/// How long it takes to find out what the API server would say of each CRD (ms), each just made, as in a run.
fn judge(made: &[(Vec<Value>, KubernetesVersion)]) -> Result<f64> {
    let mut spent = 0.0;
    for (crds, version) in made {
        for crd in crds {
            let crd = crd.clone();
            spent += millis(|| {
                let verdict = validate_crd(&crd, *version).map_err(|error| error.to_string())?;
                if verdict.errors.is_empty() {
                    return Ok(());
                }
                Err(format!("a manifest is refused: {:?}", verdict.errors).into())
            })?;
        }
    }
    Ok(spent)
}

/// Loads a workspace, and if asked for all the source of its packages.
fn walk_crates(load: &LoadOptions, source: bool) -> Result<()> {
    let walked = on_large_stack(|stack| {
        let workspace = Workspace::load(stack, load)?;
        for package in workspace.packages().iter().filter(|_| source) {
            for krate in package.crates()? {
                krate.modules()?;
            }
        }
        Ok::<_, Vec<_>>(())
    });
    walked?.map_err(|wrong| {
        wrong
            .iter()
            .map(|one| format!("{one:?}\n"))
            .collect::<String>()
            .into()
    })
}

fn millis(work: impl FnOnce() -> Result<()>) -> Result<f64> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed().as_secs_f64() * 1e3)
}
