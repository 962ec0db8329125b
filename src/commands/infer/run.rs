//! The run: look at the events, look for a pattern, verify it, and begin again with what it lets in.

use std::collections::BTreeSet;

use super::Args;
use super::stored::Stored;
use crate::commands::answer::Refusals;
use crate::commands::{Context, Exit, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::infer::{
    Candidates, Found, Generalize, Inseparable, Likeness, MOST_ALTERNATIVES, MOST_CANDIDATES,
    MOST_FIELDS, Nearest, Pair, Sketches, Specimens, Why,
};
use crate::json::Value;
use crate::pattern::{Pattern, ServiceEvaluator};
use crate::render;
use crate::report::infer::{AlikeReport, InferReport};
use crate::report::{DiagnosticReport, Format};

/// Two events that no pattern tells apart.
const INSEPARABLE: Code = Code::new("infer/inseparable");
/// No event was given that is to match.
const NOTHING: Code = Code::new("event/none");
/// Not everything was looked at.
const BOUND: Code = Code::new("infer/bound");

/// How often a pattern is looked for again with what the last one lets in.
const MOST_ROUNDS: usize = 16;

/// Events that a pattern lets in which are taken along into the next round.
const MOST_TAKEN_ALONG: usize = 256;

pub(super) struct Run<'a> {
    args: &'a Args,
    positive: Stored,
    negative: Stored,
    refusals: Refusals,
    notes: Vec<DiagnosticReport>,
}

/// How many events there are of each kind.
type Counts = (u64, u64);

impl<'a> Run<'a> {
    pub(super) fn new(args: &'a Args, positive: Stored, negative: Stored) -> Self {
        Self {
            args,
            positive,
            negative,
            refusals: Refusals::new(args.format),
            notes: Vec::new(),
        }
    }

    pub(super) fn run(mut self, context: &mut Context<'_>) -> Result<Exit, Failure> {
        let mut sketches = Sketches::default();
        let look = &mut |event: &Value, _: &str| sketches.add(event);
        self.positive.each(&mut self.refusals, context, look)?;
        let matched = sketches.events();
        if matched == 0 {
            let told = Diagnostic::error(NOTHING, "there is no event that is to match");
            let told = told.help("give some with `--match`");
            return Err(Failure::refused(Finding::without_source(told)));
        }
        let mut all = vec![Candidates::new(sketches.clone(), self.args.generalize())];
        let kept_out = self.keep_out(&mut all, context)?;
        if all.iter().any(Candidates::is_cut) {
            self.note_bound(context)?;
        }
        let counts = (matched, kept_out);
        let mut outcome = self.search(&mut all, context)?;
        if kept_out == 0 && !matches!(outcome, Outcome::Found(_)) {
            let told = Diagnostic::error(INSEPARABLE, "the events have no field in common that a pattern can ask for")
                .help("a pattern asks for strings, numbers, `true`, `false` and `null` by the names that lead to them");
            return self.none(None, Finding::without_source(told), counts, context);
        }
        if !matches!(outcome, Outcome::Found(_)) {
            outcome = match (self.alternatives(&sketches, context)?, outcome) {
                (Outcome::Nothing, first) => first,
                (found, _) => found,
            };
        }
        match outcome {
            Outcome::Found(found) => self.found(found, counts, context),
            Outcome::Alike(pair) => self.inseparable(pair, counts, context),
            Outcome::Nothing => {
                let message = format!(
                    "no pattern was found that holds for all events, nor one of up to {MOST_ALTERNATIVES} alternatives"
                );
                let told = Diagnostic::error(INSEPARABLE, message)
                    .help("give fewer kinds of events at a time");
                self.none(None, Finding::without_source(told), counts, context)
            }
        }
    }

    /// Shows the events that are to be kept out to all tests, and counts them.
    fn keep_out(
        &mut self,
        all: &mut [Candidates],
        context: &mut Context<'_>,
    ) -> Result<u64, Failure> {
        let mut count = 0;
        let look = &mut |event: &Value, place: &str| {
            count += 1;
            for candidates in all.iter_mut() {
                candidates.keep_out(event, place);
            }
        };
        self.negative.each(&mut self.refusals, context, look)?;
        Ok(count)
    }

    /// Looks for the lists of each alternative, verifies them together, and looks again with what was learnt.
    fn search(
        &mut self,
        all: &mut Vec<Candidates>,
        context: &mut Context<'_>,
    ) -> Result<Outcome, Failure> {
        for _ in 0..MOST_ROUNDS {
            let solved: Result<Vec<Found>, Inseparable> =
                all.iter().map(Candidates::solve).collect();
            let found = match solved {
                Ok(found) => Found::any(found),
                Err(other) => {
                    let matches = None;
                    return Ok(Outcome::Alike(Pair { matches, other }));
                }
            };
            if let Some(verified) = self.verify(found, all, context)? {
                return Ok(Outcome::Found(verified));
            }
        }
        Ok(Outcome::Nothing)
    }

