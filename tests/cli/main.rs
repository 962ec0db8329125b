//! Commands, run in process on a pretend machine: exit, stdout and stderr as one snapshot.

mod bounds;
mod compare;
mod contract;
mod convert;
mod declared;
mod edge;
mod endings;
mod fail_on;
mod fit_retries;
mod habits;
mod hostile;
mod infer;
mod inputs;
mod list;
mod next_fires;
mod pipe;
mod put_events;
mod route;
mod sample;
mod schema;
mod simulate_load;
mod simulate_retries;
mod streams;
mod support;
mod test_pattern;
mod transform;
