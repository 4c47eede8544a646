//! `gen-cli budget`.

use super::selection::{Selected, Selection};
use super::{ANSWERED_NO, FAILED, say, say_error};
use crate::admit::{object_path, schema_path};
use clap::Args;
use kubewright_admission::KubernetesVersion;
use kubewright_admission::cel::{
    Bound, Budget, EXPRESSION_COST_LIMIT, ExpressionKind, Share, TOTAL_COST_LIMIT, budget,
};
use serde_json::Value;
use std::process::ExitCode;

/// The arguments of `budget`.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: Selection,
}

/// A rule is shown up to here, in characters.
const SHOWN: usize = 100;
/// The root of a schema in the server's paths.
const ROOT: &str = "openAPIV3Schema";

pub(super) fn run(arguments: &Arguments) -> ExitCode {
    let Some(crds) = arguments.selection.crds() else {
        return ExitCode::from(FAILED);
    };
    let (mut text, mut over) = (String::new(), false);
    for crd in &crds {
        let (table, exceeds) = of_crd(crd);
        text.push_str(&table);
        over |= exceeds;
    }
    match say(&text) {
        Ok(()) if over => ExitCode::from(ANSWERED_NO),
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            say_error(&format!("error: {message}\n"));
            ExitCode::from(FAILED)
        }
    }
}

/// The budget of each version, and whether one is over its limits.
fn of_crd(selected: &Selected) -> (String, bool) {
    let versions = selected.crd.pointer("/spec/versions").and_then(Value::as_array);
    let (mut text, mut over) = (String::new(), false);
    for version in versions.into_iter().flatten() {
        let name = version.get("name").and_then(Value::as_str).unwrap_or_default();
        let schema = version.pointer("/schema/openAPIV3Schema");
        let (table, exceeds) = of_schema(schema.unwrap_or(&Value::Null), selected.version);
        text.push_str(&format!("{} {name}: {table}", selected.name));
        over |= exceeds;
    }
    (text, over)
}

fn of_schema(schema: &Value, version: KubernetesVersion) -> (String, bool) {
    let spent = budget(schema, ROOT, version);
    let count = spent.shares.len();
    let plural = if count == 1 { "" } else { "s" };
    let part = percent(spent.total, TOTAL_COST_LIMIT);
    let mut text = format!(
        "{count} expression{plural}, {} of {TOTAL_COST_LIMIT} ({part})\n",
        spent.total
    );
    if count > 0 {
        text.push_str(&row(["cost", "of one", "of all", "times"], "expression"));
    }
    for share in &spent.shares {
        text.push_str(&of_share(share, schema, &spent));
    }
    (text, spent.over().next().is_some())
}

/// Its cost, that in parts of what one and of what all may cost, how often it can be run on one object, and itself.
fn of_share(share: &Share, schema: &Value, spent: &Budget) -> String {
    let cost = share.cost.cost();
    let cells = [
        cost.to_string(),
        percent(cost, EXPRESSION_COST_LIMIT),
        percent(cost, TOTAL_COST_LIMIT),
        share.cost.cardinality.to_string(),
    ];
    let path = object_path(schema_path(&share.cost.node).unwrap_or_default());
    let path = if path.is_empty() {
        "the object"
    } else {
        path.as_str()
    };
    let kind = match share.cost.kind {
        ExpressionKind::Rule => "",
        ExpressionKind::MessageExpression => " (message)",
    };
    let expression = format!("{path}{kind}: {}", shown(&source(share, schema)));
    let mut text = row(cells.each_ref().map(String::as_str), &expression);
    if cost > spent.allowance {
        text.push_str(&format!("{:44}{}\n", "", way_out(share)));
    }
    text
}

/// Columns aligned to the right, and the last one.
fn row(cells: [&str; 4], last: &str) -> String {
    let [cost, one, all, times] = cells;
    format!("{cost:>12} {one:>9} {all:>9} {times:>9}  {last}\n")
}

fn percent(part: u64, whole: u64) -> String {
    let percent = part as f64 * 100.0 / whole as f64;
    if percent > 1000.0 {
        ">1000 %".to_owned()
    } else {
        format!("{percent:.1} %")
    }
}

fn way_out(share: &Share) -> String {
    let listed = |bounds: &[Bound], between: &str| {
        let bounds = bounds.iter().map(|bound| {
            let path = object_path(schema_path(&bound.path).unwrap_or_default());
            format!("{} {} at {path}", bound.keyword, bound.at_most)
        });
        bounds.collect::<Vec<_>>().join(between)
    };
    if !share.any_of.is_empty() {
        format!("would do: {}", listed(&share.any_of, ", or "))
    } else if !share.all_of.is_empty() {
        format!("would do: {}", listed(&share.all_of, ", and "))
    } else {
        "no bound would do: it has to be simpler".to_owned()
    }
}

/// The expression as it is written.
fn source(share: &Share, schema: &Value) -> String {
    let key = match share.cost.kind {
        ExpressionKind::Rule => "rule",
        ExpressionKind::MessageExpression => "messageExpression",
    };
    let rules = node(schema, schema_path(&share.cost.node).unwrap_or_default())
        .and_then(|node| node.get("x-kubernetes-validations"));
    let rule = rules.and_then(|rules| rules.get(share.cost.index)?.get(key)?.as_str());
    rule.unwrap_or_default().to_owned()
}

/// The node at a path of the server's from the root of the schema.
fn node<'s>(schema: &'s Value, path: &str) -> Option<&'s Value> {
    let (mut node, mut rest) = (schema, path);
    while !rest.is_empty() {
        let after;
        (node, after) = match rest.strip_prefix("properties[") {
            Some(named) => {
                let (name, after) = named.split_once(']')?;
                (node.get("properties")?.get(name)?, after)
            }
            None => {
                let (key, after) = rest.split_once('.').unwrap_or((rest, ""));
                (node.get(key)?, after)
            }
        };
        rest = after.trim_start_matches('.');
    }
    Some(node)
}

/// On one line, and not longer than it can be read.
fn shown(rule: &str) -> String {
    let words: Vec<&str> = rule.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(SHOWN) {
        None => line,
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests;
