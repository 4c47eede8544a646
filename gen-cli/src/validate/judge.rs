//! What the server answers to one object.

use super::answer;
use super::known::{Catalogue, Known, Origin, Server};
use super::part::Part;
use super::stored::{Stored, compared, in_version, without_status};
use super::typed;
use kubewright_admission::{
    CrdVerdict, FieldError, Kind, KubernetesVersion, ObjectVerdict, Via, validate_crd, validate_crd_update,
};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What becomes of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The server takes it.
    Accepted,
    /// The server refuses it, with this text.
    Refused(String),
    /// It was not judged, for this reason; no error.
    Skipped(String),
    /// It can't be judged, for this reason.
    Failed(String),
}

/// The answer to an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The object's file and line.
    pub(crate) place: String,
    /// Its kind and name.
    pub(crate) title: String,
    /// What becomes of it.
    pub(crate) verdict: Verdict,
    /// What the server warns of.
    pub(crate) warnings: Vec<String>,
    /// How it was judged, where that is not what was asked for.
    pub(crate) note: Option<&'static str>,
}

/// How objects are judged.
pub(crate) struct Terms {
    /// How they are sent; none: replaced where something is stored, else created.
    pub(crate) via: Option<Via>,
    /// Whether fields that the schema does not declare are refused.
    pub(crate) strict: bool,
    /// The server's version.
    pub(crate) version: KubernetesVersion,
}

/// Judges objects by the CRDs of a catalogue.
pub(crate) struct Judge<'c> {
    catalogue: &'c Catalogue,
    stored: Option<&'c Stored>,
    terms: Terms,
    kinds: BTreeMap<(usize, String), Result<Rc<Kind<'c>>, String>>,
}

/// An answer in the making.
struct Said {
    verdict: Verdict,
    warnings: Vec<String>,
    note: Option<&'static str>,
}

impl From<Verdict> for Said {
    fn from(verdict: Verdict) -> Self {
        Self {
            verdict,
            warnings: Vec::new(),
            note: None,
        }
    }
}

const CREATED: &str = "not in --old: as a new object";

impl<'c> Judge<'c> {
    pub(crate) fn new(catalogue: &'c Catalogue, stored: Option<&'c Stored>, terms: Terms) -> Self {
        Self {
            catalogue,
            stored,
            terms,
            kinds: BTreeMap::new(),
        }
    }

    /// What the server answers.
    pub(crate) fn answer(&mut self, part: &Part) -> Answer {
        let said = if is_too_large(&part.value) {
            Verdict::Refused(answer::too_large()).into()
        } else if !part.is_crd() {
            self.object(part)
        } else if part.version() == "v1" {
            self.crd(part)
        } else {
            Verdict::Refused(answer::no_match(part)).into()
        };
        Answer {
            place: part.place.clone(),
            title: format!("{} {:?}", part.kind().escape_debug(), part.name()),
            verdict: said.verdict,
            warnings: said.warnings,
            note: said.note,
        }
    }

