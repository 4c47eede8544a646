//! What `#[derive(Schema)]` writes around its template. The derive gives names, types and text; the methods are
//! written here, by rustc itself: tokens that a derive makes cost the user's every build.

/// Implements `JsonSchema`.
///
/// After the item's name and its generics stand its type parameters, the template, and what fills its holes in order:
/// the types whose schema is asked for, those that are only asked whether they are an `Option`, and expressions.
///
/// The methods are inline: a library that nobody asks for a schema then has no code for them.
#[doc(hidden)]
#[macro_export]
macro_rules! __schema {
    ($name:ident [$($generics:tt)*] [$($arguments:tt)*] [$($bounds:tt)*] $schema_name:literal [$($parameter:ident)*]
        $template:literal [$(($($ty:tt)*))*] [$(($($option:tt)*))*] [$($value:tt)*]) => {
        #[automatically_derived]
        impl $($generics)* $crate::__private::JsonSchema for $name $($arguments)* $($bounds)* {
            #[inline]
            fn schema_name() -> $crate::__private::Cow<'static, str> {
                $crate::__private::schema_name!($schema_name $($parameter)*)
            }

            #[inline]
            fn schema_id() -> $crate::__private::Cow<'static, str> {
                $crate::__private::schema_id::<Self>(::core::line!(), ::core::column!())
            }

            #[inline]
            fn json_schema(__generator: &mut $crate::__private::Gen) -> $crate::__private::Schema {
                $crate::__private::filling!(
                    __generator $template [$(($($ty)*))*] [$(($($option)*))*] [$($value)*]
                )
            }
        }
    };
}

/// The type's name, with those of its type arguments.
#[doc(hidden)]
#[macro_export]
macro_rules! __schema_name {
    ($name:literal) => {
        $crate::__private::Cow::Borrowed($name)
    };
    ($name:literal $($parameter:ident)+) => {
        $crate::__private::Cow::Owned($crate::__private::instantiated_name(
            $name,
            &[$(<$parameter as $crate::__private::JsonSchema>::schema_name()),+],
        ))
    };
}

/// The template, filled.
#[doc(hidden)]
#[macro_export]
macro_rules! __filling {
    ($generator:ident $template:literal [] [] [$($value:tt)*]) => {
        $crate::__private::fill($generator, $template, &[$($value)*])
    };
    ($generator:ident $template:literal [$(($($ty:tt)*))*] [$(($($option:tt)*))*] [$($value:tt)*]) => {{
        #[allow(unused_imports)]
        use $crate::__private::NotOption as _;
        $crate::__private::fill($generator, $template, &[
            $($crate::__private::Hole::Type(
                $crate::__private::Gen::subschema_for::<$($ty)*>,
                $crate::__private::Probe::<$($ty)*>::OPTION,
            ),)*
            $($crate::__private::Hole::Option($crate::__private::Probe::<$($option)*>::OPTION),)*
            $($value)*
        ])
    }};
}
