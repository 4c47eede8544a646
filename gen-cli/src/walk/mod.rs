//! From a `Cargo.toml` to the module trees of the packages, without compiling anything.
//!
//! [`Workspace::load`] asks cargo for the workspace and reads `Cargo.lock`; each [`Package`] then gives its
//! [`Crate`]s, and each crate its [`Module`]s, read from disk when they are first asked for. What `cfg` removes is
//! gone, `cfg_attr` is expanded in place; a `#[cfg]` or `#[cfg_attr]` that is left could not be decided
//! ([`undetermined`]).
//!
//! All of it runs inside [`on_large_stack`]: syn recurses as deep as the source nests, and its types never leave
//! their thread.

mod ahead;
mod blocks;
mod cargo;
mod cfg;
mod config;
mod dependencies;
mod include;
mod modfile;
mod module;
mod naming;
mod nesting;
mod normal;
mod opening;
mod package;
mod parse;
mod source;
mod stack;
mod uncertain;
mod workspace;

pub(crate) use cfg::attributes;
pub use cfg::{Condition, undetermined};
pub use config::Config;
pub use module::{Child, Item, Module};
pub use package::{Crate, CrateKind, Package};
pub use parse::parse_tokens;
pub use source::{FileId, Place, SourceFile, Sources};
pub(crate) use stack::alongside;
pub use stack::{LargeStack, on_large_stack};
pub use uncertain::Uncertain;
pub(crate) use uncertain::uncertain;
pub use workspace::{LoadOptions, Workspace};

use kubewright_core::diag::Diagnostic;

/// A result whose error is everything that is wrong, sorted by place.
pub type Result<T> = std::result::Result<T, Vec<Diagnostic>>;
