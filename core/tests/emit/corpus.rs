//! CRDs of real operators.

use std::path::Path;

use kubewright_core::emit;

#[test]
fn crds_of_real_operators_are_read_back_equal() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Ok(folders) = std::fs::read_dir(&corpus) else {
        println!("skipped: the corpus of CRDs isn't here");
        return;
    };
    let mut read = 0;
    for folder in folders
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
    {
        for file in std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            if file.extension().is_some_and(|extension| extension == "yaml") {
                let text = std::fs::read_to_string(&file).unwrap();
                let crd: serde_json::Value = serde_yaml::from_str(&text).unwrap();
                let back: serde_json::Value = serde_yaml::from_str(&emit::yaml(&crd)).unwrap();
                assert_eq!(back, crd, "{}", file.display());
                read += 1;
            }
        }
    }
    assert!(read >= 150, "only {read} CRDs found");
}
