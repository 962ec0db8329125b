//! Whether a principal may put the entries of a request on their buses, as far as the policies of the buses say it.
//!
//! AWS: EventBridge User Guide, "Permissions for event buses" and "Using IAM policy conditions in Amazon EventBridge"; IAM User
//! Guide, "Policy evaluation logic": in one account the policy of the bus or those of the identity allow it, between two both
//! must. The policies of the identity are not asked.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::sync::Arc;

use crate::commands::declarations::Named;
use crate::commands::{Context, Failure};
use crate::diagnostic::{Code, Diagnostic, Finding};
use crate::event::put_events::Settings;
use crate::event::put_events::codes::MESSAGE_NOT_RECORDED;
use crate::iac::Content;
use crate::json::fields::{present, text};
use crate::json::{self, Value};
use crate::model::{Declared, Inventory, bus_name};
use crate::policy::{self, Because, Decision, Found, Name, Policy, Principal, Request, decide};
use crate::report::SpanReport;
use crate::report::put_events::{PermissionReport, StatementReport};
use crate::source::{Source, Span};

/// A policy does not let an entry in.
const DENIED: Code = Code::new("put-events/denied");
/// Whether a policy lets an entry in depends on something that is not known.
const NOT_KNOWN: Code = Code::unsettled("put-events/permission-open");
/// The file has no policy.
const NO_POLICY: Code = Code::new("put-events/no-policy");

/// What is asked of EventBridge.
const ACTION: &str = "events:PutEvents";

/// Who puts events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asker {
    arn: String,
    account: String,
}

/// Reads the ARN of a role, a user or a session of a role, or the number of an account.
///
/// # Errors
///
/// It is something else.
pub(super) fn principal(text: &str) -> Result<Asker, String> {
    let is_account = |one: &str| one.len() == 12 && one.bytes().all(|digit| digit.is_ascii_digit());
    if is_account(text) {
        return Ok(Asker {
            arn: format!("arn:aws:iam::{text}:root"),
            account: text.to_owned(),
        });
    }
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    match parts.as_slice() {
        ["arn", _, "iam" | "sts", "", account, rest] if is_account(account) && !rest.is_empty() => {
            Ok(Asker {
                arn: text.to_owned(),
                account: (*account).to_owned(),
            })
        }
        _ => Err(
            "a principal is the ARN of a role or user, `arn:aws:iam::123456789012:role/shop`, or the number of an account"
                .to_owned(),
        ),
    }
}

impl Asker {
    /// The ARN of the role of which it is a session.
    ///
    /// AWS: IAM User Guide, "AWS JSON policy elements: Principal": a policy that names a role is for its sessions.
    fn role(&self) -> Option<String> {
        let (before, session) = self.arn.split_once(":assumed-role/")?;
        let (role, _) = session.rsplit_once('/')?;
        let partition = before.split(':').nth(1)?;
        Some(format!("arn:{partition}:iam::{}:role/{role}", self.account))
    }

    /// The ARNs by which policies may name it.
    fn arns(&self) -> Vec<String> {
        [self.arn.clone()].into_iter().chain(self.role()).collect()
    }
}

/// The policies of a file.
pub(super) struct Policies {
    source: Source,
    inventory: Inventory,
    /// The file as a whole, if it is a policy and nothing else: it counts for every bus.
    document: Option<Value>,
}

/// The policies that count for a bus for certain, and those that may.
struct Counting<'p> {
    certain: Vec<Policy<'p>>,
    all: Vec<Policy<'p>>,
}

impl Policies {
    /// Reads a template, what `aws events describe-event-bus` prints, or a policy.
    ///
    /// # Errors
    ///
    /// * `put-events/no-policy`: the file has none.
    /// * What is wrong with the file.
    pub(super) fn read(file: &OsString, context: &Context<'_>) -> Result<Self, Failure> {
        let read = Named::new(file, context).read("--policy", context)?;
        let (inventory, document) = match read.content {
            Content::Declarations(inventory) => (*inventory, None),
            Content::Value(value) => (Inventory::default(), Some(value)),
            Content::Broken(error) => {
                let told = error.diagnostic(read.source.text());
                return Err(Failure::refused(Finding::new(told, &read.source)));
            }
        };
        let is_policy = document
            .as_ref()
            .is_some_and(|one| present(one, "Statement").is_some());
        if !is_policy && inventory.policies.is_empty() && inventory.buses.is_empty() {
            let message = format!("`{}` has no policy of a bus", read.source.name());
            let told = Diagnostic::error(NO_POLICY, message)
                .help("give a template, what `aws events describe-event-bus` prints, or a policy");
            return Err(Failure::refused(Finding::without_source(told)));
        }
        Ok(Self {
            source: read.source,
            inventory,
            document,
        })
    }

