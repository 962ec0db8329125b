//! Explanations out of what is remembered of other events.
//!
//! # The problem
//!
//! Among a hundred thousand events that miss a pattern there are a few dozen reasons. To find each out anew costs far more
//! than to read the event.
//!
//! # The idea
//!
//! Where no array holds objects, fields decide independently of each other, and what is told of one follows from little:
//!
//! * where the event has values at its path, from these values, as they are written;
//!   and where none of them comes near what is wanted, from the outline of the event and the tokens that begin as what is
//!   wanted does: it may stand elsewhere;
//! * where it has none, from the [outline](crate::json::Taped::outline) of the event, all its names and brackets, and from
//!   the values that [`watched`] lists: those that stand where the field could be meant; and from the same tokens.
//!
//! By these it is remembered in a [`Memory`], with what was made of it (its JSON, say). What stands in an explanation of
//! the place in the event is a span only, so this is remembered as the number of a token.
//!
//! # What this module does not do
//!
//! It explains nothing itself: what is not remembered yet is found out as for a single event. Events with arrays of objects
//! at the paths of the pattern, and names with escapes, are left to [`Explainer::explain`].

use std::cell::RefCell;

use super::attempt::{Decides, MAXIMUM_LOOKED_INTO, keep_best};
use super::index::PathIndex;
use super::memory::{Known, Memory, Outline, Place, Told};
use super::parent::Parent;
use super::{Branch, Explainer, FieldExplanation, Reason, elsewhere, lead, place};
use crate::json::{self, JsonString, Kind, Taped, Value};
use crate::pattern::ServiceEvaluator;
use crate::pattern::asked::FieldTest;
use crate::pattern::taped_leaves::TapedLeaves;
use crate::source::Span;

/// The longest outline, and the longest values of a field, that are remembered, in bytes.
const MAXIMUM_KEY: usize = 1 << 14;

/// How many values are watched at most.
const MAXIMUM_WATCHED: usize = 16;

/// An explanation out of a [`Memory`]. It tells what an [`Explanation`](super::Explanation) of the event would.
#[derive(Debug)]
pub struct Recalled<'m, T> {
    /// Whether the event matches.
    pub matched: bool,
    /// Those of [`Explanation::attempts`](super::Explanation::attempts).
    pub attempts: Vec<RecalledAttempt<'m, T>>,
}

/// One combination of `$or` alternatives.
#[derive(Debug)]
pub struct RecalledAttempt<'m, T> {
    /// The alternative of each `$or` that is on the way.
    pub branches: Vec<Branch>,
    /// Those of [`Attempt::fields`](super::Attempt::fields).
    pub fields: Vec<RecalledField<'m, T>>,
}

/// What a field had to do with the answer.
#[derive(Debug)]
pub struct RecalledField<'m, T> {
    told: &'m Told<T>,
    /// Where it stands in the event.
    pub event_span: Option<Span>,
}

impl<T> RecalledField<'_, T> {
    /// What was made of the explanation.
    #[must_use]
    pub fn made(&self) -> &T {
        &self.told.made
    }
}

impl<T> Decides for RecalledField<'_, T> {
    fn kind(&self) -> Reason {
        self.told.kind
    }

    fn named(&self) -> (Span, &str) {
        (self.told.pattern_span, &self.told.path)
    }
}

impl<'p> Explainer<'p> {
    /// An empty memory for [`recall`](Self::recall).
    #[must_use]
    pub fn memory<T>(&self) -> Memory<T> {
        Memory::new(self.evaluator.fields())
    }

