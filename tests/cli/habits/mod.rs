//! What people type out of habit, and what they get.

mod help;
mod names;
mod positional;
mod quiet;
mod terminal;
mod times;