    /// What a bus is called: its ARN, and what the file calls that.
    fn name(&self, bus: &str, arn: &str) -> Name {
        let (mut own, mut others) = (BTreeSet::new(), BTreeSet::new());
        for one in &self.inventory.buses {
            let name = one.name.as_ref().and_then(Declared::get);
            let (Some(id), Some(name)) = (&one.logical_id, name) else {
                continue;
            };
            match bus_name(name) == bus {
                true => own.extend(policy::arns(id)),
                false => others.extend(policy::arns(id)),
            }
        }
        Name {
            own,
            others: Arc::new(others),
            ..Name::text(arn)
        }
    }

    /// The policies of the bus of that name.
    fn of(&self, bus: &str) -> Counting<'_> {
        let mut counting = Counting {
            certain: Vec::new(),
            all: Vec::new(),
        };
        if let Some(document) = &self.document {
            counting.certain.push(Policy::read(document));
            counting.all.push(Policy::read(document));
        }
        for one in &self.inventory.policies {
            let is_there = one.condition.as_ref().map(Declared::get);
            let is_on = match one.on.as_slice() {
                [] => Some(bus == "default"),
                all => self.is_one(all, bus),
            };
            if is_on == Some(false) || is_there == Some(Some(&false)) {
                continue;
            }
            let policy = || {
                one.document
                    .as_ref()
                    .map_or_else(Policy::open, Policy::read)
            };
            if is_on == Some(true) && is_there != Some(None) {
                counting.certain.push(policy());
            }
            counting.all.push(policy());
        }
        counting
    }

    /// Whether a bus is among those that are named; `None` if that is open.
    fn is_one(&self, named: &[Declared<String>], bus: &str) -> Option<bool> {
        let mut found = Some(false);
        for one in named {
            // A bus of the file is known by what it is called there.
            let declared = self.inventory.buses.iter().find(|own| {
                one.resource.is_some() && own.logical_id.as_deref() == one.resource.as_deref()
            });
            let name = declared.and_then(|own| own.name.as_ref()).unwrap_or(one);
            match name.get() {
                Some(name) if bus_name(name) == bus => return Some(true),
                Some(_) => {}
                None => found = None,
            }
        }
        found
    }
}

/// Whether an entry may be put, and why.
pub(super) struct Judged {
    pub(super) report: PermissionReport,
    told: Option<Diagnostic>,
    /// Whether it is told of the file of policies.
    is_of_policy: bool,
}

/// Asks for every entry of a request.
pub(super) fn judge(
    request: &Value,
    asker: &Asker,
    policies: &Policies,
    settings: &Settings,
) -> Vec<Judged> {
    let entries = request.get("Entries").unwrap_or(request);
    let entries = entries.as_array().unwrap_or_default().iter().enumerate();
    entries
        .map(|(index, entry)| one(index, entry, asker, policies, settings))
        .collect()
}

/// What is to be told of the entries, each with the statement that decides; as a failure if one of them is denied, for then AWS
/// refuses the request.
pub(super) fn told(
    judged: &[Judged],
    policies: &Policies,
    context: &mut Context<'_>,
) -> Result<(), Failure> {
    let findings = judged.iter().filter_map(|one| {
        let told = one.told.clone()?;
        Some(match one.is_of_policy {
            true => Finding::new(told, &policies.source),
            false => Finding::without_source(told),
        })
    });
    let mut findings: Vec<Finding> = findings.collect();
    let is_denied = judged.iter().any(|one| one.report.allowed == Some(false));
    if is_denied {
        findings.sort_by_key(|one| !one.diagnostic.is_error());
        let note = Diagnostic::note(
            MESSAGE_NOT_RECORDED,
            "AWS documents `AccessDeniedException`; the words that it answers with are not recorded",
        );
        findings.push(Finding::without_source(note.help(
            "one entry that is denied refuses the whole request: the others are not put either",
        )));
        return Err(Failure::all(findings));
    }
    context.heed(findings.iter().map(|one| &one.diagnostic));
    for finding in &findings {
        context.tell(finding)?;
    }
    Ok(())
}

