//! 05 to 09: roles, the resource, files and commands, the API server, lints.

use super::{Code, Example, Explanation};

pub(super) const EXPLANATIONS: &[Explanation] = &[
    Explanation {
        code: Code::RbacRule,
        why: "A rule grants verbs on resources of groups, or on URLs. What is neither, or both, Kubernetes can't hold, or it \
              grants nothing.",
        example: Example::Items("#[rbac(groups(\"apps\"), verbs(get))]\nfn run() {}"),
        way_out: "Add what is missing (`resources(\"*\")` are all of a group), or write two rules.",
    },
    Explanation {
        code: Code::RbacVerb,
        why: "A verb that nobody asks for grants nothing, and a misspelt one looks like one that does.",
        example: Example::Items(
            "#[rbac(groups(\"apps\"), resources(\"deployments\"), verbs(get, lst))]\nfn run() {}",
        ),
        way_out: "Write the verb that is suggested. A verb of your own is written as a string: `verbs(\"issue\")`.",
    },
    Explanation {
        code: Code::RbacType,
        why: "Group and plural come from a type's `#[resource]`, from k8s-openapi, or from `#[kube]`. This type has none of \
              them in source.",
        example: Example::Items("pub struct Pod;\n#[rbac(Pod, verbs(get))]\nfn run() {}"),
        way_out: "Import the type that is meant, or write names: `#[rbac(groups(\"\"), resources(\"pods\"), verbs(get))]`.",
    },
    Explanation {
        code: Code::ResourceName,
        why: "Kubernetes has rules for names, and refuses the object where one is broken: a group is a domain with a dot, a \
              version and a plural are DNS labels, a kind is CamelCase.",
        example: Example::Resource("#[resource(group = \"stable\", version = \"v1\")]"),
        way_out: "Write a name of the form that the error describes.",
    },
    Explanation {
        code: Code::StatusMissing,
        why: "`#[status]` beside `#[resource]` means a type `<Kind>Status` in the same scope. A code that is kept: a name that \
              leads nowhere is KW0204.",
        example: Example::Outside("#[status]    // and no type DatabaseStatus"),
        way_out: "Add the type, or name another: `#[status(Observed)]`.",
    },
    Explanation {
        code: Code::ResourceTwice,
        why: "Two types make the same CRD, and only one could be written. Several versions of a kind are not supported yet.",
        example: Example::Items(
            "#[derive(CustomResource, Schema, Clone, Debug, Serialize, Deserialize)]\n#[resource(group = \"probe.example.com\", version = \"v1\", kind = \"Probe\", root = \"Other\")]\npub struct OtherSpec {}",
        ),
        way_out: "Give one of them another kind or group, or leave it out.",
    },
    Explanation {
        code: Code::StatusRequired,
        why: "An object is made without its status: the API server drops what is sent of it, and would then miss it.",
        example: Example::Items(
            "#[derive(CustomResource, Schema, Clone, Debug)]\n#[resource(group = \"example.com\", version = \"v1\")]\npub struct Note {\n    metadata: k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta,\n    #[status]\n    status: NoteStatus,\n}\n#[derive(Schema, Clone, Debug, Serialize, Deserialize)] pub struct NoteStatus {}",
        ),
        way_out: "Make it an `Option`, or add `#[serde(default)]`.",
    },
    Explanation {
        code: Code::OutputUnwritable,
        why: "The disk refuses it, or there is a file that does not begin with gen-cli's first line. Such a file is somebody \
              else's and never touched, however it is called.",
        example: Example::Outside("config/rbac/role.yaml, written by hand"),
        way_out: "Move or delete the file, or write elsewhere with `--out`. Nothing is written before all can be.",
    },
    Explanation {
        code: Code::Usage,
        why: "The options don't go together, or the system refuses what the run needs.",
        example: Example::Outside("gen-cli manifests --out deploy    # in a workspace with two operators"),
        way_out: "Do as the error says; `gen-cli help <command>` lists the options.",
    },
    Explanation {
        code: Code::Refused,
        why: "The last check before anything is written: what the API server's own validation would say of the CRD, in its \
              words. CEL rules are checked and their cost is reckoned, too.",
        example: Example::Fields("#[validation(cel(\"self.nothing\"))]\npub name: String,"),
        way_out: "Change what is written at the marked attribute. Where a rule costs too much, give the list, map or string a \
                  bound: the error names one that would do, `gen-cli budget` shows all.",
    },
    Explanation {
        code: Code::Lint,
        why: "The API server would take it, and its author hardly meant it; or your Cargo.toml says that a finding of this \
              lint is an error.",
        example: Example::Fields("pub disk_size: i32,"),
        way_out: "Do as the warning says, or set the lint to `off` in `[package.metadata.gen-cli.lints]`; `gen-cli lints` \
                  lists all.",
    },
];
