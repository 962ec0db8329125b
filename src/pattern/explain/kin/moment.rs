//! Two spellings of one time.

use super::super::quote;
use super::super::wanted::{Part, Wanted};
use super::{Kin, write, write_if};

/// How many characters a date and the hour, minute and second behind it take: `2026-11-12T10:15:00`.
const LENGTH: usize = 19;

/// A time that is wanted in another spelling: with fractions, with an offset.
pub(super) fn of(wanted: &Wanted<'_>, text: &str) -> Option<Kin> {
    if wanted.part != Part::Whole {
        return None;
    }
    let (one, other) = (second(text)?, second(&wanted.text)?);
    (one == other).then(|| {
        let any = write_if(
            "any fraction and offset will do",
            Part::Start.comparison(&quote::json_string(other)),
        );
        let predicate = format!(
            "is the same second as `{}`, written otherwise",
            quote::text(&wanted.text, None)
        );
        let own = write(quote::json_string(text));
        let kin = Kin::new(4, predicate, vec![any.keeping(&wanted.text), own]);
        kin.sending(quote::json_string(&wanted.text))
    })
}

/// A time up to its second, if the text is one.
fn second(text: &str) -> Option<&str> {
    let start = text.get(..LENGTH)?;
    let is_right = start
        .bytes()
        .zip("0000-00-00T00:00:00".bytes())
        .all(|(one, form)| match form {
            b'0' => one.is_ascii_digit(),
            b'T' => matches!(one, b'T' | b' '),
            sign => one == sign,
        });
    is_right.then_some(start)
}
