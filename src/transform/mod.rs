//! What a target receives: paths, input templates, reserved variables.
//!
//! A rule's target gets the whole event, a constant, a part of the event, or what an input transformer
//! makes of it; a pipe renders a template for each record; EventBridge Scheduler replaces keywords in a
//! constant. No API of AWS dry-runs any of this, and an event whose rendered text is not JSON is lost
//! without a trace. [`Template`] is the one type behind the three languages, [`Rendered`] what becomes
//! of an event.
//!
//! # Example: a quoted object loses the event
//!
//! ```
//! use evb::json;
//! use evb::transform::{InputPaths, Record, Rendered, Template, Variables};
//!
//! let paths = InputPaths::from([("payload", "$.detail")]);
//! let template = Template::rule(r#"{"p": "<payload>"}"#, &paths, "t1").unwrap();
//! let event = json::parse(r#"{"detail":{"id":7}}"#).unwrap();
//! let Rendered::Undelivered(why) = template.render(&Record::new(&event), &Variables::new()) else {
//!     panic!("AWS delivers nothing here")
//! };
//! assert_eq!(why.diagnostic.help.as_deref(), Some("leave the quotes out: `\"p\": <payload>`"));
//! ```
//!
//! # What this module does not do
//!
//! It does not decode batches, choose records or call enrichments: that is [`simulate`](crate::simulate).
//! Where AWS's answer is not known a note with the code `transform/not-settled` says which choice was made.
//!
//! # Source
//!
//! The pages of AWS that state a rule are named where the rule is enforced. [`REFERENCE`] describes the
//! languages for their users, and stands below.
//!
#![doc = include_str!("reference.md")]

mod base64;
mod constraint;
mod fill;
mod foreign;
mod joined;
mod mended;
mod notes;
mod parameter;
mod path;
mod record;
mod refused;
mod rendering;
mod resolve;
mod rule_target;
mod scan;
mod schedule_input;
mod target_input;
mod template;
mod template_notes;
mod template_text;
mod undelivered;
mod variables;
mod whereabouts;

pub use constraint::{CONSTRAINT, check_template_length};
pub use foreign::FOREIGN_SYNTAX;
pub use notes::{
    DEFAULT_VARIABLE, LIST_IN_LIST, MISSING_PATH, NOT_SETTLED, Note, NoteKind, PATH_OR_PLACEHOLDER,
    UNDOCUMENTED_PATH, VALUE_NOT_ESCAPED,
};
pub use parameter::Parameter;
pub use path::{AtPath, PATH_SYNTAX, Path};
pub use record::{Payload, PayloadContent, Record, RecordSource};
pub use refused::{MESSAGE_NOT_RECORDED, Refused, VALIDATION_EXCEPTION};
pub use rendering::{Fault, Rendered, Rendering, Undelivered};
pub use resolve::{EVENT_JSON_IN_TEXT, UNKNOWN_PLACEHOLDER};
pub(crate) use rule_target::are_turned_round;
pub use rule_target::{
    BUS_INPUT, INPUT_NOT_JSON, LOG_INPUT, NOTHING_BY_DEFAULT, RuleTarget, SEVERAL_INPUTS,
    UNKNOWN_ID,
};
pub use scan::{Position, TemplateKind};
pub use schedule_input::{BusEvent, SCHEDULE_TARGET, ScheduleInput};
pub use target_input::{InputPath, TargetInput};
pub use template::{InputPaths, Placeholder, Template, Variable};
pub use template_notes::{NEVER_JSON, NOT_A_PLACEHOLDER, PLACEHOLDER_IN_KEY, UNUSED_PATH};
pub use undelivered::{DOCUMENTED_OTHERWISE, NOT_JSON, TOO_LARGE};
pub use variables::{Dialect, Reserved, Variables};

/// The languages of input templates, described for the people who write them: Markdown, whose examples are tested.
pub const REFERENCE: &str = include_str!("reference.md");
