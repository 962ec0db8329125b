//! A regular expression as a machine that is in several states at a time.

use super::Piece;
use super::read::{Class, Node, is_terminator};

/// A step of the machine. Steps are known by their places.
#[derive(Debug)]
enum Step {
    /// A letter of the class leads to the next step.
    One(Class),
    /// Two steps follow.
    Split(usize, usize),
    /// Another step follows.
    Jump(usize),
    /// Holds before the first letter.
    Start,
    /// Holds behind the last letter.
    End,
    /// Holds where the steps that follow lead to `Matched`, or do not; then `after` follows.
    Ahead { is_wanted: bool, after: usize },
    /// The text matches.
    Matched,
}

/// The steps, from the first.
#[derive(Debug)]
pub(super) struct Machine {
    steps: Vec<Step>,
}

impl Machine {
    pub(super) fn new(node: &Node) -> Self {
        let mut machine = Self { steps: Vec::new() };
        machine.add(node);
        machine.steps.push(Step::Matched);
        machine
    }

    fn add(&mut self, node: &Node) {
        match node {
            Node::One(class) => self.steps.push(Step::One(class.clone())),
            Node::Start => self.steps.push(Step::Start),
            Node::End => self.steps.push(Step::End),
            Node::All(all) => all.iter().for_each(|one| self.add(one)),
            Node::Any(all) => {
                let mut jumps = Vec::new();
                for (index, one) in all.iter().enumerate() {
                    let split = self.reserve();
                    self.add(one);
                    if index + 1 < all.len() {
                        jumps.push(self.reserve());
                        let next = self.steps.len();
                        self.set(split, Step::Split(split + 1, next));
                    } else {
                        self.set(split, Step::Jump(split + 1));
                    }
                }
                let end = self.steps.len();
                jumps
                    .into_iter()
                    .for_each(|jump| self.set(jump, Step::Jump(end)));
            }
            Node::Repeated(one, least, most) => {
                (0..*least).for_each(|_| self.add(one));
                match most {
                    None => {
                        let split = self.reserve();
                        self.add(one);
                        self.steps.push(Step::Jump(split));
                        let end = self.steps.len();
                        self.set(split, Step::Split(split + 1, end));
                    }
                    Some(most) => {
                        let splits: Vec<usize> = (*least..*most)
                            .map(|_| {
                                let split = self.reserve();
                                self.add(one);
                                split
                            })
                            .collect();
                        let end = self.steps.len();
                        for split in splits {
                            self.set(split, Step::Split(split + 1, end));
                        }
                    }
                }
            }
            Node::Ahead { is_wanted, inside } => {
                let at = self.reserve();
                self.add(inside);
                self.steps.push(Step::Matched);
                let after = self.steps.len();
                self.set(
                    at,
                    Step::Ahead {
                        is_wanted: *is_wanted,
                        after,
                    },
                );
            }
        }
    }

    /// A step that is set later.
    fn reserve(&mut self) -> usize {
        self.steps.push(Step::Matched);
        self.steps.len() - 1
    }

    fn set(&mut self, at: usize, step: Step) {
        if let Some(place) = self.steps.get_mut(at) {
            *place = step;
        }
    }

    /// Whether a whole text matches for some letters in place of its holes.
    pub(super) fn can_match(&self, text: &[Piece]) -> bool {
        let mut states = States::new(self.steps.len());
        self.enter(&mut states, 0, (text, 0));
        for (at, piece) in text.iter().enumerate() {
            match piece {
                Piece::Letter(letter) => self.advance(&mut states, *letter, (text, at + 1)),
                Piece::Hole => self.skip(&mut states, (text, at + 1)),
            }
            if states.list.is_empty() {
                return false;
            }
        }
        self.is_matched(&states)
    }

    /// Whether the text from a place on begins with what matches from a step on. With a hole before the end of the text
    /// nothing is certain, and so `None`.
    fn leads(&self, from: usize, (text, at): (&[Piece], usize)) -> Option<bool> {
        let mut states = States::new(self.steps.len());
        self.enter(&mut states, from, (text, at));
        for at in at..text.len() {
            if self.is_matched(&states) {
                return Some(true);
            }
            match text.get(at) {
                Some(Piece::Letter(letter)) => self.advance(&mut states, *letter, (text, at + 1)),
                _ => return None,
            }
            if states.list.is_empty() {
                return Some(false);
            }
        }
        Some(self.is_matched(&states))
    }

    fn is_matched(&self, states: &States) -> bool {
        let mut list = states.list.iter();
        list.any(|at| matches!(self.steps.get(*at), Some(Step::Matched)))
    }

    /// All steps that a letter leads to.
    fn advance(&self, states: &mut States, letter: char, place: (&[Piece], usize)) {
        for at in states.renew() {
            if let Some(Step::One(class)) = self.steps.get(at)
                && class.has(letter)
            {
                self.enter(states, at + 1, place);
            }
        }
    }

    /// All steps that any letters lead to.
    fn skip(&self, states: &mut States, place: (&[Piece], usize)) {
        let before = states.renew();
        for at in before {
            self.enter(states, at, place);
        }
        let mut next = 0;
        while let Some(at) = states.list.get(next).copied() {
            next += 1;
            if matches!(self.steps.get(at), Some(Step::One(_))) {
                self.enter(states, at + 1, place);
            }
        }
    }

    /// Goes to a step, and to all that follow without a letter.
    fn enter(&self, states: &mut States, from: usize, place: (&[Piece], usize)) {
        let (text, position) = place;
        let mut due = vec![from];
        while let Some(at) = due.pop() {
            if !states.add(at) {
                continue;
            }
            match self.steps.get(at) {
                Some(Step::Split(one, other)) => due.extend([*one, *other]),
                Some(Step::Jump(to)) => due.push(*to),
                Some(Step::Start) => {
                    let before = text.get(..position).unwrap_or_default();
                    if before.iter().all(|one| *one == Piece::Hole) {
                        due.push(at + 1);
                    }
                }
                Some(Step::End) => {
                    let is_end = match text.get(position..).unwrap_or_default() {
                        [Piece::Letter('\r'), Piece::Letter('\n')] => true,
                        [Piece::Letter(letter)] => is_terminator(*letter),
                        rest => rest.iter().all(|one| *one == Piece::Hole),
                    };
                    if is_end {
                        due.push(at + 1);
                    }
                }
                Some(Step::Ahead { is_wanted, after }) => {
                    let leads = self.leads(at + 1, place);
                    if leads.is_none_or(|leads| leads == *is_wanted) {
                        due.push(*after);
                    }
                }
                Some(Step::One(_) | Step::Matched) | None => {}
            }
        }
    }
}

/// The states of a machine, each once.
struct States {
    list: Vec<usize>,
    /// In which round each was last entered.
    seen: Vec<usize>,
    round: usize,
}

impl States {
    fn new(count: usize) -> Self {
        Self {
            list: Vec::new(),
            seen: vec![0; count],
            round: 1,
        }
    }

    /// Whether a state is a new one.
    fn add(&mut self, at: usize) -> bool {
        match self.seen.get_mut(at) {
            Some(seen) if *seen != self.round => {
                *seen = self.round;
                self.list.push(at);
                true
            }
            _ => false,
        }
    }

    /// The states so far; there are none then.
    fn renew(&mut self) -> Vec<usize> {
        self.round += 1;
        std::mem::take(&mut self.list)
    }
}
