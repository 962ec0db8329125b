//! How a member of an object, or an element of an array, is taken out of a text.

use super::edit::Edit;
use crate::source::Span;

/// The edit that takes one of several out, with the comma beside it; `None` if it is the only one.
pub(super) fn one_of(parts: &[Span], number: usize) -> Option<Edit> {
    let own = parts.get(number)?;
    let before = number.checked_sub(1).and_then(|before| parts.get(before));
    let span = match (parts.get(number + 1), before) {
        (Some(next), _) => Span::new(own.start, next.start),
        (None, Some(before)) => Span::new(before.end, own.end),
        (None, None) => return None,
    };
    Some(Edit {
        span,
        replacement: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, number: usize) -> Option<String> {
        let value = crate::json::parse(text).unwrap();
        let parts: Vec<Span> = value
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one.span)
            .collect();
        one_of(&parts, number).map(|edit| edit.apply(text))
    }

    #[test]
    fn one_of_several_is_taken_out_with_a_comma() {
        assert_eq!(without("[1, 2 , 3]", 0).as_deref(), Some("[2 , 3]"));
        assert_eq!(without("[1, 2 , 3]", 1).as_deref(), Some("[1, 3]"));
        assert_eq!(without("[1, 2 , 3]", 2).as_deref(), Some("[1, 2]"));
        assert_eq!(without("[1]", 0), None);
    }
}
