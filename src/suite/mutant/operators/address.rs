//! Blocks of addresses.

use crate::json::{Value, write_quoted};
use crate::suite::mutant::Mutator;
use crate::suite::mutant::edit::Changes;

/// A block twice as large, and half as large.
pub(super) fn block(whole: &Value, operand: &Value, changes: &mut Changes<'_>) {
    let Some((address, bits)) = operand.as_str().and_then(|text| text.split_once('/')) else {
        return;
    };
    let Ok(bits) = bits.parse::<u8>() else {
        return;
    };
    let wider = bits
        .checked_sub(1)
        .map(|bits| (Mutator::AlternativeWidened, bits));
    let narrower = bits
        .checked_add(1)
        .map(|bits| (Mutator::AlternativeNarrowed, bits));
    for (mutator, bits) in [wider, narrower].into_iter().flatten() {
        let mut quoted = String::new();
        write_quoted(&format!("{address}/{bits}"), &mut quoted);
        changes.becomes(mutator, (whole.span, operand.span), quoted);
    }
}
