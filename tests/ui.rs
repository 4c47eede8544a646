//! Mistakes, each in a program of its own under `tests/ui`: one error at its key, with the way out.
//!
//! After a change of wording run it with `TRYBUILD=overwrite`, and read what changed.

#[test]
fn each_mistake_is_one_error_at_its_key() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
