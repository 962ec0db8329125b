//! The pattern of the command line, from its argument to its checked tree.

use std::borrow::Cow;

use crate::check;
use crate::commands::declarations::{self, Named, Read};
use crate::commands::{Context, Failure, Input, input};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::event::cloudtrail;
use crate::iac::{Content, is_left_out};
use crate::json::{self, Value};
use crate::model::{Bucket, Declared, DeclaredPattern, Inventory, Rule, RuleState, Subscription};
use crate::pattern::ast::SubRule;
use crate::pattern::check as pattern_check;
use crate::pattern::filter_policy::FilterPolicyScope;
use crate::pattern::{Dialect, OpenPattern, Pattern};
use crate::simulate::notification::bucket_filter;
use crate::simulate::pipe::SourceKind;
use crate::source::{Source, Span};

/// What is given declares something, but no pattern.
const NO_PATTERN: Code = Code::new("input/no-pattern");
/// What is given holds several patterns.
const SEVERAL_PATTERNS: Code = Code::new("input/several-patterns");
/// An event stands where a pattern is asked for.
const IS_AN_EVENT: Code = Code::new("input/not-a-pattern");
/// A pattern that a request for a rule holds.
const OF_REQUEST: Code = Code::new("pattern/of-request");
/// A field that only what declares patterns has.
const WRAPPED: Code = Code::new("pattern/wrapped");
/// A filter that is checked like the pattern of a rule.
const FILTER: Code = Code::new("pattern/filter-for-bus");
/// Events that the state of a rule keeps from it.
const READ_ONLY: Code = Code::new("route/read-only-management-event");
/// A scope of a filter policy that is open, or none.
const SCOPE: Code = Code::new("sns/scope");

/// How many names a message lists.
const LISTED_NAMES: usize = 5;

/// A pattern that is declared, and by what.
struct Candidate<'i> {
    name: Option<String>,
    pattern: Cow<'i, DeclaredPattern>,
    filters: Filters<'i>,
}

/// Where the arguments say that the pattern is used.
#[derive(Clone, Copy, Debug)]
pub(in crate::commands) struct Asked {
    pub(in crate::commands) dialect: Option<Dialect>,
    /// The scope of a filter policy that is told.
    pub(in crate::commands) scope: Option<FilterPolicyScope>,
}

/// What a pattern filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filters<'i> {
    /// The events of a bus.
    Events,
    /// The records of a pipe or an event source mapping, and their source, if that is known.
    Records(Dialect, Option<SourceKind>),
    /// Records: nobody says whose.
    SomeRecords,
    /// The messages of a topic.
    Messages(&'i Subscription),
    /// The events of a bucket.
    Objects,
}

impl Filters<'_> {
    /// Whether this is what is asked for where a pattern is used so.
    const fn is_of(self, dialect: Dialect) -> bool {
        matches!(
            (self, dialect),
            (Self::Events, Dialect::Bus | Dialect::Subscriber)
                | (Self::Records(Dialect::Pipe, _), Dialect::Pipe)
                | (Self::Records(Dialect::Lambda, _), Dialect::Lambda)
                | (Self::SomeRecords, Dialect::Pipe | Dialect::Lambda)
                | (Self::Messages(_), Dialect::Sns(_))
        )
    }

    /// Where the pattern is used, and what its records come from if that is told.
    fn used(self, asked: Asked) -> Result<(Dialect, Option<SourceKind>), Diagnostic> {
        let (found, records) = match self {
            Self::Records(dialect, records) => (dialect, records),
            Self::Messages(subscription) => match (asked.dialect, asked.scope) {
                (None | Some(Dialect::Sns(_)), None) => {
                    return Ok((Dialect::Sns(scope(subscription)?), None));
                }
                _ => (Dialect::default(), None),
            },
            Self::Events | Self::SomeRecords | Self::Objects => (Dialect::default(), None),
        };
        Ok((asked.dialect.unwrap_or(found), records))
    }
}

