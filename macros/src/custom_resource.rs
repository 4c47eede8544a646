//! `#[derive(CustomResource)]`: what makes a type a kind.

use crate::pieces::Krate;
use crate::{errors, holes, root, schema, stub};
use kubewright_core::diag::Diagnostic;
use kubewright_core::lower::{lower_resource, resource_of, resource_without_places};
use kubewright_core::model::{Resource, Scope};
use kubewright_core::syntax::{self, Marks, Read};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::DeriveInput;
use syn::spanned::Spanned;

/// A kind that is about to be emitted.
pub(crate) struct Kind<'a> {
    pub(crate) input: &'a DeriveInput,
    pub(crate) resource: Resource,
    /// The root's name.
    pub(crate) root: Ident,
    /// The type of the status, if there is one.
    pub(crate) status: Option<TokenStream>,
    pub(crate) krate: Krate,
    pub(crate) private: TokenStream,
    /// After a mistake: the kind as far as it can be told, so that what uses it has no messages of its own.
    pub(crate) stands_in: bool,
    /// The resource as a template.
    text: String,
    values: TokenStream,
}

pub(crate) fn expand(input: &DeriveInput) -> TokenStream {
    let mut marks = Marks::new(1);
    let made = match syntax::outside(input, &mut marks).and_then(|read| kind(input, &read)) {
        Ok(kind) => kind.expand(),
        Err(wrong) => {
            let errors = errors::compile_errors(&wrong, &marks);
            let stub = stand_in(input).map(|kind| kind.expand());
            quote!(#errors #stub)
        }
    };
    let is_a_kind = is_a_kind(input);
    quote!(#made #is_a_kind)
}

/// What the derive `Schema` asks of a type with `#[resource(…)]`.
fn is_a_kind(input: &DeriveInput) -> Option<TokenStream> {
    let (name, krate) = (&input.ident, stub::krate(input));
    let private = schema::private(&krate);
    input.generics.params.is_empty().then(|| {
        quote! {
            #[automatically_derived]
            impl #private::IsAKind for #name {}
        }
    })
}

fn kind<'a>(input: &'a DeriveInput, read: &Read) -> Result<Kind<'a>, Vec<Diagnostic>> {
    let resource = resource_of(&read.container)?.clone();
    let krate = stub::krate(input);
    let private = schema::private(&krate);
    let template = resource_without_places(lower_resource(&resource)?);
    let filled = holes::emit(&template, read, &krate);
    let name = input.ident.to_string();
    let status = resource.status_hole.map(|hole| holes::tokens(hole, read));
    Ok(Kind {
        input,
        root: Ident::new(&resource.root, input.ident.span()),
        status,
        stands_in: false,
        resource,
        krate,
        private,
        text: filled.text,
        // A resource has no types in it.
        values: holes::with_self(filled.values, &name),
    })
}

/// A kind that [stands in](Kind::stands_in), where one can.
fn stand_in(input: &DeriveInput) -> Option<Kind<'_>> {
    let resource = stub::resource(input)?;
    let krate = stub::krate(input);
    let private = schema::private(&krate);
    let status = resource.status.as_ref().filter(|_| !resource.is_root);
    Some(Kind {
        input,
        root: Ident::new(&resource.root, input.ident.span()),
        stands_in: true,
        status: status.and_then(|path| path.value.parse().ok()),
        text: "{}".to_owned(),
        values: TokenStream::new(),
        resource,
        krate,
        private,
    })
}

impl Kind<'_> {
    fn expand(&self) -> TokenStream {
        let object = if self.resource.is_root {
            root::of_a_written_root(self)
        } else {
            root::of_a_spec(self)
        };
        let names = self.names();
        let custom_resource = self.custom_resource();
        quote!(#object #names #custom_resource)
    }

    /// `group/version`.
    pub(crate) fn api_version(&self) -> String {
        format!("{}/{}", self.resource.group.value, self.resource.version.value)
    }

    /// k8s-openapi's traits: what clients and controllers ask for.
    fn names(&self) -> TokenStream {
        let (root, private) = (&self.root, &self.private);
        let api_version = self.api_version();
        let (group, version) = (&self.resource.group.value, &self.resource.version.value);
        let names = &self.resource.names;
        let (kind, plural, list_kind) = (&names.kind.value, &names.plural.value, &names.list_kind.value);
        let scope = match self.resource.scope {
            Scope::Namespaced => quote!(NamespaceResourceScope),
            Scope::Cluster => quote!(ClusterResourceScope),
        };
        quote! {
            #[automatically_derived]
            impl #private::k8s_openapi::Resource for #root {
                const API_VERSION: &'static str = #api_version;
                const GROUP: &'static str = #group;
                const KIND: &'static str = #kind;
                const VERSION: &'static str = #version;
                const URL_PATH_SEGMENT: &'static str = #plural;
                type Scope = #private::k8s_openapi::#scope;
            }

            #[automatically_derived]
            impl #private::k8s_openapi::ListableResource for #root {
                const LIST_KIND: &'static str = #list_kind;
            }

            #[automatically_derived]
            impl #private::k8s_openapi::Metadata for #root {
                type Ty = #private::ObjectMeta;

                #[inline]
                fn metadata(&self) -> &#private::ObjectMeta {
                    &self.metadata
                }

                #[inline]
                fn metadata_mut(&mut self) -> &mut #private::ObjectMeta {
                    &mut self.metadata
                }
            }
        }
    }

    fn custom_resource(&self) -> TokenStream {
        let (root, private, krate) = (&self.root, &self.private, &self.krate);
        let (text, values) = (&self.text, &self.values);
        let spec = &self.input.ident;
        let at = |span: Span| Span::call_site().located_at(span);
        let of_spec = quote_spanned!(at(spec.span())=> #private::Gen::subschema_for::<#spec>);
        let of_status = match self.status.as_ref().filter(|_| !self.resource.is_root) {
            // The type is named by the root's field alone: if there is none of this name, rustc says so once.
            Some(status) => quote_spanned! {at(status.span())=>
                ::core::option::Option::Some(#private::schema_of_status(|__root: &#root| &__root.status))
            },
            None => quote!(::core::option::Option::None),
        };
        quote! {
            #[automatically_derived]
            impl #krate::CustomResource for #root {
                const KIND_SOURCE: #private::Kind = #private::Kind {
                    resource: #text,
                    holes: &[#values],
                    schema: #of_spec,
                    status: #of_status,
                };
            }
        }
    }
}
