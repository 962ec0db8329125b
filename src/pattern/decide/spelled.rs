//! All texts that are read as addresses, as an automaton of their own.
//!
//! # The problem
//!
//! An address can be written in many ways: `10.0.0.1`, `010.0.0.1`, `::ffff:a00:1`, `0:0::0:0:ffff:0a00:0001`. So which texts lie
//! in a block of addresses, and what do they look like to a `prefix`? Between the ends of blocks all addresses are alike, and
//! the texts of each such stretch are a regular language. With its states in the [automaton](super::automaton) of a path, an
//! address is a text like any other.
//!
//! # The idea
//!
//! What is left of an address, after some of its groups, is a [stretch list](Stretches): for each rest the class of addresses that it
//! would complete. A state is what is left, and how much of it can still be written; states with the same left are one.
//! While a group is written its digits do not yet tell how many follow, so that a state has one list for each number of further
//! digits. `::` stands for as many groups as are missing, which only the end tells: it leads to a state for each number, of
//! which one at most comes to an end.
//!
//! # Source
//!
//! How EventBridge reads addresses: see [`AddressRange`](crate::pattern::comparison::AddressRange).

use std::collections::HashMap;

use super::budget::{Budget, Exhausted};

/// A state, by its number.
pub(super) type State = u32;

/// Where each stretch of addresses begins, and its class. From 0 on, sorted; neighbours differ. Class 0 is that of no interest.
pub(super) type Stretches = Vec<(u128, usize)>;

/// The states of all texts of addresses whose class is not 0.
#[derive(Debug, Default)]
pub(super) struct Spelled {
    /// The states in which a text may begin.
    pub(super) starts: Vec<State>,
    /// All states, by their number.
    pub(super) nodes: Vec<SpelledNode>,
}

/// A state.
#[derive(Debug, Default)]
pub(super) struct SpelledNode {
    pub(super) edges: Vec<(char, State)>,
    /// The class of the address that may end here, or 0.
    pub(super) class: usize,
}

/// Number of a list of stretches.
type Left = usize;

/// The most characters of an address of four numbers.
const LONGEST_FOUR: u8 = 15;

/// What tells a state from others.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    form: Form,
    stage: Stage,
    /// How many groups are still to be written, with the one that is being written.
    groups: u8,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    /// Numbers between dots, and how many characters there may still be.
    Four(u8),
    /// Hex digits between colons, before `::`.
    Six,
    /// The same behind `::`.
    SixBehindGap,
}

#[derive(Clone, PartialEq, Eq, Hash)]
enum Stage {
    /// Before the whole text.
    First(Left),
    /// Behind a colon at the beginning.
    FirstColon(Left),
    /// Before a group.
    Begin(Left),
    /// Behind a colon that another may follow.
    Colon(Left),
    /// In a group that is zero so far.
    Zero(Left),
    /// In a group, for each number of further digits: how many values it can have then, and what is left for all of these.
    Digits(Vec<(u32, Left)>),
    /// Behind `::` at the end.
    End(usize),
}

impl Form {
    const fn base(self) -> u32 {
        match self {
            Self::Four(_) => 10,
            Self::Six | Self::SixBehindGap => 16,
        }
    }

    /// How many values a group has.
    const fn values(self) -> u32 {
        match self {
            Self::Four(_) => 0x100,
            Self::Six | Self::SixBehindGap => 0x1_0000,
        }
    }

    /// Behind one character more; `None` if so many groups cannot be written with what is left.
    fn shorter(self, groups: u8) -> Option<Self> {
        match self {
            Self::Four(left) => {
                let left = left.checked_sub(1)?;
                (left >= groups.saturating_sub(1) * 2).then_some(Self::Four(left))
            }
            six => Some(six),
        }
    }
}

/// Makes the states.
struct Maker<'b> {
    lists: Vec<Stretches>,
    known_lists: HashMap<Stretches, Left>,
    known: HashMap<Key, State>,
    open: Vec<(State, Key)>,
    nodes: Vec<SpelledNode>,
    budget: &'b mut Budget,
}

