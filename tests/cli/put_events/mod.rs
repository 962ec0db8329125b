//! `evb put-events`.

mod answers;
mod mistaken;
mod permission;
mod refusals;

use crate::support::Pretend;

fn evb(arguments: &[&str]) -> String {
    let arguments: Vec<&str> = std::iter::once("put-events")
        .chain(arguments.iter().copied())
        .collect();
    Pretend::default().evb(&arguments)
}
