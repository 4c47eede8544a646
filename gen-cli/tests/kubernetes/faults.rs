//! Sources that are not as k8s-openapi writes them: each a clear error, none a panic.

use std::fs;
use std::path::Path;

use gen_cli::kubernetes::KubernetesSource;
use tempfile::TempDir;

const TYPE: &str = r#"pub struct Probe;

impl crate::Resource for Probe {
    const API_VERSION: &'static str = "v1";
    const GROUP: &'static str = "";
    const KIND: &'static str = "Probe";
    const VERSION: &'static str = "v1";
    const URL_PATH_SEGMENT: &'static str = "probes";
    type Scope = crate::NamespaceResourceScope;
}

#[cfg(feature = "schemars")]
impl crate::schemars::JsonSchema for Probe {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "io.k8s.Probe".into()
    }

    fn json_schema(__gen: &mut crate::schemars::SchemaGenerator) -> crate::schemars::Schema {
        crate::schemars::json_schema!({
            "type": "object",
            "properties": {
                "self": (__gen.subschema_for::<crate::Probe>()),
            },
        })
    }
}
"#;

/// A package whose crate root holds `Probe`, in a file with this text.
fn package(modules: &str, file: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let version = folder.path().join("src/v1_35");
    fs::create_dir_all(&version).unwrap();
    fs::write(version.join("mod.rs"), modules).unwrap();
    fs::write(version.join("probe.rs"), file).unwrap();
    folder
}

/// The message for `Probe`, with the path of the package left out.
fn message(root: &Path) -> String {
    let mut source = KubernetesSource::open(root, "v1_35").unwrap();
    let first = source.definition(&["Probe"]).unwrap_err();
    assert_eq!(
        source.definition(&["Probe"]).unwrap_err(),
        first,
        "asked again, it says the same"
    );
    assert!(first.file.starts_with(root));
    first
        .to_string()
        .replace(root.to_str().unwrap(), "")
        .replace('\\', "/")
}

const MODULES: &str = "// Generated\n\nmod probe;\npub use self::probe::Probe;\n";

#[test]
fn the_shape_itself_is_read() {
    let package = package(MODULES, TYPE);
    let mut source = KubernetesSource::open(package.path(), "v1_35").unwrap();
    let probe = source.definition(&["Probe"]).unwrap().unwrap();
    assert_eq!(probe.schema["properties"]["self"]["$ref"], "#/$defs/io.k8s.Probe");
    assert_eq!(probe.resource.as_ref().unwrap().url_path_segment, "probes");
}

#[test]
fn another_shape_is_an_error_with_its_line() {
    for (written, instead, line, expected) in [
        (
            "\"io.k8s.Probe\".into()",
            "\"io.k8s.Probe\".to_owned()",
            15,
            "`into`",
        ),
        ("\"io.k8s.Probe\".into()", "NAME.into()", 15, "a string"),
        (
            "(__gen.subschema_for::<crate::Probe>())",
            "schema()",
            22,
            "a value of a schema",
        ),
        (
            "(__gen.subschema_for::<crate::Probe>())",
            "(__gen.root::<crate::Probe>())",
            22,
            "`subschema_for`",
        ),
        ("<crate::Probe>", "<Vec<crate::Probe>>", 22, "`crate`"),
        ("<crate::Probe>", "<crate::Probe<u8>>", 22, "`>`"),
        (
            "\"type\": \"object\"",
            "\"minimum\": 1",
            20,
            "a value of a schema",
        ),
        ("\"type\": \"object\"", "\"type\": \"\\q\"", 20, "an escape"),
        (
            "\"type\": \"object\"",
            "\"type\": \"\\u{110000}\"",
            20,
            "an escape",
        ),
        ("\"type\": \"object\"", "\"type\" = \"object\"", 20, "`:`"),
        ("crate::schemars::json_schema!", "schema", 19, "`crate`"),
        ("JsonSchema for Probe", "JsonSchema for Probes", 13, "`Probe`"),
        (
            "const KIND: &'static str = \"Probe\"",
            "const KIND: &'static str = KIND",
            6,
            "a string",
        ),
        (
            "crate::NamespaceResourceScope",
            "crate::PlanetResourceScope",
            9,
            "a scope",
        ),
    ] {
        assert!(TYPE.contains(written));
        let package = package(MODULES, &TYPE.replace(written, instead));
        let message = message(package.path());
        let start = format!("/src/v1_35/probe.rs:{line}: expected {expected}: ");
        assert!(message.starts_with(&start), "{message}\n{start}");
        assert!(message.contains("Depend on k8s-openapi 0.29"));
    }
}

