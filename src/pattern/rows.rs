//! Tables of small tests.

/// A table of small tests: `name: argument, … => expected;`, each a test of its own.
macro_rules! rows {
    ($check:ident; $($name:ident: $($argument:expr),+ => $expected:expr;)+) => {
        mod $check {
            #[expect(clippy::allow_attributes, reason = "not every table needs its surroundings")]
            #[allow(unused_imports, reason = "not every table needs its surroundings")]
            use super::*;
            $(
                #[test]
                fn $name() {
                    assert_eq!(super::$check($($argument),+), $expected);
                }
            )+
        }
    };
}
