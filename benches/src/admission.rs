//! What judging costs: CRDs, rules and objects, beside the real server's code, on the same questions.

mod questions;

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

use kubewright_admission::cel::rule_cost;
use kubewright_admission::{Kind, KubernetesVersion, Via, validate_stored_crd};
use serde_json::Value;

use crate::Result;
use crate::measure::median;
use crate::table::Table;
use questions::Questions;

const VERSION: KubernetesVersion = KubernetesVersion::V1_37;

/// What is measured, and how often.
#[derive(Debug)]
pub(crate) struct Admission {
    /// A program that reads questions as JSON lines and answers each with the real server's code.
    pub(crate) oracle: String,
    /// A folder of CRDs as YAML.
    pub(crate) corpus: String,
    pub(crate) rounds: usize,
}

/// How often each question is asked in one round.
const REPEATS: usize = 5;

impl Admission {
    /// Asks both sides in turn.
    pub(crate) fn measure(&self) -> Result<Table> {
        let questions = Questions::read(&self.corpus)?;
        let mut table = Table::new(
            "Judged a second (one core; this library / the real server's code)",
            &["what", "questions", "this library", "real code", "ratio"],
        );
        for (what, lines) in [
            ("CRDs", &questions.crds),
            ("rules", &questions.rules),
            ("objects", &questions.objects),
        ] {
            let asked = lines.len() * REPEATS;
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            for round in 0..self.rounds {
                eprintln!("{what}: round {} of {}", round + 1, self.rounds);
                let (seconds, refused) = own(lines)?;
                let (real, refused_there) = self.real(lines)?;
                if refused != refused_there {
                    return Err(format!("{what}: {refused} refused here, {refused_there} there").into());
                }
                ours.push(asked as f64 / seconds);
                theirs.push(asked as f64 / real);
            }
            let ratio = median(ours.iter().zip(&theirs).map(|(ours, theirs)| ours / theirs));
            table.row([
                what.to_owned(),
                lines.len().to_string(),
                format!("{:.0}", median(ours)),
                format!("{:.0}", median(theirs)),
                format!("{ratio:.1} x"),
            ]);
        }
        Ok(table)
    }

    /// The seconds that the real code takes, its start left out, and how many questions it refuses.
    fn real(&self, lines: &[String]) -> Result<(f64, usize)> {
        let (start, _) = self.ask(lines.get(..1).unwrap_or_default(), 1)?;
        let (seconds, refused) = self.ask(lines, REPEATS)?;
        Ok(((seconds - start).max(f64::EPSILON), refused))
    }

    fn ask(&self, lines: &[String], repeats: usize) -> Result<(f64, usize)> {
        let text = lines.join("\n") + "\n";
        let start = Instant::now();
        let mut child = Command::new(&self.oracle)
            // As the library, on one core.
            .env("GOMAXPROCS", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{} can't be run: {error}", self.oracle))?;
        let mut stdin = child.stdin.take().ok_or("the program has no input")?;
        let writer = std::thread::spawn(move || -> std::io::Result<()> {
            (0..repeats).try_for_each(|_| stdin.write_all(text.as_bytes()))
        });
        let output = child.wait_with_output()?;
        let seconds = start.elapsed().as_secs_f64();
        writer.join().map_err(|_| "the questions can't be written")??;
        let mut refused = 0;
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let answer: Value = serde_json::from_str(line)?;
            refused += usize::from(
                ["errors", "err", "fatal"]
                    .iter()
                    .any(|name| answer.get(name).is_some()),
            );
        }
        Ok((seconds, refused))
    }
}

/// The seconds that this library takes to read and to answer the lines, and how many questions it refuses.
fn own(lines: &[String]) -> Result<(f64, usize)> {
    let start = Instant::now();
    let mut refused = 0;
    for _ in 0..REPEATS {
        for line in lines {
            refused += usize::from(is_refused(&serde_json::from_str(line)?));
        }
    }
    Ok((start.elapsed().as_secs_f64(), refused))
}

fn is_refused(question: &Value) -> bool {
    let part = |name: &str| question.get(name).unwrap_or(&Value::Null);
    let text = |name: &str| part(name).as_str().unwrap_or_default();
    match text("op") {
        "crd" => !validate_stored_crd(part("crd"), VERSION).is_ok_and(|verdict| verdict.errors.is_empty()),
        "rule" => rule_cost(part("schema"), text("rule"), part("root") == true, VERSION).is_err(),
        _ => !Kind::new(part("crd"), text("version"), VERSION)
            .and_then(|kind| kind.judge(Via::Post, part("obj"), None))
            .is_ok_and(|verdict| verdict.errors.is_empty()),
    }
}