/// The scope of the policy of a subscription.
///
/// Recorded on AWS: `Invalid value [RandomValue]. Please use either MessageBody or MessageAttributes`.
fn scope(subscription: &Subscription) -> Result<FilterPolicyScope, Diagnostic> {
    let Some(declared) = &subscription.scope else {
        return Ok(FilterPolicyScope::default());
    };
    match (declared.get(), declared.hole()) {
        (None, hole) => {
            let from = hole.map_or("its template", |hole| &hole.from);
            Err(Diagnostic::error(
                SCOPE,
                format!("the scope of the filter policy depends on `{from}`"),
            )
            .at(declared.span, "not known")
            .help("tell it: `--filter-policy-scope MessageAttributes` or `MessageBody`"))
        }
        (Some(name), _) => FilterPolicyScope::from_name(name).ok_or_else(|| {
            Diagnostic::error(SCOPE, format!("`{name}` is no scope of a filter policy"))
                .at(declared.span, "SNS refuses it")
                .help("write `MessageAttributes` or `MessageBody`")
        }),
    }
}

/// A pattern as it was found.
pub(in crate::commands) struct FoundPattern {
    /// The text in which its places lie.
    pub(in crate::commands) source: Source,
    /// Where it is used.
    pub(in crate::commands) dialect: Dialect,
    /// What the records come from that it filters, if what declares it says so.
    pub(in crate::commands) records: Option<SourceKind>,
    /// Whether it is the filter of a bucket's own notifications.
    pub(in crate::commands) is_of_bucket: bool,
    /// What to know of it.
    pub(in crate::commands) notes: Vec<Diagnostic>,
    /// Whether something declares it, so that it can be no event.
    pub(in crate::commands) is_declared: bool,
    /// The pattern itself, if its template leaves something of it open.
    pub(in crate::commands) open: Option<OpenPattern>,
}

/// Reads the text of the pattern: the whole input, or the pattern of what the input declares. Where it is used is
/// `asked`, or follows from what declares it.
///
/// # Errors
///
/// * `input/…`: the input cannot be read, or holds no pattern or several.
pub(in crate::commands) fn read(
    argument: &Named,
    asked: Asked,
    context: &Context<'_>,
) -> Result<FoundPattern, Failure> {
    let file = Named {
        input: one_file(&argument.input, context)?,
        name: argument.name.clone(),
    };
    let Read {
        source, content, ..
    } = file.read("<pattern>", context)?;
    let itself = |source, notes| {
        Ok(FoundPattern {
            source,
            dialect: asked.dialect.unwrap_or_default(),
            records: None,
            is_of_bucket: false,
            notes,
            is_declared: false,
            open: None,
        })
    };
    let inventory = match content {
        Content::Declarations(inventory) => inventory,
        Content::Value(value) => {
            let notes = wrapped(&value).into_iter().collect();
            return itself(source, notes);
        }
        Content::Broken(_) => return itself(source, Vec::new()),
    };
    let refused = |diagnostic| Err(Failure::refused(Finding::new(diagnostic, &source)));
    let candidates = asked_for(candidates(&inventory, source.text()), asked.dialect);
    match candidates.as_slice() {
        [one] => {
            let (dialect, records) = match one.filters.used(asked) {
                Ok(used) => used,
                Err(diagnostic) => return refused(diagnostic),
            };
            let open = one.pattern.open();
            let open = open.map(|value| pattern_check::check_open(value, &source, dialect));
            let open = open
                .transpose()
                .map_err(|refusal| Failure::Refused(Box::new(refusal)))?;
            let source_text = source.text().to_owned();
            let text = match &open {
                Some(open) => Some(open_source(open, &source)),
                None => one.pattern.source(&source),
            };
            Ok(FoundPattern {
                source: text.unwrap_or(source),
                open,
                dialect,
                records,
                is_of_bucket: one.filters == Filters::Objects,
                notes: filter_for_bus(one, dialect)
                    .into_iter()
                    .chain(of_request(&source_text))
                    .chain(rule_of(&inventory, one).and_then(read_only))
                    .collect(),
                is_declared: true,
            })
        }
        [] => {
            let left_out = inventory.diagnostics.iter();
            let left_out = left_out.filter(|one| is_left_out(one.code)).cloned();
            // What was left out is why there is none.
            let all = left_out.chain([no_pattern(&inventory)]);
            let all = all.map(|one| Finding::new(one, &source));
            Err(Failure::all(all.collect()))
        }
        several => refused(several_patterns(several)),
    }
}

