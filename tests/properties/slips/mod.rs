//! Slips of patterns, expressions, templates and entries: whoever follows the first edit that is told until none is left has
//! what is taken, and where a slip can be undone, what means the same as before it.

mod entries;
mod expressions;
mod paths;
mod patterns;
mod templates;

use std::collections::BTreeMap;

use evb::diagnostic::Diagnostic;

use crate::near_misses::Dice;

/// The most edits that are followed.
const MOST_EDITS: usize = 10;

/// How a text is read.
pub trait Language {
    /// What is told of it, the mistakes first.
    fn told(&self, text: &str) -> Vec<Diagnostic>;

    /// Whether AWS takes it.
    fn is_taken(&self, text: &str) -> bool;

    /// Whether two that are taken mean the same.
    fn is_same(&self, text: &str, other: &str) -> bool;
}

/// A text and what a slip makes of it.
pub struct Made {
    right: String,
    wrong: String,
    language: Box<dyn Language>,
}

/// A kind of slip; `None` if these dice give none.
pub struct Slip {
    name: &'static str,
    make: fn(&Dice) -> Option<Made>,
}

macro_rules! slips {
    ($list:ident; $($name:literal => $make:expr;)*) => {
        pub const $list: &[crate::slips::Slip] = &[$(crate::slips::Slip { name: $name, make: $make }),*];
    };
}
use slips;

/// What came of the slips of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    runs: usize,
    /// An edit is told.
    helped: usize,
    edits: usize,
    /// The edits come to an end.
    ended: usize,
    taken: usize,
    same: usize,
}

fn follow(made: &Made, tally: &mut Tally) -> Result<(), String> {
    let Made {
        right,
        wrong,
        language,
    } = made;
    tally.runs += 1;
    let mut text = wrong.clone();
    let mut edits = 0;
    while let Some(fix) = (language.told(&text).into_iter()).find_map(|one| one.fix) {
        let edited = fix.applied(&text).ok_or("an edit outside the text")?;
        if edited == text {
            return Err("an edit that changes nothing".to_owned());
        }
        edits += 1;
        if edits > MOST_EDITS {
            return Err(format!("no end: {text}"));
        }
        text = edited;
    }
    if edits == 0 {
        return Ok(());
    }
    tally.helped += 1;
    tally.edits += edits;
    tally.ended += 1;
    if !language.is_taken(&text) {
        return Err(format!("not taken: {text}"));
    }
    tally.taken += 1;
    if !language.is_same(&text, right) {
        return Err(format!("not the same: {text}"));
    }
    tally.same += 1;
    Ok(())
}

/// How many slips are made of all: `EVB_SLIPS`, or a few of each kind. With the number the table is printed.
#[test]
fn whoever_follows_the_first_edit_until_none_is_left_is_back() {
    let areas: [(&str, &[Slip]); 6] = [
        ("patterns", patterns::SLIPS),
        ("expressions", expressions::SLIPS),
        ("templates of rules", templates::OF_RULES),
        ("templates of pipes", templates::OF_PIPES),
        ("paths", paths::SLIPS),
        ("entries", entries::SLIPS),
    ];
    let kinds: usize = areas.iter().map(|(_, slips)| slips.len()).sum();
    assert!(kinds >= 40, "{kinds}");
    let asked = std::env::var("EVB_SLIPS").ok();
    let is_shown = asked.is_some();
    let runs = asked.map_or(2 * kinds, |runs| runs.parse().unwrap());
    let mut table: BTreeMap<(usize, usize), Tally> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut left = runs;
    for seed in 1.. {
        let before = left;
        for (area, (_, slips)) in areas.iter().enumerate() {
            for (at, slip) in slips.iter().enumerate() {
                let dice = Dice::new(seed);
                let Some(made) = (slip.make)(&dice).filter(|_| left > 0) else {
                    continue;
                };
                left -= 1;
                let tally = table.entry((area, at)).or_default();
                if let Err(why) = follow(&made, tally) {
                    wrong.push(format!(
                        "{}: {} | {} | {why}",
                        slip.name, made.right, made.wrong
                    ));
                }
            }
        }
        if left == 0 || left == before {
            break;
        }
    }
    let mut all = Tally::default();
    for ((area, at), tally) in &table {
        let (area, slips) = areas[*area];
        all.runs += tally.runs;
        all.helped += tally.helped;
        all.edits += tally.edits;
        all.ended += tally.ended;
        all.taken += tally.taken;
        all.same += tally.same;
        if is_shown {
            let Tally {
                runs,
                helped,
                edits,
                ended,
                taken,
                same,
            } = tally;
            println!(
                "{helped:5}/{runs} helped, {edits} edits, {ended} end, {taken} taken, {same} same: {area}: {}",
                slips[*at].name
            );
        }
    }
    if is_shown {
        println!("{kinds} kinds: {all:?}");
    }
    let shown: Vec<&String> = wrong.iter().take(40).collect();
    assert!(
        wrong.is_empty(),
        "{} of {}: {shown:#?}",
        wrong.len(),
        all.runs
    );
    assert!(20 * all.helped >= 19 * all.runs, "{all:?}");
}
