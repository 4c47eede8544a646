//! `gen-cli explain`.

use super::{FAILED, say, say_error};
use clap::Args;
use kubewright_core::diag::Code;
use kubewright_core::syntax::did_you_mean;
use std::process::ExitCode;

/// The arguments of `explain`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The codes, as they stand in the errors: KW0102 [default: all]
    #[arg(value_name = "CODE")]
    codes: Vec<String>,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    match explained(&arguments.codes).and_then(|text| say(&text)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            say_error(&format!("error: {message}\n"));
            ExitCode::from(FAILED)
        }
    }
}

/// A line for each code; for all where none is named.
fn explained(codes: &[String]) -> Result<String, String> {
    let line = |code: &Code| format!("{code}: {}\n", code.summary());
    if codes.is_empty() {
        return Ok(Code::ALL.iter().map(line).collect());
    }
    let known = |code: &String| {
        let found = Code::ALL
            .iter()
            .find(|own| own.as_str().eq_ignore_ascii_case(code));
        found.map(line).ok_or_else(|| unknown(code))
    };
    codes.iter().map(known).collect()
}

fn unknown(code: &str) -> String {
    let near = did_you_mean(code, Code::ALL.iter().map(|own| own.as_str()));
    let near = near.map(|near| format!("; did you mean {near}?"));
    format!("there is no code {code:?}{}", near.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::explained;
    use kubewright_core::diag::Code;

    #[test]
    fn a_code_has_a_line_and_without_one_all_have() {
        let of = |codes: &[&str]| explained(&codes.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(
            of(&["kw0102"]),
            Ok("KW0102: An attribute has no such key.\n".to_owned())
        );
        assert_eq!(of(&[]).unwrap().lines().count(), Code::ALL.len());
        assert_eq!(
            of(&["KW0102", "KW012"]),
            Err("there is no code \"KW012\"; did you mean KW0102?".to_owned())
        );
    }
}
