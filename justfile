# What a change is tried with. `.ci/run` runs all but the last three.

# Lists the targets
default:
    @just --list

# The layout of the source
fmt:
    bash .ci/steps/fmt

# Lints
clippy:
    bash .ci/steps/clippy

# All tests
test:
    bash .ci/steps/test

# The documentation, without broken links
docs:
    bash .ci/steps/docs

# The manifests of the examples are those of their sources
manifests:
    bash .ci/steps/manifests

# A crate whose build script writes manifests can be packed
package:
    bash .ci/steps/package

# Licences and advisories of the dependencies (needs cargo-deny)
deny:
    cargo deny --workspace check

# Everything that CI runs
ci:
    bash .ci/run

# Brings the manifests of the examples up to date
generate:
    cargo run -p kubewright-cli -- manifests --manifest-path examples/database-operator/Cargo.toml
    cargo run -p kubewright-cli -- manifests --manifest-path examples/build-script/Cargo.toml