    /// Looks for alternatives: groups of some events, then the tests of all events of each group.
    fn alternatives(
        &mut self,
        sketches: &Sketches,
        context: &mut Context<'_>,
    ) -> Result<Outcome, Failure> {
        let mut specimens = Specimens::new(sketches, self.args.generalize());
        let look = &mut |event: &Value, place: &str| specimens.matching(event, place);
        self.positive.each(&mut self.refusals, context, look)?;
        let look = &mut |event: &Value, place: &str| specimens.other(event, place);
        self.negative.each(&mut self.refusals, context, look)?;
        for _ in 0..MOST_ROUNDS {
            let mut groups = match specimens.split() {
                Ok(Some(groups)) => groups,
                Ok(None) => return Ok(Outcome::Nothing),
                Err(pair) => return Ok(Outcome::Alike(pair)),
            };
            let look = &mut |event: &Value, place: &str| groups.add(event, place);
            self.positive.each(&mut self.refusals, context, look)?;
            let mut all = groups.candidates(self.args.generalize());
            self.keep_out(&mut all, context)?;
            let outcome = self.search(&mut all, context)?;
            let is_new = match &outcome {
                Outcome::Found(_) => return Ok(outcome),
                Outcome::Nothing => specimens.learn(&groups, None),
                Outcome::Alike(pair) => {
                    let mut is_new = false;
                    let look = &mut |event: &Value, place: &str| {
                        if place == pair.other.place {
                            is_new |= specimens.learn(&groups, Some((event, place)));
                        }
                    };
                    self.negative.each(&mut self.refusals, context, look)?;
                    is_new
                }
            };
            if !is_new {
                return Ok(outcome);
            }
        }
        Ok(Outcome::Nothing)
    }

    /// Asks the matcher about every event; `None` if it lets something in, which is then to be kept out too, or if there is
    /// an alternative too many.
    fn verify(
        &mut self,
        mut found: Found,
        all: &mut Vec<Candidates>,
        context: &mut Context<'_>,
    ) -> Result<Option<Found>, Failure> {
        let apart = found.apart();
        let patterns: Result<Vec<Pattern>, String> = apart.iter().map(Found::pattern).collect();
        let (Ok(pattern), Ok(patterns)) = (found.pattern(), patterns) else {
            for (candidates, found) in all.iter_mut().zip(&apart) {
                candidates.leave_out(found);
            }
            return Ok(None);
        };
        let asked = Asked::new(&pattern, &patterns);
        let mut wrong: BTreeSet<usize> = BTreeSet::new();
        let look = &mut |event: &Value, place: &str| {
            let takes = asked.takes(event);
            if takes.contains(&true) && asked.is_taken(event) {
                found.count_taken(&takes, place);
            } else {
                let misses = found.alternatives().iter().map(|one| one.missed(event));
                let misled = misses.enumerate().filter(|(_, missed)| missed.is_empty());
                wrong.extend(misled.map(|(number, _)| number));
            }
        };
        self.positive.each(&mut self.refusals, context, look)?;
        if !wrong.is_empty() {
            for number in wrong {
                if let (Some(candidates), Some(found)) = (all.get_mut(number), apart.get(number)) {
                    candidates.leave_out(found);
                }
            }
            return Ok(None);
        }
        let needless = found.alternatives().iter().position(|one| one.alone == 0);
        if let Some(needless) = needless.filter(|_| all.len() > 1) {
            all.remove(needless);
            return Ok(None);
        }
        let mut let_in = 0;
        let look = &mut |event: &Value, place: &str| {
            if asked.is_kept_out(event) {
                found.count(event, place);
            } else if let_in < MOST_TAKEN_ALONG {
                let_in += 1;
                for (candidates, _) in (all.iter_mut().zip(asked.takes(event))).filter(|one| one.1)
                {
                    candidates.keep_out_too(event, place);
                }
            }
        };
        self.negative.each(&mut self.refusals, context, look)?;
        Ok((let_in == 0).then_some(found))
    }

    fn found(
        mut self,
        found: Found,
        counts: Counts,
        context: &mut Context<'_>,
    ) -> Result<Exit, Failure> {
        let report = InferReport::new(Some(&found), counts);
        let report = report.with(None, self.notes, self.refusals.error());
        let is_human = self.args.format == Format::Human;
        render::infer::write(&report, self.args.format, context.stdout)?;
        if is_human && !context.quiet {
            context.stdout.flush()?;
            render::infer::reasons(&report, context.stderr)?;
        }
        Ok(context.exit())
    }

    /// Looks for the event that is most like the one that nothing keeps out.
    fn inseparable(
        mut self,
        pair: Pair,
        counts: Counts,
        context: &mut Context<'_>,
    ) -> Result<Exit, Failure> {
        let (alike, is_pair) = (pair.other, pair.matches.is_some());
        let mut likeness = None;
        let look = &mut |event: &Value, place: &str| {
            if likeness.is_none() && place == alike.place {
                likeness = Some(Likeness::to(event));
            }
        };
        self.negative.each(&mut self.refusals, context, look)?;
        if let Some(likeness) = &mut likeness {
            let look = &mut |event: &Value, place: &str| {
                if pair.matches.as_ref().is_none_or(|own| own == place) {
                    likeness.consider(event, place);
                }
            };
            self.positive.each(&mut self.refusals, context, look)?;
        }
        let nearest = likeness.and_then(Likeness::nearest);
        let told = told(&alike, nearest.as_ref(), is_pair, self.args.generalize());
        let report = AlikeReport::new(alike.place, nearest);
        self.none(Some(report), Finding::without_source(told), counts, context)
    }

