//! Tables of small tests.

/// A table of small tests: `name: argument, … => expected;`, each a test of its own.
macro_rules! rows {
    ($check:ident; $($name:ident: $($argument:expr),+ => $expected:expr;)+) => {
        mod $check {
            use super::*;
            $(
                #[test]
                fn $name() {
                    assert_eq!($check($($argument),+), $expected);
                }
            )+
        }
    };
}
