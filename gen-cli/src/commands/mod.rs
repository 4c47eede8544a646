//! The command line.

mod budget;
mod explain;
mod lints;
mod manifests;
mod selection;
mod settings;
mod validate;

use crate::report::Style;
use clap::{Parser, Subcommand};
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// Kubernetes manifests from annotated Rust types
#[derive(Debug, Parser)]
#[command(name = "gen-cli", version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the CRDs and RBAC of a package, read from its source
    ///
    /// Nothing is compiled and nothing is run. Files are replaced only when they differ, and only when
    /// everything is right.
    Manifests(manifests::Arguments),
    /// Say what the API server would answer to objects and CRDs
    ///
    /// A CustomResourceDefinition is judged as such; any other object by the CRD that serves it: from among the
    /// files, from --crd, or from the package. Objects of other groups are skipped, which is said. No cluster is
    /// asked. Exit code 0: all that was judged is accepted, 1: something is refused, 2: an error, or there was nothing
    /// to judge.
    Validate(validate::Arguments),
    /// Say what each CEL rule costs of the API server's budget, and what bound would bring it down
    ///
    /// The exit code is 1 where a rule, or all together, cost more than the server allows.
    Budget(budget::Arguments),
    /// List the lints, or look with them at CRDs that any tool made
    ///
    /// Those of a package are told of by `manifests`, at the levels of `[package.metadata.gen-cli.lints]`. The exit
    /// code is 1 where something is found.
    Lints(lints::Arguments),
    /// List the keys of `[package.metadata.gen-cli]`
    Settings(settings::Arguments),
    /// Say what a code of an error means
    Explain(explain::Arguments),
}

/// Runs the program with the process's arguments.
///
/// The exit code is 0 when everything is as it was asked for, 1 when it is not (`--check` found a difference,
/// `validate` an object that the server would refuse), and 2 for any error.
#[must_use]
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Manifests(arguments) => manifests::run(&arguments),
        Command::Budget(arguments) => budget::run(&arguments),
        Command::Lints(arguments) => lints::run(&arguments),
        Command::Validate(arguments) => validate::run(&arguments),
        Command::Settings(arguments) => settings::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
    }
}

/// Exit code 2: an error.
const FAILED: u8 = 2;
/// Exit code 1: no error, but what was asked is not so.
const ANSWERED_NO: u8 = 1;

/// How diagnostics are printed to standard error.
fn style() -> Style {
    if std::io::stderr().is_terminal() {
        Style::Coloured
    } else {
        Style::Plain
    }
}

/// Prints to standard output. A reader that has gone away is no error.
fn say(text: &str) -> Result<(), String> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        done => done.map_err(|error| format!("can't write to standard output: {error}")),
    }
}

/// Prints to standard error; where even that fails nobody is left to tell.
fn say_error(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}
