//! A schedule of EventBridge Scheduler.

use chrono::{DateTime, Utc};

use super::known::Declared;
use super::request::Requested;
use super::rule::{Rule, RuleState};
use super::target::Target;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Whose schedule it is, as far as the members of its declaration tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScheduleOwner {
    /// It has members that only EventBridge Scheduler knows.
    Scheduler,
    /// It has members that only rules know.
    Rule,
    /// Nothing tells: a name and an expression, say.
    #[default]
    Untold,
}

/// Whether a schedule works.
///
/// AWS: EventBridge Scheduler API Reference, `CreateSchedule`, `State`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScheduleState {
    /// `ENABLED`
    Enabled,
    /// `DISABLED`
    Disabled,
    /// A word that AWS does not know.
    Other(String),
}

impl ScheduleState {
    /// The word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Enabled => "ENABLED",
            Self::Disabled => "DISABLED",
            Self::Other(word) => word,
        }
    }
}

/// `FlexibleTimeWindow`, as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// `Mode`.
    pub mode: Option<Declared<String>>,
    /// `MaximumWindowInMinutes`.
    pub maximum_window_minutes: Option<Declared<i64>>,
    /// The whole window.
    pub span: Span,
}

/// A schedule, or what only says when something fires.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// What its template calls it.
    pub logical_id: Option<String>,
    /// What else it is called: a construct path, an address, `function/index`.
    pub also_called: Vec<String>,
    /// `Name`.
    pub name: Option<Declared<String>>,
    /// `GroupName`; the default group if it is absent.
    pub group: Option<Declared<String>>,
    /// Its ARN: answers have it, and of a template it follows from the names.
    pub arn: Option<Declared<String>>,
    /// Whose it is.
    pub owner: ScheduleOwner,
    /// `EventBusName`, which only rules have.
    pub bus: Option<Declared<String>>,
    /// `ScheduleExpression`.
    pub expression: Option<Declared<String>>,
    /// `ScheduleExpressionTimezone`; UTC if it is absent.
    pub timezone: Option<Declared<String>>,
    /// `StartDate`.
    pub start: Option<Declared<DateTime<Utc>>>,
    /// `EndDate`.
    pub end: Option<Declared<DateTime<Utc>>>,
    /// `ActionAfterCompletion`.
    pub after_completion: Option<Declared<String>>,
    /// `CreationDate`, which only answers have.
    pub created: Option<Declared<DateTime<Utc>>>,
    /// `FlexibleTimeWindow`.
    pub window: Option<Window>,
    /// `State`; enabled if it is absent.
    pub state: Option<Declared<ScheduleState>>,
    /// The condition on which its template has it: whether it is there is open then.
    pub condition: Option<Declared<bool>>,
    /// `Target`.
    pub target: Option<Target>,
    /// Whether it is no more than an expression in a list: what describes it comes from elsewhere.
    pub is_bare: bool,
    /// The request that makes it, by AWS's names, as far as it is known.
    pub request: Option<Requested>,
    /// The whole declaration.
    pub span: Span,
    /// What could not be read of it.
    pub diagnostics: Vec<Diagnostic>,
}

impl Schedule {
    /// The name of the group of schedules that name none.
    pub const DEFAULT_GROUP: &'static str = "default";

    /// What to call it: as its template does, else by its name, behind its group if that is not the default one.
    #[must_use]
    pub fn label(&self) -> String {
        if let Some(id) = &self.logical_id {
            return id.clone();
        }
        let name = self.name.as_ref().map(Declared::to_display);
        let group = self.group.as_ref().map(Declared::to_display);
        let name = name.unwrap_or_default();
        match group.filter(|group| !group.is_empty() && group != Self::DEFAULT_GROUP) {
            Some(group) => format!("{group}/{name}"),
            None => name,
        }
    }

    /// Whether it is disabled for certain.
    #[must_use]
    pub fn is_disabled(&self) -> bool {
        let state = self.state.as_ref().and_then(Declared::get);
        state == Some(&ScheduleState::Disabled)
    }
}

impl From<&Rule> for Schedule {
    /// The schedule of a rule. It has an expression only if the rule has one.
    fn from(rule: &Rule) -> Self {
        let state = rule.state.clone().map(|state| {
            state.map(|state| match state {
                RuleState::Disabled => ScheduleState::Disabled,
                RuleState::Other(word) => ScheduleState::Other(word),
                RuleState::Enabled | RuleState::EnabledWithAllCloudTrailManagementEvents => {
                    ScheduleState::Enabled
                }
            })
        });
        Self {
            logical_id: rule.logical_id.clone(),
            also_called: rule.also_called.clone(),
            name: rule.name.clone(),
            owner: ScheduleOwner::Rule,
            bus: rule.bus.clone(),
            expression: rule.schedule.clone(),
            state,
            condition: rule.condition.clone(),
            span: rule.span,
            diagnostics: rule.diagnostics.clone(),
            ..Self::default()
        }
    }
}
