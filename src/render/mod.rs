//! Reports as text, JSON and pictures. The only place with colours; it decides nothing.
//!
//! Text from outside goes through [`printable`] before it stands in a line of ours, and everything that is written goes
//! through a [`stream::Stream`], which lets nothing through that a terminal would obey.

pub mod check;
pub mod collisions;
pub mod compare;
pub mod convert;
pub mod coverage;
pub mod csv;
pub mod deliveries;
pub mod explain;
pub mod failure;
pub mod fit_retries;
pub mod infer;
pub mod json;
mod junit;
pub mod list;
pub mod markdown;
pub mod markup;
pub mod mutants;
pub mod next_fires;
pub mod pipe;
pub mod printable;
pub mod progress;
pub mod put_events;
pub mod route;
pub mod sample;
pub mod schema;
pub mod simulate_load;
pub mod simulate_retries;
pub mod snippet;
pub mod stream;
mod style;
pub mod svg;
pub mod table;
pub mod test;
pub mod test_pattern;
mod told;
pub mod transform;
pub mod words;
pub mod workflow;
pub mod wrap;
pub mod written_field;
