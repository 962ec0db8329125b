//! The operations whose requests are judged.

/// A service of AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Service {
    /// EventBridge: buses, rules, archives, API destinations.
    Events,
    /// EventBridge Scheduler.
    Scheduler,
    /// EventBridge Pipes.
    Pipes,
    /// Lambda.
    Lambda,
    /// SNS.
    Sns,
    /// The newer event buses of EventBridge, with subscribers in place of rules.
    EventsV2,
}

impl Service {
    /// Its name in the models, which is that of its commands in the AWS CLI.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Scheduler => "scheduler",
            Self::Pipes => "pipes",
            Self::Lambda => "lambda",
            Self::Sns => "sns",
            Self::EventsV2 => "eventbridgev2",
        }
    }
}

/// Declares [`Operation`] with its service and its name.
macro_rules! operations {
    ($($variant:ident $service:ident $name:literal)*) => {
        /// What is asked of AWS.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Operation {
            $(
                #[doc = concat!("`", $name, "` of [`Service::", stringify!($service), "`].")]
                $variant,
            )*
        }

        impl Operation {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name: `PutRule`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// Whose it is.
            #[must_use]
            pub const fn service(self) -> Service {
                match self {
                    $(Self::$variant => Service::$service,)*
                }
            }
        }
    };
}

impl Operation {
    /// The operation that changes what this one makes, and leaves what it does not name as it is.
    #[must_use]
    pub const fn updating(self) -> Option<Self> {
        match self {
            Self::CreateEventBus => Some(Self::UpdateEventBus),
            Self::CreateArchive => Some(Self::UpdateArchive),
            Self::CreatePipe => Some(Self::UpdatePipe),
            Self::CreateSubscriber => Some(Self::UpdateSubscriber),
            Self::PutFunctionEventInvokeConfig => Some(Self::UpdateFunctionEventInvokeConfig),
            _ => None,
        }
    }

    /// The operation that puts what it names in place of all of what this one makes.
    ///
    /// AWS: EventBridge Scheduler API Reference, UpdateSchedule: "overrides the existing schedule".
    #[must_use]
    pub const fn replacing(self) -> Option<Self> {
        match self {
            Self::CreateSchedule => Some(Self::UpdateSchedule),
            _ => None,
        }
    }
}

operations! {
    PutRule Events "PutRule"
    PutTargets Events "PutTargets"
    PutEvents Events "PutEvents"
    CreateEventBus Events "CreateEventBus"
    UpdateEventBus Events "UpdateEventBus"
    PutPermission Events "PutPermission"
    CreateArchive Events "CreateArchive"
    UpdateArchive Events "UpdateArchive"
    StartReplay Events "StartReplay"
    CreateApiDestination Events "CreateApiDestination"
    CreateConnection Events "CreateConnection"
    CreateSchedule Scheduler "CreateSchedule"
    UpdateSchedule Scheduler "UpdateSchedule"
    CreateScheduleGroup Scheduler "CreateScheduleGroup"
    CreatePipe Pipes "CreatePipe"
    UpdatePipe Pipes "UpdatePipe"
    CreateEventSourceMapping Lambda "CreateEventSourceMapping"
    PutFunctionEventInvokeConfig Lambda "PutFunctionEventInvokeConfig"
    UpdateFunctionEventInvokeConfig Lambda "UpdateFunctionEventInvokeConfig"
    Subscribe Sns "Subscribe"
    CreateEventBusV2 EventsV2 "CreateEventBus"
    CreateSubscriber EventsV2 "CreateSubscriber"
    UpdateSubscriber EventsV2 "UpdateSubscriber"
    PutEventsV2 EventsV2 "PutEvents"
    PutRawEvents EventsV2 "PutRawEvents"
    CreateEventSource EventsV2 "CreateEventSource"
    PutResourcePolicy EventsV2 "PutResourcePolicy"
}