    /// The explanation for an event that is on a tape: out of a memory of this explainer, to which is added what is not
    /// there yet. `make` is what is made of the explanation of a field; it must not depend on the span in the event. `None`
    /// if the event is one for [`explain`](Self::explain), or if the answer of the `service`, where it counts, may be
    /// another or have notes.
    pub fn recall<'m, T>(
        &self,
        (event, text): (Taped<'_>, &str),
        service: Option<&ServiceEvaluator<'_>>,
        memory: &'m mut Memory<T>,
        make: &dyn Fn(&FieldExplanation) -> T,
    ) -> Option<Recalled<'m, T>> {
        if !memory.leaves.find(event, self.evaluator.paths()) {
            return None;
        }
        if service.is_some_and(|service| service.may_differ(&memory.leaves, event)) {
            return None;
        }
        let mut recall = Recall {
            explainer: self,
            event,
            text,
            memory,
            make,
            outline: None,
            tree: None,
        };
        for number in 0..self.evaluator.fields().len() {
            recall.look_at(number)?;
        }
        let sub_rules = self.evaluator.numbers();
        let matched = (sub_rules.iter()).position(|fields| recall.hopeless_fields(fields) == 0);
        let chosen = match matched {
            Some(number) => vec![number],
            None => recall.nearest_sub_rules(),
        };
        for number in &chosen {
            recall.find_out(*number, matched.is_some())?;
        }
        let memory = &*memory;
        let attempts = chosen.into_iter();
        let mut attempts = attempts
            .map(|number| self.recalled(event, number, matched.is_some(), memory))
            .collect::<Option<Vec<_>>>()?;
        keep_best(&mut attempts, |attempt| &attempt.fields);
        Some(Recalled {
            matched: matched.is_some(),
            attempts,
        })
    }

    /// What is remembered of a sub-rule: of all fields for a match, of those that decided else.
    fn recalled<'m, T>(
        &self,
        event: Taped<'_>,
        number: usize,
        matched: bool,
        memory: &'m Memory<T>,
    ) -> Option<RecalledAttempt<'m, T>> {
        let mut fields = Vec::new();
        for number in self.evaluator.numbers().get(number)? {
            let field = memory.fields.get(*number)?;
            if !matched && !field.now.is_hopeless {
                continue;
            }
            let told = match field.now.values {
                Some(_) if field.now.elsewhere.is_some() => {
                    field.elsewhere.get(field.now.elsewhere?)?
                }
                Some(values) => field.present.get(values)?.told.as_ref()?,
                None => field.absent.get(field.now.absence?)?,
            };
            let path = self.evaluator.fields().get(*number)?.path;
            let event_span = match told.place {
                None => None,
                Some(Place::Value(nth)) => Some(memory.leaves.at(path, event).nth(nth)?.span()),
                Some(Place::Token(number)) => Some(event.numbered(number)?.span()),
                Some(Place::Whole(number)) => Some(event.numbered(number)?.whole_span()),
            };
            fields.push(RecalledField { told, event_span });
        }
        if !matched {
            fields.sort_by_key(Decides::kind);
        }
        Some(RecalledAttempt {
            branches: self.branches(self.pattern.sub_rules.get(number)?),
            fields,
        })
    }
}

/// The questions about one event. Where a function gives `None`, the event is left to the tree.
struct Recall<'x, 'p, 't, 'm, T> {
    explainer: &'x Explainer<'p>,
    event: Taped<'t>,
    text: &'t str,
    memory: &'m mut Memory<T>,
    make: &'x dyn Fn(&FieldExplanation) -> T,
    /// Where the outline of the event stands in the memory, once it is asked for.
    outline: Option<usize>,
    /// The event and its paths, once they are asked for.
    tree: Option<(Value, PathIndex)>,
}

impl<'p, 't, T> Recall<'_, 'p, 't, '_, T> {
    /// Finds out whether a field is satisfied.
    fn look_at(&mut self, number: usize) -> Option<()> {
        let field = *self.explainer.evaluator.fields().get(number)?;
        let Memory {
            leaves,
            fields,
            key,
            ..
        } = &mut *self.memory;
        let own = fields.get_mut(number)?;
        own.now.absence = None;
        own.now.elsewhere = None;
        key.clear();
        for leaf in leaves.at(field.path, self.event) {
            key.extend_from_slice(leaf.written().as_bytes());
            key.push(b',');
        }
        if key.is_empty() {
            own.now.values = None;
            own.now.is_hopeless = !field.accepts_absence;
            return Some(());
        }
        if key.len() > MAXIMUM_KEY {
            return None;
        }
        let known = own.present.find(key);
        let known = match known.and_then(|at| Some((at, own.present.get(at)?.is_hopeless))) {
            Some(known) => known,
            None => {
                let mut values = values(leaves, field, self.event);
                let is_hopeless = !values.try_fold(false, |is_satisfied, value| {
                    Some(is_satisfied || field.comparison_for(&value?).is_some())
                })?;
                let told = None;
                (
                    own.present.add(key, Known { is_hopeless, told }),
                    is_hopeless,
                )
            }
        };
        own.now.values = Some(known.0);
        own.now.is_hopeless = known.1;
        Some(())
    }

