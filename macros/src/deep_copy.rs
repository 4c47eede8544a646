//! `#[derive(DeepCopy)]`: field by field. How a field is copied is decided by rustc, in the runtime's `copy`.

mod fields;

use crate::{errors, schema, stub};
use fields::{Binding, Fields};
use kubewright_core::syntax::{self, Marks};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Variant};

pub(crate) fn expand(input: &DeriveInput) -> TokenStream {
    let mut marks = Marks::new(1);
    let mut wrong = Vec::new();
    let krate = stub::krate(input);
    let private = schema::private(&krate);
    let methods = match &input.data {
        Data::Struct(data) => {
            let owner = schema::plain(&input.ident);
            structure(&Fields::read(
                &data.fields,
                &owner,
                &private,
                &mut marks,
                &mut wrong,
            ))
        }
        Data::Enum(data) => {
            let variants: Vec<_> = data
                .variants
                .iter()
                .map(|variant| {
                    let owner = format!(
                        "{}::{}",
                        schema::plain(&input.ident),
                        schema::plain(&variant.ident)
                    );
                    let fields = Fields::read(&variant.fields, &owner, &private, &mut marks, &mut wrong);
                    (variant, fields)
                })
                .collect();
            enumeration(&variants, &krate)
        }
        Data::Union(_) => {
            let message = "a union has no deep copy, since nothing tells which of its fields holds";
            return errors::compile_error(input.ident.span(), message);
        }
    };
    let methods = if wrong.is_empty() { methods } else { stubs() };
    let item = implementation(input, &krate, &private, &methods);
    let root = root(input, &krate);
    let errors = errors::compile_errors(&wrong, &marks);
    quote!(#errors #item #root)
}

fn implementation(
    input: &DeriveInput,
    krate: &TokenStream,
    private: &TokenStream,
    methods: &TokenStream,
) -> TokenStream {
    let ident = &input.ident;
    let generics = schema::bounded(input, &quote!(#krate::DeepCopy));
    let (impl_generics, ty_generics, where_clause) = generics.split_for_impl();
    // In a block of its own, so that the traits that choose are in scope of nothing else.
    quote! {
        const _: () = {
            #[allow(unused_imports)]
            use #private::{ByDeepCopy as _, ByParts as _, NoCopy as _, SplitByDeepCopy as _, SplitByItems as _};
            #[automatically_derived]
            impl #impl_generics #krate::DeepCopy for #ident #ty_generics #where_clause {
                #methods
            }
        };
    }
}

/// After a mistake: no message but the mistake's.
fn stubs() -> TokenStream {
    quote! {
        fn deep_copy(&self) -> Self {
            ::core::unimplemented!()
        }
    }
}

fn structure(fields: &Fields) -> TokenStream {
    let copies = fields.list.iter().map(|field| {
        let member = &field.member;
        let copy = field.copy(&quote!(&self.#member));
        quote!(#member: #copy)
    });
    let copies = quote! {
        fn deep_copy(&self) -> Self {
            Self { #(#copies),* }
        }
    };
    if fields.list.is_empty() {
        return copies;
    }
    let into = fields.list.iter().map(|field| {
        let member = &field.member;
        field.copy_into(&quote!(&self.#member), &quote!(&mut __target.#member))
    });
    quote! {
        #copies

        fn deep_copy_into(&self, __target: &mut Self) {
            #(#into;)*
        }
    }
}

fn enumeration(variants: &[(&Variant, Fields)], krate: &TokenStream) -> TokenStream {
    if variants.is_empty() {
        return quote! {
            fn deep_copy(&self) -> Self {
                match *self {}
            }
        };
    }
    let copies = variants.iter().map(|(variant, fields)| {
        let name = &variant.ident;
        let sources = bindings(fields, "source");
        let copies = fields.list.iter().zip(&sources).map(|(field, source)| {
            let (member, copy) = (&source.member, field.copy(&source.name));
            quote!(#member: #copy)
        });
        quote!(Self::#name { #(#sources),* } => Self::#name { #(#copies),* })
    });
    let into = enumeration_into(variants, krate);
    quote! {
        fn deep_copy(&self) -> Self {
            match self { #(#copies,)* }
        }

        #into
    }
}

/// Writes into a target that holds the same variant; any other is replaced.
fn enumeration_into(variants: &[(&Variant, Fields)], krate: &TokenStream) -> Option<TokenStream> {
    let arms: Vec<_> = variants
        .iter()
        .filter(|(_, fields)| !fields.list.is_empty())
        .map(|(variant, fields)| {
            let name = &variant.ident;
            let (sources, targets) = (bindings(fields, "source"), bindings(fields, "target"));
            let into = fields.list.iter().zip(sources.iter().zip(&targets));
            let into = into.map(|(field, (source, target))| field.copy_into(&source.name, &target.name));
            quote!((Self::#name { #(#sources),* }, Self::#name { #(#targets),* }) => { #(#into;)* })
        })
        .collect();
    if arms.is_empty() {
        return None;
    }
    let other = (variants.len() > 1)
        .then(|| quote!((__source, __target) => *__target = #krate::DeepCopy::deep_copy(__source),));
    Some(quote! {
        fn deep_copy_into(&self, __target: &mut Self) {
            match (self, __target) { #(#arms)* #other }
        }
    })
}

fn bindings(fields: &Fields, prefix: &str) -> Vec<Binding> {
    let numbered = fields.list.iter().enumerate();
    numbered
        .map(|(index, field)| {
            let name = format_ident!("__{prefix}_{index}");
            Binding {
                member: field.member.clone(),
                name: quote!(#name),
            }
        })
        .collect()
}

/// The root that `CustomResource` makes of a Spec is copied by its parts.
fn root(input: &DeriveInput, krate: &TokenStream) -> Option<TokenStream> {
    if !stub::has(input, "resource") || !input.generics.params.is_empty() {
        return None;
    }
    let resource = match syntax::container(input, &mut Marks::new(1)) {
        Ok(read) => read.container.resource?,
        // What is wrong is said by the other derives.
        Err(_) => stub::resource(input)?,
    };
    let asked = |derive: &str| derive.rsplit("::").next().map(str::trim) == Some("DeepCopy");
    if resource.is_root || resource.derives.iter().any(|derive| asked(&derive.value)) {
        return None;
    }
    let root = syn::parse_str::<syn::Ident>(&resource.root).ok()?;
    let private = schema::private(krate);
    let members = ["metadata", "spec", "status"]
        .into_iter()
        .take(if resource.status.is_some() { 3 } else { 2 });
    let methods = structure(&Fields::named(members, input.ident.span(), &private));
    let mut generated = input.clone();
    generated.ident = root;
    generated.generics = syn::Generics::default();
    Some(implementation(&generated, krate, &private, &methods))
}
