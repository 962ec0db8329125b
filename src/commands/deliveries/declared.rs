//! `--target FILE#NAME`: where events begin: a target, a schedule, or whatever else of a template delivers them.

use std::ffi::OsStr;

use super::flags::Flags;
use crate::commands::declarations::{Named, Read};
use crate::commands::{Context, Failure};
use crate::delivery::{Addresses, DeadLetterQueue, Pace, Profile, RetryPolicy};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::iac::Content;
use crate::model::{Declared, Inventory, Rule, Schedule, Target, Thing, is_generated};
use crate::simulate::pipe::Arn;
use crate::simulate::way::{Hop, Limits, Setting, Start, Station, StationKind, Way};
use crate::source::Source;

/// The file declares no target.
const NO_TARGET: Code = Code::new("delivery/no-target");
/// The file declares several targets.
const SEVERAL_TARGETS: Code = Code::new("delivery/several-targets");
/// The template leaves a limit open.
const OPEN: Code = Code::new("delivery/open-limit");

/// Where events may begin.
const BEGINNINGS: &str = "events may begin at targets of rules, schedules, topics, queues, streams, functions, and what reads them";

/// How many names a message lists.
const LISTED_NAMES: usize = 10;

/// Where events begin as it is declared, with what follows on it.
pub(super) struct DeclaredTarget {
    source: Source,
    /// The target of a rule or a schedule; empty where events begin elsewhere.
    target: Target,
    rule: Option<Rule>,
    schedule: Option<Schedule>,
    /// The way of an event from there on.
    pub(super) way: Way,
}

/// What is looked at of a file: each thing with its names.
type Candidate<'i> = (Vec<String>, Thing<'i>);

impl DeclaredTarget {
    /// Reads an argument: an ARN is a target of a rule.
    ///
    /// # Errors
    ///
    /// * `input/…`, `json/…`: it cannot be read, or nothing in it has the name.
    /// * `delivery/no-target`, `delivery/several-targets`: it does not declare one target, or one schedule.
    /// * `declaration/…`: the target cannot be read.
    pub(super) fn read(argument: &OsStr, context: &Context<'_>) -> Result<Self, Failure> {
        if let Some(arn) = argument.to_str().filter(|text| Arn::new(*text).is_arn()) {
            let target = Target {
                arn: Some(Declared::whole(arn)),
                ..Target::default()
            };
            let way = Way::of(&Inventory::default(), Start::Target(None, &target));
            return Ok(Self {
                source: Source::new("--target", arn),
                target,
                rule: None,
                schedule: None,
                way: way.unwrap_or_default(),
            });
        }
        let named = Named::new(argument, context);
        let read = named.read_whole("--target", context)?;
        let place = match (&read.content, &named.name) {
            (Content::Declarations(inventory), Some(name)) => {
                let mut places = Way::places(inventory).into_iter();
                let found = places.find(|place| place.is_called(name));
                found.map(|place| (place, (**inventory).clone()))
            }
            _ => None,
        };
        let source = read.source.clone();
        let (kept, whole) = match named.narrowed(read) {
            Ok(Read { content, whole, .. }) => (inventory_of(content, &source)?, whole),
            // What others name has no declaration of its own.
            Err(_) if place.is_some() => (Inventory::default(), None),
            Err(failure) => return Err(failure),
        };
        let (place, of_place) = place.unzip();
        let whole = whole.or(of_place);
        let everything = whole.as_ref().unwrap_or(&kept);
        let begins = Begins {
            kept: &kept,
            whole: everything,
            is_named: named.name.is_some(),
        };
        let (start, target, rule, schedule) = begins
            .one(place, source.name())
            .map_err(|refused| Failure::refused(Finding::without_source(refused)))?;
        let Some(way) = Way::of(everything, start.clone()) else {
            if let Some(told) = Way::why_none(everything, start).into_iter().next() {
                let message = format!("nothing is delivered there: {}", told.message);
                let refused = Diagnostic {
                    help: told.help,
                    ..Diagnostic::error(NO_TARGET, message)
                };
                return Err(Failure::refused(Finding::without_source(refused)));
            }
            let refused =
                Diagnostic::error(NO_TARGET, "nothing is delivered there that is simulated")
                    .help(BEGINNINGS);
            return Err(Failure::refused(Finding::without_source(refused)));
        };
        let wrong = target.diagnostics.iter();
        let wrong: Vec<Finding> = wrong
            .filter(|one| one.is_error())
            .map(|one| Finding::new(one.clone(), &source))
            .collect();
        if !wrong.is_empty() {
            return Err(Failure::all(wrong));
        }
        Ok(Self {
            source,
            target,
            rule,
            schedule,
            way,
        })
    }

