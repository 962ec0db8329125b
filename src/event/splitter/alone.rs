//! A line that has nothing to do with the lines around it.

use super::super::piece::Breakage;
use super::super::wrapper::Shape;
use super::Splitter;

/// Whether a line of a stream, without white space around it, is one record, whole or broken, whatever stands on the lines
/// behind it.
///
/// `false` also where the record may go on there: of a line that lacks no more than its end, nothing is known.
#[must_use]
pub fn is_one_record(line: &[u8], shape: Shape) -> bool {
    let mut splitter = Splitter {
        buffer: line.to_vec(),
        filled: line.len(),
        finished: true,
        ..Splitter::new(shape)
    };
    splitter.next_piece().is_some_and(|piece| {
        // A mistake on the first line of a record ends it with the line, unless another object follows.
        let is_known = matches!(piece.breakage, None | Some(Breakage::Unexpected(_)));
        is_known && piece.bytes.len() == line.len()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_go_on_or_has_another_behind_it_is_not_alone() {
        let rows = [
            (r#"{"detail-type":"T","detail":{}}"#, true),
            (r#"{"detail-type":"T","detail":{]}"#, true),
            (r#"{"detail-type":"T" "detail":{}}"#, true),
            (r#"{"detail-type":"T","detail":["#, false),
            (r#"{"detail-type":"T","detail":"x"#, false),
            (r#"{"detail-type":"T"} {"detail-type":"T"}"#, false),
            (r#"{"detail-type":"T"} {"Messages":[{},"#, false),
            (
                r#"{"detail-type":"T","detail":{]}} {"Messages":[{},"#,
                false,
            ),
            (r#"{"detail-type":"T"}]"#, false),
            (r#"{"Messages":[{"MessageId":"1","Body":"{}"}]}"#, false),
        ];
        for (line, expected) in rows {
            let is_one = is_one_record(line.as_bytes(), Shape::Recognised);
            assert_eq!(is_one, expected, "{line}");
        }
    }
}
