//! Rules that cost the API server too much: told at the attribute, with the bound that would do.

use crate::probe::{Probe, kind};

/// Items that are told apart by `key`, with this field beside it.
fn items(field: &str) -> String {
    format!(
        "#[derive(Schema, Clone, Debug, Serialize, Deserialize)]\npub struct Item {{ pub key: String,\n{field}\n}}"
    )
}

fn map_list(keys: &str, field: &str) -> Probe {
    let list = "#[schema(list_type = \"map\", list_map_keys(\"key\"))]";
    Probe::new(&kind(
        &format!("{list} {keys}\npub users: Vec<Item>,"),
        &items(field),
    ))
}

/// The only error.
fn told(probe: &Probe) -> (String, String, Option<String>) {
    let failure = probe.generate().expect_err("a rule costs too much");
    let [one] = &failure.diagnostics[..] else {
        panic!("{failure}")
    };
    assert_eq!(one.code.to_string(), "KW0801");
    (one.path.clone(), one.message.clone(), one.help.clone())
}

#[test]
fn an_immutable_string_in_a_map_list_asks_for_31_items() {
    let field = "#[immutable]\npub name: String,";
    let probe = map_list("", field);
    let (path, message, help) = told(&probe);
    assert_eq!(path, "spec.users[*].name");
    assert!(
        message.ends_with("for the rule that `#[immutable]` makes"),
        "{message}"
    );
    let help = help.unwrap();
    assert!(
        help.contains("`#[validation(max_items = 31)]` on `spec.users`"),
        "{help}"
    );
    let report = probe.report();
    assert!(report.contains("`max_items = 31` would do"), "{report}");
    assert!(report.contains("^^^^^^^^^"), "{report}");
    assert!(
        told(&map_list("#[validation(max_items = 32)]", field))
            .2
            .unwrap()
            .contains("max_items = 31")
    );
    map_list("#[validation(max_items = 31)]", field).properties();
}

#[test]
fn an_immutable_value_of_a_map_asks_for_a_bound_on_the_map_or_on_its_values() {
    let newtype =
        "#[derive(Schema, Clone, Debug, Serialize, Deserialize)] #[immutable] pub struct Fixed(String);";
    let fields = "pub names: std::collections::BTreeMap<String, Fixed>,";
    let probe = Probe::new(&kind(fields, newtype));
    let (path, _, help) = told(&probe);
    assert_eq!(path, "spec.names{*}");
    assert!(
        help.unwrap()
            .contains("`#[validation(max_properties = 31)]` on `spec.names`")
    );
}

#[test]
fn a_rule_of_a_type_is_told_at_each_place_where_it_costs_too_much() {
    let item = "#[derive(Schema, Clone, Debug, Serialize, Deserialize)]\npub struct Item { pub key: String,\n#[immutable] pub name: String }";
    let list = "#[schema(list_type = \"map\", list_map_keys(\"key\"))]";
    let fields = format!(
        "{list} pub a: Vec<Item>, {list} pub b: Vec<Item>, {list} #[validation(max_items = 3)] pub c: Vec<Item>,"
    );
    let paths: Vec<String> = Probe::new(&kind(&fields, item))
        .errors()
        .into_iter()
        .map(|one| one.1)
        .collect();
    assert_eq!(paths, ["spec.a[*].name", "spec.b[*].name"]);
}

#[test]
fn a_one_of_in_a_list_in_a_list_passes_and_one_that_is_too_wide_names_both_lists() {
    let names: Vec<String> = (0..40).map(|index| format!("f{index}")).collect();
    let choice = |count: usize| {
        let listed: Vec<String> = names[..count].iter().map(|name| format!("{name:?}")).collect();
        let fields: String = names[..count]
            .iter()
            .map(|name| format!("pub {name}: Option<String>, "))
            .collect();
        format!(
            "#[derive(Schema, Clone, Debug, Serialize, Deserialize)]\n#[validation(exactly_one_of({}))]\npub struct Choice {{ {fields} }}",
            listed.join(", ")
        )
    };
    let fields = "pub matrix: Vec<Vec<Choice>>,";
    Probe::new(&kind(fields, &choice(2))).properties();
    let probe = Probe::new(&kind(fields, &choice(40)));
    let (path, message, help) = told(&probe);
    assert_eq!(path, "spec.matrix[*][*]");
    assert!(
        message.contains("`#[validation(exactly_one_of(…))]`"),
        "{message}"
    );
    let help = help.unwrap();
    let both = [
        "`#[validation(max_items = 353)]` on `spec.matrix`",
        "`#[validation(items(max_items = 353))]` on `spec.matrix`",
    ];
    assert!(both.iter().all(|bound| help.contains(bound)), "{help}");
}

#[test]
fn a_cel_rule_over_an_unbounded_list_asks_for_a_bound_on_the_list() {
    let rule = "#[validation(cel(\"self.all(x, self.exists_one(y, x == y))\"))]";
    let probe = Probe::new(&kind(&format!("{rule}\npub names: Vec<String>,"), ""));
    let (path, message, help) = told(&probe);
    assert_eq!(path, "spec.names");
    assert!(message.ends_with("would refuse the manifest"), "{message}");
    assert!(
        help.unwrap()
            .contains("`#[validation(max_items = 5)]` on `spec.names`")
    );
    let bounded = format!("{rule}\n#[validation(max_items = 5)] pub names: Vec<String>,");
    Probe::new(&kind(&bounded, "")).properties();
}

#[test]
fn rules_that_are_too_dear_in_sum_are_each_told_with_the_bound_that_makes_the_sum_fit() {
    let list = "#[schema(list_type = \"map\", list_map_keys(\"key\"))] #[validation(max_items = 31)]";
    let fields: String = (0..12)
        .map(|index| format!("{list} pub f{index}: Vec<Item>,\n"))
        .collect();
    let probe = Probe::new(&kind(&fields, &items("#[immutable]\npub name: String,")));
    let failure = probe.generate().unwrap_err();
    assert_eq!(failure.diagnostics.len(), 12);
    for one in &failure.diagnostics {
        assert!(one.help.as_ref().unwrap().contains("max_items = 26"), "{one}");
        assert!(
            one.note
                .as_ref()
                .unwrap()
                .contains("total for entire OpenAPIv3 schema"),
            "{one}"
        );
    }
}

#[test]
fn a_rule_over_lists_of_kubernetes_own_types_has_to_be_simpler() {
    let all = "self.spec.containers.all(x, self.spec.containers.exists_one(y, x.name == y.name))";
    let fields =
        format!("#[validation(cel(\"{all}\"))]\npub template: k8s_openapi::api::core::v1::PodTemplateSpec,");
    let (path, _, help) = told(&Probe::new(&kind(&fields, "")));
    assert_eq!(path, "spec.template");
    let help = help.unwrap();
    assert!(
        help.starts_with("make the rule simpler: no bound of a list, map or string of yours"),
        "{help}"
    );
}