    /// The hop with which the way begins.
    pub(super) fn first(&self) -> Option<&Hop> {
        self.way.hops.first()
    }

    /// Who delivers.
    pub(super) fn profile(&self) -> Profile {
        self.first()
            .map_or(Profile::Rule, |hop| hop.scenario.profile)
    }

    /// How attempts are spaced, if it is no curve.
    pub(super) fn pace(&self) -> Option<&Pace> {
        self.first().map(|hop| &hop.scenario.pace)
    }

    fn limits(&self) -> Option<&Limits> {
        self.first().map(|hop| &hop.limits)
    }

    /// `MaximumRetryAttempts`, if it is declared, known and allowed.
    pub(super) fn retries(&self, profile: Profile, flags: &mut Flags) -> Option<u64> {
        let declared = self.limits()?.retries.as_ref()?;
        self.limit(
            (declared, profile),
            "--maximum-retry-attempts",
            flags,
            |number| RetryPolicy::new(profile, Some(number), None),
        )
    }

    /// `MaximumEventAgeInSeconds`, if it is declared, known and allowed.
    pub(super) fn age_seconds(&self, profile: Profile, flags: &mut Flags) -> Option<u64> {
        let declared = self.limits()?.age_seconds.as_ref()?;
        self.limit(
            (declared, profile),
            "--maximum-event-age",
            flags,
            |number| RetryPolicy::new(profile, None, Some(number)),
        )
    }

    fn limit(
        &self,
        (declared, profile): (&Declared<i64>, Profile),
        flag: &str,
        flags: &mut Flags,
        check: impl FnOnce(u64) -> Result<RetryPolicy, Diagnostic>,
    ) -> Option<u64> {
        if let Some(hole) = declared.hole() {
            let message = format!("the template leaves a limit open: `{}`", hole.from);
            let open = Diagnostic::error(OPEN, message)
                .at(hole.span, "what comes of this is not known here");
            flags.refuse_at(
                open.help(format!("give the limit as `{flag}`")),
                &self.source,
            );
            return None;
        }
        let number = *declared.get()?;
        // AWS: readers of streams have -1 for no limit.
        if number == -1 && profile == Profile::Stream {
            return None;
        }
        // Below zero is outside of every range: the largest number is, too, and the message is about what is written.
        let checked = check(u64::try_from(number).unwrap_or(u64::MAX)).map_err(|mut wrong| {
            wrong.message = wrong
                .message
                .replace(&u64::MAX.to_string(), &number.to_string());
            wrong.at(declared.span, "")
        });
        match checked {
            Ok(_) => u64::try_from(number).ok(),
            Err(wrong) => {
                flags.refuse_at(wrong, &self.source);
                None
            }
        }
    }

    /// The dead-letter queue; `None` if what is declared is no more than a retry policy, which says nothing about one.
    pub(super) fn queue(&self, profile: Profile, flags: &mut Flags) -> Option<DeadLetterQueue> {
        if let Some(letters) = self.first().map(|hop| &hop.letters)
            && !matches!(letters.setting, Setting::Target | Setting::Schedule)
        {
            return Some(match &letters.place {
                Some(place) if place.arn.is_empty() => DeadLetterQueue::Arn(place.name.clone()),
                Some(place) => DeadLetterQueue::Arn(place.arn.clone()),
                None => DeadLetterQueue::None,
            });
        }
        let arn = self
            .target
            .dead_letter
            .as_ref()
            .and_then(|one| one.arn.as_ref());
        let Some(arn) = arn else {
            return self.target.arn.as_ref().map(|_| DeadLetterQueue::None);
        };
        let Some(known) = arn.get() else {
            // There is one, whatever it is called.
            return Some(DeadLetterQueue::Arn(arn.to_display()));
        };
        match DeadLetterQueue::parse(known, profile) {
            Ok(queue) => Some(queue),
            Err(wrong) => {
                flags.refuse_at(wrong.at(arn.span, ""), &self.source);
                None
            }
        }
    }

    /// Whether the target has an input, an input path or an input transformer.
    pub(super) fn is_transformed(&self) -> bool {
        let Target {
            input,
            input_path,
            input_transformer,
            ..
        } = &self.target;
        input.is_some() || input_path.is_some() || input_transformer.is_some()
    }

