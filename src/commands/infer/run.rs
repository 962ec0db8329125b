//! The run: look at the events, look for a pattern, verify it, and begin again with what it lets in.

use super::Args;
use super::stored::Stored;
use crate::commands::answer::Refusals;
use crate::commands::{Context, Exit, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::infer::{
    Candidates, Found, Generalize, Inseparable, Likeness, MOST_CANDIDATES, MOST_FIELDS, Sketches,
};
use crate::json::Value;
use crate::pattern::ServiceEvaluator;
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
        let mut candidates = Candidates::new(sketches, self.args.generalize());
        let mut kept_out = 0;
        let look = &mut |event: &Value, place: &str| {
            kept_out += 1;
            candidates.keep_out(event, place);
        };
        self.negative.each(&mut self.refusals, context, look)?;
        if candidates.is_cut() {
            self.note_bound(context)?;
        }
        let counts = (matched, kept_out);
        for _ in 0..MOST_ROUNDS {
            let found = match candidates.solve() {
                Ok(found) => found,
                Err(alike) => return self.inseparable(alike, counts, context),
            };
            let Some(verified) = self.verify(found, &mut candidates, context)? else {
                continue;
            };
            return self.found(verified, counts, context);
        }
        let told = Diagnostic::error(
            INSEPARABLE,
            "no pattern was found that holds for all events",
        )
        .help("give fewer kinds of events at a time, and join the patterns with `$or`");
        self.none(None, Finding::without_source(told), counts, context)
    }

    /// Asks the matcher about every event; `None` if it lets something in, which is then to be kept out too.
    fn verify(
        &mut self,
        mut found: Found,
        candidates: &mut Candidates,
        context: &mut Context<'_>,
    ) -> Result<Option<Found>, Failure> {
        let pattern = match found.pattern() {
            Ok(pattern) => pattern,
            Err(_) => {
                candidates.leave_out(&found);
                return Ok(None);
            }
        };
        let evaluator = ServiceEvaluator::new(&pattern);
        let mut all_match = true;
        let look = &mut |event: &Value, _: &str| all_match &= evaluator.verdict(event).matched;
        self.positive.each(&mut self.refusals, context, look)?;
        if !all_match {
            candidates.leave_out(&found);
            return Ok(None);
        }
        let mut let_in = 0;
        let look = &mut |event: &Value, place: &str| {
            if !evaluator.verdict(event).matched {
                found.count(event, place);
            } else if let_in < MOST_TAKEN_ALONG {
                let_in += 1;
                candidates.keep_out_too(event, place);
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
        alike: Inseparable,
        counts: Counts,
        context: &mut Context<'_>,
    ) -> Result<Exit, Failure> {
        let mut likeness = None;
        let look = &mut |event: &Value, place: &str| {
            if likeness.is_none() && place == alike.place {
                likeness = Some(Likeness::to(event));
            }
        };
        self.negative.each(&mut self.refusals, context, look)?;
        if let Some(likeness) = &mut likeness {
            let look = &mut |event: &Value, place: &str| likeness.consider(event, place);
            self.positive.each(&mut self.refusals, context, look)?;
        }
        let nearest = likeness.as_ref().and_then(Likeness::nearest);
        let told = told(&alike, nearest, self.args.generalize());
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
    nearest: Option<(&str, &[String])>,
    generalize: Generalize,
) -> Diagnostic {
    let no_match = &alike.place;
    let Some((place, differing)) = nearest else {
        return Diagnostic::error(INSEPARABLE, format!("nothing keeps out `{no_match}`"));
    };
    let message =
        format!("no list of values takes `{place}`, which is to match, and not `{no_match}`");
    let mut names: Vec<String> = differing
        .iter()
        .take(NAMED_FIELDS)
        .map(|name| format!("`{name}`"))
        .collect();
    if differing.len() > NAMED_FIELDS {
        names.push(format!("{} more", differing.len() - NAMED_FIELDS));
    }
    let differ = match names.as_slice() {
        [] => "they are the same event".to_owned(),
        names => format!("they differ in {}", names.join(", ")),
    };
    let remedy = match (generalize, differing) {
        (_, []) => "",
        (Generalize::Exact | Generalize::Prefix, _) => {
            "; `--generalize numeric` also takes ranges and beginnings of texts"
        }
        (Generalize::Numeric, _) if alike.is_together => {
            "; fewer kinds of events at a time may have a pattern each, which `$or` joins"
        }
        (Generalize::Numeric, _) => {
            ", of which none is the same in what is to match and another in what is not"
        }
    };
    Diagnostic::error(INSEPARABLE, message).help(format!("{differ}{remedy}"))
}
