//! What always holds: each test's name is the sentence. One file per area.

mod addresses;
mod conversions;
mod decide;
mod delivery;
mod explain;
mod fixes;
mod inference;
mod json;
mod mutants;
mod near_misses;
mod notifications;
mod open_patterns;
mod pattern_answers;
mod pattern_parser;
mod pipes;
mod places;
mod requests;
mod sample;
mod schedules;
#[cfg(feature = "schema")]
mod schemas;
mod set;
mod shapes;
mod slips;
mod sound_templates;
mod suites;
mod texts;
mod transforms;
mod trees;
mod way;
mod written_suites;
mod yaml;