/// The states of all texts of addresses of four bytes, and of those written as sixteen.
///
/// # Errors
///
/// When the budget is used up.
pub(super) fn spelled(
    four: &Stretches,
    six: &Stretches,
    budget: &mut Budget,
) -> Result<Spelled, Exhausted> {
    let mut maker = Maker {
        lists: Vec::new(),
        known_lists: HashMap::new(),
        known: HashMap::new(),
        open: Vec::new(),
        nodes: Vec::new(),
        budget,
    };
    let (four, six) = (maker.list(four.clone()), maker.list(six.clone()));
    let starts = [
        maker.state(Form::Four(LONGEST_FOUR), 4, Stage::Begin(four)),
        maker.state(Form::Six, 8, Stage::First(six)),
    ];
    while let Some((state, key)) = maker.open.pop() {
        let (edges, class) = (maker.edges(&key)?, maker.class(&key));
        if let Some(node) = maker.nodes.get_mut(state as usize) {
            *node = SpelledNode { edges, class };
        }
    }
    Ok(Spelled {
        starts: starts.into_iter().flatten().collect(),
        nodes: maker.nodes,
    })
}

/// How many addresses share what is written before so many last groups.
fn rests(form: Form, groups: u8) -> u128 {
    u128::from(form.values())
        .checked_pow(groups.into())
        .unwrap_or(u128::MAX)
}

