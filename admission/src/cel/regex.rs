//! Regular expressions as Go reads them.

/// Compiles a pattern.
///
/// # Errors
/// What Go says of the pattern.
pub(crate) fn compile(pattern: &str) -> Result<regex::Regex, String> {
    regex::Regex::new(pattern).map_err(|_| format!("error parsing regexp: {pattern}"))
}
