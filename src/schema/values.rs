//! Whether a test of a pattern can pass on what may stand at a place.

use super::bounds::{bound, has_bounds};
use super::node::{Node, Types};
use crate::pattern::ast::{Comparison, Test, ValueList};
use crate::pattern::comparison::Candidate;
use crate::pattern::decide::{Alternative, Limits, Place, alternatives};

/// Whether some value that may stand there passes the test. Where that is not easily told, it is taken to be so.
pub(super) fn admits(node: &Node, test: &Test, list_has_numbers: bool) -> bool {
    if let Some(values) = &node.values {
        let mut candidates = values.iter().filter_map(Candidate::new);
        return candidates.any(|one| test.admits(&one, list_has_numbers));
    }
    let types = node.types.and(Types::LEAVES);
    if has_bounds(node) && !passes_within_bounds(node, test) {
        return false;
    }
    let numbers = Types::INTEGER.or(Types::FRACTION);
    types.meets(match test {
        Test::Exists(_) => Types::LEAVES,
        Test::Literal(form) => match form.as_bytes() {
            b"null" => Types::NULL,
            _ => Types::BOOLEAN,
        },
        Test::Number(number) => match number.comparable {
            Some(value) if value.fract() != 0.0 => Types::FRACTION,
            _ => numbers,
        },
        Test::Numeric(_) => numbers,
        Test::Address(_) => numbers.or(Types::STRING),
        Test::AnythingBut(set) if set.is_empty() => Types::NONE,
        Test::AnythingBut(_) => Types::LEAVES,
        Test::Exact(_)
        | Test::Prefix(_)
        | Test::Suffix(_)
        | Test::PrefixFolded(_)
        | Test::SuffixFolded(_)
        | Test::EqualsIgnoreCase(_)
        | Test::Wildcard(_) => Types::STRING,
    })
}

/// Whether a value of a leaf with bounds passes the test. Next to other tests it passes no more.
fn passes_within_bounds(node: &Node, test: &Test) -> bool {
    let list = ValueList {
        name_span: node.span,
        span: node.span,
        comparisons: vec![Comparison {
            span: node.span,
            test: test.clone(),
        }],
    };
    let mut place = Place {
        strings: node.types.meets(Types::STRING),
        numbers: node.types.meets(Types::INTEGER.or(Types::FRACTION)),
        booleans: node.types.meets(Types::BOOLEAN),
        null: node.types.meets(Types::NULL),
        ..Place::ANY
    };
    bound(&mut place, &[node]);
    let found = alternatives(&list, &place, &Limits::default());
    !matches!(
        found.as_slice(),
        [Alternative::Nothing { is_certain: true }]
    )
}
