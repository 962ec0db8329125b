//! Values that must be there, because the code before has seen to it.
//!
//! Cutting a text at places that were found in it cannot fail, but `get` does not know that, and nothing outside tests
//! may panic on input. [`Sure::sure`] says at the place that the value is there. Where it is not, that is a slip of
//! ours: a build with debug assertions (every test and fuzz target) stops at the line that was wrong; a release goes on
//! with the empty value.
//!
//! Not for values that may well be missing: there the empty value is an answer, and `unwrap_or_default` says so.
//!
//! # Example
//!
//! ```
//! use evb::sure::Sure as _;
//!
//! let text = "rate(5 minutes)";
//! let open = text.find('(').unwrap_or(text.len());
//! assert_eq!(text.get(..open).sure(), "rate");
//! ```

/// Something that holds a value, as far as the types know only perhaps.
pub trait Sure {
    /// What it holds.
    type Value;

    /// The value that is there. Where a slip of ours lost it: a panic with debug assertions, the empty value without.
    #[must_use]
    fn sure(self) -> Self::Value;
}

impl<T: Default> Sure for Option<T> {
    type Value = T;

    #[inline]
    #[track_caller]
    fn sure(self) -> T {
        debug_assert!(self.is_some(), "what must be there is missing");
        self.unwrap_or_default()
    }
}

impl<T: Default, E> Sure for Result<T, E> {
    type Value = T;

    #[inline]
    #[track_caller]
    fn sure(self) -> T {
        debug_assert!(self.is_ok(), "what cannot fail has failed");
        self.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_taken() {
        assert_eq!("abc".get(1..).sure(), "bc");
        assert_eq!("7".parse::<u8>().sure(), 7);
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "what must be there is missing")]
    fn a_slip_stops_a_debug_build() {
        let _ = "ä".get(1..).sure();
    }

    #[test]
    #[cfg(not(debug_assertions))]
    fn a_release_goes_on_with_the_empty_value() {
        assert_eq!("ä".get(1..).sure(), "");
    }
}
