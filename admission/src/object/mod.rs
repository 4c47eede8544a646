//! Custom objects: what the server makes of one, and what it says.

mod alone;
pub(crate) mod defaulting;
pub(crate) mod embedded;
pub(crate) mod lists;
mod metadata;
pub(crate) mod prune;
mod request;
mod rules;
mod scale;

pub use alone::judge_by_schema;
pub use request::{Kind, ObjectVerdict, Refusal, Via};

#[cfg(test)]
mod tests;
