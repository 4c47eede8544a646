//! Rules that the API server refuses, and rules that grant nothing.

use kubewright_core::diag::Code;
use kubewright_core::rbac::{Grant, Names, Part, faults, known_verbs, name_faults};

use crate::{grant, list, urls};

fn parts(grant: &Grant) -> Vec<(Code, Part)> {
    faults(grant)
        .into_iter()
        .map(|fault| (fault.code, fault.part))
        .collect()
}

#[test]
fn urls_and_whatever_names_resources_in_one_rule_are_refused_at_once_and_a_namespace_by_itself() {
    let mut mixed = urls("/metrics", "get");
    mixed.rule.groups = list("apps");
    mixed.rule.resources = list("deployments");
    mixed.rule.resource_names = list("x");
    mixed.namespace = Some("here".to_owned());
    let expected = [Part::Groups, Part::Namespace].map(|part| (Code::RbacRule, part));
    assert_eq!(parts(&mixed), expected);
}

#[test]
fn a_rule_about_nothing_is_refused() {
    assert_eq!(parts(&grant("", "", "get")), [(Code::RbacRule, Part::Rule)]);
    assert_eq!(
        parts(&grant("", "pods", "get")),
        [(Code::RbacRule, Part::Resources)]
    );
    assert_eq!(parts(&grant("apps", "", "get")), [(Code::RbacRule, Part::Groups)]);
    assert_eq!(
        parts(&grant("apps", "deployments", "")),
        [(Code::RbacRule, Part::Verbs)]
    );
    assert_eq!(
        parts(&Grant::default()),
        [(Code::RbacRule, Part::Rule), (Code::RbacRule, Part::Verbs)]
    );
}

#[test]
fn names_that_match_no_request_are_refused() {
    assert_eq!(parts(&urls("metrics", "get")), [(Code::RbacRule, Part::Urls)]);
    assert_eq!(
        parts(&grant("apps", "\"\"", "get;\"\"")),
        [(Code::RbacRule, Part::Resources), (Code::RbacRule, Part::Verbs)]
    );
    assert_eq!(parts(&urls("*", "*")), []);
    assert_eq!(parts(&grant("\"\"", "pods", "get")), []);
}

#[test]
fn a_namespace_is_a_dns_label() {
    for (name, fits) in [
        ("kube-system", true),
        ("a", true),
        ("", false),
        ("My", false),
        ("a.b", false),
        ("-a", false),
    ] {
        let grant = Grant {
            namespace: Some(name.to_owned()),
            ..grant("a", "x", "get")
        };
        let expected: &[_] = if fits {
            &[]
        } else {
            &[(Code::ResourceName, Part::Namespace)]
        };
        assert_eq!(parts(&grant), expected, "{name}");
    }
    let long = Grant {
        namespace: Some("a".repeat(64)),
        ..grant("a", "x", "get")
    };
    assert_eq!(parts(&long), [(Code::ResourceName, Part::Namespace)]);
}

#[test]
fn a_role_name_is_a_segment_of_a_path() {
    for (name, fits) in [
        ("system:Reader_1", true),
        ("", false),
        ("..", false),
        ("a/b", false),
        ("50%", false),
    ] {
        let grant = Grant {
            role_name: Some(name.to_owned()),
            ..grant("a", "x", "get")
        };
        let expected: &[_] = if fits {
            &[]
        } else {
            &[(Code::ResourceName, Part::RoleName)]
        };
        assert_eq!(parts(&grant), expected, "{name}");
    }
}

#[test]
fn the_names_of_a_crate_are_names_for_kubernetes() {
    let names = Names::of_crate("my_Operator");
    assert_eq!(names.role, "my-operator-manager-role");
    assert_eq!(names.role_binding, "my-operator-manager-rolebinding");
    assert_eq!(names.service_account, "my-operator-controller-manager");
    assert_eq!(names.namespace, "default");
    for name in ["x", "_x_", "größe", "日本", "--", "9"] {
        assert_eq!(name_faults(&Names::of_crate(name)), [], "{name}");
    }
    assert_eq!(Names::of_crate("日本").role, "manager-role");
}

#[test]
fn names_that_kubernetes_refuses_are_found_whoever_set_them() {
    let names = Names {
        role: "a/b".to_owned(),
        service_account: "Not.valid".to_owned(),
        namespace: "no_t".to_owned(),
        ..Names::of_crate("x")
    };
    let parts: Vec<_> = name_faults(&names).into_iter().map(|fault| fault.part).collect();
    assert_eq!(parts, [Part::RoleName, Part::ServiceAccount, Part::Namespace]);
    let long = Names::of_crate(&"x".repeat(300));
    assert_eq!(name_faults(&long).len(), 1);
}

#[test]
fn a_fault_says_what_why_and_the_way_out() {
    let fault = &faults(&urls("metrics", "get"))[0];
    assert_eq!(
        fault.to_string(),
        "KW0501: the URL `metrics` matches no request: the path of a request begins with `/` (write `/metrics`)"
    );
}

#[test]
fn the_known_verbs_are_those_of_resources_or_of_http() {
    assert!(known_verbs(false).contains(&"deletecollection") && !known_verbs(false).contains(&"post"));
    assert!(known_verbs(true).contains(&"post") && !known_verbs(true).contains(&"list"));
}
