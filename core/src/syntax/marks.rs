//! The side table of places.

use crate::span::Span;

/// The places of one reader: what a [`Span`] stands for.
///
/// A reader with places of its own (gen-cli, whose spans say where in which file) gives them by [`Marks::placed`].
#[derive(Default)]
pub struct Marks {
    first: u32,
    spans: Vec<proc_macro2::Span>,
    place: Option<Box<dyn Fn(proc_macro2::Span) -> Span>>,
}

impl Marks {
    /// An empty table whose first place gets the number `first_id` (1 where it is 0, the number of no place).
    #[must_use]
    pub fn new(first_id: u32) -> Self {
        Self {
            first: first_id.max(1),
            ..Self::default()
        }
    }

    /// A table that is kept elsewhere: `place` gives the number of each place.
    #[must_use]
    pub fn placed(place: impl Fn(proc_macro2::Span) -> Span + 'static) -> Self {
        Self {
            place: Some(Box::new(place)),
            ..Self::default()
        }
    }

    /// Notes a place. Numbers rise, so that what is marked first sorts first.
    pub fn mark(&mut self, span: proc_macro2::Span) -> Span {
        if let Some(place) = &self.place {
            return place(span);
        }
        let id = u32::try_from(self.spans.len())
            .ok()
            .and_then(|index| self.first.checked_add(index));
        self.spans.push(span);
        id.map_or(Span::NONE, Span::new)
    }

    /// The place behind a number, if it is one of this table's.
    #[must_use]
    pub fn get(&self, span: Span) -> Option<proc_macro2::Span> {
        let index = span.id().checked_sub(self.first)?;
        self.spans.get(usize::try_from(index).ok()?).copied()
    }

    /// How many places there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }
}

impl std::fmt::Debug for Marks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Marks")
            .field("first", &self.first)
            .field("spans", &self.spans)
            .finish_non_exhaustive()
    }
}