    fn old(&self, part: &Part) -> Option<&'c Part> {
        self.stored.and_then(|stored| stored.of(part))
    }

    fn crd(&self, part: &Part) -> Said {
        let version = self.terms.version;
        let old = self.old(part);
        let judged = match old {
            Some(old) => {
                let (new, old) = compared(&part.value, &old.value);
                validate_crd_update(&new, &old, version)
            }
            None => validate_crd(&part.value, version),
        };
        let CrdVerdict { errors, warnings } = match judged {
            Ok(verdict) => verdict,
            Err(error) => return Verdict::Refused(answer::unreadable(part, &error.to_string())).into(),
        };
        let (unknown, others) = warnings
            .into_iter()
            .partition(|warning| warning.starts_with("unknown field \""));
        let mut said = self.settle(part, unknown, Vec::new(), &errors, others);
        said.note = (self.stored.is_some() && old.is_none()).then_some(CREATED);
        said
    }

    fn object(&mut self, part: &Part) -> Said {
        let (number, known) = match self.catalogue.server_of(part.group(), part.kind()) {
            Server::One(number, known) => (number, known),
            Server::Nothing if self.catalogue.serves_group(part.group()) => {
                return Verdict::Refused(answer::no_kind(part)).into();
            }
            Server::Nothing => return Verdict::Skipped("no known CRD serves it".to_owned()).into(),
            Server::Several(places) => {
                let why = format!("CRDs that differ serve it: {}", places.join(", "));
                return Verdict::Failed(why).into();
            }
        };
        if let Some(verdict) = self.unserved(part, known) {
            return verdict.into();
        }
        let (old, note) = match self.stored_for(part, known) {
            Ok(found) => found,
            Err(why) => return Verdict::Failed(why).into(),
        };
        let via = self.via(old.is_some());
        let kind = match self.kind(number, known, part.version()) {
            Ok(kind) => kind,
            Err(why) => {
                return Verdict::Failed(format!("its CRD at {} can't be used: {why}", known.place)).into();
            }
        };
        let mut said = self.judged(part, known, &kind, via, old.as_deref());
        said.warnings.splice(0..0, known.deprecation(part.version()));
        said.note = note;
        said
    }

    /// A version of a CRD, made ready once.
    fn kind(&mut self, number: usize, known: &'c Known, version: &str) -> Result<Rc<Kind<'c>>, String> {
        if let Some(ready) = self.kinds.get(&(number, version.to_owned())) {
            return ready.clone();
        }
        let name = known.version_name(version);
        let made = Kind::new(&known.crd, name, self.terms.version);
        let made = made.map(Rc::new).map_err(|refusal| refusal.to_string());
        self.kinds.insert((number, version.to_owned()), made.clone());
        made
    }

    fn via(&self, is_stored: bool) -> Via {
        match self.terms.via {
            Some(via) => via,
            None if is_stored => Via::Put,
            None => Via::Post,
        }
    }

    /// Why an object of the kind can't be sent at all.
    fn unserved(&self, part: &Part, known: &Known) -> Option<Verdict> {
        if let Some(why) = known.refusal(self.terms.version) {
            return Some(if known.origin == Origin::Input {
                Verdict::Skipped(format!("its CRD at {} is refused", known.place))
            } else {
                Verdict::Failed(format!("its CRD at {} would be refused: {why}", known.place))
            });
        }
        if !known.serves_version(part.version()) {
            return Some(Verdict::Refused(answer::no_match(part)));
        }
        let via_status = self.terms.via == Some(Via::Status);
        (via_status && !known.has_status(part.version())).then(|| Verdict::Refused(answer::no_subresource()))
    }

    /// What the object replaces, in its version, and how it is judged where that is not there.
    fn stored_for(
        &self,
        part: &Part,
        known: &Known,
    ) -> Result<(Option<Cow<'c, Value>>, Option<&'static str>), String> {
        let missing = self.stored.is_some();
        let Some(old) = self.old(part) else {
            return Ok(if self.terms.via == Some(Via::Status) {
                let itself = Cow::Owned(without_status(&part.value));
                (
                    Some(itself),
                    missing.then_some("not in --old: as the first status of itself"),
                )
            } else {
                (None, missing.then_some(CREATED))
            });
        };
        if old.version() == part.version() {
            return Ok((Some(Cow::Borrowed(&old.value)), None));
        }
        if known.converts_by_name() {
            return Ok((Some(Cow::Owned(in_version(&old.value, part.api_version()))), None));
        }
        Err(format!(
            "{} is of another version, and only the CRD's webhook can convert it",
            old.place
        ))
    }

    fn judged(&self, part: &Part, known: &Known, kind: &Kind<'_>, via: Via, old: Option<&Value>) -> Said {
        if via == Via::Apply {
            return self.applied(part, known, kind, old);
        }
        self.sent(part, kind, via, &part.value, old)
    }

    /// Fields that are pruned without having been refused are told of; the server says nothing.
    fn applied(&self, part: &Part, known: &Known, kind: &Kind<'_>, old: Option<&Value>) -> Said {
        let read = kind.judge(Via::Post, &part.value, None);
        let unknown = read.map(|read| read.unknown).unwrap_or_default();
        let (of_metadata, pruned): (Vec<_>, Vec<_>) = unknown
            .into_iter()
            .partition(|path| path.starts_with("metadata."));
        if let Some(schema) = known.schema(part.version()) {
            let faults = typed::faults(schema, &part.value, &of_metadata);
            if !faults.is_empty() {
                return Verdict::Refused(answer::untyped(part, known.is_namespaced(), &faults)).into();
            }
        }
        let mut object = Cow::Borrowed(&part.value);
        for path in &pruned {
            remove(object.to_mut(), path);
        }
        let mut said = self.sent(part, kind, Via::Apply, &object, old);
        let warnings = pruned.iter().map(|path| answer::unknown_field(path));
        said.warnings.splice(0..0, warnings);
        said
    }

    fn sent(&self, part: &Part, kind: &Kind<'_>, via: Via, object: &Value, old: Option<&Value>) -> Said {
        let ObjectVerdict {
            errors,
            warnings,
            tolerated,
            unknown,
            ..
        } = match kind.judge(via, object, old) {
            Ok(verdict) => verdict,
            Err(refusal) => return Verdict::Refused(answer::unreadable(part, &refusal.to_string())).into(),
        };
        let unknown = unknown.iter().map(|path| answer::unknown_field(path)).collect();
        let tolerated = tolerated.iter().map(ToString::to_string).collect();
        self.settle(part, unknown, tolerated, &errors, warnings)
    }

    /// The answer to an object that could be read. What the server warns of `at_last`, it says of accepted objects only.
    fn settle(
        &self,
        part: &Part,
        unknown: Vec<String>,
        tolerated: Vec<String>,
        errors: &[FieldError],
        at_last: Vec<String>,
    ) -> Said {
        if self.terms.strict && !unknown.is_empty() {
            return Verdict::Refused(answer::unknown_fields(part, &unknown)).into();
        }
        let mut warnings = unknown;
        warnings.extend(tolerated);
        let verdict = if errors.is_empty() {
            warnings.extend(at_last);
            Verdict::Accepted
        } else {
            Verdict::Refused(answer::invalid(part, errors))
        };
        Said {
            verdict,
            warnings,
            note: None,
        }
    }
}

