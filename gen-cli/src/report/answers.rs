//! What the API server would answer, object by object.

use crate::validate::{Answer, Report, Verdict};

/// A block for each object and each file that was passed over, and the sum of them.
pub(crate) fn answers(report: &Report) -> String {
    let mut text = String::new();
    for answer in &report.answers {
        block(answer, &mut text);
    }
    for skipped in &report.skipped {
        text.push_str(&format!("{}: skipped: {}\n", skipped.place, skipped.message));
    }
    if !report.answers.is_empty() {
        text.push_str(&format!("\n{}\n", sum(report)));
    }
    text
}

/// Everything that can't be read or judged.
pub(crate) fn notices(report: &Report) -> String {
    let mut text = String::new();
    for error in &report.errors {
        text.push_str(&format!("error: {}: {}\n", error.place, error.message));
    }
    for answer in &report.answers {
        if let Verdict::Failed(why) = &answer.verdict {
            text.push_str(&format!("error: {}: {}: {why}\n", answer.place, answer.title));
        }
    }
    let judged = |answer: &Answer| !matches!(answer.verdict, Verdict::Skipped(_));
    if text.is_empty() && !report.answers.iter().any(judged) {
        text.push_str("error: nothing was judged: no known CRD serves any of this (`--crd` names a file with CRDs, `--manifest-path` a package)\n");
    }
    text
}

fn block(answer: &Answer, text: &mut String) {
    let (verdict, said) = match &answer.verdict {
        Verdict::Accepted => ("accepted".to_owned(), None),
        Verdict::Refused(said) => ("refused".to_owned(), Some(said)),
        Verdict::Skipped(why) => (format!("skipped: {why}"), None),
        Verdict::Failed(_) => ("not judged".to_owned(), None),
    };
    let note = answer.note.map(|note| format!(" ({note})")).unwrap_or_default();
    text.push_str(&format!("{}: {}: {verdict}{note}\n", answer.place, answer.title));
    let warnings = answer
        .warnings
        .iter()
        .map(|warning| format!("Warning: {warning}"));
    for said in warnings.chain(said.cloned()) {
        for line in said.lines() {
            text.push_str(&format!("  {line}\n"));
        }
    }
}

/// `5 objects: 3 accepted, 1 refused, 1 skipped`.
fn sum(report: &Report) -> String {
    let count = |is: fn(&Verdict) -> bool| report.answers.iter().filter(|answer| is(&answer.verdict)).count();
    let counts = [
        (count(|verdict| *verdict == Verdict::Accepted), "accepted"),
        (count(|verdict| matches!(verdict, Verdict::Refused(_))), "refused"),
        (count(|verdict| matches!(verdict, Verdict::Skipped(_))), "skipped"),
        (
            count(|verdict| matches!(verdict, Verdict::Failed(_))),
            "not judged",
        ),
    ];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let all = report.answers.len();
    let plural = if all == 1 { "" } else { "s" };
    format!("{all} object{plural}: {}", parts.join(", "))
}
