//! `#[rbac(…)]`: one rule.

use super::leaf::{Name, Placed, WordOrName};
use super::slot::{IntoModel, List};
use super::suggest::did_you_mean;
use super::{Context, Fault, Marks, check, keys, read, ty};
use crate::diag::{Code, Diagnostic};
use crate::model::{RbacAttribute, RbacSubject};
use crate::rbac::{self, Grant, Part, Rule};
use proc_macro2::{Span, TokenStream, TokenTree};

/// A rule that was read.
#[derive(Clone, Debug)]
pub struct ReadRbac {
    /// The model.
    pub attribute: RbacAttribute,
    /// The path of the type, where the rule names one.
    pub path: Option<syn::Path>,
}

/// Reads the arguments of `#[rbac(…)]`; the places go into `marks`.
///
/// # Errors
/// Everything that is wrong with the rule, sorted.
pub fn rbac(args: TokenStream, marks: &mut Marks) -> Result<ReadRbac, Vec<Diagnostic>> {
    let mut cx = Context::new(marks, String::new());
    let at = args
        .clone()
        .into_iter()
        .next()
        .map_or_else(Span::call_site, |token| token.span());
    let place = cx.mark(at);
    let mut faults = Vec::new();
    let parts = match read::too_deep(&args) {
        Some(fault) => {
            faults.push(fault);
            Vec::new()
        }
        None => read::split(args, &mut faults),
    };
    let (path, parts) = head(parts, &mut faults);
    let keys: keys::Rbac = check::read_parts(&parts, at, &mut faults);
    if faults.is_empty() {
        faults.extend(rule_faults(&keys, path.as_ref(), at));
        faults.extend(verb_faults(&keys));
    }
    cx.report_all(faults);
    let namespace = keys.namespace.into_model(&mut cx);
    let role_name = keys.role_name.into_model(&mut cx);
    let attribute = RbacAttribute {
        at: place,
        subject: match &path {
            Some(path) => RbacSubject::Type {
                path: ty::of_path(None, path, &mut cx),
                subresources: words(keys.subresources, &mut cx),
            },
            None if keys.urls.is_some() => RbacSubject::Urls(names(keys.urls, &mut cx)),
            None => RbacSubject::Names {
                groups: groups(names(keys.groups, &mut cx)),
                resources: names(keys.resources, &mut cx),
            },
        },
        resource_names: names(keys.resource_names, &mut cx),
        verbs: words(keys.verbs, &mut cx),
        namespace,
        role_name,
    };
    cx.diagnostics.finish(ReadRbac { attribute, path })
}

/// The type, which is the first part that is a path and no key, and the other parts.
fn head(parts: Vec<read::Part>, faults: &mut Vec<Fault>) -> (Option<syn::Path>, Vec<(usize, read::Part)>) {
    let mut head = None;
    let mut others = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        if !is_type(&part) {
            others.push((index, part));
            continue;
        }
        let at = part.first().map_or_else(Span::call_site, TokenTree::span);
        match syn::parse2::<syn::Path>(part.into_iter().collect()) {
            Ok(_) if head.is_some() => {
                let fault = Fault::new(Code::RbacRule, at, "a rule names one type");
                faults.push(fault.help("write a rule for each"));
            }
            Ok(path) => head = Some(path),
            Err(error) => {
                faults.push(Fault::syntax(at, "expected the path of a type").note(error.to_string()))
            }
        }
    }
    (head, others)
}

fn is_type(part: &[TokenTree]) -> bool {
    match part {
        [TokenTree::Ident(name)] => name.to_string().contains(char::is_uppercase),
        [TokenTree::Ident(_), next, ..] => read::is_punct(next, ':') || read::is_punct(next, '<'),
        [first, ..] => read::is_punct(first, ':'),
        [] => false,
    }
}

