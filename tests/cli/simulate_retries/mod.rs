//! `evb simulate-retries`.

mod documents;
mod letters;
mod many;
mod refusals;
mod targets;
mod timeline;
mod way;
mod way_functions;
mod way_neighbours;
mod way_places;
mod way_rounds;

use serde_json::Value;

use crate::support::Pretend;

fn evb(arguments: &[&str]) -> String {
    Pretend::default().evb(&[&["simulate-retries"], arguments].concat())
}

fn json(arguments: &[&str]) -> Value {
    let all = [&["simulate-retries", "--format", "json"], arguments].concat();
    serde_json::from_str(&Pretend::default().run(&all).stdout).unwrap()
}
