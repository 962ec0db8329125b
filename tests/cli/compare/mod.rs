//! `evb compare`: does a change let more through?

mod patterns;
mod templates;
