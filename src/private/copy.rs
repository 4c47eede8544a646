//! What `#[derive(DeepCopy)]` writes. The derive sorts the fields; the methods are written here, by rustc itself:
//! tokens that a derive makes cost the user's every build.

/// Implements [`DeepCopy`](crate::DeepCopy).
///
/// After the item's name and its generics stand the fields: numbers and the like, which are copied as they are;
/// those whose type is known to have a deep copy; those whose type may have none, with the type; those that are
/// copied by `Clone`, with the type. A type is named so that rustc's word on it stands at the field.
///
/// A constant of the user's may bear the name of a variable: so they have underscores.
///
/// The methods are inline: a library in which nobody copies has no code for them.
#[doc(hidden)]
#[macro_export]
macro_rules! __deep_copy {
    // Nothing in it has allocated anything that could be used again.
    (struct $name:ident [$($generics:tt)*] [$($arguments:tt)*] [$($bounds:tt)*] [$($plain:tt)*] [] [] []) => {
        #[automatically_derived]
        impl $($generics)* $crate::DeepCopy for $name $($arguments)* $($bounds)* {
            #[inline]
            fn deep_copy(&self) -> Self {
                Self { $($plain: self.$plain,)* }
            }
        }
    };
    (struct $name:ident [$($generics:tt)*] [$($arguments:tt)*] [$($bounds:tt)*]
        [$($plain:tt)*] [$($known:tt)*] [$(($typed:tt $($ty:tt)*))*] [$(($cloned:tt $($clone:tt)*))*]) => {
        #[automatically_derived]
        impl $($generics)* $crate::DeepCopy for $name $($arguments)* $($bounds)* {
            #[inline]
            fn deep_copy(&self) -> Self {
                Self {
                    $($plain: self.$plain,)*
                    $($known: $crate::DeepCopy::deep_copy(&self.$known),)*
                    $($typed: <$($ty)* as $crate::DeepCopy>::deep_copy(&self.$typed),)*
                    $($cloned: <$($clone)* as $crate::__private::Clone>::clone(&self.$cloned),)*
                }
            }

            #[inline]
            fn deep_copy_into(&self, __target: &mut Self) {
                $(__target.$plain = self.$plain;)*
                $($crate::DeepCopy::deep_copy_into(&self.$known, &mut __target.$known);)*
                $(<$($ty)* as $crate::DeepCopy>::deep_copy_into(&self.$typed, &mut __target.$typed);)*
                $(<$($clone)* as $crate::__private::Clone>::clone_from(&mut __target.$cloned, &self.$cloned);)*
            }
        }
    };
    (enum $name:ident [$($generics:tt)*] [$($arguments:tt)*] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl $($generics)* $crate::DeepCopy for $name $($arguments)* $($bounds)* {
            #[inline]
            fn deep_copy(&self) -> Self {
                match *self {}
            }
        }
    };
    (enum $name:ident [$($generics:tt)*] [$($arguments:tt)*] [$($bounds:tt)*]
        $(($variant:ident [$(($plain:tt $value:ident $place:ident))*] [] [] []))+) => {
        #[automatically_derived]
        impl $($generics)* $crate::DeepCopy for $name $($arguments)* $($bounds)* {
            #[inline]
            fn deep_copy(&self) -> Self {
                match *self { $(Self::$variant { $($plain: $value,)* } => Self::$variant { $($plain: $value,)* },)* }
            }
        }
    };
    // The bindings of a field: what it is copied from, and into.
    (enum $name:ident [$($generics:tt)*] [$($arguments:tt)*] [$($bounds:tt)*] $(($variant:ident
        [$(($plain:tt $value:ident $place:ident))*] [$(($known:tt $source:ident $target:ident))*]
        [$(($typed:tt $from:ident $into:ident $($ty:tt)*))*] [$(($cloned:tt $of:ident $to:ident $($clone:tt)*))*]))+) => {
        #[automatically_derived]
        impl $($generics)* $crate::DeepCopy for $name $($arguments)* $($bounds)* {
            #[inline]
            fn deep_copy(&self) -> Self {
                match self {$(
                    Self::$variant { $($plain: $value,)* $($known: $source,)* $($typed: $from,)* $($cloned: $of,)* } =>
                        Self::$variant {
                            $($plain: *$value,)*
                            $($known: $crate::DeepCopy::deep_copy($source),)*
                            $($typed: <$($ty)* as $crate::DeepCopy>::deep_copy($from),)*
                            $($cloned: <$($clone)* as $crate::__private::Clone>::clone($of),)*
                        },
                )*}
            }

            // Writes into a target that holds the same variant; any other is replaced.
            #[allow(unreachable_patterns)]
            #[inline]
            fn deep_copy_into(&self, __target: &mut Self) {
                match (self, __target) {
                    $((
                        Self::$variant { $($plain: $value,)* $($known: $source,)* $($typed: $from,)* $($cloned: $of,)* },
                        Self::$variant { $($plain: $place,)* $($known: $target,)* $($typed: $into,)* $($cloned: $to,)* },
                    ) => {
                        $(*$place = *$value;)*
                        $($crate::DeepCopy::deep_copy_into($source, $target);)*
                        $(<$($ty)* as $crate::DeepCopy>::deep_copy_into($from, $into);)*
                        $(<$($clone)* as $crate::__private::Clone>::clone_from($to, $of);)*
                    })*
                    (__source, __target) => *__target = $crate::DeepCopy::deep_copy(__source),
                }
            }
        }
    };
    // After a mistake: no message but the mistake's.
    (mistaken $name:ident [$($generics:tt)*] [$($arguments:tt)*] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl $($generics)* $crate::DeepCopy for $name $($arguments)* $($bounds)* {
            fn deep_copy(&self) -> Self {
                $crate::__private::unimplemented!()
            }
        }
    };
}
