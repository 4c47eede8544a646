//! A folder with the source of k8s-openapi, and what was read of it so far.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::modules::{self, Item};
use super::{Definition, Error, Reference, literal, resource};

/// The source of k8s-openapi at one version of Kubernetes. Every file is read once.
#[derive(Debug)]
pub struct KubernetesSource {
    /// `src/v1_35`.
    folder: PathBuf,
    minor: u8,
    /// The items of each module read so far, by the folder of its `mod.rs`.
    modules: BTreeMap<PathBuf, BTreeMap<String, Item>>,
    /// The types met so far, by their path.
    types: BTreeMap<Vec<String>, Option<Type>>,
    files: BTreeSet<PathBuf>,
}

/// A type that was met, at least as a reference.
#[derive(Debug)]
struct Type {
    file: PathBuf,
    text: Arc<str>,
    /// The name of its definition; none: it has no `JsonSchema` impl.
    name: Option<String>,
    /// Once it was asked for.
    definition: Option<Arc<Definition>>,
}

impl KubernetesSource {
    /// Opens the package folder of k8s-openapi (the one with its `Cargo.toml`) at the version that a resolved feature
    /// stands for: `v1_35`, `latest` or `earliest`.
    ///
    /// # Errors
    /// When the folder can't be read, or holds no such version.
    pub fn open(root: &Path, feature: &str) -> Result<Self, Error> {
        let source = root.join("src");
        let minors = minors(&source)?;
        let minor = match feature {
            "latest" => minors.last().copied(),
            "earliest" => minors.first().copied(),
            _ => feature.strip_prefix("v1_").and_then(|minor| minor.parse().ok()),
        };
        let Some(minor) = minor.filter(|minor| minors.contains(minor)) else {
            let known: Vec<_> = minors.iter().map(|minor| format!("`v1_{minor}`")).collect();
            let message = format!(
                "this k8s-openapi has no version for the feature `{feature}`, it has {}. Enable one of these \
                 features of k8s-openapi in the Cargo.toml",
                if known.is_empty() {
                    "none".to_owned()
                } else {
                    known.join(", ")
                }
            );
            return Err(Error::new(source, message));
        };
        Ok(Self {
            folder: source.join(format!("v1_{minor}")),
            minor,
            modules: BTreeMap::new(),
            types: BTreeMap::new(),
            files: BTreeSet::new(),
        })
    }

    /// The minor version of Kubernetes: 35.
    #[must_use]
    pub fn version(&self) -> u8 {
        self.minor
    }

    /// The type at a path behind the name of the crate: `["api", "core", "v1", "PodTemplateSpec"]`. None where
    /// nothing stands there, where it is a module, and where it is a type without a schema (`List`).
    ///
    /// # Errors
    /// When a file on the way can't be read or has another shape than those of k8s-openapi 0.29.
    pub fn definition<S: AsRef<str>>(&mut self, path: &[S]) -> Result<Option<Arc<Definition>>, Error> {
        let path: Vec<String> = path.iter().map(|segment| segment.as_ref().to_owned()).collect();
        let Some(Type {
            name: Some(_),
            file,
            text,
            definition,
        }) = self.located(&path)?
        else {
            return Ok(None);
        };
        if definition.is_some() {
            return Ok(definition.clone());
        }
        let (file, text) = (file.clone(), Arc::clone(text));
        let definition = self.read(&path, &file, &text)?.map(Arc::new);
        if let Some(Some(found)) = self.types.get_mut(&path) {
            found.definition.clone_from(&definition);
        }
        Ok(definition)
    }

    /// The type at a path and all that its schema leads to, by name. Empty where [`Self::definition`] gives none.
    ///
    /// # Errors
    /// As [`Self::definition`].
    pub fn closure<S: AsRef<str>>(&mut self, path: &[S]) -> Result<BTreeMap<String, Arc<Definition>>, Error> {
        let mut closure = BTreeMap::new();
        let mut pending: Vec<Arc<Definition>> = self.definition(path)?.into_iter().collect();
        while let Some(definition) = pending.pop() {
            closure.insert(definition.name.clone(), Arc::clone(&definition));
            for reference in definition
                .refs
                .iter()
                .filter(|to| !closure.contains_key(&to.name))
            {
                pending.extend(self.definition(&reference.rust_path)?);
            }
        }
        Ok(closure)
    }

