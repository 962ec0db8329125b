//! Every row of `fixtures/**/*.jsonl` is a named test.
//!
//! `cargo test --test conformance prefix/empty` runs one row; the areas stand in files of their own.

mod decide;
mod delivery;
mod meant;
mod notifications;
mod pattern_set;
mod patterns;
mod pipes;
mod rows;
mod samples;
mod schedules;
mod templates;
mod transforms;

use libtest_mimic::{Arguments, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let mut trials: Vec<Trial> = transforms::trials();
    trials.extend(schedules::trials());
    trials.extend(meant::trials());
    trials.extend(patterns::trials());
    trials.extend(pattern_set::trials());
    trials.extend(decide::trials());
    trials.extend(pipes::trials());
    trials.extend(delivery::trials());
    trials.extend(templates::trials());
    trials.extend(samples::trials());
    trials.extend(notifications::trials());
    libtest_mimic::run(&arguments, trials).exit();
}
