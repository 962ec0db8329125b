//! Policies and their statements.

use super::Truth;
use super::because::Because;
use super::conditions::{Context, met};
use super::name::{Name, Text};
use super::wildcards::{LIKE, Manner, compared};
use crate::json::fields::present;
use crate::json::{Kind, Value};
use crate::source::Span;

/// How many statements of one policy are read; the rest is open.
const MAXIMUM_STATEMENTS: usize = 1_000;

/// How many names one list of a statement may have; longer ones are open.
const MAXIMUM_NAMES: usize = 1_000;

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal {
    /// A service of AWS: `events.amazonaws.com`.
    Service(String),
    /// A role, a user or an account, by its ARN, and its account where that is known.
    Aws {
        /// Its ARN.
        arn: Name,
        /// The number of its account.
        account: Option<String>,
    },
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Who asks.
    pub principal: Principal,
    /// For what: `sqs:SendMessage`.
    pub action: String,
    /// Of what: its ARN.
    pub resource: Name,
    /// What is known of the circumstances.
    pub context: Context,
}

/// What a statement does where it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It allows.
    Allow,
    /// It denies, whatever others allow.
    Deny,
    /// Which of both is open.
    Open,
}

/// A statement of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement<'v> {
    value: &'v Value,
}

/// A policy: what a document says, or nobody knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy<'v> {
    /// Its statements, in their order.
    pub statements: Vec<Statement<'v>>,
    /// Whether there may be others.
    pub is_open: bool,
}

impl<'v> Policy<'v> {
    /// What a document says: an object with `Statement`, one or a list, a list of statements, or a statement alone.
    #[must_use]
    pub fn read(document: &'v Value) -> Self {
        let statements = match present(document, "Statement") {
            Some(statements) => statements,
            None if document.as_array().is_some() => document,
            None if present(document, "Effect").is_some()
                || present(document, "Principal").is_some() =>
            {
                document
            }
            // Without statements a document allows nothing.
            None => {
                return Self {
                    statements: Vec::new(),
                    is_open: document.as_object().is_none(),
                };
            }
        };
        let all = statements
            .as_array()
            .unwrap_or(std::slice::from_ref(statements));
        let is_statement = |one: &&Value| one.as_object().is_some();
        let read = all.iter().take(MAXIMUM_STATEMENTS).filter(is_statement);
        Self {
            statements: read.map(|value| Statement { value }).collect(),
            is_open: all.len() > MAXIMUM_STATEMENTS || !all.iter().all(|one| is_statement(&one)),
        }
    }

    /// A policy of which nothing is known.
    #[must_use]
    pub const fn open() -> Self {
        Self {
            statements: Vec::new(),
            is_open: true,
        }
    }
}

