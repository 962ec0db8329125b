//! The alternatives of a list: which values satisfy each of them, and none of the others.

use super::atom::{Atom, ListTest};
use super::bits::Bits;
use super::budget::{Budget, Limits};
use super::column::Column;
use super::domain::Place;
use crate::json::Value;
use crate::pattern::ast::ValueList;

/// What satisfies one comparison of a list.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Alternative {
    /// The absence of the field.
    Absence,
    /// A value that satisfies no other comparison of the list: an example of each kind, the most readable first.
    Alone(Vec<Value>),
    /// Every value that satisfies it satisfies others too.
    Shadowed {
        /// An example of each kind.
        values: Vec<Value>,
        /// The others that these satisfy, by their places in the list.
        by: Vec<usize>,
        /// Whether that is so for certain, and not only for the values that were tried.
        is_certain: bool,
    },
    /// Nothing.
    Nothing {
        /// Whether that is so for certain.
        is_certain: bool,
    },
}

impl Alternative {
    /// Examples of values that satisfy it.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        match self {
            Self::Alone(values) | Self::Shadowed { values, .. } => values,
            Self::Absence | Self::Nothing { .. } => &[],
        }
    }
}

/// What satisfies each comparison of a list, in their order.
///
/// # Example
///
/// ```
/// use evb::pattern::decide::{Alternative, Limits, Place, alternatives};
/// use evb::pattern::{Dialect, parse};
///
/// let pattern = parse(r#"{"a": ["abc", {"prefix": "ab"}]}"#, Dialect::Bus).unwrap();
/// let list = &pattern.sub_rules[0].fields[0].values;
/// let found = alternatives(list, &Place::ANY, &Limits::default());
/// assert!(matches!(&found[0], Alternative::Shadowed { by, is_certain: true, .. } if by == &[1]));
/// assert_eq!(found[1].values()[0].as_str(), Some("ab"));
/// ```
#[must_use]
pub fn alternatives(list: &ValueList, place: &Place, limits: &Limits) -> Vec<Alternative> {
    let comparisons = list.comparisons.iter();
    let tests: Vec<ListTest<'_>> = comparisons.map(|one| ListTest::only(list, one)).collect();
    let column = Column::new(&tests, place, &mut Budget::new(limits.work));
    let numbered = list.comparisons.iter().enumerate();
    numbered
        .map(|(number, comparison)| {
            if comparison.test.is_absence() {
                return match place.absent {
                    true => Alternative::Absence,
                    false => Alternative::Nothing { is_certain: true },
                };
            }
            match alternative(&column, number, tests.len()) {
                // The others can make it hard to tell what it is alone.
                Alternative::Nothing { is_certain: false } => {
                    let only = [ListTest::only(list, comparison)];
                    let part = limits.work / list.comparisons.len().max(1);
                    let column = Column::new(&only, place, &mut Budget::new(part));
                    alternative(&column, 0, 1)
                }
                found => found,
            }
        })
        .collect()
}

fn alternative(column: &Column, number: usize, count: usize) -> Alternative {
    let is_certain = column.incomplete.is_none();
    let satisfying = |atom: &&Atom| atom.lists.has(number) && !atom.values.is_empty();
    let mut atoms = column.atoms.iter().filter(satisfying);
    let alone = Bits::one(count, number);
    if let Some(atom) = atoms.clone().find(|atom| atom.lists == alone) {
        return Alternative::Alone(atom.values.clone());
    }
    let fewest = atoms.by_ref().min_by_key(|atom| atom.lists.iter().count());
    match fewest {
        Some(atom) => Alternative::Shadowed {
            values: atom.values.clone(),
            by: atom.lists.iter().filter(|one| *one != number).collect(),
            is_certain,
        },
        None => Alternative::Nothing { is_certain },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{Dialect, parse};

    fn told(list: &str) -> Vec<String> {
        let pattern = parse(&format!(r#"{{"a":{list}}}"#), Dialect::Bus).unwrap();
        let list = &pattern.sub_rules[0].fields[0].values;
        let all = alternatives(list, &Place::ANY, &Limits::default());
        let told = all.iter().map(|one| {
            let first = one.values().first().map(Value::to_compact);
            match one {
                Alternative::Absence => "absence".to_owned(),
                Alternative::Alone(_) => format!("alone {}", first.unwrap()),
                Alternative::Shadowed { by, .. } => format!("{} by {by:?}", first.unwrap()),
                Alternative::Nothing { is_certain } => format!("nothing {is_certain}"),
            }
        });
        told.collect()
    }

    rows! { told;
        values: r#"["x",1,null]"# => [r#"alone "x""#, "alone 1", "alone null"];
        absence: r#"["x",{"exists":false}]"# => [r#"alone "x""#, "absence"];
        all_that_exists: r#"["x",{"exists":true}]"# => [r#""x" by [1]"#, r#"alone "other""#];
        a_value_of_a_range: r#"[5,{"numeric":[">",4]}]"# => ["5 by [1]", "alone 4.5"];
        two_that_take_everything: r#"[{"anything-but":"x"},{"anything-but":"y"}]"#
            => [r#"alone "y""#, r#"alone "x""#];
        an_empty_gap: r#"[{"numeric":[">",4.999999999999999,"<",5]}]"# => ["nothing true"];
        an_empty_gap_beside_addresses: r#"[{"numeric":[">",4.999999999999999,"<",5]},{"cidr":"10.0.0.0/8"},{"prefix":"x"}]"#
            => ["nothing true", r#"alone "10.0.0.0""#, r#"alone "x""#];
        an_empty_set: r#"["x",{"anything-but":{"prefix":[]}}]"# => [r#"alone "x""#, "nothing true"];
    }
}
