//! Choices out of a list of numbers: fewer and smaller numbers make smaller files, so that failures shrink.

/// Where the next choice stands. Behind the end every choice is the first.
pub struct Choices<'n> {
    numbers: &'n [u32],
    at: usize,
}

impl<'n> Choices<'n> {
    pub const fn of(numbers: &'n [u32]) -> Self {
        Self { numbers, at: 0 }
    }

    /// A number below `most`.
    pub fn below(&mut self, most: usize) -> usize {
        let number = self.numbers.get(self.at).copied().unwrap_or_default();
        self.at += 1;
        number as usize % most.max(1)
    }

    /// Whether something is so: one in `often` times.
    pub fn is(&mut self, often: usize) -> bool {
        self.below(often) == often - 1
    }

    /// One of several.
    pub fn of_all<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
}
