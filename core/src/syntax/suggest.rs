//! "Did you mean".

/// How near a word must be to be suggested, by Jaro and Winkler.
const NEAR: f64 = 0.8;

/// The word that is most like this one, if any is like it.
#[must_use]
pub fn did_you_mean<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for candidate in words {
        let score = strsim::jaro_winkler(&lower, &candidate.to_lowercase());
        // Of words that are as near as each other, the first.
        if score > best.map_or(NEAR, |(score, _)| score) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}
