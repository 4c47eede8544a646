//! The table of facts: reading it, and laying its rows over a schema.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::MINORS;

/// The rows, by definition. Parsed once, when the first schema of Kubernetes is met.
static TABLE: LazyLock<BTreeMap<&'static str, Vec<Row>>> =
    LazyLock::new(|| parse(include_str!("facts.tsv")).0);

/// One line of the table.
struct Row {
    /// The property it is about; empty: the type itself.
    field: &'static str,
    fact: Fact,
    minors: RangeInclusive<u8>,
}

/// What a row says.
enum Fact {
    /// `atomic` or `set`.
    List(&'static str),
    /// A list of objects that are told apart by these keys.
    ListMap(Vec<&'static str>),
    /// `atomic` or `granular`.
    Map(&'static str),
    /// A keyword of a schema: a default or a bound.
    Keyword(&'static str, Value),
}

/// Lays every row of a definition over its schema.
pub(super) fn lay(definition: &str, minor: u8, schema: &mut Map<String, Value>) {
    let rows = TABLE.get(definition).map(Vec::as_slice).unwrap_or_default();
    for row in rows.iter().filter(|row| row.minors.contains(&minor)) {
        let node = if row.field.is_empty() {
            Some(&mut *schema)
        } else {
            property(schema, row.field)
        };
        let Some(node) = node else { continue };
        row.fact.lay(node);
        if matches!(row.fact, Fact::Keyword("default", _)) {
            drop_required(schema, row.field);
        }
    }
}

/// Takes a property out of what a schema requires.
pub(super) fn drop_required(schema: &mut Map<String, Value>, field: &str) {
    let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) else {
        return;
    };
    required.retain(|name| name != field);
    if required.is_empty() {
        schema.remove("required");
    }
}

fn property<'a>(schema: &'a mut Map<String, Value>, name: &str) -> Option<&'a mut Map<String, Value>> {
    schema.get_mut("properties")?.get_mut(name)?.as_object_mut()
}

impl Fact {
    /// Writes the fact at its node, if that has the type the fact is about: Kubernetes' documents give a list type to
    /// some strings of bytes too.
    fn lay(&self, node: &mut Map<String, Value>) {
        let is = |name: &str| node.get("type").is_some_and(|of| of == name);
        match self {
            Self::List(kind) if is("array") => {
                node.insert("x-kubernetes-list-type".into(), (*kind).into());
            }
            Self::ListMap(keys) if is("array") => {
                node.insert("x-kubernetes-list-type".into(), "map".into());
                node.insert("x-kubernetes-list-map-keys".into(), keys.clone().into());
            }
            Self::Map(kind) if is("object") || node.contains_key("$ref") => {
                node.insert("x-kubernetes-map-type".into(), (*kind).into());
            }
            Self::List(_) | Self::ListMap(_) | Self::Map(_) => {}
            Self::Keyword(name, value) => {
                node.insert((*name).into(), value.clone());
            }
        }
    }
}

/// The table, and the numbers of the lines that are not as its head says (none: a test sees to it).
fn parse(text: &'static str) -> (BTreeMap<&'static str, Vec<Row>>, Vec<usize>) {
    let mut table = BTreeMap::<_, Vec<Row>>::new();
    let mut bad = Vec::new();
    let mut definition = None;
    for (at, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.starts_with('#'))
    {
        let Some(row) = line.strip_prefix('\t') else {
            definition = Some(line);
            continue;
        };
        match definition.zip(parse_row(row)) {
            Some((definition, row)) => table.entry(definition).or_default().push(row),
            None => bad.push(at + 1),
        }
    }
    (table, bad)
}

fn parse_row(line: &'static str) -> Option<Row> {
    let mut cells = line.split('\t');
    let (field, fact, value, minors) = (cells.next()?, cells.next()?, cells.next()?, cells.next());
    let fact = match (fact, value) {
        ("list", "atomic" | "set") => Fact::List(value),
        ("list", _) => Fact::ListMap(value.strip_prefix("map ")?.split(',').collect()),
        ("map", "atomic" | "granular") => Fact::Map(value),
        ("map", _) => return None,
        (keyword, json) => Fact::Keyword(keyword, serde_json::from_str(json).ok()?),
    };
    let minors = match minors {
        None => MINORS,
        Some(range) => {
            let (first, last) = range.split_once('-')?;
            first.parse().ok()?..=last.parse().ok()?
        }
    };
    cells.next().is_none().then_some(Row { field, fact, minors })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn every_line_of_the_table_is_read() {
        let text = include_str!("facts.tsv");
        let (table, bad) = parse(text);
        assert_eq!(bad, [0usize; 0]);
        let rows: usize = table.values().map(Vec::len).sum();
        assert_eq!(rows, text.lines().filter(|line| line.starts_with('\t')).count());
        assert!(
            table.len() > 300 && rows > 600,
            "{} definitions, {rows} rows",
            table.len()
        );
    }

    #[test]
    fn a_line_that_is_no_row_is_told_by_its_number() {
        let text = "\tname\tlist\tset\nio.k8s.X\n\tname\tlist\n\tname\tlist\tbag\n\tname\tmap\tset\n\tname\tdefault\t{\n\tname\tlist\tset\t33\n\tname\tlist\tset\t33-37\tx\n\tname\tlist\tset\n";
        let (table, bad) = parse(text);
        assert_eq!(bad, [1, 3, 4, 5, 6, 7, 8]);
        assert_eq!(table.values().map(Vec::len).sum::<usize>(), 1);
    }

    #[test]
    fn no_fact_of_a_definition_is_stated_twice_for_one_version() {
        let (table, _) = parse(include_str!("facts.tsv"));
        for (definition, rows) in table {
            for minor in super::MINORS {
                let mut seen = rows
                    .iter()
                    .filter(|row| row.minors.contains(&minor))
                    .map(|row| {
                        let fact = match &row.fact {
                            super::Fact::List(_) | super::Fact::ListMap(_) => "list",
                            super::Fact::Map(_) => "map",
                            super::Fact::Keyword(name, _) => name,
                        };
                        (row.field, fact)
                    })
                    .collect::<Vec<_>>();
                let all = seen.len();
                seen.sort_unstable();
                seen.dedup();
                assert_eq!(seen.len(), all, "{definition} in 1.{minor}");
            }
        }
    }
}
