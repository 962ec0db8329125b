//! Schedule expressions as a list: one a line, nothing else.
//!
//! # What this module does not do
//!
//! It does not check the expressions, and knows no comments: a line that is not blank is an expression, letter by
//! letter, as it would be between quotes on a command line.

use crate::model::{Declared, Schedule};
use crate::source::Span;

/// Every line of a text that is not blank, as a schedule that has only an expression. Spans lie in the text.
///
/// # Example
///
/// ```
/// use evb::schedule::listed;
///
/// let all = listed("rate(1 hour)\r\n\ncron(0 8 ? * MON *)\n");
/// let expressions: Vec<String> = all.filter_map(|one| Some(one.expression?.to_display())).collect();
/// assert_eq!(expressions, ["rate(1 hour)", "cron(0 8 ? * MON *)"]);
/// ```
pub fn listed(text: &str) -> impl Iterator<Item = Schedule> {
    // Some shells put a byte order mark before what they pipe.
    let rest = text.trim_start_matches('\u{feff}');
    let mut at = text.len() - rest.len();
    rest.split_inclusive('\n').filter_map(move |line| {
        let expression = line.trim_end_matches(['\r', '\n']);
        let span = Span::new(at, at + expression.len());
        at += line.len();
        (!expression.trim().is_empty()).then(|| Schedule {
            expression: Some(Declared::text(expression, span, text)),
            is_bare: true,
            span,
            ..Schedule::default()
        })
    })
}