    fn none(
        mut self,
        alike: Option<AlikeReport>,
        finding: Finding,
        counts: Counts,
        context: &mut Context<'_>,
    ) -> Result<Exit, Failure> {
        context.known(Exit::Negative);
        if self.args.format == Format::Json {
            self.notes.push(DiagnosticReport::new(&finding));
        } else {
            context.tell(&finding)?;
        }
        let report = InferReport::new(None, counts);
        let report = report.with(alike, self.notes, self.refusals.error());
        render::infer::write(&report, self.args.format, context.stdout)?;
        Ok(context.exit())
    }

    fn note_bound(&mut self, context: &mut Context<'_>) -> Result<(), Failure> {
        let message = format!(
            "the events have more than {MOST_FIELDS} fields or {MOST_CANDIDATES} tests: the plainest were looked at"
        );
        let finding = Finding::without_source(Diagnostic::note(BOUND, message));
        if self.args.format == Format::Json {
            self.notes.push(DiagnosticReport::new(&finding));
        } else {
            context.tell(&finding)?;
        }
        Ok(())
    }
}

/// Fields that a message names.
const NAMED_FIELDS: usize = 8;

/// Why there is no pattern.
fn told(
    alike: &Inseparable,
    nearest: Option<&Nearest>,
    is_pair: bool,
    generalize: Generalize,
) -> Diagnostic {
    let no_match = &alike.place;
    let Some(nearest) = nearest else {
        return Diagnostic::error(INSEPARABLE, format!("nothing keeps out `{no_match}`"));
    };
    let own = &nearest.place;
    let message = if is_pair {
        format!("no pattern takes `{own}`, which is to match, and not `{no_match}`")
    } else {
        format!(
            "no pattern of up to {MOST_ALTERNATIVES} alternatives was found that takes all that is to match, `{own}` among it, and not `{no_match}`"
        )
    };
    let differing = &nearest.differing;
    let mut names: Vec<String> = differing
        .iter()
        .take(NAMED_FIELDS)
        .map(|name| format!("`{name}`"))
        .collect();
    if differing.len() > NAMED_FIELDS {
        names.push(format!("{} more", differing.len() - NAMED_FIELDS));
    }
    let names = names.join(", ");
    let remedy = match (nearest.why, generalize) {
        (Why::Same, _) => "they are the same event".to_owned(),
        (Why::Dots, _) => {
            "they differ in dots alone: to a pattern a name `a.b` is the name `b` inside of `a`"
                .to_owned()
        }
        (Why::Own, _) => format!("they differ in {names} alone, which each event has of its own"),
        (Why::Names, _) => format!("they differ in {names}, which no pattern can name"),
        (Why::More, _) if names.is_empty() => {
            "to a pattern they are alike: what is empty, the order of a list, and how a number is written make no difference".to_owned()
        }
        (Why::More, _) => format!(
            "they differ in {names}, where the second has all that the first has: a pattern cannot ask that a list lacks a value"
        ),
        (_, Generalize::Exact | Generalize::Prefix) => format!(
            "they differ in {names}; `--generalize numeric` also takes ranges and beginnings of texts"
        ),
        _ if is_pair => {
            format!("they differ in {names}, but what tells them apart there does not go together")
        }
        _ => format!("they differ in {names}; fewer kinds of events at a time may have a pattern"),
    };
    Diagnostic::error(INSEPARABLE, message).help(remedy)
}

/// What a search ends with.
enum Outcome {
    Found(Found),
    Alike(Pair),
    Nothing,
}

/// A pattern and its alternatives, ready to be asked.
struct Asked<'p> {
    whole: ServiceEvaluator<'p>,
    apart: Vec<ServiceEvaluator<'p>>,
}

impl<'p> Asked<'p> {
    fn new(whole: &'p Pattern, apart: &'p [Pattern]) -> Self {
        Self {
            whole: ServiceEvaluator::new(whole),
            apart: apart.iter().map(ServiceEvaluator::new).collect(),
        }
    }

    /// Which alternatives take an event.
    fn takes(&self, event: &Value) -> Vec<bool> {
        self.apart.iter().map(|one| one.matches(event)).collect()
    }

    /// Whether the service takes it, as the pattern means it.
    fn is_taken(&self, event: &Value) -> bool {
        self.whole.matches(event)
            && (self.whole.is_logical() || self.whole.logical().matches(event))
    }

    fn is_kept_out(&self, event: &Value) -> bool {
        let meant = || !self.whole.is_logical() && self.whole.logical().matches(event);
        !self.whole.matches(event) && !meant()
    }
}
