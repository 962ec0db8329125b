//! `--target FILE#NAME`: what a target, a schedule or a template declares of a delivery.

use std::ffi::OsStr;

use super::flags::Flags;
use crate::commands::declarations::{Named, Read};
use crate::commands::{Context, Failure};
use crate::delivery::{Addresses, DeadLetterQueue, Profile, RetryPolicy};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::iac::Content;
use crate::model::{Declared, Inventory, Rule, Schedule, Target, Thing};
use crate::source::Source;

/// The file declares no target.
const NO_TARGET: Code = Code::new("delivery/no-target");
/// The file declares several targets.
const SEVERAL_TARGETS: Code = Code::new("delivery/several-targets");
/// The template leaves a limit open.
const OPEN: Code = Code::new("delivery/open-limit");

/// How many names a message lists.
const LISTED_NAMES: usize = 10;

/// A target as it is declared, with what it belongs to.
pub(super) struct DeclaredTarget {
    source: Source,
    target: Target,
    /// Who delivers to it.
    pub(super) profile: Profile,
    rule: Option<Rule>,
    schedule: Option<Schedule>,
}

/// What is looked at of a file: each target with its names.
type Candidate<'i> = (Vec<String>, Thing<'i>);

impl DeclaredTarget {
    /// Reads an argument.
    ///
    /// # Errors
    ///
    /// * `input/…`, `json/…`: it cannot be read, or nothing in it has the name.
    /// * `delivery/no-target`, `delivery/several-targets`: it does not declare one target, or one schedule.
    /// * `declaration/…`: the target cannot be read.
    pub(super) fn read(argument: &OsStr, context: &Context<'_>) -> Result<Self, Failure> {
        let Read {
            source,
            content,
            whole,
        } = Named::new(argument, context).read("--target", context)?;
        let inventory = match content {
            Content::Declarations(inventory) => *inventory,
            Content::Value(_) => Inventory::default(),
            Content::Broken(error) => {
                let diagnostic = error.diagnostic(source.text());
                return Err(Failure::refused(Finding::new(diagnostic, &source)));
            }
        };
        let candidates: Vec<Candidate<'_>> = inventory
            .things()
            .filter(|(_, thing)| match thing {
                Thing::Target(..) => true,
                Thing::Schedule(schedule) => schedule.target.is_some(),
                _ => false,
            })
            .collect();
        let [(_, thing)] = candidates.as_slice() else {
            let refused = not_one(source.name(), &candidates);
            return Err(Failure::refused(Finding::without_source(refused)));
        };
        let (target, profile, rule, schedule) = match *thing {
            Thing::Target(rule, target) => (Some(target), Profile::Rule, rule, None),
            Thing::Schedule(schedule) => (
                schedule.target.as_ref(),
                Profile::Scheduler,
                None,
                Some(schedule),
            ),
            _ => (None, Profile::Rule, None, None),
        };
        let target = target.cloned().unwrap_or_default();
        let declared = Self {
            rule: rule.cloned().or_else(|| rule_of(&target, whole)),
            target,
            profile,
            schedule: schedule.cloned(),
            source,
        };
        let wrong = declared.target.diagnostics.iter();
        let wrong: Vec<Finding> = wrong
            .filter(|one| one.is_error())
            .map(|one| Finding::new(one.clone(), &declared.source))
            .collect();
        if wrong.is_empty() {
            Ok(declared)
        } else {
            Err(Failure::all(wrong))
        }
    }

    /// `MaximumRetryAttempts`, if it is declared, known and allowed.
    pub(super) fn retries(&self, profile: Profile, flags: &mut Flags) -> Option<u64> {
        let policy = self.target.retry_policy.as_ref()?;
        let declared = policy.maximum_retry_attempts.as_ref()?;
        self.limit(declared, "--maximum-retry-attempts", flags, |number| {
            RetryPolicy::new(profile, Some(number), None)
        })
    }

    /// `MaximumEventAgeInSeconds`, if it is declared, known and allowed.
    pub(super) fn age_seconds(&self, profile: Profile, flags: &mut Flags) -> Option<u64> {
        let policy = self.target.retry_policy.as_ref()?;
        let declared = policy.maximum_event_age_seconds.as_ref()?;
        self.limit(declared, "--maximum-event-age", flags, |number| {
            RetryPolicy::new(profile, None, Some(number))
        })
    }

    fn limit(
        &self,
        declared: &Declared<i64>,
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
        if let Some(arn) = self.target_arn() {
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

/// The rule of a target that was asked by its name, which says nothing of the rule's bus.
fn rule_of(target: &Target, whole: Option<Inventory>) -> Option<Rule> {
    let is_of = |rule: &Rule| rule.targets.iter().any(|one| one.span == target.span);
    whole?.rules.into_iter().find(is_of)
}

/// Why a file that does not declare exactly one target cannot be asked.
fn not_one(file: &str, candidates: &[Candidate<'_>]) -> Diagnostic {
    if candidates.is_empty() {
        return Diagnostic::error(NO_TARGET, format!("`{file}` declares no target"))
            .help("give a target, a schedule, a rule with targets, a template, or the answer of `aws events list-targets-by-rule`");
    }
    let names = candidates.iter().filter_map(|(names, _)| names.first());
    let mut listed: Vec<String> = names.map(|name| format!("`#{name}`")).collect();
    let left_out = listed.len().saturating_sub(LISTED_NAMES);
    listed.truncate(LISTED_NAMES);
    if left_out > 0 {
        listed.push(format!("{left_out} more"));
    }
    let count = candidates.len();
    Diagnostic::error(
        SEVERAL_TARGETS,
        format!("`{file}` declares {count} targets"),
    )
    .help(format!("name one behind the file: {}", listed.join(", ")))
}
