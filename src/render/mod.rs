//! Reports as text, JSON and pictures. The only place with colours; it decides nothing.

pub mod failure;
pub mod json;
pub mod put_events;
pub mod snippet;
mod style;
pub mod test_pattern;
pub mod transform;
pub mod words;
