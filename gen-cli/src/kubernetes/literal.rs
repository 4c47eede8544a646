//! The `JsonSchema` impl of a type: its name and its schema.
//!
//! ```text
//! impl crate::schemars::JsonSchema for Probe {
//!     fn schema_name() -> std::borrow::Cow<'static, str> {
//!         "io.k8s.api.core.v1.Probe".into()
//!     }
//!
//!     fn json_schema(__gen: &mut crate::schemars::SchemaGenerator) -> crate::schemars::Schema {
//!         crate::schemars::json_schema!({
//!             "description": "…",
//!             "properties": {
//!                 "initialDelaySeconds": { "type": "integer", "format": "int32" },
//!                 "exec": ({
//!                     let mut schema_obj = __gen.subschema_for::<crate::api::core::v1::ExecAction>();
//!                     schema_obj.ensure_object().insert("description".into(), "…".into());
//!                     schema_obj
//!                 }),
//!             },
//!         })
//!     }
//! }
//! ```
//!
//! Beside plain JSON there are three shapes: the block above, `(__gen.subschema_for::<T>())`, and the same without
//! parentheses.

use std::path::Path;

use serde_json::{Map, Value};

use super::Error;
use super::cursor::Cursor;

/// How deep a literal may nest: k8s-openapi's own nest 8 levels at most.
const MAX_DEPTH: usize = 64;

/// A type's impl as it is written: references are still Rust paths.
#[derive(Debug)]
pub(super) struct Literal {
    /// What `schema_name` returns.
    pub(super) name: String,
    pub(super) schema: Node,
}

/// A value of the literal.
#[derive(Debug)]
pub(super) enum Node {
    Value(Value),
    Array(Vec<Node>),
    Object(Vec<(String, Node)>),
    /// `subschema_for::<crate::…>()`, and the description that is put beside it.
    Reference {
        path: Vec<String>,
        description: Option<String>,
    },
}

/// Only what `schema_name` returns, for the sake of a reference; none where the type has no impl.
pub(super) fn name(file: &Path, text: &str, ty: &str) -> Result<Option<String>, Error> {
    let Some(mut cursor) = implementation(file, text, ty)? else {
        return Ok(None);
    };
    schema_name(&mut cursor).map(Some)
}

/// The impl of the type `ty` in its file; none where it has none.
pub(super) fn read(file: &Path, text: &str, ty: &str) -> Result<Option<Literal>, Error> {
    let Some(mut cursor) = implementation(file, text, ty)? else {
        return Ok(None);
    };
    let name = schema_name(&mut cursor)?;
    cursor.expect("fn json_schema (")?;
    let generator = cursor.word()?;
    cursor.skip_past("{")?;
    cursor.expect("crate :: schemars :: json_schema ! (")?;
    let schema = Reader {
        cursor: &mut cursor,
        generator,
    }
    .value(0)?;
    cursor.expect(") } }")?;
    Ok(Some(Literal { name, schema }))
}

/// The place right behind the impl's opening brace.
fn implementation<'a>(file: &'a Path, text: &'a str, ty: &str) -> Result<Option<Cursor<'a>>, Error> {
    let Some(mut cursor) = Cursor::behind(file, text, "crate::schemars::JsonSchema for ") else {
        return Ok(None);
    };
    cursor.expect(ty)?;
    // `WatchEvent<T>`, the only generic one: its schema doesn't use the parameter.
    if cursor.eat("<") {
        cursor.word()?;
        cursor.expect(">")?;
    }
    cursor.expect("{")?;
    Ok(Some(cursor))
}

fn schema_name(cursor: &mut Cursor<'_>) -> Result<String, Error> {
    cursor.expect("fn schema_name")?;
    cursor.skip_past("{")?;
    let name = cursor.string()?;
    cursor.expect(". into ( ) }")?;
    Ok(name)
}

/// Reads the values of one literal.
struct Reader<'c, 'a> {
    cursor: &'c mut Cursor<'a>,
    /// The name of the parameter that subschemas are asked of.
    generator: &'a str,
}

