//! What can go wrong in a reconciliation.

use kube::runtime::finalizer;

/// Why a `Database` could not be reconciled. Every one of these is tried again.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A request to the API server failed.
    #[error("can't {action}: {source}")]
    Request {
        /// What was tried: `apply the StatefulSet`.
        action: &'static str,
        /// The server's or the network's answer.
        source: kube::Error,
    },
    /// The object has no namespace or no uid: it does not come from an API server.
    #[error("the object has no {0}")]
    Incomplete(&'static str),
    /// The finalizer could not be set or removed, or what it guards failed.
    #[error(transparent)]
    Finalizer(Box<finalizer::Error<Error>>),
}

impl Error {
    /// Says what a failed request was for: `.map_err(Error::doing("apply the StatefulSet"))`.
    pub fn doing(action: &'static str) -> impl FnOnce(kube::Error) -> Self {
        move |source| Self::Request { action, source }
    }
}
