//! A whole item, and all of its mistakes in one run.

use super::read;
use crate::model::Shape;

#[test]
fn a_kind_with_fields_is_read_whole() {
    let source = r##"
        /// A managed database.
        #[resource(group = "stable.example.com", version = "v1alpha1", kind = "Database", short_names("db"))]
        #[status]
        #[serde(rename_all = "camelCase")]
        pub struct DatabaseSpec {
            /// Which engine runs it.
            #[immutable]
            pub engine: Engine,
            #[validation(minimum = 1, maximum = MAX)]
            #[schema(default = 1)]
            #[printcolumn(name = "Copies")]
            pub replica_count: i32,
        }"##;
    let container = read(source).unwrap();
    let resource = container.resource.unwrap();
    assert_eq!(container.docs, "A managed database.");
    assert_eq!(resource.names.plural.value, "databases");
    assert_eq!(resource.status.unwrap().value, "DatabaseStatus");
    let Shape::Struct(fields) = container.shape else {
        panic!("a struct")
    };
    let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["engine", "replicaCount"]);
    assert_eq!(container.holes.len(), 4);
}

#[test]
fn all_mistakes_of_an_item_are_told_in_one_run() {
    let source = r##"
        #[validation(minimun = 1, max_properties = "x", foo bar)]
        pub struct DatabaseSpec {
            #[validation(minimum = 1, pattern = 3, items(minimum = 1))]
            pub replica_count: String,
            #[validation(items(minLength = 1, max_items = 3))]
            v: Vec<String>,
        }"##;
    let told: Vec<String> = read(source)
        .unwrap_err()
        .into_iter()
        .map(|(diagnostic, under)| format!("{} {} {under}", diagnostic.code, diagnostic.path))
        .collect();
    assert_eq!(
        told,
        [
            "KW0101 DatabaseSpec bar",
            "KW0102 DatabaseSpec minimun",
            "KW0401 DatabaseSpec.replica_count minimum",
            "KW0401 DatabaseSpec.replica_count items",
            "KW0106 DatabaseSpec.replica_count 3",
            "KW0401 DatabaseSpec.v max_items",
            "KW0102 DatabaseSpec.v minLength",
            "KW0106 DatabaseSpec \"x\"",
        ]
    );
}
