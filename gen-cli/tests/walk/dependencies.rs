use crate::project::{Project, load, manifest, own_workspace};
use gen_cli::walk::{LoadOptions, Package};

/// A package `top` with these dependencies, and the packages below, each `(name, more of the manifest)`.
fn project(top: &str, packages: &[(&str, &str)]) -> Project {
    let project = Project::new(&[
        ("Cargo.toml", &manifest("top", &format!("{top}\n[workspace]"))),
        ("src/lib.rs", ""),
    ]);
    for (name, more) in packages {
        project.write(&format!("{name}/Cargo.toml"), manifest(name, more).as_bytes());
        project.write(&format!("{name}/src/lib.rs"), b"");
    }
    project
}

fn features(package: &Package) -> Vec<String> {
    package.features().unwrap().iter().cloned().collect()
}

#[test]
fn dependencies_are_found_as_paths_call_them() {
    let project = project(
        "[dependencies]\nplain-one = { path = \"plain-one\" }\nnew_name = { path = \"old-name\", package = \"old-name\" }
         other = { path = \"other\" }\nmacros = { path = \"macros\" }
         [dev-dependencies]\ndev = { path = \"dev\" }\n[build-dependencies]\nbuild = { path = \"build\" }",
        &[
            ("plain-one", ""),
            ("old-name", "[lib]\nname = \"strange\""),
            ("other", "[lib]\nname = \"its_lib\""),
            ("macros", "[lib]\nproc-macro = true"),
            ("dev", ""),
            ("build", ""),
        ],
    );
    project.with(|workspace| {
        let top = &workspace.packages()[0];
        let find = |name: &str, development: bool| {
            top.dependency(name, development)
                .unwrap()
                .map(|package| package.name().to_owned())
        };
        assert_eq!(find("plain_one", false).unwrap(), "plain-one");
        assert_eq!(find("new_name", false).unwrap(), "old-name");
        assert_eq!(find("its_lib", false).unwrap(), "other");
        assert_eq!(find("macros", false).unwrap(), "macros");
        assert_eq!(find("dev", true).unwrap(), "dev");
        for nothing in [
            "plain-one",
            "old_name",
            "strange",
            "other",
            "std",
            "top",
            "build",
            "dev",
        ] {
            assert_eq!(find(nothing, false), None, "{nothing}");
        }
        let one = top.dependency("plain_one", false).unwrap().unwrap();
        assert!(one.is(&top.dependency("plain_one", true).unwrap().unwrap()));
        assert!(one.is_local() && !one.is(top));
    });
}

#[test]
fn a_dependency_outside_of_the_workspace_is_found() {
    let project = Project::new(&[
        (
            "ws/Cargo.toml",
            "[workspace]\nmembers = [\"m\"]\nresolver = \"3\"",
        ),
        (
            "ws/m/Cargo.toml",
            &manifest("m", "[dependencies]\nout = { path = \"../../out\" }"),
        ),
        ("ws/m/src/lib.rs", ""),
        (
            "out/Cargo.toml",
            &manifest("out", "[dependencies]\nfar = { path = \"../far\" }"),
        ),
        ("out/src/lib.rs", "struct Out;"),
        ("far/Cargo.toml", &manifest("far", "")),
        ("far/src/lib.rs", "struct Far;"),
    ]);
    let options = LoadOptions {
        manifest_path: Some(project.path("ws/Cargo.toml")),
        packages: Vec::new(),
    };
    load(&options, |workspace| {
        let workspace = workspace.unwrap();
        let out = workspace.packages()[0].dependency("out", false).unwrap().unwrap();
        let far = out.dependency("far", false).unwrap().unwrap();
        assert_eq!(far.library().unwrap().unwrap().root().unwrap().items.len(), 1);
        assert_eq!(workspace.files_read()[0].display, "../far/src/lib.rs");
    });
    assert!(!project.path("ws/Cargo.lock").exists());
}

#[test]
fn a_patched_dependency_is_found() {
    let patch =
        "[dependencies]\nserde = \"1\"\n[patch.crates-io]\nserde = { path = \"../serde\" }\n[workspace]";
    let project = Project::new(&[
        ("user/Cargo.toml", &manifest("user", patch)),
        ("user/src/lib.rs", ""),
        (
            "serde/Cargo.toml",
            &manifest("serde", "").replace("0.1.0", "1.0.999"),
        ),
        ("serde/src/lib.rs", "struct Patched;"),
    ]);
    let options = LoadOptions {
        manifest_path: Some(project.path("user/Cargo.toml")),
        packages: Vec::new(),
    };
    load(&options, |workspace| {
        let workspace = workspace.unwrap();
        let serde = workspace.packages()[0]
            .dependency("serde", false)
            .unwrap()
            .unwrap();
        assert_eq!(serde.version(), "1.0.999");
        assert!(serde.is_local());
    });
    assert!(!project.path("user/Cargo.lock").exists());
}

#[test]
fn features_are_unified_as_cargo_does() {
    let top = "[dependencies]\na = { path = \"a\", default-features = false, features = [\"x\"] }\nb = { path = \"b\" }
        maybe = { path = \"maybe\", optional = true }\nmac = { path = \"mac\" }
        [dev-dependencies]\nb = { path = \"b\", features = [\"dev\"] }
        [target.'cfg(any())'.dependencies]\nc = { path = \"c\", features = [\"not-asked\"] }
        [features]\ndefault = [\"on\"]\non = [\"dep:maybe\", \"b/slash\"]\noff = [\"b/never\"]\nlate = [\"maybe?/weak\"]
        [package.metadata.gen-cli]\nfeatures = [\"late\"]";
    let project = project(top, &[]);
    let below =
        "[dependencies]\nc = { path = \"../c\", features = [\"from-a\"], default-features = false }\n";
    for (name, more) in [
        ("a", format!("{below}[features]\ndefault = [\"c/not-asked\"]\nx = [\"y\", \"c/deep\"]\ny = []")),
        (
            "b",
            "[dependencies]\nc = { path = \"../c\", optional = true }\nd = { path = \"../d\", optional = true }
             [features]\ndefault = [\"c\"]\nslash = [\"d?/weak\"]\nnever = []\ndev = []"
                .to_owned(),
        ),
        ("c", "[features]\ndefault = [\"std\"]\nstd = []\nfrom-a = []\ndeep = []\nnot-asked = []\nhost = []".to_owned()),
        ("d", "[features]\nweak = []".to_owned()),
        ("maybe", "[features]\nweak = []\nstrong = []".to_owned()),
        ("mac", "[lib]\nproc-macro = true\n[dependencies]\nc = { path = \"../c\", features = [\"host\"] }".to_owned()),
    ] {
        project.write(&format!("{name}/Cargo.toml"), manifest(name, &more).as_bytes());
        project.write(&format!("{name}/src/lib.rs"), b"");
    }
    project.with(|workspace| {
        let top = &workspace.packages()[0];
        let find = |package: &Package, name: &str| package.dependency(name, false).unwrap().unwrap();
        assert_eq!(features(top), ["default", "late", "on"]);
        let (a, b) = (find(top, "a"), find(top, "b"));
        assert_eq!(features(&a), ["x", "y"]);
        assert_eq!(features(&b), ["c", "default", "slash"]);
        assert_eq!(features(&find(&a, "c")), ["deep", "default", "from-a", "std"]);
        assert!(find(&a, "c").is(&find(&b, "c")));
        assert_eq!(features(&find(top, "maybe")), ["weak"]);
    });
}

#[test]
fn kubernetes_types_are_read_from_the_registry_one_file_at_a_time() {
    let options = LoadOptions {
        manifest_path: Some(own_workspace()),
        packages: vec!["kubewright".to_owned()],
    };
    load(&options, |workspace| {
        let workspace = workspace.unwrap();
        let package = workspace.packages()[0]
            .dependency("k8s_openapi", false)
            .unwrap()
            .unwrap();
        assert!(!package.is_local());
        // Only the development dependency chooses the version, as k8s-openapi wants it of libraries.
        assert!(
            package.features().unwrap().contains("v1_35"),
            "{:?}",
            package.features()
        );
        let root = package.library().unwrap().unwrap().root().unwrap();
        let mut module = root;
        for name in ["v1_35", "api", "core", "v1", "container"] {
            let child = module.children.iter().find(|child| child.name == name).unwrap();
            module = child.load().unwrap().unwrap();
        }
        assert!(
            module
                .items
                .iter()
                .any(|item| crate::project::name(&item.ast) == "Container")
        );
        let files = workspace.files_read();
        assert_eq!(files.len(), 6);
        let expected = format!(
            "k8s-openapi-{}/src/v1_35/api/core/v1/container.rs",
            package.version()
        );
        assert_eq!(files[5].display, expected);
    });
}

#[test]
fn other_versions_of_kubernetes_are_configured_out() {
    let options = LoadOptions {
        manifest_path: Some(own_workspace()),
        packages: vec!["kubewright".to_owned()],
    };
    load(&options, |workspace| {
        let workspace = workspace.unwrap();
        let package = workspace.packages()[0]
            .dependency("k8s_openapi", false)
            .unwrap()
            .unwrap();
        let root = package.library().unwrap().unwrap().root().unwrap();
        let versions: Vec<_> = root
            .children
            .iter()
            .map(|child| child.name.as_str())
            .filter(|name| name.starts_with("v1"))
            .collect();
        assert_eq!(versions, ["v1_35"]);
    });
}

#[test]
fn what_the_registry_gives_is_what_cargo_says() {
    let manifest = own_workspace();
    let output = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1", "--manifest-path"])
        .arg(&manifest)
        .output()
        .unwrap();
    let cargo = cargo_metadata::MetadataCommand::parse(String::from_utf8(output.stdout).unwrap()).unwrap();
    let options = LoadOptions {
        manifest_path: Some(manifest),
        packages: vec!["kubewright-cli".to_owned()],
    };
    load(&options, |workspace| {
        let workspace = workspace.unwrap();
        let mut todo = vec![workspace.packages()[0].clone()];
        let mut seen = std::collections::BTreeSet::new();
        while let Some(package) = todo.pop() {
            if !seen.insert((package.name().to_owned(), package.version())) {
                continue;
            }
            let found = cargo
                .packages
                .iter()
                .find(|found| *found.name == package.name() && found.version.to_string() == package.version())
                .unwrap();
            let node = cargo
                .resolve
                .as_ref()
                .unwrap()
                .nodes
                .iter()
                .find(|node| node.id == found.id)
                .unwrap();
            assert_eq!(package.dir(), found.manifest_path.parent().unwrap().as_std_path());
            let unified: Vec<_> = node.features.iter().map(ToString::to_string).collect();
            for feature in package.features().unwrap() {
                assert!(unified.contains(feature), "{} {feature}", package.name());
            }
            let normal = |dep: &&cargo_metadata::NodeDep| {
                dep.dep_kinds
                    .iter()
                    .any(|dep| dep.kind == cargo_metadata::DependencyKind::Normal && dep.target.is_none())
            };
            for dep in node.deps.iter().filter(normal) {
                let dependency = package.dependency(&dep.name, false).unwrap();
                let dependency =
                    dependency.unwrap_or_else(|| panic!("{} has no {}", package.name(), dep.name));
                assert!(
                    dep.pkg.repr.contains(dependency.name()),
                    "{} {}",
                    dep.pkg.repr,
                    dependency.name()
                );
                todo.push(dependency);
            }
        }
        assert!(seen.len() > 20, "{}", seen.len());
    });
}

#[test]
fn what_nobody_enables_and_what_is_for_other_platforms_need_not_be_there() {
    let project = project(
        "[dependencies]\nhere = { path = \"here\" }\noptional-nowhere = { version = \"1\", optional = true }
         [target.'cfg(windows)'.dependencies]\nwindows-nowhere = \"1\"
         [features]\nuse-it = [\"dep:optional-nowhere\"]",
        &[("here", "[lib]\nname = \"called_otherwise\"")],
    );
    // No registry has unpacked these, and none has them.
    let nowhere = |name: &str| {
        format!(
            "[[package]]\nname = \"{name}\"\nversion = \"1.0.0\"\nsource = \"registry+https://nowhere.example/index\"\n"
        )
    };
    let lock = format!(
        "version = 4\n[[package]]\nname = \"here\"\nversion = \"0.1.0\"\n{}[[package]]\nname = \"top\"\nversion = \"0.1.0\"
         dependencies = [\"here\", \"optional-nowhere\", \"windows-nowhere\"]\n{}",
        nowhere("optional-nowhere"),
        nowhere("windows-nowhere"),
    );
    project.write("Cargo.lock", lock.as_bytes());
    project.with(|workspace| {
        let top = &workspace.packages()[0];
        let found = top.dependency("called_otherwise", false).unwrap();
        assert_eq!(found.unwrap().name(), "here");
        assert!(top.dependency("Vec", false).unwrap().is_none());
    });
}

#[test]
fn a_folder_for_one_platform_may_have_a_library_of_another_name() {
    let project = project(
        "",
        &[("elsewhere", "[lib]\nname = \"called_otherwise\"\n[workspace]")],
    );
    let tables = "[target.'cfg(windows)'.dependencies]\nelsewhere = { path = \"elsewhere\" }
        [workspace]\nexclude = [\"elsewhere\"]";
    project.write("Cargo.toml", manifest("top", tables).as_bytes());
    project.with(|workspace| {
        let found = workspace.packages()[0]
            .dependency("called_otherwise", false)
            .unwrap();
        assert_eq!(found.unwrap().name(), "elsewhere");
    });
}
