//! One run of the bench: what is measured, and where.

use crate::Result;
use crate::cargo::{Cargo, cargo};
use crate::crates::{Crate, Variant};
use crate::measure::run;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is measured, and where.
#[derive(Debug)]
pub(crate) struct Bench {
    /// The numbers of kinds.
    pub(crate) kinds: Vec<usize>,
    /// How often everything is measured.
    pub(crate) rounds: usize,
    /// Cargo for the crates that are measured.
    pub(crate) cargo: Cargo,
    checkout: PathBuf,
    /// The program, where it is built.
    gen_cli: PathBuf,
}

impl Bench {
    /// Builds gen-cli as this program was built, and makes a folder beside it for the crates.
    pub(crate) fn new(kinds: Vec<usize>, rounds: usize) -> Result<Self> {
        let checkout = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .ok_or("the bench has no folder above it")?
            .to_path_buf();
        let program = std::env::current_exe()?;
        let built = program.parent().ok_or("the program has no folder")?;
        let target = built.parent().ok_or("there is no target folder")?;
        let below = target.join("benches");
        std::fs::create_dir_all(&below)?;
        let bench = Self {
            kinds,
            rounds,
            gen_cli: built
                .join("gen-cli")
                .with_extension(std::env::consts::EXE_EXTENSION),
            cargo: Cargo { below },
            checkout,
        };
        bench.say("building gen-cli");
        let mut build = cargo(&bench.checkout);
        build
            .args(["build", "--release", "--package", "kubewright-cli"])
            .env("CARGO_TARGET_DIR", target);
        run(&mut build)?;
        Ok(bench)
    }

    /// A crate to measure.
    pub(crate) fn krate(&self, variant: Variant, kinds: usize) -> Result<Crate> {
        let krate = Crate::write(&self.cargo.below, variant, kinds, &self.checkout)?;
        // Completes the lock file, which gen-cli reads.
        run(&mut self.cargo.command(&krate, &["fetch"]))?;
        Ok(krate)
    }

    /// `gen-cli manifests` in a crate's folder.
    pub(crate) fn gen_cli(&self, krate: &Crate) -> Command {
        let mut command = Command::new(&self.gen_cli);
        command.arg("manifests").current_dir(&krate.folder);
        command
    }

    /// Says what is being done.
    pub(crate) fn say(&self, what: &str) {
        eprintln!("{what}");
    }
}
