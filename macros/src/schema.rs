//! `#[derive(Schema)]`: a template literal and its holes.

use crate::{errors, holes, stub};
use kubewright_core::lower::{lower, without_places};
use kubewright_core::syntax::{self, Marks, Read};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{DeriveInput, GenericParam};

pub(crate) fn expand(input: &DeriveInput) -> TokenStream {
    let mut marks = Marks::new(1);
    let read = syntax::container(input, &mut marks).and_then(|read| Ok((lower(&read.container)?, read)));
    match read {
        Ok((template, read)) => {
            let private = private(&krate(&read));
            let filled = holes::emit(without_places(template), &read, &private);
            let (text, holes) = (filled.text, filled.holes);
            let body = quote!(#private::fill(__generator, #text, &[#(#holes),*]));
            implementation(input, &private, &body)
        }
        Err(wrong) => {
            let private = private(&stub::krate(&stub::lists(input)));
            let body = quote!(#private::fill(__generator, "{}", &[]));
            let stub = implementation(input, &private, &body);
            let errors = errors::compile_errors(&wrong, &marks);
            quote!(#errors #stub)
        }
    }
}

/// Where kubewright is: `::kubewright`, or what `crate = …` says.
pub(crate) fn krate(read: &Read) -> TokenStream {
    let given = read
        .container
        .resource
        .as_ref()
        .and_then(|resource| resource.krate.as_ref());
    given
        .and_then(|path| path.value.parse().ok())
        .unwrap_or_else(|| quote!(::kubewright))
}

/// The path of the runtime.
pub(crate) fn private(krate: &TokenStream) -> TokenStream {
    quote!(#krate::__private)
}

fn implementation(input: &DeriveInput, private: &TokenStream, body: &TokenStream) -> TokenStream {
    let ident = &input.ident;
    let generics = bounded(&input.generics, &quote!(#private::JsonSchema));
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    let name = schema_name(input, private);
    // The methods are inline: a library that nobody asks for a schema then has no code for them.
    quote! {
        #[automatically_derived]
        impl #impl_generics #private::JsonSchema for #ident #ty_generics #where_clause {
            #[inline]
            fn schema_name() -> #private::Cow<'static, str> {
                #name
            }

            #[inline]
            fn schema_id() -> #private::Cow<'static, str> {
                #private::schema_id::<Self>(::core::line!(), ::core::column!())
            }

            #[inline]
            fn json_schema(__generator: &mut #private::Gen) -> #private::Schema {
                #[allow(unused_imports)]
                use #private::NotOption as _;
                #body
            }
        }
    }
}

/// The type's name, with those of its type arguments.
fn schema_name(input: &DeriveInput, private: &TokenStream) -> TokenStream {
    let name = plain(&input.ident);
    let arguments: Vec<_> = input.generics.type_params().map(|param| &param.ident).collect();
    if arguments.is_empty() {
        quote!(#private::Cow::Borrowed(#name))
    } else {
        quote! {
            #private::Cow::Owned(#private::instantiated_name(
                #name,
                &[#(<#arguments as #private::JsonSchema>::schema_name()),*],
            ))
        }
    }
}

/// An identifier without `r#`.
pub(crate) fn plain(ident: &syn::Ident) -> String {
    let name = ident.to_string();
    name.strip_prefix("r#").map_or(name.clone(), str::to_owned)
}

/// The item's generics, each type parameter with a bound more.
pub(crate) fn bounded(generics: &syn::Generics, bound: &impl ToTokens) -> syn::Generics {
    let mut generics = generics.clone();
    for param in &mut generics.params {
        if let GenericParam::Type(param) = param {
            param.bounds.push(syn::parse_quote!(#bound));
        }
    }
    generics
}