fn one(
    index: usize,
    entry: &Value,
    asker: &Asker,
    policies: &Policies,
    settings: &Settings,
) -> Judged {
    let given = text(entry, "EventBusName").unwrap_or("default");
    let bus = bus_name(given);
    let arn = match given.starts_with("arn:") {
        true => given.to_owned(),
        false => format!(
            "arn:aws:events:{}:{}:event-bus/{bus}",
            settings.region, settings.account
        ),
    };
    let owner = arn.split(':').nth(4).unwrap_or_default().to_owned();
    let counting = policies.of(bus);
    let resource = policies.name(bus, &arn);
    let decisions = asker.arns().into_iter().map(|own| {
        let request = asked(entry, (asker, own), &resource);
        counting.decide(&request)
    });
    let none = Decision::Denied {
        by: None,
        nearest: None,
    };
    let decision = decisions.reduce(together).unwrap_or(none);
    let asking = Asking {
        number: index + 1,
        asker,
        arn,
        is_own: owner == asker.account,
        policies,
    };
    asking.judged(decision)
}

impl Counting<'_> {
    /// What the policies say, where it is the same whether or not those count that may.
    fn decide(&self, request: &Request) -> Decision {
        match (decide(&self.certain, request), decide(&self.all, request)) {
            (certain, all) if is_alike(&certain, &all) => certain,
            (
                _,
                Decision::Allowed(found)
                | Decision::Denied {
                    by: Some(found), ..
                },
            ) => Decision::Open(Some(found)),
            (_, Decision::Open(found)) => Decision::Open(found),
            (certain, _) => certain,
        }
    }
}

/// What is decided of somebody who is known by two names.
fn together(one: Decision, other: Decision) -> Decision {
    match (one, other) {
        (one @ Decision::Denied { by: Some(_), .. }, _) => one,
        (_, other @ Decision::Denied { by: Some(_), .. }) => other,
        (one @ Decision::Open(_), _) => one,
        (_, other @ Decision::Open(_)) => other,
        (one @ Decision::Allowed(_), _) => one,
        (_, other) => other,
    }
}

fn is_alike(one: &Decision, other: &Decision) -> bool {
    matches!(
        (one, other),
        (Decision::Allowed(_), Decision::Allowed(_))
            | (
                Decision::Denied { by: None, .. },
                Decision::Denied { by: None, .. }
            )
            | (
                Decision::Denied { by: Some(_), .. },
                Decision::Denied { by: Some(_), .. }
            )
            | (Decision::Open(_), Decision::Open(_))
    )
}

/// What is asked of the bus.
///
/// AWS: EventBridge User Guide, "Using IAM policy conditions in Amazon EventBridge": each entry has its own source and detail-type,
/// and `events:eventBusInvocation` is false for PutEvents.
///
/// AWS: IAM User Guide, "AWS global condition context keys": of a session `aws:PrincipalArn` is the ARN of its role.
fn asked(entry: &Value, (asker, own): (&Asker, String), bus: &Name) -> Request {
    let principal = asker.role().unwrap_or_else(|| own.clone());
    let mut context = policy::Context::default()
        .with("aws:PrincipalArn", Name::text(&principal))
        .with("aws:PrincipalAccount", Name::text(&asker.account))
        .with("events:eventBusInvocation", Name::text("false"))
        .without("aws:SourceArn")
        .without("aws:SourceAccount");
    for (key, member) in [
        ("events:source", "Source"),
        ("events:detail-type", "DetailType"),
    ] {
        if let Some(value) = text(entry, member) {
            context = context.with(key, Name::text(value));
        }
    }
    let detail = text(entry, "Detail").and_then(|text| json::parse(text).ok());
    if let Some(detail) = detail.as_ref().filter(|one| one.as_object().is_some()) {
        for path in ["service", "eventTypeCode", "userIdentity.principalId"] {
            let value = path
                .split('.')
                .try_fold(detail, |value, step| value.get(step));
            let key = format!("events:detail.{path}");
            context = match value.and_then(Value::as_str) {
                Some(value) => context.with(&key, Name::text(value)),
                None => context.without(&key),
            };
        }
    }
    Request {
        principal: Principal::Aws {
            arn: Name::text(&own),
            account: Some(asker.account.clone()),
        },
        action: ACTION.to_owned(),
        resource: bus.clone(),
        context,
    }
}

