//! Which commands of the AWS CLI declare something, and what their options are in the API.
//!
//! # Source
//!
//! AWS: API References of EventBridge, EventBridge Scheduler, EventBridge Pipes, Lambda and SNS, the request of each action;
//! AWS CLI Command Reference, "Global options". The option of a member is its name in small letters, its words joined by `-`.

/// What a command declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Declares {
    Rule,
    Targets,
    Bus,
    Archive,
    ApiDestination,
    Connection,
    Schedule,
    ScheduleGroup,
    Pipe,
    Mapping,
    /// How a function is invoked asynchronously.
    Invocation,
    Subscription,
    /// One attribute of a subscription that is there.
    SubscriptionAttribute,
    /// A pattern that is only tried.
    Pattern,
    /// Events.
    Events,
    /// Nothing: it changes what another command makes.
    Change(Change, &'static Self),
}

/// What a command does with what another one made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It works from now on.
    Enable,
    /// It works no more.
    Disable,
    /// It is gone.
    Delete,
    /// Some of its targets are.
    RemoveTargets,
}

impl Change {
    /// The member that says whether something works, and its word behind the change.
    ///
    /// AWS: EventBridge API Reference, `PutRule`, `State`; EventBridge Pipes API Reference, `CreatePipe`, `DesiredState`.
    pub(super) fn state(self, of: Declares) -> (&'static str, &'static str) {
        match (of, self) {
            (Declares::Pipe, Self::Enable) => ("DesiredState", "RUNNING"),
            (Declares::Pipe, _) => ("DesiredState", "STOPPED"),
            (_, Self::Enable) => ("State", "ENABLED"),
            (_, _) => ("State", "DISABLED"),
        }
    }
}

/// What the value of an option is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text, JSON in a text among them.
    Text,
    /// A number.
    Number,
    /// No value: `--enabled` and `--no-enabled`.
    Flag,
    /// An object, as JSON or as `Key=Value,…`.
    Structure,
    /// Several objects.
    Structures,
    /// Several texts.
    Texts,
}

/// A command that declares something.
#[derive(Debug)]
pub(super) struct Operation {
    service: &'static str,
    name: &'static str,
    pub(super) declares: Declares,
    members: &'static [(Kind, &'static [&'static str])],
}

/// An option as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It gives a member of the request.
    Member(&'static str, Kind),
    /// `--no-…` of a member.
    Not(&'static str),
    /// One that every command has, with a value.
    Global,
    /// One that every command has, without a value.
    GlobalFlag,
    /// There is no such option.
    Unknown,
}

/// Options of every command that take a value.
const GLOBAL: [&str; 14] = [
    "endpoint-url",
    "output",
    "query",
    "profile",
    "region",
    "color",
    "ca-bundle",
    "cli-read-timeout",
    "cli-connect-timeout",
    "cli-binary-format",
    "cli-input-json",
    "cli-input-yaml",
    "generate-cli-skeleton",
    "cli-error-format",
];

/// Options of every command that take none.
const GLOBAL_FLAGS: [&str; 8] = [
    "debug",
    "no-verify-ssl",
    "no-paginate",
    "no-sign-request",
    "no-cli-pager",
    "cli-auto-prompt",
    "no-cli-auto-prompt",
    "version",
];

impl Operation {
    /// The operation that two words name.
    pub(super) fn named(service: &str, name: &str) -> Option<&'static Self> {
        OPERATIONS
            .iter()
            .find(|one| one.service == service && one.name == name)
    }

    /// What an option of it means, without its dashes. Whatever only one option begins with is that option.
    pub(super) fn meaning(&self, option: &str) -> Meaning {
        match global(option) {
            Meaning::Unknown => {}
            known => return known,
        }
        let all = || self.members();
        if let Some((member, kind)) = all().find(|(member, _)| self::option(member) == option) {
            return Meaning::Member(member, kind);
        }
        if let Some(positive) = option.strip_prefix("no-") {
            let flag = all()
                .find(|(member, kind)| *kind == Kind::Flag && self::option(member) == positive);
            if let Some((member, _)) = flag {
                return Meaning::Not(member);
            }
        }
        let mut begin = all().filter(|(member, _)| self::option(member).starts_with(option));
        match (begin.next(), begin.next()) {
            (Some((member, kind)), None) => Meaning::Member(member, kind),
            _ => Meaning::Unknown,
        }
    }

    /// The options of its members, with their dashes.
    pub(super) fn options(&self) -> Vec<String> {
        let members = self.members();
        members
            .map(|(member, _)| format!("--{}", option(member)))
            .collect()
    }

    /// Whether it changes what is there.
    pub(super) fn is_update(&self) -> bool {
        self.name.starts_with("update-")
    }

    /// What to call it.
    pub(super) fn command(&self) -> String {
        format!("aws {} {}", self.service, self.name)
    }

    fn members(&self) -> impl Iterator<Item = (&'static str, Kind)> {
        let groups = self.members.iter();
        groups.flat_map(|(kind, names)| names.iter().map(|name| (*name, *kind)))
    }
}

/// What an option of every command means.
pub(super) fn global(option: &str) -> Meaning {
    if GLOBAL.contains(&option) {
        Meaning::Global
    } else if GLOBAL_FLAGS.contains(&option) {
        Meaning::GlobalFlag
    } else {
        Meaning::Unknown
    }
}

/// The option of a member: `KmsKeyArn` is given by `kms-key-arn`, `DocumentDBConfig` by `document-db-config`.
///
/// AWS CLI: `Endpoint` of a subscription is given by `notification-endpoint`, as `endpoint-url` is an option of every command.
fn option(member: &str) -> String {
    if member == "Endpoint" {
        return "notification-endpoint".to_owned();
    }
    let letters: Vec<char> = member.chars().collect();
    let mut option = String::new();
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| letters.get(before));
        let behind = letters.get(index + 1);
        let ends_word = before.is_some_and(|one| !one.is_uppercase());
        let begins_word = before.is_some() && behind.is_some_and(|one| one.is_lowercase());
        if letter.is_uppercase() && (ends_word || begins_word) {
            option.push('-');
        }
        option.extend(letter.to_lowercase());
    }
    option
}

