//! The fields of a struct or variant, and the expressions that copy them.

use kubewright_core::diag::{Code, Diagnostic};
use kubewright_core::syntax::Marks;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Field, GenericArgument, Member, PathArguments, Type};

pub(super) struct Fields {
    pub(super) list: Vec<Copied>,
}

/// A field, and how it is copied.
pub(super) struct Copied {
    pub(super) member: Member,
    ty: Type,
    /// `#[deep_copy(clone)]`.
    clone: bool,
    private: TokenStream,
}

/// A field bound by a pattern.
pub(super) struct Binding {
    pub(super) member: Member,
    pub(super) name: TokenStream,
}

impl ToTokens for Binding {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (member, name) = (&self.member, &self.name);
        tokens.extend(quote!(#member: #name));
    }
}

impl Fields {
    /// `owner`: the struct, or `Enum::Variant`.
    pub(super) fn read(
        fields: &syn::Fields,
        owner: &str,
        private: &TokenStream,
        marks: &mut Marks,
        wrong: &mut Vec<Diagnostic>,
    ) -> Self {
        let read = |(member, field): (Member, &Field)| {
            let path = format!("{owner}.{}", member.to_token_stream());
            Copied {
                member,
                ty: field.ty.clone(),
                clone: by_clone(field, &path, marks, wrong),
                private: private.clone(),
            }
        };
        Self {
            list: fields.members().zip(fields).map(read).collect(),
        }
    }

    /// Fields whose types rustc knows.
    pub(super) fn named<'a>(names: impl Iterator<Item = &'a str>, at: Span, private: &TokenStream) -> Self {
        let field = |name| Copied {
            member: Member::Named(Ident::new(name, at)),
            ty: syn::parse_quote_spanned!(at=> _),
            clone: false,
            private: private.clone(),
        };
        Self {
            list: names.map(field).collect(),
        }
    }
}

fn by_clone(field: &Field, path: &str, marks: &mut Marks, wrong: &mut Vec<Diagnostic>) -> bool {
    let mut clone = false;
    let attributes = field
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("deep_copy"));
    for attribute in attributes {
        let read = attribute.parse_nested_meta(|key| {
            clone = key.path.is_ident("clone");
            if clone {
                Ok(())
            } else {
                let name = key.path.to_token_stream();
                Err(key.error(format!("`{name}` is no key of `deep_copy`")))
            }
        });
        if let Err(error) = read {
            let at = marks.mark(error.span());
            wrong.push(
                Diagnostic::new(Code::UnknownKey, at, path, error.to_string())
                    .help("its one key is `clone`: write `#[deep_copy(clone)]`, or leave the attribute out"),
            );
        }
    }
    clone
}

impl Copied {
    /// The expression that copies what `source`, a reference, points to.
    pub(super) fn copy(&self, source: &TokenStream) -> TokenStream {
        if self.clone {
            return quote_spanned!(self.at()=> ::core::clone::Clone::clone(#source));
        }
        copy(&self.ty, source, &self.private)
    }

    /// The expression that copies it into what `target`, a mutable reference, points to.
    pub(super) fn copy_into(&self, source: &TokenStream, target: &TokenStream) -> TokenStream {
        if self.clone {
            return quote_spanned!(self.at()=> ::core::clone::Clone::clone_from(#target, #source));
        }
        copy_into(&self.ty, source, target, &self.private)
    }

    fn at(&self) -> Span {
        Span::call_site().located_at(self.ty.span())
    }
}

fn copy(ty: &Type, source: &TokenStream, private: &TokenStream) -> TokenStream {
    let at = Span::call_site().located_at(ty.span());
    match taken_apart(ty) {
        Apart::Tuple(items) => {
            let copies = items.iter().enumerate().map(|(index, item)| {
                let index = syn::Index::from(index);
                copy(item, &quote!(&__whole.#index), private)
            });
            quote!({ let __whole = #source; (#(#copies,)*) })
        }
        Apart::Items(item) => {
            let each = copy(item, &quote!(__item), private);
            quote_spanned!(at=> (&&#private::Of(#source)).kubewright_split(|__item: &#item| #each))
        }
        Apart::Whole => quote_spanned!(at=> (&&&#private::Of(#source)).kubewright_copy()),
    }
}

fn copy_into(ty: &Type, source: &TokenStream, target: &TokenStream, private: &TokenStream) -> TokenStream {
    let at = Span::call_site().located_at(ty.span());
    match taken_apart(ty) {
        Apart::Tuple(items) => {
            let copies = items.iter().enumerate().map(|(index, item)| {
                let index = syn::Index::from(index);
                copy_into(item, &quote!(&__from.#index), &quote!(&mut __to.#index), private)
            });
            quote!({ let (__from, __to) = (#source, #target); #(#copies;)* })
        }
        Apart::Items(item) => {
            let each = copy(item, &quote!(__item), private);
            let into = copy_into(item, &quote!(__from), &quote!(__to), private);
            quote_spanned! {at=>
                (&&#private::Of(#source)).kubewright_split_into(
                    #target,
                    |__item: &#item| #each,
                    |__from: &#item, __to: &mut #item| #into,
                )
            }
        }
        Apart::Whole => quote_spanned!(at=> (&&&#private::Of(#source)).kubewright_copy_into(#target)),
    }
}

/// What of a type the tokens have to tell: rustc finds how to copy all but a tuple whose parts are copied in
/// different ways.
enum Apart<'a> {
    Tuple(Vec<&'a Type>),
    Items(&'a Type),
    Whole,
}

fn taken_apart(ty: &Type) -> Apart<'_> {
    match ty {
        Type::Paren(inner) => taken_apart(&inner.elem),
        Type::Group(inner) => taken_apart(&inner.elem),
        Type::Tuple(tuple) if !tuple.elems.is_empty() => Apart::Tuple(tuple.elems.iter().collect()),
        _ => match items(ty) {
            Some(item) if holds_tuple(item) => Apart::Items(item),
            _ => Apart::Whole,
        },
    }
}

fn holds_tuple(ty: &Type) -> bool {
    !matches!(taken_apart(ty), Apart::Whole)
}

/// The type of the items of what is written like a container of the standard library.
fn items(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Array(array) => Some(&array.elem),
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            let PathArguments::AngleBracketed(arguments) = &last.arguments else {
                return None;
            };
            let mut types = arguments.args.iter().filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            });
            let item = match last.ident.to_string().as_str() {
                "Option" | "Box" | "Arc" | "Rc" | "Vec" | "VecDeque" => types.next()?,
                "BTreeMap" | "HashMap" => types.nth(1)?,
                _ => return None,
            };
            match item {
                Type::Slice(slice) => Some(&slice.elem),
                item => Some(item),
            }
        }
        _ => None,
    }
}
