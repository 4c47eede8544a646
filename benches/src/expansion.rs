//! What derives write, and what of it is compiled, in lines.

use crate::Result;
use crate::bench::Bench;
use crate::crates::Crate;
use crate::measure::run;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

/// Set for the rustc of the crate that is measured: this program stands before it then.
const EXPAND: &str = "KUBEWRIGHT_BENCHES_EXPAND";

/// A crate after macro expansion.
#[derive(Debug)]
pub(crate) struct Expanded {
    /// Its lines.
    pub(crate) lines: usize,
    /// Its size, in millions of bytes.
    pub(crate) megabytes: f64,
}

/// Expands a crate. Printing it is an unstable feature of rustc, so that this program runs rustc in cargo's place: the
/// dependencies, which cargo would build anew with that feature allowed, are not touched.
pub(crate) fn expanded(bench: &Bench, krate: &Crate) -> Result<Expanded> {
    let file = bench.cargo.below.join(format!("{}.expanded.rs", krate.name()));
    let mut command = bench.cargo.command(krate, &["check", "--lib"]);
    command
        .env("RUSTC_WORKSPACE_WRAPPER", std::env::current_exe()?)
        .env(EXPAND, &file);
    // Without a change cargo would run nothing.
    touch(&krate.folder.join("src/lib.rs"))?;
    run(&mut command)?;
    let text = std::fs::read_to_string(file)?;
    let bytes = u32::try_from(text.len())?;
    Ok(Expanded {
        lines: text.lines().count(),
        megabytes: f64::from(bytes) / 1e6,
    })
}

fn touch(path: &Path) -> Result<()> {
    let file = std::fs::File::options().append(true).open(path)?;
    Ok(file.set_modified(std::time::SystemTime::now())?)
}

/// If cargo runs this program as a wrapper: runs rustc, and writes the crate that it compiles expanded, too.
pub(crate) fn as_rustc() -> Option<Result<ExitCode>> {
    let file = PathBuf::from(std::env::var_os(EXPAND)?);
    let mut arguments = std::env::args_os().skip(1);
    let rustc = arguments.next()?;
    let arguments: Vec<_> = arguments.collect();
    let run = || {
        let compiles = arguments.iter().any(|argument| argument == "--crate-name");
        if compiles && !arguments.iter().any(|argument| argument == "___") {
            let expanding = Command::new(&rustc)
                .args(&arguments)
                .arg("-Zunpretty=expanded")
                .env("RUSTC_BOOTSTRAP", "1")
                .stderr(Stdio::inherit())
                .output()?;
            if !expanding.status.success() {
                return Err("the crate can't be expanded".into());
            }
            std::fs::write(&file, expanding.stdout)?;
        }
        let status = Command::new(&rustc).args(&arguments).status()?;
        let code = status.code().and_then(|code| u8::try_from(code).ok());
        Ok(ExitCode::from(code.unwrap_or(1)))
    };
    Some(run())
}

/// The instructions and calls that rustc hands to LLVM for a library: what it says, not how long that takes.
pub(crate) fn llvm_lines(bench: &Bench, krate: &Crate) -> Result<usize> {
    let file = bench.cargo.below.join(format!("{}.ll", krate.name()));
    let emit = format!("--emit=llvm-ir={}", file.display());
    let arguments = [
        "rustc",
        "--lib",
        "--",
        &emit,
        "-Ccodegen-units=1",
        "-Cdebuginfo=0",
    ];
    run(&mut bench.cargo.command(krate, &arguments))?;
    let text = std::fs::read_to_string(file)?;
    Ok(in_functions(&text))
}

/// The lines inside of functions that are neither empty, nor a comment, nor a label.
fn in_functions(text: &str) -> usize {
    let mut inside = false;
    let mut lines = 0;
    for line in text.lines() {
        if line.starts_with("define ") {
            inside = true;
        } else if line.starts_with('}') {
            inside = false;
        } else if inside && line.starts_with("  ") && !line.trim_start().starts_with(';') {
            lines += 1;
        }
    }
    lines
}