    /// Every file that was read, sorted: what a build script has to watch.
    pub fn files_read(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(PathBuf::as_path)
    }

    fn read(&mut self, path: &[String], file: &Path, text: &str) -> Result<Option<Definition>, Error> {
        let Some(ty) = path.last() else {
            return Ok(None);
        };
        let Some(literal) = literal::read(file, text, ty)? else {
            return Ok(None);
        };
        let mut refs = BTreeSet::new();
        let schema = literal.schema.into_value(&mut |path: Vec<String>| {
            let name = self.name(&path, file)?;
            refs.insert(Reference {
                name: name.clone(),
                rust_path: path,
            });
            Ok(name)
        })?;
        Ok(Some(Definition {
            name: literal.name,
            rust_path: path.to_vec(),
            schema,
            refs: refs.into_iter().collect(),
            resource: resource::read(file, text, ty)?,
        }))
    }

    /// The name of a definition that the schema in `file` refers to.
    fn name(&mut self, path: &[String], file: &Path) -> Result<String, Error> {
        match self.located(path)? {
            Some(Type { name: Some(name), .. }) => Ok(name.clone()),
            _ => Err(Error::new(
                file,
                format!(
                    "the schema refers to `crate::{}`, which has none in this k8s-openapi",
                    path.join("::")
                ),
            )),
        }
    }

    /// The type at a path, with its text and its definition's name read.
    fn located(&mut self, path: &[String]) -> Result<Option<&Type>, Error> {
        if !self.types.contains_key(path) {
            let located = match (self.file(path)?, path.last()) {
                (Some(file), Some(ty)) => {
                    let text = self.text(&file)?;
                    let name = literal::name(&file, &text, ty)?;
                    Some(Type {
                        file,
                        text: text.into(),
                        name,
                        definition: None,
                    })
                }
                _ => None,
            };
            self.types.insert(path.to_vec(), located);
        }
        Ok(self.types.get(path).and_then(Option::as_ref))
    }

    /// The file of the type at a path, through the `mod.rs` of each module on the way.
    fn file(&mut self, path: &[String]) -> Result<Option<PathBuf>, Error> {
        let Some((ty, modules)) = path.split_last() else {
            return Ok(None);
        };
        let mut folder = self.folder.clone();
        for module in modules {
            if self.item(&folder, module)? != Some(Item::Module) {
                return Ok(None);
            }
            folder.push(module);
        }
        Ok(match self.item(&folder, ty)? {
            Some(Item::Type(module)) => Some(folder.join(module).with_extension("rs")),
            Some(Item::Module) | None => None,
        })
    }

    /// What the module of a folder holds under a name.
    fn item(&mut self, folder: &Path, name: &str) -> Result<Option<Item>, Error> {
        if !self.modules.contains_key(folder) {
            let file = folder.join("mod.rs");
            let text = self.text(&file)?;
            self.modules
                .insert(folder.to_owned(), modules::read(&file, &text)?);
        }
        Ok(self
            .modules
            .get(folder)
            .and_then(|items| items.get(name))
            .cloned())
    }

    fn text(&mut self, file: &Path) -> Result<String, Error> {
        let text = fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
        self.files.insert(file.to_owned());
        Ok(text)
    }
}

/// The minor versions that the source folder has, in order.
fn minors(source: &Path) -> Result<BTreeSet<u8>, Error> {
    let entries = fs::read_dir(source).map_err(|error| unreadable(source, &error))?;
    let mut minors = BTreeSet::new();
    for entry in entries {
        let name = entry.map_err(|error| unreadable(source, &error))?.file_name();
        minors.extend(
            name.to_str()
                .and_then(|name| name.strip_prefix("v1_")?.parse::<u8>().ok()),
        );
    }
    Ok(minors)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    let message = match error.kind() {
        ErrorKind::NotFound => {
            "there is no such file in the source of k8s-openapi; `cargo fetch` gets it anew".to_owned()
        }
        _ => format!("can't be read: {error}"),
    };
    Error::new(path, message)
}