/// Removes what a path like `spec.list[2].name` leads to. Names may hold points and brackets themselves.
fn remove(value: &mut Value, path: &str) {
    match value {
        Value::Object(fields) => {
            if fields.remove(path).is_some() {
                return;
            }
            for (name, below) in fields {
                match path.strip_prefix(name.as_str()) {
                    Some(rest) if rest.starts_with('[') => remove(below, rest),
                    Some(rest) => rest
                        .strip_prefix('.')
                        .into_iter()
                        .for_each(|rest| remove(below, rest)),
                    None => {}
                }
            }
        }
        Value::Array(items) => {
            let step = path.strip_prefix('[').and_then(|rest| rest.split_once(']'));
            let item =
                step.and_then(|(index, rest)| Some((items.get_mut(index.parse::<usize>().ok()?)?, rest)));
            if let Some((item, rest)) = item {
                remove(item, rest.strip_prefix('.').unwrap_or(rest));
            }
        }
        _ => {}
    }
}

/// Whether a request with this body is larger than the server takes.
fn is_too_large(value: &Value) -> bool {
    struct Count(usize);
    impl std::io::Write for Count {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += bytes.len();
            if self.0 > answer::MAX_BODY {
                return Err(std::io::ErrorKind::FileTooLarge.into());
            }
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    serde_json::to_writer(Count(0), value).is_err()
}
