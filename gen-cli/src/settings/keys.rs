//! The keys of `[package.metadata.gen-cli]`: one table, of which the documentation is made.

use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::span::Span;
use kubewright_core::syntax::did_you_mean;
use serde_json::Value;

/// The table's name.
pub(crate) const TABLE: &str = "[package.metadata.gen-cli]";

/// A key.
pub(crate) struct Key {
    /// Its name. An option of `gen-cli manifests` that says the same has the same name.
    pub(crate) name: &'static str,
    /// What it takes.
    pub(crate) form: Form,
    /// How it is written.
    pub(crate) example: &'static str,
    /// What holds without it; empty where nothing does.
    pub(crate) default: &'static str,
    /// What it says.
    pub(crate) meaning: &'static str,
    /// Whether `gen-cli manifests` has an option for it.
    pub(crate) is_option: bool,
}

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A string.
    Text,
    /// A list of strings.
    Texts,
    /// `true` or `false`.
    Flag,
    /// A table.
    Table,
}

impl Form {
    /// In words.
    pub(crate) fn shown(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Texts => "a list of strings",
            Self::Flag => "true or false",
            Self::Table => "a table",
        }
    }

    fn takes(self, value: &Value) -> bool {
        match self {
            Self::Text => value.is_string(),
            Self::Texts => value
                .as_array()
                .is_some_and(|items| items.iter().all(Value::is_string)),
            Self::Flag => value.is_boolean(),
            Self::Table => value.is_object(),
        }
    }
}

/// Every key.
pub(crate) const KEYS: [Key; 12] = [
    Key {
        name: "features",
        form: Form::Texts,
        example: r#"features = ["server"]"#,
        default: "none",
        meaning: "the features that the manifests are made for, besides the default ones",
        is_option: false,
    },
    Key {
        name: "no-default-features",
        form: Form::Flag,
        example: "no-default-features = true",
        default: "`false`",
        meaning: "leaves the default features out",
        is_option: false,
    },
    Key {
        name: "all-features",
        form: Form::Flag,
        example: "all-features = true",
        default: "`false`",
        meaning: "takes all features",
        is_option: false,
    },
    Key {
        name: "target",
        form: Form::Text,
        example: r#"target = "x86_64-unknown-linux-gnu""#,
        default: "",
        meaning: "the target that `cfg(unix)`, `cfg(target_os = …)` and the like are decided for. \
                  Without it, one that decides a schema is an error: the same source gives the same files everywhere",
        is_option: false,
    },
    Key {
        name: "cfgs",
        form: Form::Texts,
        example: r#"cfgs = ["tokio_unstable", "backend = \"etcd\"", "not(loom)"]"#,
        default: "none",
        meaning: "what other cfgs are: those that a build script or `RUSTFLAGS` set",
        is_option: false,
    },
    Key {
        name: "role-name",
        form: Form::Text,
        example: r#"role-name = "manager""#,
        default: "`<package>-manager-role`",
        meaning: "the name of the ClusterRole",
        is_option: true,
    },
    Key {
        name: "service-account",
        form: Form::Text,
        example: r#"service-account = "manager""#,
        default: "`<package>-controller-manager`",
        meaning: "the name of the ServiceAccount",
        is_option: true,
    },
    Key {
        name: "namespace",
        form: Form::Text,
        example: r#"namespace = "databases""#,
        default: "`default`",
        meaning: "the namespace of the ServiceAccount. A namespace that not every cluster has is written too, \
                  as `rbac/namespace.yaml`",
        is_option: true,
    },
    Key {
        name: "descriptions",
        form: Form::Text,
        example: r#"descriptions = "none""#,
        default: "`own`",
        meaning: "whose descriptions are kept: `own`, those of the types in your source; `none`; or `full`, those of \
                  Kubernetes' types too",
        is_option: true,
    },
    Key {
        name: "kubernetes-version",
        form: Form::Text,
        example: r#"kubernetes-version = "1.34""#,
        default: "that of your k8s-openapi",
        meaning: "the Kubernetes version whose API server has to take the CRDs, 1.33 to 1.37; `validate` and `budget` \
                  ask the same one where they read the package",
        is_option: true,
    },
    Key {
        name: "types",
        form: Form::Table,
        example: r#"types = { "crate::net::HostName" = { type = "string", format = "hostname" } }"#,
        default: "none",
        meaning: "the schemas of types that can't be read from source, by their paths as errors show them; \
                  `crate::` is the package itself. An entry that nothing uses is a warning",
        is_option: false,
    },
    Key {
        name: "lints",
        form: Form::Table,
        example: r#"lints = { not-camel-case = "deny" }"#,
        default: "as [listed](lints.md)",
        meaning: "the levels of [lints](lints.md): `off`, `warn` or `deny`",
        is_option: false,
    },
];

