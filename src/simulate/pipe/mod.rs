//! What a pipe does with the records of its source: filter, batch, enrichment, target.
//!
//! [`check()`] judges a declared [`Pipe`](crate::model::Pipe) as CreatePipe does, [`Plan::new`] makes it ready. Then
//! records go one by one through an [`Intake`], those that pass into a [`Batcher`], and every batch through
//! [`execute`]. Nothing else is kept, so memory does not grow with the number of records.
//!
//! # Example
//!
//! ```
//! use evb::simulate::pipe::{Answers, Batcher, EnrichmentAnswer, Intake, Plan, PlanOptions, Taken, execute};
//! use evb::{iac, json};
//!
//! struct Silent;
//! impl Answers for Silent {
//!     fn enrich(&mut self, _: &str) -> EnrichmentAnswer {
//!         EnrichmentAnswer::Unknown
//!     }
//!     fn target(&mut self, _: &str) -> Option<String> {
//!         None
//!     }
//! }
//!
//! let text = r#"{"Name":"orders","RoleArn":"arn:aws:iam::123456789012:role/pipe",
//!         "Source":"arn:aws:sqs:us-east-1:123456789012:in",
//!         "SourceParameters":{
//!             "FilterCriteria":{"Filters":[{"Pattern":"{\"body\":{\"type\":[\"order\"]}}"}]},
//!             "SqsQueueParameters":{"BatchSize":1}},
//!         "Target":"arn:aws:sqs:us-east-1:123456789012:out",
//!         "TargetParameters":{"InputTemplate":"{\"id\": <$.body.id>}"}}"#;
//! let pipe = iac::pipe_of(&json::parse(text)?, text).ok_or("it is a pipe")?;
//! let plan = Plan::new(&pipe, &PlanOptions::default()).map_err(|report| format!("{report:?}"))?;
//! let intake = Intake::new(&plan);
//! let record = r#"{"messageId":"m1","body":"{\"type\":\"order\",\"id\":7}"}"#;
//! let Taken::Passed(record) = intake.take(0, 1, record)? else { panic!("it passes") };
//! let execution = execute(&plan, vec![*record], &mut Silent);
//! assert_eq!(execution.invocations[0].raw, r#"{"id":7}"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What this module does not do
//!
//! Time does not pass: there are no throttles and no retries, and a window ends by the times that the records carry. A
//! record that would be retried says so in its fate.
//!
//! # Source
//!
//! AWS: EventBridge User Guide, the pages on pipes,
//! <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes.html>, read 2026-11-20; recordings on AWS, named
//! where they decide.

mod arn;
mod attribute;
mod batch;
mod bisect;
pub mod check;
pub mod codes;
mod declaration;
mod delivery;
mod enrichment;
mod execution;
mod filter;
mod foreign;
mod intake;
mod mapping;
mod open_filters;
mod parameters;
mod partial_failure;
mod payload;
mod plan;
mod sampled;
mod source;
mod source_record;
mod stage_template;
mod step;
mod target;
mod wanted;
mod window;

pub use arn::Arn;
pub use batch::{Batcher, MAXIMUM_OPEN_GROUPS};
pub use bisect::{BisectAttempt, bisect};
pub use check::{
    CheckReport, ConfigurationRefusal, Part, Remark, check, check_mapping, is_unknown_member,
};
pub(crate) use declaration::arn_of;
pub use delivery::Invocation;
pub use enrichment::{Enriched, EnrichmentKind, answer_is_unsettled, enriched};
pub use execution::{Answers, EnrichmentAnswer, EnrichmentTrace, Execution, RecordFate, execute};
pub use filter::{
    DataFormat, Decision, FilterAnswer, FilterRunner, Filters, PatternFormat, RecordFilter,
    RecordFilterRunner, WrongFormat,
};
pub use foreign::{ForeignForm, as_a_pipe_gets_it};
pub use intake::{Dropped, Hand, Intake, Open, Prepared, StageInput, Taken, TransformationFailure};
pub use open_filters::{Assumed, OpenFilters};
pub use parameters::{DynamicParameters, ParameterValue};
pub use partial_failure::{BatchOutcome, batch_outcome};
pub use plan::{EventParameters, Plan, PlanOptions, Stage, StreamFailures, Taker};
pub use sampled::SampledRecords;
pub use source::{Encoding, FormatMismatch, SourceKind};
pub use source_record::SourceRecord;
pub use stage_template::{PipeStage, StageEvents, StageTemplate, answers_of_enrichment};
pub use step::{ExecutionStep, Fate};
pub use target::{Delivery, TargetKind};
pub use wanted::Wanted;
pub use window::arrived_ms;
