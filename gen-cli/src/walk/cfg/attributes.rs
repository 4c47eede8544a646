//! The attributes of syn's enums, which have no accessor of their own.

use syn::{Attribute, Expr, ForeignItem, ImplItem, Item, TraitItem};

macro_rules! attributes {
    ($(#[$doc:meta] $name:ident, $read:ident: $node:ident { $($variant:ident)* })*) => {
        $(
            #[$doc]
            pub(super) fn $name(node: &mut $node) -> Option<&mut Vec<Attribute>> {
                match node {
                    $($node::$variant(node) => Some(&mut node.attrs),)*
                    _ => None,
                }
            }

            #[$doc]
            pub(crate) fn $read(node: &$node) -> &[Attribute] {
                match node {
                    $($node::$variant(node) => &node.attrs,)*
                    _ => &[],
                }
            }
        )*
    };
}

attributes! {
    /// Of an item; none has what syn doesn't understand.
    item_attributes, of_item: Item {
        Const Enum ExternCrate Fn ForeignMod Impl Macro Mod Static Struct Trait TraitAlias Type Union Use
    }
    /// Of an item of an `impl`.
    impl_item_attributes, of_impl_item: ImplItem { Const Fn Type Macro }
    /// Of an item of a trait.
    trait_item_attributes, of_trait_item: TraitItem { Const Fn Type Macro }
    /// Of an item of an `extern` block.
    foreign_item_attributes, of_foreign_item: ForeignItem { Fn Static Type Macro }
    /// Of an expression.
    expr_attributes, of_expr: Expr {
        Array Assign Async Await Binary Block Break Call Cast Closure Const Continue Field ForLoop Group If Index
        Infer Let Lit Loop Macro Match MethodCall Paren Path Range RawAddr Reference Repeat Return Struct Try TryBlock
        Tuple Unary Unsafe While Yield
    }
}