const OPERATIONS: [Operation; 31] = [
    Operation {
        service: "events",
        name: "put-rule",
        declares: Declares::Rule,
        members: &[
            (
                Kind::Text,
                &[
                    "Name",
                    "ScheduleExpression",
                    "EventPattern",
                    "State",
                    "Description",
                    "RoleArn",
                    "EventBusName",
                ],
            ),
            (Kind::Structures, &["Tags"]),
        ],
    },
    Operation {
        service: "events",
        name: "put-targets",
        declares: Declares::Targets,
        members: &[
            (Kind::Text, &["Rule", "EventBusName"]),
            (Kind::Structures, &["Targets"]),
        ],
    },
    Operation {
        service: "events",
        name: "put-events",
        declares: Declares::Events,
        members: &[
            (Kind::Text, &["EndpointId"]),
            (Kind::Structures, &["Entries"]),
        ],
    },
    Operation {
        service: "events",
        name: "test-event-pattern",
        declares: Declares::Pattern,
        members: &[(Kind::Text, &["EventPattern", "Event"])],
    },
    Operation {
        service: "events",
        name: "create-event-bus",
        declares: Declares::Bus,
        members: EVENT_BUS,
    },
    Operation {
        service: "events",
        name: "update-event-bus",
        declares: Declares::Bus,
        members: EVENT_BUS,
    },
    Operation {
        service: "events",
        name: "create-archive",
        declares: Declares::Archive,
        members: ARCHIVE,
    },
    Operation {
        service: "events",
        name: "update-archive",
        declares: Declares::Archive,
        members: ARCHIVE,
    },
    Operation {
        service: "events",
        name: "create-api-destination",
        declares: Declares::ApiDestination,
        members: &[
            (
                Kind::Text,
                &[
                    "Name",
                    "Description",
                    "ConnectionArn",
                    "InvocationEndpoint",
                    "HttpMethod",
                ],
            ),
            (Kind::Number, &["InvocationRateLimitPerSecond"]),
        ],
    },
    Operation {
        service: "events",
        name: "create-connection",
        declares: Declares::Connection,
        members: &[
            (
                Kind::Text,
                &[
                    "Name",
                    "Description",
                    "AuthorizationType",
                    "KmsKeyIdentifier",
                ],
            ),
            (
                Kind::Structure,
                &["AuthParameters", "InvocationConnectivityParameters"],
            ),
        ],
    },
    Operation {
        service: "scheduler",
        name: "create-schedule",
        declares: Declares::Schedule,
        members: SCHEDULE,
    },
    Operation {
        service: "scheduler",
        name: "update-schedule",
        declares: Declares::Schedule,
        members: SCHEDULE,
    },
    Operation {
        service: "scheduler",
        name: "create-schedule-group",
        declares: Declares::ScheduleGroup,
        members: &[
            (Kind::Text, &["Name", "ClientToken"]),
            (Kind::Structures, &["Tags"]),
        ],
    },
    Operation {
        service: "pipes",
        name: "create-pipe",
        declares: Declares::Pipe,
        members: PIPE,
    },
    Operation {
        service: "pipes",
        name: "update-pipe",
        declares: Declares::Pipe,
        members: PIPE,
    },
    Operation {
        service: "lambda",
        name: "create-event-source-mapping",
        declares: Declares::Mapping,
        members: MAPPING,
    },
    Operation {
        service: "lambda",
        name: "update-event-source-mapping",
        declares: Declares::Mapping,
        members: MAPPING,
    },
    Operation {
        service: "lambda",
        name: "put-function-event-invoke-config",
        declares: Declares::Invocation,
        members: INVOCATION,
    },
    Operation {
        service: "lambda",
        name: "update-function-event-invoke-config",
        declares: Declares::Invocation,
        members: INVOCATION,
    },
    Operation {
        service: "sns",
        name: "subscribe",
        declares: Declares::Subscription,
        members: &[
            (Kind::Text, &["TopicArn", "Protocol", "Endpoint"]),
            (Kind::Structure, &["Attributes"]),
            (Kind::Flag, &["ReturnSubscriptionArn"]),
        ],
    },
    Operation {
        service: "sns",
        name: "set-subscription-attributes",
        declares: Declares::SubscriptionAttribute,
        members: &[(
            Kind::Text,
            &["SubscriptionArn", "AttributeName", "AttributeValue"],
        )],
    },
    Operation {
        service: "events",
        name: "enable-rule",
        declares: Declares::Change(Change::Enable, &Declares::Rule),
        members: &[
            (Kind::Text, &["Name", "EventBusName"]),
            (Kind::Flag, &["Force"]),
        ],
    },
    Operation {
        service: "events",
        name: "disable-rule",
        declares: Declares::Change(Change::Disable, &Declares::Rule),
        members: &[
            (Kind::Text, &["Name", "EventBusName"]),
            (Kind::Flag, &["Force"]),
        ],
    },
    Operation {
        service: "events",
        name: "delete-rule",
        declares: Declares::Change(Change::Delete, &Declares::Rule),
        members: &[
            (Kind::Text, &["Name", "EventBusName"]),
            (Kind::Flag, &["Force"]),
        ],
    },
    Operation {
        service: "events",
        name: "remove-targets",
        declares: Declares::Change(Change::RemoveTargets, &Declares::Targets),
        members: &[
            (Kind::Text, &["Rule", "EventBusName"]),
            (Kind::Texts, &["Ids"]),
            (Kind::Flag, &["Force"]),
        ],
    },
    Operation {
        service: "events",
        name: "delete-event-bus",
        declares: Declares::Change(Change::Delete, &Declares::Bus),
        members: &[(Kind::Text, &["Name"])],
    },
    Operation {
        service: "events",
        name: "delete-archive",
        declares: Declares::Change(Change::Delete, &Declares::Archive),
        members: &[(Kind::Text, &["ArchiveName"])],
    },
    Operation {
        service: "scheduler",
        name: "delete-schedule",
        declares: Declares::Change(Change::Delete, &Declares::Schedule),
        members: &[(Kind::Text, &["Name", "GroupName", "ClientToken"])],
    },
    Operation {
        service: "pipes",
        name: "start-pipe",
        declares: Declares::Change(Change::Enable, &Declares::Pipe),
        members: &[(Kind::Text, &["Name"])],
    },
    Operation {
        service: "pipes",
        name: "stop-pipe",
        declares: Declares::Change(Change::Disable, &Declares::Pipe),
        members: &[(Kind::Text, &["Name"])],
    },
    Operation {
        service: "pipes",
        name: "delete-pipe",
        declares: Declares::Change(Change::Delete, &Declares::Pipe),
        members: &[(Kind::Text, &["Name"])],
    },
];

