//! A policy to compare with, as text: `maximum-retry-attempts=10,maximum-event-age=1h`, or AWS's JSON.

use super::diagnostics::SETTING;
use super::duration;
use super::preset::Preset;
use super::settings::Piece;
use crate::diagnostic::Diagnostic;
use crate::json::{self, Kind, Value};

/// What may stand in it.
const SETTINGS: &str = "`maximum-retry-attempts=10`, `maximum-event-age=1h` and `preset=full`; or \
                        {\"MaximumRetryAttempts\":10,\"MaximumEventAgeInSeconds\":3600}";

/// A policy of which parts may be left open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ComparedPolicy {
    /// Retries.
    pub maximum_retry_attempts: Option<u64>,
    /// In seconds.
    pub maximum_event_age_seconds: Option<u64>,
    /// Another delay curve.
    pub preset: Option<Preset>,
}

impl ComparedPolicy {
    /// Reads a policy; ranges are checked when it is used.
    ///
    /// # Errors
    ///
    /// * `delivery/setting`: an unknown setting, a number that is none, no JSON of a retry policy, or nothing.
    /// * `delivery/duration`: the age is no duration.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let whole = Piece::whole(text);
        let wrong = |piece: Piece<'_>, message: String, label: &str| {
            Diagnostic::error(SETTING, message)
                .at(piece.span(), label)
                .help(format!("give {SETTINGS}"))
        };
        if text.trim_start().starts_with('{') {
            return Self::from_json(text);
        }
        let mut policy = Self::default();
        for piece in whole.split(',') {
            let (name, value) = piece.setting(SETTINGS)?;
            match name.text {
                "maximum-retry-attempts" => {
                    let number = value.text.parse().ok();
                    policy.maximum_retry_attempts = Some(number.ok_or_else(|| {
                        wrong(
                            value,
                            format!("`{}` is not a number of retries", value.text),
                            "not a whole number from 0 on",
                        )
                    })?);
                }
                "maximum-event-age" => {
                    policy.maximum_event_age_seconds = Some(whole_seconds(value)?)
                }
                "preset" => {
                    let preset = Preset::from_name(value.text);
                    policy.preset = Some(preset.ok_or_else(|| {
                        wrong(
                            value,
                            format!("unknown preset `{}`", value.text),
                            "not a preset",
                        )
                    })?);
                }
                _ => return Err(name.unknown(SETTINGS)),
            }
        }
        if policy == Self::default() {
            return Err(wrong(
                whole,
                "no policy to compare with".to_owned(),
                "empty",
            ));
        }
        Ok(policy)
    }
}

impl ComparedPolicy {
    /// A `RetryPolicy` as the API has it; subscribers shorten the names and have a strategy, of which there is one.
    fn from_json(text: &str) -> Result<Self, Diagnostic> {
        let value = json::parse(text).map_err(|error| error.diagnostic(text))?;
        let mut policy = Self::default();
        for member in value.as_object().unwrap_or_default() {
            let name = member.name.to_display();
            let slot = match &*name {
                "MaximumRetryAttempts" | "MaxRetryAttempts" => &mut policy.maximum_retry_attempts,
                "MaximumEventAgeInSeconds" | "MaxEventAgeInSeconds" => {
                    &mut policy.maximum_event_age_seconds
                }
                "RetryStrategy" => continue,
                _ => {
                    let message = format!("`{name}` is no member of a retry policy");
                    return Err(Diagnostic::error(SETTING, message)
                        .at(member.name_span, "unknown")
                        .help(format!("give {SETTINGS}")));
                }
            };
            *slot = Some(whole_number(&name, &member.value)?);
        }
        if policy == Self::default() {
            return Err(Diagnostic::error(SETTING, "no policy to compare with")
                .at(value.span, "says nothing")
                .help(format!("give {SETTINGS}")));
        }
        Ok(policy)
    }
}

fn whole_number(name: &str, value: &Value) -> Result<u64, Diagnostic> {
    let number = match &value.kind {
        Kind::Number(digits) => digits.parse().ok(),
        _ => None,
    };
    number.ok_or_else(|| {
        Diagnostic::error(SETTING, format!("`{name}` is no whole number from 0 on"))
            .at(value.span, value.kind_name())
            .help(format!("give {SETTINGS}"))
    })
}

/// An age: a number of seconds, or a duration of whole seconds.
///
/// # Errors
///
/// * `delivery/duration`: no duration, or not whole seconds.
pub fn parse_age_seconds(text: &str) -> Result<u64, Diagnostic> {
    whole_seconds(Piece::whole(text))
}

fn whole_seconds(piece: Piece<'_>) -> Result<u64, Diagnostic> {
    let milliseconds = duration::parse(piece.text, piece.start)?;
    if !milliseconds.is_multiple_of(1_000) {
        let message = format!(
            "an age of `{}` is not a whole number of seconds",
            piece.text
        );
        return Err(Diagnostic::error(super::diagnostics::DURATION, message)
            .at(piece.span(), "a part of a second")
            .help("ages are whole seconds: MaximumEventAgeInSeconds"));
    }
    Ok(milliseconds / 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_settings_or_json() {
        let expected = ComparedPolicy {
            maximum_retry_attempts: Some(10),
            maximum_event_age_seconds: Some(3_600),
            preset: None,
        };
        for text in [
            "maximum-retry-attempts=10,maximum-event-age=1h",
            r#"{"MaximumRetryAttempts":10,"MaximumEventAgeInSeconds":3600}"#,
            r#"{"MaxRetryAttempts":10,"MaxEventAgeInSeconds":3600,"RetryStrategy":"ALL"}"#,
        ] {
            assert_eq!(ComparedPolicy::parse(text), Ok(expected), "{text}");
        }
        for text in [
            "",
            "retries=1",
            "maximum-retry-attempts=x",
            "preset=x",
            "{}x",
            "maximum-event-age=1500ms",
            "{}",
        ] {
            let refused = ComparedPolicy::parse(text);
            assert!(refused.is_err() || text == "{}", "{text}");
        }
    }
}
