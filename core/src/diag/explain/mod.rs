//! What is said of a code where somebody asks for more than an error has room for: a table by families of codes.

mod attributes;
mod elsewhere;
mod facts;
mod shapes;
mod source;

use super::Code;

/// What is said of a code beside its [summary](Code::summary).
#[derive(Clone, Copy, Debug)]
pub struct Explanation {
    /// Of which code.
    pub code: Code,
    /// The rule behind it, in sentences.
    pub why: &'static str,
    /// What gives the error.
    pub example: Example,
    /// What to do, in sentences.
    pub way_out: &'static str,
}

/// What gives an error: as it is shown, without what every source has around it.
#[derive(Clone, Copy, Debug)]
pub enum Example {
    /// The fields of a spec.
    Fields(&'static str),
    /// The `#[resource(…)]` of a spec.
    Resource(&'static str),
    /// Types, of which a spec has a field `part` of the type `Part`.
    Part(&'static str),
    /// Items beside a kind.
    Items(&'static str),
    /// Something else than Rust: a line of a Cargo.toml, a command, what lies on the disk.
    Outside(&'static str),
}

impl Example {
    /// As it is shown.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Fields(text)
            | Self::Resource(text)
            | Self::Part(text)
            | Self::Items(text)
            | Self::Outside(text) => text,
        }
    }
}

/// The families.
const FAMILIES: [&[Explanation]; 5] = [
    attributes::EXPLANATIONS,
    source::EXPLANATIONS,
    shapes::EXPLANATIONS,
    facts::EXPLANATIONS,
    elsewhere::EXPLANATIONS,
];

impl Code {
    /// What is said of it. There is an explanation of every code.
    #[must_use]
    pub fn explanation(self) -> Option<&'static Explanation> {
        let mut all = FAMILIES.into_iter().flatten();
        all.find(|explanation| explanation.code == self)
    }
}

#[cfg(test)]
mod tests {
    use super::FAMILIES;
    use crate::diag::Code;

    #[test]
    fn every_code_is_explained_once_and_in_order() {
        let explained: Vec<Code> = FAMILIES.into_iter().flatten().map(|one| one.code).collect();
        assert_eq!(explained, Code::ALL);
    }

    #[test]
    fn an_explanation_is_made_of_sentences_and_its_example_is_short() {
        for one in FAMILIES.into_iter().flatten() {
            for text in [one.why, one.way_out] {
                assert!(
                    text.ends_with('.') && !text.contains('\n'),
                    "{}: {text}",
                    one.code
                );
            }
            let lines: Vec<&str> = one.example.text().lines().collect();
            assert!(!lines.is_empty() && lines.len() <= 8, "{}", one.code);
            assert!(lines.iter().all(|line| line.len() <= 90), "{}", one.code);
        }
    }
}