/// The text of a pattern with holes.
fn open_source(open: &OpenPattern, file: &Source) -> Source {
    let written = open.written.clone();
    Source::made(written.text, written.pieces, file)
}

/// Those that are used where it is asked; all, if none is.
fn asked_for(all: Vec<Candidate<'_>>, dialect: Option<Dialect>) -> Vec<Candidate<'_>> {
    let is_asked = |one: &Candidate<'_>| dialect.is_some_and(|dialect| one.filters.is_of(dialect));
    match all.iter().any(is_asked) {
        true => all.into_iter().filter(is_asked).collect(),
        false => all,
    }
}

/// The filter of a bucket's notifications; `file` is the text in which it stands.
fn of_bucket<'i>(bucket: &'i Bucket, file: &str) -> Option<Candidate<'i>> {
    let name = bucket.logical_id.clone();
    Some(Candidate {
        name: name.or_else(|| Some(bucket.name.as_ref()?.to_display())),
        pattern: Cow::Owned(bucket_filter(bucket, file)?),
        filters: Filters::Objects,
    })
}

/// Every pattern of an inventory that was read from `file`.
fn candidates<'i>(inventory: &'i Inventory, file: &str) -> Vec<Candidate<'i>> {
    let rules = inventory.rules.iter().filter_map(|rule| {
        Some(Candidate {
            name: rule.label(),
            pattern: Cow::Borrowed(rule.pattern.as_ref()?),
            filters: Filters::Events,
        })
    });
    let archives = inventory.archives.iter().filter_map(|archive| {
        let name = archive.logical_id.clone();
        Some(Candidate {
            name: name.or_else(|| Some(archive.name.as_ref()?.to_display())),
            pattern: Cow::Borrowed(archive.pattern.as_ref()?),
            filters: Filters::Events,
        })
    });
    let subscriptions = inventory.subscriptions.iter().filter_map(|one| {
        Some(Candidate {
            name: one.logical_id.clone(),
            pattern: Cow::Borrowed(one.filter_policy.as_ref()?),
            filters: Filters::Messages(one),
        })
    });
    let buckets = inventory.buckets.iter();
    let buckets = buckets.filter_map(|bucket| of_bucket(bucket, file));
    let pipes = inventory.pipes.iter();
    let pipes = pipes.map(|pipe| {
        let filters = Filters::Records(Dialect::Pipe, pipe.source_kind());
        (pipe.label(), &pipe.filters, filters)
    });
    let mappings = inventory.event_source_mappings.iter();
    let mappings = mappings.map(|one| {
        let filters = Filters::Records(Dialect::Lambda, one.source_kind());
        (one.logical_id.clone(), &one.filters, filters)
    });
    let alone = std::iter::once((None, &inventory.filters, Filters::SomeRecords));
    let filters = pipes.chain(mappings).chain(alone);
    let filters = filters.flat_map(|(label, patterns, filters)| {
        let of = label.map_or_else(String::new, |label| format!("{label} "));
        patterns
            .iter()
            .enumerate()
            .map(move |(number, pattern)| Candidate {
                name: Some(format!("{of}filter {number}")),
                pattern: Cow::Borrowed(pattern),
                filters,
            })
    });
    let events = rules.chain(archives);
    events
        .chain(filters)
        .chain(subscriptions)
        .chain(buckets)
        .collect()
}

/// The file that a glob names.
fn one_file(argument: &Input, context: &Context<'_>) -> Result<Input, Failure> {
    if declarations::is_template_directory(argument, context) {
        return Ok(argument.clone());
    }
    let mut files = input::expanded(argument.clone(), context)?.inputs;
    match (files.pop(), files.len()) {
        (Some(file), 0) => Ok(file),
        (_, others) => Err(Failure::refused(Finding::without_source(
            Diagnostic::error(
                SEVERAL_PATTERNS,
                format!(
                    "`{}` names {} files, and one pattern is asked for",
                    argument.name(""),
                    others + 1
                ),
            )
            .help("`evb route --rules` asks several patterns at once"),
        ))),
    }
}

