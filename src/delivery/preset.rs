//! Named delay curves: guesses about what AWS does, for want of AWS's own numbers.
//!
//! If both limits of a rule are meant to bind at about the same time, 185 retries must fill about 24 hours. For
//! doubling delays this forces a cap of about eight minutes whatever the first delay is. The presets are curves
//! that satisfy this with different jitters, and two that others use.

use super::backoff::{Backoff, Jitter};

/// A named delay curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Preset {
    /// 1 s, doubling up to 480 s, not randomised: 185 retries take 84,991 s.
    Nominal,
    /// `nominal`, each delay up to a quarter longer or shorter.
    Spread,
    /// `nominal`, each delay up to a half longer or shorter.
    Spread50,
    /// 1 s, doubling up to 600 s; each delay between half of it and all of it.
    Equal,
    /// 1 s, doubling up to 900 s; each delay between nothing and all of it. The AWS Architecture Blog prefers this jitter.
    Full,
    /// `full` with a cap of 960 s: 24 hours are often too short for 185 retries.
    Full960,
    /// What Alibaba Cloud's EventBridge documents: 1 s, doubling up to 512 s, 176 retries.
    Alibaba,
    /// Each delay between 1 s and three times the one before, at most 900 s.
    Decorrelated,
}

impl Preset {
    /// All of them, the default first.
    pub const ALL: [Self; 8] = [
        Self::Nominal,
        Self::Spread,
        Self::Spread50,
        Self::Equal,
        Self::Full,
        Self::Full960,
        Self::Alibaba,
        Self::Decorrelated,
    ];

    /// Its name, the cap of its delays in seconds, and how they are randomised.
    const fn row(self) -> (&'static str, u64, Jitter) {
        const fn symmetric(hundredths: u64) -> Jitter {
            Jitter::Symmetric {
                millionths: hundredths * 10_000,
            }
        }
        match self {
            Self::Nominal => ("nominal", 480, Jitter::None),
            Self::Spread => ("spread", 480, symmetric(25)),
            Self::Spread50 => ("spread50", 480, symmetric(50)),
            Self::Equal => ("equal", 600, Jitter::Equal),
            Self::Full => ("full", 900, Jitter::Full),
            Self::Full960 => ("full960", 960, Jitter::Full),
            Self::Alibaba => ("alibaba", 512, Jitter::None),
            Self::Decorrelated => ("decorrelated", 900, Jitter::Decorrelated),
        }
    }

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// The preset of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.name() == name)
    }

    /// Its curve.
    #[must_use]
    pub const fn backoff(self) -> Backoff {
        let (_, cap_seconds, jitter) = self.row();
        Backoff {
            cap_ms: cap_seconds * 1_000,
            jitter,
            ..Backoff::NOMINAL
        }
    }

    /// The number of retries that belongs to it, where it is not the service's default.
    ///
    /// Alibaba Cloud: EventBridge documents 176 retries within a day; RocketMQ EventBridge, issue 80.
    #[must_use]
    pub const fn retries(self) -> Option<u64> {
        match self {
            Self::Alibaba => Some(176),
            _ => None,
        }
    }
}
