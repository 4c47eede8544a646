//! Attributes that are almost ours. rustc refuses what no derive knows; it has not looked at what is read here.

use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::span::Span;
use kubewright_core::syntax::misspelt_attribute;
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Field, Token};

/// Derives whose helper attributes are known, and none of them is spelled almost as one of ours.
const KNOWN_DERIVES: [&str; 14] = [
    "Clone",
    "Copy",
    "CustomResource",
    "Debug",
    "DeepCopy",
    "Default",
    "Deserialize",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Schema",
    "Serialize",
];

/// The attributes of an item, its fields and variants that are misspelt. On an item with a derive that is not known
/// they may be that derive's.
pub(super) fn attributes(input: &DeriveInput, place: &dyn Fn(proc_macro2::Span) -> Span) -> Vec<Diagnostic> {
    if !input
        .attrs
        .iter()
        .filter(|attr| attr.path().is_ident("derive"))
        .all(is_known)
    {
        return Vec::new();
    }
    let item = input.ident.to_string();
    let mut found: Vec<(String, &[Attribute])> = vec![(item.clone(), &input.attrs)];
    match &input.data {
        Data::Struct(data) => found.extend(of_fields(&item, &data.fields)),
        Data::Enum(data) => {
            for variant in &data.variants {
                let path = format!("{item}.{}", variant.ident);
                found.extend(of_fields(&path, &variant.fields));
                found.push((path, &variant.attrs));
            }
        }
        Data::Union(_) => {}
    }
    let each = found.into_iter();
    each.flat_map(|(path, attrs)| attrs.iter().filter_map(move |attr| misspelt(attr, &path, place)))
        .collect()
}

fn of_fields<'f>(above: &str, fields: &'f syn::Fields) -> Vec<(String, &'f [Attribute])> {
    let each = fields.iter().enumerate();
    each.map(|(index, field)| (member(above, index, field), field.attrs.as_slice()))
        .collect()
}

fn member(above: &str, index: usize, field: &Field) -> String {
    let name = field
        .ident
        .as_ref()
        .map_or_else(|| index.to_string(), super::scope::plain);
    format!("{above}.{name}")
}

fn is_known(derive: &Attribute) -> bool {
    let paths = derive.parse_args_with(Punctuated::<syn::Path, Token![,]>::parse_terminated);
    paths.is_ok_and(|paths| {
        let mut names = paths.iter().filter_map(|path| path.segments.last());
        names.all(|name| KNOWN_DERIVES.iter().any(|known| name.ident == known))
    })
}

fn misspelt(attr: &Attribute, path: &str, place: &dyn Fn(proc_macro2::Span) -> Span) -> Option<Diagnostic> {
    let name = attr.path().get_ident()?;
    let meant = misspelt_attribute(&name.to_string())?;
    let message = format!("`{name}` is no attribute of kubewright");
    let wrong = Diagnostic::new(Code::AttributeMisspelt, place(name.span()), path, message);
    Some(wrong.help(format!("did you mean `{meant}`?")))
}
