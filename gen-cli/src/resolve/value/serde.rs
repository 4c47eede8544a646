//! What serde's attributes say of writing, beyond the model.

use super::datum::Datum;
use super::{Place, Values, Why};
use crate::resolve::names::{ItemId, Meaning};
use crate::resolve::scope::{Namespace, plain};
use crate::resolve::types::Site;
use kubewright_core::model::{Ty, TyPath};
use syn::punctuated::Punctuated;
use syn::{Attribute, Item, Meta, Token};

/// The keys of an item's `#[serde(…)]`.
fn keys(attrs: &[Attribute]) -> impl Iterator<Item = Meta> {
    let lists = attrs.iter().filter(|attr| attr.path().is_ident("serde"));
    lists
        .filter_map(|attr| {
            // what can't be read is reported with the container
            attr.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated)
                .ok()
        })
        .flatten()
}

impl Values<'_> {
    /// That serde writes a struct or enum by its derive, field for field.
    ///
    /// # Errors
    /// `Serialize` is written by hand, or another type is written instead.
    pub(super) fn is_written_by_derive(&self, id: &ItemId) -> Result<(), Why> {
        let attrs = match self.types.sources.item(id) {
            Some(Item::Struct(item)) => &item.attrs,
            Some(Item::Enum(item)) => &item.attrs,
            _ => return Err("its type is no struct or enum".to_owned()),
        };
        self.unchanged_type(id)?;
        if !self.derives(id, "Serialize") {
            return Err("its type derives no `Serialize`: what writes it would have to be run".to_owned());
        }
        let other = ["into", "remote"];
        match keys(attrs).find(|key| other.iter().any(|other| key.path().is_ident(other))) {
            Some(_) => Err("serde writes another type instead of it: that would have to be run".to_owned()),
            None => Ok(()),
        }
    }

    /// That serde writes a variant, as it stands.
    pub(super) fn is_variant_written(&self, id: &ItemId, name: &str) -> Result<(), Why> {
        let Some(Item::Enum(item)) = self.types.sources.item(id) else {
            return Ok(());
        };
        let variant = item.variants.iter().find(|variant| plain(&variant.ident) == name);
        let attrs = variant.map_or(&[][..], |variant| &variant.attrs);
        let other = ["skip", "skip_serializing", "with", "serialize_with"];
        match keys(attrs).find(|key| other.iter().any(|other| key.path().is_ident(other))) {
            Some(_) => Err(format!("`{name}` is not written by its type")),
            None => Ok(()),
        }
    }

    /// Whether `skip_serializing_if` leaves a field out.
    pub(super) fn is_left_out(
        &self,
        id: &ItemId,
        variant: Option<&str>,
        member: &str,
        value: &Datum,
    ) -> Result<bool, Why> {
        let unread = || format!("whether `{member}` is written would have to be run");
        let path = self.predicate(id, variant, member).ok_or_else(unread)?;
        let known = self.known_predicate(&path, id).ok_or_else(unread)?;
        match (known.as_str(), value) {
            ("is_none", Datum::Nothing) => Ok(true),
            ("is_none", Datum::Some(_)) => Ok(false),
            ("is_empty", Datum::List(items)) => Ok(items.is_empty()),
            ("is_empty", Datum::Set(set)) => Ok(set.items.is_empty()),
            ("is_empty", Datum::Map(entries)) => Ok(entries.is_empty()),
            ("is_empty", Datum::Text(text)) => Ok(text.is_empty()),
            ("not", Datum::Bool(value)) => Ok(!value),
            ("is_null", Datum::Written(value)) => Ok(value.is_null()),
            _ => Err(unread()),
        }
    }

    /// The predicate of a field's `skip_serializing_if`.
    fn predicate(&self, id: &ItemId, variant: Option<&str>, member: &str) -> Option<TyPath> {
        let mut fields = self.fields(id, variant)?.iter().enumerate();
        let (_, field) = fields
            .find(|(index, field)| field.ident.as_ref().map_or_else(|| index.to_string(), plain) == member)?;
        let text = keys(&field.attrs).find_map(|key| match key {
            Meta::NameValue(pair) if pair.path.is_ident("skip_serializing_if") => match pair.value {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(text),
                    ..
                }) => Some(text.value()),
                _ => None,
            },
            _ => None,
        });
        let text = text.or_else(|| self.containers.added_predicate(id, variant, member))?;
        let path: syn::ExprPath = syn::parse_str(&text).ok()?;
        self.path(path.qself.as_ref(), &path.path).ok()
    }

    /// The name of a predicate of the standard library, or of `serde_json`.
    fn known_predicate(&self, path: &TyPath, id: &ItemId) -> Option<String> {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.name.clone()).collect();
        let name = names.last()?.clone();
        if let Some((ty, 0)) = &path.qself {
            // `<[_]>::is_empty`
            return matches!(**ty, Ty::Slice(..)).then_some(name);
        }
        if path.qself.is_some() {
            return None;
        }
        let site: Site = Place::module(&id.module).site;
        let resolve = |namespace| {
            self.types
                .names
                .sure(&site.module, path.leading_colon, &names, namespace)
        };
        match resolve(Namespace::Value).or_else(|| resolve(Namespace::Type))? {
            Meaning::Known(known) => known
                .first()
                .is_some_and(|krate| matches!(krate.as_str(), "std" | "serde_json" | "indexmap"))
                .then_some(name),
            Meaning::Member(of, _) if matches!(*of, Meaning::Primitive(_)) => Some(name),
            _ => None,
        }
    }
}
