//! The root of a kind: the struct that is generated from a Spec, and how either root is written and read.

use crate::custom_resource::Kind;
use proc_macro2::{TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Data, Field, Fields};

/// The struct around a Spec.
pub(crate) fn of_a_spec(kind: &Kind<'_>) -> TokenStream {
    let declaration = declaration(kind);
    let serde = serde_of_a_spec(kind);
    let (root, private, spec) = (&kind.root, &kind.private, &kind.input.ident);
    let status = kind
        .status
        .as_ref()
        .map(|_| quote!(status: ::core::option::Option::None,));
    quote! {
        #declaration

        const _: () = {
            // A constant of the user's that is called like a parameter would be taken for a pattern; a function isn't.
            #[allow(dead_code)]
            fn name() {}
            #[allow(dead_code)]
            fn spec() {}

            impl #root {
                /// An object with this name and spec.
                #[inline]
                #[must_use]
                pub fn new(name: &str, spec: #spec) -> Self {
                    Self {
                        metadata: #private::named(name),
                        spec,
                        #status
                    }
                }
            }
        };

        #serde
    }
}

fn declaration(kind: &Kind<'_>) -> TokenStream {
    let (root, private, spec, vis) = (&kind.root, &kind.private, &kind.input.ident, &kind.input.vis);
    let docs = kind
        .input
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"));
    let quiet = kind
        .stands_in
        .then(|| quote!(#[allow(missing_docs, non_camel_case_types)]));
    let tokens = |text: &str, at| {
        let tokens: TokenStream = text.parse().unwrap_or_default();
        located(tokens, at)
    };
    let derives = kind
        .resource
        .derives
        .iter()
        .map(|derive| tokens(&derive.value, root.span()));
    let more = kind
        .resource
        .attributes
        .iter()
        .map(|attribute| tokens(&attribute.value, root.span()));
    let status = kind.status.as_ref().map(|status| {
        quote! {
            /// What was observed.
            pub status: ::core::option::Option<#status>,
        }
    });
    quote! {
        #(#docs)*
        #quiet
        #[derive(::core::clone::Clone, ::core::fmt::Debug, #(#derives),*)]
        #(#[#more])*
        #vis struct #root {
            /// The object's name, labels and all else that every object has.
            pub metadata: #private::ObjectMeta,
            /// What is wanted.
            pub spec: #spec,
            #status
        }
    }
}

fn located(tokens: TokenStream, at: proc_macro2::Span) -> TokenStream {
    tokens
        .into_iter()
        .map(|mut token| {
            token.set_span(at);
            token
        })
        .collect()
}

/// Both impls only hand over to the runtime: a derived impl costs nine times as much to compile.
fn serde_of_a_spec(kind: &Kind<'_>) -> TokenStream {
    if kind.stands_in {
        return serde_of_a_stand_in(kind);
    }
    let private = &kind.private;
    let (name, api_version) = (kind.root.to_string(), kind.api_version());
    let kind_name = &kind.resource.names.kind.value;
    let (written, read, bound) = if kind.status.is_some() {
        (
            quote!(self.status.as_ref()),
            quote!(__status),
            quote!(status: __status),
        )
    } else {
        let none = quote!(::core::option::Option::<&()>::None);
        (none, quote!(__none), TokenStream::new())
    };
    let none_type = kind
        .status
        .is_none()
        .then(|| quote!(let _: ::core::option::Option<()> = __none;));
    impls(
        kind,
        &quote! {
            #private::serialize_root(
                __serializer, #name, #api_version, #kind_name, (&self.metadata, &self.spec, #written),
            )
        },
        &quote! {
            let (__metadata, __spec, #read) =
                #private::deserialize_root(__deserializer, #name, #api_version, #kind_name)?;
            #none_type
            ::core::result::Result::Ok(Self { metadata: __metadata, spec: __spec, #bound })
        },
    )
}

/// It asks nothing of the parts: where serde refused the Spec, they have no impls.
fn serde_of_a_stand_in(kind: &Kind<'_>) -> TokenStream {
    let body = quote!(::core::unimplemented!());
    impls(kind, &body, &body)
}

/// A root that the user wrote: serde's derive knows its fields, the runtime adds `apiVersion` and `kind`.
pub(crate) fn of_a_written_root(kind: &Kind<'_>) -> TokenStream {
    if kind.stands_in {
        return serde_of_a_stand_in(kind);
    }
    let private = &kind.private;
    let (api_version, kind_name) = (kind.api_version(), &kind.resource.names.kind.value);
    let serde = quote!(#private::serde);
    let serde_path = serde.to_string().replace(' ', "");
    let remote = kind.root.to_string();
    let container = serde_attributes(&kind.input.attrs);
    // A user's type may bear any name: the struct's own would hide it in the fields.
    let fields = written_fields(kind);
    let impls = impls(
        kind,
        &quote! {
            #private::serialize_typed(__serializer, #api_version, #kind_name, |__serializer| {
                __Fields::serialize(self, __serializer)
            })
        },
        &quote! {
            #private::deserialize_typed(__deserializer, #api_version, #kind_name, |__deserializer| {
                __Fields::deserialize(__deserializer)
            })
        },
    );
    quote! {
        const _: () = {
            #[allow(unused_imports)]
            use #private::NotOption as _;

            #[derive(#serde::Serialize, #serde::Deserialize)]
            #[serde(remote = #remote, crate = #serde_path)]
            #(#container)*
            #[allow(dead_code)]
            struct __Fields {
                #(#fields,)*
            }

            #impls
        };
    }
}

