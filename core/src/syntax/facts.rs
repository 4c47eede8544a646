//! What the attributes of one item say: read as tables, checked, then made into the model's facts.

use super::attribute::{self, Attribute};
use super::check::Model;
use super::place::{self, Place};
use super::spelled::{self, Spelled};
use super::{Context, Fault, keys};
use crate::diag::Code;
use crate::model::{FieldFacts, Immutable, NodeKind, SchemaKeys, Validation};
use crate::span::{Span, Spanned};
use proc_macro2::Span as At;

/// What the attributes of one item say, as tables.
pub(super) struct Raw {
    pub(super) validation: keys::Validation,
    pub(super) schema: keys::Schema,
    pub(super) immutable: Option<(keys::Immutable, At)>,
    pub(super) status: Option<Attribute>,
    columns: Vec<(keys::PrintColumn, At)>,
    scale: Vec<keys::ScaleField>,
    selectable: Option<At>,
    /// There is no attribute of ours.
    pub(super) silent: bool,
}

impl Raw {
    /// Of an item without attributes of ours, as most fields are.
    fn silent() -> Self {
        Self {
            validation: keys::Validation::default(),
            schema: keys::Schema::default(),
            immutable: None,
            status: None,
            columns: Vec::new(),
            scale: Vec::new(),
            selectable: None,
            silent: true,
        }
    }
}

/// Reads the attributes that may stand here.
pub(super) fn read(
    attributes: &[syn::Attribute],
    place: Place,
    cx: &mut Context<'_>,
) -> (Raw, Vec<Attribute>) {
    let ours = attribute::ours(attributes, cx);
    if ours.is_empty() {
        return (Raw::silent(), ours);
    }
    let mut ours = place::allowed(ours, place, cx);
    let raw = Raw {
        validation: attribute::gathered(&ours, cx).map_or_else(Default::default, |(keys, _)| keys),
        schema: attribute::gathered(&ours, cx).map_or_else(Default::default, |(keys, _)| keys),
        immutable: attribute::gathered(&ours, cx),
        columns: attribute::each(&ours, cx),
        scale: attribute::each(&ours, cx)
            .into_iter()
            .map(|(keys, _)| keys)
            .collect(),
        selectable: ours
            .iter()
            .find(|attribute| attribute.name == "selectable")
            .map(|a| a.at),
        status: take_status(&mut ours, cx),
        silent: false,
    };
    place::schema_keys(&raw.schema, place, cx);
    (raw, ours)
}

fn take_status(ours: &mut Vec<Attribute>, cx: &mut Context<'_>) -> Option<Attribute> {
    let (mut statuses, others): (Vec<_>, Vec<_>) =
        ours.drain(..).partition(|attribute| attribute.name == "status");
    *ours = others;
    for twice in statuses.iter().skip(1) {
        cx.report(Fault::new(Code::KeyTwice, twice.at, "`#[status]` is given twice"));
    }
    if statuses.is_empty() {
        None
    } else {
        Some(statuses.swap_remove(0))
    }
}

impl Raw {
    /// What the schema keys make of a node whose type is spelled like this; none: nobody knows.
    pub(super) fn laid_over<'t>(&self, spelled: Option<Spelled<'t>>) -> Option<Spelled<'t>> {
        let schema = &self.schema;
        if schema.with.is_some() || schema.int_or_string.is_some() || schema.skip.is_some() {
            return None;
        }
        let Some(type_) = &schema.type_ else {
            return spelled;
        };
        let kind = match type_.0.value.as_ref().map(|word| word.as_str()) {
            Ok("string") => NodeKind::String,
            Ok("integer") => NodeKind::Integer,
            Ok("number") => NodeKind::Number,
            Ok("boolean") => NodeKind::Boolean,
            Ok("array") => NodeKind::Array,
            _ => return None,
        };
        Some(Spelled::only(kind))
    }

    /// Reports the keys that don't fit the node.
    pub(super) fn check_fit(&self, node: Option<Spelled<'_>>, generics: &[String], cx: &mut Context<'_>) {
        if self.silent {
            return;
        }
        spelled::check(&self.validation, &self.schema, node, generics, cx);
        let Some(node) = node else { return };
        let columns = self.columns.iter().filter(|(column, _)| column.type_.is_none());
        let columns = columns.map(|(_, at)| ("printcolumn", *at));
        let selectable = self.selectable.iter().map(|at| ("selectable", *at));
        let scale = self.scale.iter().flat_map(super::check::Keys::given);
        spelled::check_keys(columns.chain(selectable).chain(scale), node.kind, cx);
    }

    /// The places of all attributes that say something of the node's schema, or of its place in the object.
    pub(super) fn beyond(&self) -> Vec<(&'static str, At)> {
        let immutable = self.immutable.iter().map(|(_, at)| ("#[immutable]", *at));
        let columns = self.columns.iter().map(|(_, at)| ("#[printcolumn]", *at));
        let selectable = self.selectable.iter().map(|at| ("#[selectable]", *at));
        let scale = self.scale.iter().flat_map(super::check::Keys::given);
        let scale = scale.map(|(_, at)| ("#[scale]", at));
        immutable.chain(columns).chain(selectable).chain(scale).collect()
    }

    /// The facts of a field. `#[status]` has been looked at already.
    pub(super) fn field(self, status: Option<Span>, cx: &mut Context<'_>) -> FieldFacts {
        if self.silent {
            return FieldFacts::default();
        }
        let (validation, schema, immutable, columns) =
            node(self.validation, self.schema, self.immutable, self.columns, cx);
        let scale = self.scale.into_iter().flat_map(|keys| keys.model(cx)).collect();
        FieldFacts {
            validation,
            schema,
            immutable,
            printcolumns: columns,
            selectable: self.selectable.map(|at| cx.mark(at)),
            scale,
            status,
        }
    }
}

type Node = (
    Validation,
    SchemaKeys,
    Option<Spanned<Immutable>>,
    Vec<Spanned<crate::model::PrintColumn>>,
);

/// The facts that types and fields share.
fn node(
    validation: keys::Validation,
    schema: keys::Schema,
    immutable: Option<(keys::Immutable, At)>,
    columns: Vec<(keys::PrintColumn, At)>,
    cx: &mut Context<'_>,
) -> Node {
    let mut out = Vec::new();
    for (column, at) in columns {
        if let Some(path) = &column.json_path {
            let fault = Fault::place(path.0.at, "the path of a column on a field is inferred");
            cx.report(
                fault.help("leave out `json_path`, or write the column in `#[resource(printcolumn(…))]`"),
            );
        }
        let at = cx.mark(at);
        out.push(Spanned::new(column.model(cx), at));
    }
    let immutable = immutable.map(|(keys, at)| {
        let at = cx.mark(at);
        Spanned::new(keys.model(cx), at)
    });
    (validation.model(cx), schema.model(cx), immutable, out)
}
