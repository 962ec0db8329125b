//! Sets of small numbers: which lists a value satisfies, which values a list admits.

/// A set of numbers below a fixed bound. Sets that meet in one operation have the same bound.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// No number below `bound`.
    pub(super) fn none(bound: usize) -> Self {
        Self(vec![0; bound.div_ceil(64)])
    }

    /// All numbers below `bound`.
    pub(super) fn all(bound: usize) -> Self {
        let mut all = Self::none(bound);
        (0..bound).for_each(|number| all.insert(number));
        all
    }

    /// One number.
    pub(super) fn one(bound: usize, number: usize) -> Self {
        let mut one = Self::none(bound);
        one.insert(number);
        one
    }

    /// Adds a number below the bound.
    pub(super) fn insert(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }

    pub(super) fn remove(&mut self, number: usize) {
        if let Some(word) = self.0.get_mut(number / 64) {
            *word &= !(1 << (number % 64));
        }
    }

    pub(super) fn has(&self, number: usize) -> bool {
        let word = self.0.get(number / 64);
        word.is_some_and(|word| word & (1 << (number % 64)) != 0)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(super) fn is_subset(&self, other: &Self) -> bool {
        self.pairs(other).all(|(one, other)| one & !other == 0)
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.pairs(other).any(|(one, other)| one & other != 0)
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        Self(self.pairs(other).map(|(one, other)| one & other).collect())
    }

    pub(super) fn or(&self, other: &Self) -> Self {
        Self(self.pairs(other).map(|(one, other)| one | other).collect())
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        Self(self.pairs(other).map(|(one, other)| one & !other).collect())
    }

    /// The numbers, from the lowest on.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(at, word)| {
            let inside = (0..64).filter(move |bit| word & (1 << bit) != 0);
            inside.map(move |bit| at * 64 + bit)
        })
    }

    fn pairs<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = (u64, u64)> + 'a {
        self.0.iter().copied().zip(other.0.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_sets() {
        let mut one = Bits::none(70);
        one.insert(3);
        one.insert(69);
        assert!(one.has(69) && !one.has(68));
        assert_eq!(one.iter().collect::<Vec<_>>(), [3, 69]);
        assert_eq!(one.minus(&Bits::one(70, 3)), Bits::one(70, 69));
        assert!(one.is_subset(&Bits::all(70)) && !Bits::all(70).is_subset(&one));
        assert!(one.meets(&Bits::one(70, 69)) && !one.meets(&Bits::one(70, 4)));
        assert!(Bits::none(0).is_empty() && Bits::all(0).is_empty());
    }
}