const EVENT_BUS: &[(Kind, &[&str])] = &[
    (
        Kind::Text,
        &["Name", "EventSourceName", "Description", "KmsKeyIdentifier"],
    ),
    (Kind::Structure, &["DeadLetterConfig", "LogConfig"]),
    (Kind::Structures, &["Tags"]),
];

const ARCHIVE: &[(Kind, &[&str])] = &[
    (
        Kind::Text,
        &[
            "ArchiveName",
            "EventSourceArn",
            "Description",
            "EventPattern",
            "KmsKeyIdentifier",
        ],
    ),
    (Kind::Number, &["RetentionDays"]),
];

const SCHEDULE: &[(Kind, &[&str])] = &[
    (
        Kind::Text,
        &[
            "Name",
            "GroupName",
            "ScheduleExpression",
            "ScheduleExpressionTimezone",
            "StartDate",
            "EndDate",
            "Description",
            "State",
            "KmsKeyArn",
            "ClientToken",
            "ActionAfterCompletion",
        ],
    ),
    (Kind::Structure, &["Target", "FlexibleTimeWindow"]),
];

const PIPE: &[(Kind, &[&str])] = &[
    (
        Kind::Text,
        &[
            "Name",
            "Description",
            "DesiredState",
            "Source",
            "Enrichment",
            "Target",
            "RoleArn",
            "KmsKeyIdentifier",
        ],
    ),
    (
        Kind::Structure,
        &[
            "SourceParameters",
            "EnrichmentParameters",
            "TargetParameters",
            "Tags",
            "LogConfiguration",
        ],
    ),
];

