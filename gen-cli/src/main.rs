//! gen-cli: Kubernetes manifests from annotated Rust source.

fn main() -> std::process::ExitCode {
    gen_cli::run()
}
