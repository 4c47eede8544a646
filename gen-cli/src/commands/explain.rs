//! `gen-cli explain`.

use super::{FAILED, say, say_error};
use clap::Args;
use kubewright_core::diag::Code;
use kubewright_core::syntax::did_you_mean;
use std::process::ExitCode;

/// The arguments of `explain`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The codes, as they stand in the errors: KW0102 [default: a line for each there is]
    #[arg(value_name = "CODE")]
    codes: Vec<String>,
}

/// Where lines end, in characters.
const WIDTH: usize = 100;

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    match explained(&arguments.codes).and_then(|text| say(&text)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            say_error(&format!("error: {message}\n"));
            ExitCode::from(FAILED)
        }
    }
}

/// All that is known of each code; where none is named, a line for each.
fn explained(codes: &[String]) -> Result<String, String> {
    if codes.is_empty() {
        return Ok(Code::ALL.iter().map(headline).collect());
    }
    let known = |code: &String| {
        let found = Code::ALL
            .iter()
            .find(|own| own.as_str().eq_ignore_ascii_case(code));
        found.map(whole).ok_or_else(|| unknown(code))
    };
    let texts: Vec<String> = codes.iter().map(known).collect::<Result<_, _>>()?;
    Ok(texts.join("\n"))
}

fn headline(code: &Code) -> String {
    format!("{code}: {}\n", code.summary())
}

/// What, why, what it looks like, and the way out.
fn whole(code: &Code) -> String {
    let mut text = headline(code);
    if let Some(more) = code.explanation() {
        let example: String = more
            .example
            .text()
            .lines()
            .map(|line| format!("    {line}\n"))
            .collect();
        let way_out = wrapped(&format!("Way out: {}", more.way_out));
        text.push_str(&format!("\n{}\n{example}\n{way_out}", wrapped(more.why)));
    }
    text
}

/// A text in lines that can be read.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n") + "\n"
}

fn unknown(code: &str) -> String {
    let near = did_you_mean(code, Code::ALL.iter().map(|own| own.as_str()));
    let near = near.map(|near| format!("; did you mean {near}?"));
    format!("there is no code {code:?}{}", near.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, explained};
    use kubewright_core::diag::Code;

    fn of(codes: &[&str]) -> Result<String, String> {
        explained(&codes.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn a_code_is_explained_with_its_reason_an_example_and_the_way_out() {
        let text = of(&["kw0305"]).unwrap();
        let expected = "\
KW0305: An integer is wider than 64 bits.

The API server holds integers in 64 bits, and refuses longer ones.

    pub size: u128,

Way out: Use `i64` or `u64`, or a string: a `Quantity` for an amount.
";
        assert_eq!(text, expected);
        let all: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        let text = of(&all).unwrap();
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH.max(120)));
    }

    #[test]
    fn without_a_code_each_has_a_line() {
        assert_eq!(of(&[]).unwrap().lines().count(), Code::ALL.len());
    }

    #[test]
    fn a_code_that_there_is_not_is_an_error() {
        assert_eq!(
            of(&["KW0102", "KW012"]),
            Err("there is no code \"KW012\"; did you mean KW0102?".to_owned())
        );
    }
}
