//! Reading an expression: what is wrong with it, and what was probably meant.

use super::expression::{Parsed, check};
use super::service::Service;
use super::zone::Zone;
use super::{codes, cron, remedy};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::{Diagnostics, Fix};
use crate::source::Span;

/// Reads an expression as `service` does.
///
/// Spans lie in `text`. Where a correction is known that the service accepts, the first error's help names it.
///
/// # Errors
///
/// Every mistake at once; the service answers such a text with [`Service::refusal`], except where
/// [`aws_message`] knows no text. The codes are those of [`codes`].
///
/// # Example: a space is missing
///
/// ```
/// use evb::schedule::{Service, parse};
///
/// let refused = parse("rate(5minutes)", Service::Scheduler).expect_err("AWS refuses it");
/// assert_eq!(refused.0[0].help.as_deref(), Some("write `rate(5 minutes)`"));
/// ```
pub fn parse(text: &str, service: Service) -> Result<Parsed, Diagnostics> {
    parse_in(text, service, &Zone::utc())
}

/// [`parse`] of an expression that is read on the clock of `zone`: in a correction, an instant that the text names by
/// its offset from UTC is kept.
///
/// # Errors
///
/// Those of [`parse`].
pub fn parse_in(text: &str, service: Service, zone: &Zone) -> Result<Parsed, Diagnostics> {
    check(text, service).map_err(|mut refused| {
        let Some((help, certain)) = remedy::find(text, service, zone) else {
            return refused;
        };
        if let Some(seconds) = certain
            .as_deref()
            .and_then(|mended| cron::told_seconds(text, mended))
        {
            refused.0 = vec![seconds];
        }
        if let Some(first) = refused.0.iter_mut().find(|one| one.is_error()) {
            first.help = Some(help);
            first.fix = certain.map(|replacement| {
                let span = Span::new(0, text.len());
                Box::new(Fix { span, replacement })
            });
        }
        refused
    })
}

/// AWS's words for a refused expression; `None` where they are not known: for one that is empty or too long.
#[must_use]
pub fn aws_message(text: &str, service: Service, refused: &Diagnostics) -> Option<String> {
    let unknown = |one: &Diagnostic| one.code == codes::EMPTY || one.code == codes::TOO_LONG;
    (!refused.0.iter().any(unknown)).then(|| service.refusal(text))
}