#[test]
fn a_file_cut_off_anywhere_is_an_error_or_has_no_schema() {
    for length in 0..TYPE.len() {
        let package = package(MODULES, TYPE.get(..length).unwrap());
        let mut source = KubernetesSource::open(package.path(), "v1_35").unwrap();
        // The last line break alone may be missing.
        let whole = length + 1 >= TYPE.len();
        match source.definition(&["Probe"]) {
            Ok(Some(_)) => assert!(whole, "{length}"),
            Ok(None) => assert!(!TYPE[..length].contains("JsonSchema for "), "{length}"),
            Err(error) => assert!(!whole && error.line.is_some(), "{length}: {error}"),
        }
    }
}

#[test]
fn a_literal_of_any_depth_is_an_error() {
    for open in ["[", "{\"a\":"] {
        let file = TYPE.replace("\"object\"", &open.repeat(200_000));
        let package = package(MODULES, &file);
        assert!(message(package.path()).contains("expected a schema of less depth"));
    }
}

#[test]
fn a_module_of_another_shape_is_an_error_with_its_line() {
    for (modules, line) in [
        ("mod probe;\npub use probe::Probe;\n", 2),
        ("mod probe;\npub use self::probe::{Probe, Other};\n", 2),
        ("mod probe;\n\n#[cfg(x)]\npub use self::probe::Probe;\n", 3),
        ("pub mod probe {}\n", 1),
    ] {
        let package = package(modules, TYPE);
        let message = message(package.path());
        assert!(
            message.starts_with(&format!("/src/v1_35/mod.rs:{line}: expected ")),
            "{message}"
        );
    }
}

#[test]
fn a_missing_file_is_named() {
    let package = package("mod gone;\npub use self::gone::Probe;\n", TYPE);
    let message = message(package.path());
    assert!(
        message.starts_with("/src/v1_35/gone.rs: there is no such file"),
        "{message}"
    );
}

#[test]
fn what_is_no_text_is_an_error() {
    let package = package(MODULES, TYPE);
    fs::write(package.path().join("src/v1_35/probe.rs"), [0xff, 0xfe, 0]).unwrap();
    let message = message(package.path());
    assert!(
        message.starts_with("/src/v1_35/probe.rs: can't be read"),
        "{message}"
    );
}

#[test]
fn a_reference_to_nothing_is_an_error() {
    let package = package(MODULES, &TYPE.replace("crate::Probe>", "crate::api::Gone>"));
    let message = message(package.path());
    assert!(
        message.contains("/probe.rs: the schema refers to `crate::api::Gone`"),
        "{message}"
    );
}

#[test]
fn a_package_without_the_version_is_an_error_that_names_those_it_has() {
    let package = package(MODULES, TYPE);
    for feature in ["v1_36", "v1_", "v1_999", "1.35", "", "default"] {
        let error = KubernetesSource::open(package.path(), feature).unwrap_err();
        assert!(
            error
                .message
                .contains(&format!("no version for the feature `{feature}`, it has `v1_35`")),
            "{error}"
        );
    }
    let empty = TempDir::new().unwrap();
    let error = KubernetesSource::open(empty.path(), "latest").unwrap_err();
    assert!(error.message.starts_with("there is no such file"), "{error}");
    fs::create_dir(empty.path().join("src")).unwrap();
    let error = KubernetesSource::open(empty.path(), "latest").unwrap_err();
    assert!(error.message.contains("it has none"), "{error}");
}
