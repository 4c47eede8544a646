//! gen-cli: Kubernetes manifests from annotated Rust source.

/// Much of a run is small values that are made and dropped.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    gen_cli::run()
}