impl Maker<'_> {
    fn list(&mut self, list: Stretches) -> Left {
        if let Some(known) = self.known_lists.get(&list) {
            return *known;
        }
        self.lists.push(list.clone());
        self.known_lists.insert(list, self.lists.len() - 1);
        self.lists.len() - 1
    }

    /// What is left of a list between two places, both included, from 0 on.
    fn part(&mut self, left: Left, first: u128, last: u128) -> Result<Left, Exhausted> {
        let Some(list) = self.lists.get(left).filter(|list| list.len() > 1) else {
            return Ok(left);
        };
        self.budget.spend(4)?;
        let from = list.partition_point(|(start, _)| *start <= first);
        let to = list.partition_point(|(start, _)| *start <= last);
        let inside = list.get(from.saturating_sub(1)..to).unwrap_or_default();
        let moved = inside
            .iter()
            .map(|(start, class)| (start.saturating_sub(first), *class));
        let part = moved.collect();
        Ok(self.list(part))
    }

    /// Whether no address of interest is left.
    fn is_nothing(&self, left: Left) -> bool {
        let list = self.lists.get(left).map(Vec::as_slice);
        matches!(list, None | Some([] | [(_, 0)]))
    }

    /// The class where nothing is left to write.
    fn class_of(&self, left: Left) -> usize {
        let first = self.lists.get(left).and_then(|list| list.first());
        first.map_or(0, |(_, class)| *class)
    }

    /// The number of a state; `None` if it leads to no address of interest.
    fn state(&mut self, form: Form, groups: u8, stage: Stage) -> Option<State> {
        let is_nothing = match &stage {
            Stage::Digits(parts) => parts.iter().all(|(_, left)| self.is_nothing(*left)),
            Stage::End(class) => *class == 0,
            Stage::First(left)
            | Stage::FirstColon(left)
            | Stage::Begin(left)
            | Stage::Colon(left)
            | Stage::Zero(left) => self.is_nothing(*left),
        };
        if is_nothing {
            return None;
        }
        let key = Key {
            form,
            stage,
            groups,
        };
        if let Some(state) = self.known.get(&key) {
            return Some(*state);
        }
        let state = State::try_from(self.nodes.len()).ok()?;
        self.nodes.push(SpelledNode::default());
        self.known.insert(key.clone(), state);
        self.open.push((state, key));
        Some(state)
    }

    fn class(&self, key: &Key) -> usize {
        match &key.stage {
            Stage::End(class) => *class,
            Stage::Zero(left) if key.groups == 1 => self.class_of(*left),
            Stage::Digits(parts) if key.groups == 1 => {
                parts.first().map_or(0, |(_, left)| self.class_of(*left))
            }
            _ => 0,
        }
    }

    fn edges(&mut self, key: &Key) -> Result<Vec<(char, State)>, Exhausted> {
        let mut edges = Vec::new();
        self.digits(key, &mut edges)?;
        self.separators(key, &mut edges)?;
        self.budget.spend(edges.len() + 4)?;
        Ok(edges)
    }

    /// Where digits lead.
    fn digits(&mut self, key: &Key, edges: &mut Vec<(char, State)>) -> Result<(), Exhausted> {
        let (form, groups) = (key.form, key.groups);
        let zero = match &key.stage {
            Stage::FirstColon(_) | Stage::End(_) => return Ok(()),
            Stage::Digits(_) => None,
            Stage::First(left) | Stage::Begin(left) | Stage::Colon(left) | Stage::Zero(left) => {
                Some(*left)
            }
        };
        let Some(next) = form.shorter(groups) else {
            return Ok(());
        };
        for digit in 0..form.base() {
            let stage = match (&key.stage, zero) {
                (_, Some(left)) if digit == 0 => Stage::Zero(left),
                (Stage::Digits(parts), _) => {
                    let further = parts.iter().skip(1).copied();
                    Stage::Digits(self.narrowed(further, form, groups, digit)?)
                }
                (_, Some(left)) => {
                    let whole = std::iter::repeat((form.values(), left));
                    Stage::Digits(self.narrowed(whole, form, groups, digit)?)
                }
                (_, None) => continue,
            };
            let Some(state) = self.state(next, groups, stage) else {
                continue;
            };
            let lower = char::from_digit(digit, form.base()).unwrap_or('0');
            edges.push((lower, state));
            if lower.is_ascii_lowercase() {
                edges.push((lower.to_ascii_uppercase(), state));
            }
        }
        Ok(())
    }

    /// What is left behind a digit, for each number of digits that may follow it.
    fn narrowed(
        &mut self,
        parts: impl Iterator<Item = (u32, Left)>,
        form: Form,
        groups: u8,
        digit: u32,
    ) -> Result<Vec<(u32, Left)>, Exhausted> {
        let each = rests(form, groups.saturating_sub(1));
        let mut narrowed = Vec::new();
        let mut width = 1;
        for (count, left) in parts {
            let (low, high) = (digit * width, (digit * width + width).min(count));
            if low >= high {
                break;
            }
            let first = u128::from(low) * each;
            let last = u128::from(high - 1) * each + (each - 1);
            narrowed.push((high - low, self.part(left, first, last)?));
            width *= form.base();
        }
        Ok(narrowed)
    }

    /// Where a dot or a colon leads.
    fn separators(&mut self, key: &Key, edges: &mut Vec<(char, State)>) -> Result<(), Exhausted> {
        let left = match &key.stage {
            Stage::First(left) => {
                let state = self.state(key.form, key.groups, Stage::FirstColon(*left));
                edges.extend(state.map(|state| (':', state)));
                return Ok(());
            }
            Stage::FirstColon(left) | Stage::Colon(left) => {
                return self.gap(*left, key.groups, edges);
            }
            Stage::Begin(_) | Stage::End(_) => return Ok(()),
            Stage::Zero(left) => {
                let last = rests(key.form, key.groups.saturating_sub(1)) - 1;
                Some(self.part(*left, 0, last)?)
            }
            Stage::Digits(parts) => parts.first().map(|(_, left)| *left),
        };
        let (Some(left), groups @ 1..) = (left, key.groups.saturating_sub(1)) else {
            return Ok(());
        };
        let (separator, stage) = match key.form {
            Form::Four(_) => ('.', Stage::Begin(left)),
            Form::Six => (':', Stage::Colon(left)),
            Form::SixBehindGap => (':', Stage::Begin(left)),
        };
        let next = key.form.shorter(groups);
        let state = next.and_then(|next| self.state(next, groups, stage));
        edges.extend(state.map(|state| (separator, state)));
        Ok(())
    }

    /// Where the second of two colons leads, of whose groups at least one is zero.
    fn gap(
        &mut self,
        left: Left,
        groups: u8,
        edges: &mut Vec<(char, State)>,
    ) -> Result<(), Exhausted> {
        for written in 0..groups {
            let left = self.part(left, 0, rests(Form::Six, written) - 1)?;
            let stage = match written {
                0 => Stage::End(self.class_of(left)),
                _ => Stage::Begin(left),
            };
            let state = self.state(Form::SixBehindGap, written, stage);
            edges.extend(state.map(|state| (':', state)));
        }
        Ok(())
    }
}
