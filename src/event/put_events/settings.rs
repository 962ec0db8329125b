//! What an answer depends on besides the entries.

use chrono::{DateTime, Utc};

/// What the answer depends on besides the entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The account that puts the events: twelve digits.
    pub account: String,
    /// The Region in which they are put.
    pub region: String,
    /// When they are put.
    pub time: DateTime<Utc>,
    /// What the ids of the events are made from.
    pub seed: u64,
    /// The number of the first entry, from 0: an id is made from the seed and the number of its entry.
    pub first_number: usize,
    /// The names or ARNs of the buses that exist, if they are known. `default` always exists; a bus of another account or
    /// Region is known by its ARN only.
    pub buses: Option<Vec<String>>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            account: "123456789012".to_owned(),
            region: "us-east-1".to_owned(),
            time: DateTime::UNIX_EPOCH,
            seed: 0,
            first_number: 0,
            buses: None,
        }
    }
}