fn no_pattern(inventory: &Inventory) -> Diagnostic {
    let begin = |span: Span| Span::new(span.start, span.start + 1);
    let scheduled = inventory.rules.iter().find(|rule| rule.schedule.is_some());
    let schedules = inventory.schedules.iter().map(|schedule| schedule.span);
    let scheduled = scheduled
        .map(|rule| rule.span)
        .into_iter()
        .chain(schedules)
        .next();
    let is_one = inventory.rules.len() + inventory.schedules.len() == 1;
    if let ([subscription], [], None) = (
        inventory.subscriptions.as_slice(),
        inventory.rules.as_slice(),
        scheduled,
    ) {
        return Diagnostic::error(
            NO_PATTERN,
            "the subscription has no filter policy: every message is delivered",
        )
        .at(
            begin(subscription.span),
            "the subscription that begins here",
        )
        .help("`FilterPolicy` selects messages");
    }
    match (scheduled, inventory.rules.as_slice()) {
        (Some(span), _) if is_one => {
            Diagnostic::error(NO_PATTERN, "the rule has a schedule and no event pattern")
                .at(begin(span), "the rule that begins here")
                .help("`evb next-fires` tells when it fires")
        }
        (None, [rule]) => Diagnostic::error(NO_PATTERN, "the rule has no event pattern")
            .at(begin(rule.span), "the rule that begins here"),
        _ => Diagnostic::error(NO_PATTERN, "there is no event pattern in here")
            .at(Span::new(0, 1), "what is declared here has none")
            .help("give the pattern itself, or what `aws events describe-rule` prints"),
    }
}

