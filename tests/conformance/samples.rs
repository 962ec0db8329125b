//! Events made for the patterns of the fixtures: those that are to match match, and near misses miss by the field they name.
//!
//! `EVB_CORPUS=<directory or file> cargo test --release --test conformance -- corpus/samples` does it for the corpus, of
//! which `EVB_CORPUS_PART` takes every so many patterns (by default all).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::{Duration, Instant};

use evb::pattern::{Dialect, Explainer, Pattern, ServiceEvaluator, evaluate, parse};
use evb::sample::{Bus, Obstacle, Sampler};
use libtest_mimic::{Failed, Trial};

use crate::patterns::{files, fixture_files, rows};

pub fn trials() -> Vec<Trial> {
    let mut trials: Vec<Trial> = fixture_files()
        .into_iter()
        .map(|file| {
            let stem = file.file_stem().unwrap().to_string_lossy().into_owned();
            Trial::test(format!("samples/{stem}"), move || {
                let texts = rows(&file).into_iter().map(|row| row.pattern);
                Totals::of(texts.collect()).report()
            })
        })
        .collect();
    if let Some(corpus) = std::env::var_os("EVB_CORPUS") {
        trials.push(Trial::test("corpus/samples", move || {
            let part = std::env::var("EVB_CORPUS_PART").ok();
            let part = part.and_then(|part| part.parse().ok()).unwrap_or(1);
            let path = Path::new(&corpus);
            let files = match path.is_dir() {
                true => files(path),
                false => vec![path.to_owned()],
            };
            let texts = files
                .iter()
                .flat_map(|file| rows(file))
                .map(|row| row.pattern);
            Totals::of(texts.step_by(part).collect()).report()
        }));
    }
    trials
}

/// What takes longer is told.
const SLOW: Duration = Duration::from_millis(500);

/// What was made for some patterns.
#[derive(Default)]
struct Totals {
    patterns: usize,
    matches: usize,
    alternatives: usize,
    exercised: usize,
    impossible: usize,
    untold: usize,
    near_misses: usize,
    fields: usize,
    missed: usize,
    /// Fields by which none fails, by the reason.
    without: BTreeMap<&'static str, usize>,
    slowest: Duration,
    wrong: Vec<String>,
}

impl Totals {
    fn of(texts: BTreeSet<String>) -> Self {
        let mut totals = Self::default();
        for text in texts {
            if let Ok(pattern) = parse(&text, Dialect::Bus) {
                totals.add(&pattern);
            }
        }
        totals
    }

    fn add(&mut self, pattern: &Pattern) {
        let begin = Instant::now();
        let bus = Bus::new(pattern, Dialect::Bus, 0);
        let sampler = Sampler::new(pattern, &bus, 0);
        let found = sampler.matches(None);
        let near = sampler.near_misses(None);
        let taken = begin.elapsed();
        if taken > SLOW {
            println!("{} ms for {}", taken.as_millis(), pattern.text);
        }
        self.slowest = self.slowest.max(taken);
        let service = ServiceEvaluator::new(pattern);
        let explainer = Explainer::new(pattern);
        self.patterns += 1;
        self.alternatives += found.alternatives;
        self.exercised += found.exercised;
        self.matches += found.events.len();
        for one in &found.events {
            if !evaluate(pattern, &one.event) || !service.verdict(&one.event).matched {
                self.wrong.push(format!(
                    "does not match: {} {}",
                    pattern.text,
                    one.event.to_compact()
                ));
            }
        }
        for one in &found.not_exercised {
            match &one.obstacle {
                Obstacle::Nothing | Obstacle::Place | Obstacle::Field(_) | Obstacle::Engine(_) => {
                    self.impossible += 1
                }
                other => {
                    self.untold += 1;
                    println!("{other:?} {} {}", pattern.text, one.path);
                }
            }
        }
        self.near_misses += near.events.len();
        self.fields += near.fields;
        self.missed += near.missed;
        for one in &near.events {
            let explanation = explainer.explain(&one.event);
            let mut attempts = explanation.attempts.iter();
            let names_it = attempts
                .any(|attempt| attempt.fields.len() == 1 && attempt.fields[0].path == one.path);
            if evaluate(pattern, &one.event) || service.verdict(&one.event).matched || !names_it {
                self.wrong.push(format!(
                    "is no near miss: {} {}",
                    pattern.text,
                    one.event.to_compact()
                ));
            }
        }
        for one in &near.without {
            *self.without.entry(one.obstacle.as_str()).or_default() += 1;
        }
    }

    fn report(self) -> Result<(), Failed> {
        println!(
            "{} patterns: {} events exercise {} of {} alternatives, {} are impossible, {} were not found; {} near misses by {} of {} fields, without {:?}; the slowest pattern took {} ms",
            self.patterns,
            self.matches,
            self.exercised,
            self.alternatives,
            self.impossible,
            self.untold,
            self.near_misses,
            self.missed,
            self.fields,
            self.without,
            self.slowest.as_millis(),
        );
        match self.wrong.as_slice() {
            [] => Ok(()),
            wrong => Err(wrong.join("\n").into()),
        }
    }
}