struct Asking<'a> {
    number: usize,
    asker: &'a Asker,
    /// The bus.
    arn: String,
    /// Whether the bus is one of the principal's account.
    is_own: bool,
    policies: &'a Policies,
}

impl Asking<'_> {
    fn judged(&self, decision: Decision) -> Judged {
        let may = |what: &str| {
            format!(
                "entry {}: `{}` {what} `{}`",
                self.number, self.asker.arn, self.arn
            )
        };
        match decision {
            Decision::Allowed(found) if self.is_own => {
                self.answer(Some(true), Some(found), "the policy of the bus allows it", None)
            }
            Decision::Allowed(found) => self.answer(
                Some(true),
                Some(found),
                "the policy of the bus allows it; the principal is of another account, so its own policies must allow `events:PutEvents` too",
                None,
            ),
            Decision::Denied { by: Some(found), .. } => {
                let told = Diagnostic::error(DENIED, may("may not put it on"))
                    .at(self.place(found.span), "this statement denies it");
                self.answer(Some(false), Some(found), "a statement of the policy denies it", Some(told))
            }
            // In one account the policies of the identity may allow what that of the bus does not.
            Decision::Denied { by: None, .. } if self.is_own => {
                let told = Diagnostic::note(NOT_KNOWN, may("may put it on").replace("may put", "may or may not put"))
                    .help("no statement of the bus allows it, and in its own account the policies of the principal may: they are not known here");
                self.answer(None, None, "no statement of the bus allows it; the policies of the principal may", Some(told))
            }
            Decision::Denied { by: None, nearest } => {
                let told = Diagnostic::error(DENIED, may("may not put it on"));
                let told = match &nearest {
                    Some((found, because)) => told.at(self.place(because_span(because, found)), label(because)),
                    None => told,
                };
                let told = told.help("the bus is one of another account: a statement must allow `events:PutEvents` to the principal or its account");
                let is_of_policy = nearest.is_some();
                Judged {
                    is_of_policy,
                    ..self.answer(Some(false), None, "no statement allows it", Some(told))
                }
            }
            Decision::Open(found) => {
                let told = Diagnostic::note(NOT_KNOWN, may("may or may not put it on"));
                let told = match found {
                    Some(found) => told.at(self.place(found.span), "it depends on this statement"),
                    None => told.help("what decides is open in the file"),
                };
                self.answer(None, found, "it depends on what is not known", Some(told))
            }
        }
    }

    fn answer(
        &self,
        allowed: Option<bool>,
        found: Option<Found>,
        reason: &str,
        told: Option<Diagnostic>,
    ) -> Judged {
        let statement = found.map(|found| StatementReport {
            sid: self.sid(found.span),
            source: self.policies.source.name_at(found.span.start).to_owned(),
            span: SpanReport::new(&self.policies.source, found.span),
        });
        let is_of_policy = told.as_ref().is_some_and(|one| one.primary.is_some());
        Judged {
            report: PermissionReport {
                allowed,
                principal: self.asker.arn.clone(),
                bus: self.arn.clone(),
                statement,
                reason: reason.to_owned(),
            },
            told,
            is_of_policy,
        }
    }

    /// What the statement at a place is called.
    fn sid(&self, span: Span) -> Option<String> {
        let documents = self.policies.inventory.policies.iter();
        let documents = documents.filter_map(|one| one.document.as_ref());
        let mut all = documents
            .chain(&self.policies.document)
            .flat_map(|one| Policy::read(one).statements);
        let statement = all.find(|one| one.span() == span)?;
        text(statement.value(), "Sid").map(str::to_owned)
    }

    /// The first letter of a statement.
    fn place(&self, span: Span) -> Span {
        let first = self.policies.source.slice(span).chars().next();
        Span::new(span.start, span.start + first.map_or(0, char::len_utf8))
    }
}

fn because_span(because: &Because, found: &Found) -> Span {
    match because {
        Because::Condition { span, .. } => *span,
        _ => found.span,
    }
}

fn label(because: &Because) -> String {
    match because {
        Because::Principal => "this statement is for others".to_owned(),
        Because::Action => "this statement is for other actions".to_owned(),
        Because::Resource => "this statement is for another bus".to_owned(),
        Because::Condition { operator, key, .. } => {
            format!("the condition `{operator}` on `{key}` is not met")
        }
    }
}
