//! A temporary folder with a CRD, in which gen-cli runs.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The CRD of `Thing`.
pub const CRD: &str = include_str!("data/things.yaml");
/// Options that make it known.
pub const KNOWN: [&str; 2] = ["--crd", "things.yaml"];

/// What gen-cli said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// The folder. `things.yaml` holds the CRD.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.file("things.yaml", CRD);
        folder
    }

    /// Writes a file.
    pub fn file(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    /// `gen-cli validate` with these arguments.
    pub fn run(&self, args: &[&str]) -> Said {
        self.run_with_input(args, "")
    }

    /// The same for objects of the CRD, which is known.
    pub fn judge(&self, args: &[&str]) -> Said {
        self.run(&[args, &KNOWN].concat())
    }

    /// The answer to the spec of a `Thing` of v1, as it is printed in its block.
    pub fn answer(&self, spec: &str, args: &[&str]) -> String {
        self.file("one.yaml", thing("one", spec));
        let said = self.judge(&[&["one.yaml"], args].concat());
        let block: Vec<&str> = said
            .out
            .lines()
            .skip(1)
            .map_while(|line| line.strip_prefix("  "))
            .collect();
        let warning = "Warning: t.example.com/v1 Thing is deprecated";
        block
            .into_iter()
            .filter(|line| *line != warning)
            .collect::<Vec<_>>()
            .join("\n")
    }

    pub fn run_with_input(&self, args: &[&str], input: &str) -> Said {
        run_in(&self.path(""), args, input)
    }
}

/// `gen-cli validate` in a folder.
pub fn run_in(folder: &std::path::Path, args: &[&str], input: &str) -> Said {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gen-cli"))
        .arg("validate")
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A run that fails early reads no input.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Said {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A `Thing` of v1.
pub fn thing(name: &str, spec: &str) -> String {
    format!("apiVersion: t.example.com/v1\nkind: Thing\nmetadata: {{name: {name}}}\nspec: {spec}\n")
}
