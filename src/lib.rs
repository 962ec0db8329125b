//! Author and test Amazon EventBridge configurations offline.
//!
//! This is the library behind the `evb` program. Its engines take text and values in
//! memory and answer as EventBridge does; they know nothing of arguments, files,
//! colours or the clock.
//!
//! # Example
//!
//! ```
//! use evb::pattern::{Dialect, Explainer, evaluate_as_service, parse};
//! use evb::json;
//!
//! let pattern = parse(r#"{"detail": {"state": ["running"]}}"#, Dialect::Bus)?;
//! let event = json::parse(r#"{"detail": {"state": "Running"}}"#)?;
//! assert!(!evaluate_as_service(&pattern, &event).matched);
//! let explanation = Explainer::new(&pattern).explain(&event);
//! assert_eq!(explanation.fields()[0].reason, r#"`"Running"` differs from `"running"` only in case"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! More to begin with: [`pattern::PatternSet`] asks many patterns at once, [`schedule::Schedule::occurrences`] gives the
//! times at which a schedule fires, [`event::put_events`] answers as PutEvents does, [`transform`] gives what a target receives,
//! [`delivery`] when a delivery is tried again. Four programs in `examples/` show them at work.
//!
//! # Features
//!
//! `cli`, on by default, brings the program: the modules `cli`, `commands`, `render` and `report`, and their crates. Who
//! uses the engines alone leaves it out, with `default-features = false`. `terraform`, a part of it, reads configurations,
//! plans and states of Terraform. `schema`, on by default too, validates events against schemas.
//!
//! # Architecture
//!
//! Imports only point down; modules on one line do not know each other.
//! `tests/layers/` reads every import and fails otherwise, and where modules of one room import each other in a circle.
//!
//! ```text
//!  edge       main · lib · cli                arguments, streams, clock, files, environment, exit code
//!  commands   commands                        one file per subcommand: read, ask an engine, report
//!  render     render                          report → text, JSON, CSV, ICS, SVG; the only place with colours
//!  report     report                          what was found, as plain serialisable data: the output contract
//!  testing    suite                           cases of events, schedules, pipes and retries, what is expected of each, and what
//!                                             the cases are worth
//!  checking   check                           what AWS refuses of everything that is declared, under names that stay
//!  uses       compare · simulate              two versions against each other · events through whole configurations
//!  reading    iac · sample                    text in, inventory out: one file per format; says nothing about good or bad;
//!                                             events made for a pattern
//!  judging    api · policy · convert          requests against AWS's own models · who may do what · what other services say, as
//!             · infer · schema                EventBridge says it, and back · schemas of events
//!  engines    event · pattern · schedule · transform · delivery
//!  model      model                           what is declared: rules, targets, schedules, pipes; `Known` values
//!  json       json                            one strict reader: values that know where they stand in the text
//!  plain      diagnostic · quota · suggest    findings as data · AWS limits with their source · nearest names
//!  text       source                          text, byte spans, line and column
//!  below      sure                            values that must be there
//! ```
//!
//! Where does a change go?
//!
//! * It decides something about EventBridge: an engine. It is a constraint that AWS publishes of a request: [`api`], as data.
//! * It says in the words of EventBridge what another service says in its own: [`convert`].
//! * It takes a JSON object apart: [`json::fields`]. It turns a file into what is declared: [`iac`], which says nothing
//!   about good or bad; what a declaration holds is in [`model`].
//! * It runs several engines over a whole configuration: [`simulate`]; over two versions of one: [`compare`]. What is found
//!   by that gets its name and its page in [`check`]. What a suite may expect of it: [`suite`].
//! * It changes what a command tells: `report`, which is a contract with scripts.
//! * It changes how that looks: `render`, which decides nothing.
//! * It needs the time, a path or an environment variable: `cli` reads it and passes the value down.

// Input never panics: what could is denied outside tests.
#![deny(
    clippy::exit,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]
#![warn(unreachable_pub)]

pub mod api;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod commands;
pub mod compare;
pub mod convert;
pub mod delivery;
pub mod diagnostic;
pub mod event;
pub mod iac;
pub mod infer;
pub mod json;
pub mod model;
pub mod pattern;
pub mod policy;
pub mod quota;
#[cfg(feature = "cli")]
pub mod render;
#[cfg(feature = "cli")]
pub mod report;
pub mod sample;
pub mod schedule;
pub mod schema;
pub mod simulate;
pub mod source;
pub mod suggest;
pub mod suite;
pub mod sure;
pub mod transform;
