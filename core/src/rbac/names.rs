//! The names of what is written, and what Kubernetes takes for a name.

use super::{Fault, Part};
use crate::diag::Code;

/// The names that the manifests bear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    /// Of the ClusterRole, and of every Role whose grants name none.
    pub role: String,
    /// Of the binding of each role that bears the default name. A role of another name has a binding `<role>-binding`.
    pub role_binding: String,
    /// Of the ServiceAccount that holds the roles.
    pub service_account: String,
    /// The ServiceAccount's namespace.
    pub namespace: String,
}

impl Names {
    /// kubebuilder's names, with the crate's name before them, in the namespace `default`.
    ///
    /// What a crate's name may hold and a Kubernetes name may not (`_`, capitals, letters beyond ASCII) becomes `-` or a small letter.
    pub fn of_crate(name: &str) -> Self {
        let kept = |c: char| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        };
        let name: String = name.chars().map(kept).collect();
        let prefix = match name.trim_matches('-') {
            "" => String::new(),
            name => format!("{name}-"),
        };
        Self {
            role: format!("{prefix}manager-role"),
            role_binding: format!("{prefix}manager-rolebinding"),
            service_account: format!("{prefix}controller-manager"),
            namespace: "default".to_owned(),
        }
    }
}

/// What is wrong with the names, wherever they come from: a crate's name may be too long, an option anything.
pub fn name_faults(names: &Names) -> Vec<Fault> {
    let of_role = |name| role_name_fault(Part::RoleName, name);
    let account = (!is_dns_subdomain(&names.service_account)).then(|| Fault {
        code: Code::ResourceName,
        part: Part::ServiceAccount,
        message: format!("`{}` can't be the name of a ServiceAccount", names.service_account),
        help: "small letters, digits, `-` and `.`, 253 at most, a letter or digit at both ends and beside each `.`".to_owned(),
    });
    let faults = [
        of_role(&names.role),
        of_role(&names.role_binding),
        account,
        namespace_fault(&names.namespace),
    ];
    faults.into_iter().flatten().collect()
}

/// A namespace is a DNS label (RFC 1123).
pub(super) fn namespace_fault(name: &str) -> Option<Fault> {
    (name.len() > 63 || !is_label(name)).then(|| Fault {
        code: Code::ResourceName,
        part: Part::Namespace,
        message: format!("`{name}` can't be the name of a namespace"),
        help: "small letters, digits and `-`, 63 at most, a letter or digit at both ends".to_owned(),
    })
}

/// The name of a role or of its binding is one segment of a path.
pub(super) fn role_name_fault(part: Part, name: &str) -> Option<Fault> {
    let fits = !matches!(name, "" | "." | "..") && !name.contains(['/', '%']);
    (!fits).then(|| Fault {
        code: Code::ResourceName,
        part,
        message: format!("`{name}` can't be the name of a role"),
        help: "any name but `.` and `..`, without `/` and `%`".to_owned(),
    })
}

fn is_dns_subdomain(name: &str) -> bool {
    name.len() <= 253 && name.split('.').all(is_label)
}

/// Small letters, digits and inner hyphens; of any length, as the labels of a subdomain are.
fn is_label(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.starts_with(plain) && text.ends_with(plain) && text.chars().all(|c| plain(c) || c == '-')
}
