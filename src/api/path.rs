//! Where in a request a member is.

use std::fmt;

/// A step to a member of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The member of this name.
    Member(String),
    /// The element of a list, counted from 0.
    Element(usize),
    /// A name of a map, itself.
    Key(String),
    /// The value of this name of a map.
    Value(String),
}

/// Where in a request a member is; empty for the request itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberPath(pub Vec<Step>);

impl MemberPath {
    /// As services of AWS write it: `targets.1.member.deadLetterConfig.arn`.
    #[must_use]
    pub fn to_service(&self) -> String {
        let steps = self.0.iter().map(|step| match step {
            Step::Member(name) => lower_first(name),
            Step::Element(index) => format!("{}.member", index + 1),
            Step::Key(name) | Step::Value(name) => name.clone(),
        });
        steps.collect::<Vec<_>>().join(".")
    }

    /// The name of the last member on the way.
    #[must_use]
    pub fn last(&self) -> &str {
        let names = self.0.iter().rev().find_map(|step| match step {
            Step::Member(name) | Step::Key(name) | Step::Value(name) => Some(name.as_str()),
            Step::Element(_) => None,
        });
        names.unwrap_or_default()
    }

    /// Whether it is the queue for dead letters.
    pub(super) fn is_dead_letter_queue(&self) -> bool {
        let is = |step: &Step, name: &str| matches!(step, Step::Member(member) if member == name);
        matches!(self.0.as_slice(), [.., config, arn] if is(config, "DeadLetterConfig") && is(arn, "Arn"))
    }

    /// The same with another step behind it.
    #[must_use]
    pub fn then(&self, step: Step) -> Self {
        let steps = self.0.iter().cloned().chain([step]);
        Self(steps.collect())
    }
}

impl fmt::Display for MemberPath {
    /// As the AWS CLI writes it: `Targets[0].DeadLetterConfig.Arn`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.0.iter().enumerate() {
            match step {
                Step::Element(element) => write!(out, "[{element}]")?,
                Step::Key(name) => write!(out, " (key: {name})")?,
                Step::Member(name) | Step::Value(name) if index == 0 => out.write_str(name)?,
                Step::Member(name) | Step::Value(name) => write!(out, ".{name}")?,
            }
        }
        Ok(())
    }
}

/// `SqsQueueParameters` as services write it: `sqsQueueParameters`.
fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_ascii_lowercase().to_string() + characters.as_str()
    })
}
