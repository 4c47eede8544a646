//! The table of keys is documentation too.

use crate::syntax::ATTRIBUTES;
use std::collections::BTreeSet;

#[test]
fn every_key_has_a_meaning_and_a_form_that_names_it() {
    for (attribute, keys) in ATTRIBUTES {
        let names: BTreeSet<&str> = keys.iter().map(|key| key.name).collect();
        assert_eq!(names.len(), keys.len(), "{attribute} has a key twice");
        for key in *keys {
            assert!(
                key.doc.trim().ends_with('.'),
                "{attribute}({}): {}",
                key.name,
                key.doc
            );
            assert!(
                key.form().starts_with(&format!("`{}", key.name)),
                "{}",
                key.form()
            );
        }
    }
}

#[test]
fn forms_read_as_they_are_written() {
    let form = |attribute: &str, name: &str| {
        let (_, keys) = ATTRIBUTES.iter().find(|(known, _)| *known == attribute).unwrap();
        keys.iter().find(|key| key.name == name).unwrap().form()
    };
    assert_eq!(form("validation", "minimum"), "`minimum = <a number>`");
    assert_eq!(form("validation", "enum"), "`enum(<a value>, …)`");
    assert_eq!(form("validation", "cel"), "`cel(rule …)`");
    assert_eq!(form("schema", "default"), "`default` or `default = <a value>`");
    assert_eq!(form("schema", "nullable"), "`nullable` or `nullable = false`");
    assert_eq!(form("resource", "label"), "`label(\"key\", \"value\")`");
    assert_eq!(form("resource", "conversion"), "`conversion(…)`");
}