    /// The target's ARN, as far as it is known.
    pub(super) fn target_arn(&self) -> Option<String> {
        self.target.arn.as_ref().map(Declared::to_display)
    }

    /// Writes into `addresses` what the dead letter says of them.
    pub(super) fn put_into(&self, addresses: &mut Addresses) {
        let known =
            |text: &Option<Declared<String>>| text.as_ref().and_then(|one| one.get().cloned());
        let invoked = self.first().map(|hop| &hop.to);
        let is_known = |to: &&Station| {
            let hole = to
                .arn
                .strip_prefix("${")
                .and_then(|arn| arn.strip_suffix('}'));
            to.arn.starts_with("arn:") || hole.is_some_and(|from| !is_generated(from))
        };
        let invoked = invoked
            .filter(|to| to.kind == StationKind::Function)
            .filter(is_known);
        let invoked = invoked.map(|to| to.arn.clone());
        if let Some(arn) = self.target_arn().or(invoked) {
            addresses.target_arn = arn;
        }
        addresses.payload = known(&self.target.input);
        let parts: Vec<&str> = addresses.target_arn.splitn(6, ':').collect();
        let ["arn", partition, _, region, account, _] = parts.as_slice() else {
            return;
        };
        let arn = |service: &str, kind: &str, within: Option<String>, name: String| {
            let within = within.map_or_else(String::new, |within| format!("{within}/"));
            format!("arn:{partition}:{service}:{region}:{account}:{kind}/{within}{name}")
        };
        let rule = self.rule.as_ref();
        let rule_name = rule.map_or(&self.target.rule, |rule| &rule.name);
        let rule_arn = known(rule_name).map(|name| {
            let bus = rule.and_then(|rule| known(&rule.bus));
            arn("events", "rule", bus.filter(|bus| bus != "default"), name)
        });
        let schedule_arn = self.schedule.as_ref().and_then(|schedule| {
            let group =
                known(&schedule.group).unwrap_or_else(|| Schedule::DEFAULT_GROUP.to_owned());
            let built = || {
                Some(arn(
                    "scheduler",
                    "schedule",
                    Some(group),
                    known(&schedule.name)?,
                ))
            };
            known(&schedule.arn).or_else(built)
        });
        if let Some(arn) = rule_arn {
            addresses.rule_arn = arn;
        }
        if let Some(arn) = schedule_arn {
            addresses.schedule_arn = arn;
        }
    }
}

/// What a content declares.
fn inventory_of(content: Content, source: &Source) -> Result<Inventory, Failure> {
    match content {
        Content::Declarations(inventory) => Ok(*inventory),
        Content::Value(_) => Ok(Inventory::default()),
        Content::Broken(error) => {
            let diagnostic = error.diagnostic(source.text());
            Err(Failure::refused(Finding::new(diagnostic, source)))
        }
    }
}

/// With what a way may begin.
struct Begins<'i> {
    /// What is called as asked, or everything.
    kept: &'i Inventory,
    /// Everything in the file.
    whole: &'i Inventory,
    is_named: bool,
}

/// A beginning, and what the letters of EventBridge say of it.
type Beginning<'i> = (Start<'i>, Target, Option<Rule>, Option<Schedule>);

