//! The codes of what is told of pipes and of the records that go through them.

use crate::diagnostic::Code;

/// A value outside the range, length or set that the API's model allows.
pub const OUTSIDE_MODEL: Code = Code::new("pipe/outside-model");
/// A member of the pipe that AWS does not know, or a filter without its pattern.
pub const UNKNOWN_MEMBER: Code = Code::new("pipe/unknown-member");
/// A template leaves open what a dry-run needs.
pub const OPEN: Code = Code::new("pipe/open");
/// A required member is missing.
pub const MISSING: Code = Code::new("pipe/missing");
/// The parameters do not belong to the service.
pub const WRONG_PARAMETERS: Code = Code::new("pipe/wrong-parameters");
/// The service cannot be a source, an enrichment or a target.
pub const UNSUPPORTED_SERVICE: Code = Code::new("pipe/unsupported-service");
/// Source and target are in different regions.
pub const CROSS_REGION: Code = Code::new("pipe/cross-region");
/// The batch size is larger than the target takes.
pub const BATCH_TOO_LARGE: Code = Code::new("pipe/batch-too-large");
/// A filter is not a pattern.
pub const INVALID_FILTER: Code = Code::new("pipe/invalid-filter");
/// More filters than the documented quota.
pub const MANY_FILTERS: Code = Code::unsettled("pipe/many-filters");
/// A value of an event source mapping that Lambda does not take, by itself or from this source.
pub const MAPPING_LIMIT: Code = Code::new("mapping/limit");
/// A member is missing that an event source mapping must have.
pub const MAPPING_MISSING: Code = Code::new("mapping/missing");
/// An event source mapping has more filters than the quota.
pub const MAPPING_FILTERS: Code = Code::new("mapping/many-filters");
/// A filter asks for a field that is not there when filters run.
pub const FIELD_NOT_FILTERABLE: Code = Code::new("pipe/field-not-filterable");
/// An input template that AWS refuses, or that cannot work.
pub const INVALID_TEMPLATE: Code = Code::new("pipe/invalid-template");
/// Something that AWS documents in two ways, or not at all.
pub const UNSETTLED: Code = Code::unsettled("pipe/unsettled");
/// A dry-run rests on something that the pipe does not say.
pub const ASSUMED: Code = Code::new("pipe/assumed");
/// A record does not say what it comes from.
pub const UNKNOWN_SOURCE: Code = Code::new("pipe/unknown-source");
/// A record is no JSON object.
pub const NOT_A_RECORD: Code = Code::new("pipe/not-a-record");
/// A record is written as another API gives it, and was taken as a pipe gets it.
pub const RECORD_REWRITTEN: Code = Code::new("pipe/record-rewritten");
/// A record is not written as this source gives it to a pipe.
pub const RECORD_SHAPE: Code = Code::new("pipe/record-shape");
/// A record looks as if it came from another source.
pub const OTHER_SOURCE: Code = Code::new("pipe/other-source");
/// A payload is not base64 although its source writes base64.
pub const NOT_BASE64: Code = Code::new("pipe/not-base64");
/// A payload is not UTF-8 text.
pub const PAYLOAD_NOT_UTF8: Code = Code::new("pipe/payload-not-utf8");
/// A part of a filter was ignored because the payload has another format.
pub const FILTER_IGNORED: Code = Code::new("pipe/filter-ignored");
/// A dynamic path parameter leads to nothing.
pub const PARAMETER_MISSING: Code = Code::unsettled("pipe/parameter-missing");
/// The answer of an enrichment is not JSON, or cannot be used.
pub const ENRICHMENT_ANSWER: Code = Code::new("pipe/enrichment-answer");
/// An enrichment failed: its process ended badly or in no time.
pub const ENRICHMENT_FAILED: Code = Code::new("pipe/enrichment-failed");
/// No answer of the enrichment was given.
pub const ENRICHMENT_ASSUMED: Code = Code::new("pipe/enrichment-assumed");
/// What a batch did rests on something that AWS does not document.
pub const EXECUTION_UNSETTLED: Code = Code::unsettled("pipe/execution-unsettled");
/// What stands for the record is the answer of an enrichment.
pub const ANSWER_OF_ENRICHMENT: Code = Code::new("transform/answer-of-enrichment");
/// The receiver gets the result in an array, in an event, or not at all.
pub const FORM_OF_DELIVERY: Code = Code::new("transform/form-of-delivery");
/// The `detail` of an event is no object.
pub const DETAIL_NOT_OBJECT: Code = Code::new("transform/detail-not-object");
/// A payload is not base64, and a template takes it as it stands.
pub const TEMPLATE_NOT_BASE64: Code = Code::new("transform/not-base64");
