use super::*;
use kubewright_core::emit::GENERATED;
use std::path::Path;

const CACHE: &str = r#"
use kubewright::{CustomResource, Schema};

/// A cache.
#[derive(CustomResource, Schema)]
#[resource(group = "example.com", version = "v1", kind = "Cache")]
pub struct CacheSpec {
    pub size: i32,
}
"#;
const CRD: &str = "config/crd/bases/example.com_caches.yaml";

/// A package with a kind, and the surroundings of its build script.
struct Package {
    folder: tempfile::TempDir,
    here: Surroundings,
}

impl Package {
    fn new(lib: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let here = Surroundings {
            package: folder.path().join("app"),
            ..Surroundings::default()
        };
        let package = Self { folder, here };
        let manifest = |name: &str, more: &str| {
            format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n{more}\n")
        };
        let dependency = "[dependencies]\nkubewright = { path = \"../kubewright\" }\n[workspace]";
        package.write("app/Cargo.toml", &manifest("app", dependency));
        package.write("app/src/lib.rs", lib);
        package.write("kubewright/Cargo.toml", &manifest("kubewright", ""));
        package.write("kubewright/src/lib.rs", "");
        package
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> Option<String> {
        std::fs::read_to_string(self.here.package.join(path)).ok()
    }

    fn run(&self, options: &Options) -> String {
        run(&self.here, options).unwrap()
    }
}

/// What cargo is told to watch, relative to the package.
fn watched(said: &str, package: &Path) -> Vec<String> {
    let package = package.canonicalize().unwrap();
    let files = said
        .lines()
        .filter_map(|line| line.strip_prefix("cargo::rerun-if-changed="));
    let files = files.map(|file| Path::new(file).canonicalize().unwrap());
    files
        .filter_map(|file| Some(file.strip_prefix(&package).ok()?.display().to_string()))
        .collect()
}

#[test]
fn the_manifests_are_written_into_the_package() {
    let package = Package::new(CACHE);
    package.run(&Options::default());
    let crd = package.read(CRD).unwrap();
    assert!(crd.contains("name: caches.example.com"), "{crd}");
}

#[test]
fn cargo_watches_every_file_that_was_read_and_nothing_else() {
    let package = Package::new(&format!("mod more;\n{CACHE}"));
    package.write("app/src/more.rs", "");
    package.write("app/src/unused.rs", "");
    for _ in 0..2 {
        let said = package.run(&Options::default());
        let watched = watched(&said, &package.here.package);
        assert_eq!(watched, ["Cargo.toml", "src/lib.rs", "src/more.rs"], "{said}");
        assert!(
            said.lines()
                .all(|line| line.starts_with("cargo::rerun-if-changed=")),
            "{said}"
        );
    }
}

#[test]
fn a_package_that_is_not_ours_to_write_is_left_alone() {
    let mut package = Package::new("this is no Rust");
    package.here.docs_rs = true;
    assert_eq!(package.run(&Options::default()), "");
    assert_eq!(package.read(CRD), None);
}

#[test]
fn out_dir_is_written_even_there() {
    let mut package = Package::new(CACHE);
    let out_dir = package.folder.path().join("target/out");
    std::fs::create_dir_all(&out_dir).unwrap();
    package.here.docs_rs = true;
    package.here.out_dir = Some(out_dir.clone());
    package.run(&Options {
        out: Some(out_dir.clone()),
        ..Options::default()
    });
    assert!(out_dir.join("crd/bases/example.com_caches.yaml").is_file());
    assert_eq!(package.read(CRD), None);
}

#[test]
fn a_read_only_file_stays_as_it_is() {
    let package = Package::new(CACHE);
    let old = format!("{GENERATED}\nkind: Old\n");
    package.write(&format!("app/{CRD}"), &old);
    let path = package.here.package.join(CRD);
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let said = package.run(&Options::default());
    assert_eq!(
        watched(&said, &package.here.package),
        ["Cargo.toml", "src/lib.rs"]
    );
    assert_eq!(package.read(CRD).unwrap(), old);
}

#[test]
fn a_stale_file_is_kept_with_a_warning() {
    let package = Package::new(CACHE);
    package.run(&Options::default());
    package.write("app/src/lib.rs", &CACHE.replace("\"Cache\"", "\"Store\""));
    let said = package.run(&Options::default());
    let warnings: Vec<&str> = said
        .lines()
        .filter(|line| line.starts_with("cargo::warning="))
        .collect();
    assert_eq!(warnings.len(), 1, "{said}");
    assert!(warnings[0].contains("example.com_caches.yaml is stale"), "{said}");
    assert!(package.read(CRD).is_some());
}

#[test]
fn where_nothing_is_made_any_more_all_is_stale() {
    let package = Package::new(CACHE);
    package.run(&Options::default());
    package.write("app/src/lib.rs", "");
    let said = package.run(&Options::default());
    assert!(
        said.contains("cargo::warning=") && said.contains("is stale"),
        "{said}"
    );
    assert!(package.read(CRD).is_some());
}

#[test]
fn a_file_of_somebody_else_is_an_error_and_stays() {
    let package = Package::new(CACHE);
    package.write(&format!("app/{CRD}"), "kind: Mine\n");
    let error = run(&package.here, &Options::default()).unwrap_err().to_string();
    assert!(error.contains("error[KW0701]") && error.contains(CRD), "{error}");
    assert_eq!(package.read(CRD).unwrap(), "kind: Mine\n");
}

#[test]
fn a_mistake_is_shown_as_gen_cli_shows_it() {
    let package = Package::new(&CACHE.replace("group", "gruop"));
    let error = run(&package.here, &Options::default()).unwrap_err();
    let shown = format!("{error:?}");
    assert!(shown.contains("error[KW0102]"), "{shown}");
    assert!(shown.contains("src/lib.rs:6:"), "{shown}");
    assert_eq!(package.read(CRD), None);
}

#[test]
fn what_a_lint_finds_is_a_warning_of_cargo_and_where_it_is_denied_an_error() {
    let package = Package::new(&CACHE.replace("pub size", "pub max_size"));
    let said = package.run(&Options::default());
    let warned: Vec<&str> = said
        .lines()
        .filter_map(|line| line.strip_prefix("cargo::warning="))
        .collect();
    let [one] = &warned[..] else { panic!("{said}") };
    assert!(
        one.starts_with("src/lib.rs:8:9: `max_size` is not camelCase (add `#[serde("),
        "{one}"
    );
    assert!(package.read(CRD).is_some());
    let manifest = package.read("Cargo.toml").unwrap();
    let denied = "[package.metadata.gen-cli.lints]\nnot-camel-case = \"deny\"\n";
    package.write("app/Cargo.toml", &format!("{manifest}{denied}"));
    let error = run(&package.here, &Options::default()).unwrap_err().to_string();
    assert!(
        error.contains("error[KW0901]: `max_size` is not camelCase"),
        "{error}"
    );
}
