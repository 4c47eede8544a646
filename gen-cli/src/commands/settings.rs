//! `gen-cli settings`.

use super::{FAILED, say, say_error};
use crate::settings::{KEYS, Key};
use clap::Args;
use std::process::ExitCode;

/// The arguments of `settings`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Print the list as Markdown
    #[arg(long)]
    markdown: bool,
}

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let text = if arguments.markdown {
        documentation()
    } else {
        list()
    };
    match say(&text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            say_error(&format!("error: {message}\n"));
            ExitCode::from(FAILED)
        }
    }
}

/// Each key as it is written, below what it says.
fn list() -> String {
    let of_key = |key: &Key| format!("# {}\n{}\n", key.meaning, key.example);
    KEYS.iter().map(of_key).collect()
}

/// `docs/settings.md`.
fn documentation() -> String {
    let mut text = DOCUMENTATION.to_owned();
    for key in &KEYS {
        let Key {
            name,
            example,
            default,
            meaning,
            ..
        } = key;
        let option = if key.is_option {
            format!(" (`--{name}`)")
        } else {
            String::new()
        };
        text.push_str(&format!("| `{example}` | {default} | {meaning}{option} |\n"));
    }
    text
}

const DOCUMENTATION: &str = "\
# Settings

What holds for a package whenever its manifests are made, on the command line, in a build script and in CI, stands in
its Cargo.toml:

```toml
[package.metadata.gen-cli]
features = [\"server\"]
namespace = \"databases\"

[package.metadata.gen-cli.types]
\"crate::net::HostName\" = { type = \"string\", format = \"hostname\" }

[package.metadata.gen-cli.lints]
not-camel-case = \"deny\"
```

Where `gen-cli manifests` has an option of the same name (in parentheses), the option wins. The build's own features and
target count for nothing: the same source gives the same files. A key that there is not is an error, and so is
`[workspace.metadata.gen-cli]`: each package says its own.

This page is what `gen-cli settings --markdown` prints.

| key | default | what it says |
|---|---|---|
";

#[cfg(test)]
mod tests {
    use super::{documentation, list};
    use crate::commands::Cli;
    use crate::settings::KEYS;
    use clap::CommandFactory;

    #[test]
    fn the_page_of_the_documentation_lists_every_key_as_it_is() {
        let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/settings.md");
        let page = std::fs::read_to_string(page).unwrap();
        assert_eq!(
            page,
            documentation(),
            "gen-cli settings --markdown > docs/settings.md"
        );
        assert!(
            list()
                .parse::<toml::Table>()
                .is_ok_and(|table| table.len() == KEYS.len())
        );
    }

    #[test]
    fn the_options_that_are_named_exist() {
        let cli = Cli::command();
        let manifests = cli.find_subcommand("manifests").unwrap();
        let options: Vec<&str> = manifests
            .get_arguments()
            .filter_map(|one| one.get_long())
            .collect();
        for key in &KEYS {
            assert_eq!(options.contains(&key.name), key.is_option, "{}", key.name);
        }
    }
}
