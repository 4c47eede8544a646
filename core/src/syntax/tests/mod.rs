//! The reader, row by row of what a user may write.

mod docs_rows;
mod first;
mod mistakes;
mod rbac_rows;
mod robust;
mod rows;
mod serde_rows;
mod table;

use super::{Marks, container};
use crate::diag::Diagnostic;
use crate::model::Container;

/// The model of a source text without places, or the diagnostics and the text under each.
fn read(source: &str) -> Result<Container, Vec<(Diagnostic, String)>> {
    let input: syn::DeriveInput = syn::parse_str(source).expect("the test's source is Rust");
    let mut marks = Marks::new(1);
    container(&input, &mut marks)
        .map(|read| read.container)
        .map_err(|diagnostics| {
            let under =
                |diagnostic: &Diagnostic| marks.get(diagnostic.span).and_then(|span| span.source_text());
            let pairs = diagnostics.into_iter().map(|diagnostic| {
                let text = under(&diagnostic).unwrap_or_default();
                (diagnostic, text)
            });
            pairs.collect()
        })
}
