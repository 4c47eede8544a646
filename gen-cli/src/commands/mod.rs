//! The command line.

mod manifests;

use clap::{Parser, Subcommand};
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
}

/// Runs the program with the process's arguments.
///
/// The exit code is 0 when everything is as it was asked for, 1 when `--check` found a difference, and 2 for
/// any error.
#[must_use]
pub fn run() -> ExitCode {
    match Cli::parse().command {
        Command::Manifests(arguments) => manifests::run(&arguments),
    }
}
