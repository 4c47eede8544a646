//! `assert_manifests!("folder", Type, …)` and `assert_manifests!("folder")`, behind the path of kubewright and `;`.

use crate::errors::compile_error;
use kubewright_core::emit::is_generated;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::path::Path;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, Type};

struct Input {
    /// Where kubewright is.
    krate: syn::Path,
    folder: LitStr,
    types: Vec<Type>,
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let krate = input.call(syn::Path::parse_mod_style)?;
        input.parse::<Token![;]>()?;
        let folder = input.parse()?;
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
        let types = Punctuated::<Type, Token![,]>::parse_terminated(input)?;
        Ok(Self {
            krate,
            folder,
            types: types.into_iter().collect(),
        })
    }
}

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let Input { krate, folder, types } = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    if !types.is_empty() {
        return assertion(&krate, &folder, &types, &[]);
    }
    match kinds(&folder) {
        Ok(kinds) => {
            let (files, names): (Vec<String>, Vec<Ident>) = kinds.into_iter().unzip();
            assertion(&krate, &folder, &names, &files)
        }
        Err(why) => compile_error(folder.span(), &why),
    }
}

/// The files are inputs of the test: it is compiled anew when one of them changes or goes.
fn assertion(krate: &syn::Path, folder: &LitStr, types: &[impl ToTokens], files: &[String]) -> TokenStream {
    let slashed = files.iter().map(|file| format!("/{}/{file}", folder.value()));
    quote! {{
        #(const _: &[u8] = ::core::include_bytes!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), #slashed));)*
        #krate::__private::assert_manifests(
            ::core::env!("CARGO_MANIFEST_DIR"),
            #folder,
            &[#(#krate::__private::Manifest::of::<#types>()),*],
        )
    }}
}

/// The generated files of the folder, sorted, each with the kind in it.
fn kinds(folder: &LitStr) -> Result<Vec<(String, Ident)>, String> {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let path = Path::new(&package).join(folder.value());
    let unreadable = |error: std::io::Error| format!("`{}` can't be read: {error}", folder.value());
    let mut kinds = Vec::new();
    for entry in std::fs::read_dir(&path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let text = match std::fs::read_to_string(entry.path()) {
            Ok(text) if is_generated(&text) => text,
            _ => continue,
        };
        let file = entry.file_name().to_string_lossy().into_owned();
        let kind = kind(&text).and_then(|kind| syn::parse_str::<Ident>(kind).ok());
        let mut kind = kind.ok_or_else(|| format!("`{file}` holds no kind"))?;
        kind.set_span(folder.span());
        kinds.push((file, kind));
    }
    kinds.sort();
    if kinds.is_empty() {
        return Err(format!(
            "`{}` holds no generated file; run `gen-cli manifests`",
            folder.value()
        ));
    }
    Ok(kinds)
}

/// `spec.names.kind`, as it is laid out in a file of ours.
fn kind(text: &str) -> Option<&str> {
    let mut lines = text.lines().skip_while(|line| *line != "  names:");
    let kind = lines.find_map(|line| line.strip_prefix("    kind: "))?;
    Some(kind.trim_matches(['\'', '"']))
}