/// What Kubernetes' own rules say, each at the key it is about.
fn rule_faults(keys: &keys::Rbac, path: Option<&syn::Path>, at: Span) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut grant = Grant {
        rule: Rule {
            groups: texts(keys.groups.as_ref()),
            resources: texts(keys.resources.as_ref()),
            resource_names: texts(keys.resource_names.as_ref()),
            urls: texts(keys.urls.as_ref()),
            verbs: word_list(keys.verbs.as_ref())
                .into_iter()
                .map(|word| word.text.clone())
                .collect(),
        },
        namespace: keys
            .namespace
            .as_ref()
            .and_then(|key| key.0.value.as_ref().ok())
            .map(Name::text),
        role_name: keys
            .role_name
            .as_ref()
            .and_then(|key| key.0.value.as_ref().ok())
            .map(Name::text),
    };
    let place = |part| place_of(keys, part).unwrap_or(at);
    if path.is_some() {
        let others = [
            (Part::Groups, "`groups`"),
            (Part::Resources, "`resources`"),
            (Part::Urls, "`urls`"),
        ];
        let given: Vec<_> = others
            .into_iter()
            .filter_map(|(part, key)| Some((place_of(keys, part)?, key)))
            .collect();
        if let Some((at, _)) = given.first() {
            let names: Vec<&str> = given.iter().map(|(_, key)| *key).collect();
            let message = format!("a rule names a type or {}, not both", names.join(", "));
            faults.push(Fault::new(Code::RbacRule, *at, message).help("write two rules"));
        }
        // What the type stands for, so that the rest can be looked at.
        grant.rule.groups = vec![String::new()];
        grant.rule.resources = vec!["*".to_owned()];
        grant.rule.urls = Vec::new();
    } else if let Some(list) = &keys.subresources {
        let fault = Fault::new(
            Code::RbacRule,
            list.0.at,
            "`subresources` are those of a type, and there is none",
        );
        faults.push(fault.help("write `resources(\"<plural>/status\")`"));
    }
    let list_failed = [
        Part::Groups,
        Part::Resources,
        Part::ResourceNames,
        Part::Urls,
        Part::Verbs,
    ]
    .into_iter()
    .any(|part| has_failed(keys, part));
    if !list_failed {
        let wrong = rbac::faults(&grant).into_iter();
        faults.extend(
            wrong.map(|fault| Fault::new(fault.code, place(fault.part), fault.message).help(fault.help)),
        );
    }
    faults
}

/// Verbs that are words and that Kubernetes doesn't know.
fn verb_faults(keys: &keys::Rbac) -> Vec<Fault> {
    let known = rbac::known_verbs(keys.urls.is_some());
    let words = word_list(keys.verbs.as_ref()).into_iter();
    let unknown = words.filter(|word| word.is_word && !known.contains(&word.text.as_str()));
    unknown
        .map(|word| {
            let message = format!("`{}` is no verb that Kubernetes knows", word.text);
            let fault = Fault::new(Code::RbacVerb, word.at, message);
            match did_you_mean(&word.text, known.iter().copied()) {
                Some(near) => fault.help(format!("did you mean `{near}`?")),
                None => fault.help(format!("write any other verb as a string: `\"{}\"`", word.text)),
            }
        })
        .collect()
}

fn place_of(keys: &keys::Rbac, part: Part) -> Option<Span> {
    let list = |list: &Option<List<Placed<Name>>>| list.as_ref().map(|list| list.0.at);
    match part {
        Part::Groups => list(&keys.groups),
        Part::Resources => list(&keys.resources),
        Part::ResourceNames => list(&keys.resource_names),
        Part::Urls => list(&keys.urls),
        Part::Verbs => keys.verbs.as_ref().map(|list| list.0.at),
        Part::Namespace => keys.namespace.as_ref().map(|key| key.0.at),
        Part::RoleName => keys.role_name.as_ref().map(|key| key.0.at),
        Part::Rule | Part::ServiceAccount => None,
    }
}

/// Whether a list is there, but can't be read: its own fault says so already.
fn has_failed(keys: &keys::Rbac, part: Part) -> bool {
    let list = |list: &Option<List<Placed<Name>>>| {
        list.as_ref().is_some_and(|list| {
            list.0
                .value
                .as_ref()
                .map_or(true, |items| items.iter().any(Result::is_err))
        })
    };
    match part {
        Part::Groups => list(&keys.groups),
        Part::Resources => list(&keys.resources),
        Part::ResourceNames => list(&keys.resource_names),
        Part::Urls => list(&keys.urls),
        Part::Verbs => keys.verbs.as_ref().is_some_and(|list| list.0.value.is_err()),
        _ => false,
    }
}

fn texts(list: Option<&List<Placed<Name>>>) -> Vec<String> {
    let items = list.and_then(|list| list.0.value.as_ref().ok());
    items
        .into_iter()
        .flatten()
        .flatten()
        .map(|item| item.text().to_owned())
        .collect()
}

fn word_list(list: Option<&List<WordOrName>>) -> Vec<&WordOrName> {
    let items = list.and_then(|list| list.0.value.as_ref().ok());
    items.into_iter().flatten().flatten().collect()
}

fn names(list: Option<List<Placed<Name>>>, cx: &mut Context<'_>) -> Vec<String> {
    let list = list.into_model(cx).map_or_else(Vec::new, |said| said.value);
    list.into_iter().map(|name| name.value).collect()
}

fn words(list: Option<List<WordOrName>>, cx: &mut Context<'_>) -> Vec<String> {
    list.into_model(cx).map_or_else(Vec::new, |said| said.value)
}

/// `core` is another way to write the group without a name.
fn groups(names: Vec<String>) -> Vec<String> {
    let bare = |name: String| if name == "core" { String::new() } else { name };
    names.into_iter().map(bare).collect()
}
