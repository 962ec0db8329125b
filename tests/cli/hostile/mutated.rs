//! The fuzz driver: command lines that are fine are changed in small ways, so that most stay fine, and run.
//!
//! Every run has a number, and is the same whenever it is made again. Three variables of the environment say how many
//! are made:
//!
//! * `EVB_MUTATIONS`: how many runs; a few hundred without it, 50,000 before a release.
//! * `EVB_MUTATIONS_FIRST`: the number of the first, 0 without it. A run that failed is made again, alone, with
//!   `EVB_MUTATIONS=1 EVB_MUTATIONS_FIRST=…`, the number that the failure tells.
//! * `EVB_MUTATIONS_THREADS`: how many at once, one without it.
//!
//! ```text
//! EVB_MUTATIONS=50000 cargo test --release --test cli -- hostile::mutated --nocapture
//! ```

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use super::mutate::{ODD, mutated, plain};
use super::scenarios::Corpus;
use super::{Outcome, Random, Scenario, fault};

/// How many runs are made where nobody asks for more.
const USUAL_RUNS: usize = 400;

/// Far beyond what any of these runs takes on a machine that does other things too, but for what it writes.
const LONGEST: Duration = Duration::from_secs(30);

/// So many bytes may take a second more: a number of fires can be changed into one that millions of lines answer.
const BYTES_PER_SECOND: usize = 1_000_000;

fn asked(name: &str, usual: usize) -> usize {
    std::env::var(name).map_or(usual, |number| number.parse().unwrap())
}

/// The run with this number, and whether its standard output is a terminal.
fn numbered(corpus: &Corpus, number: usize) -> (Scenario, bool) {
    let mut random = Random::new(number as u64);
    let mut scenario = corpus.any(&mut random);
    for _ in 0..1 + random.below(2) {
        change(&mut scenario, &mut random);
    }
    let is_terminal = random.percent(30);
    // In front: behind an argument that became `--` it would be no flag.
    let colors = ["--color", "never"].map(str::to_owned);
    scenario.arguments.splice(1..1, colors);
    (scenario, is_terminal)
}

/// Changes one thing: mostly an input, now and then an argument or the name of a file.
fn change(scenario: &mut Scenario, random: &mut Random) {
    let files = scenario.files.len();
    match random.below(100) {
        0..=9 => {
            // The command stays what it is.
            let at = 1 + random.below(scenario.arguments.len() - 1);
            let argument = &mut scenario.arguments[at];
            *argument = mutated(argument, random);
        }
        10..=14 if files > 0 => {
            let at = random.below(files);
            let new = format!("{}{}", random.word(&ODD), scenario.files[at].0);
            let old = std::mem::replace(&mut scenario.files[at].0, new.clone());
            let named = scenario.arguments.iter_mut().filter(|one| **one == old);
            named.for_each(|argument| argument.clone_from(&new));
        }
        15..=17 if files > 0 => {
            let at = random.below(files);
            scenario.files[at].1 = plain(&scenario.files[at].1, random);
        }
        _ if !scenario.stdin.is_empty() => scenario.stdin = mutated(&scenario.stdin, random),
        _ if files > 0 => {
            // Records are changed more often than what says how to read them.
            let at = random.below(files).max(random.below(files));
            scenario.files[at].1 = mutated(&scenario.files[at].1, random);
        }
        _ => {
            let at = scenario.arguments.len() - 1;
            scenario.arguments[at] = mutated(&scenario.arguments[at], random);
        }
    }
}

/// Runs by exit code, and the longest.
#[derive(Default)]
struct Tally {
    exits: [usize; 3],
    longest: (Duration, usize),
    faults: Vec<String>,
}

fn run(corpus: &Corpus, number: usize, tally: &Mutex<Tally>) {
    let (scenario, is_terminal) = numbered(corpus, number);
    let begun = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| scenario.run(is_terminal)));
    let elapsed = begun.elapsed();
    let fault = match &outcome {
        Err(_) => Some("a panic".to_owned()),
        Ok(outcome) if elapsed > longest_for(outcome) => Some(format!("it took {elapsed:?}")),
        Ok(outcome) => fault(&scenario, is_terminal, outcome),
    };
    let mut tally = tally.lock().unwrap();
    if let Ok(outcome) = &outcome {
        tally.exits[usize::from(outcome.exit.code())] += 1;
    }
    tally.longest = tally.longest.max((elapsed, number));
    if let Some(fault) = fault {
        let fault: String = fault.chars().take(2_000).collect();
        let shown: String = format!("{scenario:?}").chars().take(6_000).collect();
        tally.faults.push(format!("run {number}: {fault}\n{shown}"));
    }
}

fn longest_for(outcome: &Outcome) -> Duration {
    let seconds = outcome.stdout.len() / BYTES_PER_SECOND;
    LONGEST + Duration::from_secs(seconds as u64)
}

#[test]
fn no_change_of_what_is_fine_ends_in_a_panic_or_in_an_answer_that_is_none() {
    let runs = asked("EVB_MUTATIONS", USUAL_RUNS);
    let first = asked("EVB_MUTATIONS_FIRST", 0);
    let threads = asked("EVB_MUTATIONS_THREADS", 1);
    let corpus = Corpus::read();
    let tally = Mutex::default();
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let numbers = (first + thread..first + runs).step_by(threads);
            let (corpus, tally) = (&corpus, &tally);
            scope.spawn(move || numbers.for_each(|number| run(corpus, number, tally)));
        }
    });
    let Tally {
        exits: [yes, no, failed],
        longest: (longest, number),
        faults,
    } = tally.into_inner().unwrap();
    println!(
        "{runs} runs: {yes} exit 0, {no} exit 1, {failed} exit 2; the longest {longest:?} (run {number})"
    );
    let told = faults.iter().take(10).cloned().collect::<Vec<_>>();
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        told.join("\n\n")
    );
    // What ends with "this is no input" does not get far.
    assert!(
        runs < 100 || failed * 2 <= runs,
        "{failed} of {runs} end in exit 2"
    );
}