const INVOCATION: &[(Kind, &[&str])] = &[
    (Kind::Text, &["FunctionName", "Qualifier"]),
    (
        Kind::Number,
        &["MaximumRetryAttempts", "MaximumEventAgeInSeconds"],
    ),
    (Kind::Structure, &["DestinationConfig"]),
];

const MAPPING: &[(Kind, &[&str])] = &[
    (
        Kind::Text,
        &[
            "UUID",
            "EventSourceArn",
            "FunctionName",
            "KMSKeyArn",
            "StartingPosition",
            "StartingPositionTimestamp",
        ],
    ),
    (
        Kind::Number,
        &[
            "BatchSize",
            "MaximumBatchingWindowInSeconds",
            "ParallelizationFactor",
            "MaximumRecordAgeInSeconds",
            "MaximumRetryAttempts",
            "TumblingWindowInSeconds",
        ],
    ),
    (Kind::Flag, &["Enabled", "BisectBatchOnFunctionError"]),
    (
        Kind::Structure,
        &[
            "FilterCriteria",
            "MetricsConfig",
            "LoggingConfig",
            "ScalingConfig",
            "DestinationConfig",
            "Tags",
            "SelfManagedEventSource",
            "AmazonManagedKafkaEventSourceConfig",
            "SelfManagedKafkaEventSourceConfig",
            "DocumentDBEventSourceConfig",
            "ProvisionedPollerConfig",
        ],
    ),
    (Kind::Texts, &["Topics", "Queues", "FunctionResponseTypes"]),
    (Kind::Structures, &["SourceAccessConfigurations"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_members_in_small_letters() {
        for (member, expected) in [
            ("EventBusName", "event-bus-name"),
            ("KMSKeyArn", "kms-key-arn"),
            (
                "DocumentDBEventSourceConfig",
                "document-db-event-source-config",
            ),
            ("UUID", "uuid"),
        ] {
            assert_eq!(option(member), expected);
        }
    }

    #[test]
    fn an_option_may_be_cut_where_it_stays_the_only_one() {
        let rule = Operation::named("events", "put-rule").unwrap();
        for (option, expected) in [
            ("event-pattern", Meaning::Member("EventPattern", Kind::Text)),
            ("event-bus", Meaning::Member("EventBusName", Kind::Text)),
            ("event", Meaning::Unknown),
            ("region", Meaning::Global),
            ("no-cli-pager", Meaning::GlobalFlag),
        ] {
            assert_eq!(rule.meaning(option), expected, "{option}");
        }
        let schedule = Operation::named("scheduler", "create-schedule").unwrap();
        let expression = Meaning::Member("ScheduleExpression", Kind::Text);
        assert_eq!(schedule.meaning("schedule-expression"), expression);
        let mapping = Operation::named("lambda", "create-event-source-mapping").unwrap();
        assert_eq!(mapping.meaning("no-enabled"), Meaning::Not("Enabled"));
    }
}