impl Reader<'_, '_> {
    fn value(&mut self, depth: usize) -> Result<Node, Error> {
        if depth > MAX_DEPTH {
            return Err(self.cursor.expected("a schema of less depth"));
        }
        if self.cursor.eat("{") {
            self.object(depth)
        } else if self.cursor.eat("[") {
            self.array(depth)
        } else if self.cursor.eat("(") {
            let reference = if self.cursor.eat("{") {
                self.described()?
            } else {
                self.reference()?
            };
            self.cursor.expect(")")?;
            Ok(reference)
        } else if self.cursor.eat("true") {
            Ok(Node::Value(true.into()))
        } else if self.cursor.eat("false") {
            Ok(Node::Value(false.into()))
        } else if self.cursor.clone().eat(self.generator) {
            self.reference()
        } else if self.cursor.clone().eat("\"") {
            Ok(Node::Value(self.cursor.string()?.into()))
        } else {
            Err(self.cursor.expected("a value of a schema"))
        }
    }

    fn object(&mut self, depth: usize) -> Result<Node, Error> {
        let mut members = Vec::new();
        while !self.cursor.eat("}") {
            let name = self.cursor.string()?;
            self.cursor.expect(":")?;
            members.push((name, self.value(depth + 1)?));
            if !self.cursor.eat(",") {
                self.cursor.expect("}")?;
                break;
            }
        }
        Ok(Node::Object(members))
    }

    fn array(&mut self, depth: usize) -> Result<Node, Error> {
        let mut items = Vec::new();
        while !self.cursor.eat("]") {
            items.push(self.value(depth + 1)?);
            if !self.cursor.eat(",") {
                self.cursor.expect("]")?;
                break;
            }
        }
        Ok(Node::Array(items))
    }

    /// The block that asks for a subschema and puts a description beside it, behind its opening brace.
    fn described(&mut self) -> Result<Node, Error> {
        self.cursor.expect("let mut")?;
        let variable = self.cursor.word()?;
        self.cursor.expect("=")?;
        let path = self.subschema()?;
        self.cursor.expect(";")?;
        self.cursor.expect(variable)?;
        self.cursor
            .expect(". ensure_object ( ) . insert ( \"description\" . into ( ) ,")?;
        let description = self.cursor.string()?;
        self.cursor.expect(". into ( ) ) ;")?;
        self.cursor.expect(variable)?;
        self.cursor.expect("}")?;
        Ok(Node::Reference {
            path,
            description: Some(description),
        })
    }

    fn reference(&mut self) -> Result<Node, Error> {
        Ok(Node::Reference {
            path: self.subschema()?,
            description: None,
        })
    }

    /// `__gen.subschema_for::<crate::a::b::C>()`: the path behind `crate`.
    fn subschema(&mut self) -> Result<Vec<String>, Error> {
        self.cursor.expect(self.generator)?;
        self.cursor.expect(". subschema_for :: < crate")?;
        let mut path = Vec::new();
        while self.cursor.eat("::") {
            path.push(self.cursor.word()?.to_owned());
        }
        self.cursor.expect("> ( )")?;
        Ok(path)
    }
}

impl Node {
    /// The node as JSON, with what `definition` makes of each reference's path: the name of its definition.
    pub(super) fn into_value<E>(
        self,
        definition: &mut impl FnMut(Vec<String>) -> Result<String, E>,
    ) -> Result<Value, E> {
        Ok(match self {
            Self::Value(value) => value,
            Self::Array(items) => Value::Array(
                items
                    .into_iter()
                    .map(|item| item.into_value(definition))
                    .collect::<Result<_, E>>()?,
            ),
            Self::Object(members) => {
                let mut object = Map::new();
                for (name, node) in members {
                    object.insert(name, node.into_value(definition)?);
                }
                Value::Object(object)
            }
            Self::Reference { path, description } => {
                let mut object = Map::new();
                object.insert("$ref".into(), format!("#/$defs/{}", definition(path)?).into());
                if let Some(description) = description {
                    object.insert("description".into(), description.into());
                }
                Value::Object(object)
            }
        })
    }
}
