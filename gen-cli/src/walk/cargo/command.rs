//! Running cargo.

use crate::walk::Result;
use cargo_metadata::{Metadata, MetadataCommand};
use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::span::Span;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

/// What went wrong with a manifest or with cargo.
pub(super) fn wrong(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::Manifest, Span::NONE, "", message)
}

/// A question that cargo is busy with. Where nobody waits for the answer, cargo is stopped.
#[derive(Debug)]
pub(in crate::walk) struct Asked {
    program: String,
    child: Option<Child>,
}

impl Asked {
    /// Asks for the workspace of a manifest, without its dependencies.
    pub(in crate::walk) fn workspace(manifest: &Path) -> Result<Self> {
        let mut command = cargo("metadata", manifest);
        command.arg("--no-deps").args(["--format-version", "1"]);
        Self::start(command)
    }

    fn start(mut command: Command) -> Result<Self> {
        let program = command.get_program().to_string_lossy().into_owned();
        let piped = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        match piped.spawn() {
            Ok(child) => Ok(Self {
                program,
                child: Some(child),
            }),
            Err(error) => Err(not_run(&program, &error)),
        }
    }

    /// Whether cargo is not done yet.
    pub(in crate::walk) fn is_busy(&mut self) -> bool {
        let child = self.child.as_mut();
        child.is_some_and(|child| matches!(child.try_wait(), Ok(None)))
    }

    /// Waits for the answer.
    pub(in crate::walk) fn answer(self) -> Result<Metadata> {
        parse(&self.said()?)
    }

    fn said(mut self) -> Result<String> {
        let Some(child) = self.child.take() else {
            return Ok(String::new());
        };
        let output = child.wait_with_output();
        said(output.map_err(|error| not_run(&self.program, &error))?)
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may be done already; then there is nothing to stop.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// The workspace with all its dependencies, those of every feature, exactly as the lock file has them; downloads what is
/// missing.
pub(super) fn everything(manifest: &Path, dir: &Path) -> Result<Metadata> {
    let mut command = cargo("metadata", manifest);
    command
        .current_dir(dir)
        .args(["--locked", "--all-features"])
        .args(["--format-version", "1"]);
    parse(&run(command)?)
}

/// Makes a lock file beside the manifest.
pub(super) fn make_lock_file(manifest: &Path, dir: &Path) -> Result<()> {
    let mut command = cargo("generate-lockfile", manifest);
    command.current_dir(dir);
    run(command).map(drop)
}

fn cargo(subcommand: &str, manifest: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // Cargo would remember what rustc said in `target/`.
    command.env("CARGO_CACHE_RUSTC_INFO", "0");
    command
        .arg(subcommand)
        .arg("--manifest-path")
        .arg(manifest)
        .args(["--color", "never"]);
    command
}

fn run(command: Command) -> Result<String> {
    Asked::start(command)?.said()
}

fn not_run(program: &str, error: &std::io::Error) -> Vec<Diagnostic> {
    vec![
        wrong(format!("`{program}` can't be run"))
            .note(error.to_string())
            .help("install cargo, or name it in the environment variable CARGO"),
    ]
}

fn said(output: Output) -> Result<String> {
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let error = wrong("cargo can't read the package").note(said.trim());
    let locked = said.contains("--locked");
    let error = if locked {
        error.help("run `cargo generate-lockfile`, or any cargo build, so that Cargo.lock fits Cargo.toml")
    } else {
        error
    };
    Err(vec![error])
}

fn parse(json: &str) -> Result<Metadata> {
    MetadataCommand::parse(json)
        .map_err(|error| vec![wrong("what cargo says can't be read").note(error.to_string())])
}
