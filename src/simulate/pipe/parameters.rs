//! Parameters of a target or an enrichment that are taken from each record: dynamic path parameters.
//!
//! AWS: EventBridge User Guide, "Amazon EventBridge Pipes targets", "Dynamic path parameters": a parameter whose whole
//! value is a path is replaced; every string that is no enumeration may be one, except `LogStreamName`, `EndpointId`
//! and header parameters. The path sees the record before the target's template. What a path that leads to nothing
//! does is not documented.

use crate::diagnostic::Diagnostic;
use crate::json::{Kind, Value, write_quoted};
use crate::transform::{Parameter, Path, Record};

/// Members below which no path is replaced.
const NEVER_DYNAMIC: [&str; 3] = ["LogStreamName", "EndpointId", "HeaderParameters"];

/// The dynamic parameters of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DynamicParameters {
    parameters: Vec<(String, Parameter)>,
}

/// A parameter for one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterValue {
    /// Where it stands in the block: `MessageGroupId`, `PathParameterValues[0]`.
    pub name: String,
    /// What the record gives; `None` if its path leads to nothing.
    pub value: Option<String>,
}

impl DynamicParameters {
    /// Finds the paths in a block of `TargetParameters` or `EnrichmentParameters`. What begins like a path and is
    /// none is told with its place in the text of the pipe.
    #[must_use]
    pub fn of(block: Option<&Value>) -> (Self, Vec<Diagnostic>) {
        let mut found = Self::default();
        let mut wrong = Vec::new();
        let mut waiting: Vec<(String, &Value)> = block
            .map(|block| (String::new(), block))
            .into_iter()
            .collect();
        while let Some((name, value)) = waiting.pop() {
            match &value.kind {
                Kind::Object(members) => {
                    let members = members.iter().rev();
                    waiting.extend(members.filter_map(|member| {
                        let own = member.name.to_display();
                        let dot = if name.is_empty() { "" } else { "." };
                        (!NEVER_DYNAMIC.contains(&&*own))
                            .then(|| (format!("{name}{dot}{own}"), &member.value))
                    }));
                }
                Kind::Array(elements) => {
                    let elements = elements.iter().enumerate().rev();
                    waiting.extend(
                        elements.map(|(index, element)| (format!("{name}[{index}]"), element)),
                    );
                }
                Kind::String(text) => match Parameter::parse(&text.to_display()) {
                    Ok(parameter) if parameter.is_dynamic() => {
                        found.parameters.push((name, parameter));
                    }
                    Ok(_) => wrong.extend(Parameter::placeholder(&text.to_display(), value.span)),
                    Err(mut diagnostic) => {
                        if let Some(fix) = &mut diagnostic.fix {
                            let mut written = String::new();
                            write_quoted(&fix.replacement, &mut written);
                            (fix.span, fix.replacement) = (value.span, written);
                        }
                        wrong.push(diagnostic.at(value.span, "not a path"));
                    }
                },
                Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Open(_) => {}
            }
        }
        (found, wrong)
    }

    /// The paths.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        let parameters = self.parameters.iter();
        parameters.filter_map(|(_, parameter)| match parameter {
            Parameter::Path(path) => Some(path),
            Parameter::Constant(_) => None,
        })
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parameters.is_empty()
    }

    /// What they are for one record, in the order of the block.
    #[must_use]
    pub fn values(&self, record: &Record<'_>) -> Vec<ParameterValue> {
        let values = self
            .parameters
            .iter()
            .map(|(name, parameter)| ParameterValue {
                name: name.clone(),
                value: parameter.value(record),
            });
        values.collect()
    }
}
