//! Every key of every attribute: the one table. It gives the structs that darling fills, the documentation, the
//! forms, and the words of "did you mean".

use super::Context;
use super::check::{KeyDoc, Keys, Model};
use super::leaf::{
    ColumnFormat, ColumnType, Count, ListType, MapType, Name, Num, OneOf, PathText, Placed, Positive, Reason,
    Schema as SchemaLiteral, SchemaType, ScopeWord, Small, Tokens, Word, WordOrName,
};
use super::slot::{Boxed, Flag, Group, IntoModel, Key, Later, List, Maybe, Names, Pair, Presence, Slot};
use super::value::{Json, Text};
use crate::model;

/// `key as "keyword" (required): slot [multiple],` for each key; `=> model` where the model has the same fields.
macro_rules! keys {
    ($(#[$about:meta])* $name:ident = $attribute:literal [$($position:literal)*] => $model:ty { $($body:tt)* }) => {
        keys! { $(#[$about])* $name = $attribute [$($position)*] { $($body)* } }
        keys! { @model $name $model { $($body)* } }
    };
    ($(#[$about:meta])* $name:ident = $attribute:literal [$($position:literal)*] {
        $($(#[doc = $doc:literal])+ $field:ident $(as $key:literal)? $(($required:ident))? :
            $slot:ty $([$multiple:ident])?,)*
    }) => {
        $(#[$about])*
        #[derive(Default, darling::FromMeta)]
        #[darling(default)]
        pub(super) struct $name {
            $($(#[doc = $doc])+ $(#[darling(rename = $key)])? $(#[darling($multiple)])? pub(super) $field: $slot,)*
        }

        impl Keys for $name {
            const NAME: &'static str = $attribute;
            const KEYS: &'static [KeyDoc] = &[$(KeyDoc {
                name: keys!(@name $field $($key)?),
                doc: concat!($($doc),+),
                required: keys!(@there $($required)?),
                repeats: keys!(@there $($multiple)?),
                form: <$slot as Slot>::form,
            },)*];
            const POSITIONS: &'static [&'static str] = &[$($position),*];

            fn given(&self) -> Vec<(&'static str, proc_macro2::Span)> {
                let mut given = Vec::new();
                $(given.extend(self.$field.places().into_iter().map(|at| (keys!(@name $field $($key)?), at)));)*
                given
            }
        }
    };
    (@model $name:ident $model:ty {
        $($(#[$doc:meta])+ $field:ident $(as $key:literal)? $(($required:ident))? :
            $slot:ty $([$multiple:ident])?,)*
    }) => {
        impl Model for $name {
            type Out = $model;
            fn model(self, cx: &mut Context<'_>) -> $model {
                type Out = $model;
                Out { $($field: self.$field.into_model(cx),)* }
            }
        }
    };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $key:literal) => { $key };
    (@there) => { false };
    (@there $word:ident) => { true };
}

keys! {
    /// Bounds and rules.
    Validation = "validation" [] => model::Validation {
        /// The smallest number.
        minimum: Option<Key<Num>>,
        /// The largest number.
        maximum: Option<Key<Num>>,
        /// `minimum` itself is not allowed.
        exclusive_minimum: Option<Flag>,
        /// `maximum` itself is not allowed.
        exclusive_maximum: Option<Flag>,
        /// What a number must be a multiple of.
        multiple_of: Option<Key<Positive>>,
        /// The shortest string, in Unicode code points.
        min_length: Option<Key<Count>>,
        /// The longest string, in Unicode code points.
        max_length: Option<Key<Count>>,
        /// A regular expression (RE2) of which a string must contain a match.
        pattern: Option<Key<Text>>,
        /// The format of a string.
        format: Option<Key<Text>>,
        /// The shortest list.
        min_items: Option<Key<Count>>,
        /// The longest list.
        max_items: Option<Key<Count>>,
        /// The smallest map or object.
        min_properties: Option<Key<Count>>,
        /// The largest map or object.
        max_properties: Option<Key<Count>>,
        /// The only values.
        enum_ as "enum": Option<List<Json>>,
        /// A CEL rule: `cel("rule")`, `cel("rule", "message")` or with keys; repeatable, the order is kept.
        cel: Vec<Group<Cel>> [multiple],
        /// For the items of a list: everything of `validation`.
        items: Option<Boxed<Validation>>,
        /// For the keys of a map.
        keys: Option<Boxed<Validation>>,
        /// For the values of a map.
        values: Option<Boxed<Validation>>,
        /// Exactly one of these fields (JSON names) must be set.
        exactly_one_of: Vec<Names> [multiple],
        /// At most one of these fields may be set.
        at_most_one_of: Vec<Names> [multiple],
        /// At least one of these fields must be set.
        at_least_one_of: Vec<Names> [multiple],
    }
}

keys! {
    /// One CEL rule.
    Cel = "cel" ["rule" "message"] {
        /// The expression.
        rule (required): Option<Key<Text>>,
        /// What is said when it is false.
        message: Option<Key<Text>>,
        /// An expression that makes what is said.
        message_expression: Option<Key<Text>>,
        /// The machine readable reason.
        reason: Option<Key<OneOf<Reason>>>,
        /// The field that is to blame, relative to the node.
        field_path: Option<Key<Text>>,
        /// `oldSelf` is an optional, and the rule holds for new objects too.
        optional_old_self: Option<Flag>,
    }
}

keys! {
    /// What a schema says besides bounds and rules.
    Schema = "schema" [] {
        /// The server's default, or bare: publish what `#[serde(default)]` gives.
        default: Option<Maybe<Json>>,
        /// Don't publish serde's default.
        no_default: Option<Presence>,
        /// An example.
        example: Option<Key<Json>>,
        /// A title.
        title: Option<Key<Text>>,
        /// The description; without it, the doc comment.
        description: Option<Key<Text>>,
        /// Where more is written.
        external_docs: Option<Group<ExternalDocs>>,
        /// Required, whatever the Rust type says.
        required: Option<Flag>,
        /// Optional, whatever the Rust type says.
        optional: Option<Flag>,
        /// Whether null is allowed, over what serde would write.
        nullable: Option<Flag>,
        /// How server-side apply merges a list.
        list_type: Option<Key<Word<ListType>>>,
        /// The keys of a map list.
        list_map_keys: Option<Names>,
        /// How server-side apply merges an object.
        map_type: Option<Key<Word<MapType>>>,
        /// Unknown fields are kept.
        preserve_unknown_fields: Option<Flag>,
        /// The node is a whole Kubernetes object.
        embedded_resource: Option<Flag>,
        /// The node is an integer or a string.
        int_or_string: Option<Flag>,
        /// The type, over the inferred one.
        type_ as "type": Option<Key<Word<SchemaType>>>,
        /// The format, over the inferred one.
        format: Option<Key<Text>>,
        /// This literal schema instead of the type's.
        with: Option<Key<SchemaLiteral>>,
        /// Not in the schema.
        skip: Option<Presence>,
        /// Where kubewright is re-exported.
        krate as "crate": Option<Key<PathText>>,
        /// Where a recursive type is cut (not supported yet).
        recursion: Vec<Later> [multiple],
    }
}

keys! {
    /// Where more is written.
    ExternalDocs = "external_docs" [] {
        /// The address.
        url: Option<Key<Text>>,
        /// What is there.
        description: Option<Key<Text>>,
    }
}

keys! {
    /// Once set, never changed or removed.
    Immutable = "immutable" [] {
        /// What was left out stays out.
        from_creation: Option<Presence>,
        /// What is said when it is changed.
        message: Option<Key<Text>>,
    }
}

keys! {
    /// A printer column.
    PrintColumn = "printcolumn" [] {
        /// The heading.
        name (required): Option<Key<Text>>,
        /// The path from the object's root; on a field it is inferred.
        json_path: Option<Key<Placed<Name>>>,
        /// The type; inferred where it is left out.
        type_ as "type": Option<Key<Placed<Word<ColumnType>>>>,
        /// What it shows.
        description: Option<Key<Text>>,
        /// The format.
        format: Option<Key<OneOf<ColumnFormat>>>,
        /// 0 is shown always, any other only with `-o wide`.
        priority: Option<Key<Small>>,
    }
}

keys! {
    /// The scale subresource, on `#[resource]`.
    ScalePaths = "scale" [] => model::Scale {
        /// The path of the desired number.
        spec_replicas: Option<Key<Name>>,
        /// The path of the present number.
        status_replicas: Option<Key<Name>>,
        /// The path of the selector.
        label_selector: Option<Key<Name>>,
    }
}

keys! {
    /// What of the scale subresource a field is.
    ScaleField = "scale" [] {
        /// The desired number.
        spec_replicas: Option<Presence>,
        /// The present number.
        status_replicas: Option<Presence>,
        /// The selector.
        label_selector: Option<Presence>,
    }
}

keys! {
    /// What is restricted of metadata.
    Metadata = "metadata" [] {
        /// Bounds and rules of the name.
        name (required): Option<Group<Validation>>,
    }
}

keys! {
    /// The kind.
    Resource = "resource" [] {
        /// The API group, a DNS subdomain with a dot.
        group (required): Option<Key<Name>>,
        /// The version.
        version (required): Option<Key<Name>>,
        /// The kind; without it the struct's name without `Spec`.
        kind: Option<Key<Name>>,
        /// The plural; without it by English rules.
        plural: Option<Key<Name>>,
        /// The singular; without it the kind in lower case.
        singular: Option<Key<Name>>,
        /// The kind of lists; without it the kind and `List`.
        list_kind: Option<Key<Name>>,
        /// Where objects live; without it in a namespace.
        scope: Option<Key<Word<ScopeWord>>>,
        /// Short names for kubectl.
        short_names: Option<List<Placed<Name>>>,
        /// Groups of kinds for kubectl, such as `all`.
        categories: Option<List<Placed<Name>>>,
        /// The name of the generated root; without it the kind.
        root: Option<Key<Name>>,
        /// More derives for the generated root.
        derive: Option<List<Placed<PathText>>>,
        /// More attributes for the generated root.
        attr: Option<List<Placed<Tokens>>>,
        /// Where kubewright is re-exported.
        krate as "crate": Option<Key<PathText>>,
        /// This version is the one that is stored.
        storage: Option<Flag>,
        /// This version is served.
        served: Option<Flag>,
        /// This version is deprecated, perhaps with a warning.
        deprecated: Option<Maybe<Json>>,
        /// A label of the CRD.
        label: Vec<Pair> [multiple],
        /// An annotation of the CRD.
        annotation: Vec<Pair> [multiple],
        /// A printer column by path.
        printcolumn: Vec<Group<PrintColumn>> [multiple],
        /// Selectable fields by path, at most 8.
        selectable: Option<List<Placed<Name>>>,
        /// The scale subresource by paths.
        scale: Option<Group<ScalePaths>>,
        /// What is restricted of metadata.
        metadata: Option<Group<Metadata>>,
        /// Rules on the whole object.
        validation: Option<Group<Validation>>,
        /// How versions are converted (not supported yet).
        conversion: Vec<Later> [multiple],
    }
}

keys! {
    /// One rule of a role.
    Rbac = "rbac" [] {
        /// API groups; `"core"` is `""`.
        groups: Option<List<Placed<Name>>>,
        /// Plurals of resources, with a subresource after a slash.
        resources: Option<List<Placed<Name>>>,
        /// Names of objects.
        resource_names: Option<List<Placed<Name>>>,
        /// Paths that are no resources.
        urls: Option<List<Placed<Name>>>,
        /// What may be done; those that Kubernetes knows as identifiers, any other as a string.
        verbs: Option<List<WordOrName>>,
        /// Subresources of the type.
        subresources: Option<List<WordOrName>>,
        /// A Role in this namespace instead of the ClusterRole.
        namespace: Option<Key<Name>>,
        /// The name of the role.
        role_name: Option<Key<Name>>,
    }
}

/// The attributes with keys, for documentation and for "it is a key of".
pub const ATTRIBUTES: &[(&str, &[KeyDoc])] = &[
    (Validation::NAME, Validation::KEYS),
    (Schema::NAME, Schema::KEYS),
    (Resource::NAME, Resource::KEYS),
    (Immutable::NAME, Immutable::KEYS),
    (PrintColumn::NAME, PrintColumn::KEYS),
    (ScaleField::NAME, ScaleField::KEYS),
    (Rbac::NAME, Rbac::KEYS),
];

/// Keys of other tools, and what is written here instead.
pub(super) const ELSEWHERE: &[(&str, &str)] = &[
    (
        "unique_items",
        "write `#[schema(list_type = \"set\")]`: the API server refuses `uniqueItems`",
    ),
    (
        "one_of",
        "write `exactly_one_of(…)`, `at_most_one_of(…)` or `at_least_one_of(…)`",
    ),
    ("rule", "write `cel(…)`"),
    (
        "namespaced",
        "write `scope = \"Namespaced\"`, or nothing: it is the default",
    ),
    ("status", "write `#[status]` beside `#[resource(…)]`"),
    ("rename", "write `#[serde(rename = \"…\")]`"),
    ("flatten", "write `#[serde(flatten)]`"),
];
