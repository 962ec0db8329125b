//! Things with mutants that are judged one by one: which cases notice them, and which case is missing.

use super::examined::{Examined, Judged, Judgement, Missing, SubjectKind};
use super::instances::place;
use super::mutants::IsWanted;
use super::passing::Passing;
use super::rules::{CaseNumbers, TestedSuite};
use crate::source::{Source, Span};
use crate::suite::addition::{NewCase, Says};
use crate::suite::mutant::{Edit, Mutator};

/// Something that suites test, with the cases that are about it.
#[derive(Debug)]
pub(super) struct Asked<A> {
    pub(super) kind: SubjectKind,
    pub(super) label: String,
    /// The text that declares it.
    pub(super) source: Source,
    /// The whole declaration.
    pub(super) whole: Span,
    /// The first suite that tests it.
    pub(super) suite: usize,
    /// The cases by their numbers among all, each with what it calls the thing in its suite.
    pub(super) cases: Vec<(usize, A)>,
    /// Whether its template leaves something of it open.
    pub(super) is_open: bool,
}

/// A mutant of it.
#[derive(Debug)]
pub(super) struct Made<M> {
    pub(super) mutator: Mutator,
    /// What is changed.
    pub(super) span: Span,
    pub(super) edit: Edit,
    /// The text in which the two lie, if it is not that of the thing.
    pub(super) source: Option<Source>,
    pub(super) description: String,
    /// What it is now.
    pub(super) with: M,
}

/// What becomes of mutants that no case notices, with the cases that are missing.
pub(super) struct Survivors {
    /// One for each, in their order.
    pub(super) judgements: Vec<Judgement>,
    pub(super) missing: Vec<Missing>,
}

impl Survivors {
    pub(super) const fn new() -> Self {
        Self {
            judgements: Vec::new(),
            missing: Vec::new(),
        }
    }

    /// That a case is missing, which may notice several.
    pub(super) fn survived(&mut self, suite: usize, name: &str, says: Says) -> Judgement {
        let place = self.missing.iter().position(|one| one.case.says == says);
        let place = place.unwrap_or_else(|| {
            let name = name.to_owned();
            self.missing.push(Missing {
                case: NewCase { name, says },
                suite,
                notices: 0,
            });
            self.missing.len() - 1
        });
        if let Some(missing) = self.missing.get_mut(place) {
            missing.notices += 1;
        }
        Judgement::Survived(place)
    }
}

impl<A: Copy> Asked<A> {
    /// Its mutants that are wanted, of which nothing is asked.
    pub(super) fn listed<M>(&self, made: Vec<Made<M>>, is_wanted: &IsWanted<'_>) -> Examined {
        let made = self.wanted(made, is_wanted).into_iter();
        let listed = made.map(|one| self.judgement(one, Judgement::NotJudged));
        self.examined(listed.collect(), Vec::new())
    }

    /// Judges its mutants that are wanted: `noticing` tells which of the cases that pass notice one, `survivors` what becomes
    /// of those that none notices.
    pub(super) fn judged<'r, M>(
        &self,
        made: Vec<Made<M>>,
        (suites, numbers): (&[TestedSuite<'r>], &CaseNumbers),
        is_wanted: &IsWanted<'_>,
        noticing: impl Fn(&M, &Passing<'r, A>) -> Vec<usize>,
        survivors: impl FnOnce(&[&Made<M>]) -> Survivors,
    ) -> Examined {
        let made = self.wanted(made, is_wanted);
        let passing = Passing::of(&self.cases, (suites, numbers));
        let by = made.iter().map(|one| noticing(&one.with, &passing));
        let by: Vec<Vec<usize>> = by.collect();
        let open = std::iter::zip(&made, &by).filter(|(_, by)| by.is_empty());
        let open: Vec<&Made<M>> = open.map(|(one, _)| one).collect();
        let Survivors {
            judgements,
            missing,
        } = survivors(&open);
        let mut judgements = judgements.into_iter();
        let judged = std::iter::zip(made, by).map(|(one, by)| {
            let judgement = match by.is_empty() {
                false => Judgement::Killed(by),
                true => judgements.next().unwrap_or(Judgement::NotJudged),
            };
            self.judgement(one, judgement)
        });
        self.examined(judged.collect(), missing)
    }

    fn wanted<M>(&self, mut made: Vec<Made<M>>, is_wanted: &IsWanted<'_>) -> Vec<Made<M>> {
        made.retain(|one| match &one.source {
            None => is_wanted(&self.source, one.span, self.whole),
            Some(source) => is_wanted(source, one.span, Span::new(0, source.text().len())),
        });
        made
    }

    fn judgement<M>(&self, made: Made<M>, judgement: Judgement) -> Judged {
        Judged {
            mutator: made.mutator,
            description: made.description,
            source: made.source.unwrap_or_else(|| self.source.clone()),
            span: made.span,
            edit: made.edit,
            judgement,
        }
    }

    fn examined(&self, mutants: Vec<Judged>, missing: Vec<Missing>) -> Examined {
        Examined {
            kind: self.kind,
            name: self.label.clone(),
            place: place(&self.source, self.whole),
            mutants,
            missing,
            left_out: 0,
            is_asked: !self.cases.is_empty(),
            is_open: self.is_open,
        }
    }
}
