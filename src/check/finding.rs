//! What is found, as data.

use super::lint::Lint;
use crate::diagnostic::{self, Code, Severity};
use crate::source::Span;

/// Everything that was found of one inventory.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// What is wrong, or probably not as it is meant, in the order of the file.
    pub findings: Vec<Finding>,
    /// What nothing can be said of, in the order of the file.
    pub not_judged: Vec<NotJudged>,
    /// How many findings are left out since the file says so.
    pub suppressed: usize,
}

/// One thing that was found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What it is an instance of.
    pub lint: &'static Lint,
    /// How bad it is: never worse than its lint.
    pub severity: Severity,
    /// What AWS answers to the request that holds it. Of several mistakes in one pattern AWS tells the first.
    pub aws: Option<Answer>,
    /// Of what it was found; `None` for a file as a whole.
    pub resource: Option<Resource>,
    /// The member of the resource, as AWS calls it: `EventPattern`, `Targets[queue].Input`. Empty where it is the resource
    /// as a whole.
    pub field: String,
    /// What the engine calls it.
    pub code: Code,
    /// What is told, and where.
    pub told: diagnostic::Finding,
}

impl Finding {
    /// The file in which it stands; empty if it is about none.
    #[must_use]
    pub fn file(&self) -> &str {
        let place = self.told.diagnostic.primary.as_ref();
        let at = place.map_or(0, |label| label.span.start);
        let source = self.told.source.as_ref();
        source.map_or("", |source| source.name_at(at))
    }
}

/// Something that was not judged: it is open, or was not read.
#[derive(Clone, Debug)]
pub struct NotJudged {
    /// Of what; `None` for a file as a whole.
    pub resource: Option<Resource>,
    /// The member of the resource.
    pub field: String,
    /// What is told, and where.
    pub told: diagnostic::Finding,
}

/// What AWS answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Who answers.
    pub by: Answering,
    /// The operation that answers: `PutRule`.
    pub operation: &'static str,
    /// The name of the exception.
    pub code: String,
    /// Its message.
    pub message: String,
    /// Whether just these words are recorded. Otherwise they are put together as AWS does it elsewhere.
    pub is_recorded: bool,
}

/// Who answers a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answering {
    /// The AWS CLI, which sends nothing then.
    AwsCli,
    /// The service that is asked.
    Service,
}

/// One thing that a file declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// What it is: `rule`, `schedule`.
    pub kind: &'static str,
    /// What the file calls it: a logical id, an address, else its name.
    pub address: Option<String>,
    /// Where it is declared.
    pub span: Span,
}

impl Resource {
    /// A thing that is called `address`; an empty address is none.
    #[must_use]
    pub fn new(kind: &'static str, address: Option<String>, span: Span) -> Self {
        Self {
            kind,
            address: address.filter(|address| !address.is_empty()),
            span,
        }
    }
}
