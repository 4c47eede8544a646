//! The crates that are measured: the same kinds, written for each of the three.
//!
//! A kind is 7 types: a spec of 15 fields (nested structs, a unit enum, an enum with data, a map, a list of structs,
//! a PodTemplateSpec or a Container), and a status of 5 with conditions.

use crate::Result;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// How the kinds are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    /// serde, `Clone` and `Debug` alone: what every other costs at least.
    Serde,
    /// The derives of kubewright: `CustomResource`, `Schema`, `DeepCopy`.
    Kubewright,
    /// kube-derive and schemars.
    Kube,
}

impl Variant {
    /// All of them, what the others are compared with first.
    pub(crate) const ALL: [Self; 3] = [Self::Serde, Self::Kubewright, Self::Kube];

    /// Its name in the template, in names of crates and folders.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Serde => "serde",
            Self::Kubewright => "kubewright",
            Self::Kube => "kube",
        }
    }

    fn dependencies(self, checkout: &Path) -> String {
        let k8s = |features: &str| {
            format!("k8s-openapi = {{ version = \"0.29\", features = [\"v1_35\"{features}] }}\n")
        };
        match self {
            Self::Serde => k8s(""),
            Self::Kubewright => {
                let kubewright = format!("kubewright = {{ path = {checkout:?} }}\n");
                kubewright + &k8s(", \"schemars\"")
            }
            Self::Kube => {
                let kube = "kube = { version = \"5\", default-features = false, features = [\"derive\"] }\n";
                format!("{kube}schemars = \"1\"\n{}", k8s(", \"schemars\""))
            }
        }
    }
}

/// A crate that is measured.
#[derive(Debug)]
pub(crate) struct Crate {
    /// How its kinds are written.
    pub(crate) variant: Variant,
    /// How many it has.
    pub(crate) kinds: usize,
    /// Its folder.
    pub(crate) folder: PathBuf,
    edits: usize,
}

impl Crate {
    /// Writes the crate below a folder. `checkout` is the folder of kubewright.
    pub(crate) fn write(below: &Path, variant: Variant, kinds: usize, checkout: &Path) -> Result<Self> {
        let name = format!("{}-{kinds}", variant.name());
        let folder = below.join(&name);
        std::fs::create_dir_all(folder.join("src/bin"))?;
        let mut manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n"
        );
        manifest.push_str(&variant.dependencies(checkout));
        manifest.push_str("serde = { version = \"1\", features = [\"derive\"] }\n");
        manifest.push_str("serde_json = \"1\"\nserde_yaml = \"0.9.34\"\n");
        replace(&folder.join("Cargo.toml"), &manifest)?;
        // The versions that kubewright is tested with; cargo adds what isn't among them.
        if !folder.join("Cargo.lock").exists() {
            std::fs::copy(checkout.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        }
        let modules: String = (0..kinds)
            .map(|number| format!("pub mod k{number:02};\n"))
            .collect();
        replace(&folder.join("src/lib.rs"), &modules)?;
        if variant == Variant::Kube {
            replace(&folder.join("src/bin/crdgen.rs"), &crdgen(&name, kinds))?;
        }
        let written = Self {
            variant,
            kinds,
            folder,
            edits: 0,
        };
        for number in 0..kinds {
            replace(&written.source(number), &kind(variant, number, 0))?;
        }
        Ok(written)
    }

    /// Its name, that of its package.
    pub(crate) fn name(&self) -> String {
        format!("{}-{}", self.variant.name(), self.kinds)
    }

    /// Renames one field of one type in the first kind, each time to another name; gives what the field is called in
    /// the manifest.
    pub(crate) fn edit(&mut self) -> Result<String> {
        self.edits += 1;
        replace(&self.source(0), &kind(self.variant, 0, self.edits))?;
        Ok(format!("keepLast{}", self.edits))
    }

    /// The lines of its kinds.
    pub(crate) fn source_lines(&self) -> usize {
        (0..self.kinds)
            .map(|number| kind(self.variant, number, 0).lines().count())
            .sum()
    }

    fn source(&self, number: usize) -> PathBuf {
        self.folder.join(format!("src/k{number:02}.rs"))
    }
}

/// The text of a kind: a line that begins with `@` is of the one variant it names.
fn kind(variant: Variant, number: usize, edit: usize) -> String {
    let workload = if number.is_multiple_of(2) {
        "PodTemplateSpec"
    } else {
        "Container"
    };
    let mut text = String::new();
    for line in include_str!("../kind.rs.template").lines() {
        let line = match line.strip_prefix('@') {
            Some(marked) => match marked.split_once(' ').unwrap_or((marked, "")) {
                (name, line) if name == variant.name() => line,
                _ => continue,
            },
            None => line,
        };
        text.push_str(line);
        text.push('\n');
    }
    text.replace("{kind}", &format!("Widget{number:02}"))
        .replace("{number}", &number.to_string())
        .replace("{workload}", workload)
        .replace("{edit}", &edit.to_string())
}

/// The program by which users of kube-derive get their CRDs as files.
fn crdgen(krate: &str, kinds: usize) -> String {
    let krate = krate.replace('-', "_");
    let mut calls = String::new();
    for number in 0..kinds {
        let _ = writeln!(
            calls,
            "    write(&{krate}::k{number:02}::Widget{number:02}::crd());"
        );
    }
    format!(
        "use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinition;\n\
         use kube::CustomResourceExt;\n\n\
         fn write(crd: &CustomResourceDefinition) {{\n    \
             let name = crd.metadata.name.as_deref().unwrap();\n    \
             std::fs::write(format!(\"config/{{name}}.yaml\"), serde_yaml::to_string(crd).unwrap()).unwrap();\n\
         }}\n\n\
         fn main() {{\n    std::fs::create_dir_all(\"config\").unwrap();\n{calls}}}\n"
    )
}

/// Writes a file that isn't so yet: cargo goes by the time of the last change.
fn replace(path: &Path, text: &str) -> Result<()> {
    if std::fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()).into())
}