/// Options of the command line that are no keys: they say what a run does, not what a package makes.
const OPTIONS: [&str; 6] = ["out", "check", "prune", "stdout", "manifest-path", "package"];

/// What is wrong with a package's table: keys that there are not, and values of another form than theirs.
pub(crate) fn check(package: &str, table: &Value) -> Vec<Diagnostic> {
    let fields = match table {
        Value::Null => return Vec::new(),
        Value::Object(fields) => fields,
        _ => {
            let message = format!("`gen-cli` in `[package.metadata]` of `{package}` is not a table");
            return vec![wrong(message).help(format!("write `{TABLE}`, and its keys below"))];
        }
    };
    let faults = fields.iter().filter_map(|(name, value)| {
        let Some(key) = KEYS.iter().find(|key| key.name == name) else {
            return Some(unknown(package, name));
        };
        (!key.form.takes(value)).then(|| {
            let wanted = key.form.shown();
            wrong(format!("`{name}` in `{TABLE}` of `{package}` is not {wanted}"))
                .help(format!("write `{}`", key.example))
        })
    });
    faults.collect()
}

fn unknown(package: &str, name: &str) -> Diagnostic {
    let names = || KEYS.iter().map(|key| key.name);
    let help = if OPTIONS.contains(&name) {
        format!("`--{name}` is an option of the command line only")
    } else if let Some(near) = did_you_mean(name, names()) {
        format!("did you mean `{near}`?")
    } else {
        let names: Vec<&str> = names().collect();
        format!("its keys are `{}`", names.join("`, `"))
    };
    wrong(format!("`{TABLE}` of `{package}` has no key `{name}`")).help(help)
}

pub(super) fn wrong(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::Manifest, Span::NONE, "", message)
}

#[cfg(test)]
mod tests {
    use super::{KEYS, check};
    use serde_json::json;

    fn said(table: &serde_json::Value) -> Vec<String> {
        let faults = check("demo", table);
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_example_is_of_its_keys_form() {
        for key in &KEYS {
            let table: toml::Table = key.example.parse().unwrap();
            let table = serde_json::to_value(table).unwrap();
            assert_eq!(table.as_object().unwrap().len(), 1, "{}", key.name);
            assert!(table.get(key.name).is_some(), "{}", key.name);
            assert_eq!(said(&table), [""; 0]);
        }
    }

    #[test]
    fn a_value_of_another_form_is_an_error_that_shows_how_it_is_written() {
        for key in &KEYS {
            let said = said(&json!({key.name: 1.5}));
            let [one] = said.as_slice() else {
                panic!("{said:?}")
            };
            assert!(
                one.contains(key.form.shown()) && one.contains(key.example),
                "{one}"
            );
        }
        assert!(said(&json!({"features": ["a", 1]}))[0].contains("a list of strings"));
        assert!(said(&json!("features"))[0].contains("is not a table"));
    }

    #[test]
    fn a_key_that_there_is_not_is_an_error_with_the_one_that_is_meant() {
        let hints = [
            ("feature", "did you mean `features`?"),
            ("role_name", "did you mean `role-name`?"),
            ("kubernetes_version", "did you mean `kubernetes-version`?"),
            ("serviceaccount", "did you mean `service-account`?"),
            ("out", "`--out` is an option of the command line only"),
            ("xyzzy", "its keys are `features`, "),
        ];
        for (key, hint) in hints {
            let said = said(&json!({key: "x"}));
            assert!(
                said[0].contains(&format!("of `demo` has no key `{key}`")) && said[0].contains(hint),
                "{said:?}"
            );
        }
    }
}
