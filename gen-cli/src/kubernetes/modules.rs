//! The module files of k8s-openapi: which file a type stands in.
//!
//! A module is a folder with a `mod.rs` of two shapes: `pub mod core;`, a folder below, and
//! `mod pod_spec; pub use self::pod_spec::PodSpec;`, a file with one type.

use std::collections::BTreeMap;
use std::path::Path;

use super::Error;
use super::cursor::Cursor;

/// What a module holds under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// A module of this name.
    Module,
    /// A type, in the private module of this name.
    Type(String),
}

/// The public items of a `mod.rs`.
pub(super) fn read(file: &Path, text: &str) -> Result<BTreeMap<String, Item>, Error> {
    let mut items = BTreeMap::new();
    let mut cursor = Cursor::new(file, text);
    while !cursor.is_at_end() {
        let public = cursor.eat("pub");
        if cursor.eat("mod") {
            let name = cursor.word()?;
            cursor.expect(";")?;
            if public {
                items.insert(name.to_owned(), Item::Module);
            }
        } else if public && cursor.eat("use") {
            cursor.expect("self ::")?;
            let module = cursor.word()?;
            cursor.expect("::")?;
            let name = cursor.word()?;
            cursor.expect(";")?;
            items.insert(name.to_owned(), Item::Type(module.to_owned()));
        } else {
            return Err(cursor.expected("`pub mod name;`, `mod name;` or `pub use self::name::Type;`"));
        }
    }
    Ok(items)
}
