//! What a file says only as long as nobody says otherwise.

use std::collections::BTreeSet;

use crate::source::Span;

/// Where values stand that are no more than the defaults of parameters: others may be given when a template is deployed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Defaults {
    /// The places of the values.
    spans: BTreeSet<Span>,
    /// The members that a default leaves out: the objects that would have them, and what AWS calls them.
    left_out: BTreeSet<(Span, String)>,
    /// How often a default was asked for: what is worked out depends on one if this grew.
    asked: usize,
}

impl Defaults {
    /// A default stands at a place.
    pub fn add(&mut self, span: Span) {
        self.spans.insert(span);
        self.asked += 1;
    }

    /// An object that stands at `span` has no such member because of a default.
    pub fn leave_out(&mut self, span: Span, member: &str) {
        self.left_out.insert((span, member.to_owned()));
    }

    /// Takes those of another part of the same text.
    pub fn append(&mut self, other: Self) {
        self.spans.extend(other.spans);
        self.left_out.extend(other.left_out);
        self.asked += other.asked;
    }

    /// The same at other places.
    #[must_use]
    pub fn placed(self, place: impl Fn(Span) -> Span) -> Self {
        let left_out = self.left_out.into_iter();
        Self {
            spans: self.spans.into_iter().map(&place).collect(),
            left_out: left_out.map(|(span, name)| (place(span), name)).collect(),
            asked: self.asked,
        }
    }

    /// How often a default was asked for.
    #[must_use]
    pub const fn asked(&self) -> usize {
        self.asked
    }

    /// Whether just what stands at a place is one.
    #[must_use]
    pub fn has(&self, span: Span) -> bool {
        self.spans.contains(&span)
    }

    /// Whether one stands at a place, in what stands there, or around it.
    #[must_use]
    pub fn meet(&self, span: Span) -> bool {
        let begins = Span::new(span.start, span.start);
        let mut inside = self.spans.range(begins..);
        let around = self.spans.range(..begins).rev();
        inside
            .next()
            .is_some_and(|one| one.start < span.end.max(span.start + 1))
            || around.take(NEAREST).any(|one| span.start < one.end)
    }

    /// Whether a member that is missed at a place is left out by one.
    #[must_use]
    pub fn leaves_out(&self, member: &str, missed: Span) -> bool {
        self.left_out.iter().any(|(object, name)| {
            name == member && object.start <= missed.start && missed.end <= object.end
        })
    }
}

/// How many places before one are looked at for one around it: places of expressions lie in each other or side by side.
const NEAREST: usize = 64;