    fn hopeless_fields(&self, fields: &[usize]) -> usize {
        let is_hopeless = |number: &&usize| {
            let field = self.memory.fields.get(**number);
            field.is_some_and(|field| field.now.is_hopeless)
        };
        fields.iter().filter(is_hopeless).count()
    }

    /// Those with the fewest fields that decide.
    fn nearest_sub_rules(&self) -> Vec<usize> {
        let sub_rules = self.explainer.evaluator.numbers().iter().enumerate();
        let mut order: Vec<(usize, usize)> = sub_rules
            .map(|(number, fields)| (self.hopeless_fields(fields), number))
            .collect();
        order.sort_unstable();
        order.truncate(MAXIMUM_LOOKED_INTO);
        order.into_iter().map(|(_, number)| number).collect()
    }

    /// Finds out what is to be told of a sub-rule.
    fn find_out(&mut self, number: usize, matched: bool) -> Option<()> {
        let explainer = self.explainer;
        let written = &explainer.pattern.sub_rules.get(number)?.fields;
        let numbers = explainer.evaluator.numbers().get(number)?;
        for (number, written) in numbers.iter().zip(written) {
            let now = self.memory.fields.get(*number)?.now;
            match now.values {
                _ if !matched && !now.is_hopeless => {}
                Some(values) => {
                    self.find_out_values(*number, values, &written.path)?;
                    self.find_out_elsewhere(*number, values, &written.path)?;
                }
                None => self.find_out_absence(*number, &written.path)?,
            }
        }
        Some(())
    }

    /// Finds out what is to be told of the values of a field.
    fn find_out_values(&mut self, number: usize, at: usize, path: &JsonString) -> Option<()> {
        let field = *self.explainer.evaluator.fields().get(number)?;
        let known = self.memory.fields.get(number)?.present.get(at)?;
        if known.told.is_some() {
            return Some(());
        }
        let values: Vec<Value> =
            values(&self.memory.leaves, field, self.event).collect::<Option<_>>()?;
        let explanation = match known.is_hopeless {
            true => self.explainer.unsatisfied(field, path, values.iter())?,
            false => {
                let satisfies = |value: &&Value| field.comparison_for(value).is_some();
                let value = values.iter().find(satisfies);
                self.explainer.satisfied(field, path, value)
            }
        };
        let is_meant = |value: &Value| explanation.event_span == Some(value.span);
        let place = values.iter().position(is_meant).map(Place::Value);
        if place.is_none() != explanation.event_span.is_none() {
            return None;
        }
        let told = Some(self.told(explanation, place));
        let known = self.memory.fields.get_mut(number)?.present.get_mut(at)?;
        known.told = told;
        Some(())
    }