fn several_patterns(all: &[Candidate<'_>]) -> Diagnostic {
    let mut names: Vec<String> = all
        .iter()
        .map(|one| format!("`{}`", one.name.as_deref().unwrap_or("without a name")))
        .collect();
    if names.len() > LISTED_NAMES {
        names.truncate(LISTED_NAMES);
        names.push("…".to_owned());
    }
    let count = all.len();
    let named = all.iter().find_map(|one| {
        one.name.as_deref().filter(|_| {
            let has_one = matches!(one.filters, Filters::Messages(_) | Filters::Objects);
            one.filters == Filters::Events || has_one
        })
    });
    let has_rules = all.iter().any(|one| one.filters == Filters::Events);
    let help = match named {
        Some(name) if has_rules => format!(
            "name one behind the file, `FILE#{name}` say, or ask all of them with `evb route --rules`"
        ),
        Some(name) => format!("name one behind the file, `FILE#{name}` say"),
        None => "give one of them, or ask all of them with `evb route --rules`".to_owned(),
    };
    Diagnostic::error(
        SEVERAL_PATTERNS,
        format!("there are {count} event patterns in here, and one is asked for"),
    )
    .at(Span::new(0, 1), names.join(", "))
    .help(help)
}

/// A pattern whose only field is one that no event of a bus has, but everything that declares a pattern.
fn wrapped(value: &Value) -> Option<Diagnostic> {
    let [member] = value.as_object()? else {
        return None;
    };
    let name = member.name.as_str()?;
    let is_wrapper = [
        "EventPattern",
        "eventPattern",
        "event_pattern",
        "pattern",
        "Pattern",
    ]
    .contains(&name);
    if !is_wrapper || member.value.as_object().is_none() {
        return None;
    }
    let message =
        format!("`{name}` is taken for a field of events, and events of a bus have no such field");
    Some(
        Diagnostic::warning(WRAPPED, message)
            .at(member.name_span, "a field of the pattern")
            .help(format!(
                "if the pattern is what stands inside `{name}`, give that"
            )),
    )
}

/// A request for a rule: what is asked is the pattern in it, which is not what takes the request in its place.
fn of_request(text: &str) -> Option<Diagnostic> {
    let value = json::parse(text).ok()?;
    let members = value.as_object()?;
    let has = |name: &str| members.iter().any(|member| member.name == *name);
    // What describes a rule has its ARN; nobody takes that for a pattern.
    let is_whole = ["State", "EventBusName", "RoleArn", "Tags"]
        .into_iter()
        .any(has);
    (has("EventPattern") && has("Name") && is_whole && !has("Arn") && !has("Targets")).then(|| {
        Diagnostic::note(
            OF_REQUEST,
            "this is what `put-rule` takes: the pattern in its `EventPattern` is asked",
        )
        .help(
            "where a pattern is wanted, `--event-pattern` say, give what stands in `EventPattern`",
        )
    })
}

fn filter_for_bus(one: &Candidate<'_>, dialect: Dialect) -> Option<Diagnostic> {
    let (message, help) = match one.filters {
        _ if dialect != Dialect::Bus => return None,
        Filters::Events | Filters::Objects => return None,
        Filters::Messages(_) => (
            "a filter policy of SNS is checked like the pattern of a rule",
            "`--for sns` checks it, and takes messages apart, as SNS does",
        ),
        Filters::Records(..) | Filters::SomeRecords => (
            "a filter of a pipe or an event source mapping is checked like the pattern of a rule",
            "`--for pipe` and `--for lambda` check it, and take records apart, as these do",
        ),
    };
    Some(Diagnostic::note(FILTER, message).help(help))
}

/// The rule whose pattern it is.
fn rule_of<'i>(inventory: &'i Inventory, one: &Candidate<'_>) -> Option<&'i Rule> {
    let is_it = |rule: &&Rule| {
        let pattern = rule.pattern.as_ref();
        pattern.is_some_and(|pattern| std::ptr::eq(pattern, &raw const *one.pattern))
    };
    inventory.rules.iter().find(is_it)
}

/// That a rule gets nothing of what its pattern matches, if it is for calls that only read, and its state says otherwise.
///
/// AWS: EventBridge User Guide, "Receiving read-only management events from AWS services".
fn read_only(rule: &Rule) -> Option<Diagnostic> {
    let state = rule.state.as_ref().map(Declared::get);
    let is_plain = state.is_none_or(|state| state == Some(&RuleState::Enabled));
    let pattern = rule
        .pattern
        .as_ref()
        .filter(|_| !rule.is_bare && is_plain)?;
    let pattern = pattern_parse(pattern.json("")?)?;
    let is_read = |rule: &SubRule| {
        let texts = |path| rule.field(path).and_then(|one| one.values.exact_texts());
        let kinds = texts("detail-type").unwrap_or_default();
        let names = texts("detail.eventName").unwrap_or_default();
        !names.is_empty()
            && !kinds.is_empty()
            && kinds.iter().all(|(kind, _)| *kind == cloudtrail::API_CALL)
            && names
                .iter()
                .all(|(name, _)| cloudtrail::is_read_only_call(name))
    };
    pattern.sub_rules.iter().all(is_read).then(|| {
        Diagnostic::note(
            READ_ONLY,
            "the pattern is for calls that only read, and a rule that is `ENABLED` gets none of them from CloudTrail",
        )
        .help("give the rule the state `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`")
    })
}

fn pattern_parse(text: &str) -> Option<Pattern> {
    crate::pattern::parse(text, Dialect::Bus).ok()
}

/// Checks the pattern.
///
/// # Errors
///
/// What the service answers, with every mistake as a finding.
pub(in crate::commands) fn parse(source: &Source, dialect: Dialect) -> Result<Pattern, Failure> {
    pattern_check::check(source.text(), dialect).map_err(|refused| {
        let mut refusal = refused.with_source(source);
        if dialect == Dialect::Bus {
            refusal.findings.extend(besides(source, &refusal.findings));
        }
        refusal.findings.extend(is_an_event(source));
        Failure::Refused(Box::new(refusal))
    })
}

/// What else keeps a refused pattern from matching.
fn besides(source: &Source, findings: &[Finding]) -> Vec<Finding> {
    let errors: Vec<Diagnostic> = findings.iter().map(|one| one.diagnostic.clone()).collect();
    let told = check::slips_of_refused(source.text(), &errors).into_iter();
    told.map(|one| Finding::new(one, source)).collect()
}

/// An event in place of the pattern: arguments are easily exchanged.
fn is_an_event(source: &Source) -> Option<Finding> {
    let value = json::parse(source.text()).ok()?;
    let is_event = ["detail-type", "source"]
        .iter()
        .all(|name| json::fields::text(&value, name).is_some());
    is_event.then(|| {
        let note = Diagnostic::note(IS_AN_EVENT, "this is an event, and a pattern is asked for")
            .help("`--pattern` names the pattern; events are the arguments without a flag");
        Finding::without_source(note)
    })
}
