//! `assert_manifests!("folder")` and `assert_manifests!("folder", Type, …)`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{LitStr, Token, Type};

struct Input {
    folder: LitStr,
    types: Punctuated<Type, Token![,]>,
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let folder = input.parse()?;
        if input.is_empty() {
            return Ok(Self {
                folder,
                types: Punctuated::new(),
            });
        }
        input.parse::<Token![,]>()?;
        let types = Punctuated::parse_terminated(input)?;
        Ok(Self { folder, types })
    }
}

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let Input { folder, types } = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let types = types.iter();
    quote! {
        ::kubewright::__private::assert_manifests(
            ::core::env!("CARGO_MANIFEST_DIR"),
            #folder,
            &[#(::kubewright::__private::Manifest::of::<#types>()),*],
        )
    }
}
