//! `#[rbac(…)]`: rules that are read, and mistakes.

use crate::model::{RbacAttribute, RbacSubject};
use crate::syntax::{Marks, rbac};
use serde_json::json;

fn read(args: &str) -> Result<RbacAttribute, Vec<String>> {
    let mut marks = Marks::new(1);
    match rbac(args.parse().unwrap(), &mut marks) {
        Ok(read) => {
            let names_type = matches!(read.attribute.subject, RbacSubject::Type { .. });
            assert_eq!(read.path.is_some(), names_type, "{args}");
            Ok(read.attribute)
        }
        Err(told) => {
            let told = told.into_iter().map(|told| {
                let under = marks
                    .get(told.span)
                    .and_then(|span| span.source_text())
                    .unwrap_or_default();
                format!(
                    "{} [{under}] {}. {}",
                    told.code,
                    told.message,
                    told.help.unwrap_or_default()
                )
            });
            Err(told.collect())
        }
    }
}

#[test]
fn a_rule_by_names_is_read() {
    let rule = read("groups(\"core\", \"apps\"), resources(\"pods\", \"x/status\"), resource_names(\"a\"), verbs(get, \"approve-it\"), namespace = \"ns\", role_name = \"r\"").unwrap();
    let expected = RbacSubject::Names {
        groups: vec![String::new(), "apps".to_owned()],
        resources: vec!["pods".to_owned(), "x/status".to_owned()],
    };
    assert_eq!(rule.subject, expected);
    assert_eq!(
        (rule.verbs, rule.resource_names),
        (
            vec!["get".to_owned(), "approve-it".to_owned()],
            vec!["a".to_owned()]
        )
    );
    assert_eq!(
        (rule.namespace.unwrap().value, rule.role_name.unwrap().value),
        ("ns".to_owned(), "r".to_owned())
    );
}

#[test]
fn a_rule_by_type_is_read_wherever_the_type_stands() {
    for args in [
        "a::Deployment, verbs(get), subresources(status, \"scale\")",
        "verbs(get), subresources(status, \"scale\"), a::Deployment",
    ] {
        let RbacSubject::Type { path, subresources } = read(args).unwrap().subject else {
            panic!("a type")
        };
        assert_eq!(
            (path.to_string(), subresources),
            (
                "a::Deployment".to_owned(),
                vec!["status".to_owned(), "scale".to_owned()]
            )
        );
    }
    for (args, expected) in [
        ("Foo<Bar>, verbs(get)", "Foo<Bar>"),
        ("::k::Pod, verbs(get)", "::k::Pod"),
        ("Pod, verbs(get)", "Pod"),
    ] {
        let RbacSubject::Type { path, .. } = read(args).unwrap().subject else {
            panic!("a type")
        };
        assert_eq!(path.to_string(), expected);
    }
}

#[test]
fn a_rule_by_urls_is_read() {
    let rule = read("urls(\"/metrics\"), verbs(get, post)").unwrap();
    assert_eq!(
        serde_json::to_value(rule.subject).unwrap(),
        json!({"Urls": ["/metrics"]})
    );
}

#[test]
fn mistakes_are_told_at_their_place() {
    let rows = [
        (
            "groups(\"\"), resources(\"pods\"), verb(get)",
            "KW0102 [verb]",
            "did you mean `verbs`?",
        ),
        (
            "group(\"\"), resources(\"pods\"), verbs(get)",
            "KW0102 [group]",
            "did you mean `groups`?",
        ),
        (
            "groups(\"\"), resources(\"pods\"), verbs(gett)",
            "KW0502 [gett]",
            "did you mean `get`?",
        ),
        (
            "groups(\"\"), resources(\"pods\"), verbs(frobnicate)",
            "KW0502 [frobnicate]",
            "as a string",
        ),
        (
            "groups(\"\"), resources(\"pods\"), verbs(post)",
            "KW0502 [post]",
            "",
        ),
        ("urls(\"/x\"), verbs(watch)", "KW0502 [watch]", "patch"),
        (
            "groups(\"\"), resources(\"pods\"), verbs()",
            "KW0106 [verbs]",
            "an empty list says nothing",
        ),
        (
            "groups(\"\"), resources(\"pods\")",
            "KW0501 [groups]",
            "a rule without verbs",
        ),
        ("verbs(get)", "KW0501 [verbs]", "neither resources nor URLs"),
        ("resources(\"pods\"), verbs(get)", "KW0501 [resources]", "groups"),
        ("groups(\"\"), verbs(get)", "KW0501 [groups]", "resources"),
        (
            "urls(\"/x\"), groups(\"\"), verbs(get)",
            "KW0501 [groups]",
            "two rules",
        ),
        (
            "urls(\"/x\"), resources(\"a\"), groups(\"\"), resource_names(\"b\"), verbs(get)",
            "KW0501 [groups]",
            "`groups`, `resources`, `resource_names`",
        ),
        (
            "Pod, groups(\"\"), resources(\"a\"), verbs(get)",
            "KW0501 [groups]",
            "`groups`, `resources`, not both",
        ),
        (
            "urls(\"/x\"), namespace = \"a\", verbs(get)",
            "KW0501 [namespace]",
            "in no namespace",
        ),
        ("urls(\"x\"), verbs(get)", "KW0501 [urls]", "write `/x`"),
        ("Pod, groups(\"\"), verbs(get)", "KW0501 [groups]", "not both"),
        ("Pod, urls(\"/x\"), verbs(get)", "KW0501 [urls]", "not both"),
        ("Pod, Secret, verbs(get)", "KW0501 [Secret]", "one type"),
        (
            "groups(\"\"), resources(\"pods\"), subresources(status), verbs(get)",
            "KW0501 [subresources]",
            "there is none",
        ),
        (
            "Pod, verbs(get), namespace = \"A b\"",
            "KW0601 [namespace]",
            "namespace",
        ),
        (
            "Pod, verbs(get), role_name = \"a/b\"",
            "KW0601 [role_name]",
            "role",
        ),
        ("Pod, verbs(get), verbs(list)", "KW0103 [verbs]", "twice"),
        (
            "Pod, verbs = \"get\"",
            "KW0104 [verbs]",
            "write `verbs(<a word>, …)`",
        ),
        ("Pod, verbs(get), role_name = NAME", "KW0106 [NAME]", "literal"),
        (
            "groups(apps), resources(\"x\"), verbs(get)",
            "KW0106 [apps]",
            "write a string",
        ),
        (
            "Pod, verbs(get) role_name = \"x\"",
            "KW0101 [role_name]",
            "expected a comma",
        ),
    ];
    for (args, start, part) in rows {
        let told = read(args).expect_err(args);
        assert_eq!(told.len(), 1, "{args}\n{told:?}");
        assert!(
            told[0].starts_with(start) && told[0].contains(part),
            "{args}\n{told:?}"
        );
    }
}

#[test]
fn a_rule_without_anything_is_told_once() {
    assert_eq!(read("").unwrap_err().len(), 2);
}
