//! What derives cost in the user's build: only the user's own crate is measured, its dependencies are built before.

use crate::Result;
use crate::bench::Bench;
use crate::crates::{Crate, Variant};
use crate::expansion;
use crate::measure::{Rounds, run};
use crate::table::{Table, over, seconds};

struct Subject {
    krate: Crate,
    build: Rounds,
    check: Rounds,
}

/// Measures the variants in turn, on the largest number of kinds.
pub(crate) fn measure(bench: &Bench) -> Result<Table> {
    let kinds = bench.kinds.iter().copied().max().unwrap_or_default();
    let mut subjects = Vec::new();
    for variant in Variant::ALL {
        let krate = bench.krate(variant, kinds)?;
        bench.say(&format!("building {}", krate.name()));
        for arguments in [["build", "--lib"], ["check", "--lib"]] {
            run(&mut bench.cargo.command(&krate, &arguments))?;
        }
        subjects.push(Subject {
            krate,
            build: Rounds::default(),
            check: Rounds::default(),
        });
    }
    for round in 1..=bench.rounds {
        for subject in &mut subjects {
            bench.say(&format!("{}, round {round}", subject.krate.name()));
            subject.round(bench)?;
        }
    }
    table(bench, kinds, &subjects)
}

impl Subject {
    fn round(&mut self, bench: &Bench) -> Result<()> {
        let name = self.krate.name();
        run(&mut bench.cargo.command(&self.krate, &["clean", "--package", &name]))?;
        let build = run(&mut bench.cargo.command(&self.krate, &["build", "--lib"]))?;
        self.build.0.push(build);
        run(&mut bench.cargo.command(&self.krate, &["check", "--lib"]))?;
        self.krate.edit()?;
        let check = run(&mut bench.cargo.command(&self.krate, &["check", "--lib"]))?;
        self.check.0.push(check);
        Ok(())
    }
}

fn table(bench: &Bench, kinds: usize, subjects: &[Subject]) -> Result<Table> {
    let mut table = Table::new(
        &format!("A crate of {kinds} kinds (s: wall / CPU; + %: CPU over serde's, in the same round)"),
        &[
            "derives",
            "clean build --lib",
            "+ %",
            "edit, check --lib",
            "+ %",
            "source lines",
            "expanded lines",
            "expanded MB",
            "LLVM lines",
        ],
    );
    let Some(least) = subjects.first() else {
        return Ok(table);
    };
    for subject in subjects {
        bench.say(&format!("{}: expanding", subject.krate.name()));
        let expanded = expansion::expanded(bench, &subject.krate)?;
        bench.say(&format!("{}: counting what is compiled", subject.krate.name()));
        let llvm = expansion::llvm_lines(bench, &subject.krate)?;
        table.row([
            subject.krate.variant.name().to_owned(),
            seconds(&subject.build),
            over(least.build.ratio(&subject.build, |cost| cost.cpu)),
            seconds(&subject.check),
            over(least.check.ratio(&subject.check, |cost| cost.cpu)),
            subject.krate.source_lines().to_string(),
            expanded.lines.to_string(),
            format!("{:.2}", expanded.megabytes),
            llvm.to_string(),
        ]);
    }
    Ok(table)
}
