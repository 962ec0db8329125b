//! From the tree as written to sub-rules: every `$or` alternative forks the sub-rules made so far.
//!
//! What is written before a `$or` is in every fork, and so is what is written after it; a path that is already there
//! is overwritten. Two `$or`s multiply, so the number of sub-rules is capped.

use std::collections::HashMap;
use std::sync::Arc;

use super::compile::{Node, Tree};
use crate::json::JsonString;
use crate::pattern::ast::{Field, SubRule, ValueList};
use crate::source::Span;

/// The most sub-rules that the `$or`s of one pattern may make together.
///
/// AWS: EventBridge User Guide, event filtering of subscribers: "at most 1,000 `$or` combinations". For rules no
/// number is published; the same one is used.
pub const MAXIMUM_SUB_RULES: usize = 1000;

/// The most field paths that one sub-rule may have.
///
/// event-ruler 2.0.1 refuses more when a rule is put into the machine ("Size of rule … exceeds max value of 256").
pub const MAXIMUM_PATHS: usize = 256;

/// The most times that a field may be put into a sub-rule; only texts far above 4096 characters come near it.
const MAXIMUM_STEPS: usize = 8_000_000;

/// Why a tree is not expanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limit {
    SubRules(usize),
    /// With the name of the first field that is too many.
    Paths(Span),
    Steps,
}

/// Makes the sub-rules, in the order in which the engine makes them.
pub(super) fn expand(tree: &Tree) -> Result<Vec<SubRule>, Limit> {
    let count = count(&tree.nodes);
    if count > MAXIMUM_SUB_RULES {
        return Err(Limit::SubRules(count));
    }
    let mut paths = Vec::new();
    collect_paths(&tree.nodes, &mut paths);
    paths.sort_unstable_by(|left, right| left.cmp_utf16(right));
    paths.dedup();
    let ranks = paths
        .iter()
        .enumerate()
        .map(|(rank, path)| (&**path, rank))
        .collect();
    let mut expansion = Expansion { ranks, steps: 0 };
    let mut drafts = vec![Draft::default()];
    expansion.nodes(&tree.nodes, &mut drafts)?;
    let finish = |draft: Draft| SubRule {
        fields: draft
            .fields
            .into_iter()
            .filter_map(|(rank, values)| {
                let path = paths.get(rank)?.clone();
                Some(Field { path, values })
            })
            .collect(),
        branches: draft.branches,
    };
    Ok(drafts.into_iter().map(finish).collect())
}

/// How many sub-rules a list of nodes makes of one. Nesting is bounded by the depth of JSON.
fn count(nodes: &[Node]) -> usize {
    nodes.iter().fold(1, |product, node| match node {
        Node::Field { .. } => product,
        Node::Or { alternatives, .. } => {
            let sum = alternatives
                .iter()
                .fold(0_usize, |sum, nodes| sum.saturating_add(count(nodes)));
            product.saturating_mul(sum)
        }
    })
}

fn collect_paths(nodes: &[Node], paths: &mut Vec<Arc<JsonString>>) {
    for node in nodes {
        match node {
            Node::Field { path, .. } => paths.push(Arc::clone(path)),
            Node::Or { alternatives, .. } => {
                for nodes in alternatives {
                    collect_paths(nodes, paths);
                }
            }
        }
    }
}

/// A sub-rule that is being made: its fields by the rank of their path, sorted.
#[derive(Clone, Default)]
struct Draft {
    fields: Vec<(usize, Arc<ValueList>)>,
    branches: Vec<(usize, usize)>,
}

struct Expansion<'t> {
    ranks: HashMap<&'t JsonString, usize>,
    steps: usize,
}

impl Expansion<'_> {
    fn nodes(&mut self, nodes: &[Node], drafts: &mut Vec<Draft>) -> Result<(), Limit> {
        for node in nodes {
            match node {
                Node::Field { path, values } => self.field(path, values, drafts)?,
                Node::Or {
                    group,
                    alternatives,
                } => {
                    let before = std::mem::take(drafts);
                    for (index, nodes) in alternatives.iter().enumerate() {
                        let mut forked = before.clone();
                        for draft in &mut forked {
                            draft.branches.push((*group, index));
                            self.step(draft.fields.len())?;
                        }
                        self.nodes(nodes, &mut forked)?;
                        drafts.append(&mut forked);
                    }
                }
            }
        }
        Ok(())
    }

    fn field(
        &mut self,
        path: &JsonString,
        values: &Arc<ValueList>,
        drafts: &mut [Draft],
    ) -> Result<(), Limit> {
        let Some(&rank) = self.ranks.get(path) else {
            return Ok(());
        };
        self.step(drafts.len())?;
        for Draft { fields, .. } in drafts {
            match fields.binary_search_by_key(&rank, |(rank, _)| *rank) {
                Ok(index) => {
                    if let Some((_, old)) = fields.get_mut(index) {
                        *old = Arc::clone(values);
                    }
                }
                Err(_) if fields.len() == MAXIMUM_PATHS => {
                    return Err(Limit::Paths(values.name_span));
                }
                Err(index) => fields.insert(index, (rank, Arc::clone(values))),
            }
        }
        Ok(())
    }

    fn step(&mut self, by: usize) -> Result<(), Limit> {
        self.steps += by;
        match self.steps > MAXIMUM_STEPS {
            true => Err(Limit::Steps),
            false => Ok(()),
        }
    }
}