impl Statement<'_> {
    /// Where it stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.value.span
    }

    /// The statement as it is written.
    #[must_use]
    pub const fn value(&self) -> &Value {
        self.value
    }

    /// What it does. The old form of a bus's policy, which is one statement of its members, allows.
    #[must_use]
    pub fn effect(&self) -> Effect {
        match present(self.value, "Effect").map(|effect| (effect, effect.as_str())) {
            None | Some((_, Some("Allow"))) => Effect::Allow,
            Some((_, Some("Deny"))) => Effect::Deny,
            Some(_) => Effect::Open,
        }
    }

    /// Whether it counts for a request, and if it does for certain not, why.
    #[must_use]
    pub fn counts(&self, request: &Request) -> (Truth, Option<Because>) {
        let parts = [
            (self.principal(&request.principal), Because::Principal),
            (self.action(&request.action), Because::Action),
            (self.resource(&request.resource), Because::Resource),
        ];
        let mut all = Truth::Yes;
        for (is, because) in parts {
            if is == Truth::No {
                return (Truth::No, Some(because));
            }
            all = all.and(is);
        }
        match present(self.value, "Condition") {
            None => (all, None),
            Some(condition) => {
                let (is_met, because) = met(condition, &request.context);
                (all.and(is_met), because)
            }
        }
    }

    /// Whether it is for everybody.
    #[must_use]
    pub fn is_for_everybody(&self) -> bool {
        let Some(principal) = present(self.value, "Principal") else {
            return false;
        };
        let named = present(principal, "AWS").unwrap_or(principal);
        let all = named.as_array().unwrap_or(std::slice::from_ref(named));
        all.iter().any(|one| one.as_str() == Some("*"))
    }

    fn principal(&self, asked: &Principal) -> Truth {
        if let Some(others) = present(self.value, "NotPrincipal") {
            return !principals(others, asked);
        }
        // Policies of roles name nobody.
        present(self.value, "Principal").map_or(Truth::Yes, |named| principals(named, asked))
    }

    fn action(&self, asked: &str) -> Truth {
        const MANNER: Manner = Manner {
            is_glob: true,
            ignores_case: true,
        };
        let asked = Name::text(asked);
        if let Some(others) = present(self.value, "NotAction") {
            return !any(others, |one| compared(one, &asked, MANNER));
        }
        match present(self.value, "Action") {
            Some(actions) => any(actions, |one| compared(one, &asked, MANNER)),
            None => Truth::Open,
        }
    }

    fn resource(&self, asked: &Name) -> Truth {
        if let Some(others) = present(self.value, "NotResource") {
            return !any(others, |one| compared(one, asked, LIKE));
        }
        // Trust policies name none.
        present(self.value, "Resource").map_or(Truth::Yes, |resources| {
            any(resources, |one| compared(one, asked, LIKE))
        })
    }
}

/// Whether one of a list, or the only one, is it.
fn any(listed: &Value, is: impl Fn(&Text) -> Truth) -> Truth {
    let all = match listed.as_array() {
        Some(all) if all.len() > MAXIMUM_NAMES => return Truth::Open,
        Some(all) => all,
        None => std::slice::from_ref(listed),
    };
    all.iter().fold(Truth::No, |found, one| {
        found.or(Text::read(one).map_or(Truth::Open, |text| is(&text)))
    })
}

/// Whether somebody is among principals.
///
/// AWS: IAM User Guide, "AWS JSON policy elements: Principal": `"*"` and `{"AWS": "*"}` are everybody, the number of an account
/// and the ARN of its root everybody of the account.
fn principals(named: &Value, asked: &Principal) -> Truth {
    if named.as_str() == Some("*") {
        return Truth::Yes;
    }
    let Some(kinds) = named.as_object() else {
        // The old form of a bus's policy: the number of an account.
        return match named.kind {
            Kind::Open(_) => Truth::Open,
            _ => any(named, |one| of_aws(one, asked)),
        };
    };
    kinds.iter().fold(Truth::No, |found, kind| {
        let kind_name = kind.name.to_display();
        found.or(match &*kind_name {
            "AWS" => any(&kind.value, |one| of_aws(one, asked)),
            "Service" => any(&kind.value, |one| match asked {
                Principal::Service(service) => compared(one, &Name::text(service), LIKE),
                Principal::Aws { .. } => Truth::No,
            }),
            _ => match kind.value.kind {
                Kind::Open(_) => Truth::Open,
                _ => Truth::No,
            },
        })
    })
}

fn of_aws(one: &Text, asked: &Principal) -> Truth {
    if one.letters() == Some("*") {
        return Truth::Yes;
    }
    let Principal::Aws { arn, account } = asked else {
        // What is open may be everybody.
        return match one.letters() {
            Some(_) => Truth::No,
            None if one.parts.len() > 1 => Truth::No,
            None => Truth::Open,
        };
    };
    let own = compared(
        one,
        arn,
        Manner {
            is_glob: false,
            ..LIKE
        },
    );
    let of_account = match (one.letters(), account) {
        (Some(one), Some(account)) => {
            let is_root = one.starts_with("arn:") && one.ends_with(&format!("::{account}:root"));
            Truth::from(one == account || is_root)
        }
        (Some(one), None) if one.contains(":role/") || one.contains(":user/") => Truth::No,
        _ => Truth::Open,
    };
    own.or(of_account)
}
