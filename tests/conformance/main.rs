//! Every row of `fixtures/**/*.jsonl` is a named test.
//!
//! `cargo test --test conformance prefix/empty` runs one row; the areas stand in files of their own.

mod transforms;

use libtest_mimic::{Arguments, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let trials: Vec<Trial> = transforms::trials();
    libtest_mimic::run(&arguments, trials).exit();
}
