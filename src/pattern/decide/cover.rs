//! Whether boxes cover a box: containment, by splitting.
//!
//! To find out whether some sub-rules cover a region, one of them that meets it is taken, and the region is cut along its
//! sides: for each path into what the sub-rule asks for and the rest. The rests lie outside the sub-rule, and are looked at
//! in turn; what remains lies inside. So every step leaves a region that meets one sub-rule less, and one that meets none is
//! not covered.
//!
//! The number of steps can grow exponentially with the number of sub-rules that overlap, never with those that do not.

use std::ops::ControlFlow;

use super::bits::Bits;
use super::budget::{Budget, Exhausted};
use super::space::{Region, Rule, Space};

/// How a sub-rule lies to a region.
enum Position {
    Apart,
    /// It covers the region.
    Around,
    /// It leaves something of it out, in so many columns.
    Across(usize),
}

/// Tells the parts of a region that some sub-rules do not cover, until `tell` breaks off.
///
/// # Errors
///
/// When the budget is used up.
pub(super) fn uncovered(
    space: &Space,
    mut region: Region,
    rules: &[Rule],
    budget: &mut Budget,
    tell: &mut dyn FnMut(&Region, &mut Budget) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, Exhausted> {
    if region.iter().any(Bits::is_empty) {
        return Ok(ControlFlow::Continue(()));
    }
    let rules: Vec<&Rule> = rules.iter().collect();
    let mut cover = Cover {
        space,
        budget,
        tell,
    };
    cover.go(&mut region, &rules)
}

struct Cover<'c> {
    space: &'c Space,
    budget: &'c mut Budget,
    tell: &'c mut dyn FnMut(&Region, &mut Budget) -> ControlFlow<()>,
}

impl Cover<'_> {
    /// `region` is as it was when this returns.
    fn go(&mut self, region: &mut Region, rules: &[&Rule]) -> Result<ControlFlow<()>, Exhausted> {
        let mut meeting = Vec::new();
        let mut best: Option<(usize, &Rule)> = None;
        for rule in rules {
            match self.position(region, rule)? {
                Position::Apart => {}
                Position::Around => return Ok(ControlFlow::Continue(())),
                Position::Across(sides) => {
                    meeting.push(*rule);
                    if best.is_none_or(|(fewest, _)| sides < fewest) {
                        best = Some((sides, rule));
                    }
                }
            }
        }
        let Some((_, rule)) = best else {
            return Ok((self.tell)(region, self.budget));
        };
        let mut whole = Vec::new();
        let mut end = Ok(ControlFlow::Continue(()));
        for (axis, list) in &rule.fields {
            let (Some(cell), Some(side)) = (self.space.cell((*axis, *list)), region.get_mut(*axis))
            else {
                continue;
            };
            if side.is_subset(cell) {
                continue;
            }
            let (outside, inside) = (side.minus(cell), side.and(cell));
            whole.push((*axis, std::mem::replace(side, outside)));
            end = self.go(region, &meeting);
            if !matches!(end, Ok(ControlFlow::Continue(()))) {
                break;
            }
            if let Some(side) = region.get_mut(*axis) {
                *side = inside;
            }
        }
        for (axis, before) in whole.into_iter().rev() {
            if let Some(side) = region.get_mut(axis) {
                *side = before;
            }
        }
        end
    }

    fn position(&mut self, region: &Region, rule: &Rule) -> Result<Position, Exhausted> {
        self.budget.spend(rule.fields.len() + 1)?;
        let mut sides = 0;
        for field in &rule.fields {
            if let (Some(cell), Some(side)) = (self.space.cell(*field), region.get(field.0)) {
                if !side.meets(cell) {
                    return Ok(Position::Apart);
                }
                sides += usize::from(!side.is_subset(cell));
            }
        }
        Ok(match sides {
            0 => Position::Around,
            sides => Position::Across(sides),
        })
    }
}