    /// Finds out what is to be told of the values of a field where the wanted one may stand elsewhere in the event.
    fn find_out_elsewhere(&mut self, number: usize, at: usize, path: &JsonString) -> Option<()> {
        let own = self.memory.fields.get(number)?;
        let told = own.present.get(at)?.told.as_ref()?;
        if !told.may_stand_elsewhere || own.now.elsewhere.is_some() {
            return Some(());
        }
        let tokens = self.tokens_of_needles(number)?;
        if tokens.is_empty() {
            return Some(());
        }
        let outline = self.outline()?;
        let field = *self.explainer.evaluator.fields().get(number)?;
        let Memory {
            leaves,
            outlines,
            fields,
            key,
            ..
        } = &mut *self.memory;
        key.clear();
        key.extend_from_slice(&outlines.get(outline)?.number.to_le_bytes());
        for token in tokens {
            key.extend_from_slice(&token.to_le_bytes());
            key.extend_from_slice(self.event.numbered(token)?.written().as_bytes());
            key.push(b',');
        }
        for leaf in leaves.at(field.path, self.event) {
            key.extend_from_slice(leaf.written().as_bytes());
            key.push(b',');
        }
        if key.len() > MAXIMUM_KEY {
            return None;
        }
        let known = match fields.get(number)?.elsewhere.find(key) {
            Some(known) => known,
            None => {
                let key = self.memory.key.clone();
                let told = self.told_elsewhere(number, path)?;
                let field = self.memory.fields.get_mut(number)?;
                field.elsewhere.add(&key, told)
            }
        };
        self.memory.fields.get_mut(number)?.now.elsewhere = Some(known);
        Some(())
    }

    fn told_elsewhere(&mut self, number: usize, path: &JsonString) -> Option<Told<T>> {
        let field = *self.explainer.evaluator.fields().get(number)?;
        let explainer = self.explainer;
        let values: Vec<Value> =
            values(&self.memory.leaves, field, self.event).collect::<Option<_>>()?;
        let mut explanation = explainer.unsatisfied(field, path, values.iter())?;
        let (event, index) = self.tree()?;
        if let Some(lead) = lead::find(path, field, event, &|path| explainer.asks_for(path)) {
            explanation = explainer.with_lead(explanation, (path, field), &lead, index);
        }
        let is_meant = |value: &Value| explanation.event_span == Some(value.span);
        let place = values.iter().position(is_meant).map(Place::Value)?;
        Some(self.told(explanation, Some(place)))
    }

    /// The numbers of the tokens that begin as what is wanted is written; `None` if there are too many.
    fn tokens_of_needles(&self, number: usize) -> Option<Vec<usize>> {
        let needles = &self.memory.fields.get(number)?.needles;
        let mut tokens = Vec::new();
        for needle in needles {
            for at in needle.find_iter(self.text.as_bytes()) {
                if let Some(token) = self.event.beginning_at(at) {
                    tokens.push(token.number());
                }
                if tokens.len() > MAXIMUM_WATCHED {
                    return None;
                }
            }
        }
        Some(tokens)
    }

    /// Finds out what is to be told of a field that has no values.
    fn find_out_absence(&mut self, number: usize, path: &JsonString) -> Option<()> {
        if self.memory.fields.get(number)?.now.absence.is_some() {
            return Some(());
        }
        let outline = self.outline()?;
        if !(self.memory.outlines.get(outline)?.watched).contains_key(&number) {
            let watched = watched(path, self.event, self.tree()?);
            let outline = self.memory.outlines.get_mut(outline)?;
            outline
                .watched
                .insert(number, watched.map(Vec::into_boxed_slice));
        }
        let tokens = self.tokens_of_needles(number)?;
        let outline = self.memory.outlines.get(outline)?;
        let key = &mut self.memory.key;
        key.clear();
        key.extend_from_slice(&outline.number.to_le_bytes());
        for token in tokens {
            key.extend_from_slice(&token.to_le_bytes());
            key.extend_from_slice(self.event.numbered(token)?.written().as_bytes());
            key.push(b',');
        }
        for number in outline.watched.get(&number)?.as_deref()? {
            let span = self.event.numbered(*number)?.whole_span();
            key.extend_from_slice(self.text.get(span.start..span.end)?.as_bytes());
            key.push(b',');
        }
        if key.len() > MAXIMUM_KEY {
            return None;
        }
        let known = self.memory.fields.get(number)?.absent.find(key);
        let absence = match known {
            Some(known) => known,
            None => {
                let told = self.told_absence(number, path)?;
                let field = self.memory.fields.get_mut(number)?;
                field.absent.add(&self.memory.key, told)
            }
        };
        self.memory.fields.get_mut(number)?.now.absence = Some(absence);
        Some(())
    }