impl<'i> Begins<'i> {
    /// The one with which it begins: a target before everything else.
    fn one(&self, place: Option<Station>, file: &str) -> Result<Beginning<'i>, Diagnostic> {
        let targets: Vec<Candidate<'i>> = self
            .kept
            .things()
            .filter(|(_, thing)| match thing {
                Thing::Target(..) => true,
                Thing::Schedule(schedule) => schedule.target.is_some(),
                _ => false,
            })
            .collect();
        match targets.as_slice() {
            [(_, Thing::Target(rule, target))] => {
                let rule = rule.or_else(|| self.rule_of(target));
                let start = Start::Target(rule, target);
                Ok((start, (*target).clone(), rule.cloned(), None))
            }
            [(_, Thing::Schedule(schedule))] => {
                let target = schedule.target.clone().unwrap_or_default();
                let start = Start::Schedule(schedule);
                Ok((start, target, None, Some((*schedule).clone())))
            }
            [] => match self.other(place, file) {
                Ok(start) => Ok((start, Target::default(), None, None)),
                Err(refused) => Err(refused),
            },
            several => Err(not_one(file, several)),
        }
    }

    /// What else delivers: what is asked for by its name, or the only thing of the file that feeds others.
    fn other(&self, place: Option<Station>, file: &str) -> Result<Start<'i>, Diagnostic> {
        let mut things = self.kept.things();
        let start = |thing| match thing {
            Thing::Pipe(one) => Some(Start::Pipe(one)),
            Thing::EventSourceMapping(one) => Some(Start::Mapping(one)),
            Thing::Queue(one) if self.is_named => Some(Start::Queue(one)),
            Thing::Function(one) if self.is_named => Some(Start::Function(one)),
            Thing::Subscription(one) if self.is_named => Some(Start::Subscription(one)),
            _ => None,
        };
        if self.is_named {
            let place = place.map(Start::Place);
            let found = place.or_else(|| things.find_map(|(_, thing)| start(thing)));
            return found.ok_or_else(|| self.delivers_nothing(file));
        }
        let topics = Way::places(self.whole).into_iter();
        let topics = topics.filter(|place| place.kind == StationKind::Topic);
        let topics = topics.map(|place| (place.name.clone(), Start::Place(place)));
        let readers = things.filter_map(|(names, thing)| {
            let name = names.into_iter().next().unwrap_or_default();
            Some((name, start(thing)?))
        });
        let mut all: Vec<(String, Start<'i>)> = readers.chain(topics).collect();
        match (all.pop(), all.as_slice()) {
            (Some((_, only)), []) => Ok(only),
            (None, _) => Err(not_one(file, &[])),
            (Some((last, _)), others) => {
                let names = others.iter().map(|(name, _)| name.as_str());
                let message = format!("`{file}` declares no target of a rule or a schedule");
                let listed = listed(names.chain([last.as_str()]));
                Err(Diagnostic::error(NO_TARGET, message)
                    .help(format!("name where events begin behind the file: {listed}")))
            }
        }
    }

    /// Why nothing begins at what is called as asked: a bus, an archive, an API destination and others take events, and hand
    /// none on by themselves.
    fn delivers_nothing(&self, file: &str) -> Diagnostic {
        let first = self.kept.things().next();
        // A rule that has no targets lacks them.
        let Some((names, _)) = first.filter(|(_, thing)| !matches!(thing, Thing::Rule(_))) else {
            return not_one(file, &[]);
        };
        let name = names.first().map_or("", String::as_str);
        let message = format!("`{name}` of `{file}` delivers nothing by itself");
        Diagnostic::error(NO_TARGET, message).help(BEGINNINGS)
    }

    /// The rule of a target that was asked by its name, which says nothing of the rule's bus.
    fn rule_of(&self, target: &Target) -> Option<&'i Rule> {
        let is_of = |rule: &&Rule| rule.targets.iter().any(|one| one.span == target.span);
        self.whole.rules.iter().find(is_of)
    }
}

/// Names behind a `#`, of many the first.
fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut listed: Vec<String> = names.map(|name| format!("`#{name}`")).collect();
    let left_out = listed.len().saturating_sub(LISTED_NAMES);
    listed.truncate(LISTED_NAMES);
    if left_out > 0 {
        listed.push(format!("{left_out} more"));
    }
    listed.join(", ")
}

/// Why a file that does not declare exactly one target cannot be asked.
fn not_one(file: &str, candidates: &[Candidate<'_>]) -> Diagnostic {
    if candidates.is_empty() {
        return Diagnostic::error(NO_TARGET, format!("`{file}` declares no target"))
            .help("give a target, a schedule, a rule with targets, a template, or the answer of `aws events list-targets-by-rule`");
    }
    let names = candidates
        .iter()
        .filter_map(|(names, _)| own_name(names, candidates));
    let listed = listed(names);
    let count = candidates.len();
    Diagnostic::error(
        SEVERAL_TARGETS,
        format!("`{file}` declares {count} targets"),
    )
    .help(format!("name one behind the file: {listed}"))
}

/// The first name that is known, and no other's.
fn own_name<'n>(names: &'n [String], all: &[Candidate<'_>]) -> Option<&'n str> {
    let bearers = |name: &str| {
        let bears = |candidate: &&Candidate<'_>| candidate.0.iter().any(|one| one == name);
        all.iter().filter(bears).count()
    };
    let is_own = |name: &&String| !name.contains("${") && bearers(name) == 1;
    names.iter().find(is_own).map(String::as_str)
}
