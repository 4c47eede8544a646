//! The estimate of what an expression costs at most, exactly as the API server makes it.
//!
//! Sizes and costs are pairs of a least and a greatest number. Only the greatest decides, but the least is needed
//! to get there. The algorithm is that of cel-go 0.23 and later (Kubernetes 1.33 and later), its shared path
//! buffers included.

mod estimator;
mod functions;
mod library;
mod path;
mod range;

pub(super) use estimator::estimate;
pub(super) use functions::compares_texts;
pub(super) use library::costs_one;
