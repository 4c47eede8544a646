//! Keeps `config` up to date with the types, in this repository; anywhere else it does nothing.

fn main() -> Result<(), gen_cli::build::Error> {
    gen_cli::build::manifests()
}