fn written_fields(kind: &Kind<'_>) -> Vec<TokenStream> {
    let Data::Struct(data) = &kind.input.data else {
        return Vec::new();
    };
    let Fields::Named(fields) = &data.fields else {
        return Vec::new();
    };
    fields
        .named
        .iter()
        .map(|field| written_field(field, &kind.private))
        .collect()
}

/// A status that is `None` is left out, also where the user didn't say so. Whether its type is an `Option`, the runtime
/// asks rustc: any other is always there.
fn written_field(field: &Field, private: &TokenStream) -> TokenStream {
    let (name, ty) = (&field.ident, &field.ty);
    let attributes: Vec<_> = serde_attributes(&field.attrs).collect();
    let is_status = field
        .attrs
        .iter()
        .any(|attribute| attribute.path().is_ident("status"));
    let skip = (is_status && !attributes.iter().any(|attribute| leaves_out(attribute))).then(|| {
        let path = quote!(#private::Probe::<#ty>::is_none)
            .to_string()
            .replace(" :: ", "::");
        quote_spanned!(ty.span()=> #[serde(skip_serializing_if = #path)])
    });
    quote!(#(#attributes)* #skip #name: #ty)
}

/// Whether serde is told already when it leaves the field out.
fn leaves_out(attribute: &Attribute) -> bool {
    let Ok(list) = attribute.meta.require_list() else {
        return false;
    };
    let keys = ["skip", "skip_serializing", "skip_serializing_if"];
    let mut tokens = list.tokens.clone().into_iter();
    tokens.any(|token| matches!(token, TokenTree::Ident(key) if keys.iter().any(|known| key == known)))
}

fn serde_attributes(attributes: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
}

fn impls(kind: &Kind<'_>, serialize: &TokenStream, deserialize: &TokenStream) -> TokenStream {
    let (root, private) = (&kind.root, &kind.private);
    quote! {
        #[automatically_derived]
        impl #private::serde::Serialize for #root {
            fn serialize<S: #private::serde::Serializer>(
                &self,
                __serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                #serialize
            }
        }

        #[automatically_derived]
        impl<'de> #private::serde::Deserialize<'de> for #root {
            fn deserialize<D: #private::serde::Deserializer<'de>>(
                __deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                #deserialize
            }
        }
    }
}
