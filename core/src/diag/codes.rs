//! The stable codes of diagnostics: one table. A code is never reused and never changes its meaning.

use serde::{Serialize, Serializer};

macro_rules! codes {
    ($($name:ident = $code:literal, $summary:literal $(, $way:literal)?;)*) => {
        /// A stable code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $summary] $name,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code as it is printed: `KW0102`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What it means, in one sentence.
            #[must_use]
            pub const fn summary(self) -> &'static str {
                match self { $(Self::$name => $summary,)* }
            }

            /// The way out that fits wherever nothing better is known.
            #[must_use]
            pub const fn way_out(self) -> Option<&'static str> {
                match self { $(Self::$name => codes!(@way $($way)?),)* }
            }
        }
    };
    (@way) => { None };
    (@way $way:literal) => { Some($way) };
}

codes! {
    // 01: attributes as written
    AttributeSyntax = "KW0101", "An attribute can't be read: it has another form than `key = value`, `key(…)` or `key`.",
        "write `key`, `key = value` or `key(…)`, and a comma between two of them";
    UnknownKey = "KW0102", "An attribute has no such key.",
        "write one of its keys, or leave this one out";
    KeyTwice = "KW0103", "A key that takes one value is given twice.",
        "keep one of the two";
    KeyForm = "KW0104", "A key is written in another form than it takes.";
    KeyMissing = "KW0105", "A required key is missing.";
    KeyValue = "KW0106", "A key has a value that it can't take.";
    KeyPlace = "KW0107", "An attribute or key stands where it has no meaning.",
        "leave it out";
    KeyConflict = "KW0108", "Two keys contradict each other.",
        "leave one of the two out";
    NotYet = "KW0109", "An attribute or key is not supported yet.";
    SerdeAttribute = "KW0110", "A serde attribute can't be read, or has no schema.";
    SerdeSyntax = "KW0111", "serde itself refuses an attribute, in the same words where serde is derived.";
    AttributeMisspelt = "KW0112", "An attribute is spelled almost as one of kubewright's, and is no other derive's.";
    // 02: names and source
    SourceUnreadable = "KW0201", "A source file can't be read.";
    SourceSyntax = "KW0202", "A source file is no valid Rust.";
    ModuleMissing = "KW0203", "The file of a module is missing.";
    NameUnresolved = "KW0204", "A name can't be resolved from the source.";
    TypeUnknown = "KW0205", "A type's schema can't be known from the source.";
    ValueUnknown = "KW0206", "A constant or default can't be read from the source.";
    CfgUndetermined = "KW0207", "A cfg that decides a manifest can't be decided.";
    NothingFound = "KW0208", "There is nothing to generate.";
    Manifest = "KW0209", "A Cargo.toml or its metadata can't be read.";
    ModuleCycle = "KW0210", "A source file contains itself.";
    NestedTooDeep = "KW0211", "The source nests deeper than it can be read.";
    MacroUnexpanded = "KW0212", "A macro makes, or changes, what decides a manifest; gen-cli expands none.";
    UnusedSetting = "KW0213", "A setting of a package has no effect.";
    // 03: shapes
    ShapeUnsupported = "KW0301", "A Rust shape has no structural schema.";
    MixedEnum = "KW0302", "An enum mixes unit and data variants.";
    Recursion = "KW0303", "A type contains itself.";
    FlattenConflict = "KW0304", "Flattened fields collide or can't be merged.";
    WideInteger = "KW0305", "An integer is wider than 64 bits.";
    Tuple = "KW0306", "A tuple has items of several types.";
    // 04: facts on schemas
    DoesNotFit = "KW0401", "A key does not fit the type it is written on.",
        "leave it out, or write it where such a value is";
    Contradiction = "KW0402", "Bounds contradict each other.",
        "loosen one of the two so that a value is left, or leave one out";
    BoundOutOfRange = "KW0403", "A bound, default or multiple is outside what the server can compare.";
    ListType = "KW0404", "A list type or its keys don't fit the items.";
    NullableConflict = "KW0405", "A node that may not be null is nullable.";
    SkipWithoutDefault = "KW0406", "A field may be left out when written, but is required.";
    Immutable = "KW0407", "A field can't be made immutable as written.";
    UnknownField = "KW0408", "An attribute names a field that does not exist.";
    DefaultMisplaced = "KW0409", "A default stands where none may be.";
    PathUnknown = "KW0410", "A path leads to nothing, or to something of another type.",
        "write the JSON names from the root, as in `.spec.replicas`";
    CelName = "KW0411", "A name can't be reached from CEL.";
    // 05: rbac
    RbacRule = "KW0501", "A rule is not one that Kubernetes' RBAC can hold.";
    RbacVerb = "KW0502", "A verb is none that Kubernetes knows.";
    RbacType = "KW0503", "A type's group and plural can't be known.";
    // 06: the resource
    ResourceName = "KW0601", "A group, version, kind or other name is none that Kubernetes takes.";
    StatusMissing = "KW0602", "The status type is missing.";
    ResourceTwice = "KW0603", "Two types claim the same kind and version.";
    StatusRequired = "KW0604", "The status of a root struct is required, so that no object could be created.";
    // 07: files and commands
    OutputUnwritable = "KW0701", "An output can't be written.";
    Usage = "KW0702", "A command is used in a way that it can't be.";
    // 08: the API server
    Refused = "KW0801", "The API server would refuse the manifest.",
        "change what is written there, or leave it out";
    // 09: lints
    Lint = "KW0901", "A lint found something that the API server takes and its author hardly meant.";
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
