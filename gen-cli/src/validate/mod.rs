//! `gen-cli validate`: what the API server would answer to the objects of files.

mod answer;
mod deprecation;
mod inputs;
mod judge;
mod known;
mod part;
mod read;
mod stored;
mod typed;

pub(crate) use inputs::read;
pub(crate) use judge::{Answer, Verdict};
pub(crate) use part::{Notice, Part};
pub(crate) use read::{Language, documents};

use crate::generate::{Failure, Generated, generate};
use crate::options::Options;
use crate::walk::on_large_stack;
use judge::{Judge, Terms};
use known::{Catalogue, Origin, Server};
use kubewright_admission::{KubernetesVersion, Via};
use kubewright_core::diag::Code;
use std::path::PathBuf;
use stored::Stored;

/// What is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// The files and folders with what is validated; `-` is standard input.
    pub(crate) files: Vec<PathBuf>,
    /// Files and folders with CRDs that the server has.
    pub(crate) crds: Vec<PathBuf>,
    /// A file or folder with what is stored already.
    pub(crate) old: Option<PathBuf>,
    /// How objects are sent; none: replaced where something is stored, else created.
    pub(crate) via: Option<Via>,
    /// Whether undeclared fields are refused.
    pub(crate) strict: bool,
    /// The server's version; none: the crate's, where it is read, else the newest.
    pub(crate) version: Option<KubernetesVersion>,
    /// The crate.
    pub(crate) options: Options,
}

/// What the server would answer.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// To each object, in order.
    pub(crate) answers: Vec<Answer>,
    /// Files that were passed over.
    pub(crate) skipped: Vec<Notice>,
    /// What can't be read.
    pub(crate) errors: Vec<Notice>,
}

/// Judges everything that is asked for.
///
/// # Errors
/// The crate whose CRDs are needed has mistakes, or the system has no thread to give.
pub(crate) fn run(request: &Request) -> Result<Report, Failure> {
    on_large_stack(|_| judge(request)).unwrap_or_else(|error| Err(Failure::no_thread(&error)))
}

fn judge(request: &Request) -> Result<Report, Failure> {
    let mut inputs = inputs::read(&request.files);
    let mut catalogue = Catalogue::default();
    catalogue.add_all(&inputs.parts, Origin::Input);
    for path in &request.crds {
        let mut given = inputs::read(std::slice::from_ref(path));
        if catalogue.add_all(&given.parts, Origin::Given) == 0 && given.errors.is_empty() {
            let why = "no CustomResourceDefinition of apiextensions.k8s.io/v1";
            given.errors.push(Notice::new(path.display().to_string(), why));
        }
        inputs.errors.extend(given.errors);
    }
    let stored = request.old.as_ref().map(|path| {
        let old = inputs::read(std::slice::from_ref(path));
        inputs.errors.extend(old.errors);
        Stored::new(old.parts)
    });
    let of_crate = read_crate(request, &inputs.parts, &catalogue)?;
    let crates_version = of_crate.first().map(|made| made.kubernetes_version);
    for made in of_crate {
        for crd in made.crds() {
            let place = format!("the package `{}`", made.package);
            catalogue.add(crd, Origin::Crate, place);
        }
    }
    let terms = Terms {
        via: request.via,
        strict: request.strict,
        version: request.version.or(crates_version).unwrap_or_default(),
    };
    let mut judge = Judge::new(&catalogue, stored.as_ref(), terms);
    Ok(Report {
        answers: inputs.parts.iter().map(|part| judge.answer(part)).collect(),
        skipped: inputs.skipped,
        errors: inputs.errors,
    })
}

/// What the crate makes: where it is named, or where it is here, no CRDs are given, and an object needs them.
fn read_crate(request: &Request, parts: &[Part], catalogue: &Catalogue) -> Result<Vec<Generated>, Failure> {
    let is_named = request.options.manifest_path.is_some() || !request.options.packages.is_empty();
    if !is_named {
        let unserved = |part: &Part| {
            !part.is_crd() && matches!(catalogue.server_of(part.group(), part.kind()), Server::Nothing)
        };
        if !request.crds.is_empty() || !is_in_crate() || !parts.iter().any(unserved) {
            return Ok(Vec::new());
        }
    }
    let options = Options {
        kubernetes_version: request.version,
        ..request.options.clone()
    };
    match generate(&options) {
        Err(failure)
            if !is_named
                && failure
                    .diagnostics
                    .iter()
                    .all(|one| one.code == Code::NothingFound) =>
        {
            Ok(Vec::new())
        }
        made => made,
    }
}

/// Whether there is a Cargo.toml in this folder or above it.
fn is_in_crate() -> bool {
    std::env::current_dir()
        .is_ok_and(|here| here.ancestors().any(|folder| folder.join("Cargo.toml").is_file()))
}
