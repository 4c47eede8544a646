//! What kubewright costs, measured in one run beside what else there is.
//!
//! `cargo run --release -p kubewright-benches -- [yaml] [derives] [stages] [--kinds 1,10,50] [--rounds 5]`
//!
//! `cargo run --release -p kubewright-benches -- admission --oracle PROGRAM --corpus FOLDER [--rounds 5]`

mod admission;
mod bench;
mod cargo;
mod crates;
mod derives;
mod expansion;
mod measure;
mod stages;
mod table;
mod yaml;

use admission::Admission;
use bench::Bench;
use std::process::ExitCode;
use table::Table;

/// A result whose error is a text for people.
pub(crate) type Result<T, E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

/// That of gen-cli, whose stages are measured in this process.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Part = (&'static str, fn(&Bench) -> Result<Table>);

const PARTS: [Part; 3] = [
    ("yaml", yaml::measure),
    ("derives", derives::measure),
    ("stages", stages::measure),
];

fn main() -> ExitCode {
    let done = expansion::as_rustc().unwrap_or_else(|| measure().map(|()| ExitCode::SUCCESS));
    done.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::FAILURE
    })
}

fn measure() -> Result<()> {
    let asked = Asked::read(std::env::args().skip(1))?;
    if cfg!(debug_assertions) {
        return Err("gen-cli is measured as it is released: run this with `cargo run --release`".into());
    }
    if asked.admission {
        let (Some(oracle), Some(corpus)) = (asked.oracle, asked.corpus) else {
            return Err("admission needs --oracle and --corpus".into());
        };
        let rounds = asked.rounds;
        println!(
            "{}",
            Admission {
                oracle,
                corpus,
                rounds
            }
            .measure()?
        );
        return Ok(());
    }
    let bench = Bench::new(asked.kinds, asked.rounds)?;
    let parts = PARTS
        .iter()
        .filter(|(name, _)| asked.parts.is_empty() || asked.parts.iter().any(|part| part == name));
    for (_, part) in parts {
        println!("{}", part(&bench)?);
    }
    Ok(())
}

/// The command line.
struct Asked {
    parts: Vec<String>,
    /// Whether judging is measured, which needs none of the crates.
    admission: bool,
    oracle: Option<String>,
    corpus: Option<String>,
    kinds: Vec<usize>,
    rounds: usize,
}

impl Asked {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let mut asked = Self {
            parts: Vec::new(),
            admission: false,
            oracle: None,
            corpus: None,
            kinds: vec![1, 10, 50],
            rounds: 5,
        };
        while let Some(argument) = arguments.next() {
            let mut value = || {
                arguments
                    .next()
                    .ok_or_else(|| format!("{argument} needs a value"))
            };
            match argument.as_str() {
                "--kinds" => {
                    let numbers = value()?;
                    asked.kinds = numbers.split(',').map(str::parse).collect::<Result<_, _>>()?;
                }
                "admission" => asked.admission = true,
                "--oracle" => asked.oracle = Some(value()?),
                "--corpus" => asked.corpus = Some(value()?),
                "--rounds" => asked.rounds = value()?.parse()?,
                part if PARTS.iter().any(|(name, _)| *name == part) => asked.parts.push(argument),
                other => {
                    return Err(format!(
                        "`{other}` is no part (yaml, derives, stages, admission) and no option"
                    )
                    .into());
                }
            }
        }
        if asked.rounds == 0 || asked.kinds.iter().any(|kinds| !(1..=99).contains(kinds)) {
            return Err("at least one round, and 1 to 99 kinds".into());
        }
        Ok(asked)
    }
}
