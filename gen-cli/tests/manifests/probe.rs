//! A package in a temporary folder, with the real kubewright and k8s-openapi as dependencies.

use gen_cli::{Failure, Generated, Options, Style, generate};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The repository's root.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

/// The package.
pub struct Probe {
    folder: tempfile::TempDir,
}

impl Probe {
    /// A library with this source.
    pub fn new(source: &str) -> Self {
        Self::with_metadata(source, "")
    }

    /// A library with this source, and this at the end of its Cargo.toml.
    pub fn with_metadata(source: &str, metadata: &str) -> Self {
        let probe = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let kubewright = repository();
        let manifest = format!(
            "[package]\nname = \"probe\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n\
             k8s-openapi = {{ version = \"0.29\", features = [\"v1_35\"] }}\nkubewright = {{ path = {:?} }}\n\
             schemars = \"1\"\nserde = \"1\"\nserde_json = \"1\"\n[workspace]\n{metadata}\n",
            kubewright.display().to_string()
        );
        probe.file("Cargo.toml", &manifest);
        let lock = std::fs::read_to_string(kubewright.join("Cargo.lock")).unwrap();
        let own = "[[package]]\nname = \"probe\"\nversion = \"0.1.0\"\ndependencies = [\n \"k8s-openapi\",\n \
                   \"kubewright\",\n \"schemars\",\n \"serde\",\n \"serde_json\",\n]\n";
        probe.file("Cargo.lock", &format!("{lock}\n{own}"));
        probe.file("src/lib.rs", source);
        probe
    }

    /// Writes a file of the package.
    pub fn file(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// A path below the package.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// The options of a run over the package.
    pub fn options(&self) -> Options {
        Options {
            manifest_path: Some(self.path("Cargo.toml")),
            ..Options::default()
        }
    }

    /// What the package makes.
    pub fn generate(&self) -> Result<Generated, Failure> {
        generate(&self.options()).map(|mut packages| packages.remove(0))
    }

    /// The text of one file that the package makes.
    pub fn text(&self, name: &str) -> String {
        let made = self
            .generate()
            .unwrap_or_else(|failure| panic!("{}", failure.render(Style::Plain)));
        made.files
            .texts
            .get(name)
            .cloned()
            .unwrap_or_else(|| panic!("{name} is not among {:?}", made.files.texts.keys()))
    }

    /// The schema of `spec` in the package's only CRD.
    pub fn spec(&self) -> Value {
        let made = self
            .generate()
            .unwrap_or_else(|failure| panic!("{}", failure.render(Style::Plain)));
        let (_, text) = made
            .files
            .texts
            .iter()
            .find(|(name, _)| name.starts_with("crd/"))
            .unwrap();
        let crd: Value = serde_yaml::from_str(text).unwrap();
        crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"]["properties"]["spec"].clone()
    }

    /// The properties of `spec`.
    pub fn properties(&self) -> Value {
        self.spec()["properties"].clone()
    }

    /// The errors, as code, path and message.
    pub fn errors(&self) -> Vec<(String, String, String)> {
        let failure = self.generate().expect_err("the package is right");
        failure
            .diagnostics
            .iter()
            .map(|one| (one.code.to_string(), one.path.clone(), one.message.clone()))
            .collect()
    }

    /// The errors as they are printed.
    pub fn report(&self) -> String {
        self.generate()
            .expect_err("the package is right")
            .render(Style::Plain)
    }
}

/// A kind whose spec has these fields, with what `items` declares beside it.
pub fn kind(fields: &str, items: &str) -> String {
    format!(
        "use kubewright::{{CustomResource, DeepCopy, Schema, rbac}};\nuse serde::{{Deserialize, Serialize}};\n{items}\n\
         #[derive(CustomResource, Schema, Clone, Debug, Serialize, Deserialize)]\n\
         #[resource(group = \"probe.example.com\", version = \"v1\", kind = \"Probe\")]\n\
         pub struct ProbeSpec {{\n{fields}\n}}\n"
    )
}