    fn told_absence(&mut self, number: usize, path: &JsonString) -> Option<Told<T>> {
        let field = *self.explainer.evaluator.fields().get(number)?;
        let explainer = self.explainer;
        let explanation = match self.memory.fields.get(number)?.now.is_hopeless {
            true => {
                let (event, index) = self.tree()?;
                explainer.absent(field, path, (event, index))
            }
            false => explainer.satisfied(field, path, None),
        };
        let place = match explanation.event_span {
            None => None,
            Some(span) => {
                let token = self.event.beginning_at(span.start)?;
                let is_token = token.span() == span;
                let is_whole = !is_token && token.whole_span() == span;
                let whole = is_whole.then_some(Place::Whole(token.number()));
                Some(is_token.then_some(Place::Token(token.number())).or(whole)?)
            }
        };
        Some(self.told(explanation, place))
    }

    fn told(&self, explanation: FieldExplanation, place: Option<Place>) -> Told<T> {
        Told {
            made: (self.make)(&explanation),
            may_stand_elsewhere: explanation.may_stand_elsewhere(),
            kind: explanation.kind,
            pattern_span: explanation.pattern_span,
            path: explanation.path,
            place,
        }
    }

    /// Where the outline of the event stands in the memory.
    fn outline(&mut self) -> Option<usize> {
        if self.outline.is_some() {
            return self.outline;
        }
        let Memory {
            outlines,
            outline_count,
            outline,
            ..
        } = &mut *self.memory;
        outline.clear();
        self.event.outline(outline);
        if outline.len() > MAXIMUM_KEY {
            return None;
        }
        self.outline = outlines.find(outline).or_else(|| {
            *outline_count += 1;
            let new = Outline {
                number: *outline_count,
                watched: std::collections::BTreeMap::new(),
            };
            Some(outlines.add(outline, new))
        });
        self.outline
    }

    fn tree(&mut self) -> Option<(&Value, &PathIndex)> {
        if self.tree.is_none() {
            let event = json::parse(self.text).ok()?;
            let index = PathIndex::new(&event);
            self.tree = Some((event, index));
        }
        self.tree.as_ref().map(|(event, index)| (event, index))
    }
}

/// The values of a field, each where it stands.
fn values<'t>(
    leaves: &TapedLeaves,
    field: FieldTest<'_>,
    event: Taped<'t>,
) -> impl Iterator<Item = Option<Value>> {
    leaves.at(field.path, event).map(|leaf| {
        let value = json::parse(leaf.written()).ok()?;
        Some(value.placed(leaf.span()))
    })
}

/// Where the values begin on which, besides names and brackets, the explanation depends of a field that has none: those at
/// its path, those at paths that are like it, and the last one on the way to it, unless that is an object. `None` if there
/// are too many.
fn watched(
    path: &JsonString,
    event: Taped<'_>,
    (tree, index): (&Value, &PathIndex),
) -> Option<Vec<usize>> {
    let found = RefCell::new(Vec::new());
    let note = |value: &Value| {
        if found.borrow().len() <= MAXIMUM_WATCHED {
            found.borrow_mut().push(value.span.start);
        }
        false
    };
    place::find(tree, path.as_wtf8(), note);
    for (_, _, there) in elsewhere::alike(path, index) {
        place::find(tree, there, note);
    }
    if let Some(parent) = Parent::of(path, tree) {
        let is_object = matches!(parent.place.value.kind, Kind::Object(_));
        let _ = !is_object && note(parent.place.value);
    }
    let found = found.into_inner();
    if found.len() > MAXIMUM_WATCHED {
        return None;
    }
    let tokens = found.into_iter();
    let tokens = tokens.map(|start| Some(event.beginning_at(start)?.number()));
    let mut tokens: Vec<usize> = tokens.collect::<Option<_>>()?;
    tokens.sort_unstable();
    tokens.dedup();
    Some(tokens)
}
