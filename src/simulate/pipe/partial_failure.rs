//! What the answer of a target says about the records of a batch: `batchItemFailures`.

use std::collections::{BTreeMap, BTreeSet};

use crate::json::{Kind, Value};

/// What an answer means for the batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BatchOutcome {
    /// Every record succeeded.
    Succeeded,
    /// These records failed, the others succeeded: positions in the batch, ascending, each once. Never empty.
    Partial(Vec<usize>),
    /// Every record failed.
    Failed {
        /// Why the answer means that.
        reason: String,
    },
}

/// Reads the answer of a target that reports partial failures. `None` as answer means that it was no JSON: an
/// exception, say. `identifiers` are those of the records of the batch, in order; `None` for a record that has none.
///
/// AWS: recorded with Lambda's event source mappings on SQS, Kinesis and DynamoDB, which share this protocol:
/// `""`, `[]`, `null`, `{}` and an empty or null `batchItemFailures` are success; an identifier that is empty, null,
/// no string or not in the batch, and any other shape of an item, fail the whole batch.
///
/// # Example
///
/// ```
/// use evb::simulate::pipe::{BatchOutcome, batch_outcome};
///
/// let answer = evb::json::parse(r#"{"batchItemFailures":[{"itemIdentifier":"b"}]}"#)?;
/// assert_eq!(batch_outcome(Some(&answer), &[Some("a"), Some("b")]), BatchOutcome::Partial(vec![1]));
/// # Ok::<(), evb::json::SyntaxError>(())
/// ```
#[must_use]
pub fn batch_outcome(answer: Option<&Value>, identifiers: &[Option<&str>]) -> BatchOutcome {
    let Some(answer) = answer else {
        return failed("the answer is not JSON");
    };
    let failures = match &answer.kind {
        Kind::Object(_) => answer.get("batchItemFailures"),
        // What a function returns that knows nothing of partial failures says nothing about failures.
        _ => None,
    };
    match failures.map(|failures| &failures.kind) {
        None | Some(Kind::Null) => BatchOutcome::Succeeded,
        Some(Kind::Array(items)) => match positions(items, identifiers) {
            Ok(positions) if positions.is_empty() => BatchOutcome::Succeeded,
            Ok(positions) => BatchOutcome::Partial(positions),
            Err(reason) => BatchOutcome::Failed { reason },
        },
        Some(_) => failed("`batchItemFailures` is not an array"),
    }
}

fn failed(reason: &str) -> BatchOutcome {
    BatchOutcome::Failed {
        reason: reason.to_owned(),
    }
}

/// Where the named records stand in the batch.
fn positions(items: &[Value], identifiers: &[Option<&str>]) -> Result<Vec<usize>, String> {
    let mut known: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (position, identifier) in identifiers.iter().enumerate() {
        if let Some(identifier) = identifier {
            known.entry(identifier).or_default().push(position);
        }
    }
    let mut positions = BTreeSet::new();
    for item in items {
        let identifier = item
            .get("itemIdentifier")
            .ok_or("an item of `batchItemFailures` has no `itemIdentifier`")?;
        let name = match identifier.as_str() {
            Some("") => return Err("an `itemIdentifier` is empty".to_owned()),
            Some(name) => name,
            None => return Err(format!("an `itemIdentifier` is {}", identifier.kind_name())),
        };
        let found = known.get(name).ok_or_else(|| {
            format!("the `itemIdentifier` `{name}` is not that of a record of the batch")
        })?;
        positions.extend(found);
    }
    Ok(positions.into_iter().collect())
}
